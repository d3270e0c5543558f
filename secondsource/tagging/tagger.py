"""Names and attributions by a network: the lower layers of multilingual-e5-small, trained on (see `training/`).

It knows no language by name, and so reads those that no pack covers. Every answer comes with a probability. How a piece
of text is labelled: names and cues by first and following pieces (BIO); source, cue and content of an attribution by
what each piece is to the first piece of its cue, in the manner of dependency-based semantic role labelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding import layers
from secondsource.encoding.layers import Floats, Layers, softmax
from secondsource.encoding.pieces import UNIT, Piece, Tokeniser
from secondsource.model import EntityKind
from secondsource.tagging.labels import ANCHORS, NAMES, ROLES

WINDOW = 220
"""Pieces read at once; a report is read in runs of whole sentences that are no longer."""
LONGEST = 10 * WINDOW
"""Pieces of a sentence that are read: some 1,500 words. Nobody's sentence is longer, and hostile lines are."""
DILATIONS = (1, 3)
BUCKETS = 32
"""Distances between a piece and a cue, as the network was trained with."""
# Where an attribution hangs and what belongs to it: the least probabilities, set on PolNeAR's training part and the
# project's own corpus.
LEAST_ANCHOR = 0.45
LEAST_NAME = 0.0
# Scripts that write particles onto a name, so that a name may end inside a word.
ATTACHING = ("HANGUL", "ARABIC", "HEBREW")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A name, its kind, and how sure the network is of both (0 to 1)."""

    start: int
    end: int
    kind: EntityKind
    confidence: float


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """Source, cue and content, each in one or more pieces of the text, in order."""

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    said: bool
    """False where somebody holds the content without saying so: fears, wants, plans."""
    confidence: float
    """How sure the network is that here is an attribution of this kind (0 to 1)."""
    told: float = 1.0
    """How sure it is, if so, that the text tells the content on the source's word (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the network says of a text."""

    names: tuple[TaggedName, ...] = ()
    attributions: tuple[TaggedAttribution, ...] = ()


class Tagger(Protocol):
    """Finds names and attributions in any language."""

    def tag(self, text: str, sentences: Sequence[Place]) -> Tagged:
        """What stands in the `sentences` (offsets into `text`, in order, not overlapping)."""
        ...


class NoTagger:
    """Finds nothing: what is read is then read by rules alone."""

    def tag(self, text: str, sentences: Sequence[Place]) -> Tagged:
        """See `Tagger.tag`."""
        return Tagged()


@cache
def default() -> NetworkTagger:
    """The tagger that ships, one for the process: its weights are loaded once."""
    return NetworkTagger()


