"""What the tests of the tagger share: a tokeniser that is easily seen through, and scores by chance."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from secondsource.encoding.pieces import Piece
from secondsource.tagging import NetworkTagger

Floats = NDArray[np.float32]

words = st.text(st.sampled_from("ab cÉж-’.日서ع\n") | st.characters(), max_size=40)


class Halves:
    """Cuts words into pieces of two letters, and any other mark for itself."""

    def pieces(self, text: str, start: int = 0, end: int | None = None) -> list[Piece]:
        end = len(text) if end is None else end
        return [
            Piece(7, at, min(at + 2, unit.end()), at == unit.start())
            for unit in re.compile(r"\w+|[^\w\s]").finditer(text, start, end)
            for at in range(unit.start(), unit.end(), 2)
        ]


def with_halves(tagger: NetworkTagger) -> NetworkTagger:
    tagger.__dict__["_tokeniser"] = Halves()
    return tagger


def cut(text: str) -> list[Piece]:
    return Halves().pieces(text)


def random_scores(seed: int, count: int, labels: Sequence[str]) -> Floats:
    return np.random.default_rng(seed).normal(0, 3, (count, len(labels))).astype(np.float32)
