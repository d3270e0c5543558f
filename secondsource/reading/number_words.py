"""How one language writes numbers: digits with their marks, number words, scales, units and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from secondsource.packs import Pack
from secondsource.packs.phrases import Table, pattern
from secondsource.reading.lexicon import OPEN_ENDED, UNSPACED, Lexicon, right_edge

Bound = Literal["about", "least", "most"]

# Before a number: a bound and the number may have one small word between them ("не менее чем на 40").
BETWEEN = r"(?:\s+[^\W\d]{1,3})?\s*"
LETTER = re.compile(r"[^\W\d_]")


class NumberWords:
    """The number words of one language, ready to be read."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        numbers = pack.numbers
        group = "".join(c for c in numbers.group if c not in numbers.decimal) + "'’\u00a0\u202f\u2009"
        grouped = rf"\d{{1,3}}(?:(?P<mark>[{re.escape(group)}])\d{{3}})(?:(?P=mark)\d{{3}})*(?!\d)"
        self.digits = re.compile(rf"(?:{grouped}|\d+)(?:[{re.escape(numbers.decimal)}]\d+)?")
        self._group = group
        self.words: Lexicon[float] = Lexicon()
        self.scales: Lexicon[float] = Lexicon()
        for word, value in numbers.words.items():
            self.words.add(word, value)
        for word, value in numbers.scales.items():
            self.scales.add(word, value)
        self.units: Lexicon[str] = Lexicon()
        for unit, forms in numbers.units.items():
            for form in forms:
                self.units.add(form, unit)
        # Currencies and percent may stand before their number: $60, NOK 500, yüzde 58.
        self._signs = Table({u: forms for u, forms in numbers.units.items() if u == "percent" or u.isupper()})
        self._units_before = _before(form for forms in self._signs.entries.values() for form in forms)
        self._bounds: list[tuple[Bound, re.Pattern[str], re.Pattern[str]]] = [
            ("least", _before(numbers.at_least, BETWEEN), _behind(numbers.at_least)),
            ("most", _before(numbers.at_most, BETWEEN), _behind(numbers.at_most)),
            ("about", _before(numbers.about, BETWEEN), _behind(numbers.about)),
        ]
        self.links = frozenset(
            word.casefold() for phrases in (pack.time.joined, pack.names.inside) for word in phrases if word.isalpha()
        )
        # what a number does not count
        self.small = self.links | {word.casefold() for word in pack.names.function}

    def value(self, digits: str) -> float:
        """The number that a match of `digits` writes."""
        plain = "".join(c for c in digits if c not in self._group) if len(digits) > 3 else digits
        return float(re.sub(r"\D", ".", plain))

    def bound_before(self, text: str, low: int, at: int) -> tuple[Bound, int] | None:
        """The longest word of at least, at most or about that ends at `at`, and where it begins."""
        found = [(b, m.start()) for b, before, _ in self._bounds if (m := before.search(text, max(low, at - 40), at))]
        return min(found, key=lambda f: f[1], default=None)

    def bound_behind(self, text: str, at: int, end: int) -> tuple[Bound, int] | None:
        """The same right behind a number: 以上, 左右."""
        found = [(b, m.end()) for b, _, behind in self._bounds if (m := behind.match(text, at, end))]
        return max(found, key=lambda f: f[1], default=None)

    def unit_before(self, text: str, low: int, at: int) -> tuple[str, int] | None:
        """A currency or percent sign that ends at `at`, and where it begins."""
        match = self._units_before.search(text, max(low, at - 16), at)
        unit = self._signs.key(match["form"]) if match else None
        return (unit, match.start()) if match and unit else None


def _before(phrases: Iterable[str], between: str = r"\s?") -> re.Pattern[str]:
    """Finds any of the phrases at the end of the searched text."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    if not ordered:
        return re.compile(r"(?!)")
    body = "|".join(_left_edge(p) + pattern(p) for p in ordered)
    return re.compile(rf"(?P<form>{body}){between}\Z", re.IGNORECASE)


def _left_edge(phrase: str) -> str:
    return r"(?<!\w)" if LETTER.match(phrase) and not re.match(f"[{UNSPACED}]", phrase) else ""


def _behind(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds the phrases that may follow a number: those of scripts that write them so."""
    ordered = sorted({p for p in phrases if re.match(f"[{OPEN_ENDED}]", p)}, key=lambda p: (-len(p), p))
    if not ordered:
        return re.compile(r"(?!)")
    return re.compile(r"\s?(?:" + "|".join(pattern(p) + right_edge(p) for p in ordered) + ")")


_built: dict[int, NumberWords] = {}


def number_words(pack: Pack) -> NumberWords:
    """The number words of a pack, built once."""
    # packs cannot be hashed; the words hold on to their pack, so that no other can take its id
    known = _built.get(id(pack))
    if known is None or known.pack is not pack:
        known = _built[id(pack)] = NumberWords(pack)
    return known
