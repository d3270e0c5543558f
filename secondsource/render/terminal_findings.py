"""Findings and discrepancies as the terminal shows them: blocks and rows for rich to draw.

`terminal.py` puts them on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from secondsource.model import Claim, Discrepancy, Finding, Mention, Side, Standing
from secondsource.render.console import grid, runs_left
from secondsource.render.story_view import StoryView, claims_by_text, reports_behind
from secondsource.render.visible import one_line
from secondsource.render.wording import DISCREPANCIES, STANDINGS, chain_words, claim_marks, count, origins_words

COLOURS: dict[Standing, str] = {
    "corroborated": "green",
    "single-origin": "yellow",
    "unattributed": "cyan",
    "disputed": "red",
}

# Under this many columns a side, text beside text cannot be read; the sides then stand below each other.
_NARROWEST_SIDE = 28


def finding_block(finding: Finding, view: StoryView) -> RenderableType:
    """A finding in full: its standing, why, and who tells it in which words on whose word."""
    words = STANDINGS[finding.standing]
    head = Text(f"{words.sign} {words.name.upper()}", style=f"bold {COLOURS[finding.standing]}")
    told = (count(reports_behind(finding), "report"), origins_words(finding.independent_origins))
    head.append("   " + " · ".join(told), style="not bold default")
    rows: list[RenderableType] = [head, Text(one_line(finding.why), style="italic")]
    for flag in view.flags.get(finding.id, ()):
        why = f"Watch rule {flag.rule}: {flag.why} ({flag.basis})"
        rows.append(Text(one_line(why), style="magenta"))
    rows.append(Text())
    rows.extend(_said(text, claims, view) for text, claims in claims_by_text(finding))
    return grid([(Text(numbered(finding.id, view), style="dim"), Group(*rows))])


def _said(text: str, claims: Sequence[Claim], view: StoryView) -> RenderableType:
    """Words of a report, and under them who has them on whose word."""
    lines = [Text(one_line(text), style="bold")]
    for claim in claims:
        line = Text().append(f"{one_line(view.language(claim.report))}  ", style="cyan")
        line.append(chain_words(view.label(claim.report), view.chain(claim)))
        marks = claim_marks(claim)
        if marks:
            line.append(
                " · " + " · ".join(marks), style="yellow" if claim.hedged or claim.stance != "states" else "dim"
            )
        lines.append(line)
    return grid([(Text("•", style="dim"), Group(*lines))], gap=1)


def lone_row(finding: Finding, view: StoryView) -> tuple[Text, Text]:
    """A finding of one report on a line of its own; the report stands above it, so only whom it leans on is said."""
    first = claims_by_text(finding)[0][1][0]
    text = Text(one_line(first.text))
    chain = view.chain(first)
    if chain:
        text.append(" ← " + " ← ".join(chain), style="yellow")
    marks = [mark for mark in claim_marks(first) if mark != "reported"]
    if marks:
        text.append(" · " + " · ".join(marks), style="dim")
    return Text(numbered(finding.id, view), style="dim"), text


def discrepancy_block(discrepancy: Discrepancy, view: StoryView, width: int) -> RenderableType:
    """A discrepancy, its sides beside each other where `width` columns have room for that."""
    head = Text(f"≠ {DISCREPANCIES[discrepancy.kind]}", style="bold red")
    head.append(f"   {one_line(discrepancy.about)}", style="not bold default")
    if discrepancy.finding:
        head.append(f"  {numbered(discrepancy.finding, view)}", style="not bold dim")
    sides = discrepancy.values
    if len(sides) * _NARROWEST_SIDE > width or any(_runs_left(side, view) for side in sides):
        rows = [(Text("≠" if place else " ", style="red"), _side(side, view)) for place, side in enumerate(sides)]
        return Group(head, grid(rows, gap=1))
    table = Table(box=box.ROUNDED, show_header=True, expand=True, border_style="dim", header_style="bold")
    for side in sides:
        table.add_column(Text(one_line(side.value)), ratio=1, overflow="fold")
    table.add_row(*(_said_by(side.claims, view) for side in sides))
    return Group(head, table)


def _runs_left(side: Side, view: StoryView) -> bool:
    return runs_left(side.value, *(mention.text + view.label(mention.report) for mention in side.claims))


def _side(side: Side, view: StoryView) -> RenderableType:
    return Group(Text(one_line(side.value), style="bold"), _said_by(side.claims, view))


def _said_by(mentions: Sequence[Mention], view: StoryView) -> RenderableType:
    lines = []
    for mention in mentions:
        line = Text(view.label(mention.report), style="cyan")
        lines.append(line.append(f"  {one_line(mention.text)}", style="default"))
    return Group(*lines)


def numbered(finding: str, view: StoryView) -> str:
    """The number of a finding as a reference: `[3]`."""
    return f"[{view.numbers[finding]}]" if finding in view.numbers else ""
