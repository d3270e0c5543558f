"""The words that a report's furniture is made of, in the report's language.

Credit and byline words are the pack's; month, weekday and place names are those of Unicode CLDR (through
babel) for any language, with the pack's beside them. A language without a pack borrows the credit words of
all packs: "Foto" is understood far beyond the language that it was written down for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.localedata import LocaleDataDict

from secondsource.packs import languages, load
from secondsource.packs.phrases import alternation, pattern

# Scrapers and picture desks put words of this language into pages of any other.
WORLDWIDE = "en"


@dataclass(frozen=True)
class Vocabulary:
    """Patterns for one language; each finds nothing where nothing is known."""

    photo: re.Pattern[str]
    byline: re.Pattern[str]
    published: re.Pattern[str]
    related: re.Pattern[str]
    file: re.Pattern[str]
    """Words that mark an archive picture or a handout: no one's name."""
    weekday: re.Pattern[str]
    month: re.Pattern[str]
    months: Mapping[str, int]
    """Casefolded month name to 1 to 12."""
    order: Literal["dmy", "mdy", "ymd"]
    places: frozenset[str]
    """Casefolded names of territories and large cities: they stand in bylines and mastheads and are no outlets."""
    organisation: re.Pattern[str]
    """Words that say that a name is an organisation's ("Courier")."""
    locative: frozenset[str]
    """Small words before a place."""
    function: frozenset[str]
    """Small words of all kinds, articles among them."""

    def month_number(self, name: str) -> int | None:
        """Which month `name` is, also with another ending than CLDR gives it."""
        name = name.casefold()
        for end in range(len(name), 2, -1):
            if name[:end] in self.months:
                return self.months[name[:end]]
        return self.months.get(name)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language; of one that has no pack, or none that is known, what all packs share."""
    own = languages()
    packs = [load(language)] if language in own else [load(other) for other in own]
    if language in own and language != WORLDWIDE:
        packs.append(load(WORLDWIDE))
    locales = [locale for code in dict.fromkeys((language, WORLDWIDE)) if (locale := _locale(code))]
    spaces = packs[0].writing.spaces if packs else True

    def phrases(key: str) -> re.Pattern[str]:
        found = {phrase for pack in packs for phrase in getattr(pack.credits, key)}
        cased = [_edged(phrase, spaces) for phrase in sorted(found, key=lambda p: (-len(p), p))]
        return re.compile("|".join(cased) or r"(?!)", re.IGNORECASE)

    months = _months(locales, packs[0].time.months if language in own else {})
    pack = packs[0] if language in own else None
    weekdays = [name for locale in locales for name in _weekdays(locale)]
    weekdays += [name for names in (pack.time.weekdays.values() if pack else ()) for name in names]
    places = {name.casefold() for locale in locales for name in _places(locale)}
    if pack:
        places |= {name.casefold() for names in pack.places.capitals.values() for name in names}
    return Vocabulary(
        photo=phrases("photo"),
        byline=phrases("byline"),
        published=phrases("published"),
        related=phrases("related"),
        file=phrases("file"),
        weekday=alternation([name for name in weekdays if len(name) > 1], spaces=True),
        month=_month_pattern(months),
        months=months,
        order=pack.time.order if pack else "dmy",
        places=frozenset(places),
        organisation=alternation([word for pack in packs for word in pack.names.organisation], spaces=spaces),
        function=frozenset(word.casefold() for pack in packs for word in pack.names.function),
        locative=frozenset(word.casefold() for word in pack.names.locative) if pack else frozenset(),
    )


def _edged(phrase: str, spaces: bool) -> str:
    # A word before, or a digit: "2024撮影". A full stop at the phrase's end is its own edge.
    left = r"(?<![^\W\d_])" if spaces and phrase[0].isalnum() else ""
    right = r"(?![^\W\d_])" if spaces and phrase[-1].isalnum() else ""
    return left + pattern(phrase) + right


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


def _months(locales: Iterable[Locale], pack: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    months: dict[str, int] = {}
    for key, names in pack.items():
        months.update({name.casefold().rstrip("."): int(key) for name in names})
    for locale in locales:
        for table in _tables(locale.months):
            for width in ("wide", "abbreviated"):
                for number, name in table[width].items():
                    if not name[:1].isdigit():
                        months.setdefault(name.casefold().rstrip("."), number)
        # "15 במרץ": the small word that CLDR's own date pattern writes onto the month.
        if glued := re.search(r"([^\W\d_a-zA-Z]+)M{3,4}", locale.date_formats["long"].pattern):
            months.update({glued[1] + name: number for name, number in list(months.items())})
    # Cases beyond those that CLDR lists differ in the last letters: Latvian "marts", "martā".
    for name in [name for name in months if len(name) > 4 and name.isalpha()]:
        months.setdefault(name[:-1], months[name])
    return months


def _month_pattern(months: Mapping[str, int]) -> re.Pattern[str]:
    names = sorted(months, key=lambda name: (-len(name), name))
    endings = [re.escape(name) + (r"[^\W\d_]{0,3}" if len(name) > 3 and name.isalpha() else "") for name in names]
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(endings)})(?![^\W_])", re.IGNORECASE)


def _weekdays(locale: Locale) -> Iterable[str]:
    for table in _tables(locale.days):
        yield from table["wide"].values()


def _tables(contexts: LocaleDataDict) -> list[LocaleDataDict]:
    """The names as they stand in dates and alone."""
    # Babel writes what it resolves into tables that languages share (python-babel/babel#1234): into copies, here.
    own = contexts.copy()
    return [own[context].copy() for context in ("format", "stand-alone")]


def _places(locale: Locale) -> Iterable[str]:
    yield from (name for code, name in locale.territories.items() if len(code) == 2)
    for zone, names in locale.time_zones.items():
        yield names.get("city") or zone.rpartition("/")[2].replace("_", " ")
