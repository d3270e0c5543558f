"""Report text made safe to look at: what cannot be seen, or moves other text about, is spelled out.

A report is written by strangers. An escape sequence in it could recolour a terminal, a bidirectional
override could turn a sentence round ("Trojan Source", CVE-2021-42574), a zero-width space could hide
that two names differ. Everything that is drawn goes through `visible` first; the JSON document alone
keeps the text as it came.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters (C0 but for tab and line feed, DEL, C1), zero-width characters, line separators,
# bidirectional embeddings, overrides and isolates, invisible operators, fillers, annotation anchors, tags,
# lone surrogates, and the two that are no characters at all and that XML forbids.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u034f\u115f\u1160\u180e\u200b-\u200d\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff\ufffe\uffff]"
)

# Soft hyphens and the marks that only help a line of mixed direction: seen by nobody, in many honest reports,
# and without power over other text. They are left out instead of spelled out.
_SILENT = re.compile("[\u00ad\u061c\u200e\u200f]")

_JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """`text` with every unseen character written as ⟨U+001B⟩; tabs and line feeds stay.

    Zero-width joiners stay after letters of scripts that are spelled with them (Persian, Hindi) and in
    emoji; between Latin, Greek or Cyrillic letters they are spelled out.

    >>> visible("a\\x1b[31mb")
    'a⟨U+001B⟩[31mb'
    """
    return _UNSEEN.sub(_spell, _SILENT.sub("", text))


def one_line(text: str) -> str:
    """`visible`, with every run of white space as one space: for places where a line is a line."""
    return visible(" ".join(text.split()))


def _spell(match: re.Match[str]) -> str:
    character = match[0]
    if character in _JOINERS and match.start():
        before = match.string[match.start() - 1]
        # Caseless letters, their vowel signs, emoji and what modifies these.
        if ord(before) >= 0x0600 and unicodedata.category(before) in {"Lo", "Mn", "Mc", "So", "Sk"}:
            return character
    return f"⟨U+{ord(character):04X}⟩"
