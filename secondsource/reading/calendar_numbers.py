"""Numbers that may be days and years, and dates that are written in digits alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from secondsource.packs import Pack
from secondsource.packs.phrases import pattern
from secondsource.reading.cldr import DateWriting
from secondsource.reading.lexicon import right_edge
from secondsource.solar_hijri import MOST_DAYS
from secondsource.words import MARKS, word_end

# The parts that an atom can play.
Role = str
ROLES = frozenset({
    "before", "joined", "day", "marked day", "year", "marked year", "year word", "decade", "month", "short month",
    "weekday", "short weekday", "relative day", "relative week", "relative weekend", "relative month", "relative year",
    "relative decade", "part of", "season", "relative season", "last", "this", "next", "part", "hours", "date",
    "short date", "bare date", "dash", "counted", "capital weekday", "decade word",
})  # fmt: skip
# What an atom means in a role: a number, the name of a part, or several of these, as the role wants it.
Meaning = Any

FIRST_YEAR, LAST_YEAR = 1000, 2100
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Years of the Solar Hijri calendar in news, 1921 to 2050; from 1430 on it is rather the lunar year (2008).
FIRST_SOLAR, LAST_SOLAR = 1300, 1429

# Digits with the marks that join them to one number, clock time, version or telephone number.
_RUN = re.compile(r"\d+(?:[.,:'’٫٬]\d+)*")
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<sep>-|/|\.\s?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d|[-/.:]\d)")
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/]|\.\s?)(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d|[-/:]\d)")
_YEAR_SHORT = re.compile(r"(?P<a>\d{2})(?P<sep>[-/.])(?P<b>\d{2})(?P=sep)(?P<y>\d{2})(?!\d|[-/.:]\d)")
_NO_YEAR = re.compile(r"(?P<a>\d{1,2})\.\s?(?P<b>\d{1,2})\.(?!\d)")
# Without a mark that makes it a date: 18/2, 18.2; also a fraction, a score, a number with decimals.
_BARE = re.compile(r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?!\d|[-–/.:,]\d|\s?[%‰°])")
_BARE_NOT_BEHIND = re.compile(r"[/.:,–+$€£¥]\Z|(?<![^\W\d_])-\Z")
_YEAR_MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])(?!\d|[-/.:]\d)")
# Case endings on digits: 2003'te, 1970-х, 2020-го
_ENDING = re.compile(rf"['’]\w{{1,5}}(?!\w)|-(?:[^\W\d][{MARKS}]*+){{1,3}}(?!\w)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a time expression, with the parts that it can play and what it means in each."""

    start: int
    end: int
    senses: Mapping[Role, Meaning]


class Solar(int):
    """A year or month of the Solar Hijri calendar."""


def most_days(month: int) -> int:
    """The most days that a month can have."""
    return (MOST_DAYS if isinstance(month, Solar) else DAYS)[month - 1]


