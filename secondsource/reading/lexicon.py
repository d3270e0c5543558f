"""Finds many phrases in one pass over a text, in time that grows with the text and not with the phrases.

Phrases are kept under the first two letters that they can begin with, so that a word is compared only with the
few phrases that could start there. Where several phrases match at one place, the longest decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from secondsource.packs.phrases import pattern
from secondsource.words import MARKS, goes_on

Value = TypeVar("Value")

# Scripts that put no spaces between words; in them a phrase may begin and end anywhere.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Hangul writes its particles onto the word: a phrase ends anywhere, but begins where a word does.
OPEN_ENDED = UNSPACED + "\uac00-\ud7a3"

# Where a phrase may begin: a word's first letter or digit, a sign, or any letter of a script without spaces.
STARTS = re.compile(
    rf"(?P<digit>(?<![\w{MARKS}])\d|(?<=[{OPEN_ENDED}])\d)"
    rf"|(?P<letter>(?<![\w{MARKS}])[^\W\d]|[{UNSPACED}]|(?<=\d)[^\W\d])"
    rf"|(?P<sign>[^\w\s{MARKS}])"
)


def edged(phrase: str) -> str:
    """The pattern of a phrase that must end where a word ends, as far as its script marks that."""
    return pattern(phrase) + right_edge(phrase)


def right_edge(phrase: str) -> str:
    """What must follow a phrase: no further letter, where its last one belongs to a script with word ends."""
    last = phrase.strip()[-1:]
    return r"(?!\w)" if re.match(rf"[\w{MARKS}]", last) and not re.match(f"[{OPEN_ENDED}]", last) else ""


class Lexicon(Generic[Value]):
    """Phrases with what they mean."""

    def __init__(self) -> None:
        self._buckets: dict[str, list[tuple[str, Value]]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def add(self, phrase: str, value: Value) -> None:
        """Adds a phrase as packs write them."""
        self.add_pattern(edged(phrase), [phrase], value)

    def add_pattern(self, source: str, beginnings: Iterable[str], value: Value) -> None:
        """Adds a regular expression, with the words or single characters that its matches can begin with."""
        for key in {_key(beginning.strip(), 0) for beginning in beginnings}:
            self._buckets.setdefault(key, []).append((source, value))

    def longest(self, text: str, start: int, end: int) -> tuple[re.Match[str] | None, list[Value]]:
        """The longest match that begins at `start`, with all its values, or None and nothing."""
        key = _key(text, start)
        best: re.Match[str] | None = None
        values: list[Value] = []
        # "*" holds the phrases that begin with a wildcard
        for bucket in {key, key[:1], "*"}:
            for source, value in self._buckets.get(bucket, ()):
                match = self._pattern(source).match(text, start, end)
                if match is None or match.end() == start or (best is not None and match.end() < best.end()):
                    continue
                if goes_on(text, match.end()):
                    continue
                if best is None or match.end() > best.end():
                    best, values = match, []
                values.append(value)
        return best, values

    def _pattern(self, source: str) -> re.Pattern[str]:
        """Compiled when first asked for: of thousands of phrases a text meets the beginnings of few."""
        if source not in self._compiled:
            self._compiled[source] = re.compile(source, re.IGNORECASE)
        return self._compiled[source]

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], list[Value]]]:
        """Each phrase in `text[start:end]`, left to right and without overlaps, the longest at each place."""
        done = start
        for begin in STARTS.finditer(text, start, end):
            if begin.start() < done:
                continue
            match, values = self.longest(text, begin.start(), end)
            if match is not None:
                done = match.end()
                yield match, values


def _key(text: str, at: int) -> str:
    """The first two letters, folded, or the first alone where a wildcard, a gap or the end follows; any digit is 0."""
    first, second = text[at : at + 1], text[at + 1 : at + 2]
    if first.isdigit():
        return "0"
    return _fold(first) + _fold(second) if second.isalpha() else _fold(first)


def _fold(character: str) -> str:
    if character in "'’ʼ":
        return "'"
    # Both Turkish i's fold to one, as regular expressions that ignore case hold them for one.
    folded = unicodedata.normalize("NFD", character.casefold())[:1]
    return "i" if folded == "ı" else folded
