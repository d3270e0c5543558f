"""Findings: the statements of all reports put together by the point that they speak to.

Average linkage over the likelihood of each pair: two groups join only while their members go together on the
whole, so two points are not chained through a third. Statements of one report stay apart unless a third report
says that they are one point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.weighing.likeness import Facts

# Two groups of statements are one finding while the mean likelihood between them is above this.
TOGETHER = 0.27
# What statements of one report count for each other: a report seldom says one thing twice.
SAME_REPORT = 0.1
# A negation denies what another speaker states when both are at least this likely to speak to one point.
CONTRADICTS = 0.85


def align(likelihood: NDArray[np.float64], reports: Sequence[str]) -> list[list[int]]:
    """Indices of statements grouped by point, each group ordered, groups by their first member.

    `likelihood` is square and symmetric; `reports` names each statement's report.
    """
    if len(reports) < 2:
        return [[i] for i in range(len(reports))]
    names = np.array(reports)
    apart = 1 - np.where(names[:, None] == names[None, :], SAME_REPORT, likelihood)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - TOGETHER, "distance")
    groups: dict[int, list[int]] = {}
    for i, label in enumerate(labels):
        groups.setdefault(int(label), []).append(i)
    return list(groups.values())


def contradictions(
    facts: Sequence[Facts], groups: Sequence[Sequence[int]], likelihood: NDArray[np.float64]
) -> list[Facts]:
    """The facts with those that deny their group's point marked so: one speaker negates what another one states.

    Only where the two surely speak to one point and lean on nobody in common.
    """
    out = list(facts)
    for group in groups:
        for i in group:
            mine = facts[i]
            if not (mine.statement.negated and mine.statement.stance == "states" and mine.speakers):
                continue
            for j in group:
                theirs = facts[j]
                plain = theirs.statement.stance == "states" and not theirs.statement.negated and theirs.speakers
                if plain and not mine.speakers & theirs.speakers and likelihood[i, j] >= CONTRADICTS:
                    out[i] = replace(mine, statement=replace(mine.statement, stance="denies"))
    return out
