"""A coarse encoder, hundreds of times faster than the default one: a text is the sum of the vectors of its words.

The vectors were fitted once so that these sums point where multilingual-e5-small puts whole texts, whatever their
language (training/static.py; after model2vec, van Dongen and Tulkens 2024, and SIF, Arora et al. 2017). A word that is
not known is the sum of its pieces. Words in any order are the same to it, a statement and its denial all
but, and the same words for another matter are nearer than other words for the same: it is for finding what is worth a
closer look.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding.encoder import Vectors, clean
from secondsource.encoding.layers import file, tokeniser
from secondsource.words import MARKS

FILE = "static.npz"
AXES, PART = 128, 4
"""Those of a text's meaning, and how many of them one byte stands for. Of two more, one is the same in every text,
which brings cosines to where those of the default encoder lie, and one is for texts without a known piece, which are
like each other and like nothing else."""
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*|\d+")


class Static:
    """Encodes by a table of vectors; loads it and the tokeniser at the first text."""

    name = "static"
    dimensions = AXES + 2

    @cached_property
    def version(self) -> str:
        """See `Named.version`: the code, the table and the tokeniser."""
        made = hashlib.sha256(f"{file().path.stat().st_size}".encode())
        for name in (FILE, "static.py", "pieces.py"):
            made.update(files("secondsource.encoding").joinpath(name).read_bytes())
        return made.hexdigest()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`; texts are cleaned and cut as for the default encoder. A row hangs on its text alone."""
        made = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(made, texts, strict=True):
            meant = self._sum(text)
            length = np.sqrt((meant * meant).sum())
            if length > 0:
                row[:AXES] = meant / length * self._own
            else:
                row[-1] = self._own
            row[AXES] = self._common
        return made

    def _sum(self, text: str) -> Vectors:
        """The vectors of a text's words, added up."""
        found = [row for word in words_of(text) for row in self._rows(word)]
        vectors = self._books[np.arange(AXES // PART), self._codes[found]].reshape(-1, AXES)
        made: Vectors = (vectors * self._scales[found]).sum(0)
        return made

    @cached_property
    def _rows(self) -> Callable[[str], tuple[int, ...]]:
        return lru_cache(maxsize=50_000)(self._found)

    def _found(self, word: str) -> tuple[int, ...]:
        """The rows that stand for a word: its own, or those of its pieces."""
        own = self._words.get(word)
        if own is not None:
            return (own,)
        return tuple(self._pieces[row] for row in tokeniser().rows(word) if row in self._pieces)

    @cached_property
    def _table(self) -> dict[str, NDArray[np.generic]]:
        with files("secondsource.encoding").joinpath(FILE).open("rb") as kept, np.load(kept) as parts:
            return {name: parts[name] for name in parts.files}

    @cached_property
    def _codes(self) -> NDArray[np.uint8]:
        """One row for each known word, then for each known piece; one byte for each part of it."""
        return self._table["codes"].astype(np.uint8, copy=False)

    @cached_property
    def _books(self) -> Vectors:
        """What each byte of each part stands for: `PART` numbers."""
        return self._table["books"].astype(np.float32, copy=False)

    @cached_property
    def _scales(self) -> Vectors:
        """What the rows are multiplied with; how little a frequent word says is part of it."""
        return self._table["scales"].astype(np.float32)[:, None]

    @cached_property
    def _words(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self._table["words"].tobytes().decode().split("\n"))}

    @cached_property
    def _pieces(self) -> dict[int, int]:
        """The row here of each piece that is known, by its row in the encoder's word table."""
        return {piece: row for row, piece in enumerate(self._table["pieces"].tolist(), len(self._words))}

    @cached_property
    def likeness(self) -> float:
        """The cosine of two texts that have nothing in common."""
        return float(self._table["likeness"].astype(np.float64))

    @cached_property
    def _common(self) -> float:
        return float(np.sqrt(self.likeness))

    @cached_property
    def _own(self) -> float:
        return float(np.sqrt(1 - self.likeness))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in small letters; a run of a script without spaces is one."""
    return _WORD.findall(clean(text).lower())
