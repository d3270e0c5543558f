"""Whether a statement states, denies or withholds its point, by the words of the pack and by what the network sees.

A negation is a point like any other ("nobody was hurt"): it denies only where somebody states the opposite. So the
network alone must be very sure of a denial here; what it leans to is settled in weighing, beside what others state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondsource.model import Seen, Stance, Statement
from secondsource.words import asks

# How sure the network must be to see a stance that no word of the pack says. In the cases, three in four of what it
# takes for a denial at 0.8 to 0.9 are none by themselves, and half of what it takes for one above.
DENIES, WITHHOLDS = 0.9, 0.6
# A stance that a word says and that the network holds for less likely than this is none: "the sensor was silent", "he
# refuses to go". Of 29 such statements in stories that it has not learned from 26 were none.
DOUBTED = 0.05


def settled(statements: Sequence[Statement], seen: Sequence[Seen]) -> tuple[Statement, ...]:
    """The statements with the stance that words and network make likely; one of `seen` for each."""
    return tuple(replace(s, stance=_stance(s, view)) for s, view in zip(statements, seen, strict=True))


def _stance(statement: Statement, seen: Seen) -> Stance:
    if statement.stance != "states":
        sure = seen.denies if statement.stance == "denies" else seen.withholds
        if sure >= DOUBTED:
            return statement.stance
    if seen.denies >= DENIES:
        return "denies"
    # a question leaves open what it asks, but does not say that it is not told
    return "withholds" if seen.withholds >= WITHHOLDS and not asks(statement.text) else "states"
