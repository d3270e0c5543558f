"""Claims by a network: where one begins, whether it states, denies or withholds, and which say the same.

The layers of multilingual-e5-small, trained on invented stories that several reports tell (see `training/`), read each
sentence once. A claim's vector is the weighted mean of the states of its pieces, so that it is told apart from the rest
of its sentence and yet seen in it; vectors of claims that make one point, in any languages, lie together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from secondsource.aligning.labels import BORDERS, STANCES
from secondsource.encoding import layers
from secondsource.encoding.layers import Floats, Layers
from secondsource.encoding.pieces import Piece

LONGEST = 200
"""Pieces of a sentence that are read; nobody's sentence is longer, and hostile lines are."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as the network sees it."""

    vector: Floats
    """Compare with `same_point`, not by itself: it holds what all claims of its report share."""
    denies: float
    """How likely it says that its point is not so, 0 to 1."""
    withholds: float
    """How likely it says that its point is not known or not told, 0 to 1."""


class View(Protocol):
    """What the network makes of one report."""

    def begins(self) -> Sequence[tuple[int, float]]:
        """Offsets at which a claim may begin, and how likely it does, for every word of the sentences."""
        ...

    def claims(self, spans: Sequence[tuple[int, int, int]]) -> list[Seen]:
        """What is at each (number of the sentence, start, end); offsets into the text."""
        ...


class Aligner(Protocol):
    """Reads sentences for the claims in them, in any language."""

    def read(self, text: str, sentences: Sequence[Place]) -> View:
        """The `sentences` (offsets into `text`, in order) as the network sees them."""
        ...


@cache
def default() -> NetworkAligner:
    """The aligner that ships, one for the process: its weights are loaded once."""
    return NetworkAligner()


class NetworkAligner:
    """The aligner that ships; loads its weights at the first text."""

    def read(self, text: str, sentences: Sequence[Place]) -> NetworkView:
        """See `Aligner.read`."""
        pieces = [layers.tokeniser().pieces(text, start, end)[:LONGEST] for start, end in sentences]
        return NetworkView(pieces, self._layers.states(pieces) if pieces else [], self._heads)

    @cached_property
    def _layers(self) -> Layers:
        return Layers(files("secondsource.aligning").joinpath("layers.onnx").read_bytes())

    @cached_property
    def _heads(self) -> dict[str, Floats]:
        with files("secondsource.aligning").joinpath("heads.npz").open("rb") as file, np.load(file) as kept:
            return {name: kept[name].astype(np.float32) for name in kept.files}


@dataclass(frozen=True)
class NetworkView:
    """Pieces of the sentences, the states of each sentence (one row for the whole, one for each piece), the heads."""

    _pieces: Sequence[Sequence[Piece]]
    _states: Sequence[Floats]
    _heads: dict[str, Floats]

    def begins(self) -> list[tuple[int, float]]:
        """See `View.begins`."""
        found = []
        for pieces, states in zip(self._pieces, self._states, strict=True):
            sure = _softmax(self._scores("borders", states[1:]))[:, BORDERS.index("begins")]
            found += [(p.start, round(float(s), 4)) for p, s in zip(pieces, sure, strict=True) if p.first]
        return found

    def claims(self, spans: Sequence[tuple[int, int, int]]) -> list[Seen]:
        """See `View.claims`."""
        made = []
        for sentence, start, end in spans:
            pieces, states = self._pieces[sentence], self._states[sentence]
            inside = [i + 1 for i, p in enumerate(pieces) if p.start < end and start < p.end] or [0]
            mine = states[inside[0] : inside[-1] + 1]
            share = _softmax(self._scores("weigh", mine)[:, 0])
            pooled: Floats = share @ mine
            stance = _softmax(self._scores("stance", np.concatenate([pooled, states[0]])))
            vector = self._scores("vector", pooled)
            likely = {name: float(stance[i]) for i, name in enumerate(STANCES)}
            made.append(Seen(vector, likely["denies"], likely["withholds"]))
        return made

    def _scores(self, head: str, states: Floats) -> Floats:
        made: Floats = states @ self._heads[f"{head}.weight"].T + self._heads[f"{head}.bias"]
        return made


def _softmax(scores: Floats) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    made: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return made
