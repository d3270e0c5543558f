"""The brief as one page that stands alone: no script, nothing fetched, every claim marked in its report.

The page may be mailed, archived or opened without a network. Its Content-Security-Policy forbids scripts and
fetching, Jinja2 escapes every value, and report text goes through `visible` besides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from secondsource.model import Brief, Finding, Report
from secondsource.render import origin_map, timeline, wording
from secondsource.render.marked_text import Anchor, Back, Part, Place, anchors, parts, split_anchors
from secondsource.render.page import environment
from secondsource.render.story_view import (
    StoryView,
    claims_by_text,
    named_in,
    report_labels,
    reports_behind,
    terms,
    view_stories,
)
from secondsource.render.timeline import Row


@dataclass(frozen=True, slots=True)
class _StoryPart:
    """A story with its pictures and the addresses of its findings."""

    view: StoryView
    id: str
    findings: dict[str, str]
    """Element id of each finding, by its id."""
    origin_map: Markup
    origins_in_words: tuple[str, ...]
    timeline: Markup
    timeline_rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _ReportPart:
    """A report's full text, cut up at its claims."""

    report: Report
    id: str
    label: str
    parts: tuple[Part, ...]


def render(brief: Brief) -> str:
    """The page as text that ends with a line feed."""
    views = view_stories(brief)
    stories = tuple(_story(view) for view in views)
    report_ids = {report.id: f"r{number}" for number, report in enumerate(brief.reports, start=1)}
    marked = {report.id: _anchors(report, report_ids[report.id], stories) for report in brief.reports}
    labels = report_labels(brief.reports)
    reports = tuple(
        _ReportPart(report, report_ids[report.id], labels[report.id], parts(report, list(marked[report.id].values())))
        for report in brief.reports
    )
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            stories=stories,
            reports=reports,
            split_anchors=[id for report in reports for id in split_anchors(report.parts)],
            standings=wording.STANDINGS,
            origin_meaning=wording.ORIGIN_MEANING,
            discrepancy_names=wording.DISCREPANCIES,
            terms=terms(views),
            place_href=_place_href(report_ids, marked),
            report_href=lambda report: f"#{report_ids[report]}" if report in report_ids else "#reports",
            tally=_tally,
        )
        .rstrip("\n")
        + "\n"
    )


@cache
def _environment() -> Environment:
    made = environment()
    made.filters.update(
        claims_by_text=claims_by_text,
        claim_marks=wording.claim_marks,
        confidence_words=wording.confidence_words,
        doubted=wording.doubted,
        flag_words=wording.flag_words,
        match_words=wording.match_words,
        named_in=named_in,
        origins_words=wording.origins_words,
        reports_behind=reports_behind,
    )
    return made


def _story(view: StoryView) -> _StoryPart:
    id = f"s{view.number}"
    findings = {finding: f"{id}f{number}" for finding, number in view.numbers.items()}
    return _StoryPart(
        view=view,
        id=id,
        findings=findings,
        origin_map=origin_map.draw(view, id=f"{id}-origins"),
        origins_in_words=origin_map.in_words(view),
        timeline=timeline.draw(
            view, id=f"{id}-timeline", links={finding: f"#{element}" for finding, element in findings.items()}
        ),
        timeline_rows=timeline.rows(view),
    )


def _anchors(report: Report, prefix: str, stories: tuple[_StoryPart, ...]) -> dict[Place, Anchor]:
    """An anchor for each place of a report that a finding or a discrepancy of some story rests on."""
    places: dict[Place, list[Back]] = {}
    for story in stories:
        for finding in story.view.story.findings:
            back = Back(f"#{story.findings[finding.id]}", story.view.numbers[finding.id])
            for claim in finding.claims:
                if claim.report == report.id:
                    places.setdefault((claim.start, claim.end), []).append(back)
        for discrepancy in story.view.story.discrepancies:
            for side in discrepancy.values:
                for mention in side.claims:
                    if mention.report == report.id:
                        places.setdefault((mention.start, mention.end), [])
    return anchors(prefix, places, len(report.text))


def _place_href(report_ids: dict[str, str], marked: dict[str, dict[Place, Anchor]]) -> Callable[[str, int, int], str]:
    def place_href(report: str, start: int, end: int) -> str:
        anchor = marked.get(report, {}).get((start, end))
        return f"#{anchor.id}" if anchor else f"#{report_ids.get(report, 'reports')}"

    return place_href


def _tally(findings: tuple[Finding, ...]) -> list[tuple[str, int]]:
    """How many findings have each standing, in the order of the legend, those with none left out."""
    held = [finding.standing for finding in findings]
    return [(standing, held.count(standing)) for standing in wording.STANDINGS if standing in held]
