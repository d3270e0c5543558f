"""Quantities: numbers in running text, with what they count and what their words allow.

Not quantities: clock times, ordinals, codes and names with digits, telephone numbers, and "one" where it may be an
article.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondsource.model import Quantity
from secondsource.packs import Pack
from secondsource.reading.lexicon import OPEN_ENDED, STARTS, UNSPACED
from secondsource.reading.number_words import Bound, NumberWords

# Units of one measure, to compare tonnes with kilograms: the base unit and how many of it.
MEASURES = {
    "t": ("kg", 1000.0), "g": ("kg", 0.001), "km": ("m", 1000.0), "cm": ("m", 0.01), "mile": ("m", 1609.0),
    "day": ("hour", 24.0), "week": ("hour", 168.0), "minute": ("hour", 1 / 60), "year": ("month", 12.0),
}  # fmt: skip
# Below this a number is taken as counted out; above, zeros at its end as rounded.
ROUNDED_FROM = 1000
# "About 200" may be up to this much off, and at least so much.
LARGEST_ERROR, SMALLEST_ERROR = 0.10, 0.05
# "One person" may only be an article with its noun.
COUNTED_THINGS = ("person", "household", "dose")

CLOCK = re.compile(r"\d{1,2}[:h]\d{2}(?!\d)|\d{1,2}\.[0-5]\d(?![\d%])")
DASH = re.compile(r"\s?[-–—~〜～]\s?(?=\d)")
CODE_BEFORE = re.compile(rf"(?:(?![{OPEN_ENDED}])[^\W\d_][-‐‑.]?|[\d#№+*=/:.,_]|\d-)\Z")
CODE_BEHIND = re.compile(r"[-‐‑/]\d|[.,:]\d|[^\W\d]")
FIRST_WORD = re.compile(r"(?:\A|[.!?…:;\n])[\s\"'“„«»‘’”—–(¿¡-]*\Z")
HYPHENED = re.compile(r"[-‐‑][^\W\d]")
REST_OF_CODE = re.compile(r"[\w.,:/-]*")
GAP = re.compile(r"[^\S\n]{0,2}")
LINK = re.compile(r"([^\W\d_]+)\s|([^\W\d_]['’])")
SMALL_WORD = re.compile(r"([^\W\d_]{1,3})\s")
NOUN = re.compile(r"[^\S\n]{0,2}-?([^\W\d_][\w’'-]*)")
NOUN_UNSPACED = re.compile(rf"([{UNSPACED}]{{1,2}})")


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    low: float
    high: float
    word: bool
    """Written in words, at least at its beginning."""


def find(text: str, start: int, end: int, pack: Pack, taken: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The quantities in `text[start:end]`, in order, outside the `taken` spans (times, as a rule)."""
    reader = _Reader(text, start, end, pack)
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
            quantity = reader.quantity(number, found[-1].end if found else start, min(limit, end))
            if quantity is not None:
                found.append(quantity)
                done = max(done, quantity.end)
    return tuple(found)


