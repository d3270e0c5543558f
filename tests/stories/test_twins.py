"""Two events that are so much alike that their reports hang together are told apart; one event is left whole."""

from __future__ import annotations

import numpy as np
import pytest

from secondsource.stories import Outline, grouped
from secondsource.stories.twins import FEWEST, parted

DIMENSIONS = 64


def told(event: np.ndarray, count: int, name: str, seed: int) -> list[Outline]:
    """Reports of an event: each means it, and something of its own."""
    chance = np.random.default_rng(seed)
    rows = event + chance.normal(0, 0.9 / np.sqrt(DIMENSIONS), (count, DIMENSIONS))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return [
        Outline(f"{name}{n:02}", row.astype(np.float32), frozenset(), None, "en", "LATIN") for n, row in enumerate(rows)
    ]


def events(apart: float) -> tuple[np.ndarray, np.ndarray]:
    """What two events mean: alike but for a part of that length."""
    chance = np.random.default_rng(1)
    common, one, other = np.linalg.qr(chance.normal(size=(DIMENSIONS, 3)))[0].T
    return common + apart * one, common + apart * other


def ids(groups: list[list[Outline]]) -> list[list[str]]:
    return sorted(sorted(report.report for report in group) for group in groups)


@pytest.mark.parametrize(("one", "other"), [(12, 12), (12, 5), (20, 9)])
def test_two_like_events_are_parted(one: int, other: int) -> None:
    first, second = events(0.8)
    reports = told(first, one, "a", 2) + told(second, other, "b", 3)
    expected = [[f"a{n:02}" for n in range(one)], [f"b{n:02}" for n in range(other)]]
    assert ids(parted(reports)) == expected
    assert grouped(reports) == expected


@pytest.mark.parametrize("count", [5, 2 * FEWEST, 12, 25, 60])
@pytest.mark.parametrize("seed", range(5))
def test_one_event_stays_whole(count: int, seed: int) -> None:
    event, _ = events(0.8)
    reports = told(event, count, "a", seed)
    assert ids(parted(reports)) == [[report.report for report in reports]]


def test_few_reports_of_another_event_are_not_parted_off() -> None:
    """What three reports have in common may be chance."""
    first, second = events(0.8)
    reports = told(first, 12, "a", 2) + told(second, FEWEST - 1, "b", 3)
    assert len(parted(reports)) == 1


def test_copies_are_no_event_of_their_own() -> None:
    """Two texts of one event, printed by many: nearer to each other than two events ever are."""
    first, second = events(0.3)
    one, other = told(first, 1, "a", 2)[0], told(second, 1, "b", 3)[0]
    near = one.vector + 0.4 * other.vector
    vectors = (one.vector, near / np.linalg.norm(near))
    copies = [
        Outline(f"{kind}{n}", vector, frozenset(), None, "en", "LATIN")
        for kind, vector in zip("ab", vectors, strict=True)
        for n in range(6)
    ]
    assert len(parted(copies)) == 1
