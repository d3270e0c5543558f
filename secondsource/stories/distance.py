"""How far apart two reports are: by what they mean, whom they name and when they came out, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secondsource.stories.outline import Outline

# Two reports are one story below CUT. Set on all cases (every story right, alone and in one run of 51 reports), BASIL
# (B-cubed F1 0.99), ECB+ (0.93) and the invented stories of training/stories, 1,610 reports in 38 languages (0.91)
# together: benchmarks/stories.py. Weighing names by how rare they are in the run made ECB+ and BASIL worse, and the
# distance of two reports hang on all others.
CUT = 0.54
NAMES_WEIGHT = 0.15
DATES_WEIGHT = 0.3
# The encoder puts two languages, and two scripts more so, farther apart than their meaning is, also when what each
# language has in common is taken off.
LANGUAGES_APART = 0.25
SCRIPTS_APART = 0.05
FAR_DAYS = 21
BEYOND_DAYS = 30
"""Reports that came out so many days apart or more are one story only through others between them. In BASIL and the
cases, those of one story lie 7 days apart at most."""
# Distances are compared to this many digits: in which table two reports are held against each other must not show.
DIGITS = 9

Floats = NDArray[np.float64]


def between(ones: Sequence[Outline], others: Sequence[Outline]) -> Floats:
    """How far apart reports are, a row for each of the first, a column for each of the second.

    That is 1 − cosine, less for shared names and for other languages, more for far dates: it may be below 0.
    """
    if len(ones) > len(others):
        return between(others, ones).T
    table = Table(others)
    return np.stack([table.distances(one) for one in ones])


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


def beyond(one: Outline, other: Outline) -> bool:
    """Whether two reports state days that are too far apart for one story."""
    if one.published is None or other.published is None:
        return False
    gap = max(one.published.earliest - other.published.latest, other.published.earliest - one.published.latest)
    return gap.days >= BEYOND_DAYS


def _days(report: Outline) -> tuple[float, float]:
    if report.published is None:
        return float("nan"), float("nan")
    return report.published.earliest.toordinal(), report.published.latest.toordinal()
