"""A brief as tables: rows and columns with a type each, for spreadsheets, statistics and databases.

`claims` is the one to begin with: a row for every claim, with its finding, its report and whose word it is. Offsets
point into the texts of the JSON document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from secondsource.model import Brief, Interval
from secondsource.render.story_view import StoryView, reports_behind, view_stories
from secondsource.render.visible import visible

Cell = str | int | float | bool | date | None
Row = Sequence[Cell]
Kind = Literal["text", "count", "share", "day", "yes"]
"""Words; a whole number; a number from 0 to 1; a day; whether something is so."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns."""

    name: str
    columns: Mapping[str, Kind]
    rows: tuple[tuple[Cell, ...], ...]


def tables(brief: Brief) -> tuple[Table, ...]:
    """All tables of a brief; those with nothing in them too, so that a program finds what it looks for."""
    views = view_stories(brief)
    return tuple(_table(name, brief, views) for name in _TABLES)


def claims_table(brief: Brief) -> Table:
    """Every claim as a row."""
    return _table("claims", brief, view_stories(brief))


def _table(name: str, brief: Brief, views: Sequence[StoryView]) -> Table:
    columns, rows = _TABLES[name]
    return Table(name, _columns(columns), tuple(tuple(map(_cell, row)) for row in rows(brief, views)))


def _cell(cell: Cell) -> Cell:
    return visible(cell) if isinstance(cell, str) else cell


def _columns(line: str) -> Mapping[str, Kind]:
    """`finding number:count` as a mapping; a column without a kind holds text."""
    kinds: dict[str, Kind] = {"": "text", "count": "count", "share": "share", "day": "day", "yes": "yes"}
    parts = (word.partition(":") for word in line.split())
    return {name: kinds[kind] for name, _, kind in parts}


def _days(interval: Interval | None) -> tuple[date | None, date | None]:
    return (interval.earliest, interval.latest) if interval else (None, None)


def _listed(words: Iterable[str]) -> str:
    return " | ".join(words)


def _reports(brief: Brief, _: Sequence[StoryView]) -> Iterator[Row]:
    story_of = {id: story.id for story in brief.stories for id in story.reports}
    for r in brief.reports:
        yield (
            r.id, story_of.get(r.id), r.outlet, r.title, r.language, *_days(r.published), r.published_basis,
            r.reprint_of, _listed(r.credits), len(r.text),
        )  # fmt: skip


def _stories(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        story = view.story
        counts = (len(story.reports), len(story.findings), len(story.discrepancies), view.most_origins)
        yield (story.id, story.title, *_days(story.day), *counts)


def _findings(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        lead = set(view.story.lead)
        for f in view.story.findings:
            counts = (len(f.claims), reports_behind(f), f.independent_origins)
            number = view.numbers[f.id]
            yield (view.story.id, f.id, number, f.statement, f.standing, *counts, f.id in lead, f.why)


def _claims(brief: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    by_id = {report.id: report for report in brief.reports}
    for view in views:
        for f in view.story.findings:
            for c in f.claims:
                report = by_id.get(c.report)
                told = view.chain(c)
                yield (
                    view.story.id, f.id, view.numbers[f.id], f.standing, f.independent_origins,
                    c.report, report.outlet if report else None, report.language if report else None,
                    *_days(report.published if report else None), c.text, c.start, c.end, c.stance, c.mode, c.hedged,
                    c.cue, " ← ".join(told), told[-1] if told else None, *_days(c.when), c.confidence,
                )  # fmt: skip


def _origins(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        claims = [claim for finding in view.story.findings for claim in finding.claims]
        for o in view.story.origins:
            leaning = [claim for claim in claims if o.id in claim.chain]
            counts = (len({claim.report for claim in leaning}), len(leaning))
            yield (view.story.id, o.id, o.name, o.kind, o.entity, _listed(o.aliases), *counts)


def _entities(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        for e in view.story.entities:
            counts = (len({mention.report for mention in e.mentions}), len(e.mentions))
            yield (view.story.id, e.id, e.name, e.kind, _listed(e.aliases), *counts)


def _discrepancies(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        for d in view.story.discrepancies:
            known = (view.story.id, d.id, d.kind, d.finding, d.about, d.update, d.confidence)
            for number, side in enumerate(d.values, start=1):
                for m in side.claims:
                    yield (*known, number, side.value, m.report, m.text, m.start, m.end)


def _timeline(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        for entry in view.story.timeline:
            yield (view.story.id, *_days(entry.when), entry.finding, entry.text, entry.background)


def _flags(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        yield from ((view.story.id, flag.rule, flag.finding, flag.basis, flag.why) for flag in view.story.flags)


def _matches(_: Brief, views: Sequence[StoryView]) -> Iterator[Row]:
    for view in views:
        for m in view.story.listed:
            entry, against = m.entry, _listed(m.against)
            yield (view.story.id, m.entity, m.name, m.listed, m.score, entry.list, entry.id, entry.updated, against)


def _problems(brief: Brief, _: Sequence[StoryView]) -> Iterator[Row]:
    yield from ((problem.input, problem.error) for problem in brief.problems)


_Rows = Callable[[Brief, Sequence[StoryView]], Iterator[Row]]
_TABLES: Mapping[str, tuple[str, _Rows]] = MappingProxyType(
    {
        "claims": (
            "story finding number:count standing independent_origins:count report outlet language "
            "published_from:day published_to:day text start:count end:count stance mode hedged:yes cue "
            "told_by origin when_from:day when_to:day confidence:share",
            _claims,
        ),
        "findings": (
            "story finding number:count statement standing claims:count reports:count independent_origins:count "
            "lead:yes why",
            _findings,
        ),
        "origins": ("story origin name kind entity aliases reports:count claims:count", _origins),
        "discrepancies": (
            "story discrepancy kind finding about update:yes confidence:share side:count value report text start:count "
            "end:count",
            _discrepancies,
        ),
        "entities": ("story entity name kind aliases reports:count mentions:count", _entities),
        "timeline": ("story from:day to:day finding text background:yes", _timeline),
        "listed": ("story entity name listed score:share list entry updated against", _matches),
        "flags": ("story rule finding basis why", _flags),
        "reports": (
            "report story outlet title language published_from:day published_to:day published_basis reprint_of "
            "credits letters:count",
            _reports,
        ),
        "stories": (
            "story title day_from:day day_to:day reports:count findings:count discrepancies:count most_origins:count",
            _stories,
        ),
        "problems": ("input error", _problems),
    }
)
