"""Numbers: can two both be right?"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from secondsource.model import Quantity, Statement
from secondsource.weighing.compare.difference import Difference, Side, sides_of

# Units of one measure, to compare tonnes with kilograms: the base unit and how many of it.
MEASURES = {
    "t": ("kg", 1000.0), "g": ("kg", 0.001), "km": ("m", 1000.0), "cm": ("m", 0.01), "mile": ("m", 1609.0),
    "day": ("hour", 24.0), "week": ("hour", 168.0), "minute": ("hour", 1 / 60), "year": ("month", 12.0),
}  # fmt: skip
# Below this a number is taken as counted out; above, zeros at its end as rounded.
ROUNDED_FROM = 1000
# Accounts of one number differ by an order of magnitude at most; what is further apart counts other things.
FARTHEST = 10.0
# Rival accounts of one number seldom differ by more.
NEAR = 2.0
# A number up to this that stands without what it counts says too little, and where only a noun says what, it is
# compared with numbers of that noun: two of something are many things.
SMALLEST_BARE = 12
# "About 200" may be up to this much off, and at least so much.
LARGEST_ERROR, SMALLEST_ERROR = 0.10, 0.05


def agree(a: Quantity, b: Quantity) -> bool | None:
    """Whether both quantities can be right: "nearly 200" and 194, at least 30 and 42, 1.2 million and 1,234,000.

    None where they cannot be compared, because they count different things. A number without a word for what it
    counts ("the firm speaks of 48,000") is of the same measure where it could be the same number.
    """
    (unit_a, factor_a), (unit_b, factor_b) = _measure(a), _measure(b)
    bare = (_bare(a) or _bare(b)) and not _identifier(a) and not _identifier(b)
    if unit_a != unit_b and not bare:
        return None
    low_a, high_a = _allowed(a, factor_a)
    low_b, high_b = _allowed(b, factor_b)
    both = low_a <= high_b and low_b <= high_a
    return both if unit_a == unit_b else (both and abs(a.low) > SMALLEST_BARE) or None


def rival(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities look like two accounts of one number: of one unit, near each other, and not both right."""
    if not a.unit or a.unit != b.unit or agree(a, b) is not False:
        return False
    low, high = sorted((abs(_size(a)), abs(_size(b))))
    return high <= NEAR * low


def _little(quantity: Quantity) -> bool:
    """Whether a number is small and stands without what it counts: a room, a score, a clause."""
    return _bare(quantity) and abs(_size(quantity)) <= SMALLEST_BARE


def _size(quantity: Quantity) -> float:
    return quantity.low if math.isfinite(quantity.low) else quantity.high


def _bare(quantity: Quantity) -> bool:
    return quantity.unit is None and not quantity.noun


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


def _identifier(quantity: Quantity) -> bool:
    """Whether a number names a thing more likely than it counts one: "resolution 2397", "flight 1718"."""
    return quantity.unit is None and quantity.low == quantity.high and bool(re.match(r"\W*\d{4}(?!\d)", quantity.text))


def differences(statements: Sequence[Statement]) -> list[Difference]:
    """Where statements of one point give numbers of one unit that cannot both be right, or a large figure of two units.

    Only statements with a single number of that unit are compared: with several, it cannot be told which is meant.
    """
    found = []
    for unit in sorted({_counted(q) for s in statements for q in s.quantities}):
        given: list[tuple[Statement, Quantity]] = []
        for s in statements:
            mine = [q for q in s.quantities if _counted(q) == unit and not _identifier(q) and not _little(q)]
            if len(mine) == 1 and s.stance == "states":
                given.append((s, mine[0]))
        if unit:
            known = [q for _, q in given]
            bare = [(s, s.quantities[0]) for s in statements if len(s.quantities) == 1 and _bare(s.quantities[0])]
            given += [(s, q) for s, q in bare if s.stance == "states" and any(agree(q, other) for other in known)]
        groups: list[list[tuple[Statement, Quantity]]] = []
        for s, q in sorted(given, key=lambda g: (g[1].low, g[1].high, g[0].report, g[0].start)):
            home = next((g for g in groups if all(agree(q, other) is not False for _, other in g)), None)
            if home is None:
                groups.append([(s, q)])
            else:
                home.append((s, q))
        sizes = sorted(abs(_size(g[0][1])) for g in groups)
        if len(groups) > 1 and len({s.report for s, _ in given}) > 1 and sizes[-1] <= FARTHEST * sizes[0]:
            found.append(_difference(groups, unit))
    return found + _figures(statements)


def _figures(statements: Sequence[Statement]) -> list[Difference]:
    """Where statements of one point give one large figure, but of two units: 1.2 million people, and households."""
    given: dict[float, dict[str, list[tuple[Statement, Quantity]]]] = defaultdict(lambda: defaultdict(list))
    for s in statements:
        for q in s.quantities:
            if q.unit and q.low == q.high >= ROUNDED_FROM and s.stance == "states":
                given[q.low][_measure(q)[0] or ""].append((s, q))
    found = []
    for units in given.values():
        reports = [{s.report for s, _ in told} for told in units.values()]
        # one report that gives both counts two things
        if len(units) > 1 and not any(a & b for n, a in enumerate(reports) for b in reports[:n]):
            found.append(_difference(list(units.values()), " / ".join(sorted(units))))
    return found


def _difference(groups: Sequence[Sequence[tuple[Statement, Quantity]]], about: str) -> Difference:
    sides = [Side(g[0][1].text, tuple(s for s, _ in g), _size(g[0][1])) for g in groups]
    return Difference("number", about or groups[0][0][1].noun, sides_of(sides))


def _counted(quantity: Quantity) -> str:
    """What a quantity counts, as far as that decides what it is compared with: its unit; a small one, its noun."""
    small = abs(_size(quantity)) <= SMALLEST_BARE
    return quantity.unit or (quantity.noun.casefold() if small else "")
