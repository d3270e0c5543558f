"""Which names of a report mean one thing, and which only look as if they did."""

from __future__ import annotations

import pytest

from secondsource.model import Block, Report
from secondsource.packs import load
from secondsource.reading import coreference, mentions


def things(text: str, language: str = "en") -> dict[str, list[int]]:
    """The thing that each wording of a name means, mention by mention."""
    report = Report("r", text, language, None, None, None, None, blocks=(Block(0, len(text), "body"),), pack=language)
    pack = load(language)
    found: dict[str, list[int]] = {}
    for name in coreference.link(mentions.find(report, pack), text, language, pack):
        found.setdefault(name.text, []).append(name.thing)
    return found


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("They met Una Hallinger. They thanked Hallinger.", "Una Hallinger", "Hallinger"),
        ("They met Kim Yo-jong. They thanked Kim Yo Jong.", "Kim Yo-jong", "Kim Yo Jong"),
        ("They joined the Northern Wreck Agency. They left the NWA.", "Northern Wreck Agency", "NWA"),
        ("They met Una Maria Hallinger. They thanked Una Hallinger.", "Una Maria Hallinger", "Una Hallinger"),
        ("They read the Saltmarsh Gazette. They sold the Gazette.", "Saltmarsh Gazette", "Gazette"),
        ("A letter reached Norway. Then Oslo answered the letter.", "Norway", "Oslo"),
        ("They flew to the United States. They left the USA.", "United States", "USA"),
        pytest.param(
            *("They flew to the United States. They left the US.", "United States", "US"),
        ),
    ],
)
def test_one_thing(text: str, one: str, other: str) -> None:
    found = things(text)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("They met Jon Berg. They met Ada Berg.", "Jon Berg", "Ada Berg"),
        ("They met Jon Ola Berg. They met Ada Berg.", "Jon Ola Berg", "Ada Berg"),
        ("They met Jon Berg. They met Ada Berg. They thanked Berg.", "Jon Berg", "Ada Berg"),
        ("They met Kim Yo-jong. They met Kim Jong Un.", "Kim Yo-jong", "Kim Jong Un"),
        ("They flew to North Korea. They flew to South Korea.", "North Korea", "South Korea"),
        ("They met the Bank of Moorbeck. They met the Bank of Orbal.", "Bank of Moorbeck", "Bank of Orbal"),
        ("They joined the Northern Wreck Agency. They left the NGA.", "Northern Wreck Agency", "NGA"),
        ("They live in Moorbeck. They live in Orbal.", "Moorbeck", "Orbal"),
    ],
)
def test_two_things(text: str, one: str, other: str) -> None:
    found = things(text)
    assert not set(found[one]) & set(found[other])


def test_capital_is_the_state_as_an_actor_and_a_city_as_a_place() -> None:
    found = things("A letter reached Russia. Then Moscow denied it. Two men were held in Moscow.")
    actor, city = found["Moscow"]
    assert [actor] == found["Russia"]
    assert actor != city


def test_spelling_in_capitals_or_with_hyphens_is_the_same() -> None:
    found = things("Ким Чен Ын приехал. Потом Ким Чен-Ын уехал.", "ru")
    assert found["Ким Чен Ын"] == found["Ким Чен-Ын"]


def test_things_are_numbered_by_first_mention() -> None:
    found = things("They met Una Hallinger in Moorbeck. Hallinger left Moorbeck for Orbal.")
    assert found == {"Una Hallinger": [0], "Moorbeck": [1, 1], "Hallinger": [0], "Orbal": [2]}
