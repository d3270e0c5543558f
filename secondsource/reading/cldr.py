"""How a language writes dates, from Unicode CLDR: its names of months and weekdays, and the order around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

_SKELETONS = ("y", "d", "yMMM", "yMMMM", "MMMd", "MMMMd", "yMMMd", "yMMMMd")
_FIELD = re.compile(r"'([^']*)'|([A-Za-z])\2*|([^A-Za-z']+)")

Names = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DateWriting:
    """Everything about dates that CLDR knows of one language; empty where it does not know the language."""

    months: Names = ()
    """Full names with 1 = January, as they stand in dates and alone."""
    short_months: Names = ()
    weekdays: Names = ()
    """Full names with 1 = Monday."""
    short_weekdays: Names = ()
    after_year: tuple[str, ...] = ()
    """What follows a year's digits: 年, г."""
    after_day: tuple[str, ...] = ()
    """What follows a day's digits: a full stop, 日."""
    between: tuple[str, ...] = ()
    """Words between day, month and year: *de*."""
    month_first: bool = False
    """The month's name stands before the day's number, and the year at the end."""
    numeric_order: str = "dmy"
    """Order of dates in digits: `dmy`, `mdy` or `ymd`."""
    dotted: bool = False
    """Dates in digits are written with full stops."""


@cache
def date_writing(language: str) -> DateWriting:
    """How CLDR says that the language writes dates."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return DateWriting()
    months = _names(locale, "months", "wide", 0)
    weekdays = _names(locale, "days", "wide", 1)
    short_months = _names(locale, "months", "abbreviated", 0) - months
    short_weekdays = _names(locale, "days", "abbreviated", 1) - weekdays
    # Where a script has no capitals, short names of two letters and more are ordinary words (周二), not abbreviations.
    words = {(name, n) for name, n in short_months | short_weekdays if len(name) > 1 and name.lower() == name.upper()}
    after_year, after_day, between = _literals(locale)
    skeletons = locale.datetime_skeletons
    return DateWriting(
        months=tuple(sorted(months | (short_months & words))),
        short_months=tuple(sorted(short_months - words)),
        weekdays=tuple(sorted(weekdays | (short_weekdays & words))),
        short_weekdays=tuple(sorted(short_weekdays - words)),
        after_year=after_year,
        after_day=after_day,
        between=between,
        month_first=_order(skeletons["MMMd"].pattern).startswith("m") if "MMMd" in skeletons else False,
        numeric_order=_order(locale.date_formats["short"].pattern),
        dotted="." in locale.date_formats["short"].pattern,
    )


def _names(locale: Locale, kind: str, width: str, shift: int) -> set[tuple[str, int]]:
    # A language without a table of its own shares one with all others, and Babel writes into it what it has resolved
    # for the first that asks (python-babel/babel#1234); with the two copies it writes into ours instead.
    contexts = getattr(locale, kind).copy()
    tables = [contexts[context].copy() for context in ("format", "stand-alone") if context in contexts]
    return {
        (str(name).strip(), number + shift)
        for table in tables
        for number, name in table.get(width, {}).items()
        if str(name).strip(". ")
    }


def _literals(locale: Locale) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    after_year, after_day, between = set(), set(), set()
    for skeleton in _SKELETONS:
        if skeleton not in locale.datetime_skeletons:
            continue
        before = ""
        for quoted, letter, plain in _FIELD.findall(locale.datetime_skeletons[skeleton].pattern):
            for word in re.findall(r"[^\s,]+", quoted or plain):
                if before == "y":
                    after_year.add(word)
                elif before == "d" and (skeleton == "d" or not word.isalpha()):
                    after_day.add(word)
                elif word.isalpha() and skeleton != "d":
                    between.add(word)
            before = letter or before
    return tuple(sorted(after_year)), tuple(sorted(after_day)), tuple(sorted(between))


def _order(text: str) -> str:
    """The order of day, month and year in a CLDR pattern: "d.M.yy" gives `dmy`."""
    letters = re.sub(r"'[^']*'", "", text).replace("L", "M").lower()
    return "".join(sorted({c for c in letters if c in "dmy"}, key=letters.index))
