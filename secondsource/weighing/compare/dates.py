"""Dates: intervals that cannot both hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from secondsource.model import Interval, Statement
from secondsource.weighing.compare.difference import Difference, Side, sides_of

# Wider intervals ("in May") say too little to contradict a day.
LONGEST_DAYS = 366
# Two accounts of one day seldom differ by more than a week, of one year by more than seven; what is further apart is
# another event. No date that is in dispute in the cases differs by more.
FARTHEST = 7


def differences(statements: Sequence[Statement], when: Mapping[Statement, Interval]) -> list[Difference]:
    """Where statements of one point put it on days, or in months or years, that do not meet.

    `when` holds the one time that a statement gives, for those that give just one.
    """
    told = (s for s in statements if s.stance == "states" and s.role != "caption")  # a picture is of its own day
    dated = [(s, when[s]) for s in told if s in when and when[s].days <= LONGEST_DAYS]
    groups: list[list[tuple[Statement, Interval]]] = []
    for s, interval in sorted(dated, key=lambda d: (d[1].earliest, d[1].latest, d[0].report, d[0].start)):
        home = next((g for g in groups if all(_agree(interval, other) for _, other in g)), None)
        if home is None:
            groups.append([(s, interval)])
        else:
            home.append((s, interval))
    # One report that gives two days tells of two things; the accounts differ only where reports do.
    if len(groups) < 2 or any(
        {s.report for s, _ in a} & {s.report for s, _ in b} for a in groups for b in groups if a is not b
    ):
        return []
    # A day and a month are different levels of detail, and what lies far apart is another event.
    spans = [min(i.days for _, i in g) for g in groups]
    first, last = groups[0][0][1], groups[-1][0][1]
    if max(spans) > 7 * min(spans) or (last.earliest - first.latest).days > FARTHEST * max(spans):
        return []
    sides = [Side(g[0][1].text or g[0][1].earliest.isoformat(), tuple(s for s, _ in g)) for g in groups]
    return [Difference("date", sides[0].value, sides_of(sides))]


def _agree(one: Interval, other: Interval) -> bool:
    """Whether both may be one time; so may one weekday of two weeks, which each report counts from its own day."""
    weeks_apart = one.days == other.days == 1 and (one.earliest - other.earliest).days % 7 == 0
    return one.overlaps(other) or weeks_apart
