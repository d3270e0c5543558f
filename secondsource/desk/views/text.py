"""A report's text with its layers: the claims that findings rest on, names, times, attributions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from secondsource.model import Mention, Reading
from secondsource.render.marked_text import Anchor, Back, Part, parts
from secondsource.render.reading.view import ReadingView, view_reading
from secondsource.render.story_view import StoryView

CLAIM = "claim"
LAYERS = (CLAIM, "source", "cue", "content", "name", "time")
"""What can be switched on and off, in the order of the switches."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in which no mark begins or ends."""

    text: str
    layers: tuple[str, ...]
    """That it belongs to, without doubles."""
    ids: tuple[str, ...]
    """Of all marks that begin here."""
    title: str
    """What is to be said of its marks, a line each."""
    name: str | None
    """What is named here, in its base form."""
    back: tuple[Back, ...]
    """Of the claims that end here, to their findings."""
    inside: tuple[str, ...]
    """Ids of all marks that it belongs to."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report."""

    role: str
    pieces: tuple[Piece, ...]


def layered(
    reading: Reading, story: StoryView | None, findings: Callable[[str], str]
) -> tuple[ReadingView, tuple[Paragraph, ...]]:
    """The reading arranged, and the text cut at every mark; `findings` gives the address of each.

    Claims are found again by their place: their ids are `c<start>-<end>`.
    """
    view = view_reading(reading)
    report = reading.report
    marked = [Anchor(mark.id, mark.start, mark.end, ()) for mark in view.marks.values()]
    marked += _claims(report.id, len(report.text), story, findings)
    marked.sort(key=lambda anchor: (anchor.start, -anchor.end))
    made = []
    seen: set[str] = set()
    for part in parts(report, marked):
        made.append(Paragraph(part.role, tuple(_pieces(part, view, seen))))
    return view, tuple(made)


def _claims(report: str, length: int, story: StoryView | None, findings: Callable[[str], str]) -> list[Anchor]:
    if story is None:
        return []
    places: dict[tuple[int, int], list[Back]] = {}
    for finding in story.story.findings:
        number = story.numbers[finding.id]
        for claim in finding.claims:
            if claim.report == report:
                places.setdefault((claim.start, claim.end), []).append(Back(findings(finding.id), number))
    for mention in _sides(story):
        if mention.report == report:
            places.setdefault((mention.start, mention.end), [])
    return [
        Anchor(f"c{start}-{end}", min(start, length), min(end, length), tuple(dict.fromkeys(back)))
        for (start, end), back in places.items()
    ]


def _sides(story: StoryView) -> list[Mention]:
    return [mention for d in story.story.discrepancies for side in d.values for mention in side.claims]


def _pieces(part: Part, view: ReadingView, seen: set[str]) -> Sequence[Piece]:
    made = []
    for piece in part.pieces:
        marks = [view.marks[id] for id in piece.inside if id in view.marks]
        layers = [*([CLAIM] if len(marks) < len(piece.inside) else []), *(mark.layer for mark in marks)]
        new = [
            id
            for id in dict.fromkeys((*([piece.id] if piece.id else []), *piece.spots, *piece.inside))
            if id not in seen
        ]
        seen.update(new)
        named = [view.things[mark.number - 1].name for mark in marks if mark.layer == "name"]
        made.append(
            Piece(
                piece.text,
                tuple(dict.fromkeys(layers)),
                tuple(new),
                "\n".join(mark.about for mark in marks),
                named[-1] if named else None,
                piece.back,
                piece.inside,
            )
        )
    return made
