"""How likely two statements of different reports speak to the same point: evidence, added up.

Similarities of the default encoder are squeezed and lean on the topic, so vectors are centred on each report first.
A clause alone says too little ("it rejected that"), so the sentence around it counts, too: on the cases, average
precision of pairs is 0.23 with raw clause vectors, 0.36 centred, 0.42 with the sentence; subtracting each
statement's usual best similarity (CSLS) made it worse. What the clauses say then decides: whom and what they name,
numbers, speakers, quotations, days.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.model import Statement, Timex
from secondsource.weighing.compare.numbers import agree

# Weights of a logistic regression over pairs of statements of the cases, trained with each case left out in turn
# (benchmarks/findings.py prints what each leave-out scores). Not to be tuned one by one.
WEIGHTS: Mapping[str, float] = {
    "bias": -3.66,
    "similarity": 3.15,
    "context": 4.55,
    "mutual": 0.88,
    "names": -0.16,
    "numbers agree": 2.62,
    "numbers clash": 1.39,
    "both quoted": 0.56,
    "same speaker": 0.81,
    "days agree": 2.04,
    "length": 0.37,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A statement with what it says in terms that hold across languages."""

    statement: Statement
    entities: frozenset[str]
    speakers: frozenset[str]
    """Origin ids that some chain of it ends in."""
    times: tuple[Timex, ...]


def centred(facts: Sequence[Facts], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """The vectors without what all statements of their report share (topic, language), of length one again."""
    rows = vectors.astype(np.float64)
    out = np.empty_like(rows)
    everything = rows.mean(axis=0)
    for report in {f.statement.report for f in facts}:
        mine = [i for i, f in enumerate(facts) if f.statement.report == report]
        # a report of few statements says little of its own mean: lean on the story's
        weight = len(mine) / (len(mine) + 4)
        out[mine] = rows[mine] - (weight * rows[mine].mean(axis=0) + (1 - weight) * everything)
    norms = np.linalg.norm(out, axis=1, keepdims=True)
    return np.asarray(out / np.maximum(norms, 1e-9), dtype=np.float64)


def features(
    facts: Sequence[Facts], clauses: NDArray[np.float32], sentences: NDArray[np.float32]
) -> dict[str, NDArray[np.float64]]:
    """Each kind of evidence for every pair of statements, as square symmetric arrays.

    `clauses` and `sentences` hold one unit row a statement: for its own words, and for the sentence it stands in.
    """
    n = len(facts)
    own, around = centred(facts, clauses), centred(facts, sentences)
    similarity, context = own @ own.T, around @ around.T
    texts = np.array([f.statement.text for f in facts])
    equal = texts[:, None] == texts[None, :]  # which centring may have left nothing of
    similarity[equal], context[equal] = 1.0, 1.0
    reports = np.array([f.statement.report for f in facts])
    other = reports[:, None] != reports[None, :]
    out = {name: np.zeros((n, n)) for name in WEIGHTS if name not in ("bias", "similarity", "context", "mutual")}
    out |= {"similarity": similarity, "context": context, "mutual": _mutual(similarity + context, reports)}
    rare = _rarity(facts)
    for i, a in enumerate(facts):
        for j in range(i):
            if not other[i, j]:
                continue
            for name, value in _told(a, facts[j], rare).items():
                out[name][i, j] = out[name][j, i] = value
    return out


def likelihood(found: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float] = WEIGHTS) -> NDArray[np.float64]:
    """Probability, 0 to 1, that two statements speak to one point, for every pair."""
    total = sum((weights[name] * found[name] for name in found), np.full(found["similarity"].shape, weights["bias"]))
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), dtype=np.float64)


def _mutual(similarity: NDArray[np.float64], reports: NDArray[np.str_]) -> NDArray[np.float64]:
    """1 where two statements are each other's best match between their two reports."""
    out = np.zeros_like(similarity)
    index = {r: np.flatnonzero(reports == r) for r in dict.fromkeys(reports.tolist())}
    for a, rows in index.items():
        for b, columns in index.items():
            if a < b:
                block = similarity[np.ix_(rows, columns)]
                best_column, best_row = block.argmax(axis=1), block.argmax(axis=0)
                for x, y in enumerate(best_column):
                    if best_row[y] == x:
                        out[rows[x], columns[y]] = out[columns[y], rows[x]] = 1.0
    return out


def _rarity(facts: Sequence[Facts]) -> Mapping[str, float]:
    """What sharing an entity is worth: more where few statements name it."""
    count = Counter(e for f in facts for e in f.entities)
    return {e: math.log(len(facts) / c) for e, c in count.items()}


def _told(a: Facts, b: Facts, rare: Mapping[str, float]) -> dict[str, float]:
    named = sum(rare[e] for e in a.entities | b.entities)
    shared = sum(rare[e] for e in a.entities & b.entities)
    comparisons = [agree(p, q) for p in a.statement.quantities for q in b.statement.quantities]
    long, short = (
        max(len(a.statement.text), len(b.statement.text)),
        max(1, min(len(a.statement.text), len(b.statement.text))),
    )
    return {
        "names": shared / named if named else 0.0,
        "numbers agree": float(any(c is True for c in comparisons)),
        "numbers clash": float(
            bool(comparisons) and not any(c is True for c in comparisons) and any(c is False for c in comparisons)
        ),
        "both quoted": float(a.statement.mode == b.statement.mode == "quoted"),
        "same speaker": float(bool(a.speakers & b.speakers)),
        "days agree": float(any(_same_days(s, t) for s in a.times for t in b.times)),
        "length": math.log(long / short),
    }


def _same_days(a: Timex, b: Timex) -> bool:
    return a.earliest is not None and (a.earliest, a.latest) == (b.earliest, b.latest)
