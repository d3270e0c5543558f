"""Fits the weights of `weighing/likeness.py`: with each case left out in turn, and with all.

A logistic regression over pairs of statements of different reports of a story: do both carry the same gold finding?
Each case is then weighed with the weights that were fitted on the others, and its brief scored as all cases are, so
that a case never judges weights that it had a part in. The last row is the table to put into `likeness.WEIGHTS`.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from shared import cases, gold, scorer

from secondsource import Settings, brief, intake, packs, reading, stories
from secondsource.encoding import E5, Memory
from secondsource.render.json import render
from secondsource.weighing import entities, likeness, origins

# The package lifts the function of that name, which hides the module.
weighing = importlib.import_module("secondsource.weighing.weigh")

# Pulls the weights towards 0; the cases have few pairs that belong together.
RIDGE = 1.0
# The gold lists what two reports speak to: a pair of which one is in no finding of it is a weaker no.
UNLISTED = 0.4

Weights = dict[str, float]


@dataclass
class Pairs:
    """All pairs of statements of different reports of one case."""

    evidence: NDArray[np.float64]
    """One row a pair, one column a kind of evidence."""
    together: NDArray[np.float64]
    """1 where both carry one gold finding."""
    weight: NDArray[np.float64]


def pairs(case: Path, names: Sequence[str], encoder: Memory, score: ModuleType) -> Pairs:
    """The pairs of a case, in the stories that its gold gives."""
    told = gold(case)
    reports, _ = intake.read([case / "reports"])
    readings = [reading.read(r, packs.load(r.language)) for r in reports]
    parts = []
    for ids in told["stories"].values():
        story = stories.date_reports([r for r in readings if r.report.id in ids])
        known = entities.gather(story)
        speakers = origins.gather(story, known)
        facts = [weighing._facts(s, r, known, speakers) for r in story for s in r.statements]
        sentences = {r.report.id: r.sentences for r in story}
        clauses = encoder.encode([f.statement.text for f in facts])
        around = encoder.encode([weighing._context(f.statement, sentences[f.statement.report]) for f in facts])
        found = likeness.features(facts, clauses, around)
        labels = _labels(facts, told, {r.report.id: r.report.text for r in story}, score)
        which = np.array([f.statement.report for f in facts])
        i, j = np.triu_indices(len(facts), 1)
        i, j = i[which[i] != which[j]], j[which[i] != which[j]]
        together = np.array([bool(labels[a] & labels[b]) for a, b in zip(i, j, strict=True)], dtype=np.float64)
        listed = np.array([bool(labels[a] and labels[b]) for a, b in zip(i, j, strict=True)])
        parts.append((np.stack([found[n][i, j] for n in names], axis=1), together, np.where(listed, 1.0, UNLISTED)))
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


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


def fit(given: Sequence[Pairs], names: Sequence[str]) -> Weights:
    """The weights under which the pairs are likeliest."""
    evidence = np.concatenate([p.evidence for p in given])
    together = np.concatenate([p.together for p in given])
    weight = np.concatenate([p.weight for p in given])
    rows = np.hstack([np.ones((len(evidence), 1)), evidence])
    pull = np.r_[0.0, np.full(len(names), RIDGE)]

    def loss(b: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = rows @ b
        value = float((weight * (np.logaddexp(0, z) - together * z)).sum() + (pull * b**2).sum() / 2)
        return value, rows.T @ (weight * (1 / (1 + np.exp(-z)) - together)) + pull * b

    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return dict(zip(["bias", *names], best.tolist(), strict=True))


def scored(case: Path, weights: Mapping[str, float], encoder: Memory, score: ModuleType) -> dict[str, float | None]:
    """What the case's brief scores when its story is weighed with these weights."""
    usual = weighing.likelihood
    weighing.likelihood = lambda found: likeness.likelihood(found, weights)
    try:
        document = json.loads(render(brief([case / "reports"], settings=Settings(encoder=encoder))))
    finally:
        weighing.likelihood = usual
    result: dict[str, float | None] = score.score(gold(case), document)
    return result


def line(name: str, result: Mapping[str, float | None]) -> str:
    shown = ("finding_p", "finding_r", "finding_f1", "discrepancy_f1", "standing")
    return f"{name:10}" + "".join(f"{'-' if result[n] is None else format(result[n], '.2f'):>15}" for n in shown)


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    encoder, score = Memory(E5()), scorer()
    names = [name for name in likeness.WEIGHTS if name != "bias"]
    given = {case: pairs(case, names, encoder, score) for case in cases()}
    count, positive = sum(len(p.together) for p in given.values()), sum(p.together.sum() for p in given.values())
    print(f"{len(given)} cases, {count} pairs, {positive:.0f} of one finding\n")
    print(f"{'left out':10}{'finding_p':>15}{'finding_r':>15}{'finding_f1':>15}{'discrepancy_f1':>15}{'standing':>15}")
    results, shipped = [], []
    for case in given:
        fitted = fit([p for other, p in given.items() if other != case], names)
        results.append(scored(case, fitted, encoder, score))
        shipped.append(scored(case, likeness.WEIGHTS, encoder, score))
        print(line(case.name, results[-1]), flush=True)
    for title, rows in (("mean", results), ("as shipped", shipped)):
        print(line(title, {n: score.mean(r[n] for r in rows if r[n] is not None) for n in score.NAMES}))
    print("\nfitted on all cases, beside what ships:")
    for name, value in fit(list(given.values()), names).items():
        print(f'    "{name}": {value:.2f},  # {likeness.WEIGHTS[name]:.2f}')


if __name__ == "__main__":
    main()
