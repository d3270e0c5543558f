"""Words of a text, with their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from secondsource.model import Span


def _class(characters: Iterable[str]) -> str:
    """The inside of a regular expression's class for the characters, as ranges, which are quicker to compile."""
    runs: list[list[str]] = []
    for character in sorted(set(characters)):
        if runs and ord(runs[-1][1]) + 1 == ord(character):
            runs[-1][1] = character
        else:
            runs.append([character, character])
    return "".join(first if first == last else f"{first}-{last}" for first, last in runs)


# What stands on or inside a word without being a letter to regular expressions, to be used inside a class. Points may
# be written or left off and it stays the same word: accents, the vowels of Hebrew and Arabic. Signs make it another
# word: the vowels of Hindi. Joiners part letters inside a word of Persian or Hindi.
_MARKED = [c for c in map(chr, range(0x300, 0x1FFF)) if unicodedata.category(c) in ("Mn", "Mc")]
_FIRST_MARK, _FIRST_JOINED, _FIRST_SIGN = "\u0300", "\u0600", "\u0900"
_POINTS = _class(c for c in _MARKED if c < _FIRST_SIGN)
_SIGNS = _class(c for c in _MARKED if c >= _FIRST_SIGN)
_JOINERS = "\u200c\u200d"
MARKS = _POINTS + _SIGNS + _JOINERS

# A word may hold hyphens and inner full stops ("Nord-Korea", "U.N."); an apostrophe parts words, so that elided
# articles and genitives ("l'Agence", "Ghana's") stand apart from the name, save in names such as O'Brien.
_MORE = rf"[^\W_]*+(?:(?:[{_POINTS}{_SIGNS}]|[{_JOINERS}](?=\w))++[^\W_]*+)*+"
WORD = re.compile(rf"[^\W_](?:['’](?=[A-ZÀ-Þ]))?{_MORE}(?:[-‐‑.·][^\W_]{_MORE})*")
_GOES_ON = re.compile(rf"[{_POINTS}{_JOINERS}]+\w|[{_JOINERS}]*[{_SIGNS}]")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

# How many letters of a script without spaces do the work of one word; used only to compare lengths.
LETTERS_PER_WORD = 2


# A question leaves open what it asks. The Greek mark looks like a semicolon.
_ASKS = re.compile(r"[?？؟;]\W*$")


def asks(text: str) -> bool:
    """Whether a text ends as a question."""
    return _ASKS.search(text) is not None


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The words of `text[start:end]`, left to right."""
    return [Span(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, len(text) if end is None else end)]


def length(text: str) -> int:
    """How many words long a text is; scripts without spaces are counted by letters."""
    unspaced = len(UNSPACED.findall(text))
    if unspaced > len(text) / 4:
        return unspaced // LETTERS_PER_WORD
    return len(WORD.findall(text))


def marks_on(letters: str) -> str:
    """The marks that may stand on these letters, to be used inside a class: those of their Unicode rows."""
    rows = _rows(letters)
    marks = [c for c in _MARKED if ord(c) >> 8 in rows]
    return _class(marks) + (_JOINERS if any(c >= _FIRST_JOINED for c in marks) else "")


def word_end(letters: str) -> str:
    """A lookahead that refuses what regular expressions take for a word's end, and a mark or joiner shows to be none.

    It is put once behind a whole alternation, because a class with marks takes long to compile.
    """
    rows = _rows(letters)
    points = _class(c for c in _MARKED if ord(c) >> 8 in rows and c < _FIRST_SIGN)
    signs = _class(c for c in _MARKED if ord(c) >> 8 in rows and c >= _FIRST_SIGN)
    joiners = _JOINERS if _JOINERS in marks_on(letters) else ""
    refused = [rf"[{points}{joiners}]+\w"] if points or joiners else []
    refused += [f"[{joiners}]*[{signs}]"] if signs else []
    return f"(?!{'|'.join(refused)})" if refused else ""


def goes_on(text: str, at: int) -> bool:
    """Whether a word that ends at `at` to regular expressions goes on there: with a vowel sign, or behind a joiner."""
    return text[at : at + 1] >= _FIRST_MARK and _GOES_ON.match(text, at) is not None


def _rows(letters: str) -> set[int]:
    rows = {ord(c) >> 8 for c in set(letters) if c.isalpha()}
    return rows | {ord(_FIRST_MARK) >> 8} if any(row < ord(_FIRST_JOINED) >> 8 for row in rows) else rows


def within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Those of the ordered `spans` that lie wholly in `start:end`."""
    first = bisect_left(spans, start, key=lambda s: s.start)
    last = bisect_right(spans, end, key=lambda s: s.end)
    return spans[first:last]
