"""A reading as one JSON object: names, times, attributions and clauses, each with offsets into the text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from secondsource.model import Interval, Reading, Span

_UNRESOLVED = {"earliest": None, "latest": None}


def render(reading: Reading) -> str:
    """The object, indented, with a line break at its end."""
    return json.dumps(document(reading), ensure_ascii=False, indent=1) + "\n"


def line(reading: Reading) -> str:
    """The object on one line, with a line break at its end."""
    return json.dumps(document(reading), ensure_ascii=False) + "\n"


def document(reading: Reading) -> dict[str, Any]:
    """The reading as plain values."""
    report = reading.report
    days = {(t.start, t.end): {"earliest": _day(t.earliest), "latest": _day(t.latest)} for t in report.times}
    return {
        "id": report.id,
        "language": report.language,
        "pack": report.pack,
        "published": _interval(report.published),
        "text": report.text,
        "mentions": [
            {
                "start": n.start, "end": n.end, "text": n.text, "kind": n.kind,
                "base": n.base, "thing": n.thing, "code": n.code, "confidence": n.confidence,
            }
            for n in reading.names
        ],
        "attributions": [
            {
                "source": _places(r.source), "cue": _places(r.cue), "content": _places(r.content),
                "kind": r.kind, "confidence": r.confidence,
            }
            for r in reading.relations
        ],
        "times": [
            {"start": t.start, "end": t.end, "text": t.text, **days.get((t.start, t.end), _UNRESOLVED)}
            for t in reading.times
        ],
        "claims": [
            {
                "start": s.start, "end": s.end, "text": s.text, "stance": s.stance, "mode": s.mode,
                "hedged": s.hedged, "cue": s.cue,
                "chains": [[{"text": x.text, "kind": x.kind} for x in chain] for chain in s.chains],
            }
            for s in reading.statements
        ],
    }  # fmt: skip


def _places(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _interval(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {"earliest": interval.earliest.isoformat(), "latest": interval.latest.isoformat(), "text": interval.text}
