"""Texts to vectors, behind one small interface."""

from secondsource.encoding.e5 import E5
from secondsource.encoding.encoder import Encoder, Memory
from secondsource.encoding.static import Static

__all__ = ["E5", "Encoder", "Memory", "Static"]
