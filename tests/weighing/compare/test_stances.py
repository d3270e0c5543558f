"""Stances: stated against denied, given against not told; two that both deny, or both do not know, agree."""

from __future__ import annotations

import pytest

from secondsource.model import Statement
from secondsource.weighing.compare.stances import differences, sides

from ..conftest import Telling


def told(*stances: str) -> list[Statement]:
    return [Telling(chr(97 + n)).states(f"point {n}", stance=s) for n, s in enumerate(stances)]


@pytest.mark.parametrize(
    ("stances", "kinds"),
    [
        (["states", "denies"], ["denial"]),
        (["states", "withholds"], ["withheld"]),
        (["states", "states", "denies", "withholds"], ["denial", "withheld"]),
    ],
)
def test_differences(stances: list[str], kinds: list[str]) -> None:
    found = differences(told(*stances))
    assert [d.kind for d in found] == kinds
    assert all(len(d.sides) == 2 and all(s.statements for s in d.sides) for d in found)


@pytest.mark.parametrize(
    "stances", [[], ["states"], ["states"] * 3, ["denies"] * 2, ["withholds"] * 2, ["denies", "withholds"]], ids=str
)
def test_silence(stances: list[str]) -> None:
    assert differences(told(*stances)) == []


def test_sides_by_who_contradicts_whom() -> None:
    """What two reports word alike is on one side, whatever stance each was read with; one that fits neither is out."""
    a, b, c, d = told("states", "states", "denies", "states")
    against = {frozenset((a, c)): 0.9, frozenset((b, c)): 0.8, frozenset((a, b)): 0.1}
    stated, denied = sides([a, b, c, d], lambda one, other: against.get(frozenset((one, other)), 0.0))
    assert (set(stated), set(denied)) == ({a, b}, {c})


def test_no_sides_where_nobody_denies_by_himself() -> None:
    assert sides(told("states", "states"), lambda one, other: 0.9) == ((), ())


def test_no_sides_between_denials_that_say_the_same() -> None:
    assert sides(told("denies", "denies"), lambda one, other: 0.2) == ((), ())
