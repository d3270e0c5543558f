"""What the aligner's heads tell apart, in the order of their outputs."""

from __future__ import annotations

BORDERS = ("outside", "begins", "inside")
"""A piece stands in no claim, begins one, or goes on with it."""
STANCES = ("states", "denies", "withholds")
