"""Which state a word means: territory names from Unicode CLDR, adjectives and capitals from the pack.

CLDR (through `babel`) names some 250 territories and 400 cities in every language; the pack adds what CLDR lacks,
demonyms and capitals, which news uses for the state ("Moscow").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from secondsource.agencies import agencies
from secondsource.packs import Pack, Table, load

# CLDR writes the formal variants of some names; news uses the short ones in every language.
NOT_A_STATE = re.compile(r"\d{3}|ZZ|EU|EZ|UN|QO|X[AB]|AC|TA|CP|DG")


@dataclass(frozen=True)
class Territories:
    """The territories of the world as one language writes them."""

    names: Table[str]
    adjectives: Table[str]
    capitals: Table[str]
    cities: Table[str]
    """The state that a city lies in."""
    bodies: Table[str]
    """Bodies with a name of their own in every language, and news agencies, by keys in small letters."""
    written: Mapping[str, tuple[str, ...]]
    """Their names as they are written."""


def _locale(language: str) -> Locale | None:
    """What CLDR knows of a language; nothing where it lacks it."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


def cldr_names(language: str) -> dict[str, list[str]]:
    """ISO 3166 code to the names that CLDR has for it in a language; empty where CLDR lacks the language."""
    locale = _locale(language)
    territories = locale.territories if locale else {}
    names: dict[str, list[str]] = {}
    for code, name in territories.items():
        if not NOT_A_STATE.fullmatch(code):
            # "Myanmar (Burma)" is two names, and news writes "St." and "Saint" as it likes.
            found = [part.strip() for part in re.split(r"[()（）]", name) if part.strip()]
            names[code] = [n for n in found if len(n) > 1]
    return names


def cldr_cities(language: str) -> dict[str, list[str]]:
    """ISO 3166 code to the cities in that state that CLDR has for its time zones; empty where it lacks the language."""
    locale = _locale(language)
    if locale is None:
        return {}
    zones = locale.time_zones
    cities: dict[str, list[str]] = {}
    for zone, code in get_global("zone_territories").items():
        if len(code) == 2:
            city = zones.get(zone, {}).get("city") or str(zone).rpartition("/")[2].replace("_", " ")
            cities.setdefault(str(code), []).append(str(city))
    return cities


@cache
def territories(language: str) -> Territories:
    """The territories as reports in `language` write them."""
    pack: Pack = load(language)
    spaces = pack.writing.spaces
    written = {**pack.bodies, **{key: agency.names for key, agency in agencies().items()}}
    return Territories(
        names=Table(
            {
                code: (*known.get(code, ()), *pack.places.names.get(code, ()))
                for known in [cldr_names(language)]
                for code in {**known, **pack.places.names}
            },
            spaces=spaces,
            attached=pack.writing.attached,
        ),
        adjectives=Table(pack.places.adjectives, spaces=spaces, attached=pack.writing.attached),
        capitals=Table(pack.places.capitals, spaces=spaces, attached=pack.writing.attached),
        cities=Table(cldr_cities(language), spaces=spaces, attached=pack.writing.attached),
        bodies=Table(written, spaces=spaces, attached=pack.writing.attached),
        written=written,
    )
