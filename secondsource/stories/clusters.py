"""Which reports belong together: average linkage over what they mean, whom they name and when they came out.

How far apart two reports are depends on these two alone. Average linkage joins two groups only while the mean
distance between them is at most `CUT`, so some pair is that near: a story never reaches beyond the reports that a
chain of near pairs holds together. Grouping each such component by itself is therefore the same as grouping all at
once, which is what lets an archive take in a report without looking at the others again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.encoding import Encoder
from secondsource.model import Reading
from secondsource.stories.outline import Outline, outlines

# Two reports are one story below CUT. Set on all cases (every story right, alone and in one run of 51 reports), BASIL
# (B-cubed F1 0.99) and ECB+ (0.88) together: benchmarks/stories.py. Weighing names by how rare they are in the run
# gave 0.97 and 0.85, and made the distance of two reports hang on all others.
CUT = 0.12
NAMES_WEIGHT = 0.08
DATES_WEIGHT = 0.04
# The encoder puts two languages, and two scripts more so, farther apart than their meaning is.
LANGUAGES_APART = 0.02
SCRIPTS_APART = 0.03
FAR_DAYS = 21
# Distances are compared to this many digits: in which table two reports are held against each other must not show.
DIGITS = 9

Floats = NDArray[np.float64]


def group(readings: Sequence[Reading], encoder: Encoder) -> list[list[Reading]]:
    """The readings parted into stories; stories and the reports in them are ordered by report id."""
    by_id = {r.report.id: r for r in readings}
    ordered = [by_id[id] for id in sorted(by_id)]
    return [[by_id[id] for id in story] for story in grouped(outlines(ordered, encoder))]


def grouped(
    reports: Sequence[Outline], together: Iterable[frozenset[str]] = (), apart: Iterable[frozenset[str]] = ()
) -> list[list[str]]:
    """Report ids by story, each ordered, stories by their first.

    Pairs of ids that somebody has put `apart` are never in one story. Stories that hold a pair that somebody has put
    `together` are one story, with all that is in them, unless that would bring together what was put apart.
    """
    ordered = sorted(reports, key=lambda r: r.report)
    ids = [r.report for r in ordered]
    kept = [pair for pair in apart if pair <= set(ids)]
    stories = _linked(distances(ordered), ids, kept) if len(ordered) > 1 else [[id] for id in ids]
    for one, other in sorted(tuple(sorted(pair)) for pair in together if len(pair) == 2):
        both = [story for story in stories if one in story or other in story]
        joined = sorted(id for story in both for id in story)
        if len(both) == 2 and {one, other} <= set(joined) and not any(pair <= set(joined) for pair in kept):
            stories = [*(story for story in stories if story not in both), joined]
    return sorted(stories)


def distances(reports: Sequence[Outline]) -> Floats:
    """How far apart reports are, square and symmetric: 1 − cosine, less for shared names, more for far dates."""
    table = Table(reports)
    distance = np.stack([table.distances(r) for r in reports])
    np.fill_diagonal(distance, 0)
    return np.clip((distance + distance.T) / 2, 0, None)


class Table:
    """Reports that others are held against: one row a report, one list of rows a name.

    `precision` is that of the vectors: of many, single precision halves memory and time.
    """

    def __init__(self, reports: Sequence[Outline], precision: type[np.floating[Any]] = np.float64) -> None:
        self.reports = list(reports)
        dimensions = len(reports[0].vector) if reports else 0
        self._vectors = np.array([r.vector for r in reports], precision).reshape(len(self.reports), dimensions)
        self._counts = np.array([len(r.names) for r in reports])
        self._days = np.array([_days(r) for r in reports]).reshape(-1, 2)
        self._written = [_numbered([r.language for r in reports]), _numbered([r.script for r in reports])]
        rows: dict[str, list[int]] = {}
        for row, report in enumerate(reports):
            for name in report.names:
                rows.setdefault(name, []).append(row)
        self._named: Mapping[str, NDArray[np.intp]] = {name: np.array(found) for name, found in rows.items()}

    def distances(self, report: Outline) -> Floats:
        """From one report to each of the table's, in their order."""
        common = np.zeros(len(self.reports))
        for name in report.names:
            if name in self._named:
                common[self._named[name]] += 1
        fewer = np.minimum(self._counts, len(report.names))
        distance = 1 - self._vectors @ report.vector.astype(self._vectors.dtype)
        distance -= NAMES_WEIGHT * np.divide(common, fewer, out=np.zeros_like(common), where=fewer > 0)
        distance += DATES_WEIGHT * self._far(_days(report))
        for (known, numbers), mine, apart in zip(
            self._written, (report.language, report.script), (LANGUAGES_APART, SCRIPTS_APART), strict=True
        ):
            distance -= apart * (numbers != known.get(mine, -1))
        return np.asarray(np.round(distance, DIGITS), np.float64)

    def _far(self, days: tuple[float, float]) -> Floats:
        """1 where both state when they came out and that was `FAR_DAYS` apart or more, less where less."""
        gap = np.maximum(self._days[:, 0] - days[1], days[0] - self._days[:, 1])
        return np.clip(np.nan_to_num(gap, nan=0.0) / FAR_DAYS, 0.0, 1.0)


def _numbered(words: Sequence[str]) -> tuple[dict[str, int], NDArray[np.int16]]:
    """A number for each different word, and these numbers: quicker to compare than words."""
    known = {word: n for n, word in enumerate(sorted(set(words)))}
    return known, np.array([known[word] for word in words], np.int16)


def _days(report: Outline) -> tuple[float, float]:
    if report.published is None:
        return float("nan"), float("nan")
    return report.published.earliest.toordinal(), report.published.latest.toordinal()


def _linked(distance: Floats, ids: Sequence[str], apart: Iterable[frozenset[str]]) -> list[list[str]]:
    """Average linkage, cut; what is apart is so far apart that no nearness of others makes up for it."""
    at = {id: n for n, id in enumerate(ids)}
    for pair in apart:
        if len(pair) == 2:
            i, j = (at[id] for id in pair)
            distance[i, j] = distance[j, i] = float(len(ids) ** 2)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), CUT, "distance")
    stories: dict[int, list[str]] = {}
    for id, label in zip(ids, labels, strict=True):
        stories.setdefault(int(label), []).append(id)
    return list(stories.values())