class NetworkTagger:
    """The tagger that ships; loads its weights at the first text."""

    def tag(self, text: str, sentences: Sequence[Place]) -> Tagged:
        """See `Tagger.tag`."""
        names: list[TaggedName] = []
        attributions: list[TaggedAttribution] = []
        for pieces in self._windows(text, sentences):
            states = self._states(pieces)
            read = names[-1].end if names else 0  # a very long word may stand in two windows
            names += (n for n in _names(text, pieces, self._scores("names", states)) if n.start >= read)
            attributions += _once(self._attributions(text, pieces, states))
        return Tagged(tuple(names), tuple(attributions))

    def _windows(self, text: str, sentences: Sequence[Place]) -> Iterator[list[Piece]]:
        window: list[Piece] = []
        for start, end in sentences:
            pieces = self._tokeniser.pieces(text, start, end)[:LONGEST]
            if window and len(window) + len(pieces) > WINDOW:
                yield window
                window = []
            while len(pieces) > WINDOW:
                at = next((n for n in range(WINDOW, 0, -1) if pieces[n].first), WINDOW)
                yield pieces[:at]
                pieces = pieces[at:]
            window = window + pieces
        if window:
            yield window

    # --- the network ----------------------------------------------------------------------------

    @cached_property
    def _tokeniser(self) -> Tokeniser:
        return layers.tokeniser()

    @cached_property
    def _layers(self) -> Layers:
        return Layers.packaged("secondsource.tagging")

    @cached_property
    def _heads(self) -> dict[str, Floats]:
        return layers.heads("secondsource.tagging")

    @cached_property
    def _near(self) -> list[Floats]:
        """What a piece is multiplied with for the one behind it, for itself and the one before, at each dilation."""
        weights = (self._heads[f"near.{n}.weight"] for n in range(len(DILATIONS)))
        return [np.ascontiguousarray(weight.transpose(2, 1, 0)) for weight in weights]

    def _states(self, pieces: Sequence[Piece]) -> Floats:
        """One row of hidden states for each piece."""
        return self._layers.states([pieces])[0][1:]

    def _scores(self, head: str, states: Floats) -> Floats:
        return layers.scores(self._heads, head, states)

    # --- attributions ---------------------------------------------------------------------------

    def _attributions(self, text: str, pieces: Sequence[Piece], states: Floats) -> Iterator[TaggedAttribution]:
        anchors = softmax(self._scores("anchors", states))
        found = list(
            _runs(
                np.log(anchors + 1e-9) - np.log(LEAST_ANCHOR / (1 - LEAST_ANCHOR)) * (np.arange(len(ANCHORS)) > 0),
                ANCHORS,
            )
        )
        if not found:
            return
        roles_of = softmax(self._roles(states, [first for first, _, _ in found]))
        for (first, last, kind), roles in zip(found, roles_of, strict=True):
            labels = roles.argmax(-1)
            if kind != "source":
                labels[first : last + 1] = np.where(
                    roles[first : last + 1, ROLES.index("content")] > 0.9, labels[first : last + 1], ROLES.index("cue")
                )
            spans = {
                role: tuple(_spans(text, pieces, labels == ROLES.index(role))) for role in ("source", "cue", "content")
            }
            if not spans["content"] or not (spans["cue"] or spans["source"]):
                continue
            sure = float(1 - anchors[first : last + 1, 0].min())
            said, held = (float(anchors[first, ANCHORS.index(f"B-{of}")]) for of in ("said", "held"))
            told = 1.0 if kind == "source" else said / max(said + held, 1e-9)
            yield TaggedAttribution(
                spans["source"], spans["cue"], spans["content"], kind != "held", round(sure, 4), round(told, 4)
            )

    def _roles(self, states: Floats, anchors: Sequence[int]) -> Floats:
        """Scores of each role for each piece towards each anchor, by its first piece: (anchors, pieces, roles)."""
        of_piece = self._scores("of_piece", states)
        of_anchor = self._scores("of_anchor", states[anchors])[:, None]
        far = self._heads["far.weight"][np.stack([_buckets(len(states), at) for at in anchors])]
        mixed = np.maximum(of_piece + of_anchor + far + of_piece * of_anchor, 0)
        for n, step in enumerate(DILATIONS):
            before, here, after = self._near[n]
            seen = mixed @ here
            seen[:, step:] += mixed[:, :-step] @ before
            seen[:, :-step] += mixed[:, step:] @ after
            mixed = mixed + np.maximum(seen + self._heads[f"near.{n}.bias"], 0)
        return self._scores("role", mixed)


def _once(found: Iterable[TaggedAttribution]) -> list[TaggedAttribution]:
    """Of attributions whose cues overlap and that say the same, the surest, in the order in which they were found."""
    ordered = list(found)
    kept: list[TaggedAttribution] = []
    for one in sorted(ordered, key=lambda f: -f.confidence):
        if not any(_meet(one.cue, other.cue) and _meet(one.content, other.content) for other in kept):
            kept.append(one)
    return [one for one in ordered if one in kept]


def _meet(ones: Sequence[Place], others: Sequence[Place]) -> bool:
    return any(a < d and c < b for a, b in ones for c, d in others)


