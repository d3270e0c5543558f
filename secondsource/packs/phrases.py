"""Phrases as packs write them, compiled to one pattern.

A phrase is words with spaces between. `*` stands for any letters (`bekreft*`), `…` for a gap of up to
eight words inside a clause (`skal … ha`), and any white space, straight or curly apostrophe will do.
Phrases match in any case, as whole words where the script has spaces between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Key = TypeVar("Key")

LETTER = r"[^\W\d_]"
GAP = r"(?:\s+[^\s.!?;:,]+){0,8}?\s+"
APOSTROPHES = "'’ʼ"


def pattern(phrase: str) -> str:
    """The regular expression for one phrase, without the word edges around it."""
    parts = []
    for word in re.split(r"(\s*…\s*|\s+)", phrase.strip()):
        if "…" in word:
            parts.append(GAP)
        elif word.isspace():
            parts.append(r"\s+")
        else:
            escaped = "".join(
                rf"(?:{LETTER}|[-\u0300-\u036f])*" if c == "*" else f"[{APOSTROPHES}]" if c in APOSTROPHES else re.escape(c)
                for c in word
            )
            parts.append(escaped)
    return "".join(parts)


def alternation(phrases: Sequence[str], *, spaces: bool) -> re.Pattern[str]:
    """One pattern for any of the phrases, longest first; it never matches where there are none.

    `spaces` is false for scripts that put no spaces between words, where phrases match inside a run.
    """
    if not phrases:
        return re.compile(r"(?!)")
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    body = "|".join(edged(p) if spaces else pattern(p) for p in ordered)
    return re.compile(f"(?:{body})", re.IGNORECASE)


def edged(phrase: str) -> str:
    """The phrase's pattern with word edges where it begins or ends in a letter or digit."""
    left = r"(?<!\w)" if re.match(r"\w", phrase) else ""
    right = r"(?!\w)" if re.search(r"[\w*]$", phrase) else ""
    return left + pattern(phrase) + right


@dataclass(frozen=True)
class Table(Generic[Key]):
    """Phrases sorted under keys: finds them and says under which key each stands."""

    entries: Mapping[Key, Sequence[str]]
    spaces: bool = True

    @cached_property
    def any(self) -> re.Pattern[str]:
        """Matches a phrase of whichever key."""
        return alternation([p for phrases in self.entries.values() for p in phrases], spaces=self.spaces)

    @cached_property
    def _by_key(self) -> list[tuple[str, Key, re.Pattern[str]]]:
        rows = [(p, key) for key, phrases in self.entries.items() for p in phrases]
        # The longest phrase decides; of two equal ones, the first that the pack lists.
        return [(p, key, re.compile(pattern(p), re.IGNORECASE)) for p, key in sorted(rows, key=lambda r: -len(r[0]))]

    @cached_property
    def _exact(self) -> dict[str, Key]:
        return {p.casefold(): key for p, key, _ in reversed(self._by_key)}

    def key(self, text: str) -> Key | None:
        """The key under which `text` as a whole stands, or None."""
        known = self._exact.get(text.casefold())
        if known is not None:
            return known
        return next((key for _, key, compiled in self._by_key if compiled.fullmatch(text)), None)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[re.Match[str], Key]]:
        """Each phrase found in `text[start:end]`, left to right, with its key."""
        for match in self.any.finditer(text, start, len(text) if end is None else end):
            key = self.key(match.group())
            if key is not None:
                yield match, key
