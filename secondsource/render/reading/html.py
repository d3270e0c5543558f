"""A reading as one page that stands alone: the text with layers of marks, and lists that lead to them.

Like the brief's page it holds no script, fetches nothing and escapes every value. Marks may nest and cross: the text is
cut at each of their ends, and a piece stands in one element for each mark that it belongs to. Layers are switched
by checkboxes and style sheet alone; a browser that does not know `:has()` shows them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from secondsource.model import Reading, Span
from secondsource.render.page import environment
from secondsource.render.reading.view import (
    LAYERS,
    Mark,
    ReadingView,
    beginning,
    days_words,
    speaker_words,
    sure_words,
    view_reading,
)

# Each attribution and thing that lights up as a whole costs the browser a look at the page.
_MOST_LIT = 400
_LETTERS = {"source": 90, "cue": 60, "content": 160}


@dataclass(frozen=True, slots=True)
class _Layer:
    """A mark around a piece."""

    mark: Mark
    classes: str
    id: str | None
    """The mark's id in the first of its pieces."""
    href: str | None
    """Where a name or a time leads to, in one layer of a piece at most: links do not nest."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in which no mark begins or ends."""

    text: str
    layers: tuple[_Layer, ...]
    """The outermost first."""
    title: str
    ending: tuple[Mark, ...]
    """Sources, cues and contents that end here, the innermost first."""


@dataclass(frozen=True, slots=True)
class _Part:
    role: str
    pieces: tuple[_Piece, ...]


def render(reading: Reading) -> str:
    """The page as text that ends with a line feed."""
    view = view_reading(reading)
    page = (
        environment()
        .get_template("reading.html.j2")
        .render(
            view=view,
            report=reading.report,
            parts=_parts(view),
            layers=LAYERS,
            lit=_lit(view),
            letters=_LETTERS,
            beginning=beginning,
            href=lambda id: f"#{id}" if id in view.marks else None,
            place=_place(view.marks),
            sure_words=sure_words,
            days_words=days_words,
            speaker_words=speaker_words,
        )
    )
    return page.rstrip("\n") + "\n"


def _parts(view: ReadingView) -> tuple[_Part, ...]:
    pieces = [piece for part in view.parts for piece in part.pieces]
    first = {id: at for at, piece in reversed(list(enumerate(pieces))) for id in piece.inside}
    last = {id: at for at, piece in enumerate(pieces) for id in piece.inside}
    made: list[_Part] = []
    at = 0
    for part in view.parts:
        drawn = []
        for piece in part.pieces:
            marks = [view.marks[id] for id in piece.inside]
            ending = (
                mark for mark in reversed(marks) if last[mark.id] == at and mark.layer in ("source", "cue", "content")
            )
            layers = _layers(marks, [mark.id for mark in marks if first[mark.id] == at], last, at)
            drawn.append(_Piece(piece.text, layers, "\n".join(mark.about for mark in marks), tuple(ending)))
            at += 1
        made.append(_Part(part.role, tuple(drawn)))
    return tuple(made)


def _layers(marks: Iterable[Mark], starting: Iterable[str], last: Mapping[str, int], at: int) -> tuple[_Layer, ...]:
    made: list[_Layer] = []
    starts = set(starting)
    linked = False
    for mark in marks:
        leads = mark.layer in ("name", "time")
        whole = mark.label if leads else f"a{mark.number}"
        classes = ["l", mark.layer, whole]
        classes += ["first"] if mark.id in starts else []
        classes += ["last"] if last[mark.id] == at else []
        made.append(
            _Layer(
                mark,
                " ".join(classes),
                mark.id if mark.id in starts else None,
                f"#{mark.label}" if leads and not linked else None,
            )
        )
        linked = linked or leads
    return tuple(made)


def _lit(view: ReadingView) -> list[str]:
    """The classes of what lights up as a whole when the page is led to one part of it."""
    wholes = [
        *(f"a{one.number}" for one in view.attributions),
        *(f"n{thing.number}" for thing in view.things),
        *(f"t{time.number}" for time in view.times),
    ]
    return wholes if len(wholes) <= _MOST_LIT else []


def _place(marks: Mapping[str, Mark]) -> object:
    """The link to the first piece of a source, cue or content that stands in the text."""

    def place(letter: str, number: int, spans: tuple[Span, ...]) -> str | None:
        ids = (f"{letter}{number}-{at}" for at in range(1, len(spans) + 1))
        return next((f"#{id}" for id in ids if id in marks), None)

    return place
