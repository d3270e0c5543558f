"""Attributions as worded: what the tagger found, made whole, and what only the rules did.

The tagger decides piece by piece; quotation marks and sentences tell more. In order:

1. a quotation that is mostly somebody's content is so to its closing mark, one that is hardly so is not;
2. what is not quoted goes no farther than the sentence of its cue;
3. scraps between two pieces of one content are filled, and single stray words let go;
4. a quotation that nobody speaks goes on with whoever spoke the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from secondsource.model import Relation, Sentence, Span
from secondsource.packs import Pack
from secondsource.reading.frames import Framed
from secondsource.reading.quotations import Quotation
from secondsource.tagging import TaggedAttribution
from secondsource.words import length

# The least probabilities at which an attribution counts: with a cue that the pack has, said or held with any other. Set
# on PolNeAR's development part and on invented stories in other languages (benchmarks/chains.py).
LEAST_KNOWN, LEAST_SAID, LEAST_HELD = 0.65, 0.8, 0.95
# A rule's frame adds a relation where the tagger has covered less than this share of what it says was said.
COVERED = 0.3
# Shares of a quotation that make it somebody's content as a whole, or not at all.
MOSTLY, HARDLY = 0.5, 0.25
SCRAP_WORDS, STRAY_WORDS = 2, 2
MOST_PIECES = 2
MARKS = " ,:.，：。、"
"""With which phrases of packs tell a word that attributes from others that are written like it."""

Place = tuple[int, int]


def tagged(
    text: str,
    found: Sequence[TaggedAttribution],
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    pack: Pack,
) -> tuple[Relation, ...]:
    """The tagger's attributions that are sure enough, made whole, with their words."""
    speech = [q for q in quotations if q.speech]
    a = pack.attribution
    known = pack.any_of(
        *a.say, *a.deny, *a.according_before, *a.according_after, *a.own_account, *a.cite, *a.cite_after
    )
    bare = pack.any_of(*(phrase.rstrip(MARKS) for phrase in a.say))
    relations = []
    for f in found if pack.writing.spaces else (_parted(text, f, bare) for f in found):
        in_pack = any(known.search(text, *place) for place in f.cue)
        if f.confidence < (LEAST_KNOWN if in_pack else LEAST_SAID if f.said else LEAST_HELD):
            continue
        content = _whole(text, f, sentences, speech)
        if content and (a.verb_final or not pack.writing.spaces):
            content = _filled(text, f, content, found, sentences, speech, pack)
        if content:
            source, cue, said = (_spans(text, places) for places in (f.source, f.cue, content))
            relations.append(Relation(source, cue, said, "said" if f.said else "held", f.confidence, f.told))
    return tuple(_gone_on(text, relations, sentences, speech))


def _parted(text: str, found: TaggedAttribution, known: re.Pattern[str]) -> TaggedAttribution:
    """The attribution, its source up to the cue that the pack has: where no spaces part words, a piece of the tagger's
    may hold the end of one and the beginning of the other."""
    source, cue = list(found.source), list(found.cue)
    for i, (begin, meets) in enumerate(source):
        for j, (start, end) in enumerate(cue):
            inside = (m.start() for m in known.finditer(text, start, end) if m.end() == end and m.start() > start)
            at = next(inside, None) if start == meets else None
            if at is not None:
                source[i], cue[j] = (begin, at), (at, end)
    return replace(found, source=tuple(source), cue=tuple(cue))


def _spans(text: str, places: Sequence[Place]) -> tuple[Span, ...]:
    return tuple(Span(a, b, text[a:b]) for a, b in places)


def _whole(
    text: str, found: TaggedAttribution, sentences: Sequence[Sentence], speech: Sequence[Quotation]
) -> list[Place]:
    """The content of an attribution by rules 1 to 3."""
    around = [*found.cue, *found.source]
    at = around[0][0]
    home = next((s for s in sentences if s.start <= at < s.end), None)
    pieces = list(found.content)
    for q in speech:
        if q.start <= at < q.end:
            continue  # an attribution inside a quotation
        inside = sum(_common(p, (q.start, q.end)) for p in pieces)
        if inside >= MOSTLY * (q.end - q.start):
            pieces = [*_without(pieces, (q.opened, q.closed)), (q.opened, q.closed)]
        elif 0 < inside < HARDLY * (q.end - q.start):
            pieces = _without(pieces, (q.opened, q.closed)) or pieces
    if home is not None:
        kept = [
            p for p in pieces if _common(p, (home.start, home.end)) or any(q.opened <= p[0] < q.closed for q in speech)
        ]
        pieces = kept or pieces
    merged: list[Place] = []
    for start, end in sorted(pieces):
        if merged and start - merged[-1][1] >= 0:
            gap = (merged[-1][1], start)
            between = text[slice(*gap)]
            if length(between) <= SCRAP_WORDS and not any(_common(gap, p) for p in around) and "\n" not in between:
                merged[-1] = (merged[-1][0], end)
                continue
        merged.append((start, end))
    if len(merged) > MOST_PIECES:
        merged = [p for p in merged if length(text[slice(*p)]) > STRAY_WORDS] or merged
    return merged


