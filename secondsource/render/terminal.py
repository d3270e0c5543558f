"""The brief for reading in a terminal, drawn with rich.

Report text reaches rich as `Text` only, never as markup, and only after `visible` has spelled out its
control characters. Without colours (piped, or `NO_COLOR`) the same words and signs stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from secondsource.model import Brief, Claim, Discrepancy, Entity, Finding, Mention, Problem, Report, Side, Standing
from secondsource.render.story_view import StoryView, claims_by_text, named_in, reports_behind, view_stories
from secondsource.render.visible import one_line
from secondsource.render.wording import (
    DISCREPANCIES,
    STANDINGS,
    chain_words,
    claim_marks,
    count,
    interval_words,
    language_name,
    origins_words,
    published_words,
)

_PLAIN_WIDTH = 100

_COLOURS: dict[Standing, str] = {
    "corroborated": "green",
    "single-origin": "yellow",
    "unattributed": "cyan",
    "disputed": "red",
}

# Under this many columns a side, text beside text cannot be read; the sides then stand below each other.
_NARROWEST_SIDE = 28

# One character for one, so that the layout stays.
_ASCII = str.maketrans(
    {
        "←": "<",
        "·": "-",
        "•": "*",
        "–": "-",
        "—": "-",
        "…": ".",
        "●": "*",
        "○": "o",
        "≠": "!",
        "━": "-",
        "⟨": "<",
        "⟩": ">",
    }
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‘’", "'")
)


def render(brief: Brief, console: Console) -> None:
    """Draw `brief` on `console`, at its width, with its colours if it has any.

    Where the console cannot write Unicode, signs become ASCII ones and other letters escapes.
    """
    if console.is_terminal and not console.options.ascii_only:
        _draw(brief, console)
        return
    with console.capture() as captured:
        _draw(brief, console)
    text = _without_padding(captured.get())
    if console.options.ascii_only:
        text = text.translate(_ASCII).encode(console.encoding, "backslashreplace").decode(console.encoding)
    console.file.write(text)


def plain(brief: Brief) -> str:
    """The same without colours, for files."""
    console = Console(file=StringIO(), width=_PLAIN_WIDTH, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        _draw(brief, console)
    return _without_padding(captured.get())


def _without_padding(text: str) -> str:
    """Columns are padded to the console's width, which nobody wants in a file."""
    return "".join(line.rstrip() + "\n" for line in text.split("\n")[:-1])


def _draw(brief: Brief, console: Console) -> None:
    views = view_stories(brief)
    for view in views:
        _draw_story(view, console)
    if views:
        _draw_legend(views, console)
    else:
        console.print(Text("No story: no report was read." if not brief.reports else "No story."))
    if brief.problems:
        _draw_problems(brief.problems, console)


def _draw_story(view: StoryView, console: Console) -> None:
    story = view.story
    console.print(Rule(style="cyan", characters="━"))
    console.print(Text(one_line(story.title) or "Untitled story", style="bold"))
    counts = (
        count(len(story.reports), "report"),
        count(len(story.findings), "finding"),
        f"{count(view.most_origins, 'independent origin')} at most",
    )
    console.print(Text(" · ".join(counts), style="dim"))
    console.print()
    facts = (("Who", _named(view.who)), ("When", view.when), ("Where", _named(view.where)))
    console.print(_grid(((Text(name, style="cyan"), Text(words)) for name, words in facts)))
    _heading("Reports", console)
    console.print(_grid(_report_row(report, view) for report in view.reports))
    if view.weighty:
        _heading("Findings", console)
        for finding in view.weighty:
            console.print(_finding(finding, view))
    if story.discrepancies:
        _heading("Where the accounts part", console)
        for discrepancy in story.discrepancies:
            console.print(_discrepancy(discrepancy, view, console.width))
    if story.timeline:
        _heading("Timeline", console)
        entries = sorted(story.timeline, key=lambda entry: (entry.when.earliest, entry.when.latest))
        console.print(
            _grid(
                (
                    Text(interval_words(entry.when), style="cyan"),
                    Text(one_line(entry.text)) + Text(f"  {_numbered(entry.finding, view)}", style="dim"),
                )
                for entry in entries
            )
        )
    if view.told_by_one:
        _heading("Told by one report", console)
        for report, findings in view.told_by_one:
            console.print(Text(view.label(report.id), style="bold"))
            console.print(_grid(_lone_row(finding, view) for finding in findings))
            console.print()


def _named(entities: Sequence[Entity]) -> str:
    return " · ".join(f"{one_line(entity.name)} ({named_in(entity)})" for entity in entities) or "not told"


def _report_row(report: Report, view: StoryView) -> tuple[Text, Text]:
    known = [language_name(report.language), published_words(report)]
    if report.reprint_of:
        known.append(f"copy of {view.label(report.reprint_of)}")
    if report.credits:
        known.append("credits " + ", ".join(one_line(credit) for credit in report.credits))
    text = Text(" · ".join(known))
    return Text(view.label(report.id), style="bold"), text.append(" · " + one_line(report.id), style="dim")


