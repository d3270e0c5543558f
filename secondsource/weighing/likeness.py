"""How likely two statements of different reports speak to the same point: evidence, added up.

The aligner's vectors say what two claims have in common as wholes; what they name, count, date and quote, and on whose
word, then decides. Vectors are centred on each report first, for they lean on its topic and language.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from secondsource.aligning import matched, opposed
from secondsource.model import Seen, Statement, Timex
from secondsource.weighing.compare.numbers import agree, rival

# Weights of a logistic regression over pairs of statements of the cases, trained with each case left out in turn
# (benchmarks/findings.py prints what each leave-out scores). Not to be tuned one by one.
WEIGHTS: Mapping[str, float] = {
    "bias": -3.89,
    "similarity": -0.77,
    "plain": 1.37,
    "pieces": 4.12,
    "matched": 0.42,
    "margin": -1.29,
    "mutual": 0.50,
    "numbers agree": 2.39,
    "numbers rival": 2.23,
    "numbers clash": 0.89,
    "both quoted": 0.40,
    "same speaker": 0.61,
    "days agree": 1.82,
    "denial, similarity": -0.35,
    "denial, pieces": 1.09,
    "answers": 1.40,
    "both deny": 0.72,
    "both withhold": 0.69,
    "opposed": 0.33,
    "around": 0.72,
    "both titles": 0.23,
    "both early": 0.45,
    "distance": -0.82,
}
# At most about so many pairs of a story are looked at, the most alike: all of up to 50 reports, and of larger stories
# those that may tell one point. (Of 1.3 million pairs, in 100 reports, a quarter is kept, which holds three in four of
# the pairs of one point; without a bound 200 reports took 16 GB.)
MOST_PAIRS = 300_000
STEPS = 2001
# A report of so many statements is centred half on itself and half on the story: few say little of their own mean.
LEAN = 4.0
# Statements this far before and behind one stand beside it, and how alike nothing is to anything.
BESIDE, NOTHING_BESIDE = (-1, -2, 1), -0.3
# Up to this sentence, counted from 0, a report tells its news.
EARLY = 2
# Similarities and likelihoods are compared to this many digits: rounding must not decide whether two are each other's
# best, or which of two equals comes first.
DIGITS = 9
# Where no aligner read the reports: the logit of a pair, from its similarity (as training begins with it).
UNREAD = 10.0, -4.0
# Rows of the table of similarities that are held at once, and pairs whose rows are.
BLOCK, PART = 512, 1 << 14
DENSE = 8
"""Where there are not so many times as many pairs in all as are asked for, the products of all are the faster way."""

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Facts:
    """A statement with what it says in terms that hold across languages."""

    statement: Statement
    entities: frozenset[str]
    speakers: frozenset[str]
    """Origin ids that some chain of it ends in."""
    times: tuple[Timex, ...]
    seen: Seen | None = None
    """As the aligner sees it, where one read the report."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of statements of different reports that may speak to one point, in order, and how likely, 0 to 1."""

    first: Indices
    """Index of one statement of each pair, always less than that of the `second`."""
    second: Indices
    likelihood: Floats

    @classmethod
    def none(cls) -> Pairs:
        """No pairs."""
        return cls(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))

    def above(self, least: float) -> list[tuple[int, int]]:
        """The pairs that are at least so likely, the likeliest first."""
        at = np.flatnonzero(self.likelihood >= least)
        ordered = at[np.argsort(-np.round(self.likelihood[at], DIGITS), kind="stable")]
        return list(zip(self.first[ordered].tolist(), self.second[ordered].tolist(), strict=True))

    def __call__(self, i: int, j: int) -> float:
        """The likelihood of one pair in either order; 0 where it was not worth a look."""
        i, j = min(i, j), max(i, j)
        start, end = np.searchsorted(self.first, (i, i + 1))
        at = start + np.searchsorted(self.second[start:end], j)
        return float(self.likelihood[at]) if at < end and self.second[at] == j else 0.0


def pairs(facts: Sequence[Facts], vectors: NDArray[np.float32], weights: Mapping[str, float] = WEIGHTS) -> Pairs:
    """All pairs of `facts` that are alike enough to be looked at; `vectors` holds one row a statement.

    Statements of one report stand together.
    """
    first, second, found = evidence(facts, vectors)
    total = sum((weights[name] * value for name, value in found.items()), np.full(len(first), weights["bias"]))
    return Pairs(first, second, np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30)))))


