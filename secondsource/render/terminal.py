"""The brief for reading in a terminal, drawn with rich.

Report text reaches rich as `Text` only, never as markup, and only after `visible` has spelled out its
control characters. Without colours (piped, or `NO_COLOR`) the same words and signs stand alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from secondsource.model import Brief, Entity, ListMatch, Problem, Report, TimelineEntry
from secondsource.render.console import as_text, grid, heading, on_console
from secondsource.render.story_view import StoryView, named_in, terms, view_stories
from secondsource.render.terminal_findings import (
    COLOURS,
    claims_block,
    discrepancy_block,
    finding_block,
    lone_row,
    numbered,
    short_block,
)
from secondsource.render.visible import one_line
from secondsource.render.wording import STANDINGS, count, interval_words, language_name, match_words, published_words


def render(brief: Brief, console: Console) -> None:
    """Draw `brief` on `console`; see `on_console`."""
    on_console(lambda console: _draw(brief, console), console)


def plain(brief: Brief) -> str:
    """The same without colours, for files."""
    return as_text(lambda console: _draw(brief, console))


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
    console.print(grid(((Text(name, style="cyan"), Text(words)) for name, words in facts)))
    if view.lead:
        heading("What matters most", console)
        _print_apart((short_block(finding, view) for finding in view.lead), console)
        _draw_discrepancies(view, console)
    heading("Reports", console)
    console.print(grid(_report_row(report, view) for report in view.reports))
    if not view.lead:
        _draw_discrepancies(view, console)
    if story.listed:
        heading("May stand on a list", console)
        _print_apart(map(_match_block, story.listed), console)
    if view.weighty:
        heading("Other findings" if view.lead else "Findings", console)
        _print_apart((finding_block(finding, view) for finding in view.weighty), console)
    if story.timeline:
        heading("Timeline", console)
        entries = sorted(story.timeline, key=lambda entry: (entry.when.earliest, entry.when.latest))
        console.print(grid(_timeline_row(entry, view) for entry in entries))
    if view.told_by_one:
        heading("Told by one report", console)
        groups = (
            Group(Text(view.label(report.id), style="bold"), grid(lone_row(finding, view) for finding in findings))
            for report, findings in view.told_by_one
        )
        _print_apart(groups, console)
    if view.background:
        heading("Background", console)
        _print_apart((short_block(finding, view, dated=True) for finding in view.background), console)
    if view.in_short:
        heading("Every wording of what is told in short", console)
        _print_apart((claims_block(finding, view) for finding in view.in_short), console)


def _draw_discrepancies(view: StoryView, console: Console) -> None:
    for words, discrepancies in (("Where the accounts part", view.parting), ("Updates", view.updates)):
        if discrepancies:
            heading(words, console)
            _print_apart((discrepancy_block(one, view, console.width) for one in discrepancies), console)


def _timeline_row(entry: TimelineEntry, view: StoryView) -> tuple[Text, Text]:
    text = Text().append(one_line(entry.text), style="dim" if entry.background else "")
    text.append(f"  {numbered(entry.finding, view)}", style="dim")
    return Text(interval_words(entry.when), style="cyan"), text


def _named(entities: Sequence[Entity]) -> str:
    return " · ".join(f"{one_line(entity.name)} ({named_in(entity)})" for entity in entities) or "not told"


def _match_block(match: ListMatch) -> Text:
    first, *rest = (one_line(words) for words in match_words(match))
    return Text(f"⚑ {first}").append("".join(f"\n  {words}" for words in rest), style="dim")


def _report_row(report: Report, view: StoryView) -> tuple[Text, Text]:
    known = [language_name(report.language), published_words(report)]
    if report.reprint_of:
        known.append(f"copy of {view.label(report.reprint_of)}")
    if report.credits:
        known.append("credits " + ", ".join(one_line(credit) for credit in report.credits))
    text = Text(" · ".join(known))
    return Text(view.label(report.id), style="bold"), text.append(" · " + one_line(report.id), style="dim")


def _draw_legend(views: Sequence[StoryView], console: Console) -> None:
    shown = {finding.standing for view in views for finding in view.story.findings}
    rows = [
        (Text(f"{words.sign} {words.name}", style=COLOURS[standing]), Text(words.meaning, style="dim"))
        for standing, words in STANDINGS.items()
        if standing in shown
    ]
    rows += [(Text(name), Text(meaning, style="dim")) for name, meaning in terms(views)]
    if rows:
        console.print(Rule(style="dim", characters="━"))
        console.print(grid(rows))


def _draw_problems(problems: Sequence[Problem], console: Console) -> None:
    heading("Could not be read", console)
    for problem in problems:
        line = Text(one_line(problem.input), style="bold red")
        console.print(line.append(f"  {one_line(problem.error)}", style="not bold default"))


def _print_apart(parts: Iterable[RenderableType], console: Console) -> None:
    """Each part, with an empty line between two."""
    for place, part in enumerate(parts):
        if place:
            console.print()
        console.print(part)
