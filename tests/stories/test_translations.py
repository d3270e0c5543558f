"""Which reports are translations: the same points in the same order are, the same event is not."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from secondsource import aligning, packs, reading, tagging
from secondsource.model import Reading, Seen
from secondsource.stories import find_translations

from .conftest import report

REPORTS = tomllib.loads(Path(__file__).with_name("translations.toml").read_text(encoding="utf-8"))["report"]
NONE = np.zeros((0, 1), np.float32)


@cache
def read(number: int, language: str, text: str = "") -> Reading:
    """One of the reports, or its start in other words, as the program reads it."""
    made = report(f"{number}-{language}", text or REPORTS[number][language], "2031-05-20", language)
    return reading.read(made, packs.load(language), tagging.default(), aligning.default())


def dated(one: Reading, id: str, day: str) -> Reading:
    return replace(one, report=replace(report(id, one.report.text, day, one.report.language), id=id))


@pytest.mark.parametrize("number", range(len(REPORTS)))
def test_translations_name_the_first_of_them(number: int) -> None:
    """Also the language that the original was written in may come later."""
    told = [read(number, language) for language in REPORTS[number]]
    first, *later = [dated(one, f"r{n}", f"2031-05-{20 + n}") for n, one in enumerate(told)]
    found = find_translations([*later[::-1], first], {})
    assert found == {one.report.id: "r0" for one in later}
    last = dated(told[0], "r9", "2031-05-30")
    assert find_translations([last, *later], {})["r9"] == "r1"


def test_a_shortened_translation_is_one() -> None:
    """Papers cut from the end."""
    german = REPORTS[0]["de"]
    cut = read(0, "de", german[: german.index("Die Umweltbehörde")])
    found = find_translations([dated(read(0, "en"), "a", "2031-05-20"), dated(cut, "b", "2031-05-21")], {})
    assert found == {"b": "a"}


def test_reports_of_other_matters_are_no_translations() -> None:
    told = [dated(read(n, language), f"{n}", "2031-05-20") for n, language in enumerate(("en", "nb", "es"))]
    assert find_translations(told, {}) == {}


def test_the_same_event_told_by_another_hand_is_no_translation() -> None:
    """The same facts, chosen and ordered anew."""
    own = """Feuer in Halvmoor: Anwohner fühlen sich zu spät gewarnt

Erst gegen sechs Uhr heulten in Halvmoor die Sirenen, da brannte es in der Raffinerie schon zwei Stunden. „Wir haben
die Flammen gesehen und nichts gehört“, sagt eine Frau aus der Hafenstraße. Das Umweltamt will nun wissen, wer wann
wen angerufen hat. Im Krankenhaus der Kreisstadt liegen vier Männer aus der Frühschicht. Der Bürgermeister verlangt ein
eigenes Messnetz rund um das Werk. Wie teuer das Benzin in den nächsten Tagen wird, wagt an den Tankstellen niemand zu
sagen. Norlund Energy rechnet mit einem Stillstand von zehn Tagen, der Betriebsrat mit mehr. Schon vor zwölf Jahren
hatte eine Bürgerinitiative gegen den Ausbau geklagt und verloren."""
    other = read(0, "de", own)
    assert find_translations([dated(read(0, "en"), "a", "2031-05-20"), dated(other, "b", "2031-05-21")], {}) == {}


def test_a_copy_of_a_translation_copies_the_original() -> None:
    told = [dated(read(1, language), id, "2031-05-20") for language, id in (("en", "a"), ("nb", "b"), ("nb", "c"))]
    assert find_translations(told, {"c": "b"}) == {"b": "a", "c": "a"}


def seen(points: Sequence[int], language: str, id: str) -> Reading:
    """A reading of which only what the aligner saw counts: each claim makes a point of its own."""
    rows = np.eye(32, dtype=np.float32)[list(points)]
    one = replace(read(2, "en"), report=report(id, "x", "2031-05-20", language))
    return replace(one, seen=tuple(Seen(row, NONE, NONE[:, 0], NONE[0:0, 0], 0.0, 0.0) for row in rows))


def test_the_order_of_the_points_tells() -> None:
    order = list(range(10))
    assert find_translations([seen(order, "en", "a"), seen(order, "de", "b")], {}) == {"b": "a"}
    assert find_translations([seen(order, "en", "a"), seen(order[::-1], "de", "b")], {}) == {}
    assert find_translations([seen(order, "en", "a"), seen(order, "en", "b")], {}) == {}, "one language: reprints.py"
    for few in permutations(range(3)):
        assert find_translations([seen(few, "en", "a"), seen(few, "de", "b")], {}) == {}, "too few to tell"
