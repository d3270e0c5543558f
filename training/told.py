"""Stories told several times, read from their files: what the aligner learns from (see `stories/README.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from secondsource import packs
from secondsource.aligning.labels import STANCES
from secondsource.encoding.pieces import Piece, Tokeniser
from secondsource.model import Block
from secondsource.reading.sentences import split

MARK = re.compile(r"⟦(\d+[!?]?(?:,\d+[!?]?)*) ([^⟦⟧]+)⟧")
SIGNS = {"": "states", "!": "denies", "?": "withholds"}


@dataclass(frozen=True)
class Told:
    """A claim: pieces `first` to `last` of a sentence, the points it makes (none: nobody else does), its stance."""

    report: int
    sentence: int
    first: int
    last: int
    points: frozenset[int]
    stance: int


@dataclass(frozen=True)
class TrainingStory:
    """The sentences of all reports of one story as pieces, and the claims in them."""

    name: str
    sentences: list[list[Piece]]
    reports: list[int]
    """The report of each sentence."""
    claims: list[Told]


def stories(folder: Path, tokeniser: Tokeniser, longest: int) -> Iterator[TrainingStory]:
    """All stories of a folder; sentences are cut after `longest` pieces."""
    for path in sorted(folder.glob("*.txt")):
        sentences: list[list[Piece]] = []
        reports: list[int] = []
        claims = []
        for report, (language, text) in enumerate(reports_of(path)):
            plain, marks = unmarked(text)
            blocks = [Block(m.start(), m.end(), "body") for m in re.finditer(r"\S.*", plain)]
            for sentence in split(plain, blocks, packs.load(language)):
                pieces = tokeniser.pieces(plain, sentence.start, sentence.end)[:longest]
                for start, end, labels in marks:
                    inside = [i for i, p in enumerate(pieces) if p.start < end and start < p.end]
                    if not inside or start < sentence.start:
                        continue
                    signs = {re.sub(r"\d", "", label) for label in labels}
                    stance = STANCES.index(SIGNS[max(signs)])  # "?" over "!" over none
                    points = frozenset(n for label in labels if (n := int(label.rstrip("!?"))))
                    claims.append(Told(report, len(sentences), inside[0], inside[-1], points, stance))
                sentences.append(pieces)
                reports.append(report)
        yield TrainingStory(path.stem, sentences, reports, claims)


def reports_of(path: Path) -> list[tuple[str, str]]:
    """The reports of a story as they are marked: language and text."""
    _, *parts = re.split(r"^# (\w\w)\s*$", path.read_text(encoding="utf-8"), flags=re.M)
    return list(zip(parts[::2], parts[1::2], strict=True))


def unmarked(text: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """A report without its marks, and start, end and labels of each."""
    plain, marks, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        marks.append((len(plain), len(plain) + len(mark[2]), mark[1].split(",")))
        plain += mark[2]
        at = mark.end()
    return plain + text[at:], marks
