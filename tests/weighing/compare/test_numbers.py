"""Numbers: what cannot both be right is a discrepancy; what can, or cannot be compared, is none."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Quantity, Statement
from secondsource.weighing.compare.numbers import agree, differences, rival

from ..conftest import Telling, number


def told(*reports: Sequence[Quantity], stance: str = "states") -> list[Statement]:
    """One statement a report, with these quantities."""
    return [Telling(chr(97 + n)).states("so many", quantities=q, stance=stance) for n, q in enumerate(reports)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (number(12), number(12), True),
        (number(12), number(13), False),
        (number(12), number(12, unit="km"), None),
        (number(300_000, unit="EUR", approximate=True), number(310_000, unit="EUR"), True),
        (number(300_000, unit="EUR", approximate=True), number(450_000, unit="EUR"), False),
        (number(200, approximate=True), number(194), True),
        (number(200), number(194), False),
        (number(30, math.inf), number(32), True),
        (number(30, math.inf), number(28), False),
        (number(30, math.inf), number(-math.inf, 29), False),
        (number(2, 5), number(5, 8), True),
        (number(0), number(0), True),
        (number(-5, approximate=True), number(-5.2), True),
    ],
)
def test_can_both_be_right(a: Quantity, b: Quantity, expected: bool | None) -> None:
    assert agree(a, b) is expected
    assert agree(b, a) is expected


def test_two_reports_that_count_differently() -> None:
    a, b = told([number(12)], [number(14)])
    (difference,) = differences([a, b])
    assert (difference.kind, difference.about) == ("number", "person")
    assert {side.statements for side in difference.sides} == {(a,), (b,)}


def test_those_who_agree_stand_on_one_side() -> None:
    statements = told([number(12)], [number(12)], [number(14)])
    (difference,) = differences(statements)
    assert [len(side.statements) for side in difference.sides] == [2, 1]


def test_each_unit_is_compared_by_itself() -> None:
    statements = told([number(12), number(3, unit="km")], [number(14), number(4, unit="km")])
    assert [d.about for d in differences(statements)] == ["km", "person"]


@pytest.mark.parametrize(
    "statements",
    [
        [],
        told([number(12)]),
        told([number(12)], [number(12)]),
        told([number(12)], []),
        told([number(12)], [number(14, unit="km")]),
        told([number(200, approximate=True)], [number(194)]),
        told([number(30, math.inf)], [number(34)]),
        told([number(12), number(3)], [number(14)]),  # which of the two is meant?
        told([number(12)], [number(14)], stance="withholds"),
        told([number(12)], [number(14)], stance="denies"),
    ],
    ids=["nothing", "one", "equal", "one without", "units", "rounded", "at least", "several", "withheld", "denied"],
)
def test_silence(statements: Sequence[Statement]) -> None:
    assert differences(statements) == []


def test_one_report_may_give_two_numbers() -> None:
    a = Telling("a")
    assert (
        differences([a.states("twelve", quantities=[number(12)]), a.states("fourteen", quantities=[number(14)])]) == []
    )


def test_small_numbers_without_a_unit_are_compared_with_those_of_their_noun() -> None:
    two, twelve = number(2, unit=None, noun="ships"), number(12, unit=None, noun="lorries")
    assert differences(told([two], [twelve])) == []
    assert differences(told([two], [number(3, unit=None, noun="Ships")]))


@pytest.mark.xfail(strict=True, reason="large numbers without a unit (20 ships, 30 lorries) are compared")
def test_silence_where_different_things_are_counted() -> None:
    statements = told([number(20, unit=None, noun="ships")], [number(30, unit=None, noun="lorries")])
    assert differences(statements) == []


def test_one_large_figure_of_two_units() -> None:
    people, households = number(1_200_000), number(1_200_000, unit="household")
    (made,) = differences(told([people], [households], [people]))
    assert made.about == "household / person"
    assert [len(side.statements) for side in made.sides] == [2, 1]
    assert differences(told([people], [number(1_200_000, unit=None)])) == [], "what it counts is not said"
    assert differences(told([number(300)], [number(300, unit="household")])) == [], "a small one may be chance"
    assert differences(told([number(2000, unit="kg")], [number(2000, unit="g")])) == [], "one measure"
    assert differences(told([people, households], [people])) == [], "one report that gives both counts two things"


def test_rivals_are_near_each_other_and_of_one_unit() -> None:
    assert rival(number(48_000, unit="dose"), number(62_000, unit="dose"))
    assert rival(number(62_000, unit="dose"), number(48_000, unit="dose"))
    assert not rival(number(10, unit="hour"), number(24, unit="hour")), "too far apart"
    assert not rival(number(20, unit=None, noun="ships"), number(30, unit=None, noun="ships")), "no unit"
    assert not rival(number(20), number(30, unit="household"))
    assert not rival(number(20), number(20))


bounds = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)).map(sorted)


@given(bounds, bounds, st.booleans(), st.booleans())
def test_agreement_is_mutual(one: list[float], other: list[float], rough: bool, rougher: bool) -> None:
    a, b = number(*one, approximate=rough), number(*other, approximate=rougher)
    assert agree(a, b) is agree(b, a)
    assert agree(a, a) is True
