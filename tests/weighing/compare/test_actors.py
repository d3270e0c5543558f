"""Actors: two bodies of one kind and state for one part; the same body, other states and other kinds are none."""

from __future__ import annotations

from secondsource.model import Source, Statement
from secondsource.weighing.compare.actors import differences
from secondsource.weighing.compare.difference import Difference

from ..conftest import Telling


def compared(*speakers: tuple[str, str, str, str | None, str]) -> list[Difference]:
    """Report, origin, role, state and kind of each speaker."""
    statements: dict[Statement, list[tuple[str, Source]]] = {}
    for report, origin, role, code, kind in speakers:
        telling = Telling(report)
        source = telling.source(f"{origin} of {report}", kind, role=role, code=code)  # type: ignore[arg-type]
        statements[telling.states(f"{origin} protests", [source])] = [(origin, source)]
    return differences(list(statements), statements)


FOREIGN = ("o1", "ministry.foreign", "KR", "government")
UNIFICATION = ("o2", "ministry.unification", "KR", "government")


def test_two_ministries_for_one_protest() -> None:
    (difference,) = compared(("a", *FOREIGN), ("b", *UNIFICATION))
    assert difference.kind == "actor"
    assert {side.value for side in difference.sides} == {"o1 of a", "o2 of b"}


def test_those_who_agree_stand_on_one_side() -> None:
    (difference,) = compared(("a", *FOREIGN), ("b", *UNIFICATION), ("c", *FOREIGN))
    assert [len(side.statements) for side in difference.sides] == [2, 1]


def test_silence_where_it_is_one_body() -> None:
    assert compared(("a", *FOREIGN), ("b", *FOREIGN)) == []


def test_silence_where_the_states_are_two() -> None:
    assert compared(("a", *FOREIGN), ("b", "o3", "ministry.foreign", "RU", "government")) == []


def test_silence_where_the_parts_are_two() -> None:
    assert compared(("a", *FOREIGN), ("b", "o4", "police", "KR", "government")) == []


def test_silence_where_no_state_is_known() -> None:
    assert (
        compared(("a", "o1", "ministry.foreign", None, "government"), ("b", "o2", "ministry", None, "government")) == []
    )


def test_silence_of_speakers_who_are_no_bodies() -> None:
    assert compared(("a", "o1", "expert", "KR", "person"), ("b", "o2", "expert", "KR", "person")) == []
    assert compared(("a", "o1", "source", "KR", "anonymous"), ("b", "o2", "source", "KR", "anonymous")) == []


def test_silence_where_one_report_lets_both_speak() -> None:
    assert compared(("a", *FOREIGN), ("a", *UNIFICATION), ("b", *FOREIGN)) == []


def test_silence_where_nobody_speaks() -> None:
    assert differences([Telling("a").states("it rained")], {}) == []
