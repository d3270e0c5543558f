"""Statements are put together by point: across reports, on the whole, and never through a third."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.model import Seen
from secondsource.weighing.compare.stances import OPPOSED
from secondsource.weighing.findings import LEANS, POWER, SAME_REPORT, TOGETHER, align, contradictions, joined
from secondsource.weighing.likeness import Facts, Pairs

from .conftest import Telling

Likely = Mapping[tuple[int, int], float]
"""The likelihood of each pair that was worth a look."""


def sparse(likely: Likely) -> Pairs:
    """The pairs in order, as `align` takes them."""
    places = sorted(tuple(sorted(pair)) for pair in likely)
    first, second = (np.array([place[side] for place in places], np.intp) for side in (0, 1))
    values = {tuple(sorted(pair)): value for pair, value in likely.items()}
    return Pairs(first, second, np.array([values[place] for place in places], np.float64))


def dense(likely: Likely, reports: Sequence[str]) -> NDArray[np.float64]:
    """The same as a table: what was not worth a look is 0, two statements of one report are `SAME_REPORT`."""
    made = np.zeros((len(reports), len(reports)))
    for (i, j), value in likely.items():
        made[i, j] = made[j, i] = value
    names = np.array(reports)
    return np.where(names[:, None] == names[None, :], SAME_REPORT, made)


def test_nothing_and_one_statement() -> None:
    assert align(Pairs.none(), []) == []
    assert align(Pairs.none(), ["a"]) == [[0]]
    assert align(Pairs.none(), ["a", "b", "a"]) == [[0], [1], [2]]


def test_what_is_likely_one_point_is_one_finding() -> None:
    likely = sparse({(0, 2): 0.9, (1, 3): 0.8})
    assert align(likely, ["a", "a", "b", "b", "b"]) == [[0, 2], [1, 3], [4]]


def test_a_chain_of_likeness_is_not_followed() -> None:
    """Each is like the next and unlike all others; five in a row are not one point."""
    groups = align(sparse({(i, i + 1): 0.5 for i in range(4)}), ["a", "b", "c", "d", "e"])
    assert max(map(len, groups)) < 5


def test_two_points_are_not_joined_through_a_third() -> None:
    likely = sparse({(0, 1): 0.5, (1, 2): 0.5})
    assert align(likely, ["a", "b", "c"]) in ([[0, 1], [2]], [[0], [1, 2]])


def test_statements_of_one_report_stay_apart_however_alike_to_a_third() -> None:
    assert SAME_REPORT < TOGETHER
    assert align(sparse({(0, 2): 0.5, (1, 2): 0.4}), ["a", "a", "b"]) == [[0, 2], [1]]


def test_unless_a_third_says_that_they_are_one_point() -> None:
    assert align(sparse({(0, 2): 0.9, (1, 2): 0.9}), ["a", "a", "b"]) == [[0, 1, 2]]


def test_the_likeliest_go_together_first() -> None:
    likely = sparse({(0, 1): 0.4, (0, 2): 0.9, (1, 2): 0.0})
    assert align(likely, ["a", "b", "c"])[0] == [0, 2]


@pytest.mark.parametrize(("likely", "expected"), [(TOGETHER, [[0, 1]]), (TOGETHER - 1e-6, [[0], [1]])])
def test_just_likely_enough(likely: float, expected: list[list[int]]) -> None:
    assert align(sparse({(0, 1): likely}), ["a", "b"]) == expected


def test_of_two_equally_likely_the_earlier_goes_first() -> None:
    assert align(sparse({(0, 1): 0.5, (0, 2): 0.5}), ["a", "b", "c"]) == [[0, 1], [2]]
    assert align(sparse({(0, 2): 0.5, (1, 2): 0.5}), ["a", "b", "c"]) == [[0, 2], [1]]
    assert align(sparse({(0, 3): 0.5, (1, 2): 0.5, (0, 1): 0.5}), ["a", "b", "c", "d"]) == [[0, 1], [2], [3]]


def test_rounding_does_not_decide_which_goes_first() -> None:
    """Sums of the same numbers in another order differ in their last digit."""
    below = float(np.nextafter(0.5, 0))
    assert align(sparse({(0, 1): below, (1, 2): 0.5}), ["a", "b", "c"]) == [[0, 1], [2]]


@st.composite
def stories(draw: st.DrawFn) -> tuple[dict[tuple[int, int], float], list[str]]:
    """Statements of up to five reports, and random likelihoods, no two the same, for some pairs of two reports."""
    names = draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=16))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    share = draw(st.sampled_from([0.15, 0.5, 1.0]))
    few = draw(st.sampled_from([1.0, 3.0]))  # most likelihoods are small, or all are as frequent
    apart = [(i, j) for i, j in combinations(range(len(names)), 2) if names[i] != names[j] and chance.random() < share]
    return {pair: float(chance.random() ** few) for pair in apart}, names


@given(stories())
def test_every_statement_is_in_one_finding(story: tuple[dict[tuple[int, int], float], list[str]]) -> None:
    likely, names = story
    groups = align(sparse(likely), names)
    assert sorted(i for group in groups for i in group) == list(range(len(names)))
    assert groups == sorted(sorted(group) for group in groups)
    table = dense(likely, names)
    for group in groups:
        assert len(group) == 1 or max(table[i, j] for i, j in combinations(group, 2)) >= TOGETHER
    for one, other in combinations(groups, 2):
        assert (table[np.ix_(one, other)] ** POWER).mean() < TOGETHER**POWER


@given(stories())
def test_it_is_average_linkage(story: tuple[dict[tuple[int, int], float], list[str]]) -> None:
    likely, names = story
    n = len(names)
    groups = align(sparse(likely), names)
    if n == 1:
        assert groups == [[0]]
        return
    apart = 1 - dense(likely, names) ** POWER
    np.fill_diagonal(apart, 0)
    label = fcluster(linkage(squareform(apart), "average"), 1 - TOGETHER**POWER, "distance")
    assert groups == sorted([i for i in range(n) if label[i] == one] for one in dict.fromkeys(label.tolist()))


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_nothing(
    story: tuple[dict[tuple[int, int], float], list[str]], chance: object
) -> None:
    likely, names = story
    order = list(range(len(names)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    place = {old: new for new, old in enumerate(order)}
    moved = align(sparse({(place[i], place[j]): value for (i, j), value in likely.items()}), [names[i] for i in order])
    assert sorted(sorted(order[i] for i in group) for group in moved) == align(sparse(likely), names)


def test_a_pair_ties_two_groups_and_each_group_once() -> None:
    assert joined([[0, 3], [1], [2]], [(2, 3)]) == [[0, 2, 3], [1]]
    assert joined([[0], [1], [2]], [(1, 2), (0, 1)]) == [[0], [1, 2]], "the first pair counts"
    assert joined([[0, 1], [2]], [(0, 1), (1, 2)]) == [[0, 1, 2]], "a pair within a group ties nothing"
    assert joined([], []) == []


def denials(*told: tuple[str, str, bool], opposed: float = OPPOSED) -> list[str]:
    """The reports that end up denying; each is a report, its speaker ("" for none), and whether it negates."""
    facts = []
    for report, speaker, negated in told:
        statement = Telling(report).states("the talks have failed", negated=negated)
        facts.append(Facts(statement, frozenset(), frozenset({speaker} - {""}), ()))
    found = contradictions(facts, [list(range(len(facts)))], lambda one, other: opposed)
    return [f.statement.report for f in found if f.statement.stance == "denies"]


def test_who_negates_what_another_states_denies_it() -> None:
    assert denials(("a", "o1", False), ("b", "o2", True)) == ["b"]
    assert denials(("b", "o2", True), ("a", "o1", False)) == ["b"]
    assert denials(("a", "", False), ("b", "o2", True)) == ["b"], "also what a report states itself"


def test_a_negation_is_no_denial() -> None:
    assert denials(("a", "o1", True), ("b", "o2", True)) == [], "where all negate"
    assert denials(("b", "o2", True)) == [], "where nobody states it"
    assert denials(("a", "o1", False), ("b", "", True)) == [], "where nobody is said to negate"
    assert denials(("a", "o1", False), ("b", "o2", True), opposed=OPPOSED - 0.01) == [], "where both may be so"


@pytest.mark.parametrize(("denies", "expected"), [(LEANS, "denies"), (LEANS - 0.01, "states")])
def test_what_the_network_leans_to_is_settled_by_what_others_state(denies: float, expected: str) -> None:
    nothing = np.zeros((1, 2), np.float32)
    facts = []
    for report, text, leaning in (("a", "it was so", 0.1), ("b", "it was a rumour", denies)):
        seen = Seen(nothing[0], nothing, np.ones(1, np.float32), nothing[0], leaning, 0.0)
        facts.append(Facts(Telling(report).states(text), frozenset(), frozenset({report}), (), seen))
    found = contradictions(facts, [[0, 1]], lambda one, other: 1.0)
    assert [f.statement.stance for f in found] == ["states", expected]


def test_only_in_one_group() -> None:
    facts = [
        Facts(Telling(r).states("the talks have failed", negated=r == "b"), frozenset(), frozenset({f"o{r}"}), ())
        for r in "ab"
    ]
    assert contradictions(facts, [[0], [1]], lambda one, other: 1.0) == facts
    assert contradictions([], [], lambda one, other: 1.0) == []
