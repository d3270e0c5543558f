"""Which days a time expression means, given the day of publication. No date is ever filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from secondsource import solar_hijri
from secondsource.model import Interval, TimeExpression

DAY = timedelta(days=1)
Days = tuple[date, date]

# A day and month without a year lie nearest to publication; what the words put ahead may lie this far ahead of it.
FARTHEST_AHEAD_DAYS = 300
# "At the end of the month" is narrower than "in late May".
LAST_DAYS_FROM = 25


@dataclass(frozen=True, slots=True)
class _Calendar:
    of: Callable[[date], tuple[int, int, int]]
    """Year, month and day of a date."""
    date_of: Callable[[int, int, int], date]

    def month(self, year: int, month: int) -> Days:
        """The whole month; months may run over the ends of the year."""
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        return self.date_of(year, month, 1), self.date_of(year + month // 12, month % 12 + 1, 1) - DAY

    def years(self, first: int, last: int) -> Days:
        """From the first day of one year to the last of another."""
        return self.date_of(first, 1, 1), self.date_of(last + 1, 1, 1) - DAY if last < MAXYEAR else date.max


_GREGORIAN = _Calendar(lambda day: (day.year, day.month, day.day), date)
_CALENDARS: Mapping[str, _Calendar] = {
    "gregorian": _GREGORIAN,
    "solar hijri": _Calendar(solar_hijri.of, solar_hijri.date_of),
}


def resolve(expression: TimeExpression, anchor: Interval | None) -> Interval | None:
    """The days that the words allow, for a report published on one of the days of `anchor`.

    Absolute expressions need no anchor. With one that is wider than a day, a relative expression is resolved from
    both ends and the hull of both is given. None where it cannot be told.
    """
    try:
        if _absolute(expression):
            earliest, latest = _days(expression, date.min)
        elif anchor is None:
            return None
        else:
            first, last = _days(expression, anchor.earliest), _days(expression, anchor.latest)
            earliest, latest = min(first[0], last[0]), max(first[1], last[1])
    except (ValueError, OverflowError):
        return None  # 31 April, or a thousand years ahead of year 9999
    return Interval(earliest, latest, expression.text)


def _absolute(expression: TimeExpression) -> bool:
    return expression.year is not None and expression.part not in ("elapsed", "rest")


def _days(expression: TimeExpression, anchor: date) -> Days:
    """First and last day meant, for a report of the day `anchor`; raises where there is no such day."""
    calendar = _CALENDARS[expression.calendar]
    match expression.unit:
        case "day":
            last = _day(expression, calendar, anchor)
            return last - (expression.days - 1) * DAY, last
        case "week" | "weekend":
            monday = anchor - anchor.weekday() * DAY + 7 * (expression.offset or 0) * DAY
            whole = (monday, monday + 6 * DAY) if expression.unit == "week" else (monday + 5 * DAY, monday + 6 * DAY)
            return _part(expression, whole, anchor)
        case "month":
            return _part(expression, calendar.month(*_month_meant(expression, calendar, anchor)), anchor)
        case "season":
            return _part(expression, _season(expression, calendar, anchor), anchor)
        case "year":
            year = expression.year or anchor.year + (expression.offset or 0)
            return _part(expression, calendar.years(year, year), anchor)
        case "decade":
            year = expression.year or 10 * (anchor.year // 10 + (expression.offset or 0))
            return _part(expression, calendar.years(year, year + 9), anchor)


def _day(expression: TimeExpression, calendar: _Calendar, anchor: date) -> date:
    year, month, day, weekday, offset = (
        expression.year, expression.month, expression.day, expression.weekday, expression.offset,
    )  # fmt: skip
    if day is not None and month is not None:
        now, _, _ = calendar.of(anchor) if year is None else (0, 0, 0)
        if year is not None:
            return calendar.date_of(year, month, day)
        if offset is not None:
            return calendar.date_of(now + offset, month, day)
        return _nearest(expression, anchor, lambda y: calendar.date_of(y, month, day), range(now - 4, now + 5))
    if day is not None:
        if offset is not None:
            return _GREGORIAN.month(anchor.year, anchor.month + offset)[0].replace(day=day)
        around = range(anchor.year * 12 + anchor.month - 4, anchor.year * 12 + anchor.month + 3)
        return _bare_day(expression, anchor, lambda n: date(n // 12, n % 12 + 1, day), around)
    if weekday is not None:
        monday = anchor - anchor.weekday() * DAY
        if offset is not None:
            return monday + (7 * offset + weekday - 1) * DAY
        back = (anchor.isoweekday() - weekday) % 7
        if expression.ahead:
            return anchor + ((-back) % 7 or 7 * expression.apart) * DAY
        return anchor - (back or 7 * expression.apart) * DAY
    return anchor + (offset or 0) * DAY


def _existing(make: Callable[[int], date], numbers: range) -> list[date]:
    """The days that `make` gives for the numbers, without those that the calendar does not have."""
    days = []
    for number in numbers:
        try:
            days.append(make(number))
        except ValueError:
            continue
    return days


def _nearest(expression: TimeExpression, anchor: date, make: Callable[[int], date], numbers: range) -> date:
    days = _existing(make, numbers)
    if expression.ahead:
        to_come = [day for day in days if timedelta(0) <= day - anchor <= FARTHEST_AHEAD_DAYS * DAY]
        days = to_come[:1] or days
    return min(days, key=lambda day: abs(day - anchor))


def _bare_day(expression: TimeExpression, anchor: date, make: Callable[[int], date], numbers: range) -> date:
    """A day of the month alone: the last one at or before publication, the next one where the words put it ahead."""
    days = _existing(make, numbers)
    if expression.ahead:
        return min(day for day in days if day > anchor or (day == anchor and not expression.apart))
    return max(day for day in days if day < anchor or (day == anchor and not expression.apart))


def _month_meant(expression: TimeExpression, calendar: _Calendar, anchor: date) -> tuple[int, int]:
    """Year and month; a bare month is the last one, or the very next, which would else be eleven months ago."""
    month, offset = expression.month, expression.offset
    if expression.year is not None and month is not None:
        return expression.year, month
    year, now, _ = calendar.of(anchor)
    if month is None:
        return year, now + (offset or 0)
    if offset is not None:
        return year + offset, month
    if month == now and not expression.apart:
        return year, month
    if expression.ahead or (not expression.apart and month == now % 12 + 1):
        return year + (month <= now), month
    return year - (month >= now), month


def _season(expression: TimeExpression, calendar: _Calendar, anchor: date) -> Days:
    month = expression.month or 3

    def season(year: int) -> Days:
        return calendar.month(year, month)[0], calendar.month(year, month + 2)[1]

    if expression.year is not None:
        return season(expression.year)
    near = [season(year) for year in range(anchor.year - 2, anchor.year + 3)]
    if expression.offset is not None:
        # January lies in the winter that began the year before
        now = next((s[0].year for s in near if s[0] <= anchor <= s[1]), anchor.year)
        return season(now + expression.offset)
    if expression.ahead:
        return min(s for s in near if s[0] > anchor or (s[1] >= anchor and not expression.apart))
    return max(s for s in near if s[1] < anchor or (s[0] <= anchor and not expression.apart))


def _part(expression: TimeExpression, whole: Days, anchor: date) -> Days:
    """The part of a unit that the words name; `elapsed` ends and `rest` begins on the day of publication."""
    first, last = whole
    match expression.part:
        case None:
            return whole
        case "elapsed":
            return first, max(first, min(last, anchor))
        case "rest":
            return min(last, max(first, anchor)), last
        case part if expression.unit == "month":
            late = LAST_DAYS_FROM if expression.month is None else 21
            begin, end = {"early": (1, 10), "mid": (11, 20), "late": (late, (last - first).days + 1)}[part]
            return first + (begin - 1) * DAY, first + (end - 1) * DAY
        case part if expression.unit == "year":
            begin, end = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}[part]
            calendar = _CALENDARS[expression.calendar]
            year, _, _ = calendar.of(first)
            return calendar.month(year, begin)[0], calendar.month(year, end)[1]
        case part:
            days = (last - first).days + 1
            third = {"early": 0, "mid": 1, "late": 2}[part]
            begin, end = third * days // 3, (third + 1) * days // 3
            return first + begin * DAY, first + max(begin, end - 1) * DAY
