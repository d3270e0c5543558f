"""Reads one report: sentences, names, times, attributions, and the statements that they add up to."""

from __future__ import annotations

from secondsource.aligning import Aligner
from secondsource.model import Reading, Report
from secondsource.packs import Pack
from secondsource.reading import (
    attributions,
    coreference,
    mentions,
    quantities,
    quotations,
    relations,
    sentences,
    stances,
    statements,
    timexes,
)
from secondsource.tagging import NoTagger, Tagger


def read(report: Report, pack: Pack, tagger: Tagger | None = None, aligner: Aligner | None = None) -> Reading:
    """What `report` yields with the knowledge of its language in `pack`, and what `tagger` and `aligner` find in it."""
    text = report.text
    split = sentences.split(text, report.blocks, pack)
    apart = [(b.start, b.end) for b in report.blocks if b.role not in sentences.CARRYING]
    tagged = (tagger or NoTagger()).tag(text, sorted([*((s.start, s.end) for s in split), *apart]))
    times = tuple(t for b in report.blocks for t in timexes.find(text, b.start, b.end, pack, language=report.language))
    taken = [(t.start, t.end) for t in times]
    names = coreference.link(
        mentions.find(report, pack, taken, tagged.names if tagger else None), text, report.language, pack
    )
    counted = tuple(q for s in split for q in quantities.find(text, s.start, s.end, pack, taken))
    spoken = quotations.find(text, report.blocks, pack)
    found = relations.tagged(text, tagged.attributions, split, spoken, pack)
    framed, described = attributions.find(report, split, spoken, names, pack, found)
    view = aligner.read(text, [(s.start, s.end) for s in split]) if aligner else None
    words = view.words() if view else ()
    said = statements.find(report, split, spoken, framed, names, counted, times, pack, words)
    seen = view.claims([(s.sentence, s.start, s.end) for s in said]) if view else []
    said = stances.settled(said, seen) if view else said
    related = relations.merged(found, framed)
    return Reading(
        report, split, names, times, described, related, tuple(f.attribution for f in framed), said, tuple(seen)
    )
