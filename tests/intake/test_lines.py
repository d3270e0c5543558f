"""Lines, and what their shape says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.intake.lines import MAX_LINES, ends_sentence, is_name, is_small, lines, size


@given(st.text(alphabet=st.sampled_from("ab. \n\t\u00a0\u3000é")))
def test_lines_hold_every_letter_once(text: str) -> None:
    found = lines(text)
    assert [line.text for line in found] == [stripped for row in text.split("\n") if (stripped := row.strip())]
    assert all(text[line.start : line.end] == line.text for line in found)


def test_blank_lines_part_chunks() -> None:
    assert [line.chunk for line in lines("a\nb\n\n\nc\n \nd")] == [0, 0, 1, 2]


def test_what_is_beyond_the_last_line_is_one_more() -> None:
    assert len(lines("a\n" * (MAX_LINES + 50))) == MAX_LINES + 1


@pytest.mark.parametrize("name", ["Ann Other", "Le Fil de l'Est", "NTB", "해솔통신", "Jan van der Berg"])
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["Ferry runs aground", "une panne", "123"])
def test_no_names(text: str) -> None:
    assert not is_name(text)


def test_shapes() -> None:
    assert ends_sentence("It is over.”")
    assert not ends_sentence("Who shut it?", questions=False)
    assert is_small("with love")
    assert not is_small("해솔통신")
    assert (size("one two three"), size("一二三四")) == (3, 2)
