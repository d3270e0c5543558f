"""Dates: days that do not meet are a discrepancy; wider or narrower wording of the same is none."""

from __future__ import annotations

import pytest

from secondsource.weighing.compare.dates import differences
from secondsource.weighing.compare.difference import Difference

from ..conftest import Telling, days


def compared(*reports: str, stance: str = "states") -> list[Difference]:
    """One statement a report, each with these days; "a:" before them names the report."""
    when = {}
    for n, written in enumerate(reports):
        report, _, given = written.rpartition(":")
        when[Telling(report or chr(97 + n)).states(f"on {n}", stance=stance)] = days(given)
    return differences(list(when), when)


def test_two_days_that_do_not_meet() -> None:
    (difference,) = compared("2031-05-17", "2031-05-18")
    assert difference.kind == "date"
    assert {side.value for side in difference.sides} == {"2031-05-17", "2031-05-18"}


def test_two_months_and_two_years_that_do_not_meet() -> None:
    assert compared("2031-04-01/2031-04-30", "2031-05-01/2031-05-31")
    assert compared("2030-01-01/2030-12-31", "2031-01-01/2031-12-31")


def test_those_who_agree_stand_on_one_side() -> None:
    (difference,) = compared("2031-05-17", "2031-05-17", "2031-05-18")
    assert [len(side.statements) for side in difference.sides] == [2, 1]


@pytest.mark.parametrize(
    "reports",
    [
        (),
        ("2031-05-17",),
        ("2031-05-17", "2031-05-17"),
        ("2031-05-17", "2031-05-01/2031-05-31"),
        ("2031-05-17/2031-05-18", "2031-05-18/2031-05-19"),
        ("2031-05-17", "2029-01-01/2029-12-31"),
        ("2031-05-17", "2010-01-01/2019-12-31"),
        ("a:2031-05-17", "a:2031-05-19"),
        ("a:2031-05-17", "a:2031-05-19", "b:2031-05-19"),
        ("2031-05-14", "2031-05-21"),
        ("2031-05-14", "2031-05-23"),
        ("2031-01-01/2031-01-31", "2031-12-01/2031-12-31"),
    ],
    ids=[
        "nothing",
        "one",
        "equal",
        "inside",
        "meeting",
        "day and year",
        "decade",
        "one report",
        "one report with both",
        "one weekday of two weeks",
        "more than a week apart",
        "more than seven months apart",
    ],
)
def test_silence(reports: tuple[str, ...]) -> None:
    assert compared(*reports) == []


@pytest.mark.parametrize("stance", ["denies", "withholds"])
def test_silence_where_nothing_is_stated(stance: str) -> None:
    assert compared("2031-05-17", "2031-05-18", stance=stance) == []


def test_silence_where_no_day_is_given() -> None:
    assert differences([Telling("a").states("then"), Telling("b").states("later")], {}) == []
