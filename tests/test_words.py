"""Words: what one is in each script, that offsets are exact, and how long a text is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Span
from secondsource.words import length, within, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sank.", ["It", "sank"]),
        ("Nord-Korea og U.N. kom", ["Nord-Korea", "og", "U.N", "kom"]),
        ("l'Agence de Ghana's O'Brien", ["l'Agence", "de", "Ghana", "s", "O'Brien"]),
        ("It cost 3.5 million", ["It", "cost", "3.5", "million"]),
        ("snake_case – and—dash", ["snake", "case", "and", "dash"]),
        ("김하늘 대변인은", ["김하늘", "대변인은"]),
        ("アンナ・リンド", ["アンナ", "リンド"]),
        ("दो समाचार किया।", ["दो", "समाचार", "किया"]),
        ("او گفت‌وگو کرد", ["او", "گفت‌وگو", "کرد"]),
        ("ظاهراً رفت", ["ظاهراً", "رفت"]),
        ("за\u0301мок", ["за\u0301мок"]),
        ("", []),
        ("… – “”", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [w.text for w in words(text)] == expected


def test_part_of_a_text() -> None:
    assert words("One two three four", 4, 13) == [Span(4, 7, "two"), Span(8, 13, "three")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("It sank at noon.", 4),
        ("日本語", 1),
        ("挪威和德国签署了协议", 5),
        ("노르웨이와 독일이 서명했다", 3),
        ("नॉर्वे और जर्मनी ने हस्ताक्षर किए", 6),
        ("…", 0),
    ],
)
def test_length(text: str, expected: int) -> None:
    assert length(text) == expected


@given(text=st.text(st.sampled_from("aÄ1.-'’_ \n·「語") | st.characters(), max_size=60))
def test_offsets_are_exact_and_every_letter_is_in_one_word(text: str) -> None:
    found = words(text)
    assert all(text[w.start : w.end] == w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = sum(1 for w in found for c in w.text if c.isalnum())
    assert covered == sum(1 for c in text if c.isalnum())
    assert length(text) >= 0


@given(text=st.text("ab .", max_size=40), start=st.integers(0, 40), end=st.integers(0, 40))
def test_within_keeps_what_lies_wholly_inside(text: str, start: int, end: int) -> None:
    found = words(text)
    assert list(within(found, start, end)) == [w for w in found if start <= w.start and w.end <= end]
