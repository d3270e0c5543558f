"""Two events that are so much alike that their reports hang together: told apart by what divides them.

The president's first candidate for an office and the second, two earthquakes on one coast, two fights for one belt:
over a run of reports such stories lie nearer to each other than many a story's own reports do, and no bound parts them.
Seen from their middle they part: reports of one event lie on one side, of the other on the other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from secondsource.stories.distance import between
from secondsource.stories.outline import Outline

# A group is parted in two where each half has FEWEST reports or more, where two reports of different halves are RATIO
# times as far apart as two of one half, seen from the middle of the group, and are not near as copies are. Set on ECB+,
# where 21 pairs of like events lie (B-cubed F1 0.88 without, 0.93 with); halves of fewer reports are found on BASIL,
# too, but what is left of so few reports says little: in invented stories of 5, 1 in 20 halves is as far as that.
FEWEST = 4
RATIO = 1.35
COPIES = 0.3
ROUNDS = 50

Floats = NDArray[np.float64]


def parted(group: Sequence[Outline]) -> list[list[Outline]]:
    """The group, or the events that lie in it, one after the other."""
    if len(group) < 2 * FEWEST:
        return [list(group)]
    halves = _halves(np.stack([report.vector for report in group]).astype(np.float64))
    if halves is None:
        return [list(group)]
    one = [report for report, first in zip(group, halves, strict=True) if first]
    other = [report for report, first in zip(group, halves, strict=True) if not first]
    if between(one, other).mean() < COPIES:
        return [list(group)]
    return parted(one) + parted(other)


def _halves(vectors: Floats) -> NDArray[np.bool_] | None:
    """Which rows lie on one side and which on the other; none where they do not fall into two.

    Two means with lengths of one (Dhillon and Modha 2001), begun along the direction in which rows differ most.
    """
    rows = vectors - vectors.mean(0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    side: NDArray[np.bool_] = rows @ np.linalg.eigh(rows.T @ rows)[1][:, -1] > 0
    for _ in range(ROUNDS):
        if not FEWEST <= side.sum() <= len(side) - FEWEST:
            return None
        here, there = rows[side].mean(0), rows[~side].mean(0)
        now = 2 * rows @ (here - there) > here @ here - there @ there
        if np.array_equal(now, side):
            break
        side = now
    if not FEWEST <= side.sum() <= len(side) - FEWEST:
        return None
    across = 1 - rows[side].mean(0) @ rows[~side].mean(0)
    within = (_spread(rows[side]) + _spread(rows[~side])) / 2
    return side if across >= RATIO * within else None


def _spread(rows: Floats) -> float:
    """The mean distance (1 − cosine) of two of the rows."""
    count, total = len(rows), rows.sum(0)
    return float(1 - (total @ total - count) / (count * (count - 1)))
