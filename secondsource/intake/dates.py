"""When a report came out, as its header, byline, dateline or footer says.

These lines are so short that a loose pattern is a safe one: a day, a month and a year in any order with a
word or two between them are a date in every language whose month names Unicode CLDR knows.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from secondsource.intake.vocabulary import Vocabulary
from secondsource.model import Interval

FIRST_YEAR, LAST_YEAR = 1700, 2200

# Years before our era began to count at 0, or that a reign counts from 1: Buddhist years are told by their size.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_BUDDHIST = 543

_GAP = r"(?:[^\W\d]{1,3})?[^\w\n]{0,3}(?:[^\W\d]{1,5}[^\w\n]{1,3})?"
_CJK = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})\s?)?(?P<y>\d{{1,4}}|元)\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]"
    r"(?:\s?(?P<d>\d{1,2})\s?[日号號일])?"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d.])(?P<y>\d{4})\s?(?P<sep>[-./])\s?(?P<m>\d{1,2})(?:\s?(?P=sep)\s?(?P<d>\d{1,2}))(?!\d)"
)
_YEAR_LAST = re.compile(r"(?<![\d.])(?P<a>\d{1,2})\s?(?P<sep>[-./])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line; `year` is 0 where the line does not say it."""

    start: int
    end: int
    year: int
    month: int
    day: int
    """0 where only the month is told."""

    def interval(self, text: str) -> Interval:
        """The days that it allows; `text` is the wording."""
        first, last = (self.day, self.day) if self.day else (1, monthrange(self.year, self.month)[1])
        return Interval(date(self.year, self.month, first), date(self.year, self.month, last), text)


def find(line: str, vocabulary: Vocabulary) -> list[Found]:
    """The dates in a short line, left to right; give it no long ones."""
    taken: list[Found] = []
    for candidate in _candidates(line, vocabulary):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in taken):
            taken.append(candidate)
    return sorted(taken, key=lambda found: found.start)


def _candidates(line: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Dates in the order in which they are to be believed: whole ones before those that lack a part."""
    for match in _CJK.finditer(line):
        year = 1 if match["y"] == "元" else int(match["y"])
        year += _ERAS.get(match["era"], 0) if match["era"] else 0
        yield from _valid(match, year, int(match["m"]), int(match["d"] or 0))
    for match in _YEAR_FIRST.finditer(line):
        yield from _valid(match, int(match["y"]), int(match["m"]), int(match["d"]))
    for match in _YEAR_LAST.finditer(line):
        first, second = int(match["a"]), int(match["b"])
        # Only slashes are written with the month first.
        if second > 12 or (match["sep"] == "/" and vocabulary.order == "mdy" and first <= 12):
            first, second = second, first
        yield from _valid(match, int(match["y"]), second, first)
    for order in _named(vocabulary.month.pattern):
        for match in order.finditer(line):
            parts = match.groupdict()
            month = vocabulary.month_number(match["m"])
            if month:
                yield from _valid(match, int(parts.get("y") or 0), month, int(parts.get("d") or 0))


def _valid(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Found]:
    if FIRST_YEAR + _BUDDHIST < year < LAST_YEAR + _BUDDHIST and year > LAST_YEAR:
        year -= _BUDDHIST
    if (year == 0 or FIRST_YEAR < year < LAST_YEAR) and 1 <= month <= 12:
        longest = monthrange(year or 2000, month)[1]  # a day of an unknown year may be 29 February
        if day <= longest:
            yield Found(match.start(), match.end(), year, month, day)


_COMPILED: dict[str, list[re.Pattern[str]]] = {}


def _named(month: str) -> Sequence[re.Pattern[str]]:
    """The orders in which a month's name stands between day and year."""
    if month not in _COMPILED:
        day, name, year = r"(?<!\d)(?P<d>\d{1,2})(?!\d)", f"(?P<m>{month})", r"(?P<y>\d{4})(?!\d)"
        orders = [
            day + _GAP + name + _GAP + year,
            name + _GAP + day + _GAP + year,
            r"(?<!\d)" + year + _GAP + name + _GAP + day,
            r"(?<!\d)" + year + _GAP + day + _GAP + name,
            name + _GAP + year,
            r"(?<!\d)" + year + _GAP + name,
            day + _GAP + name,
            name + r"\.?\s" + day,
        ]
        _COMPILED[month] = [re.compile(order, re.IGNORECASE) for order in orders]
    return _COMPILED[month]


def stamp(text: str) -> list[Found]:
    """The date of a scraper's stamp: `2024-02-20`, `2024-02`."""
    match = re.match(r"(?P<y>\d{4})-(?P<m>\d{2})(?:-(?P<d>\d{2}))?$", text)
    return list(_valid(match, int(match["y"]), int(match["m"]), int(match["d"] or 0))) if match else []


def narrowest(stated: Sequence[tuple[Found, str]]) -> Interval | None:
    """When the report came out, given its dates and their wordings, the most telling place first.

    The first date with a year counts; a later one that is more precise and lies inside it is better, also
    where it leaves the year to the first one.
    """
    best = next((found.interval(text) for found, text in stated if found.year), None)
    for found, text in stated:
        if best is None or best.days == 1:
            break
        if not found.day:
            continue
        if found.year:
            day = found.interval(text)
            if best.earliest <= day.earliest and day.latest <= best.latest:
                best = day
        elif best.earliest.month == found.month == best.latest.month and found.day <= best.latest.day:
            day = replace(found, year=best.earliest.year).interval(text)
            # Drawn from two places, so no wording says it.
            best = Interval(day.earliest, day.latest)
    return best
