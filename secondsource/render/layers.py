"""Where the boxes of a layered drawing stand: columns, order within a column, heights.

After Sugiyama, Tagawa and Toda (1981). A line that passes a column gets a lane there, one lane for all lines
to the same box, so that no line runs behind a box that it has nothing to do with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

Link = tuple[str, str]
"""From key, to key."""

# Both settle quickly in drawings of this size; more sweeps changed nothing in stories of 20 reports.
_ORDER_SWEEPS = 8
_HEIGHT_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Layers:
    """A drawing's plan. Lanes are among the keys; they begin with `lane`."""

    columns: tuple[tuple[str, ...], ...]
    """Keys from left to right, and within a column from top to bottom."""
    links: Mapping[Link, tuple[Link, ...]]
    """Each link by the links of neighbouring columns that it runs over; a link that runs back has none."""


def plan(columns: Mapping[str, int], links: Sequence[Link]) -> Layers:
    """The plan for boxes with the column that each would stand in by itself.

    A box moves right until it is right of every box that links to it; of links in a circle the later ones give way.
    """
    column = _moved(columns, links)
    used = sorted(set(column.values()))
    place = {key: used.index(at) for key, at in column.items()}
    grid: list[list[str]] = [[] for _ in used]
    for key, at in place.items():
        grid[at].append(key)
    routes: dict[Link, tuple[Link, ...]] = {}
    for start, end in links:
        stops = [start]
        for at in range(place[start] + 1, place[end]):
            lane = f"lane {at} {end}"
            if lane not in grid[at]:
                grid[at].append(lane)
            stops.append(lane)
        forward = place[start] < place[end]
        routes[start, end] = tuple(zip(stops, [*stops[1:], end], strict=True)) if forward else ()
    return Layers(_ordered(grid, sorted({part for route in routes.values() for part in route})), routes)


def _moved(columns: Mapping[str, int], links: Sequence[Link]) -> dict[str, int]:
    column = dict(columns)
    after: dict[str, set[str]] = {key: set() for key in columns}
    for start, end in links:
        if start in _reached(end, after):
            continue  # a circle: this link will run back
        after[start].add(end)
        queue = [start]
        while queue:
            here = queue.pop()
            for there in after[here]:
                if column[there] <= column[here]:
                    column[there] = column[here] + 1
                    queue.append(there)
    return column


def _reached(start: str, after: Mapping[str, set[str]]) -> set[str]:
    seen = {start}
    queue = [start]
    while queue:
        for there in after[queue.pop()] - seen:
            seen.add(there)
            queue.append(there)
    return seen


def _ordered(grid: list[list[str]], parts: Sequence[Link]) -> tuple[tuple[str, ...], ...]:
    """The order with the fewest crossings that sweeping left and right comes by."""
    best, fewest = [list(keys) for keys in grid], _crossings(grid, parts)
    for sweep in range(_ORDER_SWEEPS):
        to_right = sweep % 2 == 0
        for at in range(1, len(grid)) if to_right else range(len(grid) - 2, -1, -1):
            beside = {key: row for row, key in enumerate(grid[at - 1] if to_right else grid[at + 1])}
            met: dict[str, list[float]] = {key: [] for key in grid[at]}
            for start, end in parts:
                key, other = (end, start) if to_right else (start, end)
                if key in met and other in beside:
                    met[key].append(beside[other])
            means = {key: _mean(rows) for key, rows in met.items()}
            now = {key: place for place, key in enumerate(grid[at])}
            grid[at].sort(key=lambda key: (now[key] if means[key] is None else means[key], now[key]))
        crossings = _crossings(grid, parts)
        if crossings < fewest:
            best, fewest = [list(keys) for keys in grid], crossings
    return tuple(tuple(keys) for keys in best)


def _crossings(grid: Sequence[Sequence[str]], parts: Sequence[Link]) -> int:
    crossings = 0
    for left, right in pairwise(grid):
        rows = {key: row for row, key in enumerate(left)}
        to_rows = {key: row for row, key in enumerate(right)}
        ends = np.array([(rows[a], to_rows[b]) for a, b in parts if a in rows and b in to_rows], np.int32).reshape(
            -1, 2
        )
        above = np.sign(ends[:, None] - ends[None, :])  # of each two lines, which one begins and ends higher
        crossings += int(np.count_nonzero(above[..., 0] * above[..., 1] < 0)) // 2
    return crossings


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def heights(layers: Layers, tall: Mapping[str, float], gap: float) -> dict[str, float]:
    """The top of every box and lane in pixels, the topmost at 0; boxes of a column stand one to two `gap` apart."""
    beside: dict[str, list[str]] = {key: [] for keys in layers.columns for key in keys}
    for start, end in {part for route in layers.links.values() for part in route}:
        beside[start].append(end)
        beside[end].append(start)
    top: dict[str, float] = {}
    for keys in layers.columns:
        _stack(keys, dict.fromkeys(keys, 0.0), top, tall, gap)
    for sweep in range(_HEIGHT_SWEEPS):
        for keys in layers.columns if sweep % 2 else reversed(layers.columns):
            middle = {key: top[key] + tall[key] / 2 for key in top}
            wanted = {key: _mean([middle[other] for other in beside[key]]) for key in keys}
            tops = {key: (middle[key] if wanted[key] is None else wanted[key] or 0.0) - tall[key] / 2 for key in keys}
            _stack(keys, tops, top, tall, gap)
    highest = min(top.values(), default=0.0)
    return {key: at - highest for key, at in top.items()}


def _stack(
    keys: Sequence[str], wanted: Mapping[str, float], top: dict[str, float], tall: Mapping[str, float], gap: float
) -> None:
    """Put a column's boxes as near as can be to where they want to stand: in order, not touching, not far apart."""
    least, most = float("-inf"), float("inf")
    for key in keys:
        top[key] = min(max(wanted[key], least), most)
        least = top[key] + tall[key] + gap
        most = least + gap
    shift = _mean([wanted[key] - top[key] for key in keys]) or 0.0
    for key in keys:
        top[key] += shift
