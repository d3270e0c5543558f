"""What the tests of the aligner share: sentences joined to a report, and what holds for every view of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from secondsource.aligning import NetworkAligner, View
from secondsource.encoding.pieces import UNIT
from secondsource.model import Seen

Place = tuple[int, int]
Claim = tuple[int, int, int]
"""The number of a sentence, and a claim in it: start and end in the text."""


def joined(sentences: Sequence[str]) -> tuple[str, list[Place]]:
    """Sentences as a text of one a line, and where each stands."""
    text, places = "", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return text, places


def seen(aligner: NetworkAligner, sentences: Sequence[str]) -> list[Seen]:
    """Each of the sentences of one report as a claim of its own."""
    text, places = joined(sentences)
    return aligner.read(text, places).claims([(i, *place) for i, place in enumerate(places)])


def alike(one: Seen, other: Seen) -> bool:
    """Whether every number of both is the same."""
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Seen))


def starts(view: View) -> list[int]:
    """Where each word begins."""
    return [word.start for word in view.words()]


def assert_sound(view: View, text: str, sentences: Sequence[Place], claims: Sequence[Claim]) -> None:
    """What holds for every text, every cut of it into sentences, and every claim that is asked for."""
    words = view.words()
    units = {unit.start() for start, end in sentences for unit in UNIT.finditer(text, start, end)}
    assert starts(view) == sorted({w.start for w in words} & units)
    assert all(0 <= w.begins <= 1 and 0 <= w.outside <= 1 and w.begins + w.outside <= 1 + 1e-3 for w in words)
    found = view.claims(claims)
    assert len(found) == len(claims)
    for one in found:
        numbers = [np.asarray(getattr(one, f.name)) for f in fields(Seen)]
        assert all(np.isfinite(value).all() for value in numbers)
        assert 0 <= one.denies <= 1
        assert 0 <= one.withholds <= 1
        assert one.denies + one.withholds <= 1 + 1e-6
    assert len({one.vector.shape for one in found}) <= 1
