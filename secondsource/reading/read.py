"""Reads one report: sentences, names, times, attributions, and the statements that they add up to."""

from __future__ import annotations

from secondsource.model import Reading, Report
from secondsource.packs import Pack
from secondsource.reading import (
    attributions,
    coreference,
    mentions,
    quantities,
    quotations,
    sentences,
    statements,
    timexes,
)


def read(report: Report, pack: Pack) -> Reading:
    """What `report` yields with the knowledge of its language in `pack`."""
    text = report.text
    split = sentences.split(text, report.blocks, pack)
    times = tuple(t for b in report.blocks for t in timexes.find(text, b.start, b.end, pack, language=report.language))
    taken = [(t.start, t.end) for t in times]
    names = coreference.link(mentions.find(report, pack, taken), text, report.language, pack)
    counted = tuple(q for s in split for q in quantities.find(text, s.start, s.end, pack, taken))
    spoken = quotations.find(text, report.blocks, pack)
    framed, described = attributions.find(report, split, spoken, names, pack)
    said = statements.find(report, split, spoken, framed, names, counted, times, pack)
    return Reading(report, split, names, times, described, tuple(f.attribution for f in framed), said)
