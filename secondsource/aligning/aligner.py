"""Claims by a network: where one begins, whether it states, denies or withholds, and which say the same.

The layers of multilingual-e5-small, trained on invented stories that several reports tell (see `training/`), read each
sentence once. A claim's vector is the weighted mean of the states of its pieces, so that it is told apart from the rest
of its sentence and yet seen in it; vectors of claims that make one point, in any languages, lie together.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from secondsource.aligning import matcher
from secondsource.aligning.labels import BORDERS, STANCES
from secondsource.encoding import layers
from secondsource.encoding.layers import Floats, Layers, softmax
from secondsource.encoding.pieces import Piece
from secondsource.model import Seen, Word

LONGEST = 200
"""Pieces of a sentence that are read; nobody's sentence is longer, and hostile lines are."""

Place = tuple[int, int]
Numbers = NDArray[np.float64]
Pair = tuple[NDArray[np.intp], NDArray[np.intp]]


class View(Protocol):
    """What the network makes of one report."""

    def words(self) -> Sequence[Word]:
        """Where claims begin and what stands outside of any, word by word through the sentences."""
        ...

    def claims(self, spans: Sequence[tuple[int, int, int]]) -> list[Seen]:
        """What is at each (number of the sentence, start, end); offsets into the text."""
        ...


class Aligner(Hashable, Protocol):
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
        return NetworkView(pieces, self._layers.states(pieces) if pieces else [], self.heads)

    @cached_property
    def _layers(self) -> Layers:
        return Layers.packaged("secondsource.aligning")

    @cached_property
    def heads(self) -> dict[str, Floats]:
        """The weights of what reads the states, by name."""
        return layers.heads("secondsource.aligning")


@dataclass(frozen=True)
class NetworkView:
    """Pieces of the sentences, the states of each sentence (one row for the whole, one for each piece), the heads."""

    _pieces: Sequence[Sequence[Piece]]
    _states: Sequence[Floats]
    _heads: dict[str, Floats]

    def words(self) -> list[Word]:
        """See `View.words`."""
        found = []
        for pieces, states in zip(self._pieces, self._states, strict=True):
            sure = softmax(self._scores("borders", states[1:]))
            begins, outside = (sure[:, BORDERS.index(border)].tolist() for border in ("begins", "outside"))
            for piece, *likely in zip(pieces, begins, outside, strict=True):
                if piece.first:
                    found.append(Word(piece.start, *(round(share, 4) for share in likely)))
        return found

    def claims(self, spans: Sequence[tuple[int, int, int]]) -> list[Seen]:
        """See `View.claims`."""
        read = [_Sentence(states, self._heads) for states in self._states]
        nothing = np.zeros(layers.file().width, np.float32)
        made = []
        for n, start, end in spans:
            at = [i + 1 for i, p in enumerate(self._pieces[n]) if p.start < end and start < p.end] or [0]
            made.append(read[n].claim(slice(at[0], at[-1] + 1), read[n - 1].mean if n else nothing))
        return made

    def _scores(self, head: str, states: Floats) -> Floats:
        return layers.scores(self._heads, head, states)


class _Sentence:
    """The states of a sentence, the first that of the whole, and what the heads make of each."""

    def __init__(self, states: Floats, heads: dict[str, Floats]) -> None:
        self._states, self._heads = states, heads

    @cached_property
    def _weights(self) -> Floats:
        return self._scores("weigh", self._states)[:, 0]

    @cached_property
    def _pieces(self) -> Floats:
        rows = self._scores("piece", self._states)
        made: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return made

    @cached_property
    def mean(self) -> Floats:
        """That of its pieces; nothing where it has none."""
        made: Floats = self._states[1:].mean(0) if len(self._states) > 1 else np.zeros_like(self._states[0])
        return made

    def claim(self, at: slice, before: Floats) -> Seen:
        """What those rows say, behind a sentence whose mean state is `before`."""
        shares = softmax(self._weights[at])
        pooled: Floats = shares @ self._states[at]
        both = np.concatenate([pooled, self._states[0]])
        stance = softmax(self._scores("stance", both))
        lean = 1 / (1 + np.exp(-self._scores("lean", pooled)))
        return Seen(
            vector=self._scores("vector", pooled) + lean.astype(np.float32) * self._scores("before", before),
            pieces=self._pieces[at],
            shares=shares,
            side=self._scores("side", both),
            denies=float(stance[STANCES.index("denies")]),
            withholds=float(stance[STANCES.index("withholds")]),
        )

    def _scores(self, head: str, states: Floats) -> Floats:
        return layers.scores(self._heads, head, states)


def opposed(one: Floats, other: Floats) -> Floats:
    """How likely one of two statements of a point denies what the other states, 0 to 1; in either order the same.

    Both hold `Seen.side` of one statement in each row; a row is compared with the row of the same number.
    """
    heads = default().heads
    both = np.concatenate([one * other, np.abs(one - other)], axis=-1)
    hidden = np.maximum(both @ heads["opposed.0.weight"].T + heads["opposed.0.bias"], 0)
    scores = hidden @ heads["opposed.1.weight"][0] + heads["opposed.1.bias"]
    made: Floats = 1 / (1 + np.exp(-scores))
    return made


def matched(
    seen: Sequence[Seen], reports: NDArray[np.intp], pairs: Pair, cosines: tuple[Numbers, Numbers], met: Numbers
) -> Numbers:
    """How likely pairs of claims of different reports make one point, beside all claims of their story, as logits.

    `reports` numbers the report of each claim; those of one stand together, in order. `pairs` are the first and the
    second of each pair, `cosines` those of their vectors, centred on their reports and as they are, and `met` says how
    well their pieces meet. Pairs that are not given are held to be out of the question.
    """
    heads = default().heads
    likely = matcher.alone(*cosines, met, heads)
    mine = {name.removeprefix("matcher."): value for name, value in heads.items() if name.startswith("matcher.")}
    vectors, lengths = np.stack([s.vector for s in seen]), np.array([len(s.pieces) for s in seen])
    return matcher.matched(vectors, reports, lengths, *pairs, likely, mine)