def _buckets(count: int, at: int) -> NDArray[np.int64]:
    """The bucket of each piece's distance to piece `at`: logarithmic, with sign."""
    distance = np.arange(count) - at
    half = BUCKETS // 2
    size = np.minimum((np.log2(np.abs(distance) + 1) * 1.9).astype(np.int64), half - 1)
    made: NDArray[np.int64] = np.where(distance < 0, half - 1 - size, half + size)
    return made


def _runs(scores: Floats, labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First piece, last piece and kind of each run in the best sequence of labels in which no run begins inside."""
    count = len(labels)
    allowed = np.zeros((count, count), np.float32)
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            if after.startswith("I-") and before[2:] != after[2:]:
                allowed[i, j] = -1e9
    best = scores[0] + np.where([label.startswith("I-") for label in labels], -1e9, 0.0)
    back = np.zeros((len(scores), count), np.int64)
    for t in range(1, len(scores)):
        paths = best[:, None] + allowed
        back[t] = paths.argmax(0)
        best = paths.max(0) + scores[t]
    path = [int(best.argmax())]
    for t in range(len(scores) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    path.reverse()
    start = None
    for t, label in enumerate([*(labels[p] for p in path), "O"]):
        if start is not None and not label.startswith("I-"):
            yield start, t - 1, labels[path[start]][2:]
            start = None
        if label.startswith("B-"):
            start = t


def _names(text: str, pieces: Sequence[Piece], scores: Floats) -> Iterator[TaggedName]:
    sure = softmax(scores)
    last_end = 0
    for first, last, kind in _runs(np.log(sure + 1e-9), NAMES):
        of_kind = [NAMES.index(f"{border}-{kind}") for border in "BI"]
        confidence = float(sure[first : last + 1][:, of_kind].sum(-1).mean())
        start, end = _edges(text, pieces[first].start, max(p.end for p in pieces[first : last + 1]))
        if start < last_end or end <= start or confidence < LEAST_NAME:
            continue
        line = text.find("\n", start, end)
        end = line if line > 0 else end  # no name goes on in the next paragraph
        last_end = end
        yield TaggedName(start, end, kind, round(confidence, 4))  # type: ignore[arg-type]


def _edges(text: str, start: int, end: int) -> Place:
    """A span widened to whole words, save where particles are written onto words."""
    import unicodedata

    while start < end and text[start].isspace():
        start += 1
    for at, forward in ((start, False), (end, True)):
        inside = 0 < at < len(text) and not (text[at - 1].isspace() or text[at].isspace())
        if not inside or unicodedata.name(text[at], "").partition(" ")[0] in ATTACHING:
            continue
        unit = next(
            (m for m in UNIT.finditer(text, max(0, at - 100), min(len(text), at + 100)) if m.start() < at < m.end()),
            None,
        )
        if unit and forward:
            end = unit.end()
        elif unit:
            start = unit.start()
    return start, end


def _spans(text: str, pieces: Sequence[Piece], chosen: NDArray[np.bool_]) -> Iterator[Place]:
    """The runs of chosen pieces as spans of text; a lone mark between two of them is taken in."""
    places = [i for i in np.flatnonzero(chosen).tolist() if pieces[i].end > pieces[i].start]
    if not places:
        return
    begin, last = places[0], 0
    for before, after in pairwise([*places, len(pieces) + 9]):
        gap = [] if after > len(pieces) else pieces[before + 1 : after]
        if after <= len(pieces) and all(
            not text[p.start : p.end].strip() or (len(gap) == 1 and not text[p.start : p.end].isalnum()) for p in gap
        ):
            continue
        start, end = _edges(text, pieces[begin].start, pieces[before].end)
        start = max(start, last)  # two runs in one word are widened to the same
        if any(c.isalnum() for c in text[start:end]):
            yield start, end
            last = end
        begin = after
