"""The texts that the tagger learns from, cut into pieces, with the answers that are known for each.

Three kinds: the marked passages of `corpus/`, which know everything; the marked reports of `corpus/reports/`, which
know nothing of names; and sets of names alone, which know persons, organisations and places and leave open what else
is a name.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import markup
import numpy as np
from numpy.typing import NDArray

from secondsource.encoding.pieces import Piece, Tokeniser
from secondsource.tagging.labels import ANCHORS, NAMES, ROLES

LONGEST = 250
"""Pieces in one text; what is longer is cut off."""
UNKNOWN = -100
"""A label that is not known and teaches nothing."""
OPEN = -200
"""No person, organisation or place; whether it is another name is not known."""
UNIVERSAL = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(slots=True)
class Example:
    """One text in pieces. `names`, `anchors` hold a label a piece; `pairs` one row of roles for each anchor."""

    text: str
    pieces: Sequence[Piece]
    names: NDArray[np.int64]
    anchors: NDArray[np.int64] | None = None
    pairs: list[tuple[int, NDArray[np.int64]]] = field(default_factory=list)
    """The first piece of each anchor, and the role of every piece towards it."""


def covered(pieces: Sequence[Piece], start: int, end: int) -> list[int]:
    """Indices of the pieces that share a letter with `start:end`, or stand empty inside it."""
    return [i for i, p in enumerate(pieces) if p.start < end and max(p.end, p.start + 1) > start]


def corpus(folder: Path, tokeniser: Tokeniser, chance: random.Random) -> list[Example]:
    """Every marked passage once, some with other quotation marks or in other letters than it was written."""
    lines = [line for path in sorted(folder.glob("*.txt")) for line in markup.lines(path)]
    return [marked(markup.parse(varied(line, chance)), tokeniser) for line in lines]


def reports(folder: Path, tokeniser: Tokeniser, chance: random.Random) -> list[Example]:
    """Every marked report of a folder and those in it once, varied as passages are, in windows of whole paragraphs."""
    lines = [line for path in sorted(folder.rglob("*.txt")) for line in markup.lines(path)]
    made: list[Example] = []
    for line in lines:
        report = marked(markup.parse(varied(line, chance)), tokeniser, longest=None)
        report.names[:] = UNKNOWN
        made += windows(report)
    return made


def windows(report: Example) -> list[Example]:
    """A text in runs of whole paragraphs of at most `LONGEST` pieces; a longer paragraph is cut where that is full."""
    pieces, text = report.pieces, report.text
    ends = [n for n in range(1, len(pieces)) if "\n" in text[pieces[n - 1].end : pieces[n].start]]
    made, start = [], 0
    while start < len(pieces):
        full = start + LONGEST
        end = len(pieces) if full >= len(pieces) else max((n for n in ends if start < n <= full), default=full)
        made.append(
            Example(
                text,
                pieces[start:end],
                report.names[start:end],
                None if report.anchors is None else report.anchors[start:end],
                [(at - start, roles[start:end]) for at, roles in report.pairs if start <= at < end],
            )
        )
        start = end
    return made


QUOTATION_MARKS = ("“”", '""', "«»", "''", "„“", "‘’")
"""What the web puts around what is said, whatever the language; a doubled apostrophe is one, too."""
VARIED, SMALL, LARGE = 0.3, 0.03, 0.02


def varied(line: str, chance: random.Random) -> str:
    """The line with its double quotation marks changed for others, or without capitals, or with nothing else."""
    drawn = chance.random()
    if drawn < VARIED:
        pair = chance.choice(QUOTATION_MARKS)
        return requoted(line, *((pair, pair) if pair == "''" else pair))
    if drawn < VARIED + SMALL:
        return line.lower()
    if drawn < VARIED + SMALL + LARGE:
        return re.sub(r"(<[^>]*>)|([^<>]+)", lambda m: m[1] or m[2].upper(), line)
    return line


# The mark of Hebrew abbreviations, before their last letter.
GERSHAYIM = re.compile(r'(?<=[א-ת])"(?=[א-ת](?![א-ת]))')


def requoted(line: str, opening: str, closing: str) -> str:
    """The line with another pair of double quotation marks.

    A mark opens where none is open ("…", ”…”, „…“). While one is open, the same mark opens again only before a word
    and behind none: in the next paragraph of one quotation.
    """
    opened = ""

    def changed(found: re.Match[str]) -> str:
        nonlocal opened
        mark, before = found[0], re.sub(r"<[^>]*>", "", line[: found.start()])[-1:]
        if GERSHAYIM.match(line, found.start()):
            return mark
        again = mark in ("„", opened) and mark != "”" and (not before.strip("¶([–—") or before.isspace())
        if opened and not again:
            opened = ""
            return closing
        opened = mark
        return opening

    return re.sub('["„“”]', changed, line)


def marked(passage: markup.Passage, tokeniser: Tokeniser, longest: int | None = LONGEST) -> Example:
    """A passage, of its first `longest` pieces, with all that its marks say."""
    pieces = tokeniser.pieces(passage.text)[:longest]
    names = np.zeros(len(pieces), np.int64)
    for start, end, kind in passage.names:
        for n, i in enumerate(covered(pieces, start, end)):
            names[i] = NAMES.index(("B-" if n == 0 else "I-") + kind)
    anchors = np.zeros(len(pieces), np.int64)
    pairs = []
    for one in passage.attributions:
        kind = ("said" if one.said else "held") if one.cue else "source"
        anchor = covered(pieces, *(one.cue or one.source)[0])
        if not anchor or anchors[anchor[0]]:
            continue
        for n, i in enumerate(anchor):
            anchors[i] = ANCHORS.index(("B-" if n == 0 else "I-") + kind)
        roles = np.zeros(len(pieces), np.int64)
        for role in ("content", "source", "cue"):
            for start, end in getattr(one, role):
                roles[covered(pieces, start, end)] = ROLES.index(role)
        pairs.append((anchor[0], roles))
    return Example(passage.text, pieces, names, anchors, pairs)


def universal(path: Path, tokeniser: Tokeniser) -> Iterator[Example]:
    """One training part of Universal NER (CC BY-SA 4.0), as JSON Lines with text and entities."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield named(row["text"], row["entities"], tokeniser)


