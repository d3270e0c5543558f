"""Places: where accounts put one event in different places, and where that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from secondsource.model import Statement
from secondsource.weighing.compare import places

from ..conftest import Telling

A = Telling("a").states("they were arrested at the depot in Sandvik")
B = Telling("b").states("the arrests were made in Holmvik")
C = Telling("c").states("the two were held in Sandvik")


def found(named: Mapping[Statement, Mapping[str, str]], told: Mapping[str, str]) -> list[list[str]]:
    known = {report: frozenset(names.split()) for report, names in told.items()}
    return [[side.value for side in d.sides] for d in places.differences([A, B, C], named, known)]


def test_two_places() -> None:
    named = {A: {"e1": "Sandvik"}, B: {"e2": "Holmvik"}, C: {"e1": "Sandvik"}}
    assert found(named, {"a": "e1", "b": "e2", "c": "e1"}) == [["Sandvik", "Holmvik"]]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({A: {"e1": "Sandvik"}, C: {"e1": "Sandvik"}}, {"a": "e1", "c": "e1"}),
        # a report that knows both places tells of a way, or of two things
        ({A: {"e1": "Sandvik"}, B: {"e2": "Holmvik"}}, {"a": "e1 e2", "b": "e2"}),
        ({A: {"e1": "Sandvik", "e2": "Holmvik"}, B: {"e2": "Holmvik"}}, {"a": "e1 e2", "b": "e2"}),
        # a name that was not known again in another script
        ({A: {"e1": "Sandvik"}, B: {"e2": "Хольмвик"}}, {"a": "e1", "b": "e2"}),
        ({}, {}),
    ],
)
def test_no_two_places(named: Mapping[Statement, Mapping[str, str]], told: Mapping[str, str]) -> None:
    assert found(named, {report: told.get(report, "") for report in "abc"}) == []
