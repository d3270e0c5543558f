"""What comes first, what is told by one report only, and what things are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secondsource.model import Brief, Report
from secondsource.render.story_view import claims_by_text, report_labels, view_stories

from .sample import FINDINGS, HOSTILE


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
        shown = [*view.weighty, *(finding for _, findings in view.told_by_one for finding in findings)]
        assert sorted(finding.id for finding in shown) == sorted(finding.id for finding in view.story.findings)


def test_who_when_where(ferry: Brief) -> None:
    (view,) = view_stories(ferry)
    assert [entity.name for entity in view.who] == ["Marta Lind", "Nordlinje", "Paal Aune"]
    assert [entity.name for entity in view.where] == ["Nordvik", "Norway"]
    assert view.when == "14 Mar 2031 · reports of 15–17 Mar 2031 · reaching back to 2019"


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
