"""A statement's stance: the words of the pack first, the network where they say nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Seen, Stance, Statement
from secondsource.reading.stances import DENIES, DOUBTED, WITHHOLDS, settled

NOTHING = np.zeros(1, np.float32)
SURE, UNSURE = 0.99, 0.3

stance = st.sampled_from(get_args(Stance))
likely = st.floats(0, 1)


def statement(said: Stance, start: int = 0) -> Statement:
    text = "it happened"
    return Statement(
        "r", start, start + len(text), text, role="body", sentence=0, stance=said, mode="asserted", hedged=False,
        cue=None, chains=(), things=frozenset(), quantities=(), negated=False,
    )  # fmt: skip


def seen(denies: float, withholds: float) -> Seen:
    return Seen(NOTHING, NOTHING, NOTHING, NOTHING, denies, withholds)


def stance_of(said: Stance, denies: float, withholds: float) -> Stance:
    (made,) = settled([statement(said)], [seen(denies, withholds)])
    return made.stance


@pytest.mark.parametrize(
    ("denies", "withholds", "expected"),
    [
        (0.0, 0.0, "states"),
        (UNSURE, UNSURE, "states"),
        (SURE, 0.0, "denies"),
        (0.0, SURE, "withholds"),
        (DENIES, 0.0, "denies"),
        (0.0, WITHHOLDS, "withholds"),
    ],
)
def test_where_no_word_says_it_the_network_does(denies: float, withholds: float, expected: Stance) -> None:
    assert stance_of("states", denies, withholds) == expected


@pytest.mark.parametrize("said", ["denies", "withholds"])
def test_what_a_word_says_and_the_network_doubts_is_none(said: Stance) -> None:
    """ "The sensor was silent": nobody withholds anything."""
    for likely, expected in ((DOUBTED, said), (DOUBTED - 0.001, "states")):
        other = 0.0 if said == "denies" else UNSURE
        assert stance_of(said, *((likely, other) if said == "denies" else (other, likely))) == expected


@pytest.mark.parametrize("said", ["denies", "withholds"])
def test_what_a_word_says_stands_while_the_network_allows_it(said: Stance) -> None:
    assert stance_of(said, UNSURE, UNSURE) == said
    assert stance_of(said, SURE if said == "denies" else UNSURE, SURE if said == "withholds" else UNSURE) == said


def test_the_network_cannot_be_sure_of_two_stances() -> None:
    """It gives the likelihoods of three, which add up to 1."""
    assert min(DENIES, WITHHOLDS) > 1 / 2
    assert stance_of("states", 0.5, 0.5) == "states"


@pytest.mark.parametrize("text", ["who pays for it?", "谁来付钱？", "من يدفع؟", "who was it?»"])
def test_a_question_withholds_nothing(text: str) -> None:
    (made,) = settled([replace(statement("states"), text=text, end=len(text))], [seen(0.0, SURE)])
    assert made.stance == "states"


def test_nothing_is_settled_of_nothing() -> None:
    assert settled([], []) == ()


def test_one_view_for_each_statement() -> None:
    with pytest.raises(ValueError, match="argument"):
        settled([statement("states")], [])


@given(st.lists(st.tuples(stance, likely, likely), max_size=6))
def test_only_stances_change_and_each_by_its_own_view(told: list[tuple[Stance, float, float]]) -> None:
    statements = [statement(said, start=20 * n) for n, (said, _, _) in enumerate(told)]
    views = [seen(denies, withholds) for _, denies, withholds in told]
    found = settled(statements, views)
    assert [replace(made, stance=s.stance) for made, s in zip(found, statements, strict=True)] == statements
    assert [made.stance for made in found] == [stance_of(*one) for one in told]
    assert settled(found, views) == found
