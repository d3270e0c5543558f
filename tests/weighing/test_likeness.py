"""The evidence for one point: what each kind of it says of a pair, and that the sum is a probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from secondsource.aligning.matcher import VECTOR
from secondsource.model import Seen, Statement, Timex
from secondsource.weighing import likeness
from secondsource.weighing.likeness import WEIGHTS, Facts, Pairs, centred, evidence, pairs

from .conftest import Telling, days, number

Vectors = NDArray[np.float32]


def fact(
    statement: Statement, entities: Sequence[str] = (), speakers: Sequence[str] = (), day: str = "", **more: Any
) -> Facts:
    when = days(day) if day else None
    times = (Timex(0, 1, "x", when.earliest, when.latest),) if when else ()
    return Facts(statement, frozenset(entities), frozenset(speakers), times, **more)


def states(report: str, text: str = "it happened there", **more: Any) -> Statement:
    return Telling(report).states(text, **more)


def of_pair(a: Facts, b: Facts) -> dict[str, float]:
    """The evidence for two statements in a story in which a third one says nothing of theirs."""
    first, second, found = evidence([a, b, fact(states("z"))], np.eye(3, dtype=np.float32))
    (at,) = np.flatnonzero((first == 0) & (second == 1))
    return {name: float(value[at]) for name, value in found.items()}


def random_vectors(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 8)) + 3
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def told_by(reports: str) -> list[Facts]:
    """One statement for each letter, which names its report."""
    return [fact(states(report)) for report in reports]


# --- each kind of evidence --------------------------------------------------------------------------


def test_all_weights_have_evidence_and_the_reverse() -> None:
    assert set(of_pair(fact(states("a")), fact(states("b")))) == WEIGHTS.keys() - {"bias"}


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("numbers agree", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(12)])), 1),
        ("numbers agree", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(14)])), 0),
        ("numbers rival", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(14)])), 1),
        ("numbers clash", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(14)])), 0),
        ("numbers rival", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(40)])), 0),
        ("numbers clash", fact(states("a", quantities=[number(12)])), fact(states("b", quantities=[number(40)])), 1),
        (
            "numbers clash",
            fact(states("a", quantities=[number(12)])),
            fact(states("b", quantities=[number(14, unit="km")])),
            0,
        ),
        (
            "numbers clash",
            fact(states("a", quantities=[number(12), number(40)])),
            fact(states("b", quantities=[number(14), number(40)])),
            0,
        ),
        ("numbers clash", fact(states("a", quantities=[number(12)])), fact(states("b")), 0),
        ("days agree", fact(states("a"), day="2031-05-18"), fact(states("b"), day="2031-05-18"), 1),
        ("days agree", fact(states("a"), day="2031-05-18"), fact(states("b"), day="2031-05-01/2031-05-31"), 0),
        ("days agree", fact(states("a")), fact(states("b")), 0),
        ("same speaker", fact(states("a"), speakers=["o1"]), fact(states("b"), speakers=["o1", "o2"]), 1),
        ("same speaker", fact(states("a"), speakers=["o1", "o2"]), fact(states("b"), speakers=["o1", "o2"]), 1),
        ("same speaker", fact(states("a"), speakers=["o1"]), fact(states("b"), speakers=["o2"]), 0),
        ("same speaker", fact(states("a")), fact(states("b")), 0),
        ("both quoted", fact(states("a", mode="quoted")), fact(states("b", mode="quoted")), 1),
        ("both quoted", fact(states("a", mode="quoted")), fact(states("b", mode="reported")), 0),
    ],
)
def test_evidence(name: str, a: Facts, b: Facts, expected: float) -> None:
    assert of_pair(a, b)[name] == pytest.approx(expected)
    assert of_pair(b, a)[name] == pytest.approx(expected)


def between(found: tuple[Any, Any, dict[str, Any]], name: str) -> NDArray[np.float64]:
    """A kind of evidence as a table; 0 where a pair was not looked at."""
    first, second, kinds = found
    size = int(second.max(initial=-1)) + 1
    table = np.zeros((size, size))
    table[first, second] = table[second, first] = kinds[name]
    return table


def test_a_denial_answers_what_stands_before_it() -> None:
    """ "The ministry denies this" is near what is near to the sentence before it."""
    rows = np.eye(4, VECTOR, dtype=np.float32)
    rows[2] = rows[0] + 0.1 * rows[2]

    def seen(n: int, denies: float) -> Seen:
        one = np.ones((1, 4), np.float32) / 2
        return Seen(rows[n], one, np.ones(1, np.float32), np.zeros(64, np.float32), denies, 0.0)

    facts = [
        replace(fact(states("a")), seen=seen(0, 0.0)),
        replace(fact(states("a")), seen=seen(1, 1.0)),
        replace(fact(states("b")), seen=seen(2, 0.0)),
        replace(fact(states("b")), seen=seen(3, 0.0)),
    ]
    answers = between(evidence(facts, rows), "answers")
    assert answers[1, 2] > 0.3, "what it denies stands in the other report"
    assert answers[0, 2] == answers[0, 3] == 0, "no denial"


def test_where_they_stand() -> None:
    facts = [fact(states(report)) for report in "aaab"]
    found = between(evidence(facts, np.eye(4, dtype=np.float32)), "distance")
    assert [found[i, 3] for i in range(3)] == [0, 0.5, 1]


def test_statements_of_one_report_are_no_pair() -> None:
    same = {"quantities": [number(1)]}
    facts = [fact(states("a", **same), ["e1"]), fact(states("a", **same), ["e1"]), fact(states("b", **same), ["e1"])]
    likely = pairs(facts, random_vectors(3, 0))
    assert list(zip(likely.first.tolist(), likely.second.tolist(), strict=True)) == [(0, 2), (1, 2)]
    assert likely(0, 1) == 0


def test_the_best_of_both_reports_is_mutual_and_beats_the_next_by_a_margin() -> None:
    """The first of each report say the same, the second of b says nearly so."""
    rows = np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0], [0.8, 0, 0.6]], np.float32)
    found = evidence(told_by("aabb"), rows)
    similarity, margin, mutual = (between(found, name) for name in ("similarity", "margin", "mutual"))
    assert similarity[0, 2] == similarity.max()
    assert mutual[0, 2] == 1
    assert margin[0, 2] > 0 > margin[0, 3]
    assert mutual[0, 3] == mutual[1, 2] == 0
    ahead = (similarity[0, 2] - similarity[0, 3] + similarity[0, 2] - similarity[1, 2]) / 2
    assert margin[0, 2] == pytest.approx(ahead)


def a_seen(pieces: Sequence[Sequence[float]], shares: Sequence[float]) -> Seen:
    rows = np.array(pieces, np.float32)
    return Seen(rows[0], rows, np.array(shares, np.float32), np.zeros(2, np.float32), 0.0, 0.0)


@pytest.mark.skipif("pieces" not in WEIGHTS, reason="late interaction is no evidence")
def test_pieces_meet_their_nearest_each_for_its_share() -> None:
    east, north = [1.0, 0.0], [0.0, 1.0]
    one = a_seen([east, north], [0.75, 0.25])
    other = a_seen([east], [1.0])
    facts = [fact(states(r), seen=seen) for r, seen in (("a", one), ("b", other), ("c", one), ("d", None))]
    met = between(evidence(facts, random_vectors(4, 1)), "pieces")
    assert met[0, 2] == pytest.approx(1), "the same pieces"
    assert met[0, 1] == pytest.approx((0.75 + 1) / 2)
    assert not met[:, 3].any(), "no aligner read it"


# --- the likelihood ---------------------------------------------------------------------------------


@given(st.text("abc", min_size=2, max_size=9).map(sorted).map("".join), st.integers(0, 10**6))
def test_likelihood_is_a_probability_for_every_pair_of_two_reports(reports: str, seed: int) -> None:
    likely = pairs(told_by(reports), random_vectors(len(reports), seed))
    apart = [(i, j) for i, j in combinations(range(len(reports)), 2) if reports[i] != reports[j]]
    found = list(zip(likely.first.tolist(), likely.second.tolist(), strict=True))
    if len(set(reports)) > 1 and len(reports) > 2:  # two alone are opposites: see below
        assert found == apart
    assert found == sorted(found)
    assert ((likely.likelihood > 0) & (likely.likelihood < 1)).all()
    for i, j in combinations(range(len(reports)), 2):
        assert likely(i, j) == likely(j, i)
        assert (likely(i, j) > 0) == ((i, j) in found)


def test_the_order_of_reports_changes_nothing() -> None:
    facts = [
        fact(states(r, quantities=[number(n)]), [f"e{n % 3}"], [f"o{n % 2}"]) for n, r in enumerate("aaabbcccc")
    ]  # fmt: skip
    rows = random_vectors(9, 3)
    turned = [5, 6, 7, 8, 3, 4, 0, 1, 2]
    one = pairs(facts, rows)
    other = pairs([facts[i] for i in turned], rows[turned])
    for i, j in combinations(range(9), 2):
        assert one(i, j) == pytest.approx(other(turned.index(i), turned.index(j)), abs=1e-9)


def test_more_evidence_is_more_likely() -> None:
    weights = dict.fromkeys(WEIGHTS, 1.0)
    rows = random_vectors(3, 0)
    few = pairs([fact(states(r)) for r in "abc"], rows, weights)
    more = pairs([fact(states(r), speakers=["o1"]) for r in "abc"], rows, weights)
    assert (more.likelihood > few.likelihood).all()


def test_absurd_vectors_are_no_reason_to_fail() -> None:
    """Statements that are the same, or that the encoder makes nothing of."""
    for rows in (np.zeros((4, 8), np.float32), np.ones((4, 8), np.float32), np.full((4, 8), 1e18, np.float32)):
        likely = pairs(told_by("aabb"), rows)
        assert np.isfinite(likely.likelihood).all()


# Not strict: whether it fails depends on how the machine multiplies.


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    facts, rows = told_by("aaabbbbcddd"), random_vectors(11, 5)
    whole = evidence(facts, rows)
    monkeypatch.setattr(likeness, "BLOCK", block)
    parted = evidence(facts, rows)
    assert np.array_equal(whole[0], parted[0])
    assert np.array_equal(whole[1], parted[1])
    for name, value in whole[2].items():
        assert np.allclose(value, parted[2][name], atol=1e-9), name


def test_two_statements_alone_are_a_pair() -> None:
    """Centred on their mean they are opposites."""
    lost = [seed for seed in range(100) if not len(pairs(told_by("ab"), random_vectors(2, seed)).first)]
    assert lost == []


def test_what_is_mutual_is_so_beyond_one_block() -> None:
    count = likeness.BLOCK + 100
    reports = "".join("abcdefgh"[i * 8 // count] for i in range(count))
    vectors = np.random.default_rng(0).normal(size=(count, 384)).astype(np.float32)
    first, second, found = evidence(told_by(reports), vectors)
    rows = centred(list(reports), vectors)
    similarity, names = rows @ rows.T, np.array(list(reports))
    best = {report: similarity[:, names == report].max(axis=1) for report in set(reports)}
    there = np.array([best[reports[j]][i] for i, j in zip(first, second, strict=True)])
    back = np.array([best[reports[i]][j] for i, j in zip(first, second, strict=True)])
    mutual = similarity[first, second] >= np.maximum(there, back) - 1e-12
    assert int((mutual != (found["mutual"] == 1)).sum()) == 0


# --- pairs ------------------------------------------------------------------------------------------


def test_a_pair_is_found_in_either_order_and_others_are_not() -> None:
    first, second = np.array([0, 0, 2], np.intp), np.array([2, 5, 3], np.intp)
    likely = Pairs(first, second, np.array([0.1, 0.2, 0.3]))
    assert [likely(0, 2), likely(5, 0), likely(3, 2)] == [0.1, 0.2, 0.3]
    assert [likely(0, 0), likely(0, 1), likely(0, 3), likely(1, 2), likely(2, 5), likely(9, 8)] == [0] * 6
    assert Pairs.none()(0, 1) == 0


# --- centring ---------------------------------------------------------------------------------------


def test_centring_takes_away_what_a_reports_statements_share() -> None:
    rows = random_vectors(8, 0)
    found = centred(list("aaaabbbb"), rows)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert (rows @ rows.T).mean() > 0.5 > abs(found @ found.T).mean()


def test_what_sets_a_language_apart_is_taken_away() -> None:
    """Two reports say the same four things, each with something of its own in all of them."""
    said = np.eye(6, dtype=np.float32)[:4]
    own = np.eye(6, dtype=np.float32)[4:] * 5
    rows = np.concatenate([said + own[0], said + own[1]])
    found = centred(list("aaaabbbb"), rows)
    similarity = found[:4] @ found[4:].T
    assert (similarity.argmax(axis=1) == np.arange(4)).all()
    plain = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert (plain[:4] @ plain[4:].T).max() < 0.1 < (plain[:4] @ plain[:4].T).min()


def test_a_report_of_few_is_centred_on_the_story_too() -> None:
    """On itself alone, nothing would be left of a report of one statement."""
    rows = random_vectors(5, 2)
    found = centred(list("abbbb"), rows)
    assert np.linalg.norm(found[0]) == pytest.approx(1)


def test_a_lone_statement_can_be_centred() -> None:
    found = centred(["a"], np.ones((1, 4), dtype=np.float32) / 2)
    assert np.isfinite(found).all()


def test_the_pairs_above_a_likelihood_come_likeliest_first() -> None:
    made = Pairs(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([0.3, 0.2, 0.9]))
    assert made.above(0.3) == [(1, 2), (0, 1)]
    assert Pairs.none().above(0.0) == []
