"""Fits the weights of `weighing/likeness.py`, with each case left out in turn and with all, and says how they do.

A logistic regression over pairs of statements of different reports of a story: do both carry the same gold finding?
Each case is then weighed with the weights that were fitted on the others, and its brief scored as all cases are, so
that a case never judges weights that it had a part in. The same weights say how likely the pairs of the case left out
are: the second table holds that against how many are of one finding. The last is what to put into `likeness.WEIGHTS`.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from shared import cases, gold, read, scorer, weigh

from secondsource import Settings, brief, intake, reading
from secondsource.encoding import E5, Memory
from secondsource.render.json import render
from secondsource.weighing import likeness

# The package lifts the function of that name, which hides the module.
weighing = importlib.import_module("secondsource.weighing.weigh")

# Pulls the weights towards 0; the cases have few pairs that belong together.
RIDGE = 1.0
# The gold lists what two reports speak to: a pair of which one is in no finding of it is a weaker no.
UNLISTED = 0.4
BINS = 10

Weights = Mapping[str, float]
Floats = NDArray[np.float64]


@dataclass
class Pairs:
    """The pairs of statements of different reports of one case that weighing looks at."""

    evidence: Floats
    """One row a pair, one column a kind of evidence, the first of ones for the bias."""
    together: Floats
    """1 where both carry one gold finding."""
    weight: Floats
    overlooked: int
    """Pairs of one finding that weighing does not look at."""

    def likelihood(self, weights: Weights) -> Floats:
        """How likely each pair speaks to one point by these weights, in their order."""
        return np.asarray(1 / (1 + np.exp(-self.evidence @ np.array(list(weights.values())))))


def pairs(case: Path, names: Sequence[str], encoder: Memory, score: ModuleType) -> Pairs:
    """The pairs of a case, in the stories that its gold gives."""
    told = gold(case)
    reports, _ = intake.read([case / "reports"])
    parts = []
    for name, ids in told["stories"].items():
        with patch.object(weighing, "pairs", wraps=likeness.pairs) as watched:
            weigh(name, [read(r) for r in reports if r.id in ids], encoder)
        facts, *rest = watched.call_args.args
        labels = _labels(facts, told, {r.id: r.text for r in reports}, score)
        first, second, found = likeness.evidence(facts, *rest)
        by = [f.statement.report for f in facts]
        apart = [(i, j) for j in range(len(facts)) for i in range(j) if by[i] != by[j]]
        together = [float(bool(labels[i] & labels[j])) for i, j in zip(first, second, strict=True)]
        listed = [1.0 if labels[i] and labels[j] else UNLISTED for i, j in zip(first, second, strict=True)]
        columns = np.stack([np.ones(len(first)), *(found[name] for name in names)], axis=1)
        overlooked = sum(bool(labels[i] & labels[j]) for i, j in apart) - int(sum(together))
        parts.append(Pairs(columns, np.array(together), np.array(listed), overlooked))
    return joined(parts)


def joined(parts: Sequence[Pairs]) -> Pairs:
    """The pairs of all parts, in their order."""
    evidence, together, weight = (
        np.concatenate([getattr(p, column) for p in parts]) for column in ("evidence", "together", "weight")
    )
    return Pairs(evidence, together, weight, sum(p.overlooked for p in parts))


def _labels(
    facts: Sequence[likeness.Facts], told: Mapping[str, Any], texts: Mapping[str, str], score: ModuleType
) -> list[set[str]]:
    """The gold findings that each statement carries."""
    labels: list[set[str]] = [set() for _ in facts]
    for finding in told["findings"]:
        for claim in finding["claims"]:
            spans = score.find(texts.get(claim["report"], ""), claim["snippet"])
            for label, fact in zip(labels, facts, strict=True):
                s = fact.statement
                if spans and s.report == claim["report"] and score.touches(spans[0], (s.start, s.end)):
                    label.add(finding["id"])
    return labels


def fit(given: Pairs, names: Sequence[str]) -> Weights:
    """The weights under which the pairs are likeliest."""
    rows, together, weight = given.evidence, given.together, given.weight
    pull = np.r_[0.0, np.full(len(names), RIDGE)]

    def loss(b: Floats) -> tuple[float, Floats]:
        z = rows @ b
        value = float((weight * (np.logaddexp(0, z) - together * z)).sum() + (pull * b**2).sum() / 2)
        return value, rows.T @ (weight * (1 / (1 + np.exp(-z)) - together)) + pull * b

    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return dict(zip(["bias", *names], best.tolist(), strict=True))


def scored(case: Path, weights: Weights, encoder: Memory, score: ModuleType) -> dict[str, float | None]:
    """What the case's brief scores when its story is weighed with these weights."""
    with patch.object(weighing, "pairs", partial(likeness.pairs, weights=weights)):
        document = json.loads(render(brief([case / "reports"], settings=Settings(encoder=encoder))))
    result: dict[str, float | None] = score.score(gold(case), document)
    return result


