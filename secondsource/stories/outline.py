"""What tells which story a report belongs to: what it means, whom it names, when it came out, and how it is written."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding import Encoder, space
from secondsource.model import Interval, Reading
from secondsource.names import key_forms

LEAD = 600  # code points of a report that tell what it is about (title and lead)


@dataclass(frozen=True, slots=True)
class Outline:
    """A report as far as its story depends on it."""

    report: str
    """The report's id."""
    vector: NDArray[np.float32] = field(compare=False)
    """What its lead means, whatever language it is in: a row of length one."""
    names: frozenset[str]
    """Whom and what it names, in a form that other languages share."""
    published: Interval | None
    language: str
    script: str
    """Of most letters of its lead, by the first word of their Unicode names."""


def outlines(readings: Sequence[Reading], encoder: Encoder) -> list[Outline]:
    """The outline of each reading, in their order."""
    languages = [r.report.language for r in readings]
    vectors = space(encoder).meanings(encoder.encode([_lead(r) for r in readings]), languages)
    return [
        Outline(r.report.id, vector, key_forms(r), r.report.published, r.report.language, _script(r.report.text))
        for r, vector in zip(readings, vectors, strict=True)
    ]


def _lead(reading: Reading) -> str:
    text = " ".join(s.text for s in reading.sentences if s.role in ("title", "body"))
    return text[:LEAD]


def _script(text: str) -> str:
    count = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text[:LEAD] if c.isalpha())
    return max(count, key=lambda script: (count[script], script)) if count else ""
