"""Which language a report is in, by lingua (https://github.com/pemistahl/lingua-rs), which carries its models.

Its low-accuracy mode reads three-letter sequences only. On texts of more than 120 letters it does what the
other mode does, in a tenth of the memory (90 MB against 900 MB); reports are longer than that.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from lingua import LanguageDetector, LanguageDetectorBuilder

from secondsource.packs import load, lookalikes

UNDETERMINED = "und"

# Letters that detection reads: much more than it needs, and a hostile report costs no more.
SAMPLE = 3_000
# Fewer letters than this say nothing certain.
MIN_LETTERS = 12
# How far the best language must be ahead of the next.
MIN_LEAD = 0.2

# A language that is written in two ways, and the one that is meant where nothing more is said (ISO 639-1).
_MACRO = {"no": "nb"}

# Scripts of one language each that lingua does not know; Unicode's name of the script, ISO 639-1.
_SCRIPTS = {
    "ETHIOPIC": "am",
    "MYANMAR": "my",
    "KHMER": "km",
    "LAO": "lo",
    "SINHALA": "si",
    "MALAYALAM": "ml",
    "KANNADA": "kn",
    "ORIYA": "or",
    "TIBETAN": "bo",
    "THAANA": "dv",
}


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()


def detect(text: str) -> str:
    """The language of `text` in ISO 639-1, `nb` and `nn` for the two Norwegians; `und` if it cannot be told."""
    sample = text[:SAMPLE]
    letters = re.findall(r"[^\W\d_]", sample)
    dense = sum(unicodedata.east_asian_width(letter) == "W" for letter in letters)
    if len(letters) + 3 * dense < MIN_LETTERS:
        return UNDETERMINED
    script = unicodedata.name(letters[len(letters) // 2], "").partition(" ")[0]
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    best, second = _detector().compute_language_confidence_values(sample)[:2]
    if best.value - second.value < MIN_LEAD:
        return UNDETERMINED
    return _nearest(str(best.language.iso_code_639_1.name).lower(), sample)


def told_or(declared: str, detected: str) -> str:
    """The language that was detected; where it could not be told, the declared one: `nb`, `pt-BR`, `EN`.

    Catalogues declare a language of the whole outlet, feeds that of their software; so the text has the first word.
    """
    tag = re.match(r"[a-z]{2}(?=$|[-_])", declared.strip().casefold())
    if detected != UNDETERMINED or not tag:
        return detected
    return _MACRO.get(tag[0], tag[0])


def _nearest(code: str, sample: str) -> str:
    """The language itself, or one that the detector takes for it, if the words of that one's pack are met more."""
    possible = lookalikes().get(code, ())
    if not possible:
        return code
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    met = {language: sum(word in load(language).vocabulary for word in words) for language in possible}
    return max(possible, key=lambda language: met[language])  # the first of equal ones
