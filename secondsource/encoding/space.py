"""What of a vector only tells which language a text is in, taken off, so that what is left is what the text means.

Encoders put the texts of a language nearer together than their meaning is. Taking the mean of each language off leaves
one space for all (Libovický, Rosa and Fraser 2020, arXiv:2004.05160), and lets cosines run from about 0 for texts that
have nothing in common to 1, where those of the encoder lie between 0.78 and 0.95.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from secondsource.encoding.encoder import Encoder, Vectors

# A mean of few texts is drawn towards that of all languages, as if so many of its texts lay there.
DRAWN = 10


@dataclass(frozen=True, eq=False)
class Space:
    """Where the vectors of one encoder lie: the mean of each language, and of all."""

    means: Mapping[str, Vectors]
    """By language code: a row each."""
    middle: Vectors
    """The mean over languages, which stands for one that is not known."""

    def meanings(self, vectors: Vectors, languages: Sequence[str | None]) -> Vectors:
        """Rows of length one for the vectors of texts in these languages (none where it is not known)."""
        if not len(vectors):
            return vectors
        left = vectors - np.stack([self.means.get(language or "", self.middle) for language in languages])
        lengths = np.linalg.norm(left, axis=1, keepdims=True)
        made: Vectors = (left / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return made

    @classmethod
    def of(cls, vectors: Vectors, languages: Sequence[str], drawn: float = DRAWN) -> Space:
        """The space in which these vectors of texts in these languages lie."""
        rows: dict[str, list[int]] = {}
        for n, language in enumerate(languages):
            rows.setdefault(language, []).append(n)
        means = {language: vectors[found].mean(0) for language, found in sorted(rows.items())}
        middle = np.stack(list(means.values())).mean(0)
        placed = {
            language: ((len(rows[language]) * mean + drawn * middle) / (len(rows[language]) + drawn)).astype(np.float32)
            for language, mean in means.items()
        }
        return cls(placed, middle.astype(np.float32))


@cache
def shipped() -> Space:
    """The space of the encoder that comes with the program, as `training/space.py` found it."""
    with files("secondsource.encoding").joinpath("space.npz").open("rb") as kept, np.load(kept) as found:
        rows = found["means"].astype(np.float32)
        means = dict(zip(found["languages"].tolist(), rows, strict=True))
        return Space(means, found["middle"].astype(np.float32))


def space(encoder: Encoder) -> Space:
    """The space of an encoder: its own, where it says so."""
    known: Space | None = getattr(encoder, "space", None)
    return known or Space({}, np.zeros(encoder.dimensions, np.float32))


def meaning(text: str, encoder: Encoder) -> Vectors:
    """What words mean of which nobody has said in what language they are: a row of length one."""
    row: Vectors = space(encoder).meanings(encoder.encode([text]), [None])[0]
    return row
