"""What an encoder is, and a memory that encodes no text twice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of length one, one a text."""


class Encoder(Hashable, Protocol):
    """Turns texts into vectors whose dot product says how alike the texts are in meaning, across languages."""

    dimensions: int
    # And, where it is known, `space`: the `Space` in which its vectors lie (space.py).

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row of `dimensions` float32 for each text, in their order; no texts give an array of no rows."""
        ...


class Memory:
    """An encoder that remembers what it encoded for as long as it lives.

    >>> class Letters:
    ...     dimensions = 1
    ...     def encode(self, texts):
    ...         return np.ones((len(texts), 1), dtype=np.float32)
    >>> Memory(Letters()).encode(["a", "b", "a"]).shape
    (3, 1)
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.dimensions = encoder.dimensions
        self.space = getattr(encoder, "space", None)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; only texts not seen before reach the encoder, in sorted order."""
        new = sorted(set(texts) - self._known.keys())
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.stack([self._known[t] for t in texts])
