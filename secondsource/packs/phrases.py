"""Phrases as packs write them, compiled to one pattern.

A phrase is words with spaces between. `*` stands for any letters (`bekreft*`), `…` for a gap of up to
eight words inside a clause (`skal … ha`), and any white space, straight or curly apostrophe will do.
In `attribution.according_before`, `^` before a phrase ties it to the start of a sentence.
Phrases match in any case, as whole words where the script has spaces between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from secondsource.words import MARKS, marks_on, word_end

Key = TypeVar("Key")
Row = tuple[str, ...]

LETTER = r"[^\W\d_]"
ANY_LETTERS = rf"(?:{LETTER}|[-\u0300-\u036f])*"
GAP = r"(?:\s+[^\s.!?;:,]+){0,8}?\s+"
SPACE = r"\s+"
BEGINS, ENDS = r"(?<!\w)", r"(?!\w)"
OPEN = {ANY_LETTERS, GAP}
# The order in which units are tried at one place; literal letters are 1.
_LAST = {GAP: 0, BEGINS: 2, ANY_LETTERS: 3, ENDS: 4, "": 5}
APOSTROPHES = "'’ʼ"
KNOWN_AT_MOST = 50_000


def units(phrase: str) -> list[str]:
    """A phrase as a row of small patterns: one a letter, gap or stretch of white space."""
    row = []
    for part in re.split(r"(\s*…\s*|\s+)", phrase.strip()):
        if "…" in part:
            row.append(GAP)
        elif part.isspace():
            row.append(SPACE)
        else:
            row += [ANY_LETTERS if c == "*" else f"[{APOSTROPHES}]" if c in APOSTROPHES else re.escape(c) for c in part]
    return row


def pattern(phrase: str) -> str:
    """The regular expression for one phrase, without the word edges around it."""
    source = "".join(units(phrase))
    return _with_marks(source, phrase) if "*" in phrase else source


def alternation(phrases: Sequence[str], *, spaces: bool, attached: bool = False) -> re.Pattern[str]:
    """One pattern for any of the phrases, longest first; it never matches where there are none.

    `spaces` is false for scripts that put no spaces between words, where phrases match inside a run; `attached`
    is true where words take particles at their ends, so that a phrase of several letters may stand inside a word.
    The pattern is a trie, so that a text is not tried against hundreds of phrases at every word.
    """
    rows: list[Row] = []
    for phrase in sorted(set(phrases)):
        whole = spaces and not (attached and len(phrase) > 1)
        row = units("".join(c.lower() if len(c.lower()) == 1 else c for c in phrase))  # "İ" has no single small letter
        if whole and re.match(r"\w", phrase):
            row.insert(0, BEGINS)
        if whole and re.search(rf"[\w*{MARKS}]$", phrase):
            row.append(ENDS)
        rows.append(tuple(row))
    letters = "".join(phrases)
    source = _with_marks(_branches(rows, 0), letters) + (word_end(letters) if spaces else "") if rows else r"(?!)"
    return re.compile(source, re.IGNORECASE)


def _with_marks(source: str, letters: str) -> str:
    """A pattern in which the accents and vowel signs on letters count as part of the word that they stand in."""
    marks = marks_on(letters)
    return source.replace(ANY_LETTERS, rf"(?:{LETTER}|[-{marks}])*").replace(BEGINS, rf"(?<![\w{marks}])")


def _branches(rows: Sequence[Row], at: int) -> str:
    """The trie of what the rows hold from `at` on, as a pattern that tries the longest first.

    Two phrases part at a node, and only where it has an open unit can both still match: there, those with more words
    left go before those with fewer ("ministerstv* obrany" before "ministerstvo").
    """
    units = _by_unit(rows, at)
    if len(units) == 1:
        unit = next(iter(units))
        return unit + _branches(rows, at + 1) if unit else ""
    parts: list[str] = []
    for group in _by_words_left(rows, at) if OPEN & units.keys() else [rows]:
        below = _by_unit(group, at)
        parts += [unit + _branches(below[unit], at + 1) if unit else "" for unit in sorted(below, key=_order)]
    return "(?:" + "|".join(parts) + ")"


def _by_unit(rows: Sequence[Row], at: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[at] if at < len(row) else "", []).append(row)
    return found


def _by_words_left(rows: Sequence[Row], at: int) -> list[list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(sum(unit in (SPACE, GAP) for unit in row[at:]), []).append(row)
    return [found[words] for words in sorted(found, reverse=True)]


def _order(unit: str) -> tuple[int, str]:
    """What may stand for more before what stands for less: a gap before a space, the end of a phrase last of all."""
    return _LAST.get(unit, 1), unit


@dataclass(frozen=True)
class Table(Generic[Key]):
    """Phrases sorted under keys: finds them and says under which key each stands."""

    entries: Mapping[Key, Sequence[str]]
    spaces: bool = True
    attached: bool = False
    _seen: dict[str, Key | None] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def any(self) -> re.Pattern[str]:
        """Matches a phrase of whichever key."""
        return alternation(
            [p for phrases in self.entries.values() for p in phrases],
            spaces=self.spaces,
            attached=self.attached,
        )

    @cached_property
    def _exact(self) -> dict[str, Key]:
        exact: dict[str, Key] = {}
        for key, phrases in self.entries.items():
            for phrase in phrases:
                exact.setdefault(_plain(phrase), key)
        return exact

    @cached_property
    def _open(self) -> list[tuple[Key, re.Pattern[str]]]:
        """Phrases with a `*` or a gap; the longest decides, of two equal ones the first that the pack lists."""
        rows = [(p, key) for key, phrases in self.entries.items() for p in phrases if "*" in p or "…" in p]
        return [(key, re.compile(pattern(p), re.IGNORECASE)) for p, key in sorted(rows, key=lambda r: -len(r[0]))]

    def key(self, text: str) -> Key | None:
        """The key under which `text` as a whole stands, or None."""
        if text in self._seen:
            return self._seen[text]
        found = self._exact.get(_plain(text))
        if found is None:
            found = next((key for key, compiled in self._open if compiled.fullmatch(text)), None)
        if len(self._seen) < KNOWN_AT_MOST:  # a memory, not a leak
            self._seen[text] = found
        return found

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[re.Match[str], Key]]:
        """Each phrase found in `text[start:end]`, left to right, with its key."""
        for match in self.any.finditer(text, start, len(text) if end is None else end):
            key = self.key(match.group())
            if key is not None:
                yield match, key


def _plain(phrase: str) -> str:
    return re.sub(r"\s+", " ", re.sub(f"[{APOSTROPHES}]", "'", phrase)).strip().casefold()
