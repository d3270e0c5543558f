"""A text as words that a database can find, the same in SQLite and PostgreSQL and for every script.

Case, accents and width are taken away, letters that Arabic writes in several ways are one, and runs of scripts without
spaces become overlapping pairs of letters, since where their words end nobody has marked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from secondsource.words import UNSPACED, WORD

LONGEST_WORD = 60
"""Letters; what is longer is no word."""

_RUNS = re.compile(rf"{UNSPACED.pattern}+|[^\W_]+")
# alef with hamza or madda, dotless ya, ta marbuta; Persian kaf and ya
_ONE_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"})
_LENGTHENED = "\u0640"


def folded(text: str) -> str:
    """A text without case, accents, vowel points and width."""
    apart = unicodedata.normalize("NFKD", text.casefold()).replace(_LENGTHENED, "")
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFKC", bare).translate(_ONE_LETTER)


def tokens(text: str) -> list[str]:
    """The words of a text as they are kept and looked for, in order."""
    return [token for word in WORD.findall(unicodedata.normalize("NFKC", text)) for token in _tokens(word)]


@lru_cache(maxsize=200_000)
def _tokens(word: str) -> tuple[str, ...]:
    found: list[str] = []
    for run in _RUNS.findall(folded(word)):
        if UNSPACED.match(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        elif len(run) <= LONGEST_WORD:
            found.append(run)
    return tuple(found)