def _finding(finding: Finding, view: StoryView) -> RenderableType:
    words = STANDINGS[finding.standing]
    head = Text(f"{words.sign} {words.name.upper()}", style=f"bold {_COLOURS[finding.standing]}")
    told = (count(reports_behind(finding), "report"), origins_words(finding.independent_origins))
    head.append("   " + " · ".join(told), style="not bold default")
    rows: list[RenderableType] = [head, Text(one_line(finding.why), style="italic")]
    for flag in view.flags.get(finding.id, ()):
        why = f"Watch rule {flag.rule}: {flag.why} ({flag.basis})"
        rows.append(Text(one_line(why), style="magenta"))
    rows.append(Text())
    rows.extend(_said(text, claims, view) for text, claims in claims_by_text(finding))
    return _grid([(Text(_numbered(finding.id, view), style="dim"), Group(*rows, Text()))])


def _said(text: str, claims: Sequence[Claim], view: StoryView) -> RenderableType:
    """Words of a report, and under them who has them on whose word."""
    lines = [Text(one_line(text), style="bold")]
    for claim in claims:
        line = Text(f"{view.language(claim.report)}  ", style="cyan")
        line.append(chain_words(view.label(claim.report), view.chain(claim)), style="default")
        marks = claim_marks(claim)
        if marks:
            line.append(
                " · " + " · ".join(marks), style="yellow" if claim.hedged or claim.stance != "states" else "dim"
            )
        lines.append(line)
    return _grid([(Text("•", style="dim"), Group(*lines))], gap=1)


def _lone_row(finding: Finding, view: StoryView) -> tuple[Text, Text]:
    """A finding of one report on a line of its own; the report stands above it, so only whom it leans on is said."""
    first = claims_by_text(finding)[0][1][0]
    text = Text(one_line(first.text))
    chain = view.chain(first)
    if chain:
        text.append(" ← " + " ← ".join(chain), style="yellow")
    marks = [mark for mark in claim_marks(first) if mark != "reported"]
    if marks:
        text.append(" · " + " · ".join(marks), style="dim")
    return Text(_numbered(finding.id, view), style="dim"), text


def _discrepancy(discrepancy: Discrepancy, view: StoryView, width: int) -> RenderableType:
    head = Text(f"≠ {DISCREPANCIES[discrepancy.kind]}", style="bold red")
    head.append(f"   {one_line(discrepancy.about)}", style="not bold default")
    if discrepancy.finding:
        head.append(f"  {_numbered(discrepancy.finding, view)}", style="not bold dim")
    sides = discrepancy.values
    if len(sides) * _NARROWEST_SIDE > width:
        rows = [(Text("≠" if place else " ", style="red"), _side(side, view)) for place, side in enumerate(sides)]
        return Padding(Group(head, _grid(rows, gap=1)), (0, 0, 1, 0))
    table = Table(box=box.ROUNDED, show_header=True, expand=True, border_style="dim", header_style="bold")
    for side in sides:
        table.add_column(Text(one_line(side.value)), ratio=1, overflow="fold")
    table.add_row(*(_said_by(side.claims, view) for side in sides))
    return Padding(Group(head, table), (0, 0, 1, 0))


def _side(side: Side, view: StoryView) -> RenderableType:
    return Group(Text(one_line(side.value), style="bold"), _said_by(side.claims, view))


def _said_by(mentions: Sequence[Mention], view: StoryView) -> RenderableType:
    lines = []
    for mention in mentions:
        line = Text(view.label(mention.report), style="cyan")
        lines.append(line.append(f"  {one_line(mention.text)}", style="default"))
    return Group(*lines)


def _draw_legend(views: Iterable[StoryView], console: Console) -> None:
    shown = {finding.standing for view in views for finding in view.story.findings}
    rows = [
        (Text(f"{words.sign} {words.name}", style=_COLOURS[standing]), Text(words.meaning, style="dim"))
        for standing, words in STANDINGS.items()
        if standing in shown
    ]
    if rows:
        console.print(Rule(style="dim", characters="━"))
        console.print(_grid(rows))


def _draw_problems(problems: Sequence[Problem], console: Console) -> None:
    _heading("Could not be read", console)
    for problem in problems:
        line = Text(one_line(problem.input), style="bold red")
        console.print(line.append(f"  {one_line(problem.error)}", style="not bold default"))


def _heading(words: str, console: Console) -> None:
    console.print()
    console.print(Text(words.upper(), style="bold cyan"))


def _numbered(finding: str, view: StoryView) -> str:
    return f"[{view.numbers[finding]}]" if finding in view.numbers else ""


def _grid(rows: Iterable[tuple[RenderableType, RenderableType]], gap: int = 2) -> Table:
    """Rows of a narrow first column and a wide second one, that wraps beside it."""
    grid = Table.grid(padding=(0, gap, 0, 0), expand=True)
    grid.add_column(max_width=22, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid
