"""From labels of pieces to spans of text: runs, edges, spans, and the distances between pieces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from secondsource.encoding.pieces import Piece
from secondsource.tagging.labels import ANCHORS, NAMES
from secondsource.tagging.tagger import BUCKETS, WINDOW, _buckets, _edges, _runs, _spans

from .halves import Floats, cut, random_scores, words

# --- runs -------------------------------------------------------------------------------------------

SMALL = ("O", "B-a", "I-a", "B-b", "I-b")


def runs_of(path: Sequence[str]) -> list[tuple[int, int, str]]:
    """What a sequence of labels says, or an error where a run begins inside."""
    found: list[tuple[int, int, str]] = []
    for at, label in enumerate(path):
        if label.startswith("B-"):
            found.append((at, at, label[2:]))
        elif label.startswith("I-"):
            if not found or found[-1][1:] != (at - 1, label[2:]):
                raise ValueError("begins inside")
            found[-1] = (found[-1][0], at, label[2:])
    return found


def best_runs(scores: Floats, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The best of all sequences, each tried."""
    best, found = -np.inf, None
    for path in product(range(len(labels)), repeat=len(scores)):
        try:
            runs = runs_of([labels[label] for label in path])
        except ValueError:
            continue
        total = float(sum(scores[at, label] for at, label in enumerate(path)))
        if total > best:
            best, found = total, runs
    assert found is not None
    return found


@given(st.integers(0, 10**6), st.integers(1, 5))
def test_the_best_sequence_that_is_allowed(seed: int, count: int) -> None:
    scores = random_scores(seed, count, SMALL)
    assert list(_runs(scores, SMALL)) == best_runs(scores, SMALL)


@given(st.integers(0, 10**6), st.integers(1, 60), st.sampled_from([NAMES, ANCHORS]))
def test_runs_are_in_order_and_do_not_overlap(seed: int, count: int, labels: Sequence[str]) -> None:
    found = list(_runs(random_scores(seed, count, labels), labels))
    assert all(0 <= first <= last < count for first, last, _ in found)
    assert all(a[1] < b[0] for a, b in pairwise(found))
    assert {kind for _, _, kind in found} <= {label[2:] for label in labels[1:]}


@st.composite
def paths(draw: st.DrawFn) -> list[str]:
    """Sequences of labels in which no run begins inside."""
    path = ["O"]
    for _ in range(draw(st.integers(1, 12))):
        goes_on = [label for label in NAMES if label.startswith("I-") and path[-1][2:] == label[2:]]
        path.append(draw(st.sampled_from([*(label for label in NAMES if not label.startswith("I-")), *goes_on])))
    return path[1:]


@given(paths())
def test_what_is_certain_is_found(path: list[str]) -> None:
    scores = np.array([[5.0 if label == wanted else -5.0 for label in NAMES] for wanted in path], np.float32)
    assert list(_runs(scores, NAMES)) == runs_of(path)


def test_a_run_never_begins_inside() -> None:
    inside = np.array([[0, -9, 9, -9, -9]] * 3, np.float32)
    assert list(_runs(inside, SMALL)) == [(0, 2, "a")]
    other_kind = np.array([[0, 9, 0, 0, 0], [0, 0, 0, 0, 9]], np.float32)
    assert (0, 1, "b") not in list(_runs(other_kind, SMALL))


def test_a_new_run_may_follow_on_its_like() -> None:
    scores = np.array([[0, 9, 0, 0, 0], [0, 9, 0, 0, 0], [0, 0, 9, 0, 0]], np.float32)
    assert list(_runs(scores, SMALL)) == [(0, 0, "a"), (1, 2, "a")]


# --- edges ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("in Oslo now", "Oslo", "Oslo"),
        ("in Oslo now", "Os", "Oslo"),
        ("in Oslo now", "lo", "Oslo"),
        ("in Oslo now", "lo n", "Oslo now"),
        ("in Oslo now", " Oslo", "Oslo"),
        ("Ghana's government", "Ghana", "Ghana"),
        ("Oslo-politiet", "Oslo", "Oslo"),
        ("«Posten»", "Post", "Posten"),
        ("о Петрове", "Петров", "Петрове"),
        ("李明在巴黎", "李明", "李明"),
        ("김하늘은 말했다", "김하늘", "김하늘"),
        ("서울에서", "서울", "서울"),
        ("وبرلين", "برلين", "برلين"),
        ("בברלין", "ברלין", "ברלין"),
        pytest.param(
            "हिन्दी भाषा",
            "हिन्",
            "हिन्दी",
        ),
        ("", "", ""),
        ("…", "…", "…"),
    ],
)
def test_edges(text: str, span: str, expected: str) -> None:
    at = text.index(span)
    start, end = _edges(text, at, at + len(span))
    assert text[start:end] == expected


