"""One report on its own: who, when, and on whose word."""

from secondsource.reading.read import read

__all__ = ["read"]
