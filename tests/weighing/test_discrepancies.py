"""The differences of a story, tied to its findings and numbered; spellings of names wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model import Claim, Discrepancy, Finding, Statement
from secondsource.weighing import discrepancies, entities

from .conftest import Telling, number


def as_claim(s: Statement) -> Claim:
    return Claim(s.report, s.start, s.end, s.text, s.stance, (), None, s.mode, False, None)


def found(tellings: Sequence[Telling], *points: Sequence[Statement], sure: float = 1.0) -> tuple[Discrepancy, ...]:
    """The discrepancies of a story whose findings are these points; `sure` is how likely each pair speaks to one."""
    findings = [
        Finding(f"f{n}", told[0].text, tuple(map(as_claim, told)), 0, "unattributed", "")
        for n, told in enumerate(points, 1)
    ]
    statements = {f.id: told for f, told in zip(findings, points, strict=True)}
    evidence = discrepancies.Evidence(statements, when={}, speakers={}, likelihood=lambda a, b: sure)
    readings = [t.reading() for t in tellings]
    return discrepancies.find(findings, evidence, readings, entities.gather(readings))


def test_each_has_its_finding_and_a_number() -> None:
    a, b = Telling("a"), Telling("b")
    made = found(
        [a, b],
        [a.states("the gift was given"), b.states("no gift was given", stance="denies")],
        [a.states("all agree"), b.states("they do")],
        [a.states("12 came", quantities=[number(12)]), b.states("14 came", quantities=[number(14)])],
    )
    assert [(d.id, d.kind, d.finding) for d in made] == [("d1", "denial", "f1"), ("d2", "number", "f3")]
    assert [[m.text for m in side.claims] for side in made[1].values] in (
        [["12 came"], ["14 came"]],
        [["14 came"], ["12 came"]],
    )


def test_silence_where_it_is_unsure_that_the_point_is_one() -> None:
    a, b = Telling("a"), Telling("b")
    point = [
        a.states("12 came", quantities=[number(12)]),
        b.states("no 14 came", quantities=[number(14)], stance="denies"),
    ]
    assert found([a, b], point)
    assert found([a, b], point, sure=0.1) == ()


def test_one_report_does_not_dispute_with_itself() -> None:
    a = Telling("a")
    assert found([a], [a.states("it was so"), a.states("it was not so", stance="denies")]) == ()


def test_a_spelling_is_told_of_the_finding_that_carries_it() -> None:
    a, b = Telling("a"), Telling("b")
    first, second = a.states("the Aurus Senat"), b.states("the Arus Senat")
    a.name("Aurus Senat", "product")
    b.name("Arus Senat", "product")
    (spelling,) = found([a, b], [first, second])
    assert (spelling.id, spelling.kind, spelling.finding) == ("d1", "name", None)
    assert {side.value for side in spelling.values} == {"Aurus Senat", "Arus Senat"}


def test_states_and_names_of_two_scripts_have_no_spellings() -> None:
    a, b = Telling("a"), Telling("b")
    a.name("Norwegia", "place", code="NO")
    b.name("Norwegen", "place", code="NO")
    a.name("Dmitry Peskov", "person")
    b.name("Дмитрий Песков", "person")
    assert found([a, b]) == ()
