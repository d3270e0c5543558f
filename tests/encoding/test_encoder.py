"""The memory in front of an encoder: no text twice, and the order of what is asked changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.encoding import Memory
from secondsource.encoding.encoder import Vectors


class Counting:
    """Encodes a text as its length and its place in the batch, and keeps the batches that it was asked for."""

    dimensions = 2

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        return np.array([[len(text), place] for place, text in enumerate(texts)], dtype=np.float32).reshape(-1, 2)


def test_no_text_is_encoded_twice() -> None:
    counting = Counting()
    memory = Memory(counting)
    memory.encode(["b", "a", "b"])
    memory.encode(["a", "c"])
    memory.encode(["c", "b", "a"])
    assert counting.batches == [["a", "b"], ["c"]]


def test_rows_come_in_the_order_of_the_texts() -> None:
    rows = Memory(Counting()).encode(["ccc", "a", "bb", "a"])
    assert rows[:, 0].tolist() == [3, 1, 2, 1]


def test_no_texts_give_no_rows() -> None:
    counting = Counting()
    rows = Memory(counting).encode([])
    assert (rows.shape, rows.dtype, counting.batches) == ((0, 2), np.float32, [])


@given(st.lists(st.text(max_size=4), max_size=8), st.randoms(use_true_random=False))
def test_the_encoder_is_asked_the_same_in_any_order(texts: list[str], shuffle: object) -> None:
    shuffled = sorted(texts, key=lambda _: shuffle.random())  # type: ignore[attr-defined]
    one, other = Counting(), Counting()
    rows = dict(zip(texts, Memory(one).encode(texts).tolist(), strict=True))
    again = dict(zip(shuffled, Memory(other).encode(shuffled).tolist(), strict=True))
    assert (one.batches, rows) == (other.batches, again)


def test_an_encoder_that_gives_too_few_rows_is_found_out() -> None:
    class Broken(Counting):
        def encode(self, texts: Sequence[str]) -> Vectors:
            return super().encode(texts)[:-1]

    with pytest.raises(ValueError, match="shorter"):
        Memory(Broken()).encode(["a", "b"])
