"""Stances: stated against denied, given against not told; two that both deny, or both do not know, agree."""

from __future__ import annotations

import pytest

from secondsource.model import Statement
from secondsource.weighing.compare.stances import differences

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
