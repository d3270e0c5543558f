"""A report's text cut up for a page: into its blocks, and these where a claim starts or ends.

Claims may be the same, nest or cross each other, so a claim is not an element around other elements: the text
is cut at every boundary, and each piece knows all the claims that it belongs to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from secondsource.model import Report

Place = tuple[int, int]
"""Start and end in a report's text."""


@dataclass(frozen=True, slots=True)
class Back:
    """A way back from the text to a finding."""

    href: str
    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a report that the page links to."""

    id: str
    start: int
    end: int
    back: tuple[Back, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that no claim starts or ends in."""

    text: str
    id: str | None
    """Of an anchor that starts with this piece and covers it."""
    spots: tuple[str, ...]
    """Ids of all other anchors that are to be found here."""
    inside: tuple[str, ...]
    """Ids of all anchors that it is a part of; empty between claims."""
    back: tuple[Back, ...]
    """Of the anchors that end here."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the report, in pieces."""

    role: str
    """The block's role; `other` for text outside any block."""
    pieces: tuple[Piece, ...]


def anchors(prefix: str, places: Mapping[Place, Iterable[Back]], length: int) -> dict[Place, Anchor]:
    """An anchor for each place, by the place as given; ids are `prefix` and a number, in the order of the text.

    Places that reach out of a text of this length are cut off at its ends.
    """
    made = {}
    for number, place in enumerate(sorted(places), start=1):
        start = min(max(place[0], 0), length)
        end = min(max(place[1], start), length)
        made[place] = Anchor(f"{prefix}c{number}", start, end, tuple(dict.fromkeys(places[place])))
    return made


def parts(report: Report, marked: Sequence[Anchor]) -> tuple[Part, ...]:
    """The text of a report, block by block, with these anchors in it; blank text outside the blocks is left out."""
    edges = sorted({edge for anchor in marked for edge in (anchor.start, anchor.end)})
    cut: list[tuple[str, list[Place]]] = []
    for role, start, end in _runs(report):
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        cut.append((role, list(pairwise((start, *inner, end)))))
    # An anchor without any text, or that starts between two blocks, is found where the text goes on.
    ends = [end for _, places in cut for _, end in places]
    found: dict[int, list[Anchor]] = {}
    for anchor in marked:
        found.setdefault(ends[min(bisect_right(ends, anchor.start), len(ends) - 1)] if ends else 0, []).append(anchor)
    covering = _covering([place for _, places in cut for place in places], marked)
    return tuple(
        Part(
            role,
            tuple(_piece(report.text, place, next(covering), found.get(place[1], [])) for place in places),
        )
        for role, places in cut
    )


def split_anchors(texts: Iterable[Part]) -> tuple[str, ...]:
    """Ids of the anchors that cover more than one piece, which a style sheet must name to light them up as one."""
    pieces = [piece for part in texts for piece in part.pieces]
    spots = {id for piece in pieces for id in piece.spots}
    count = Counter(id for piece in pieces for id in piece.inside)
    return tuple(id for id in count if count[id] > 1 or id in spots)


def _runs(report: Report) -> Iterable[tuple[str, int, int]]:
    """The blocks in order and the text between them; paragraphs where the report has no blocks at all."""
    here = 0
    for block in sorted(report.blocks, key=lambda block: block.start):
        if block.start < here or block.end <= block.start:
            continue
        yield from _between(report.text, here, block.start, "other")
        yield block.role, block.start, min(block.end, len(report.text))
        here = block.end
    yield from _between(report.text, here, len(report.text), "other" if report.blocks else "body")


def _between(text: str, start: int, end: int, role: str) -> Iterable[tuple[str, int, int]]:
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield role, start, start + len(line)
        start += len(line)


def _covering(places: Iterable[Place], marked: Sequence[Anchor]) -> Iterator[list[Anchor]]:
    """For each place, in the order of the text, the anchors that it is a part of, in the order given."""
    coming = sorted(range(len(marked)), key=lambda at: marked[at].start, reverse=True)
    here: list[int] = []
    for start, end in places:
        while coming and marked[coming[-1]].start < end:
            insort(here, coming.pop())
        here = [at for at in here if start < marked[at].end]
        yield [marked[at] for at in here]


def _piece(text: str, place: Place, covering: Sequence[Anchor], found: Sequence[Anchor]) -> Piece:
    start, end = place
    own = next((anchor.id for anchor in found if anchor in covering), None)
    # Of claims of one finding inside each other, the outermost leads back.
    going_on = {back for anchor in covering if anchor.end > end for back in anchor.back}
    ending = (back for anchor in covering if anchor.end == end for back in anchor.back if back not in going_on)
    return Piece(
        text[start:end],
        own,
        tuple(anchor.id for anchor in found if anchor.id != own),
        tuple(anchor.id for anchor in covering),
        tuple(dict.fromkeys(ending)),
    )
