"""Bytes to text, and which encoding they were in.

The order is: a byte order mark; UTF-16 without one, which its zero bytes give away; UTF-8; UTF-8 with a few
stray Windows-1252 bytes, as pasted-together pages have; what an HTML page declares; and only then a guess,
among the encodings that browsers know (https://encoding.spec.whatwg.org/), by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from secondsource.errors import InputError
from secondsource.intake.language import detect

# A guess needs a few thousand letters; more only costs time.
SAMPLE_BYTES = 40_000

# A stray control byte is cleaned away later; with more than this share of them the content is something else.
MAX_CONTROL_SHARE = 0.02

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# First bytes of files that people name by mistake, and what to do with them.
_FORMATS = (
    (b"%PDF-", "a PDF", "save its text to a .txt file"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it"),
    (b"BZh", "compressed with bzip2", "unpack it"),
    (b"\xfd7zXZ", "compressed with xz", "unpack it"),
    (b"\x89PNG", "a picture", "type out its text"),
    (b"\xff\xd8\xff", "a picture", "type out its text"),
    (b"GIF8", "a picture", "type out its text"),
    (b"SQLite format 3", "a database", "export its reports as text"),
)

_GUESSES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_15", "koi8_r", "koi8_u", "mac_roman",
    "cp866", "gb18030", "big5", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "cp949",
]  # fmt: skip

# The encodings that pages in a language had: https://html.spec.whatwg.org/multipage/parsing.html (locale defaults),
# with the ISO encoding beside the Windows one; all other languages in Latin letters had the Western one.
_WESTERN = ("cp1252", "iso8859_15")
_CENTRAL = ("cp1250", "iso8859_2")
_BALTIC = ("cp1257",)
_USUAL = {
    **dict.fromkeys(("cs", "sk", "pl", "hu", "hr", "bs", "sl", "sr", "ro", "sq"), _CENTRAL),
    **dict.fromkeys(("et", "lt", "lv"), _BALTIC),
    **dict.fromkeys(("tr", "az"), ("cp1254",)),
    "vi": ("cp1258",),
}

_CONTROL = bytes(range(0x09)) + bytes(range(0x0E, 0x1B)) + bytes(range(0x1C, 0x20)) + b"\x7f"
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([-\w:]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    """Python's name of the encoding; "utf-8, in places cp1252" where two were mixed."""


def decode(content: bytes, name: str) -> Decoded:
    """The text in `content`; raises `InputError`, which names `name`, where it holds none."""
    if not content:
        raise InputError(name, "is empty; save the report's text in it or leave it out")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding, "replace"), encoding)
    for start, kind, remedy in _FORMATS:
        if content.startswith(start):
            raise InputError(name, f"is {kind}, not text; {remedy}")
    wide = _utf16_without_mark(content)
    if wide:
        return wide
    if len(content) - len(content.translate(None, _CONTROL)) > MAX_CONTROL_SHARE * len(content):
        raise InputError(name, "is binary data, not text; save the report as plain text")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(content, name)
    # ISO-2022-JP is pure ASCII with escapes, so UTF-8 would take it and show nonsense.
    if "\x1b$" in text[:SAMPLE_BYTES] and (japanese := _try(content, "iso2022_jp")):
        return japanese
    return Decoded(text, "utf-8")


def _legacy(content: bytes, name: str) -> Decoded:
    """Text that is not quite, or not at all, UTF-8."""
    whole = len(_MULTIBYTE.findall(content))
    stray = len(_MULTIBYTE.sub(b"", content).translate(None, bytes(range(0x80))))
    if whole > stray:
        return Decoded(_mixed(content), "utf-8, in places cp1252")
    declared = _DECLARED.search(content[:4_000])
    if declared and (page := _try(content, declared[1].decode("ascii", "replace"))):
        return page
    # A sample cut in the middle of a letter would rule its encoding out, so it ends at a line or a space.
    sample = content[:SAMPLE_BYTES]
    if len(content) > SAMPLE_BYTES:
        sample = sample[: max(sample.rfind(b"\n"), sample.rfind(b" "), SAMPLE_BYTES // 2)]
    best = from_bytes(sample, cp_isolation=_GUESSES, enable_fallback=False).best()
    if best is None:
        raise InputError(name, "is in no encoding that could be told; save it as UTF-8")
    encoding = _usual(sample, str(best), best.encoding) or best.encoding
    return _try(content, encoding) or Decoded(content.decode(encoding, "replace"), encoding)


def _usual(sample: bytes, text: str, guess: str) -> str | None:
    """The encoding that texts in this language had, where the guess is another and does not fit better.

    In Latin letters the guesses differ in a few accents only, which is too little for statistics of letters and
    plenty for telling the language: of 114 encoded reports, 16 came out wrong without this step and 3 with it.
    """
    high = [byte for byte in sample if byte >= 0x80]
    letters = sum(byte >= 0xC0 for byte in high)
    if 4 * len(high) > len(sample) or 2 * letters < len(high):
        return None  # another script, or an encoding that has its letters elsewhere
    usual = _USUAL.get(detect(text), _WESTERN)
    return None if guess in usual else next((encoding for encoding in usual if _try(sample, encoding)), None)


def _utf16_without_mark(content: bytes) -> Decoded | None:
    """UTF-16 that lost its mark: spaces and digits leave zero bytes in every other place, and only there."""
    sample = content[: SAMPLE_BYTES // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # In Chinese only line ends and digits leave any, hence so few are enough.
    if max(even, odd) <= 0.002 * len(sample) or 2 * min(even, odd) >= max(even, odd):
        return None
    decoded = _try(content[: len(content) // 2 * 2], "utf-16-le" if odd > even else "utf-16-be")
    text = decoded.text[:SAMPLE_BYTES] if decoded else ""
    shown = sum(c.isprintable() or c.isspace() for c in text)
    # Half Latin and half Chinese: bytes of something else, taken for letters two by two.
    mixed = max(even, odd) > len(sample) / 8 and sum(c >= "\u3000" for c in text) > len(text) / 4
    return decoded if text and shown > 0.98 * len(text) and not mixed else None


def _try(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(content.decode(encoding), encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _mixed(content: bytes) -> str:
    """UTF-8 whose broken bytes are read as Windows-1252, piece by piece, in one pass."""
    parts, at = [], 0
    for match in re.finditer(rb"(?:[\x00-\x7f]|" + _MULTIBYTE.pattern + rb")+", content):
        parts.append(content[at : match.start()].decode("cp1252", "replace"))
        parts.append(match.group().decode("utf-8", "replace"))
        at = match.end()
    return "".join(parts) + content[at:].decode("cp1252", "replace")
