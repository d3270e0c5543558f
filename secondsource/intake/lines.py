"""Lines of a report, and what their shape says in any language.

Most of what sets a headline, a byline or a credit apart from a sentence can be seen without knowing the
language: how long it is, how it ends, which of its words take a capital.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TERMINALS = ".!?…。！？｡।॥։።؟۔။។"
CLOSERS = "\"'”’»«“)]}」』）】›"

# A line of a wrapped text that fills so much of its width goes on in the next one.
FULL_LINE = 0.7

# A line longer than this is judged by its head and its tail, so that no pattern ever sees a whole hostile line.
LONG = 600

# More lines than any report has. Beyond, they are not told apart, or a hostile text would take a minute.
MAX_LINES = 5_000

_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ.·-][^\W\d_]+)*")
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: one line of the text, or several of one that was wrapped."""

    start: int
    end: int
    text: str
    """Without white space around it, so `report.text[start:end] == text`."""
    chunk: int
    """Which of the groups set apart by blank lines it stands in."""


def lines(text: str) -> list[Line]:
    """Every paragraph of `text` in order; what lies beyond the first `MAX_LINES` is one more."""
    chunks: list[list[tuple[int, int]]] = []
    end = 0
    for count, match in enumerate(_LINE.finditer(text)):
        start = match.start()
        if not chunks or text.count("\n", end, start) > 1:
            chunks.append([])
        end = start + len((match.group() if count < MAX_LINES else text[start:]).rstrip())
        chunks[-1].append((start, end))
        if count == MAX_LINES:
            break
    if width := _wrapped(text, chunks):
        chunks = [_joined(chunk, width) for chunk in chunks]
    return [Line(start, end, text[start:end], i) for i, chunk in enumerate(chunks) for start, end in chunk]


def _wrapped(text: str, chunks: list[list[tuple[int, int]]]) -> int:
    """At which width the lines were broken: all under 100 letters, most nearly as long as the longest; 0 if not."""
    broken = [line for chunk in chunks if len(chunk) > 2 for line in chunk[:-1]]
    width = max((end - start for chunk in chunks for start, end in chunk), default=0)
    if len(broken) < 4 or not 40 < width < 100:
        return 0
    full = sum(end - start > FULL_LINE * width for start, end in broken)
    running = sum(text[end - 1] not in TERMINALS + CLOSERS for _, end in broken)
    return width if full > 0.6 * len(broken) and running > 0.6 * len(broken) else 0


def _joined(chunk: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """A wrapped chunk's paragraphs: a full line goes on in the next, a short one (a byline) ends there."""
    result: list[tuple[int, int]] = []
    going_on = False
    for start, end in chunk:
        if going_on:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
        going_on = end - start > FULL_LINE * width
    return result


def words(text: str) -> list[str]:
    """The words of a line, without numbers and punctuation."""
    return _WORD.findall(text[:LONG])


def size(text: str) -> int:
    """About how many words a line has; in scripts without spaces, two letters count as one."""
    dense = len(_DENSE.findall(text[:LONG]))
    spaced = sum(not _DENSE.match(word) for word in words(text))
    return spaced + (dense + 1) // 2


def has_case(text: str) -> bool:
    """Whether the line is in a script with capitals."""
    return any(c.isupper() or is_lower(c) for c in text[:LONG])


def is_lower(character: str) -> bool:
    """Whether it is a small letter; those of Georgian, which writes no capitals in sentences, are not."""
    return character.islower() and not "\u10a0" <= character <= "\u10ff"


def ends_sentence(text: str, *, questions: bool = True) -> bool:
    """Whether it ends as a sentence does; `questions` says if a question mark counts."""
    bare = text[-20:].rstrip(CLOSERS + " \u00a0\u202f")
    return bare.endswith(tuple(TERMINALS if questions else TERMINALS.replace("?", "").replace("？", "")))


def is_name(text: str) -> bool:
    """Whether it is shaped like a name: every word of four letters or more has a capital, and some word has.

    In scripts without capitals it is, if it has words at all: there only its length speaks against it.
    """
    found = words(text)
    if not has_case(text):
        return bool(found)
    return any(map(_capital, found)) and all(_capital(word) or len(word) < 4 for word in found)


def is_small(text: str) -> bool:
    """Whether none of its words has a capital, in a script that has them."""
    return has_case(text) and not any(map(_capital, words(text)))


def _capital(word: str) -> bool:
    # In Latin "l'Est" and "al-Masri" the capital stands behind the article.
    return any(c.isupper() or c.istitle() for c in word) or not is_lower(word[0])
