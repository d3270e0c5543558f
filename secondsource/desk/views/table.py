"""The finding table: findings down, reports across, and in each cell how the report speaks to the finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from secondsource.desk.views.speaking import nearest
from secondsource.model import Claim, Finding, Report, Stance
from secondsource.render.story_view import StoryView, reports_behind, strongest

Order = Literal["weight", "origins", "reports", "standing", "time"]

SIGNS: Mapping[Stance, str] = MappingProxyType({"states": "●", "denies": "✕", "withholds": "◌"})
"""What a cell shows; a report that is silent shows nothing."""

_STANDINGS = ("disputed", "corroborated", "single-origin", "unattributed")


@dataclass(frozen=True, slots=True)
class Cell:
    """How one report speaks to a finding."""

    stance: Stance
    """A denial before all else, then what withholds: what a reader must not miss."""
    claim: Claim
    """The words that do."""
    others: int
    """How many more claims it has to the point."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finding, and how each report speaks to it."""

    number: int
    """1 is the weightiest of the story."""
    finding: Finding
    claim: Claim
    """The one whose words state it."""
    near: Claim | None
    """The nearest claim in the reader's language, where the statement is in another."""
    cells: tuple[Cell | None, ...]
    """One for each report of the story, in their order."""
    leaning: tuple[str, ...]
    """Ids of the origins that some of its claims lean on, sorted."""
    parts: bool
    """The accounts part on it."""
    flagged: bool
    """A watch rule points to it."""


def lines(
    view: StoryView, reads: str, *, order: Order = "weight", standing: str = "", origin: str = "", report: str = ""
) -> tuple[Line, ...]:
    """The findings of a story that stand so, lean on an origin, or that a report speaks to, in the wanted order."""
    findings = [finding for finding in view.story.findings if finding.claims]
    made = [_line(view, finding, reads) for finding in findings if standing in ("", finding.standing)]
    if origin:
        made = [line for line in made if origin in line.leaning]
    if report:
        made = [line for line in made if any(claim.report == report for claim in line.finding.claims)]
    keys: dict[Order, Callable[[Line], Any]] = {
        "weight": lambda line: line.number,
        "origins": lambda line: -line.finding.independent_origins,
        "reports": lambda line: -reports_behind(line.finding),
        "standing": lambda line: _STANDINGS.index(line.finding.standing),
        "time": lambda line: _when(view, line),
    }
    return tuple(sorted(made, key=keys[order]))


def _line(view: StoryView, finding: Finding, reads: str) -> Line:
    claim = strongest(finding)
    by_report: dict[str, list[Claim]] = {}
    for one in finding.claims:
        by_report.setdefault(one.report, []).append(one)
    return Line(
        view.numbers[finding.id],
        finding,
        claim,
        nearest(view, finding, claim, reads),
        tuple(_cell(report, by_report, claim) for report in view.reports),
        tuple(sorted({origin for one in finding.claims for origin in one.chain})),
        any(not one.update for one in view.discrepancies.get(finding.id, ())),
        finding.id in view.flags,
    )


def _cell(report: Report, by_report: Mapping[str, list[Claim]], statement: Claim) -> Cell | None:
    claims = by_report.get(report.id)
    if not claims:
        return None
    stance: Stance = next((s for s in ("denies", "withholds") if any(c.stance == s for c in claims)), "states")
    chosen = max(
        (claim for claim in claims if claim.stance == stance),
        key=lambda claim: (claim == statement, claim.confidence or 0.0, -claim.start),
    )
    return Cell(stance, chosen, len(claims) - 1)


def _when(view: StoryView, line: Line) -> tuple[bool, str]:
    day = view.days.get(line.finding.id)
    return day is None, day.earliest.isoformat() if day else ""