def evidence(facts: Sequence[Facts], vectors: NDArray[np.float32]) -> tuple[Indices, Indices, dict[str, Floats]]:
    """Both statements of each pair that is alike enough to be looked at, and each kind of evidence for it."""
    reports = [f.statement.report for f in facts]
    rows = centred(reports, vectors)
    plain = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    blocks = list(_alike(rows, reports))
    first, second, similarity, margin, mutual = (np.concatenate(column) for column in zip(*blocks, strict=True))
    quoted = np.array([f.statement.mode == "quoted" for f in facts])
    days = [frozenset((t.earliest, t.latest) for t in f.times if t.earliest) for f in facts]
    agreeing, rivalling, clashing = _numbers(facts, first, second)
    straight = _dots(plain, first, second)
    pieces = _met(facts, first, second) if any(f.seen for f in facts) else straight
    denies, withholds = (np.array([getattr(f.seen, name, 0.0) for f in facts]) for name in ("denies", "withholds"))
    denial = np.abs(denies[first] - denies[second])
    beside = _beside(rows, reports, first, second), _beside(rows, reports, second, first)
    title = np.array([f.statement.role == "title" for f in facts])
    early = np.array([f.statement.sentence <= EARLY for f in facts])
    place = _places(reports)
    return first, second, {
        "similarity": similarity,
        "plain": straight,
        "pieces": pieces,
        "matched": _matched(facts, reports, (first, second), (similarity, straight), pieces),
        "margin": margin,
        "mutual": mutual,
        "numbers agree": agreeing,
        "numbers rival": rivalling,
        "numbers clash": clashing,
        "both quoted": (quoted[first] & quoted[second]).astype(np.float64),
        "same speaker": np.minimum(1.0, _shared([f.speakers for f in facts], first, second)),
        "days agree": np.minimum(1.0, _shared(days, first, second)),
        "denial, similarity": denial * similarity,
        "denial, pieces": denial * pieces,
        "answers": np.maximum(denies[first] * beside[0], denies[second] * beside[1]),
        "both deny": denies[first] * denies[second],
        "both withhold": withholds[first] * withholds[second],
        "opposed": _opposed(facts, first, second),
        "around": beside[0] + beside[1],
        "both titles": (title[first] & title[second]).astype(np.float64),
        "both early": (early[first] & early[second]).astype(np.float64),
        "distance": np.abs(place[first] - place[second]),
    }  # fmt: skip


def centred(reports: Sequence[str], vectors: NDArray[np.float32]) -> Floats:
    """The vectors without what all statements of their report share (topic, language), of length one."""
    rows = vectors.astype(np.float64)
    out = np.empty_like(rows)
    everything = rows.mean(axis=0)
    names = np.array(reports)
    for report in dict.fromkeys(reports):
        mine = np.flatnonzero(names == report)
        share = len(mine) / (len(mine) + LEAN)
        out[mine] = rows[mine] - (share * rows[mine].mean(axis=0) + (1 - share) * everything)
    norms = np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray(out / np.maximum(norms, 1e-9), dtype=np.float64)


def _alike(rows: Floats, reports: Sequence[str]) -> Iterator[tuple[Indices, Indices, Floats, Floats, Floats]]:
    """Blocks of pairs: both statements, their similarity, by how much it beats the next best, whether it is mutual."""
    names = np.array(reports)
    starts = np.flatnonzero(np.r_[True, names[1:] != names[:-1]])
    report = np.cumsum(np.isin(np.arange(len(names)), starts)) - 1
    best = np.full((len(rows), len(starts)), -1.0)
    following = np.full_like(best, -1.0)
    edges = np.linspace(-1.001, 1.001, STEPS)
    counted = np.zeros(STEPS - 1, np.int64)
    for at in range(0, len(rows), BLOCK):
        similarity = np.round(rows[at : at + BLOCK] @ rows.T, DIGITS)
        top = np.maximum.reduceat(similarity, starts, axis=1)
        best[at : at + BLOCK] = top
        below = np.where(similarity >= top[:, report], -1.0, similarity)
        following[at : at + BLOCK] = np.maximum.reduceat(below, starts, axis=1)
        other = similarity[report[at : at + BLOCK][:, None] < report[None]]
        counted += np.histogram(other, bins=edges)[0]
    # the lowest edge above which there are few enough
    kept = np.cumsum(counted[::-1])[::-1] <= MOST_PAIRS
    least = edges[int(np.argmax(kept))] if kept.any() else edges[-2]
    for at in range(0, len(rows), BLOCK):
        similarity = np.round(rows[at : at + BLOCK] @ rows.T, DIGITS)
        mine = np.arange(at, min(at + BLOCK, len(rows)))
        keep = (report[mine][:, None] != report[None]) & (mine[:, None] < np.arange(len(rows))[None])
        i, j = np.nonzero(keep & (similarity >= least))
        value = similarity[i, j]
        i = mine[i]
        here, there = best[i, report[j]], best[j, report[i]]
        top = (value >= here) & (value >= there)
        margin = [value - np.where(value >= b, following[x, report[y]], b) for x, y, b in ((i, j, here), (j, i, there))]
        yield i, j, value, (margin[0] + margin[1]) / 2, top.astype(np.float64)


def _shared(given: Sequence[frozenset[Hashable]], first: Indices, second: Indices) -> Floats:
    """How much the sets of both statements of each pair have in common."""
    members = {m: n for n, m in enumerate(sorted({m for mine in given for m in mine}, key=repr))}
    if not members:
        return np.zeros(len(first))
    at = [(i, members[m]) for i, mine in enumerate(given) for m in mine]
    row, column = zip(*at, strict=True)
    table = csr_array((np.ones(len(row)), (row, column)), shape=(len(given), len(members)))
    out = np.zeros(len(first))
    for part in _parts(first):
        out[part] = np.asarray(table[first[part]].multiply(table[second[part]]).sum(axis=1)).reshape(-1)
    return out


