"""Attributions as worded: what the tagger found, and what only the rules did."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model import Relation, Span
from secondsource.reading.frames import Framed
from secondsource.tagging import TaggedAttribution

# A rule's frame adds a relation where the tagger has covered less than this share of what it says was said.
COVERED = 0.3


def tagged(text: str, found: Sequence[TaggedAttribution]) -> tuple[Relation, ...]:
    """The tagger's attributions with their words."""

    def spans(places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(a, b, text[a:b]) for a, b in places)

    return tuple(
        Relation(spans(f.source), spans(f.cue), spans(f.content), "said" if f.said else "held", f.confidence)
        for f in found
    )


def merged(found: Sequence[Relation], framed: Sequence[Framed]) -> tuple[Relation, ...]:
    """The tagger's relations and, where it has none, those of the rules; in order of their content."""
    relations = list(found)
    for frame in framed:
        a = frame.attribution
        if a.confidence is not None:
            continue
        letters = sum(c.end - c.start for c in a.content)
        taken = max((sum(_shared(c, d) for c in a.content for d in r.content) for r in found), default=0)
        if letters and taken / letters < COVERED:
            near = a.sources[-1]
            source = (Span(near.start, near.end, near.text),)
            relations.append(Relation(source, (a.cue,) if a.cue else (), a.content, "said"))
    return tuple(sorted(relations, key=lambda r: (r.content[0].start, r.content[-1].end, r.kind)))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
