"""The Solar Hijri calendar of Iran and Afghanistan, to and from the Gregorian.

A year begins on the day of the spring equinox in Tehran. Here it is reckoned instead, with 8 leap years in 33, as ICU
does it (`PersianCalendar` in icu4c/source/i18n/persncal.cpp); for the years of living memory the two agree.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

# The ordinal of the day before 1 Farvardin of year 1.
_EPOCH = 226895
_MONTHS = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30)
MOST_DAYS: Final = _MONTHS
"""Of each month; only in leap years the last has as many."""


def date_of(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day; raises ValueError where the calendar has no such day."""
    if not 1 <= month <= 12 or day < 1:
        raise ValueError(f"no day {year}/{month}/{day}")
    found = _new_year(year) + timedelta(days=sum(_MONTHS[: month - 1]) + day - 1)
    if day > _MONTHS[month - 1] or found >= _new_year(year + 1):
        raise ValueError(f"no day {year}/{month}/{day}")
    return found


def of(day: date) -> tuple[int, int, int]:
    """Year, month and day in this calendar of a Gregorian date."""
    year = day.year - 621
    if day < _new_year(year):
        year -= 1
    left = (day - _new_year(year)).days
    month = 1
    while left >= _MONTHS[month - 1]:
        left -= _MONTHS[month - 1]
        month += 1
    return year, month, left + 1


def _new_year(year: int) -> date:
    return date.fromordinal(_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33)
