"""Lines of a report, and what their shape says in any language.

Most of what sets a headline, a byline or a credit apart from a sentence can be seen without knowing the
language: how long it is, how it ends, which of its words take a capital.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

TERMINALS = ".!?…。！？｡।॥։።؟۔။។"
CLOSERS = "\"'”’»«“)]}」』）】›"

# A line longer than this is judged by its head and its tail, so that no pattern ever sees a whole hostile line.
LONG = 600

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
    """Every paragraph of `text` in order."""
    chunks: list[list[tuple[int, int]]] = []
    after_blank = True
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        stripped = text[at:end].strip()
        if stripped:
            start = text.index(stripped[0], at)
            if after_blank:
                chunks.append([])
            chunks[-1].append((start, start + len(stripped)))
        after_blank = not stripped
        at = end + 1
    if _wrapped(text, chunks):
        chunks = [_joined(text, chunk) for chunk in chunks]
    return [Line(start, end, text[start:end], i) for i, chunk in enumerate(chunks) for start, end in chunk]


def _wrapped(text: str, chunks: list[list[tuple[int, int]]]) -> bool:
    """Whether the lines were broken at a fixed width: all under 100 letters, most nearly as long as the longest."""
    broken = [line for chunk in chunks if len(chunk) > 2 for line in chunk[:-1]]
    if len(broken) < 4:
        return False
    width = max(end - start for chunk in chunks for start, end in chunk)
    if not 40 < width < 100:
        return False
    full = sum(end - start > 0.7 * width for start, end in broken)
    running = sum(text[end - 1] not in TERMINALS + CLOSERS for _, end in broken)
    return full > 0.7 * len(broken) and running > 0.6 * len(broken)


def _joined(text: str, chunk: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A wrapped chunk as one paragraph; short lines at its head (a byline over the text) stay lines of their own."""
    width = max(end - start for start, end in chunk)
    head = 0
    while head < len(chunk) - 1 and chunk[head][1] - chunk[head][0] < 0.6 * width:
        head += 1
    return [*chunk[:head], (chunk[head][0], chunk[-1][1])]


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
    return any(c.isupper() or c.islower() for c in text[:LONG])


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
    return any(c.isupper() or c.istitle() for c in word) or not (word[0].islower() or word[0].isupper())