def named(text: str, entities: Sequence[dict[str, object]], tokeniser: Tokeniser) -> Example:
    """A sentence of which only persons, organisations and places are known."""
    pieces = tokeniser.pieces(text)[:LONGEST]
    names = np.full(len(pieces), OPEN, np.int64)
    for entity in entities:
        kind = UNIVERSAL.get(str(entity["kind"]))
        for n, i in enumerate(covered(pieces, int(str(entity["start"])), int(str(entity["end"])))):
            names[i] = NAMES.index(("B-" if n == 0 else "I-") + kind) if kind else UNKNOWN
    return Example(text, pieces, names)


def joined(examples: Sequence[Example]) -> Example:
    """Texts one after the other, as one."""
    if len(examples) == 1:
        return examples[0]
    text, pieces, pairs = "", [], []
    total = sum(len(e.pieces) for e in examples)
    for example in examples:
        before, shift = len(pieces), len(text) + (1 if text else 0)
        text += ("\n" if text else "") + example.text
        pieces += [Piece(p.row, p.start + shift, p.end + shift, p.first) for p in example.pieces]
        for anchor, roles in example.pairs:
            wide = np.zeros(total, np.int64)
            wide[before : before + len(roles)] = roles
            pairs.append((anchor + before, wide))
    names = np.concatenate([e.names for e in examples])
    anchors = [e.anchors for e in examples if e.anchors is not None]
    return Example(text, pieces, names, np.concatenate(anchors), pairs)


def strung(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """Passages in random runs that stay within `LONGEST` pieces."""
    order = list(examples)
    chance.shuffle(order)
    made: list[Example] = []
    run: list[Example] = []
    for example in order:
        size = sum(len(e.pieces) for e in run)
        if run and (size + len(example.pieces) > LONGEST or chance.random() < 0.4):
            made.append(joined(run))
            run = []
        run.append(example)
    return [*made, joined(run)] if run else made
