"""What an encoder is, what tells one from another, and a memory that encodes no text twice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Protocol, TypeGuard

import numpy as np
from numpy.typing import NDArray

from secondsource.errors import SecondsourceError

Vectors = NDArray[np.float32]
"""Rows of length one, one a text."""

# Nobody's clause is longer, and hostile lines are.
LONGEST_TEXT = 2000


class EncoderError(SecondsourceError):
    """Texts cannot be encoded; `encoder` names what was to do it, `reason` says why and what to do."""

    def __init__(self, encoder: str, reason: str) -> None:
        super().__init__(f"{encoder}: {reason}")
        self.encoder = encoder
        self.reason = reason


class Encoder(Hashable, Protocol):
    """Turns texts into vectors whose dot product says how alike the texts are in meaning, across languages."""

    # And, where it is known, `space`: the `Space` in which its vectors lie (space.py).

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row of `dimensions` float32 for each text, in their order; no texts give an array of no rows."""
        ...


class Named(Encoder, Protocol):
    """An encoder that can be told from others: what it makes can be kept, on a disk or in an archive."""

    @property
    def name(self) -> str:
        """Names the space of its vectors, for people too: those of one name can be compared, others never."""
        ...

    @property
    def version(self) -> str:
        """Another one as soon as any text may get another vector, be it by a bit: by other weights, or other code."""
        ...


def is_named(encoder: Encoder) -> TypeGuard[Named]:
    """Whether an encoder can be told from others."""
    return isinstance(getattr(encoder, "name", None), str) and "version" in dir(encoder)  # it may be dear to ask for


def name_of(encoder: Encoder) -> str:
    """The name of an encoder; of one that has none, that of its class."""
    name = getattr(encoder, "name", None)
    return name if isinstance(name, str) else type(encoder).__qualname__


class Before:
    """What stands before another encoder: its vectors are of the same width, and lie in the same space."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    @property
    def dimensions(self) -> int:
        return self.encoder.dimensions

    @property
    def space(self) -> object:
        return getattr(self.encoder, "space", None)


class Memory(Before):
    """An encoder that remembers what it encoded for as long as it lives.

    >>> class Letters:
    ...     dimensions = 1
    ...     def encode(self, texts):
    ...         return np.ones((len(texts), 1), dtype=np.float32)
    >>> Memory(Letters()).encode(["a", "b", "a"]).shape
    (3, 1)
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; only texts not seen before reach the encoder, in sorted order."""
        new = sorted(set(texts) - self._known.keys())
        if new:
            self._known.update(zip(new, self.encoder.encode(new), strict=True))
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.stack([self._known[t] for t in texts])


def clean(text: str) -> str:
    """A text that a tokeniser takes: no NULs, no lone surrogates, not empty, not endless."""
    text = text[:LONGEST_TEXT].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return text if text.strip() else " "
