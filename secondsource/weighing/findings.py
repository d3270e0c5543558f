"""Findings: the statements of all reports put together by the point that they speak to.

Average linkage over the likelihood of each pair: two groups join only while their members go together on the
whole, so two points are not chained through a third. The average is the root mean square, so that a few pairs that
surely speak to one point count for more than many that may. Statements of one report stay apart unless a third report
says that they are one point.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from secondsource.weighing.compare.stances import OPPOSED
from secondsource.weighing.likeness import DIGITS, Facts, Pairs

Opposed = Callable[[Facts, Facts], float]

# Two groups of statements are one finding while the likelihoods between them are on average above this.
TOGETHER = 0.43
# Of which average: of this power. 1 is the mean, 2 the root mean square.
POWER = 2.0
# What statements of one report count for each other: a report seldom says one thing twice.
SAME_REPORT = 0.25
# What the network takes for a denial that surely may be one, if it contradicts somebody.
LEANS = 0.7


def align(pairs: Pairs, reports: Sequence[str], together: float = TOGETHER, power: float = POWER) -> list[list[int]]:
    """Indices of statements grouped by point, each group ordered, groups by their first member.

    `reports` names each statement's report; statements that are in no pair are nothing alike. Groups are kept with
    the sums of likelihoods between them, each raised to the `power`, so that the work grows with the pairs, not with
    all that could be one.
    """
    least, of_one_report = math.pow(together, power), math.pow(SAME_REPORT, power)
    members: dict[int, list[int]] = {i: [i] for i in range(len(reports))}
    of: dict[int, Counter[str]] = {i: Counter([report]) for i, report in enumerate(reports)}
    near: dict[int, dict[int, float]] = {i: {} for i in members}
    for i, j, likely in zip(pairs.first.tolist(), pairs.second.tolist(), pairs.likelihood.tolist(), strict=True):
        near[i][j] = near[j][i] = math.pow(likely, power)

    def mean(a: int, b: int) -> float:
        few, many = sorted((of[a], of[b]), key=len)
        same = sum(count * many[report] for report, count in few.items())
        return round((near[a][b] + of_one_report * same) / (len(members[a]) * len(members[b])), DIGITS)

    def entry(a: int, b: int) -> tuple[float, int, int, int, int]:
        (x, a), (y, b) = sorted(((members[a][0], a), (members[b][0], b)))
        return -mean(a, b), x, y, a, b

    def hopeless(a: int, b: int) -> bool:
        # Too far apart even if all came from one report: most are, and the exact mean costs ten times as much.
        size = len(members[a]) * len(members[b])
        return near[a][b] < (least - of_one_report - 10.0**-DIGITS) * size

    queue = [e for a in near for b in near[a] if a < b and not hopeless(a, b) and (e := entry(a, b))[0] <= -least]
    heapq.heapify(queue)
    following = len(reports)
    while queue:
        *_, a, b = heapq.heappop(queue)
        if a not in members or b not in members:
            continue
        both, following = following, following + 1
        sums = dict(near[a])
        for other, value in near[b].items():
            sums[other] = sums.get(other, 0.0) + value
        members[both] = sorted(members[a] + members[b])
        of[both] = of[a] + of[b]
        near[both] = {}
        for gone in (a, b):
            del members[gone], of[gone], near[gone]
        for other, value in sums.items():
            if other in members:
                near[both][other] = near[other][both] = value
                for gone in (a, b):
                    near[other].pop(gone, None)
                if not hopeless(both, other) and (made := entry(both, other))[0] <= -least:
                    heapq.heappush(queue, made)
    return sorted(members.values())


def joined(groups: Sequence[Sequence[int]], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups, two put together where a pair of members ties them; each ordered, groups by their first member.

    A group is tied to one other at most, that of the first pair, so that no point is chained through another.
    """
    home = {i: group for group in map(list, groups) for i in group}
    tied: set[int] = set()
    for i, j in pairs:
        if home[i] is not home[j] and home[i][0] not in tied and home[j][0] not in tied:
            both = sorted(home[i] + home[j])
            home.update(dict.fromkeys(both, both))
            tied.add(both[0])
    return sorted({group[0]: group for group in home.values()}.values())


def contradictions(facts: Sequence[Facts], groups: Sequence[Sequence[int]], opposed: Opposed) -> list[Facts]:
    """The facts with those that deny their group's point marked so: what leans to a denial, by a negation or by what
    the network sees, and is set against what somebody else states.

    `opposed` says how likely one of two facts denies what the other states, 0 to 1.
    """
    out = list(facts)
    for group in groups:
        stated = [facts[i] for i in group if facts[i].statement.stance == "states"]
        for i in group:
            mine = facts[i]
            if mine.statement.stance != "states" or not mine.speakers or not leans(mine):
                continue
            if any(_denial(mine) > _denial(other) and opposed(mine, other) >= OPPOSED for other in stated):
                out[i] = replace(mine, statement=replace(mine.statement, stance="denies"))
    return out


def leans(facts: Facts) -> bool:
    """Whether it is a denial or may be one, if somebody states the opposite."""
    s, seen = facts.statement, facts.seen
    return s.stance == "denies" or s.negated or (seen is not None and seen.denies >= LEANS)


def _denial(facts: Facts) -> float:
    """How much of a denial it is: of two opposed facts the one with more of it denies the other."""
    return facts.seen.denies if facts.seen else float(facts.statement.negated)
