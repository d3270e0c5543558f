"""The evidence for one point: what each kind of it says of a pair, and that the sum is a probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from secondsource.model import Statement, Timex
from secondsource.weighing.likeness import WEIGHTS, Facts, centred, features, likelihood

from .conftest import Telling, days, number


def fact(statement: Statement, entities: Sequence[str] = (), speakers: Sequence[str] = (), day: str = "") -> Facts:
    when = days(day) if day else None
    times = (Timex(0, 1, "x", when.earliest, when.latest),) if when else ()
    return Facts(statement, frozenset(entities), frozenset(speakers), times)


def evidence(a: Facts, b: Facts) -> dict[str, float]:
    rows = np.eye(2, dtype=np.float32)
    return {name: float(value[0, 1]) for name, value in features([a, b], rows, rows).items()}


def states(report: str, text: str = "it happened there", **more: Any) -> Statement:
    return Telling(report).states(text, **more)


def test_all_weights_have_evidence_and_the_reverse() -> None:
    assert set(evidence(fact(states("a")), fact(states("b")))) == WEIGHTS.keys() - {"bias"}


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("numbers agree", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(12)])), 1),
        ("numbers agree", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(14)])), 0),
        ("numbers clash", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(14)])), 1),
        (
            "numbers clash",
            fact(states("a", quantities=[number(12)])),
            fact(states("b", quantities=[number(14, unit="km")])),
            0,
        ),
        ("numbers clash", fact(states("a", quantities=[number(12)])), fact(states("b")), 0),
        ("days agree", fact(states("a"), day="2031-05-18"), fact(states("b"), day="2031-05-18"), 1),
        ("days agree", fact(states("a"), day="2031-05-18"), fact(states("b"), day="2031-05-01/2031-05-31"), 0),
        ("same speaker", fact(states("a"), speakers=["o1"]), fact(states("b"), speakers=["o1", "o2"]), 1),
        ("same speaker", fact(states("a"), speakers=["o1"]), fact(states("b"), speakers=["o2"]), 0),
        ("same speaker", fact(states("a")), fact(states("b")), 0),
        ("both quoted", fact(states("a", mode="quoted")), fact(states("b", mode="quoted")), 1),
        ("both quoted", fact(states("a", mode="quoted")), fact(states("b", mode="reported")), 0),
        ("length", fact(states("a", "same here")), fact(states("b", "same here")), 0),
    ],
)
def test_evidence(name: str, a: Facts, b: Facts, expected: float) -> None:
    assert evidence(a, b)[name] == expected
    assert evidence(b, a)[name] == expected


def test_a_rare_name_says_more_than_one_that_all_share() -> None:
    facts = [
        fact(states("a"), ["e1", "e2"]),
        fact(states("b"), ["e1", "e2"]),
        fact(states("c"), ["e1", "e3"]),
        fact(states("d"), ["e1", "e4"]),
    ]
    rows = np.eye(4, dtype=np.float32)
    names = features(facts, rows, rows)["names"]
    assert names[0, 1] == 1
    assert names[0, 2] == names[2, 3] == 0, "what everybody names says nothing"


def test_nothing_is_said_of_two_statements_of_one_report_but_how_alike_they_are() -> None:
    facts = [fact(states("a", quantities=[number(1)]), ["e1"]), fact(states("a", quantities=[number(1)]), ["e1"])]
    rows = np.eye(2, dtype=np.float32)
    found = features(facts, rows, rows)
    assert all(not value.any() for name, value in found.items() if name not in ("similarity", "context"))


def _random_rows(n: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(n, 8)) + 3
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_likelihood_is_a_symmetric_probability() -> None:
    facts = [fact(states(report)) for report in "aabbc"]
    likely = likelihood(features(facts, _random_rows(5, 0), _random_rows(5, 1)))
    assert ((likely > 0) & (likely < 1)).all()
    assert np.allclose(likely, likely.T)


def test_centring_takes_away_what_a_reports_statements_share() -> None:
    facts = [fact(states(report)) for report in "aaaabbbb"]
    rows = _random_rows(8, 0)
    found = centred(facts, rows)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert (rows @ rows.T).mean() > 0.5 > abs(found @ found.T).mean()


def test_a_lone_statement_can_be_centred() -> None:
    found = centred([fact(states("a"))], np.ones((1, 4), dtype=np.float32) / 2)
    assert np.isfinite(found).all()
