"""Names of a brief against lists of names, such as those of sanctions: who may be whom, and how surely.

It says "may be", never "is": a list holds names, and many people share one.
"""

from secondsource.screening.lists import Entry, read
from secondsource.screening.screening import Match, Screen

__all__ = ["Entry", "Match", "Screen", "read"]
