"""Which reports belong together: average linkage over what they mean, whom they name and when they came out."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.encoding import Encoder
from secondsource.model import Reading
from secondsource.names import key_forms

LEAD = 600  # code points of a report that tell what it is about (title and lead)

# Two reports are one story below CUT. Set on all cases (every story right, alone and in one run of 48
# reports), BASIL (B-cubed F1 0.98) and ECB+ (0.85) together: benchmarks/stories.py.
CUT = 0.12
NAMES_WEIGHT = 0.15
DATES_WEIGHT = 0.02
# The encoder puts two languages, and two scripts more so, farther apart than their meaning is.
LANGUAGES_APART = 0.02
SCRIPTS_APART = 0.03
FAR_DAYS = 21


def group(readings: Sequence[Reading], encoder: Encoder) -> list[list[Reading]]:
    """The readings parted into stories; stories and the reports in them are ordered by report id."""
    ordered = sorted(readings, key=lambda r: r.report.id)
    if len(ordered) < 2:
        return [[r] for r in ordered]
    distance = distances(ordered, encoder)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), CUT, "distance")
    stories: dict[int, list[Reading]] = {}
    for reading, label in zip(ordered, labels, strict=True):
        stories.setdefault(int(label), []).append(reading)
    return sorted(stories.values(), key=lambda s: s[0].report.id)


def distances(readings: Sequence[Reading], encoder: Encoder) -> NDArray[np.float64]:
    """How far apart reports are, square and symmetric: 1 − cosine, less for shared rare names, more for far dates."""
    vectors = encoder.encode([_lead(r) for r in readings]).astype(np.float64)
    distance = 1 - vectors @ vectors.T
    distance -= NAMES_WEIGHT * _shared_names(readings)
    distance += DATES_WEIGHT * _far_apart(readings)
    distance -= LANGUAGES_APART * _unlike([r.report.language for r in readings])
    distance -= SCRIPTS_APART * _unlike([_script(r.report.text) for r in readings])
    np.fill_diagonal(distance, 0)
    return np.clip((distance + distance.T) / 2, 0, None)


def _lead(reading: Reading) -> str:
    text = " ".join(s.text for s in reading.sentences if s.role in ("title", "body"))
    return text[:LEAD]


def _shared_names(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """Overlap of names, rare ones counting more, from 0 to 1 (of the report that names less)."""
    named = [key_forms(r) for r in readings]
    count = Counter(form for forms in named for form in forms)
    weight = {form: math.log(1 + len(readings) / n) for form, n in count.items()}
    shared = np.zeros((len(readings), len(readings)))
    for i, mine in enumerate(named):
        for j in range(i):
            common = sum(weight[f] for f in mine & named[j])
            fewer = min(sum(weight[f] for f in mine), sum(weight[f] for f in named[j]))
            shared[i, j] = shared[j, i] = common / fewer if fewer else 0.0
    return shared


def _far_apart(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """1 where both state when they came out and that was more than `FAR_DAYS` apart, less where less."""
    far = np.zeros((len(readings), len(readings)))
    for i, a in enumerate(readings):
        for j, b in enumerate(readings[:i]):
            first, second = a.report.published, b.report.published
            if first and second and not first.overlaps(second):
                gap = max((first.earliest - second.latest).days, (second.earliest - first.latest).days)
                far[i, j] = far[j, i] = min(1.0, gap / FAR_DAYS)
    return far


def _unlike(values: Sequence[str]) -> NDArray[np.float64]:
    """1 for each pair whose values differ."""
    array = np.array(values)
    return np.asarray(array[:, None] != array[None, :], dtype=np.float64)


def _script(text: str) -> str:
    """The script that most letters of a text's lead are in, by the first word of their Unicode names."""
    count = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text[:LEAD] if c.isalpha())
    return max(count, key=lambda script: (count[script], script)) if count else ""
