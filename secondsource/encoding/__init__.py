"""Texts to vectors, behind one small interface."""

from secondsource.encoding.e5 import E5
from secondsource.encoding.encoder import Encoder, Memory
from secondsource.encoding.space import Space, meaning, space

__all__ = ["E5", "Encoder", "Memory", "Space", "meaning", "space"]
