"""Words of a text, with their places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from secondsource.model import Span

# A word may hold hyphens and inner full stops ("Nord-Korea", "U.N."); an apostrophe parts words, so that elided
# articles and genitives ("l'Agence", "Ghana's") stand apart from the name, save in names such as O'Brien.
WORD = re.compile(r"[^\W_](?:['’](?=[A-ZÀ-Þ]))?[^\W_]*(?:[-‐‑.·][^\W_]+)*|[^\W_]+(?:[-‐‑.·][^\W_]+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

# How many letters of a script without spaces do the work of one word; used only to compare lengths.
LETTERS_PER_WORD = 2


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The words of `text[start:end]`, left to right."""
    return [Span(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, len(text) if end is None else end)]


def length(text: str) -> int:
    """How many words long a text is; scripts without spaces are counted by letters."""
    unspaced = len(UNSPACED.findall(text))
    if unspaced > len(text) / 4:
        return unspaced // LETTERS_PER_WORD
    return len(WORD.findall(text))


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of the ordered `spans` that lie wholly in `start:end`."""
    first = bisect_left(spans, start, key=lambda s: s.start)
    last = bisect_right(spans, end, key=lambda s: s.end)
    return spans[first:last]