def _filled(
    text: str,
    found: TaggedAttribution,
    content: list[Place],
    others: Sequence[TaggedAttribution],
    sentences: Sequence[Sentence],
    speech: Sequence[Quotation],
    pack: Pack,
) -> list[Place]:
    """The content up to the phrases around it, where word order leaves nothing else between.

    Where the verb ends the sentence, what was said stands between its source and the verb; where words have no spaces,
    what follows the verb is said up to the end of the sentence.
    """
    if any(_common(p, (q.start, q.end)) for p in content for q in speech):
        return content
    home = next((s for s in sentences if s.start <= content[0][0] < s.end), None)
    if home is None or not found.cue or content[-1][1] > home.end or not home.start <= found.cue[0][0] < home.end:
        return content
    taken = [p for o in others for p in (*o.source, *o.cue, *(() if o is found else o.content))]
    first, last = content[0], content[-1]
    final = pack.attribution.verb_final
    if final and last[1] <= found.cue[-1][0]:
        start = max([home.start, *(b for _, b in taken if home.start < b <= first[0])])
        start += next((len(t) for t in pack.attribution.topic if start > home.start and text.startswith(t, start)), 0)
        return [(start, last[1])] if not any(_common((start, last[1]), p) for p in taken) else content
    if not final and first[0] >= found.cue[-1][1]:
        end = min([home.end, *(a for a, _ in taken if last[1] <= a < home.end)])
        return [*content[:-1], (last[0], end)]
    return content


def _without(pieces: Sequence[Place], taken: Place) -> list[Place]:
    """The pieces without what lies in `taken`."""
    parts = [part for a, b in pieces for part in ((a, min(b, taken[0])), (max(a, taken[1]), b)) if part[0] < part[1]]
    return [p for p in parts if p[1] - p[0] > 1]


def _gone_on(
    text: str, relations: Sequence[Relation], sentences: Sequence[Sentence], speech: Sequence[Quotation]
) -> list[Relation]:
    """Rule 4: a sentence that is nothing but a quotation which nobody speaks goes on with the quotation before it."""
    made = list(relations)
    for q in speech:
        words = length(text[q.start : q.end])
        lone = any(
            s.start <= q.opened + 1 and q.closed <= s.end + 1 and length(text[s.start : s.end]) <= words + 1
            for s in sentences
        )
        if not lone or any(_common((q.start, q.end), (c.start, c.end)) for r in made for c in r.content):
            continue
        before = [
            (c.end, n)
            for n, r in enumerate(made)
            if r.kind == "said"
            for c in r.content
            if c.end <= q.opened and any(p.opened <= c.start < p.closed for p in speech)
        ]
        if not before:
            continue
        end, n = max(before)
        behind = max([end, *(p.end for p in (*made[n].cue, *made[n].source))])
        if length(text[behind : q.opened]) <= SCRAP_WORDS and text.count("\n", behind, q.opened) <= 2:
            made[n] = replace(made[n], content=(*made[n].content, Span(q.opened, q.closed, text[q.opened : q.closed])))
    return made


def merged(found: Sequence[Relation], framed: Sequence[Framed]) -> tuple[Relation, ...]:
    """The tagger's relations and, where it has none, those of the rules; in order of their content."""
    relations = list(found)
    for frame in framed:
        a = frame.attribution
        if a.confidence is not None:
            continue
        letters = sum(c.end - c.start for c in a.content)
        taken = max(
            (sum(_common((c.start, c.end), (d.start, d.end)) for c in a.content for d in r.content) for r in found),
            default=0,
        )
        if letters and taken / letters < COVERED:
            near = a.sources[-1]
            source = (Span(near.start, near.end, near.text),)
            relations.append(Relation(source, (a.cue,) if a.cue else (), a.content, "said"))
    return tuple(sorted(relations, key=lambda r: (r.content[0].start, r.content[-1].end, r.kind)))


def _common(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