def _beside(rows: Floats, reports: Sequence[str], of: Indices, other: Indices) -> Floats:
    """How alike the `other` statement of each pair is to the nearest of those that stand beside that of the first.

    "The ministry denies this" answers what stands before it.
    """
    names = np.array(reports)
    best = np.full(len(of), NOTHING_BESIDE)
    for step in BESIDE:
        at = of + step
        there = (at >= 0) & (at < len(names))
        there[there] = names[at[there]] == names[of[there]]
        best[there] = np.maximum(best[there], _dots(rows, at[there], other[there]))
    return best


def _places(reports: Sequence[str]) -> Floats:
    """Where each statement stands in its report: 0 first, 1 last."""
    names = np.array(reports)
    out = np.zeros(len(names))
    for report in dict.fromkeys(reports):
        mine = np.flatnonzero(names == report)
        out[mine] = np.arange(len(mine)) / max(1, len(mine) - 1)
    return out


def _opposed(facts: Sequence[Facts], first: Indices, second: Indices) -> Floats:
    """How likely one statement of each pair denies what the other states; 0 where no aligner read them."""
    out = np.zeros(len(first))
    seen = [f.seen for f in facts]
    if not seen or any(s is None for s in seen):
        return out
    sides = np.stack([s.side for s in seen if s])
    for part in _parts(first):
        out[part] = opposed(sides[first[part]], sides[second[part]])
    return out


def _matched(
    facts: Sequence[Facts],
    reports: Sequence[str],
    pairs: tuple[Indices, Indices],
    cosines: tuple[Floats, Floats],
    pieces: Floats,
) -> Floats:
    """How likely each pair makes one point beside all that else could be, as logits.

    Where no aligner read them by how alike they are; two statements alone, which are opposites once centred, by how
    alike they were.
    """
    seen = [f.seen for f in facts if f.seen]
    if len(seen) < len(facts):
        scale, shift = UNREAD
        return scale * cosines[len(facts) <= 2] + shift
    numbers = {report: n for n, report in enumerate(dict.fromkeys(reports))}
    return np.round(matched(seen, np.array([numbers[r] for r in reports]), pairs, cosines, pieces), DIGITS)


def _parts(first: Indices) -> Iterator[slice]:
    """All pairs a part at a time: the rows of all pairs would fill the memory."""
    for start in range(0, len(first), PART):
        yield slice(start, start + PART)


def _dots(rows: NDArray[Any], first: Indices, second: Indices) -> Floats:
    """The dot product of the rows of each pair."""
    if len(rows) ** 2 <= DENSE * len(first):
        return np.asarray((rows @ rows.T)[first, second], np.float64)
    out = np.empty(len(first))
    for part in _parts(first):
        out[part] = np.einsum("ij,ij->i", rows[first[part]], rows[second[part]])
    return out


def _met(facts: Sequence[Facts], first: Indices, second: Indices) -> Floats:
    """How well the pieces of both statements meet: the mean similarity of each to the nearest of the other (ColBERT's
    late interaction, Khattab and Zaharia 2020, both ways), each counted for its share; 0 where no aligner read them."""
    out = np.zeros(len(first))
    seen = [f.seen for f in facts]
    starts = np.searchsorted(first, np.arange(len(facts) + 1))
    for i, mine in enumerate(seen):
        at = [n for n in range(starts[i], starts[i + 1]) if seen[second[n]]]
        if not mine or not at:
            continue
        theirs = [s for n in at if (s := seen[second[n]])]
        edges = np.cumsum([0, *(len(t.pieces) for t in theirs[:-1])])
        near = mine.pieces @ np.concatenate([t.pieces for t in theirs]).T
        here = mine.shares @ np.maximum.reduceat(near, edges, axis=1)
        there = np.add.reduceat(near.max(0) * np.concatenate([t.shares for t in theirs]), edges)
        out[at] = (here + there) / 2
    return out


def _numbers(facts: Sequence[Facts], first: Indices, second: Indices) -> tuple[Floats, Floats, Floats]:
    """Of each pair, whether some numbers can both be right; else whether some are rival accounts of one; else whether
    some cannot both be right."""
    agreeing, rivalling, clashing = np.zeros((3, len(first)))
    counted = np.array([bool(f.statement.quantities) for f in facts])
    for n in np.flatnonzero(counted[first] & counted[second]):
        a, b = facts[first[n]].statement.quantities, facts[second[n]].statement.quantities
        compared = {agree(p, q) for p in a for q in b}
        agreeing[n] = True in compared
        rivalling[n] = not agreeing[n] and any(rival(p, q) for p in a for q in b)
        clashing[n] = not agreeing[n] and not rivalling[n] and False in compared
    return agreeing, rivalling, clashing
