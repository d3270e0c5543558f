"""Whether a claim means what a rule's examples mean, in any language: by the network that puts claims together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from secondsource.aligning import Aligner
from secondsource.encoding import Encoder
from secondsource.model import Seen
from secondsource.watch import phrases
from secondsource.watch.rule import OBJECT, Rule

Floats = NDArray[np.float32]

VECTOR_SHARE = 0.1
"""What the product of two vectors counts for beside how well their pieces meet."""
# How surely a claim means an example, by logistic regression: how near the nearest example is, by how much it is nearer
# than the nearest contrast (that much at most), and by how much as the encoder sees them. Fitted on 1,125 claims: those
# of tests/watch/cases.toml and of three reports of a gift. Fitted on all of these stories but one and tried on that, it
# finds 24 of 27 rules that should be pointed to, 3 more, and nothing in stories where nothing should be (before
# four rules had their last contrast).
NEAR, FARTHER, MEANT_FARTHER, BIAS = 4.58, 4.96, 110.1, -12.74
MOST_FARTHER = 0.6
ASKED_FROM = 1.2
"""What is less near an example than this does not mean it; of 27 claims that should be flagged, none is."""
PART = 256
"""So many claims are held against sentences together; the products of all their pieces are kept meanwhile."""
MOST_MEANT = 4.0
"""What the encoder says counts for no more than this, so that it need not be asked where that would not be enough."""


@dataclass(frozen=True, slots=True)
class Meant:
    """How surely a claim means one of a rule's examples, and which of them."""

    confidence: float
    example: str


class Sentences:
    """Sentences as an aligner and an encoder see them, to hold claims against all of them at once."""

    def __init__(self, sentences: Sequence[str], aligner: Aligner, encoder: Encoder) -> None:
        self.written = tuple(sentences)
        seen = phrases.seen(self.written, aligner, encoder)
        self._meant = np.array([s.meant for s in seen], np.float32)
        self._vectors = np.array([s.vector for s in seen], np.float32)
        self._summand, self._factor = phrases.scale(encoder)
        self._edges = np.cumsum([0, *(len(s.pieces) for s in seen[:-1])])
        self._pieces = np.concatenate([s.pieces for s in seen]) if seen else np.empty((0, 0), np.float32)
        self._shares = np.concatenate([s.shares for s in seen]) if seen else np.empty(0, np.float32)

    def near(self, claims: Sequence[Seen]) -> Floats:
        """How near each claim is to each sentence, as the aligner sees it: (claims, sentences)."""
        made = np.empty((len(claims), len(self.written)), np.float32)
        for at in range(0, len(claims), PART) if self.written else ():
            part = claims[at : at + PART]
            begins = np.cumsum([0, *(len(c.pieces) for c in part[:-1])])
            met = np.concatenate([c.pieces for c in part]) @ self._pieces.T
            best = np.maximum.reduceat(met, self._edges, axis=1)
            here = np.add.reduceat(best * np.concatenate([c.shares for c in part])[:, None], begins)
            there = np.add.reduceat(np.maximum.reduceat(met, begins) * self._shares, self._edges, axis=1)
            alike = np.stack([c.vector for c in part]) @ self._vectors.T
            made[at : at + PART] = VECTOR_SHARE * alike + (here + there) / 2
        return made

    def alike(self, vector: Floats) -> Floats:
        """How alike the claim is to each, as the encoder sees it, on the scale of the default one."""
        if not self.written:
            return np.empty(0, np.float32)
        return np.asarray(self._summand + self._factor * (self._meant @ vector), np.float32)


class Meaning:
    """What a rule's examples and contrasts mean."""

    def __init__(self, rule: Rule, aligner: Aligner, encoder: Encoder) -> None:
        self._examples = Sentences(_examples(rule), aligner, encoder)
        self._contrasts = Sentences(_contrasts(rule), aligner, encoder)

    def of(self, claims: Sequence[Seen], meant: Sequence[Callable[[], Floats]]) -> list[Meant]:
        """Whether each claim means one of the examples, and no contrast more; `meant` ask the encoder what it means."""
        nearest = self._contrasts.near(claims).max(axis=1, initial=-1.0)
        return [
            self._of(near, float(beside), ask)
            for near, beside, ask in zip(self._examples.near(claims), nearest, meant, strict=True)
        ]

    def _of(self, near: Floats, beside: float, meant: Callable[[], Floats]) -> Meant:
        best = int(np.argmax(near))
        score = NEAR * float(near[best]) + FARTHER * min(float(near[best]) - beside, MOST_FARTHER) + BIAS
        if near[best] >= ASKED_FROM and score + MOST_MEANT > 0:
            alike = float(self._examples.alike(meant()).max())
            farther = alike - float(np.max(self._contrasts.alike(meant()), initial=0.0))
            score += min(MEANT_FARTHER * farther, MOST_MEANT)
        return Meant(1 / (1 + math.exp(-score)), self._examples.written[best])


class Meanings:
    """The meanings of rules, each found when it is first asked for; one aligner and one encoder have one of these."""

    def __init__(self, aligner: Aligner, encoder: Encoder) -> None:
        self._aligner = aligner
        self.encoder = encoder
        self._known: dict[Rule, Meaning] = {}

    def __getitem__(self, rule: Rule) -> Meaning:
        if rule not in self._known:
            self._known[rule] = Meaning(rule, self._aligner, self.encoder)
        return self._known[rule]


@lru_cache(maxsize=8)
def meanings(aligner: Aligner, encoder: Encoder) -> Meanings:
    """The meanings as these see them."""
    return Meanings(aligner, encoder)


def sentences_of(rule: Rule) -> tuple[str, ...]:
    """All sentences that a rule is held against."""
    return (*_examples(rule), *_contrasts(rule))


def _examples(rule: Rule) -> tuple[str, ...]:
    return filled(rule.examples, rule.objects)


def _contrasts(rule: Rule) -> tuple[str, ...]:
    return filled(rule.contrasts, rule.objects[:2])


def filled(sentences: Sequence[str], objects: Sequence[str]) -> tuple[str, ...]:
    """The sentences, those with a place for an object once for each."""
    found = [s.replace(OBJECT, o) for s in sentences for o in (objects if OBJECT in s else ("",))]
    return tuple(dict.fromkeys(sentence[:1].upper() + sentence[1:] for sentence in found))
