"""Cues: the words that tie something said to whoever said it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secondsource.model import Name, Sentence
from secondsource.packs import Pack, per_pack
from secondsource.reading.quotations import Quotation

CueKind = Literal["say", "deny", "withhold", "before", "after", "own", "cite", "cite after", "told", "told after"]


@dataclass(frozen=True, slots=True)
class Cue:
    start: int
    end: int
    kind: CueKind
    """`before` and `after` are prepositions: the source follows ("according to X") or leads ("X zufolge");
    `own` holds a pronoun ("in her account"); `cite` leads to the next source of a chain; `told` leads to the
    medium that someone spoke to."""


@dataclass(frozen=True, slots=True)
class _Searched:
    """What finds the cues of one kind in a language."""

    kind: CueKind
    leading: re.Pattern[str]
    """Those that only begin a sentence."""
    whole: re.Pattern[str]
    parted: re.Pattern[str]
    heads: re.Pattern[str]
    """What stands before the gap of parted ones."""


@per_pack
def _searched(pack: Pack) -> tuple[_Searched, ...]:
    a = pack.attribution
    kinds: tuple[tuple[CueKind, tuple[str, ...]], ...] = (
        ("withhold", a.withhold),
        ("deny", a.deny),
        ("own", a.own_account),
        ("before", a.according_before),
        ("after", a.according_after),
        ("cite", a.cite),
        ("cite after", a.cite_after),
        ("say", a.say),
    )
    found = []
    for kind, phrases in kinds:
        anywhere = [p for p in phrases if not p.startswith("^")]
        parted = [p for p in anywhere if "…" in p]
        found.append(
            _Searched(
                kind,
                pack.any_of(*(p[1:] for p in phrases if p.startswith("^"))),
                pack.any_of(*(p for p in anywhere if "…" not in p)),
                pack.any_of(*parted),
                pack.any_of(*(p.partition("…")[0].strip() for p in parted)),
            )
        )
    return tuple(found)


@per_pack
def _hearsay(pack: Pack) -> re.Pattern[str]:
    return pack.any_of(*(w for w in pack.hedges.words if " " in w))


def find(
    text: str, sentence: Sentence, quotations: Sequence[Quotation], names: Sequence[Name], pack: Pack
) -> tuple[Cue, ...]:
    """The cues of a sentence in order, longest first where they overlap; none in spoken words or names."""
    # what is "not disclosed" is told by nobody
    closed = [m.span() for m in pack.any_of(*pack.stance.withhold).finditer(text, sentence.start, sentence.end)]
    closed += [(n.start, n.end) for n in names if n.end > sentence.start and n.start < sentence.end]
    closed += [(q.start, q.end) for q in quotations if q.speech]
    # "is said to have left": nobody said it
    closed += [m.span() for m in pack.any_of(*pack.attribution.anonymous).finditer(text, sentence.start, sentence.end)]
    closed += [m.span() for m in _hearsay(pack).finditer(text, sentence.start, sentence.end)]
    found: list[Cue] = []
    searched = _searched(pack)
    for of in searched:
        leading = of.leading.match(text, sentence.start, sentence.end)
        spans = [m.span() for m in of.whole.finditer(text, sentence.start, sentence.end)]
        spans += [leading.span()] if leading else []
        # "teilte die Polizei mit": the gap holds the source, so the cue is what stands before it
        for match in of.parted.finditer(text, sentence.start, sentence.end):
            head = of.heads.match(text, match.start())
            spans.append(head.span() if head else match.span())
        for start, end in spans:
            if not any(a < end and start < b for a, b in closed):
                found.append(Cue(start, end, of.kind))
    chosen: list[Cue] = []
    rank = {of.kind: i for i, of in enumerate(searched)}
    for cue in sorted(found, key=lambda c: (c.start - c.end, rank[c.kind])):
        if not any(cue.start < c.end and c.start < cue.end for c in chosen):
            chosen.append(cue)
    withheld = [c.end for c in chosen if c.kind == "withhold"]
    # "declined to say": the verb goes with what was declined
    kept = [c for c in chosen if c.kind == "withhold" or not any(0 <= c.start - end <= 2 for end in withheld)]
    return tuple(sorted(kept, key=lambda c: c.start))
