"""Reads one number: digits or words, with scales, as a range, and tells it from clock times, codes and ordinals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from secondsource.packs import Pack
from secondsource.reading.lexicon import OPEN_ENDED
from secondsource.reading.number_words import NumberWords, number_words

CLOCK = re.compile(r"\d{1,2}[:h]\d{2}(?!\d)|\d{1,2}\.[0-5]\d(?![\d%])")
DASH = re.compile(r"\s?[-–—~〜～]\s?(?=\d)")
CODE_BEFORE = re.compile(rf"(?:(?![{OPEN_ENDED}])[^\W\d_][-‐‑.]?|[\d#№+*=/:.,_]|\d-)\Z")
CODE_BEHIND = re.compile(r"[-‐‑/]\d|[.,:]\d|[^\W\d]")
HYPHENED = re.compile(r"[-‐‑][^\W\d]")
REST_OF_CODE = re.compile(r"[\w.,:/-]*")
FIRST_WORD = re.compile(r"(?:\A|[.!?…:;\n])[\s\"'“„«»‘’”—–(¿¡-]*\Z")
SMALL_WORD = re.compile(r"([^\W\d_]{1,3})\s")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, without what it counts."""

    start: int
    end: int
    low: float
    high: float
    """More than `low` for a range ("10-20")."""
    word: bool
    """Written in words, at least at its beginning."""


