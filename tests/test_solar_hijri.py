"""The Solar Hijri calendar: its new years as Iran kept them, and that every day has one place in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource import solar_hijri


@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1300, "1921-03-21"),
        (1358, "1979-03-21"),
        (1375, "1996-03-20"),
        (1376, "1997-03-21"),
        (1396, "2017-03-21"),
        (1399, "2020-03-20"),
        (1400, "2021-03-21"),
        (1403, "2024-03-20"),
        (1404, "2025-03-21"),
    ],
)
def test_new_year(year: int, new_year: str) -> None:
    assert solar_hijri.date_of(year, 1, 1) == date.fromisoformat(new_year)


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1402, 12, 1, "2024-02-20"),
        (1401, 11, 22, "2023-02-11"),
        (1399, 12, 30, "2021-03-20"),
        (1402, 6, 31, "2023-09-22"),
    ],
)
def test_day(year: int, month: int, day: int, expected: str) -> None:
    assert solar_hijri.date_of(year, month, day) == date.fromisoformat(expected)


@pytest.mark.parametrize(("year", "month", "day"), [(1402, 12, 30), (1402, 7, 31), (1402, 13, 1), (1402, 1, 0)])
def test_no_such_day(year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match="no day"):
        solar_hijri.date_of(year, month, day)


@given(st.dates(date(1921, 3, 21), date(2080, 1, 1)))
def test_every_day_has_one_place(day: date) -> None:
    assert solar_hijri.date_of(*solar_hijri.of(day)) == day
