"""Names of a brief against lists of names, such as those of sanctions: who may be whom, and how surely.

It says "may be", never "is": a list holds names, and many people share one.
"""

from secondsource.screening.known import Known
from secondsource.screening.lists import read
from secondsource.screening.screening import LEAST_SCORE, Screen, alike, screen

__all__ = ["LEAST_SCORE", "Known", "Screen", "alike", "read", "screen"]
