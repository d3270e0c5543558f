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
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")

LETTER = r"[^\W\d_]"
ANY_LETTERS = rf"(?:{LETTER}|[-\u0300-\u036f])*"
GAP = r"(?:\s+[^\s.!?;:,]+){0,8}?\s+"
SPACE = r"\s+"
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
    return "".join(units(phrase))


def alternation(phrases: Sequence[str], *, spaces: bool, attached: bool = False) -> re.Pattern[str]:
    """One pattern for any of the phrases, longest first; it never matches where there are none.

    `spaces` is false for scripts that put no spaces between words, where phrases match inside a run; `attached`
    is true where words take particles at their ends, so that a phrase of several letters may stand inside a word.
    The pattern is a trie, so that a text is not tried against hundreds of phrases at every word.
    """
    worded: dict[str, Any] = {}
    bare: dict[str, Any] = {}
    for phrase in sorted(set(phrases)):
        whole = spaces and not (attached and len(phrase) > 1)
        edged = whole and re.match(r"\w", phrase)
        row = units("".join(c.lower() if len(c.lower()) == 1 else c for c in phrase))  # "İ" has no single small letter
        if whole and re.search(r"[\w*]$", phrase):
            row.append(r"(?!\w)")
        node = worded if edged else bare
        for unit in row:
            node = node.setdefault(unit, {})
        node[""] = {}
    parts = [rf"(?<!\w){_branches(worded)}" if worded else "", _branches(bare) if bare else ""]
    return re.compile("|".join(filter(None, parts)) or r"(?!)", re.IGNORECASE)


def _branches(node: Mapping[str, Any]) -> str:
    """The trie below a node as a pattern; literal letters before open ones, and the end of a phrase last."""
    if len(node) == 1:
        unit, below = next(iter(node.items()))
        return unit + _branches(below) if unit else ""
    ordered = sorted(node, key=lambda unit: (unit == "", unit.startswith("(?"), unit))
    return "(?:" + "|".join(unit + _branches(node[unit]) if unit else "" for unit in ordered) + ")"


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
