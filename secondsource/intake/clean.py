"""Text to cleaned text, in which every offset of the brief counts.

Words stay as they are. What goes is what no reader sees and what would deceive one: control characters,
zero-width marks, and the bidirectional overrides with which text can be made to read differently from what
it says (https://trojansource.codes). Line ends become `\\n`. Letters written with separate accents are put
together, so that one word is one string whichever way it was typed; no other normalisation is done.
"""

from __future__ import annotations

import re
import unicodedata

# A letter with more marks than this is decoration; composing thousands at once would be slow.
MAX_MARKS = 8

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u200b\u2060-\u2064\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # direction marks, overrides, isolates
    "\ufff9-\ufffb\U000e0000-\U000e007f]"  # annotations and tags
)
# The joiners are part of spelling in Persian and the scripts of India, and of emoji; beside these letters they are not.
_JOINERS = re.compile("(?<=[A-Za-z0-9\u00c0-\u052f\\s])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-z0-9\u00c0-\u052f\\s])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ACCENTED = re.compile(f"[^\\W\\d_][\u0300-\u036f\u3099\u309a]{{1,{MAX_MARKS}}}")
_JAMO = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


def clean(text: str) -> str:
    """`text` without what cannot be seen; takes any string and never fails."""
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _JOINERS.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    if not text.isascii():
        text = _ACCENTED.sub(_compose, text)
        text = _JAMO.sub(_compose, text)
    return text


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())