@given(words, st.integers(0, 40), st.integers(0, 40))
def test_edges_only_widen_and_stay_in_the_text(text: str, a: int, b: int) -> None:
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    start, end = _edges(text, a, b)
    assert 0 <= start <= len(text)
    assert start <= end <= len(text) or a == b
    assert set(range(a, b)) - set(range(start, end)) <= {at for at in range(a, b) if text[at].isspace()}
    assert not any(c.isspace() for c in (*text[start:a], *text[b:end]))


def test_a_very_long_word_is_no_reason_to_fail() -> None:
    text = "a" * 10_000
    start, end = _edges(text, 5000, 5010)
    assert 0 <= start <= 5000 < 5010 <= end <= len(text)


# --- spans ------------------------------------------------------------------------------------------


def spans(text: str, marks: str) -> list[str]:
    """The spans of the pieces under an `x` in `marks`, which stands under the text."""
    pieces = cut(text)
    chosen = np.array(["x" in marks[p.start : p.end] for p in pieces], np.bool_)
    return [text[start:end] for start, end in _spans(text, pieces, chosen)]


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("It sank, he said.", "                 ", []),
        ("It sank, he said.", "xx xxxx          ", ["It sank"]),
        ("It sank, he said.", "xx x             ", ["It sank"]),
        ("It sank, he said.", "xx       xx      ", ["It", "he"]),
        ("It sank, he said.", "xx xxxx  xx xxxx ", ["It sank, he said"]),
        ("It sank, he said.", "       x        x", []),
        ("It sank, he said.", "   xxxxx        x", ["sank,"]),
        ("one, – two", "xxx    xxx", ["one", "two"]),
        ("one, two", "xxx  xxx", ["one, two"]),
    ],
)
def test_spans(text: str, marks: str, expected: list[str]) -> None:
    assert spans(text, marks) == expected


def test_pieces_without_letters_of_their_own_are_left_out() -> None:
    pieces = [Piece(7, 0, 0, True), Piece(7, 0, 2, False), Piece(7, 3, 3, True)]
    assert list(_spans("½a b", pieces, np.array([True, False, True]))) == []
    assert list(_spans("½a b", pieces, np.array([True, True, True]))) == [(0, 2)]


@st.composite
def chosen_pieces(draw: st.DrawFn) -> tuple[str, list[Piece], NDArray[np.bool_]]:
    text = draw(st.text(st.sampled_from("abcdefgh   .,–«日서"), max_size=40))
    pieces = cut(text)
    return text, pieces, np.array(draw(st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces))), np.bool_)


@given(chosen_pieces())
def test_spans_hold_all_that_was_chosen(case: tuple[str, list[Piece], NDArray[np.bool_]]) -> None:
    text, pieces, chosen = case
    found = list(_spans(text, pieces, chosen))
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
    assert all(any(c.isalnum() for c in text[start:end]) for start, end in found)
    for piece, taken in zip(pieces, chosen, strict=True):
        if taken and text[piece.start : piece.end].isalnum():
            assert any(start <= piece.start and piece.end <= end for start, end in found)


@pytest.mark.parametrize(("text", "marks"), [("Riksrevisjonen", "xx  xx"), ("a Riksrevisjonen sa", "x xx    xx    xx")])
def test_spans_do_not_overlap(text: str, marks: str) -> None:
    found = spans(text, marks.ljust(len(text)))
    assert len(found) == len(set(found))


# --- distances --------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 1, 50, WINDOW - 1])
def test_distances_grow_with_sign(at: int) -> None:
    found = _buckets(WINDOW, at)
    assert found.min() >= 0
    assert found.max() < BUCKETS
    assert (np.diff(found) >= 0).all()
    assert found[at] == BUCKETS // 2
    assert len(set(found[: at + 1]) & set(found[at + 1 :])) == 0


@given(st.integers(1, WINDOW))
def test_distances_are_alike_on_both_sides(distance: int) -> None:
    found = _buckets(2 * distance + 1, distance)
    assert found[0] + found[-1] == BUCKETS - 1


def test_near_distances_are_told_apart() -> None:
    assert len(set(_buckets(5, 2).tolist())) == 5
