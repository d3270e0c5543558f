"""What comes first, what is told by one report only, what lies behind, and what things are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondsource.model import Brief, Report
from secondsource.render.story_view import claims_by_text, report_labels, strongest, terms, view_stories

from .sample import FINDINGS, HOSTILE, STORY, day


def _report(id: str, outlet: str | None = None) -> Report:
    return Report(id, "", "en", None, None, None, outlet)


@pytest.mark.parametrize(
    ("reports", "labels"),
    [
        ([_report("a.txt", "NRK"), _report("b.txt", "BBC")], ["NRK", "BBC"]),
        ([_report("a.txt", "NRK"), _report("b.txt", "NRK"), _report("NRK.txt")], ["NRK (1)", "NRK (2)", "NRK (3)"]),
        ([_report("folder/morning.v2.txt")], ["morning.v2"]),
        ([_report("https://nrk.example/nyheter/brann-1.234/?utm=1#top")], ["brann-1"]),
        ([_report("x" * 60)], ["x" * 27 + "…"]),
        ([_report("\x1b[31m")], ["⟨U+001B⟩[31m"]),
        ([_report(".txt")], [".txt"]),
    ],
)
def test_report_labels(reports: list[Report], labels: list[str]) -> None:
    assert list(report_labels(reports).values()) == labels


def test_weighty_findings_come_first(ferry: Brief) -> None:
    (view,) = view_stories(ferry)
    assert [finding.id for finding in view.weighty] == ["f1", "f2", "f3", "f4"]
    assert [(report.outlet, [one.id for one in findings]) for report, findings in view.told_by_one] == [
        ("NRK", ["f6", "f7", "f8"]),
        ("Küstenblatt", ["f5"]),
    ]


def test_no_finding_is_lost(every_brief: Brief) -> None:
    for view in view_stories(every_brief):
        alone = (finding for _, findings in view.told_by_one for finding in findings)
        shown = [*view.lead, *view.weighty, *alone, *view.background]
        assert sorted(finding.id for finding in shown) == sorted(finding.id for finding in view.story.findings)
        assert sorted(one.id for one in (*view.parting, *view.updates)) == sorted(
            one.id for one in view.story.discrepancies
        )


def test_the_lead_keeps_its_order_and_its_numbers(led: Brief) -> None:
    (view,) = view_stories(led)
    assert [finding.id for finding in view.lead] == ["f2", "f1"]
    assert [view.numbers[finding.id] for finding in view.lead] == [2, 1]
    assert [finding.id for finding in view.weighty] == ["f3", "f4"]


def test_background_leaves_the_other_lists_but_not_the_lead(led: Brief) -> None:
    (view,) = view_stories(led)
    assert [finding.id for finding in view.background] == ["f5", "f7"]
    assert [[one.id for one in findings] for _, findings in view.told_by_one] == [["f6", "f8"]]
    story = replace(led.stories[0], lead=("f7",))
    (view,) = view_stories(replace(led, stories=(story,)))
    assert ([one.id for one in view.lead], [one.id for one in view.background]) == (["f7"], ["f5"])


def test_a_lead_that_leads_nowhere_is_passed_over(ferry: Brief) -> None:
    empty = replace(FINDINGS[0], claims=())
    story = replace(STORY, findings=(empty, *FINDINGS[1:]), lead=("lost", "f3", "f1", "f3"))
    (view,) = view_stories(replace(ferry, stories=(story,)))
    assert [finding.id for finding in view.lead] == ["f3"]
    assert empty in view.weighty


def test_updates_come_apart_from_contradictions(led: Brief) -> None:
    (view,) = view_stories(led)
    assert ([one.id for one in view.parting], [one.id for one in view.updates]) == (["d2"], ["d1"])


def test_only_what_a_reader_meets_is_explained(ferry: Brief, led: Brief) -> None:
    assert terms(view_stories(ferry)) == ()
    assert [name for name, _ in terms(view_stories(led))] == ["Update", "unsure"]


def test_the_strongest_claim_is_the_one_with_the_words_of_the_finding() -> None:
    assert strongest(FINDINGS[0]).text == FINDINGS[0].statement


def test_who_when_where(ferry: Brief) -> None:
    (view,) = view_stories(ferry)
    assert [entity.name for entity in view.who] == ["Marta Lind", "Nordlinje", "Paal Aune"]
    assert [entity.name for entity in view.where] == ["Nordvik", "Norway"]
    assert view.when == "14 Mar 2031 · reports of 15–17 Mar 2031 · reaching back to 2019"


def test_the_day_of_the_main_event_goes_before_that_of_a_finding(led: Brief) -> None:
    assert view_stories(led)[0].when == "13–14 Mar 2031 · reports of 15–17 Mar 2031 · reaching back to 2019"
    undated = replace(led.stories[0], timeline=(), day=day("2031-03-14"))
    (view,) = view_stories(replace(led, stories=(undated,)))
    assert view.when == "14 Mar 2031 · reports of 15–17 Mar 2031"


def test_claims_with_the_same_words_stand_together() -> None:
    (first, claims), *others = claims_by_text(FINDINGS[0])
    assert first == FINDINGS[0].statement
    assert len(claims) == 2
    assert len(others) == 3


def test_ids_that_lead_nowhere_are_shown_as_they_are(ferry: Brief) -> None:
    story = replace(ferry.stories[0], origins=(), reports=(*ferry.stories[0].reports, "lost"))
    (view,) = view_stories(replace(ferry, stories=(story,)))
    assert view.chain(FINDINGS[0].claims[0]) == ("o1",)
    assert view.label(HOSTILE[3]) == "⟨U+001B⟩[31mred⟨U+001B⟩[0m⟨U+0007⟩"
    assert view.language("lost") == "und"
