"""Quantities: numbers in running text, with what they count and what their words allow.

Not quantities: clock times, ordinals, codes and names with digits, telephone numbers, and "one" where it may be an
article.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from secondsource.model import Quantity
from secondsource.packs import Pack
from secondsource.reading.lexicon import OPEN_ENDED, STARTS, UNSPACED
from secondsource.reading.number_reader import Number, NumberReader
from secondsource.reading.number_words import Bound, number_words
from secondsource.words import MARKS

# "One person" may only be an article with its noun.
COUNTED_THINGS = ("person", "household", "dose")

# "Hundred", "million" and more are abbreviated to so many letters.
SCALE, LONGEST_ABBREVIATION = 100, 2

GAP = re.compile(r"[^\S\n]{0,2}")
LINK = re.compile(rf"([^\W\d_](?:[^\W\d_]|[{MARKS}])*)\s|([^\W\d_]['’])")
NOUN = re.compile(rf"[^\S\n]{{0,2}}-?([^\W\d_][\w{MARKS}’'-]*)")
NOUN_UNSPACED = re.compile(rf"([{UNSPACED}]{{1,2}})")


def find(text: str, start: int, end: int, pack: Pack, taken: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The quantities in `text[start:end]`, in order, outside the `taken` spans (times, as a rule)."""
    reader = NumberReader(text, start, end, pack)
    counter = _Counter(text, pack)
    spans = sorted(taken)
    found: list[Quantity] = []
    done = start
    for begin in STARTS.finditer(text, start, end):
        at = begin.start()
        if at < done or begin["sign"]:
            continue
        span = bisect_right(spans, (at, len(text))) - 1
        if span >= 0 and at < spans[span][1]:
            done = spans[span][1]
            continue
        limit = spans[span + 1][0] if span + 1 < len(spans) else end
        number, done = reader.number(at, min(limit, end), bool(begin["digit"]))
        if number is not None:
            quantity = counter.quantity(number, found[-1].end if found else start, min(limit, end))
            if quantity is not None:
                found.append(quantity)
                done = max(done, quantity.end)
    return tuple(found)


class _Counter:
    """Finds what numbers count."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text, self.pack = text, pack
        self.words = number_words(pack)

    def quantity(self, number: Number, low: int, end: int) -> Quantity | None:
        """The number with its unit, noun and bounds, or None where it counts nothing after all."""
        begin, stop = number.start, number.end
        unit: str | None = None
        if sign := self.words.unit_before(self.text, low, begin):
            unit, begin = sign
        noun, behind = "", stop
        if unit is None:
            unit, behind = self._unit(stop, end)
        elif self._unit(stop, end)[0] == unit:
            behind = self._unit(stop, end)[1]
        if unit is None:
            noun, behind = self._noun(stop, end)
        elif behind > stop:
            noun = self.text[stop:behind].strip(" -\u00a0\u202f")
        if number.word and not self._counts(number, unit):
            return None
        first, last, approximate = number.low, number.high, False
        bound: tuple[Bound, int] | None = self.words.bound_before(self.text, low, begin)
        if bound is not None:
            begin = bound[1]
        elif bound := self.words.bound_behind(self.text, behind, end):
            behind = bound[1]
        if bound is not None:
            approximate = bound[0] == "about"
            first = -math.inf if bound[0] == "most" else first
            last = math.inf if bound[0] == "least" else last
        return Quantity(begin, behind, self.text[begin:behind], first, last, approximate, unit, noun)

    def _unit(self, at: int, end: int) -> tuple[str | None, int]:
        for begin in self._behind_number(at, end):
            match, units = self.words.units.longest(self.text, begin, end)
            if match is not None:
                return units[0], match.end()
        return None, at

    def _behind_number(self, at: int, end: int) -> Iterator[int]:
        """Where a unit may begin: at once, after a space or hyphen, after a small word ("1,2 million de foyers")."""
        gap = GAP.match(self.text, at, end)
        begin = gap.end() if gap else at
        if at < end:
            yield at
        if at < begin < end:
            yield begin
        if self.text[at : at + 1] in ("-", "‑") and at + 1 < end:
            yield at + 1
        link = LINK.match(self.text, begin, end)
        if link and (link[1] or link[2]).casefold() in self.words.links and link.end() < end:
            yield link.end()

    def _noun(self, at: int, end: int) -> tuple[str, int]:
        """The word or two behind a number, without small words."""
        unspaced = NOUN_UNSPACED.match(self.text, at, end)
        if unspaced is not None:
            return unspaced[1], unspaced.end()
        first = NOUN.match(self.text, at, end)
        if first is None or first[1].casefold() in self.words.small:
            return "", at
        second = NOUN.match(self.text, first.end(), end)
        german = self.pack.writing.capitals == "nouns"
        if second is None or second[1].casefold() in self.words.small or (german and first[1][0].isupper()):
            return first[1], first.end()
        if second[1][0].isupper() and not german:
            return first[1], first.end()
        return self.text[first.start(1) : second.end()], second.end()

    def _counts(self, number: Number, unit: str | None) -> bool:
        """Whether a number in words counts something: "one" is often an article, "half" a share of it."""
        if re.match(f"[{OPEN_ENDED}]", self.text[number.start]):
            return unit is not None  # the same letters are parts of other words
        if number.low >= SCALE and number.end - number.start <= LONGEST_ABBREVIATION:
            return False  # "I'm": short for a million only behind digits
        if number.low <= 1:
            return unit is not None and unit not in COUNTED_THINGS
        return True


# --- comparing ------------------------------------------------------------------------------------
