"""What only tells the language is taken off: texts of one event are nearer than texts of one language."""

from __future__ import annotations

import numpy as np
import pytest

from secondsource import packs
from secondsource.encoding import E5, Memory, Space, space

FERRY = {
    "en": "The ferry Solvind ran aground off the island in the night; all 31 passengers were brought ashore.",
    "nb": "Ferjen Solvind gikk på grunn ved øya i natt; alle de 31 passasjerene ble brakt i land.",
    "de": "Die Fähre Solvind lief in der Nacht vor der Insel auf Grund; alle 31 Fahrgäste wurden an Land gebracht.",
    "ru": "Паром «Сольвинд» ночью сел на мель у острова; всех 31 пассажира доставили на берег.",
}
MILL = {
    "en": "The paper mill in the valley is to close in spring, and 240 people will lose their work.",
    "nb": "Papirfabrikken i dalen skal legges ned til våren, og 240 mennesker mister jobben.",
    "de": "Die Papierfabrik im Tal soll im Frühjahr schließen, 240 Menschen verlieren ihre Arbeit.",
    "ru": "Бумажная фабрика в долине закроется весной, работу потеряют 240 человек.",
}


def test_one_event_in_two_languages_is_nearer_than_two_in_one() -> None:
    encoder = E5()
    texts = [*FERRY.values(), *MILL.values()]
    languages = [*FERRY, *MILL]
    found = space(encoder).meanings(encoder.encode(texts), languages)
    likeness = found @ found.T
    event = np.repeat([0, 1], len(FERRY))
    same = event[:, None] == event
    assert likeness[same].min() > likeness[~same].max() + 0.2


def test_rows_have_length_one_and_unknown_languages_a_place() -> None:
    encoder = E5()
    found = space(encoder).meanings(encoder.encode([*FERRY.values()]), ["en", None, "xx", "ru"])
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)
    assert np.array_equal(found[1:2], space(encoder).meanings(encoder.encode([FERRY["nb"]]), ["xx"]))
    assert space(encoder).meanings(encoder.encode([]), []).shape == (0, encoder.dimensions)


def test_every_language_with_a_pack_but_few_has_a_mean() -> None:
    """Those without one stand at the middle of all."""
    assert len(set(packs.languages()) - space(E5()).means.keys()) <= 2


def test_a_memory_of_an_encoder_has_its_space() -> None:
    assert space(Memory(E5())) is space(E5())


def test_a_language_of_few_texts_is_drawn_to_the_middle() -> None:
    vectors = np.array([[1, 0]] * 90 + [[0, 1]], np.float32)
    made = Space.of(vectors, ["aa"] * 90 + ["bb"])
    assert np.linalg.norm(made.means["bb"] - made.middle) < 0.2 < np.linalg.norm(made.means["aa"] - made.middle)
