"""Names made comparable across scripts: case, hyphens, spacing, accents and alphabets taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from anyascii import anyascii

from secondsource.model import Reading


@lru_cache(maxsize=65536)
def latin(name: str) -> str:
    """A name in plain lower-case Latin letters, words parted by single spaces: "Ким Чен-Ын" gives "kim chen yn"."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(name).casefold()))


@lru_cache(maxsize=65536)
def script_of(name: str) -> str:
    """The script of a name's first letter, by the first word of its Unicode name: LATIN, CYRILLIC, HANGUL …"""
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """How alike two names are in Latin letters, 0 to 1, word order and spacing aside."""
    one, two = latin(a).replace(" ", ""), latin(b).replace(" ", "")
    if not one or not two:
        return 0.0
    if one == two:
        return 1.0
    low, high = sorted((one, two))  # the measure is not symmetric
    return SequenceMatcher(None, low, high, autojunk=False).ratio()


# What sounds alike is written alike: letters of one class, after pairs of letters that are one sound. Vowels, h, w and
# y are left out, which scripts leave unwritten or write at will.
PAIRS_OF_LETTERS = (
    ("kh", ""), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("cz", "s"), ("zh", "s"), ("ts", "s"), ("tz", "s"),
    ("ph", "f"), ("qu", "k"), ("ck", "k"), ("x", "ks"),
)  # fmt: skip
CLASSES = str.maketrans("bpvfdtgkqcszjlrmnaeiouhwy", "PPPPTTKKKKSSSLLMN        ")


# How like the letters of names must at least be whose consonants are equal, in one script.
BY_EAR = 0.6


@lru_cache(maxsize=65536)
def sounds(name: str) -> str:
    """The consonants of a name by classes of sound: Керте, Kerte and كرته all give "KLT"."""
    letters = latin(name).replace(" ", "")
    for pair, one in PAIRS_OF_LETTERS:
        letters = letters.replace(pair, one)
    return re.sub(r"(.)\1+", r"\1", letters.translate(CLASSES).replace(" ", ""))


def spelt_by_ear(a: str, b: str) -> bool:
    """Whether two names sound alike in their consonants and are not far apart in their letters ("Chokri Ben Ameur",
    "Shukri Bin Amer")."""
    return sounds(a) == sounds(b) and likeness(a, b) >= BY_EAR


def inflected(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, given as words in small letters, are one, case endings aside: "Kurierowi Porannemu" is the
    Kurier Poranny."""
    return len(one) == len(other) and all(
        a[: max(4, round(0.7 * len(a)))] == b[: max(4, round(0.7 * len(a)))] for a, b in zip(one, other, strict=True)
    )


def key_forms(reading: Reading) -> frozenset[str]:
    """What a report's names come to, in a form that other languages' reports share: state codes and Latin names."""
    return frozenset(n.code or latin(n.base).replace(" ", "") for n in reading.names) - {""}
