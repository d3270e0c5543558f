"""Numbers: can two both be right?"""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model import Quantity, Statement
from secondsource.weighing.compare.difference import Difference, Side, sides_of

# How far a rounded or approximate number may lie from an exact one and still mean it ("nearly 200" and 194).
ROUNDING = 0.1


def agree(a: Quantity, b: Quantity) -> bool | None:
    """Whether two quantities can both be right; None where they count different things and cannot be compared."""
    if a.unit != b.unit:
        return None
    low_a, high_a = _allowed(a)
    low_b, high_b = _allowed(b)
    return low_a <= high_b and low_b <= high_a


def _allowed(q: Quantity) -> tuple[float, float]:
    if not q.approximate:
        return q.low, q.high
    return q.low - ROUNDING * abs(q.low), q.high + ROUNDING * abs(q.high)


def differences(statements: Sequence[Statement]) -> list[Difference]:
    """Where statements of one point give numbers of one unit that cannot both be right.

    Only statements with a single number of that unit are compared: with several, it cannot be told which is meant.
    """
    found = []
    units = sorted({q.unit or "" for s in statements for q in s.quantities})
    for unit in units:
        given: list[tuple[Statement, Quantity]] = []
        for s in statements:
            mine = [q for q in s.quantities if (q.unit or "") == unit]
            if len(mine) == 1 and s.stance == "states":
                given.append((s, mine[0]))
        groups: list[list[tuple[Statement, Quantity]]] = []
        for s, q in sorted(given, key=lambda g: (g[1].low, g[1].high, g[0].report, g[0].start)):
            home = next((g for g in groups if all(agree(q, other) for _, other in g)), None)
            if home is None:
                groups.append([(s, q)])
            else:
                home.append((s, q))
        if len(groups) > 1 and len({s.report for s, _ in given}) > 1:
            sides = [Side(g[0][1].text, tuple(s for s, _ in g)) for g in groups]
            found.append(Difference("number", unit or given[0][1].noun, sides_of(sides)))
    return found
