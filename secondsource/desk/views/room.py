"""The reading room: reports next to each other, aligned claim by claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model import Claim, Finding
from secondsource.render.marked_text import Anchor, Back, Part, parts
from secondsource.render.story_view import StoryView

MOST = 4
"""Reports that fit next to each other."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding that at least two of the reports speak to."""

    number: int
    finding: Finding
    claims: tuple[Claim | None, ...]
    """The claim of each report that most surely speaks to it, in the order of the columns."""
    parts: bool
    """The accounts part on it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A report's text, with the claims marked that others speak to as well."""

    report: str
    parts: tuple[Part, ...]
    """Ids of anchors are those of `id_of`, so that columns can be led to each other."""


def id_of(column: int, finding: str) -> str:
    """Where a column speaks to a finding."""
    return f"k{column}-{finding}"


def room(view: StoryView, reports: Sequence[str]) -> tuple[tuple[Shared, ...], tuple[Column, ...]]:
    """What the reports share, in the order in which the first of them tells it, and their texts."""
    shared = []
    for finding in view.story.findings:
        claims = tuple(
            max(
                (c for c in finding.claims if c.report == id),
                key=lambda c: (c.confidence or 0.0, -c.start),
                default=None,
            )
            for id in reports
        )
        if sum(claim is not None for claim in claims) > 1:
            parted = any(not one.update for one in view.discrepancies.get(finding.id, ()))
            shared.append(Shared(view.numbers[finding.id], finding, claims, parted))
    shared.sort(key=lambda one: [(claim is None, claim.start if claim else 0) for claim in one.claims])
    held = {report.id: report for report in view.reports}
    columns = []
    for place, id in enumerate(reports):
        marked = [
            Anchor(
                id_of(place, one.finding.id) + ("" if claim == one.claims[place] else f"-{claim.start}"),
                claim.start,
                claim.end,
                (Back(f"#f{one.number}", one.number),),
            )
            for one in shared
            for claim in one.finding.claims
            if claim.report == id
        ]
        columns.append(Column(id, parts(held[id], sorted(marked, key=lambda anchor: (anchor.start, -anchor.end)))))
    return tuple(shared), tuple(columns)
