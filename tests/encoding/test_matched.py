"""Another encoder in the place of the default one: its languages are put together, its likenesses read on one scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from secondsource import packs
from secondsource.encoding import E5, Kept, Matched, Memory, space
from secondsource.encoding.encoder import Vectors
from secondsource.encoding.matched import leads
from secondsource.watch import phrases

SHIFT = 3.0


class Shifted:
    """The default encoder, squeezed: all its vectors are drawn to one side, and written in another order."""

    name, version, dimensions = "shifted", "1", E5.dimensions + 1

    def __init__(self) -> None:
        self._e5 = E5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.insert(self._e5.encode(texts)[:, ::-1], 0, SHIFT, axis=1)
        made: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return made


TEXTS = {
    "en": "The ferry Solvind ran aground off the island in the night; all 31 passengers were brought ashore.",
    "nb": "Papirfabrikken i dalen skal legges ned til våren, og 240 mennesker mister jobben.",
    "de": "Die Fähre Solvind lief in der Nacht vor der Insel auf Grund; alle 31 Fahrgäste wurden an Land gebracht.",
    "ru": "Бумажная фабрика в долине закроется весной, работу потеряют 240 человек.",
}


@pytest.fixture(scope="module")
def matched() -> Matched:
    return Matched(Shifted())


def test_the_leads_that_ship_are_as_many_for_each_language() -> None:
    texts, languages = leads()
    assert len(texts) == len(languages) == len(set(texts))
    counts = {language: languages.count(language) for language in languages}
    assert max(counts.values()) == 8
    assert len(set(packs.languages()) - counts.keys()) <= 2


def test_reports_lie_as_far_apart_as_with_the_default_encoder(matched: Matched) -> None:
    texts, languages = list(TEXTS.values()), list(TEXTS)
    usual = space(E5()).meanings(E5().encode(texts), languages)
    raw = matched.encode(texts)
    mine = space(matched).meanings(raw, languages)
    pairs = np.triu_indices(len(texts), 1)
    assert (raw @ raw.T)[pairs].min() > 0.95
    assert (mine @ mine.T)[pairs] == pytest.approx((usual @ usual.T)[pairs], abs=0.12)


def test_an_encoder_that_has_a_space_keeps_it() -> None:
    assert space(Matched(E5())) is space(E5())
    assert Matched(E5()).name == E5.name


def test_a_memory_has_the_space_of_what_it_remembers(matched: Matched) -> None:
    assert space(Memory(matched)) is space(matched)


def test_likenesses_are_read_on_the_scale_of_the_default_encoder(matched: Matched) -> None:
    summand, factor = phrases.scale(matched)
    raw, usual = matched.encode(list(TEXTS.values())), E5().encode(list(TEXTS.values()))
    assert summand + factor * (raw @ raw.T) == pytest.approx(usual @ usual.T, abs=0.01)
    assert phrases.scale(Matched(E5())) == phrases.scale(E5()) == phrases.scale(Shifted()) == (0.0, 1.0)


def test_what_is_kept_of_the_default_encoder_is_known_for_its_own(tmp_path: object) -> None:
    assert phrases.scale(Kept(E5(), tmp_path)) == (0.0, 1.0)  # type: ignore[arg-type]
