"""What goes from a text and what stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.intake.clean import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("a\x00b\x1b[31mc\td", "ab[31mc\td"),
        ("ab\u200bc\ufeffd\u00ade", "abcde"),
        ("pay \u202e000,1\u202c to \u2066him\u2069", "pay 000,1 to him"),
        ("100\u00a0000 \u202f%", "100\u00a0000 \u202f%"),  # spaces that do not break stay
        ("e\u0301a\u030a", "éå"),
        ("\u1112\u1161\u11ab", "한"),
        ("می\u200cخواهد", "می\u200cخواهد"),  # the joiner is spelling here
        ("a\u200db", "ab"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\ud800x", "\ufffdx"),
        ("ﬁne Å", "ﬁne Å"),  # no compatibility forms are changed
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(alphabet=st.characters()))
def test_cleaning_is_done_once_and_leaves_no_controls(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in cleaned)
