"""Quotations: runs between quotation marks or after a dash that are speech, not names in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model import Block
from secondsource.packs import Pack
from secondsource.words import length

SHORTEST_SPEECH_WORDS = 3
# A mark that nothing closes within this many code points is left open; nobody is quoted for pages on end.
LONGEST_QUOTATION = 4000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that someone else spoke; offsets leave out the marks."""

    start: int
    end: int
    opened: int
    """Offset of the opening mark."""
    closed: int
    """Offset after the closing mark."""
    speech: bool
    """Long enough to say something; else a name, a title or a single word that the report holds at arm's length."""


def find(text: str, blocks: Sequence[Block], pack: Pack) -> tuple[Quotation, ...]:
    """The quotations in title, body, subhead and caption blocks, in order, the outermost only."""
    found: list[Quotation] = []
    for block in blocks:
        if block.role in ("byline", "credit"):
            continue
        marks = list(_between_marks(text, block, pack))
        found += marks
        dash = _after_dash(text, block, pack)
        if dash and not any(q.speech for q in marks):
            found.append(dash)
    return tuple(sorted(found, key=lambda q: q.start))


def _between_marks(text: str, block: Block, pack: Pack) -> list[Quotation]:
    closers: dict[str, set[str]] = {}
    for pair in pack.quotes.pairs:
        closers.setdefault(pair[0], set()).add(pair[1])
    found, i = [], block.start
    while i < block.end:
        mark = text[i]
        if mark not in closers or not _opens(text, i, mark, closers[mark]):
            i += 1
            continue
        end = _closing(text, i, block.end, closers[mark])
        if end is None:
            i += 1
            continue
        start = i + 1
        while start < end and text[start].isspace():
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            found.append(Quotation(start, stop, i, end + 1, _speech(text, start, stop)))
        i = end + 1
    return found


def _opens(text: str, i: int, mark: str, closers: set[str]) -> bool:
    if mark in closers or mark in "'’":
        # a straight mark, or one that is an apostrophe, too: it opens only where a word begins
        return (
            (i == 0 or not text[i - 1].isalnum()) and i + 1 < len(text) and not (text[i + 1].isspace() and mark in "'’")
        )
    return True


def _closing(text: str, i: int, limit: int, closers: set[str]) -> int | None:
    for j in range(i + 1, min(limit, i + LONGEST_QUOTATION)):
        if text[j] not in closers:
            continue
        if text[j] in "'’" and j + 1 < len(text) and text[j + 1].isalpha():
            continue  # an apostrophe inside a word
        return j
    return None


def _after_dash(text: str, block: Block, pack: Pack) -> Quotation | None:
    """A paragraph that a dash opens is speech up to where the report takes over ("– Nei, sier han")."""
    first = text[block.start : block.end][:1]
    if (
        not pack.quotes.dash
        or first not in pack.quotes.dash
        or text[block.start + 1 : block.start + 2] not in (" ", "\u00a0")
    ):
        return None
    start = block.start + 2
    # speech ends at the comma or dash before the cue and its speaker; without one, the whole paragraph is speech
    cues = pack.any_of(*pack.attribution.say, *pack.attribution.deny)
    end = block.end
    for match in re.finditer(rf"(?:[,!?.]|\s[{re.escape(pack.quotes.dash)}])\s*", text[start : block.end]):
        cue = cues.search(text, start + match.end(), min(block.end, start + match.end() + 60))
        if cue and (
            cue.start() <= start + match.end() + 1 or not re.search(r"[.!?]", text[start + match.end() : cue.start()])
        ):
            words_between = length(text[start + match.end() : cue.start()])
            if words_between <= 4:
                end = start + match.start() + (1 if match.group()[0] in "!?." else 0)
                break
    while end > start and text[end - 1].isspace():
        end -= 1
    if end <= start:
        return None
    return Quotation(start, end, block.start, end, _speech(text, start, end))


def _speech(text: str, start: int, end: int) -> bool:
    inside = text[start:end]
    return length(inside) >= SHORTEST_SPEECH_WORDS or inside[-1] in ".!?。！？…,"
