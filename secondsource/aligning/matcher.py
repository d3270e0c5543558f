"""The claims of a story beside each other: how likely each pair makes one point, with all that else could be.

A network in the manner of SuperGlue (Sarlin et al. 2020), which matches the points of two pictures. By turns each claim
looks at those of its own report and at those of the others, there most at what is likely the same; and how likely
a pair is depends on what else either could be paired with. Trained with the aligner (`training/matcher.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import erf

WIDTH, HEADS, LOOKS = 128, 4, 3
VECTOR, PLACES = 384, 5
"""Of what it is given about a claim: its vector, and where it stands."""
PAIR_INPUTS, PAIR_WIDTH, PAIR_SCALE = 6, 32, 5.0
LEAST, MOST = -20.0, 20.0
"""Between which logits are held before they become powers of e."""
PART = 1 << 15
"""Pairs that are looked at together: the rows of all would fill the memory."""

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]
Weights = Mapping[str, NDArray[np.floating]]


def alone(similarity: Numbers, plain: Numbers, pieces: Numbers, weights: Weights) -> Numbers:
    """How likely pairs are by themselves, as logits: from the cosines of their centred and plain vectors, and how well
    their pieces meet."""
    seen = zip(("scale", "raw", "late"), (similarity, plain, pieces), strict=True)
    return np.asarray(sum(float(weights[name]) * value for name, value in seen) + float(weights["shift"]))


def matched(
    vectors: NDArray[np.floating],
    reports: Indices,
    lengths: Indices,
    first: Indices,
    second: Indices,
    likely: Numbers,
    weights: Weights,
) -> Numbers:
    """How likely pairs are in their story, as logits.

    `vectors` has a row for each claim, `reports` the number of its report (those of one report stand together, in
    order), `lengths` its pieces. `first` and `second` are the claims of each pair, of different reports; pairs that are
    not given are held to be out of the question. `likely` says how likely each pair is by itself.
    """
    given = {name: np.asarray(value, np.float64) for name, value in weights.items()}
    # Each pair is seen from both sides: in the order of the one that looks, then of the one that is looked at.
    looks, at = np.concatenate([first, second]), np.concatenate([second, first])
    order = np.lexsort((at, looks))
    looks, at, both = looks[order], at[order], np.concatenate([likely, likely])[order]
    mine, others = _within(reports), (looks, at)
    nothing = np.zeros(len(mine[0]))
    rows = np.asarray(vectors, np.float64)
    rows = _unit(rows - rows.mean(0)) * rows.shape[1] ** 0.5
    x = _linear(np.concatenate([rows, _places(reports, lengths)], 1), given, "input")
    for n in range(LOOKS):
        x = _look(x, mine, nothing, given, f"own.{n}")
        x = _look(x, others, both, given, f"cross.{n}")
    match = _linear(x, given, "match")
    there = np.empty(len(first))
    for part in _parts(len(first)):
        i, j = first[part], second[part]
        there[part] = np.einsum("ij,ij->i", match[i], x[j]) + np.einsum("ij,ij->i", match[j], x[i])
    there = likely + there / WIDTH**0.5
    back = np.empty(len(order), np.intp)
    back[order] = np.arange(len(order))  # where each pair, and each the other way round, now stands
    seen = []
    for now in (there, likely):
        left = _left(np.concatenate([now, now])[order], looks, reports[at])[back]
        one, other = left[: len(first)], left[len(first) :]
        seen += [now, np.minimum(one, other), np.maximum(one, other)]
    out = np.empty(len(first))
    for part in _parts(len(first)):
        inner = _gelu(_linear(np.stack([s[part] for s in seen], 1) / PAIR_SCALE, given, "pair"))
        out[part] = there[part] + _linear(inner, given, "total")[:, 0]
    return out


def _look(
    x: Numbers, pairs: tuple[Indices, Indices], likely: Numbers, given: Mapping[str, Numbers], name: str
) -> Numbers:
    """What each claim is after it has looked at those that it is paired with; pairs are in the order of who looks."""
    looks, at = pairs
    q, k, v = np.split(_linear(_normed(x, given, f"{name}.before"), given, f"{name}.qkv"), 3, axis=1)
    taken = np.zeros_like(x)
    width = WIDTH // HEADS
    for part in _parts(len(looks), looks):
        i, j = looks[part], at[part]
        starts = _starts(i)
        group, edges = _groups(starts, len(i)), np.r_[starts, len(i)]
        for head in range(HEADS):
            mine = slice(head * width, (head + 1) * width)
            scores = np.einsum("ij,ij->i", q[i, mine], k[j, mine]) / width**0.5
            scores += likely[part] * given[f"{name}.bias"][head]
            shares = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
            shares /= np.add.reduceat(shares, starts)[group]
            taken[i[starts], mine] = csr_array((shares, j, edges), shape=(len(starts), len(x))) @ v[:, mine]
    x = x + _linear(taken, given, f"{name}.out")
    inner = _gelu(_linear(_normed(x, given, f"{name}.between"), given, f"{name}.inner"))
    return x + _linear(inner, given, f"{name}.outer")


def _left(likely: Numbers, looks: Indices, report: Indices) -> Numbers:
    """What is left of each likelihood beside all claims of that report that the one that looks could be paired with,
    and beside none (logit 0)."""
    if not len(looks):
        return likely
    starts = np.flatnonzero(np.r_[True, (looks[1:] != looks[:-1]) | (report[1:] != report[:-1])])
    of_all = np.log1p(np.add.reduceat(np.exp(np.clip(likely, LEAST, MOST)), starts))
    return np.asarray(likely - of_all[_groups(starts, len(looks))])


def _within(reports: Indices) -> tuple[Indices, Indices]:
    """Each claim with each of its own report, itself too."""
    starts = _starts(reports)
    sizes = _sizes(starts, len(reports))
    looks = np.repeat(np.arange(len(reports)), np.repeat(sizes, sizes))
    blocks = [np.tile(np.arange(start, start + size), size) for start, size in zip(starts, sizes, strict=True)]
    return looks, np.concatenate(blocks)


def _places(reports: Indices, lengths: Indices) -> Numbers:
    """Where a claim stands in its report, and how long it is: (claims, 5)."""
    sizes = _sizes(_starts(reports), len(reports))
    place = np.concatenate([np.arange(size) / max(1, size - 1) for size in sizes])
    turn = place * 2 * np.pi
    return np.stack([place, np.sin(turn), np.cos(turn), np.log(np.maximum(1, lengths)), place == 0], 1)


def _starts(sorted_: Indices) -> Indices:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.r_[True, sorted_[1:] != sorted_[:-1]])


def _sizes(starts: Indices, count: int) -> Indices:
    """How long each of the runs is into which so many numbers fall."""
    return np.asarray(np.diff(np.r_[starts, count]), np.intp)


def _groups(starts: Indices, count: int) -> Indices:
    """The number of the run that each of so many numbers is in."""
    return np.repeat(np.arange(len(starts)), _sizes(starts, count))


def _parts(count: int, whole: Indices | None = None) -> Iterator[slice]:
    """All of so many pairs, a part at a time; those with one number in `whole` stay together."""
    ends = np.arange(PART, count, PART)
    if whole is not None:
        ends = np.unique(np.searchsorted(whole, whole[ends]))
    edges = [0, *(e for e in ends.tolist() if e), count]
    return (slice(a, b) for a, b in pairwise(edges) if a < b)


def _linear(x: Numbers, given: Mapping[str, Numbers], name: str) -> Numbers:
    made: Numbers = x @ given[f"{name}.weight"].T + given[f"{name}.bias"]
    return made


def _normed(x: Numbers, given: Mapping[str, Numbers], name: str) -> Numbers:
    x = x - x.mean(1, keepdims=True)
    x = x / np.sqrt((x * x).mean(1, keepdims=True) + 1e-5)
    return np.asarray(x * given[f"{name}.weight"] + given[f"{name}.bias"])


def _unit(rows: Numbers) -> Numbers:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def _gelu(x: Numbers) -> Numbers:
    return np.asarray(x * (1 + erf(x / 2**0.5)) / 2)
