"""Average linkage that looks only at what is near: clusters are joined, the nearest first, while the mean distance
between their members is at most a bound.

Where that mean is within the bound, so is the distance of some two members. Clusters without such a pair need not be
looked at, so that the cost follows the near pairs and not the square of the number of reports, and the result is that
of looking at all (Sokal and Michener 1958; that joining never brings two clusters nearer to a third is Bruynooghe's
reducibility).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop, heappush

# Means are compared to this many digits, so that in which order they were added up does not show.
DIGITS = 9

Between = Callable[[Sequence[int], Sequence[int]], float]
"""The sum of the distances from each of the first to each of the second."""


def linked(count: int, near: Mapping[tuple[int, int], float], between: Between, bound: float) -> list[list[int]]:
    """The numbers below `count` in clusters, each ordered, clusters by their first.

    `near` has the distance of every pair (the lower first) that is at most `bound`, and may have more. Of clusters that
    are equally near, those with the lowest first members are joined first.
    """
    members = [[n] for n in range(count)]
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), distance in near.items():
        sums[one][other] = sums[other][one] = distance
    queue = [(distance, one, other, 2) for (one, other), distance in near.items() if distance <= bound]
    heapify(queue)
    while queue:
        _, one, other, size = heappop(queue)
        # A cluster keeps the number of its first member; that and its size tell one state of it from all others.
        if not members[one] or not members[other] or len(members[one]) + len(members[other]) != size:
            continue
        theirs = sums[other]
        for third in sums[one].keys() | theirs.keys():
            if third in (one, other):
                continue
            mine = sums[one].get(third)
            more = theirs.get(third)
            total = between(members[one], members[third]) if mine is None else mine
            total += between(members[other], members[third]) if more is None else more
            sums[third].pop(other, None)
            sums[one][third] = sums[third][one] = total
        members[one] = sorted(members[one] + members[other])
        members[other], sums[other] = [], {}
        sums[one].pop(other, None)
        for third, total in sums[one].items():
            mean = round(total / (len(members[one]) * len(members[third])), DIGITS)
            if mean <= bound:
                heappush(queue, (mean, min(one, third), max(one, third), len(members[one]) + len(members[third])))
    return [cluster for cluster in members if cluster]
