"""Stances: one account states what another denies, or gives what another says is not known or not told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from secondsource.model import Statement
from secondsource.weighing.compare.difference import Difference, Side

# Two statements of a point contradict where it is at least this likely.
OPPOSED = 0.7

Opposed = Callable[[Statement, Statement], float]


def by_words(one: Statement, other: Statement) -> float:
    """Whether one of two statements denies what the other states, by their stances alone: 0 or 1."""
    return float({one.stance, other.stance} == {"states", "denies"})


def differences(statements: Sequence[Statement], opposed: Opposed = by_words) -> list[Difference]:
    """A denial, and something withheld, among the statements of one point.

    `opposed` says how likely one of two statements denies what the other states, 0 to 1.
    """
    found = []
    stated, denied = sides(statements, opposed)
    if stated and denied:
        found.append(Difference("denial", _about(stated), (Side("states", stated), Side("denies", denied))))
    given = tuple(s for s in statements if s.stance == "states")
    withheld = tuple(s for s in statements if s.stance == "withholds")
    if given and withheld:
        found.append(Difference("withheld", _about(given), (Side("given", given), Side("not told", withheld))))
    return found


def sides(
    statements: Sequence[Statement], opposed: Opposed = by_words
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """The statements that state a point, and those that deny it; both empty where nobody contradicts anybody.

    The two that contradict each other most decide; each other statement stands with the one that it contradicts less,
    or with neither. The side that denies is the one with more statements that are denials by themselves.
    """
    if not any(s.stance == "denies" for s in statements):
        return (), ()
    speaking = [s for s in statements if s.stance != "withholds"]
    pairs = [(opposed(a, b), a, b) for i, a in enumerate(speaking) for b in speaking[:i]]
    if not pairs:
        return (), ()
    most, one, other = max(pairs, key=lambda p: (p[0], p[1].report, p[1].start, p[2].report, p[2].start))
    if most < OPPOSED:
        return (), ()
    with_one = tuple(s for s in speaking if s == one or (s != other and opposed(s, other) >= OPPOSED > opposed(s, one)))
    with_other = tuple(
        s for s in speaking if s == other or (s != one and opposed(s, one) >= OPPOSED > opposed(s, other))
    )
    denials = [sum(s.stance == "denies" for s in side) / len(side) for side in (with_one, with_other)]
    if max(denials) == 0:
        return (), ()
    return (with_other, with_one) if denials[0] > denials[1] else (with_one, with_other)


def _about(statements: Sequence[Statement]) -> str:
    return min(statements, key=lambda s: (len(s.text), s.report, s.start)).text