class _Reader:
    def __init__(self, text: str, start: int, end: int, pack: Pack) -> None:
        self.text, self.start, self.end, self.pack = text, start, end, pack
        self.words = _number_words(pack)

    # --- the number itself ------------------------------------------------------------------------

    def number(self, at: int, end: int, digit: bool) -> tuple[_Number | None, int]:
        """The number that begins at `at`, or None, and where to read on."""
        if not digit:
            return self._in_words(at, end)
        match = self.words.digits.match(self.text, at, end)
        if match is None:
            return None, at + 1
        clock = CLOCK.match(self.text, at, end)
        if clock is not None and clock.end() >= match.end() and not self._measured(clock.end(), end):
            return None, clock.end()
        code = CODE_BEFORE.search(self.text, max(self.start, at - 2), at)
        if code is not None and self.words.unit_before(self.text, self.start, at) is None:
            return None, self._behind_run(match.end(), end)
        low, stop = self._scaled(self.words.value(match.group()), match.end(), end)
        high = low
        other = DASH.match(self.text, stop, end)
        if other is not None and (second := self.words.digits.match(self.text, other.end(), end)):
            high, after = self._scaled(self.words.value(second.group()), second.end(), end)
            if high <= low or CODE_BEHIND.match(self.text, after, min(self.end, after + 2)):
                return None, self._behind_run(after, end)
            if low < high / 1000:  # "2-3 million"
                low *= high / self.words.value(second.group())
            stop = after
        elif self._is_code(stop, end) or self._is_ordinal(match.end(), stop, end):
            return None, self._behind_run(stop, end)
        return _Number(at, stop, low, high, word=False), stop

    def _in_words(self, at: int, end: int) -> tuple[_Number | None, int]:
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
        return _Number(at, stop, total + current, total + current, word=True), stop

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
            return hyphen is not None and unit is None and not self._measured(at + 1, end)
        if behind.group()[0].isalpha():
            return not self._measured(at, end) and not re.match(f"[{OPEN_ENDED}]", behind.group())
        return True

    def _is_ordinal(self, digits: int, at: int, end: int) -> bool:
        if digits != at or self.text[at : at + 1] != "." or at + 1 >= end:
            return any(self.text.startswith(s, at) for s in self.pack.time.day_suffixes if s[0].isalpha())
        return "." in self.pack.time.day_suffixes and re.match(r"\s?\w", self.text[at + 1 : at + 3]) is not None

    def _measured(self, at: int, end: int) -> bool:
        """Whether a unit or scale stands at `at`."""
        at += self.text[at : at + 1].isspace()
        lexicons = (self.words.units, self.words.scales)
        return at < end and any(lexicon.longest(self.text, at, end)[0] is not None for lexicon in lexicons)

    def _behind_run(self, at: int, end: int) -> int:
        run = REST_OF_CODE.match(self.text, at, end)
        return max(run.end() if run else at, at)

    # --- what it counts ---------------------------------------------------------------------------

    def quantity(self, number: _Number, low: int, end: int) -> Quantity | None:
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
        small = {w.casefold() for w in self.pack.names.function} | self.words.links
        first = NOUN.match(self.text, at, end)
        if first is None or first[1].casefold() in small:
            return "", at
        second = NOUN.match(self.text, first.end(), end)
        german = self.pack.writing.capitals == "nouns"
        if second is None or second[1].casefold() in small or (german and first[1][0].isupper()):
            return first[1], first.end()
        if second[1][0].isupper() and not german:
            return first[1], first.end()
        return self.text[first.start(1) : second.end()], second.end()

    def _counts(self, number: _Number, unit: str | None) -> bool:
        """Whether a number in words counts something: "one" is often an article, "half" a share of it."""
        if re.match(f"[{OPEN_ENDED}]", self.text[number.start]):
            return unit is not None  # the same letters are parts of other words
        if number.low <= 1:
            return unit is not None and unit not in COUNTED_THINGS
        return True


_built: dict[int, NumberWords] = {}


def _number_words(pack: Pack) -> NumberWords:
    # packs cannot be hashed; the words hold on to their pack, so that no other can take its id
    known = _built.get(id(pack))
    if known is None or known.pack is not pack:
        known = _built[id(pack)] = NumberWords(pack)
    return known


def _place(value: float) -> float:
    """What may follow a number word: ones after twenty, tens after hundred, nothing after three."""
    if value >= 100:
        return 100.0
    return 10.0 if value >= 20 and value % 10 == 0 else 1.0


# --- comparing ------------------------------------------------------------------------------------


def agree(a: Quantity, b: Quantity) -> bool | None:
    """Whether both quantities can be right: "nearly 200" and 194, at least 30 and 42, 1.2 million and 1,234,000.

    None where they cannot be compared, because they count different things.
    """
    (unit_a, factor_a), (unit_b, factor_b) = _measure(a), _measure(b)
    if unit_a != unit_b:
        return None
    low_a, high_a = _allowed(a, factor_a)
    low_b, high_b = _allowed(b, factor_b)
    return low_a <= high_b and low_b <= high_a


def _measure(quantity: Quantity) -> tuple[str | None, float]:
    return MEASURES.get(quantity.unit or "", (quantity.unit, 1.0))


def _allowed(quantity: Quantity, factor: float) -> tuple[float, float]:
    return (
        (quantity.low - _error(quantity.low, quantity.approximate)) * factor,
        (quantity.high + _error(quantity.high, quantity.approximate)) * factor,
    )


def _error(value: float, approximate: bool) -> float:
    """How far off a number may be: half a unit of its last digit that is no zero, where it is round or approximate."""
    size = abs(value)
    if not math.isfinite(size) or size == 0 or (not approximate and size < ROUNDED_FROM):
        return 0.0
    unit = 1.0
    while size % (unit * 10) == 0:
        unit *= 10
    half = unit / 2 if unit > 1 else 0.0
    if approximate:
        return min(max(half, SMALLEST_ERROR * size), LARGEST_ERROR * size)
    return half if unit >= 100 else 0.0
