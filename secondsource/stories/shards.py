"""Near pairs found shelf by shelf, so that no machine need see all reports: the same as `near_pairs` finds at once.

A report that states its day looks at the shelves of the weeks around and at those that give no day, so one shelf can
be asked for with these alone. A report that gives no day looks at all shelves, one after the other; of what it finds
there the nearest count, as they do at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from secondsource.stories.clusters import Near, paired
from secondsource.stories.index import Index, around, nearest, shelf
from secondsource.stories.outline import Outline

Shelf = int | None
"""The number of a shelf; none for the reports that give no day, or not to the week or two."""
Found = Mapping[str, Mapping[str, float]]
"""For a report, by id, which are near, and how far."""
Shard = tuple[Shelf, frozenset[Shelf]]
"""The shelf whose reports are asked about, and those that they are held against."""

__all__ = ["Found", "Shard", "Shelf", "found_in", "merged", "shards", "shelf", "window"]


def window(report: Outline) -> tuple[Shelf, int, int]:
    """A report's shelf, and the first and the last shelf around it."""
    looked = around(report)
    return (shelf(report), looked[0], looked[-1]) if looked else (None, 0, 0)


def shards(windows: Iterable[tuple[Shelf, int, int]]) -> list[Shard]:
    """What must be asked, in parts that hang on nothing else, given the windows of all reports."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    undated = False
    for mine, low, high in windows:
        if mine is None:
            undated = True
        else:
            first[mine], last[mine] = min(low, first.get(mine, low)), max(high, last.get(mine, high))
    held = sorted(first)
    loose: list[Shelf] = [None] if undated else []
    dated: list[Shard] = [
        (mine, frozenset([*(k for k in held if first[mine] <= k <= last[mine]), *loose])) for mine in held
    ]
    return dated + [(None, frozenset([other])) for other in [*held, *loose] if undated]


def found_in(asked: Iterable[Outline], against: Iterable[Outline]) -> Found:
    """Which of some reports are near each of those that are asked about; those with none are left out."""
    index = Index()
    for report in against:
        index.add(report)
    near = {report.report: index.near(report) for report in asked}
    return {report: found for report, found in near.items() if found}


def merged(parts: Sequence[Found]) -> Near:
    """What was found in all shards, as `near_pairs` tells it."""
    near: dict[str, dict[str, float]] = {}
    for part in parts:
        for report, found in part.items():
            near.setdefault(report, {}).update(found)
    return paired({report: nearest(near[report]) for report in sorted(near)})
