"""Institutions by what they are and whose: the same in any language, and loosely where a report says less."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondsource import follow
from secondsource.archive import Archive, Wanted
from secondsource.archive.institutions import Institution, by_identity

DANISH = Institution("a", "udenrigsministeriet", "ministry.foreign", "DK")
SWEDISH = Institution("b", "danska utrikesdepartementet", "ministry.foreign", "DK")
GHANAIAN = Institution("a", "Ghanas udenrigsministerium", "ministry.foreign", "GH")
BARE = Institution("c", "the ministry", "ministry", None)
POLICE = Institution("c", "police", "police", None)


def test_words_of_two_languages_for_one_institution_are_together() -> None:
    assert by_identity([DANISH, SWEDISH]) == {"ministry.foreign DK": [DANISH, SWEDISH]}


def test_who_says_less_may_mean_any_and_joins_none_of_another_kind() -> None:
    assert by_identity([DANISH, GHANAIAN, BARE, POLICE]) == {
        "ministry.foreign DK": [DANISH, BARE],
        "ministry.foreign GH": [GHANAIAN, BARE],
        "police": [POLICE],
    }


def test_a_role_alone_is_an_institution_too() -> None:
    assert by_identity([BARE]) == {"ministry": [BARE]}
    assert by_identity([]) == {}


@pytest.mark.parametrize("name", ["danska utrikesdepartementet", "Danish foreign ministry"])
def test_searching_finds_it_in_the_other_language(archive: Archive, name: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "en.txt").write_text(
        "Envoy sent home from Accra\n\nThe Danish foreign ministry said on Tuesday that its envoy had left Accra. "
        "The envoy, Ida Holm, was told to leave on Monday."
    )
    (folder / "sv.txt").write_text(
        "Sändebud skickades hem från Accra\n\nDanska utrikesdepartementet säger på tisdagen att sändebudet Ida Holm "
        "har lämnat Accra. Hon fick order om att resa i måndags."
    )
    follow.add([folder], archive)
    assert {hit.report.id for hit in archive.search(Wanted(entity=name))} == {"en.txt", "sv.txt"}
