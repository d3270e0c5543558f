"""International bodies and institutions: one over all languages, and kinds that their names give away."""

from __future__ import annotations

import pytest

from secondsource import packs
from secondsource.intake import report_as_is
from secondsource.model import Name, Reading
from secondsource.reading import read
from secondsource.reading.coreference import stems
from secondsource.tagging import Tagged, TaggedName


class Marks:
    """A tagger that finds the given words."""

    def __init__(self, *found: tuple[str, str]) -> None:
        self.found = found

    def tag(self, text: str, sentences: object) -> Tagged:
        return Tagged(
            tuple(
                TaggedName(text.index(word), text.index(word) + len(word), kind, 0.9)  # type: ignore[arg-type]
                for word, kind in self.found
            )
        )


def told(text: str, language: str, *found: tuple[str, str]) -> Reading:
    return read(report_as_is("r", text, language), packs.load(language), Marks(*found))


def name(reading: Reading, text: str) -> Name:
    return next(n for n in reading.names if n.text == text)


@pytest.mark.parametrize(
    ("language", "text", "body"),
    [
        ("en", "The talks at the UN ended.", "UN"),
        ("nb", "Forhandlingene i FN er over.", "FN"),
        ("fr", "Les pourparlers de l'ONU sont finis.", "ONU"),
        ("ru", "Переговоры в ООН завершились.", "ООН"),
    ],
)
def test_one_body_in_all_languages(language: str, text: str, body: str) -> None:
    found = name(told(text, language, (body, "place")), body)
    assert (found.code, found.kind) == ("un", "organisation"), "the pack knows it, whatever the tagger takes it for"


def test_letters_count_as_written() -> None:
    assert name(told("Who heads the fund, Who said?", "en", ("Who", "organisation")), "Who").code is None


def test_an_organisation_tells_its_role_and_state() -> None:
    found = name(
        told("A letter from the Danish Foreign Ministry came.", "en", ("Danish Foreign Ministry", "organisation")),
        "Danish Foreign Ministry",
    )
    assert (found.role, found.of) == ("ministry.foreign", "DK")


def test_case_endings_do_not_part_a_name() -> None:
    reading = told("Халвония отрицает это. Суда Халвонии ушли.", "ru", ("Халвония", "place"), ("Халвонии", "place"))
    assert len({n.thing for n in reading.names}) == 1


def test_stems_keep_four_letters() -> None:
    assert ("берг",) in stems("Берга", ["а", "рга"])
    assert ("бе",) not in stems("Берга", ["а", "рга"])
    assert stems("Berg", []) == set()


def test_without_a_tagger_the_rules_find_names() -> None:
    reading = read(report_as_is("r", "Then Ada Lind met Jon Berg in Oslo.", "en"), packs.load("en"))
    assert {"Ada Lind", "Jon Berg", "Oslo"} <= {n.text for n in reading.names}


def test_a_tagger_that_finds_nothing_is_believed() -> None:
    reading = read(report_as_is("r", "Then Ada Lind met Jon Berg in the hall.", "en"), packs.load("en"), Marks())
    assert reading.names == ()
