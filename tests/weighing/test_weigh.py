"""A story from its readings: the five judgements together, on stories small enough to know the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from secondsource.encoding import Encoder, Memory
from secondsource.model import Finding, Quantity, Reading, Story
from secondsource.weighing import weigh

from .conftest import Telling, days, number

GIVEN = "President Putin gave the North Korean leader a car built in Russia"

OTHER_THINGS = {
    "a": ("wheat is dearer than a year ago", "fog lay over Brum until noon", "five shops shut early"),
    "b": ("children sang loudly", "my uncle keeps bees in Vik", "a new bridge opens next June"),
}


def about_other_things(telling: Telling) -> None:
    """What a report tells beside; a report of one sentence has no other to be told from."""
    for said in OTHER_THINGS[telling.id]:
        telling.states(said)


def shared(story: Story) -> Finding:
    """The one finding that both reports tell."""
    (finding,) = [f for f in story.findings if len({c.report for c in f.claims}) > 1]
    return finding


@pytest.fixture
def two_on_one_agency() -> list[Reading]:
    """Both have it from KCNA; one through Yonhap."""
    a, b = Telling("a", title="A car for Kim"), Telling("b")
    a.states(GIVEN, [a.source("KCNA", "state media", thing=a.name("KCNA", "organisation"))], when=days("2031-05-18"))
    yonhap = b.source("Yonhap", "agency", thing=b.name("Yonhap", "organisation"))
    kcna = b.source("KCNA", "state media", thing=b.name("KCNA", "organisation"))
    b.states(GIVEN, [yonhap, kcna], when=days("2031-05-18"))
    return [a.reading(), b.reading()]


def weighed(readings: list[Reading], encoder: Encoder, copies: dict[str, str] | None = None) -> Story:
    return weigh("s1", readings, copies or {}, Memory(encoder))


def test_two_reports_that_lean_on_one_agency_are_one_origin(two_on_one_agency: list[Reading], encoder: Encoder) -> None:
    story = weighed(two_on_one_agency, encoder)
    (finding,) = story.findings
    assert (finding.independent_origins, finding.standing) == (1, "single-origin")
    assert finding.why == "2 reports tell it; all lean on KCNA."
    assert [len(c.chain) for c in finding.claims] == [1, 2]
    assert finding.claims[0].chain[-1] == finding.claims[1].chain[-1]
    assert [e.finding for e in story.timeline] == ["f1"]
    assert story.title == "A car for Kim"


def _two_sources(counted: Sequence[Quantity] = (), **second: object) -> list[Reading]:
    a, b = Telling("a"), Telling("b")
    about_other_things(a)
    about_other_things(b)
    a.states(
        GIVEN, [a.source("the Kremlin", "government", thing=a.name("Kremlin", "organisation"))], quantities=counted
    )
    b.states(GIVEN, [b.source("KCNA", "state media", thing=b.name("KCNA", "organisation"))], **second)  # type: ignore[arg-type]
    return [a.reading(), b.reading()]


def test_two_speakers_corroborate(encoder: Encoder) -> None:
    finding = shared(weighed(_two_sources(), encoder))
    assert (finding.independent_origins, finding.standing) == (2, "corroborated")


def test_a_reprint_does_not_corroborate(encoder: Encoder) -> None:
    finding = shared(weighed(_two_sources(), encoder, {"b": "a"}))
    assert (finding.independent_origins, finding.standing) == (1, "single-origin")


def test_a_denial_disputes(encoder: Encoder) -> None:
    story = weighed(_two_sources([number(12)], quantities=(number(12),), stance="denies"), encoder)
    finding = shared(story)
    assert (finding.independent_origins, finding.standing) == (1, "disputed")
    assert [(d.kind, d.finding) for d in story.discrepancies] == [("denial", finding.id)]


def test_what_is_withheld_disputes_nothing(encoder: Encoder) -> None:
    story = weighed(_two_sources([number(12)], stance="withholds"), encoder)
    assert shared(story).standing == "single-origin"
    assert [d.kind for d in story.discrepancies] == ["withheld"]


def test_what_gives_no_name_or_number_answers_nothing(encoder: Encoder) -> None:
    assert weighed(_two_sources(stance="withholds"), encoder).discrepancies == ()


def test_two_numbers_dispute(encoder: Encoder) -> None:
    a, b = Telling("a"), Telling("b")
    about_other_things(a)
    about_other_things(b)
    a.states("12 people came ashore in the night", quantities=[number(12)])
    b.states("14 people came ashore in the night", quantities=[number(14)])
    story = weighed([a.reading(), b.reading()], encoder)
    assert (shared(story).independent_origins, shared(story).standing) == (0, "disputed")
    assert [d.kind for d in story.discrepancies] == ["number"]


def test_speakers_side_by_side_give_a_claim_each(encoder: Encoder) -> None:
    a = Telling("a")
    police, union = a.source("police", "government", role="police"), a.source("the union", "organisation", role="union")
    a.states("two were hurt", [police], [union])
    (finding,) = weighed([a.reading()], encoder).findings
    assert [len(c.chain) for c in finding.claims] == [1, 1]
    assert len({c.chain for c in finding.claims}) == 2
    assert finding.independent_origins == 1, "one report is one voice, whomever it cites"


def test_findings_that_most_reports_tell_come_first(two_on_one_agency: list[Reading], encoder: Encoder) -> None:
    a, b = two_on_one_agency
    c = Telling("c")
    c.states("The price of wheat has risen for the third month", [c.source("traders", "anonymous", role="source")])
    findings = weighed([c.reading(), a, b], encoder).findings
    assert [f.id for f in findings] == ["f1", "f2"]
    assert {claim.report for claim in findings[0].claims} == {"a", "b"}


def test_a_clear_claim_speaks_for_the_finding(encoder: Encoder) -> None:
    a, b = Telling("a"), Telling("b")
    about_other_things(a)
    about_other_things(b)
    a.states(f"{GIVEN}, it is said", hedged=True)
    b.states(GIVEN)
    assert shared(weighed([a.reading(), b.reading()], encoder)).statement == GIVEN


def test_two_reports_of_the_same_one_sentence_tell_one_point(encoder: Encoder) -> None:
    a, b = Telling("a"), Telling("b")
    a.states(GIVEN)
    b.states(GIVEN)
    assert shared(weighed([a.reading(), b.reading()], encoder))


def test_reports_that_say_nothing_make_a_story_without_findings(encoder: Encoder) -> None:
    story = weighed([Telling("b").reading(), Telling("a").reading()], encoder)
    assert (story.reports, story.findings, story.discrepancies, story.title) == (("a", "b"), (), (), "a")


def test_the_order_of_the_readings_changes_nothing(two_on_one_agency: list[Reading], encoder: Encoder) -> None:
    a, b = two_on_one_agency
    renamed = replace(a, report=replace(a.report, title=None))
    assert weighed([renamed, b], encoder) == weighed([b, renamed], encoder)


def test_of_findings_that_as_many_tell_the_one_told_first_leads(encoder: Encoder) -> None:
    later = "the harbour at Vik is to be closed for repairs in autumn"
    tellings = [Telling("a"), Telling("b")]
    for telling in tellings:
        telling.states(GIVEN)
        telling.states(later)
        telling.states(later + " says the plan")
    first, second = weighed([t.reading() for t in tellings], encoder).findings[:2]
    assert (first.statement, len(second.claims) >= len(first.claims)) == (GIVEN, True)
