"""A reading for the terminal, drawn with rich: the text with its marks, and tables of what they are.

A mark is a pair of brackets with a label, so that nothing hangs on colour; with colours, the innermost
attribution gives a word its own, and names are bold. Report text reaches rich as `Text` only and after `visible`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from secondsource.model import Reading
from secondsource.render.console import as_text, grid, heading, on_console, runs_left
from secondsource.render.reading.view import (
    LAYERS,
    Attributed,
    Layer,
    Mark,
    ReadingView,
    Thing,
    beginning,
    chain_words,
    days_words,
    sure_words,
    view_reading,
)
from secondsource.render.visible import one_line, visible
from secondsource.render.wording import count, language_name, published_words

_STYLES: dict[Layer, str] = {
    "content": "cyan",
    "source": "green",
    "cue": "yellow",
    "name": "bold",
    "time": "magenta",
}
_SAMPLES: dict[Layer, str] = {
    "content": "⟦1:…⟧",
    "source": "⟦s1:…⟧",
    "cue": "⟦c1:…⟧",
    "name": "{n1:…}",
    "time": "{t1:…}",
}
_QUIET_ROLES = ("byline", "credit", "other")

# Under this many columns a table's cells hold a word each; rows then stand as lines below each other.
_NARROWEST_TABLE = 72
_CONTENT_LETTERS = 90
_SOURCE_LETTERS = 60


def render(reading: Reading, console: Console) -> None:
    """Draw `reading` on `console`; see `on_console`."""
    on_console(lambda console: _draw(view_reading(reading), console), console)


def plain(reading: Reading) -> str:
    """The same without colours, for files."""
    return as_text(lambda console: _draw(view_reading(reading), console))


def _draw(view: ReadingView, console: Console) -> None:
    report = view.reading.report
    console.print(Rule(style="cyan", characters="━"))
    console.print(Text(view.title, style="bold"))
    known = [
        *([] if view.title == one_line(report.id) else [one_line(report.id)]),
        language_name(report.language),
        published_words(report),
        count(len(view.attributions), "attribution"),
        count(len(view.things), "thing") + " named",
        count(len(view.times), "time"),
    ]
    if report.pack == "und":
        known.insert(-4, "no language pack")
    console.print(Text(" · ".join(filter(None, known)), style="dim"))
    console.print()
    for line in _lines(view):
        console.print(line, overflow="fold")
        console.print()
    if not view.parts:
        console.print(Text("No text."))
    shown = {mark.layer for mark in view.marks.values()}
    if shown:
        console.print(Rule(style="dim", characters="━"))
        legend = ((Text(_SAMPLES[layer], style=_STYLES[layer]), Text(LAYERS[layer])) for layer in LAYERS)
        console.print(grid(row for layer, row in zip(LAYERS, legend, strict=True) if layer in shown))
    if view.attributions:
        heading("Attributions", console)
        _table(_ATTRIBUTIONS, _attribution_rows(view), console)
    if view.things:
        heading("Names", console)
        _table(_NAMES, _name_rows(view.things), console)
    if view.times:
        heading("Times", console)
        rows = [(f"t{time.number}", one_line(time.expression.text), days_words(time)) for time in view.times]
        _table(_TIMES, rows, console)


# --- the text -------------------------------------------------------------------------------------


def _lines(view: ReadingView) -> Iterator[Text]:
    """The blocks of the text, with brackets where a mark begins and ends."""
    pieces = [(part.role, piece, piece is part.pieces[-1]) for part in view.parts for piece in part.pieces]
    open_marks: list[Mark] = []
    told_apart: set[str] = set()  # ids of marks whose closing bracket needs its label
    line = Text()
    for place, (role, piece, is_last) in enumerate(pieces):
        here = [view.marks[id] for id in piece.inside]
        for mark in here:
            if mark not in open_marks:
                if mark.layer == "content":
                    told_apart |= {other.id for other in open_marks if other.layer == "content"}
                open_marks.append(mark)
                line.append(_opening(mark), style=f"{_STYLES[mark.layer]} dim")
        style = "bold" if role == "title" else "dim" if role in _QUIET_ROLES else ""
        styles = [style, *(_STYLES[mark.layer] for mark in here)]
        text = piece.text.rstrip("\n") if is_last else piece.text
        line.append(visible(text), style=" ".join(filter(None, styles)))
        following = pieces[place + 1][1].inside if place + 1 < len(pieces) else ()
        for mark in reversed(list(open_marks)):
            if mark.id not in following:
                crosses = any(other.id in following for other in open_marks[open_marks.index(mark) + 1 :])
                line.append(_closing(mark, crosses or mark.id in told_apart), style=f"{_STYLES[mark.layer]} dim")
                open_marks.remove(mark)
        if is_last:
            told_apart |= {mark.id for mark in open_marks}
            yield line
            line = Text()


def _opening(mark: Mark) -> str:
    return f"{'{' if mark.layer in ('name', 'time') else '⟦'}{mark.label}:"


def _closing(mark: Mark, labelled: bool) -> str:
    return ("}" if mark.layer in ("name", "time") else "⟧") + (f"({mark.label})" if labelled else "")


# --- the tables -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    ratio: int | None = None
    """Its share of the width, in a table that takes all of it."""
    most: int | None = None
    """Its width at most."""


_ATTRIBUTIONS = (
    _Column(""),
    _Column("source", ratio=5),
    _Column("cue", most=10),
    _Column("content", ratio=8),
    _Column("how", most=8),
    _Column("sure", most=4),
    _Column("chain", ratio=6),
)
_NAMES = tuple(map(_Column, ("", "name", "kind", "named", "sure", "other wordings")))
_TIMES = tuple(map(_Column, ("", "time", "days")))


def _attribution_rows(view: ReadingView) -> Iterator[tuple[str, ...]]:
    for one in view.attributions:
        relation = one.relation
        yield (
            str(one.number),
            beginning(relation.source, _SOURCE_LETTERS),
            beginning(relation.cue, _SOURCE_LETTERS),
            beginning(relation.content, _CONTENT_LETTERS),
            ", ".join(one.how),
            sure_words(relation.confidence),
            _chains(one),
        )


def _chains(one: Attributed) -> str:
    return "; ".join(chain_words(chain) for chain in one.chains) or "not resolved"


def _name_rows(things: Iterable[Thing]) -> Iterator[tuple[str, ...]]:
    for thing in things:
        sure = [name.confidence for name in thing.names if name.confidence is not None]
        yield (
            f"n{thing.number}",
            thing.name + (f" ({thing.code})" if thing.code else ""),
            thing.kind,
            f"{len(thing.names)}×",
            sure_words(max(sure, default=None)),
            ", ".join(thing.aliases),
        )


def _table(columns: Sequence[_Column], rows: Iterable[Sequence[str]], console: Console) -> None:
    """A row for each, in columns where there is room and no text that turns the columns round."""
    held = list(rows)
    if console.width < _NARROWEST_TABLE or runs_left(*(cell for row in held for cell in row)):
        console.print(grid((Text(row[0], style="bold"), _below(columns[1:], row[1:])) for row in held))
        return
    wide = any(column.ratio for column in columns)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, expand=wide, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(Text(column.head), overflow="fold", ratio=column.ratio, max_width=column.most)
    for row in held:
        table.add_row(*(Text(cell, style="" if place else "bold") for place, cell in enumerate(row)))
    console.print(table)


def _below(columns: Sequence[_Column], cells: Sequence[str]) -> RenderableType:
    lines = ((column.head, cell) for column, cell in zip(columns, cells, strict=True) if cell)
    return Group(*(Text(f"{head}: ", style="dim").append(cell, style="not dim") for head, cell in lines))
