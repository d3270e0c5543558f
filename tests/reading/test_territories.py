"""Territories: the same code in every language, from CLDR and the packs."""

from __future__ import annotations

import pytest

from secondsource.packs import languages
from secondsource.reading.territories import cldr_names, territories


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        ("en", "Russia", "RU"),
        ("en", "Russian Federation", "RU"),
        ("en", "DPRK", "KP"),
        ("en", "Burma", "MM"),
        ("en", "Myanmar", "MM"),
        ("nb", "Nord-Korea", "KP"),
        ("de", "Vereinigte Staaten", "US"),
        ("fr", "Allemagne", "DE"),
        ("es", "Noruega", "NO"),
        ("ru", "Япония", "JP"),
        ("ko", "일본", "JP"),
        ("ja", "日本", "JP"),
        ("zh", "日本", "JP"),
        ("ar", "اليابان", "JP"),
        ("is", "Noregur", "NO"),
    ],
)
def test_name(language: str, name: str, code: str) -> None:
    assert territories(language).names.key(name) == code


@pytest.mark.parametrize("name", ["World", "Europe", "European Union", "Northern Africa", "Unknown Region", "Moorbeck"])
def test_no_state(name: str) -> None:
    assert territories("en").names.key(name) is None


def test_adjectives_and_capitals_are_apart_from_names() -> None:
    lands = territories("en")
    assert lands.adjectives.key("Danish") == "DK"
    assert lands.capitals.key("Moscow") == "RU"
    assert lands.names.key("Danish") is lands.names.key("Moscow") is None


@pytest.mark.parametrize("language", languages())
def test_every_language_names_the_states_of_the_world(language: str) -> None:
    known = cldr_names(language)
    assert len(known) > 200
    assert all(len(name) > 1 for names in known.values() for name in names)
    assert {"RU", "US", "CN", "NO"} <= {territories(language).names.key(n) for c in known for n in known[c]}


@pytest.mark.parametrize(
    ("language", "city", "code"),
    [("en", "Accra", "GH"), ("nb", "København", "DK"), ("uk", "Варшава", "PL"), ("en", "Oz", None)],
)
def test_the_state_of_a_city(language: str, city: str, code: str | None) -> None:
    assert territories(language).cities.key(city) == code


def test_unknown_language_has_no_names() -> None:
    assert cldr_names("xx") == cldr_names("not a language") == {}
