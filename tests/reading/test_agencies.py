"""News agencies: known again under every name, with their kind and state."""

from __future__ import annotations

from collections import Counter

import pytest

from secondsource import intake, packs, reading, tagging
from secondsource.agencies import agencies
from secondsource.model import Source
from secondsource.packs.pack import BODIES
from secondsource.reading.territories import cldr_names
from secondsource.weighing import entities, origins


def test_every_name_is_that_of_one_agency() -> None:
    count = Counter(name for agency in agencies().values() for name in agency.names)
    assert [name for name, times in count.items() if times > 1] == []
    assert not set(agencies()) & set(BODIES)


@pytest.mark.parametrize("key", sorted(agencies()))
def test_kind_and_state(key: str) -> None:
    agency = agencies()[key]
    assert agency.kind in ("agency", "state media")
    assert agency.state in cldr_names("en")
    assert all(name == name.strip() and name for name in agency.names)


def speakers(text: str, language: str) -> list[Source]:
    report = intake.report_as_is("r", text)
    read = reading.read(report, packs.load(language), tagging.default())
    return [source for a in read.attributions for source in a.sources]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "The two leaders met in the capital on Monday, KCNA reported.", "state media"),
        ("nb", "De to lederne møttes mandag, ifølge KCNA.", "state media"),
        ("ru", "Лидеры двух стран встретились в понедельник, сообщает ТАСС.", "state media"),
        ("en", "The bridge has been closed since Friday, Reuters reported.", "agency"),
        ("de", "Die Brücke ist seit Freitag gesperrt, meldet die dpa.", "agency"),
    ],
)
def test_an_agency_that_speaks(language: str, text: str, kind: str) -> None:
    assert kind in [s.kind for s in speakers(text, language)]


def test_one_agency_in_two_scripts_is_one_origin() -> None:
    texts = {
        "en.txt": "The car arrived on Sunday and was handed over to the leader's sister, KCNA reported on Tuesday.",
        "ko.txt": "자동차는 일요일에 도착해 지도자의 여동생에게 전달됐다고 조선중앙통신이 화요일 보도했다.",
    }
    readings = []
    for id, text in texts.items():
        report = intake.report_as_is(id, text)
        readings.append(reading.read(report, packs.load(report.language), tagging.default()))
    found = origins.gather(readings, entities.gather(readings))
    assert [o.kind for o in found.all] == ["state media"]


def test_a_state_before_an_agency_is_no_part_of_its_name() -> None:
    text = "선물은 리무진이라고 러시아 타스통신이 20일 보도했다."
    report = intake.report_as_is("r", text)
    names = reading.read(report, packs.load("ko"), tagging.default()).names
    assert "tass" in [name.code for name in names]
