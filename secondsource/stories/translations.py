"""Which reports are translations of others: they make the same points in the same order, in another language.

Two newsrooms that tell of one event choose other points and put them in another order. A translation has the original's
points one after the other, though some may be cut: the best alignment of the two that keeps their order is then good
all along (Needleman and Wunsch 1970, without a price for gaps).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from secondsource.model import Reading
from secondsource.stories.reprints import precedence

# How alike the claims of the shorter report are on average to those that they are aligned with. The 18 pairs of
# translations in tests/stories/translations.toml reach 0.52 to 0.81, the higher where one is the original; 479 pairs of
# reports in two languages that tell one story of training/stories independently reach 0.47 at most.
TRANSLATED = 0.5
FEWEST_CLAIMS = 5

Rows = NDArray[np.float64]


def find_translations(readings: Sequence[Reading], reprints: Mapping[str, str]) -> Mapping[str, str]:
    """Report id to the id of the report that it translates, or copies a translation of; and all of `reprints`.

    An original is no key. Reports that nobody looked at with an aligner are no translations.
    """
    found: dict[str, str] = {}
    originals: list[tuple[Reading, Rows]] = []
    for reading in sorted(readings, key=lambda reading: precedence(reading.report)):
        if reading.report.id in reprints or len(reading.seen) < FEWEST_CLAIMS:
            continue
        mine = np.stack([seen.vector for seen in reading.seen]).astype(np.float64)
        mine /= np.maximum(np.linalg.norm(mine, axis=1, keepdims=True), 1e-9)
        others = [(r, rows) for r, rows in originals if r.report.language != reading.report.language]
        original = next((r.report.id for r, rows in others if _translated(mine @ rows.T)), None)
        if original is None:
            originals.append((reading, mine))
        else:
            found[reading.report.id] = original
    return {**{copy: found.get(original, original) for copy, original in reprints.items()}, **found}


def _translated(alike: Rows) -> bool:
    """Whether two reports are alike all along; `alike` has a row a claim of one, a column a claim of the other."""
    shorter = alike if len(alike) <= len(alike.T) else alike.T
    if shorter.max(1).mean() < TRANSLATED:  # no order of them can be better
        return False
    best = [0.0] * (shorter.shape[1] + 1)
    for row in shorter.tolist():
        above = best[0]
        for column, value in enumerate(row, 1):
            above, best[column] = best[column], max(above + value, best[column], best[column - 1])
    return best[-1] >= TRANSLATED * len(shorter)