class NumberReader:
    """Reads the numbers of `text[start:end]`."""

    def __init__(self, text: str, start: int, end: int, pack: Pack) -> None:
        self.text, self.start, self.end, self.pack = text, start, end, pack
        self.words: NumberWords = number_words(pack)

    def number(self, at: int, end: int, digit: bool) -> tuple[Number | None, int]:
        """The number that begins at `at`, or None, and where to read on."""
        if not digit:
            return self._in_words(at, end)
        match = self.words.digits.match(self.text, at, end)
        if match is None:
            return None, at + 1
        clock = CLOCK.match(self.text, at, end)
        if clock is not None and clock.end() >= match.end() and not self.measured(clock.end(), end):
            return None, clock.end()
        code = CODE_BEFORE.search(self.text, max(self.start, at - 2), at)
        if code is not None and self.words.unit_before(self.text, self.start, at) is None:
            return None, self._behind_run(match.end(), end)
        low, stop = self._scaled(self.words.value(match.group()), match.end(), end)
        high = low
        other = DASH.match(self.text, stop, end)
        if other is not None and (second := self.words.digits.match(self.text, other.end(), end)):
            bare = self.words.value(second.group())
            high, after = self._scaled(bare, second.end(), end)
            if bare <= 0 or high <= low or CODE_BEHIND.match(self.text, after, min(self.end, after + 2)):
                return None, self._behind_run(after, end)
            if low < bare and low < high / 1000:  # "2-3 million"
                low *= high / bare
            stop = after
        elif self._is_code(stop, end) or self._is_ordinal(match.end(), stop, end):
            return None, self._behind_run(stop, end)
        return Number(at, stop, low, high, word=False), stop

    def _in_words(self, at: int, end: int) -> tuple[Number | None, int]:
        total, current, smallest, stop, seen = 0.0, 0.0, math.inf, at, False
        while stop < end:
            begin = self._next_word(stop, end, fraction=0 < current < 1, hundreds=smallest >= 100) if seen else stop
            if begin >= end:
                break
            match, values = self.words.words.longest(self.text, begin, end)
            scale, scales = self.words.scales.longest(self.text, begin, end)
            if scale is not None and (match is None or scale.end() >= match.end()):
                value = scales[0]
                current = (current or 1) * value
                if value >= 1000:
                    total, current = total + current, 0.0
                smallest, stop = min(smallest, value) if value >= 1000 else value, scale.end()
            elif match is not None and values[0] < smallest and (not seen or smallest >= 10):
                current += values[0]
                smallest, stop = _place(values[0]), match.end()
            elif (tens := self._tens_behind(stop, end, current)) is not None:
                current, smallest, stop = current + tens[0], 1.0, tens[1]
            else:
                break
            seen = True
        if not seen:
            return None, at + 1
        before = self.text[max(self.start, at - 12) : at]
        if self.text[at].isupper() and self.pack.writing.capitals == "names" and not FIRST_WORD.search(before):
            return None, stop  # a name: Seven, Otto
        return Number(at, stop, total + current, total + current, word=True), stop

    def _tens_behind(self, at: int, end: int, ones: float) -> tuple[float, int] | None:
        """The tens that some languages put last, behind a linking word: "five and twenty", خمسة وعشرون."""
        begin = at + 1 if self.text[at : at + 1] in (" ", "\u00a0") else at
        if not 0 < ones < 10:
            return None
        for link in self.words.links:
            if not self.text.startswith(link, begin):
                continue
            begin += len(link)
            begin += self.text[begin : begin + 1].isspace()
            match, values = self.words.words.longest(self.text, begin, end) if begin < end else (None, [])
            return (values[0], match.end()) if match and 20 <= values[0] < 100 and values[0] % 10 == 0 else None
        return None

    def _next_word(self, at: int, end: int, *, fraction: bool, hundreds: bool) -> int:
        """Where the next word of a number may begin; "half a million" and "two hundred and fifty" have one between."""
        begin = at + 1 if self.text[at] in " -\u00a0" else at
        small = SMALL_WORD.match(self.text, begin, end)
        if begin > at and small is not None:
            behind = small.end()
            if fraction and self.words.scales.longest(self.text, behind, end)[0] is not None:
                return behind
            linked = hundreds and small[1].casefold() in self.words.links
            if linked and self.words.words.longest(self.text, behind, end)[0] is not None:
                return behind
        return begin

    def _scaled(self, value: float, at: int, end: int) -> tuple[float, int]:
        """The value with the scales behind it, and further digits as in 4만8천."""
        total, current, seen = 0.0, value, False
        while at < end:
            gap = 1 if self.text[at : at + 1] in (" ", "\u00a0", "\u202f") else 0
            scale, scales = self.words.scales.longest(self.text, at + gap, end) if at + gap < end else (None, [])
            if scale is None:
                break
            current = (current or 1) * scales[0]
            if scales[0] >= 10000 or not re.match(f"[{OPEN_ENDED}]", scale.group()):
                total, current = total + current, 0.0
            at, seen = scale.end(), True
            more = self.words.digits.match(self.text, at, end)
            if more is None or not re.match(f"[{OPEN_ENDED}]", scale.group()):
                continue
            total, current, at = total + current, self.words.value(more.group()), more.end()
        return (total + current, at) if seen else (value, at)

    def _is_code(self, at: int, end: int) -> bool:
        """Whether letters or digits are written onto the number: 42nd, 58-Jährige, 3-0, 1.2.3."""
        behind = CODE_BEHIND.match(self.text, at, min(self.end, at + 2))
        if behind is None:
            hyphen = HYPHENED.match(self.text, at, end)
            unit, _ = self.words.units.longest(self.text, at, end) if hyphen else (None, [])
            return hyphen is not None and unit is None and not self.measured(at + 1, end)
        if behind.group()[0].isalpha():
            return not self.measured(at, end) and not re.match(f"[{OPEN_ENDED}]", behind.group())
        return True

    def _is_ordinal(self, digits: int, at: int, end: int) -> bool:
        if digits != at or self.text[at : at + 1] != "." or at + 1 >= end:
            return any(self.text.startswith(s, at) for s in self.pack.time.day_suffixes if s[0].isalpha())
        return "." in self.pack.time.day_suffixes and re.match(r"\s?\w", self.text[at + 1 : at + 3]) is not None

    def measured(self, at: int, end: int) -> bool:
        """Whether a unit or scale stands at `at`."""
        at += self.text[at : at + 1].isspace()
        lexicons = (self.words.units, self.words.scales)
        return at < end and any(lexicon.longest(self.text, at, end)[0] is not None for lexicon in lexicons)

    def _behind_run(self, at: int, end: int) -> int:
        run = REST_OF_CODE.match(self.text, at, end)
        return max(run.end() if run else at, at)


def _place(value: float) -> float:
    """What may follow a number word: ones after twenty, tens after hundred, nothing after three."""
    if value >= 100:
        return 100.0
    return 10.0 if value >= 20 and value % 10 == 0 else 1.0
