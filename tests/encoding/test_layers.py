"""Hidden states by piece: batches change nothing but rounding, lengths and order are those of the texts.

What a batch does is checked with a graph that is easily seen through, then with those that ship, which reckon in 8 bits
and scale each piece's numbers by its own largest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from secondsource.encoding import layers
from secondsource.encoding.layers import Floats, Layers
from secondsource.encoding.pieces import Piece

NEWS = [
    "The ferry ran aground near the island on Tuesday night.",
    "Sju passasjerer ble kjørt til sykehus.",
    "Der Kapitän war nüchtern, wie ein Atemtest ergab, den die Polizei noch in der Nacht an Bord vornahm.",
    "航运公司将向每名乘客赔偿四百欧元。",
    "Маяк не горел уже две недели.",
]


class Mean:
    """Stands in for a graph: each state is its input and the mean of all pieces that its text has."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def run(self, outputs: None, given: Mapping[str, NDArray[Any]]) -> list[Floats]:
        x, lengths = given["x"], given["lengths"]
        assert (x.dtype, lengths.dtype) == (np.float32, np.int32)
        assert lengths.shape == (len(x),)
        self.shapes.append(x.shape[:2])
        share = (np.arange(x.shape[1]) < lengths[:, None]).astype(np.float32)[:, :, None]
        return [x + (share * x).sum(1, keepdims=True) / share.sum(1, keepdims=True)]


def with_mean() -> tuple[Layers, Mean]:
    made, mean = object.__new__(Layers), Mean()
    made.__dict__["_session"] = mean
    return made, mean


def pieces(rows: Sequence[int]) -> list[Piece]:
    return [Piece(row, n, n + 1, True) for n, row in enumerate(rows)]


texts = st.lists(st.lists(st.integers(5, 5000), max_size=25), max_size=9).map(lambda told: [pieces(t) for t in told])


# --- batches ----------------------------------------------------------------------------------------


@given(texts, st.integers(2, 80))
def test_a_batch_gives_what_single_texts_give(told: list[list[Piece]], most: int) -> None:
    made, mean = with_mean()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "PIECES_A_THREAD", most)
        patch.setattr(layers, "threads", 1)
        together = made.states(told)
    assert all(rows == 1 or rows * length <= most for rows, length in mean.shapes)
    assert sum(rows for rows, _ in mean.shapes) == len(told)
    assert len(together) == len(told)
    for text, states in zip(told, together, strict=True):
        (alone,) = with_mean()[0].states([text])
        assert states.shape == alone.shape == (len(text) + 1, layers.file().width)
        assert np.allclose(states, alone, atol=1e-4)


def test_texts_of_like_length_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    made, mean = with_mean()
    monkeypatch.setattr(layers, "PIECES_A_THREAD", 8)
    monkeypatch.setattr(layers, "threads", 3)
    made.states([pieces(range(5, 5 + length)) for length in (10, 1, 10, 1, 2, 30)])
    assert mean.shapes == [(3, 4), (2, 12), (1, 32)]


@given(st.lists(st.integers(1, 40), max_size=12), st.integers(1, 90))
def test_batches_hold_each_text_once_and_take_no_longer_than_others_would(lengths: list[int], most: int) -> None:
    def cost(made: list[list[int]]) -> int:
        return sum(len(batch) * max(lengths[i] for i in batch) + layers.PIECES_A_PASS for batch in made)

    made = layers.batches(lengths, most)
    assert sorted(i for batch in made for i in batch) == list(range(len(lengths)))
    assert all(len(b) == 1 or len(b) * max(lengths[i] for i in b) <= most for b in made)
    assert cost(made) <= cost([[i] for i in range(len(lengths))])
    if sum(lengths) and len(lengths) * max(lengths) <= most:
        assert cost(made) <= cost([list(range(len(lengths)))])


def test_states_know_where_a_piece_stands_and_what_else_is_said() -> None:
    made, _ = with_mean()
    one, turned, other = made.states([pieces([7, 8, 9]), pieces([9, 8, 7]), pieces([7, 8, 10])])
    assert not np.allclose(one[1:], turned[:0:-1], atol=1e-3)
    assert not np.allclose(one[1], other[1], atol=1e-3)


def test_no_texts_and_texts_without_pieces() -> None:
    made, mean = with_mean()
    assert made.states([]) == []
    assert mean.shapes == []
    assert [states.shape[0] for states in made.states([[], pieces([7]), []])] == [1, 2, 1]


def test_as_many_pieces_as_there_are_positions() -> None:
    made, _ = with_mean()
    most = len(made._places) - 2
    assert len(made.states([pieces([7] * most)])[0]) == most + 1
    with pytest.raises(ValueError, match="broadcast"):
        made.states([pieces([7] * (most + 1))])


def test_the_table_and_the_tokeniser_are_opened_once() -> None:
    assert layers.file() is layers.file()
    assert layers.tokeniser() is layers.tokeniser()


# --- the graphs that ship ---------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["aligning", "tagging"])
def shipped(request: pytest.FixtureRequest) -> Layers:
    return Layers(files(f"secondsource.{request.param}").joinpath("layers.onnx").read_bytes())


def read(*told: str) -> list[list[Piece]]:
    return [layers.tokeniser().pieces(text) for text in told]


def test_the_same_bytes_twice(shipped: Layers) -> None:
    first, again = shipped.states(read(*NEWS)), shipped.states(read(*NEWS))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert all(np.isfinite(states).all() for states in first)


def test_a_text_beside_others_is_as_alone(shipped: Layers) -> None:
    together = shipped.states(read(*NEWS))
    turned = shipped.states(read(*NEWS[::-1]))[::-1]
    for text, states, other in zip(NEWS, together, turned, strict=True):
        (alone,) = shipped.states(read(text))
        assert np.allclose(alone, states, atol=1e-5)
        assert np.allclose(alone, other, atol=1e-5)


def test_shapes(shipped: Layers) -> None:
    told = read("", *NEWS, "渡" * 60)
    found = shipped.states(told)
    assert [states.shape for states in found] == [(len(text) + 1, layers.file().width) for text in told]
    assert all(states.dtype == np.float32 for states in found)