class Numerals:
    """How one language writes the numbers of dates."""

    def __init__(self, pack: Pack, writing: DateWriting, language: str) -> None:
        times = pack.time
        self.order = times.order if language == pack.language else writing.numeric_order
        self._dotted = writing.dotted
        self._solar = bool(times.solar_hijri_months)
        self._year_mark = _after(writing.after_year, space=r"\s?")
        letters = tuple(mark for mark in writing.after_day if mark.isalpha())
        self._day_mark = _after(letters)
        self._day_suffix = _after((*times.day_suffixes, "º", "ª"))
        self._decade = _after(times.decade, space=r"\s?")
        # 3日間 counts days; it is no third of the month, unless the unit's form is the mark itself.
        self._counted = _after(tuple(f for fs in pack.numbers.units.values() for f in fs if f not in letters))

    def read(self, text: str, start: int, end: int, *, bare: bool = True) -> tuple[Atom | None, int]:
        """The day, year, decade or date that begins at `start`, or None, and where to read on.

        `bare` says whether two numbers with a slash or a full stop may be day and month.
        """
        date = self._date(text, start, end) or (self._bare(text, start, end) if bare else None)
        if date is not None:
            return date, date.end
        run = _RUN.match(text, start, end)
        if run is None:
            return None, start + 1
        if not run.group().isdecimal() or len(run.group()) > 4:
            return None, run.end()
        number, stop = int(run.group()), run.end()
        if len(run.group()) == 4:
            atom = self._year(text, start, stop, end, number)
        elif len(run.group()) < 3:
            atom = self._day(text, start, stop, end, number)
        else:
            atom = None
        return atom, atom.end if atom else stop

    def _date(self, text: str, start: int, end: int) -> Atom | None:
        for form in (_YEAR_FIRST, _YEAR_LAST, _YEAR_SHORT, _NO_YEAR):
            match = form.match(text, start, end)
            if match is None:
                continue
            part = {key: int(value) for key, value in match.groupdict().items() if key != "sep"}
            if form is _YEAR_FIRST:
                year, month, day = part["y"], part["m"], part["d"]
            else:
                day, month = part["a"], part["b"]
                if month > 12 or (self.order == "mdy" and "." not in match.group() and day <= 12):
                    day, month = month, day
                year = part.get("y", 0)
            if form is _YEAR_SHORT:
                year += 1900 if year >= 70 else 2000
            if self._solar and FIRST_SOLAR <= year <= LAST_SOLAR:
                year, month = Solar(year), Solar(month)
            if not 1 <= month <= 12 or not 1 <= day <= most_days(month):
                continue
            if form is _NO_YEAR:
                return Atom(start, match.end(), {"short date": (None, month, day)})
            if FIRST_YEAR <= year <= LAST_YEAR:
                return Atom(start, match.end(), {"date": (year, month, day)})
        match = _YEAR_MONTH.match(text, start, end)
        # 2011-12 is more likely two years than December
        if match and FIRST_YEAR <= int(match["y"]) <= LAST_YEAR and int(match["m"]) != int(match["y"][2:]) + 1:
            return Atom(start, match.end(), {"date": (int(match["y"]), int(match["m"]), None)})
        return None

    def _bare(self, text: str, start: int, end: int) -> Atom | None:
        match = _BARE.match(text, start, end)
        if match is None or self.order == "ymd" or (match["sep"] == "." and not self._dotted):
            return None
        if _BARE_NOT_BEHIND.search(text, max(0, start - 2), start):
            return None
        day, month = int(match["a"]), int(match["b"])
        if self.order == "mdy" and day <= 12:
            day, month = month, day
        if not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1]:
            return None
        return Atom(start, match.end(), {"bare date": (None, month, day)})

    def _year(self, text: str, start: int, stop: int, end: int, number: int) -> Atom | None:
        if not FIRST_YEAR <= number <= LAST_YEAR:
            return None
        if self._solar and FIRST_SOLAR <= number <= LAST_SOLAR:
            number = Solar(number)
        if number % 10 == 0 and (decade := self._decade.match(text, stop, end)):
            return Atom(start, decade.end(), {"decade": number})
        if mark := self._year_mark.match(text, stop, end):
            return Atom(start, mark.end(), {"year": number, "marked year": number})
        if ending := _ENDING.match(text, stop, end):
            # a round number with an ending may count something: "1500'den fazla"
            return Atom(start, ending.end(), {"year": number} | ({"marked year": number} if number % 100 else {}))
        return None if _letter(text, stop, end) else Atom(start, stop, {"year": number})

    def _day(self, text: str, start: int, stop: int, end: int, number: int) -> Atom | None:
        decade = self._decade.match(text, stop, end) if number % 10 == 0 and number >= 20 else None
        # "in their 70s" tells an age; '70s and 70-tallet do not
        if decade is not None and (decade.end() - stop > 2 or text[max(0, start - 1) : start] in {"'", "’"}):
            return Atom(start, decade.end(), {"decade": 1900 + number})
        if not 1 <= number <= 31:
            return None
        if mark := self._day_mark.match(text, stop, end):
            counted = self._counted.match(text, stop, end)
            if counted is not None and counted.end() > mark.end():
                return None
            return Atom(start, mark.end(), {"day": number, "marked day": number})
        if suffix := self._day_suffix.match(text, stop, end):
            return Atom(start, suffix.end(), {"day": number})
        if text[stop : stop + 1] == "." and stop < end:
            return Atom(start, stop + 1, {"day": number})
        if ending := _ENDING.match(text, stop, end):
            return Atom(start, ending.end(), {"day": number})
        return None if _letter(text, stop, end) else Atom(start, stop, {"day": number})


def _after(marks: tuple[str, ...], space: str = "") -> re.Pattern[str]:
    """A pattern for any of the marks that may follow digits; it never matches where there are none."""
    if not marks:
        return re.compile(r"(?!)")
    ordered = sorted(set(marks), key=lambda m: (-len(m), m))
    source = space + "(?:" + "|".join(pattern(m) + right_edge(m) for m in ordered) + ")" + word_end("".join(marks))
    return re.compile(source, re.IGNORECASE)


def _letter(text: str, at: int, end: int) -> bool:
    return at < end and (text[at].isalnum() or text[at] == "_")
