"""Quotation marks: which pairs there are in a text, and which mark is left open."""

from __future__ import annotations

import pytest

from secondsource.reading.quote_marks import DEEPEST, LONGEST, quote_marks

ENGLISH = quote_marks(("“”", '""', "‘’"))


def pairs(text: str) -> list[str]:
    """The outermost pairs of a text with their marks."""
    found, _ = ENGLISH.pairs(text, 0, len(text))
    assert all(m.opened < m.start <= m.end < m.closed for m in found)
    return [text[m.opened : m.closed] for m in found]


def left(text: str) -> str | None:
    """What stands behind the mark that nothing closes."""
    _, marked = ENGLISH.pairs(text, 0, len(text))
    return text[marked.start : marked.end] if marked else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a” “b”", ["“a”", "“b”"]),
        ("“a ‘b’ c” d", ["“a ‘b’ c”"]),
        ("“a “b” c” d", ["“a “b” c”"]),
        ("“a “b” c", ["“b”"]),
        ("''a'' ``b''", ["''a''", "``b''"]),
        ('a" b "c"', ['"c"']),
        ("a’s ‘b’", ["‘b’"]),
        ("", []),
    ],
)
def test_outermost_pairs(text: str, expected: list[str]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a “b c", "b c"),
        ("“a” “b c", "b c"),
        ("“a” b", None),
        ("“a “b” c", None),
        ("a ‘b c", None),
        ("“" + "a" * LONGEST, None),
        ("", None),
    ],
)
def test_mark_left_open(text: str, expected: str | None) -> None:
    assert left(text) == expected


def test_pair_is_not_longer_than_a_quotation_can_be() -> None:
    assert pairs("“" + "a" * LONGEST + "” “b”") == ["“b”"]


def test_marks_opened_one_in_another_without_end_are_given_up() -> None:
    assert pairs("“ " * (DEEPEST + 1) + "a" + " ”" * DEEPEST) == ["“ " * DEEPEST + "a" + " ”" * DEEPEST]


@pytest.mark.parametrize(("text", "begins"), [("''a", True), ('  "a', True), ("“a", False), ("a", False), ("", False)])
def test_what_a_paragraph_begins_with(text: str, begins: bool) -> None:
    assert ENGLISH.begins(text, 0, len(text), '"') is begins
