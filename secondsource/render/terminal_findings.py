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
from secondsource.render.story_view import StoryView, claims_by_text, reports_behind, strongest
from secondsource.render.visible import one_line
from secondsource.render.wording import (
    STANDINGS,
    UNSURE,
    chain_words,
    claim_marks,
    count,
    discrepancy_words,
    doubted,
    flag_words,
    interval_words,
    origins_words,
)

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
    rows: list[RenderableType] = [head, Text(one_line(finding.why), style="italic"), *_flagged(finding, view), Text()]
    rows.extend(_said(text, claims, view) for text, claims in claims_by_text(finding))
    return grid([(Text(numbered(finding.id, view), style="dim"), Group(*rows))])


def short_block(finding: Finding, view: StoryView, *, dated: bool = False) -> RenderableType:
    """A finding in short: its strongest claim on whose word, its standing, and why; `dated`, with when it happened."""
    claim = strongest(finding)
    said = Text(one_line(claim.text), style="bold")
    if dated and not claim.when and finding.id in view.days:
        said = Text(f"{interval_words(view.days[finding.id])}  ", style="cyan").append_text(said)
    words = STANDINGS[finding.standing]
    stands = Text(f"{words.sign} {words.name.upper()}", style=f"bold {COLOURS[finding.standing]}")
    stands.append(f"   {one_line(finding.why)}", style="not bold italic default")
    rows = (said, _teller(claim, view), stands, *_flagged(finding, view))
    return grid([(Text(numbered(finding.id, view), style="dim"), Group(*rows))])


def claims_block(finding: Finding, view: StoryView) -> RenderableType:
    """All claims of a finding that was drawn in short."""
    rows = (_said(text, claims, view) for text, claims in claims_by_text(finding))
    return grid([(Text(numbered(finding.id, view), style="dim"), Group(*rows))])


def _flagged(finding: Finding, view: StoryView) -> list[Text]:
    lines = []
    for flag in view.flags.get(finding.id, ()):
        why, *rest = flag_words(flag)
        lines.append(Text(f"⚑ {one_line(why)}", style="magenta"))
        lines += [Text(f"  {one_line(words)}", style="dim magenta") for words in rest]
    return lines


def _said(text: str, claims: Sequence[Claim], view: StoryView) -> RenderableType:
    """Words of a report, and under them who has them on whose word."""
    lines = [Text(one_line(text), style="bold"), *(_teller(claim, view) for claim in claims)]
    return grid([(Text("•", style="dim"), Group(*lines))], gap=1)


def _teller(claim: Claim, view: StoryView) -> Text:
    """Which report has a claim on whose word, and how."""
    line = Text().append(f"{one_line(view.language(claim.report))}  ", style="cyan")
    line.append(chain_words(view.label(claim.report), view.chain(claim)))
    marks = claim_marks(claim)
    if marks:
        line.append(" · " + " · ".join(marks), style="yellow" if claim.hedged or claim.stance != "states" else "dim")
    return line


def lone_row(finding: Finding, view: StoryView) -> tuple[Text, Text]:
    """A finding of one report on a line of its own; the report stands above it, so only whom it leans on is said."""
    first = strongest(finding)
    text = Text(one_line(first.text))
    chain = view.chain(first)
    if chain:
        text.append(" ← " + " ← ".join(chain), style="yellow")
    marks = [mark for mark in claim_marks(first) if mark != "reported"]
    if marks:
        text.append(" · " + " · ".join(marks), style="dim")
    return Text(numbered(finding.id, view), style="dim"), text


def discrepancy_block(discrepancy: Discrepancy, view: StoryView, width: int) -> RenderableType:
    """A discrepancy or an update, its sides beside each other where `width` columns have room for that."""
    sign, colour = ("→", "cyan") if discrepancy.update else ("≠", "red")
    head = Text(f"{sign} {discrepancy_words(discrepancy)}", style=f"bold {colour}")
    head.append(f"   {one_line(discrepancy.about)}", style="not bold default")
    if discrepancy.finding:
        head.append(f"  {numbered(discrepancy.finding, view)}", style="not bold dim")
    if doubted(discrepancy):
        head.append(f" · {UNSURE}", style="not bold dim")
    sides = discrepancy.values
    later = len(sides) - 1 if discrepancy.update else None
    if len(sides) * _NARROWEST_SIDE > width or any(_runs_left(side, view) for side in sides):
        rows = [
            (Text(sign if place else " ", style=colour), _side(side, place == later, view))
            for place, side in enumerate(sides)
        ]
        return Group(head, grid(rows, gap=1))
    table = Table(box=box.ROUNDED, show_header=True, expand=True, border_style="dim", header_style="bold")
    for place, side in enumerate(sides):
        table.add_column(_value(side, place == later), ratio=1, overflow="fold")
    table.add_row(*(_said_by(side.claims, view) for side in sides))
    return Group(head, table)


def _runs_left(side: Side, view: StoryView) -> bool:
    return runs_left(side.value, *(mention.text + view.label(mention.report) for mention in side.claims))


def _side(side: Side, later: bool, view: StoryView) -> RenderableType:
    return Group(_value(side, later), _said_by(side.claims, view))


def _value(side: Side, later: bool) -> Text:
    value = Text(one_line(side.value), style="bold")
    return value.append(" · later", style="not bold dim") if later else value


def _said_by(mentions: Sequence[Mention], view: StoryView) -> RenderableType:
    lines = []
    for mention in mentions:
        line = Text(view.label(mention.report), style="cyan")
        lines.append(line.append(f"  {one_line(mention.text)}", style="default"))
    return Group(*lines)


def numbered(finding: str, view: StoryView) -> str:
    """The number of a finding as a reference: `[3]`."""
    return f"[{view.numbers[finding]}]" if finding in view.numbers else ""
