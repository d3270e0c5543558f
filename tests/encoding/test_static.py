"""The coarse encoder: translations lie near each other, any string has a row, and nothing hangs on the batch."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.encoding import Static
from secondsource.encoding.static import FILE

TRANSLATIONS: list[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("translations.toml").read_text(encoding="utf-8")
)["sentence"]
LANGUAGES = sorted(TRANSLATIONS[0])
FOUND = 0.9
"""The share of sentences whose nearest among all those of another language is their translation; measured: 0.925, and
0.997 with the default encoder. Several sentences share their matter: two ferries, museums, strikes, elections."""
LARGEST = 20e6
"""In bytes."""


@pytest.fixture(scope="module")
def static() -> Static:
    return Static()


def test_every_sentence_is_there_in_every_language() -> None:
    assert all(sorted(sentence) == LANGUAGES for sentence in TRANSLATIONS)


def test_the_nearest_sentence_of_another_language_is_the_translation(static: Static) -> None:
    rows = {language: static.encode([s[language] for s in TRANSLATIONS]) for language in LANGUAGES}
    right = [
        (rows[one] @ rows[other].T).argmax(1) == np.arange(len(TRANSLATIONS))
        for one, other in permutations(LANGUAGES, 2)
    ]
    assert np.mean(right) > FOUND


def test_rows_have_length_one(static: Static) -> None:
    rows = static.encode(["A ferry ran aground.", "渡轮搁浅。", "", "\ue000"])
    assert (rows.shape, rows.dtype) == ((4, static.dimensions), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(static: Static) -> None:
    rows = static.encode([])
    assert (rows.shape, rows.dtype) == ((0, static.dimensions), np.float32)


def test_texts_without_a_known_piece_are_alike_and_like_nothing_else(static: Static) -> None:
    one, other, text = static.encode(["", "\0", "A ferry ran aground."])
    assert one @ other == pytest.approx(1, abs=1e-6)
    likeness = float(static._table["likeness"])
    assert one @ text == pytest.approx(likeness, abs=1e-6)


TEXTS = [text for sentence in TRANSLATIONS[:3] for text in sentence.values()]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([*TEXTS, "", "x" * 3000]), max_size=9))
def test_a_text_does_not_hang_on_its_neighbours_to_the_last_bit(static: Static, texts: list[str]) -> None:
    together = static.encode(texts)
    alone = [static.encode([text])[0] for text in texts]
    assert [row.tobytes() for row in together] == [row.tobytes() for row in alone]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t", "\0", "a\0b", "\ud800", "a \udfff b", "\U0001f600" * 50, "\u202e\u200d", "x" * 1_000_000,
     "word " * 200_000, "“" * 300, "e" + "\u0301" * 300, "İ" * 300],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_any_string_has_a_row(static: Static, text: str) -> None:
    rows = static.encode([text])
    assert np.isfinite(rows).all()
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_made_up_string_has_a_row(static: Static, text: str) -> None:
    assert np.linalg.norm(static.encode([text])[0]) == pytest.approx(1, abs=1e-5)


def test_capitals_make_no_difference(static: Static) -> None:
    upper, lower = static.encode(["THE FERRY RAN AGROUND", "the ferry ran aground"])
    assert np.array_equal(upper, lower)


def test_it_can_be_a_key_and_has_a_name(static: Static) -> None:
    assert {static: static.name}[static] == Static().name


def test_what_ships_is_small() -> None:
    with files("secondsource.encoding").joinpath(FILE).open("rb") as kept:
        assert len(kept.read()) < LARGEST
