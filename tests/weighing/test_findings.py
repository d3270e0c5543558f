"""Statements are put together by point: across reports, on the whole, and never through a third."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.weighing.findings import SAME_REPORT, TOGETHER, align, contradictions
from secondsource.weighing.likeness import Facts

from .conftest import Telling


def square(n: int, pairs: dict[tuple[int, int], float], rest: float = 0.01) -> NDArray[np.float64]:
    made = np.full((n, n), rest)
    for (i, j), value in pairs.items():
        made[i, j] = made[j, i] = value
    return made


def test_nothing_and_one_statement() -> None:
    assert align(np.zeros((0, 0)), []) == []
    assert align(np.ones((1, 1)), ["a"]) == [[0]]


def test_what_is_likely_one_point_is_one_finding() -> None:
    likely = square(5, {(0, 2): 0.9, (1, 3): 0.8})
    assert align(likely, ["a", "a", "b", "b", "b"]) == [[0, 2], [1, 3], [4]]


def test_a_chain_of_likeness_is_not_followed() -> None:
    """Each is like the next and unlike all others; five in a row are not one point."""
    likely = square(5, {(i, i + 1): 0.5 for i in range(4)})
    groups = align(likely, ["a", "b", "c", "d", "e"])
    assert max(map(len, groups)) < 5


def test_two_points_are_not_joined_through_a_third() -> None:
    likely = square(3, {(0, 1): 0.3, (1, 2): 0.3}, rest=0.0)
    assert align(likely, ["a", "b", "c"]) in ([[0, 1], [2]], [[0], [1, 2]])


def test_statements_of_one_report_stay_apart_however_alike() -> None:
    assert SAME_REPORT < TOGETHER
    assert align(square(3, {(0, 1): 1.0}), ["a", "a", "b"]) == [[0], [1], [2]]


def test_unless_a_third_says_that_they_are_one_point() -> None:
    likely = square(3, {(0, 2): 0.9, (1, 2): 0.9})
    assert align(likely, ["a", "a", "b"]) == [[0, 1, 2]]


def test_the_likeliest_go_together_first() -> None:
    likely = square(3, {(0, 1): 0.4, (0, 2): 0.9, (1, 2): 0.0})
    assert align(likely, ["a", "b", "c"])[0] == [0, 2]


reports = st.lists(st.sampled_from("abcd"), min_size=1, max_size=8)


@given(reports, st.randoms(use_true_random=False))
def test_every_statement_is_in_one_finding(names: list[str], random: object) -> None:
    n = len(names)
    likely = square(n, {(i, j): random.random() for i in range(n) for j in range(i)})  # type: ignore[attr-defined]
    groups = align(likely, names)
    assert sorted(i for g in groups for i in g) == list(range(n))
    assert groups == sorted(sorted(g) for g in groups)
    for group in groups:
        score = [SAME_REPORT if names[i] == names[j] else likely[i, j] for i in group for j in group if i < j]
        assert not score or max(score) >= TOGETHER


@given(st.lists(st.sampled_from("abcd"), min_size=2, max_size=9), st.randoms(use_true_random=False))
def test_it_is_average_linkage(names: list[str], random: object) -> None:
    n = len(names)
    likely = square(n, {(i, j): random.random() for i in range(n) for j in range(i)})  # type: ignore[attr-defined]
    same = np.array(names)[:, None] == np.array(names)[None, :]
    apart = 1 - np.where(same, SAME_REPORT, likely)
    np.fill_diagonal(apart, 0)
    label = fcluster(linkage(squareform(apart), "average"), 1 - TOGETHER, "distance")
    groups = [[i for i in range(n) if label[i] == one] for one in dict.fromkeys(label.tolist())]
    assert align(likely, names) == sorted(groups)


def denials(*told: tuple[str, str, bool], likely: float = 0.9) -> list[str]:
    """The reports that end up denying; each is a report, its speaker ("" for none), and whether it negates."""
    facts = []
    for report, speaker, negated in told:
        statement = Telling(report).states("the talks have failed", negated=negated)
        facts.append(Facts(statement, frozenset(), frozenset({speaker} - {""}), ()))
    n = len(facts)
    found = contradictions(facts, [list(range(n))], np.full((n, n), likely))
    return [f.statement.report for f in found if f.statement.stance == "denies"]


def test_who_negates_what_another_states_denies_it() -> None:
    assert denials(("a", "o1", False), ("b", "o2", True)) == ["b"]
    assert denials(("b", "o2", True), ("a", "o1", False)) == ["b"]


def test_a_negation_is_no_denial() -> None:
    assert denials(("a", "o1", True), ("b", "o2", True)) == [], "where all negate"
    assert denials(("a", "o1", False), ("b", "o1", True)) == [], "where one speaker says both"
    assert denials(("a", "", False), ("b", "o2", True)) == [], "where it is nobody's word against"
    assert denials(("a", "o1", False), ("b", "", True)) == [], "where nobody is said to negate"
    assert denials(("a", "o1", False), ("b", "o2", True), likely=0.3) == [], "where the point may be another"
