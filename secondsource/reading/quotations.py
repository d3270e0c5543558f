"""Quotations: runs between quotation marks or after a dash that are speech, not names in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model import Block
from secondsource.packs import Pack
from secondsource.reading.quote_marks import Marked, quote_marks
from secondsource.words import length

SHORTEST_SPEECH_WORDS = 3


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
    marks = quote_marks(pack.quotes.pairs)
    carrying = [block for block in blocks if block.role not in ("byline", "credit")]
    for number, block in enumerate(carrying):
        pairs, left = marks.pairs(text, block.start, block.end)
        following = next((b for b in carrying[number + 1 :] if b.role == block.role), None)
        if left and following and marks.begins(text, following.start, following.end, text[left.opened : left.start]):
            pairs.append(left)  # each paragraph of a long quotation is opened anew, only the last is closed
        between = [q for marked in pairs if (q := _quotation(text, marked))]
        found += between
        dash = _after_dash(text, block, pack)
        if dash and not any(q.speech for q in between):
            found.append(dash)
    return tuple(sorted(found, key=lambda q: q.start))


def _quotation(text: str, marked: Marked) -> Quotation | None:
    start, end = marked.start, marked.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quotation(start, end, marked.opened, marked.closed, _speech(text, start, end)) if end > start else None


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
