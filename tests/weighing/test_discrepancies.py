"""The differences of a story, tied to its findings and numbered; spellings of names wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from secondsource.model import Claim, Discrepancy, Finding, Statement
from secondsource.weighing import discrepancies, entities
from secondsource.weighing.discrepancies import IN_PASSING, JOINING, SURE, joining

from .conftest import Telling, days, number


def as_claim(s: Statement) -> Claim:
    return Claim(s.report, s.start, s.end, s.text, s.stance, (), None, s.mode, False, None)


def found(
    tellings: Sequence[Telling], *points: Sequence[Statement], sure: float = 1.0, **more: Any
) -> tuple[Discrepancy, ...]:
    """The discrepancies of a story whose findings are these points; `sure` is how likely each pair speaks to one."""
    findings = [
        Finding(f"f{n}", told[0].text, tuple(map(as_claim, told)), 0, "unattributed", "")
        for n, told in enumerate(points, 1)
    ]
    statements = {f.id: told for f, told in zip(findings, points, strict=True)}
    given = {"when": {}, "speakers": {}, "likelihood": lambda a, b: sure} | more
    evidence = discrepancies.Evidence(statements=statements, **given)
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


def test_a_spelling_of_a_place_is_one_of_its_language() -> None:
    """Names of places are translated; within a language their ends change with the case."""
    tellings = []
    for id, language, name in (("a", "en", "Bankouma"), ("b", "fr", "Bankoma"), ("c", "en", "Bankouma")):
        tellings.append(Telling(id, language=language))
        tellings[-1].name(name, "place")
    assert found(tellings) == ()
    tellings.append(Telling("d", language="en"))
    tellings[-1].name("Bankooma", "place")
    assert [d.kind for d in found(tellings)] == ["name"]


# --- counts that grow -------------------------------------------------------------------------------


def _counts(first: str, second: str) -> Discrepancy:
    a, b = Telling("a"), Telling("b")
    point = [a.states("12 dead", quantities=[number(12)]), b.states("30 dead", quantities=[number(30)])]
    (made,) = found([a, b], point, published={"a": days(first), "b": days(second)})
    return made


def test_a_later_and_higher_count_is_an_update() -> None:
    made = _counts("2031-05-18", "2031-05-19")
    assert made.update
    assert [side.claims[0].text for side in made.values] == ["12 dead", "30 dead"]


def test_no_update_on_one_day_or_where_it_fell() -> None:
    assert not _counts("2031-05-18", "2031-05-18").update
    assert not _counts("2031-05-19", "2031-05-18").update


def test_what_one_gives_another_withholds_only_if_its_report_has_it_in_passing_at_most() -> None:
    a, b = Telling("a"), Telling("b")
    given = a.states("it belongs to Corvelle Shipping")
    point = [given, b.states("the owner was not named", stance="withholds")]
    details = {given: frozenset({"e1"})}
    (made,) = found([a, b], point, details=details, told={"b": {"e1": IN_PASSING, "e2": 5}})
    assert made.kind == "withheld"
    assert found([a, b], point, details=details, told={"b": {"e1": IN_PASSING + 1}}) == ()


# --- what ties two findings ----------------------------------------------------------------------------


def ties(pair: tuple[Statement, Statement], sure: float, **more: Any) -> bool:
    given = {"when": {}, "speakers": {}} | more
    evidence = discrepancies.Evidence(likelihood=lambda a, b: sure, **given)
    return list(joining([pair], evidence)) == [pair]


def test_an_answer_is_of_one_point_with_what_is_withheld() -> None:
    a, b = Telling("a"), Telling("b")
    pair = a.states("it belongs to Corvelle Shipping"), b.states("the owner was not named", stance="withholds")
    details = {pair[0]: frozenset({"e1"})}
    assert ties(pair, SURE["withheld"], details=details)
    assert not ties(pair, SURE["withheld"] - 0.01, details=details)
    assert not ties(pair, 1.0), "it gives nothing"
    assert not ties((pair[0], b.states("it belongs to nobody")), 1.0, details=details)


def test_so_is_what_two_bodies_of_one_state_say_and_a_side_names_its_body() -> None:
    a, b = Telling("a"), Telling("b")
    bodies = {}
    for telling, name in ((a, "Foreign Ministry"), (b, "Unification Ministry")):
        source = telling.source(name, "government", role="ministry.foreign", code="KR")
        bodies[telling.states("it breaks the sanctions", [source])] = [(name, source)]
    one, other = bodies
    assert ties((one, other), SURE["actor"], speakers=bodies)
    assert not ties((one, other), SURE["actor"] - 0.01, speakers=bodies)
    (made,) = found([a, b], [one, other], speakers=bodies)
    assert [[m.text for m in side.claims] for side in made.values] == [
        ["Foreign Ministry", one.text],
        ["Unification Ministry", other.text],
    ]


def test_rival_accounts_are_of_one_point_where_they_surely_speak_to_it() -> None:
    a, b = Telling("a"), Telling("b")
    twelve, fourteen = a.states("12 came", quantities=[number(12)]), b.states("14 came", quantities=[number(14)])
    assert ties((twelve, fourteen), JOINING["number"])
    assert not ties((twelve, fourteen), JOINING["number"] - 0.01)
    assert not ties((twelve, b.states("12 came", quantities=[number(12)])), 1.0), "both can be right"
    when = {a.states("it arrived on Sunday"): days("2024-02-18"), b.states("it arrived on Monday"): days("2024-02-19")}
    one, other = when
    assert ties((one, other), JOINING["date"], when=when)
    assert not ties((one, other), JOINING["date"] - 0.01, when=when)
    claim, denial = a.states("it arrived"), b.states("it did not arrive", stance="denies")
    assert ties((claim, denial), JOINING["denial"])
    assert not ties((claim, denial), JOINING["denial"] - 0.01)
    assert not ties((claim, b.states("it arrived late")), 1.0)


def test_a_question_is_nobodys_account() -> None:
    a, b = Telling("a"), Telling("b")
    denial = b.states("it was not the ferry", stance="denies")
    assert found([a, b], [a.states("it was the ferry"), denial])
    assert found([a, b], [a.states("was it the ferry?"), denial]) == ()


def test_a_report_that_gives_two_numbers_itself_counts_two_things() -> None:
    a, b = Telling("a"), Telling("b")
    point = [
        a.states("12 came", quantities=[number(12)]),
        a.states("14 came", quantities=[number(14)]),
        b.states("14 came", quantities=[number(14)]),
    ]
    assert found([a, b], point) == ()
    spoken = {point[0]: [("o1", a.source("the police", "government"))]}
    assert [d.kind for d in found([a, b], point, speakers=spoken)] == ["number"], "one of them is a speaker's"


def test_confidence_is_how_surely_the_sides_meet() -> None:
    a, b = Telling("a"), Telling("b")
    point = [a.states("12 came", quantities=[number(12)]), b.states("14 came", quantities=[number(14)])]
    assert [d.confidence for d in found([a, b], point, sure=0.7)] == [0.7]