def line(name: str, result: Mapping[str, float | None]) -> str:
    shown = ("finding_p", "finding_r", "finding_f1", "discrepancy_f1", "standing")
    return f"{name:10}" + "".join(f"{'-' if result[n] is None else format(result[n], '.2f'):>15}" for n in shown)


def reliability(likely: Floats, given: Pairs) -> None:
    """Prints how many pairs are of one finding beside how many were to be expected, by how likely they were held."""
    at = np.minimum((likely * BINS).astype(int), BINS - 1)
    counted, expected, found = (np.bincount(at, given.weight * n, BINS) for n in (1, likely, given.together))
    print(f"{'likelihood':10}{'pairs':>15}{'predicted':>15}{'found':>15}")
    for n in np.flatnonzero(counted):
        edges = f"{n / BINS:.1f} to {(n + 1) / BINS:.1f}"
        print(f"{edges:10}{np.sum(at == n):15}{expected[n] / counted[n]:15.3f}{found[n] / counted[n]:15.3f}")
    off = np.abs(expected - found)
    print(
        f"expected calibration error {off.sum() / counted.sum():.4f}; above {1 / BINS}, where few pairs lie, ", end=""
    )
    print(f"{off[1:].sum() / max(counted[1:].sum(), 1e-9):.3f}")


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    encoder, score = Memory(E5()), scorer()
    names = [name for name in likeness.WEIGHTS if name != "bias"]
    # Each report is read once and weighed often; whatever it is to be read with is what ships.
    with patch.object(reading, "read", lambda report, *_: read(report)):
        judge(names, encoder, score)


def judge(names: Sequence[str], encoder: Memory, score: ModuleType) -> None:
    """Fits, weighs, scores and prints."""
    given = {case: pairs(case, names, encoder, score) for case in cases()}
    everything = joined(list(given.values()))
    print(
        f"{len(given)} cases, {len(everything.together)} pairs, {everything.together.sum():.0f} of one finding; ",
        end="",
    )
    print(f"{everything.overlooked} more are not looked at\n")
    print(f"{'left out':10}{'finding_p':>15}{'finding_r':>15}{'finding_f1':>15}{'discrepancy_f1':>15}{'standing':>15}")
    results, shipped, likely = [], [], []
    for case in given:
        fitted = fit(joined([p for other, p in given.items() if other != case]), names)
        likely.append(given[case].likelihood(fitted))
        results.append(scored(case, fitted, encoder, score))
        shipped.append(scored(case, likeness.WEIGHTS, encoder, score))
        print(line(case.name, results[-1]), flush=True)
    for title, rows in (("mean", results), ("as shipped", shipped)):
        print(line(title, {n: score.mean(r[n] for r in rows if r[n] is not None) for n in score.NAMES}))
    print("\npairs of the cases left out, counted as they are fitted (those that the gold does not list count less)")
    reliability(np.concatenate(likely), everything)
    print("\nfitted on all cases, beside what ships:")
    for name, value in fit(everything, names).items():
        print(f'    "{name}": {value:.2f},  # {likeness.WEIGHTS[name]:.2f}')


if __name__ == "__main__":
    main()
