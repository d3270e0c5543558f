"""Frames: attributions with the words that make them, and what becomes of those that stand in each other's content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondsource.model import Attribution, Span
from secondsource.packs import Pack
from secondsource.reading.sources import MEDIA
from secondsource.words import length

SAME = 0.8
"""The share of a medium's words that another speaker is given, too, from which they are taken to be his."""


@dataclass(frozen=True, slots=True)
class Framed:
    """An attribution, with the sentence and the phrase (source, cue, medium) that makes it."""

    attribution: Attribution
    sentence: int
    phrases: tuple[tuple[int, int], ...] = ()
    """Where source, cue and medium stand; two spans where the content lies between source and cue."""

    @property
    def start(self) -> int:
        return min(a for a, _ in self.phrases or self._said())

    @property
    def end(self) -> int:
        return max(b for _, b in self.phrases or self._said())

    def _said(self) -> list[tuple[int, int]]:
        """Where the content begins, for a frame that nothing in its sentence makes."""
        return [(c.start, c.start) for c in self.attribution.content[:1]]


def until(text: str, framed: Framed, stop: int) -> Framed:
    """The frame with its content cut where another clause begins."""
    content = []
    for c in framed.attribution.content:
        kept = text[c.start : min(c.end, stop)].rstrip(" ,;")
        if c.start < stop and kept:
            content.append(Span(c.start, c.start + len(kept), kept))
    return replace(framed, attribution=replace(framed.attribution, content=tuple(content)))


def nest(text: str, frames: Sequence[Framed], pack: Pack) -> list[Framed]:
    """A medium's words hold what others told it; any other speaker's words end where the next one speaks."""
    kept = _passed_on(frames)
    frames = list(kept)
    for outer in frames:
        for inner in frames:
            if inner is outer or outer not in kept or inner not in kept or inner.start == outer.start:
                continue
            if not _holds(outer, inner):
                continue
            mine, theirs = outer.attribution, inner.attribution
            if _holds(inner, outer) and (theirs.sources[-1].kind in MEDIA, inner.start) > (
                mine.sources[-1].kind in MEDIA,
                outer.start,
            ):
                continue  # "Y, she said, the agency added": the other way round
            if mine.sources[-1].kind in MEDIA or outer.start >= inner.end:
                if theirs.sources[0].thing is not None and theirs.sources[0].thing == mine.sources[-1].thing:
                    continue
                nested = replace(inner, attribution=replace(theirs, sources=(*mine.sources, *theirs.sources)))
                if outer.start >= inner.end:
                    nested = until(text, nested, outer.start)  # "X says that …, the paper reports."
                kept[kept.index(inner)] = nested
                kept[kept.index(outer)] = _cut(text, outer, inner)
            elif mine.sources[-1].kind == "document" or _follows_that(text, outer, inner, pack):
                kept.remove(inner)
            else:
                kept[kept.index(outer)] = _cut(text, outer, inner)
    return [f for f in kept if f.attribution.content]


def _passed_on(frames: Sequence[Framed]) -> list[Framed]:
    """The frames, where a medium and someone else are given the same words: the medium has them from the other."""
    kept = list(frames)
    for outer in frames:
        for inner in frames:
            mine, theirs = outer.attribution, inner.attribution
            if inner is outer or outer not in kept or inner not in kept or inner.start == outer.start:
                continue
            if mine.sources[-1].kind not in MEDIA or any(s.kind in MEDIA for s in theirs.sources):
                continue
            said = sum(c.end - c.start for c in mine.content)
            both = sum(max(0, min(c.end, d.end) - max(c.start, d.start)) for c in mine.content for d in theirs.content)
            if said and both >= SAME * said and not _holds(outer, inner):
                nested = replace(inner, attribution=replace(theirs, sources=(*mine.sources, *theirs.sources)))
                kept[kept.index(inner)] = nested
                kept.remove(outer)
    return kept


def _follows_that(text: str, outer: Framed, inner: Framed, pack: Pack) -> bool:
    """Whether the inner frame stands in a clause that "that" puts under the outer one."""
    that = (
        pack.any_of(*pack.attribution.that).search(text, outer.end, min(outer.end + 60, inner.start))
        if inner.start > outer.end
        else None
    )
    return bool(that) and not re.search(r"[.;:!?«»“”\"]", text[outer.end : that.start()]) if that else False


def _cut(text: str, outer: Framed, inner: Framed) -> Framed:
    """The outer frame without what the inner frame covers."""
    start = min([inner.start, *(c.start for c in inner.attribution.content)])
    end = max([inner.end, *(c.end for c in inner.attribution.content)])
    rest: list[Span] = []
    for c in outer.attribution.content:
        for a, b in ((c.start, min(c.end, start)), (max(c.start, end), c.end)):
            piece = text[a:b]
            stripped = piece.strip(" ,;:–—")
            if b > a and length(stripped) >= 3:
                a += piece.index(stripped)
                rest.append(Span(a, a + len(stripped), stripped))
    return replace(outer, attribution=replace(outer.attribution, content=tuple(rest)))


def _holds(outer: Framed, inner: Framed) -> bool:
    """Whether the phrase that makes `inner` stands in what `outer` says."""
    content = outer.attribution.content
    if not content:
        return False
    first, last = min(c.start for c in content), max(c.end for c in content)
    return first <= inner.start and inner.end <= last
