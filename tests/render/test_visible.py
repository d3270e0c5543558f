"""What cannot be seen is spelled out; what is merely unusual stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.render.visible import one_line, visible

from .sample import HOSTILE


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mb", "a⟨U+001B⟩[31mb"),
        ("bell\x07", "bell⟨U+0007⟩"),
        ("next\x9bline", "next⟨U+009B⟩line"),
        ("\u202eabc\u202c", "⟨U+202E⟩abc⟨U+202C⟩"),
        ("\u2066abc\u2069", "⟨U+2066⟩abc⟨U+2069⟩"),
        ("Pu\u200btin", "Pu⟨U+200B⟩tin"),
        ("Pu\u200ctin", "Pu⟨U+200C⟩tin"),
        ("\ufeffstart", "⟨U+FEFF⟩start"),
        ("\ud800", "⟨U+D800⟩"),
        ("\uffff", "⟨U+FFFF⟩"),
        ("line\nand\ttab", "line\nand\ttab"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u200fעברית", "עברית"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # mi-khaham, spelled with a joiner
        ("क्\u200dष", "क्\u200dष"),  # k-sha
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("한빛일보 – “Ærø”", "한빛일보 – “Ærø”"),
    ],
)
def test_visible(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    seen = visible(text)
    assert visible(seen) == seen
    seen.encode()
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in seen)
    assert not any(0x202A <= ord(letter) <= 0x202E or 0x2066 <= ord(letter) <= 0x2069 for letter in seen)


@pytest.mark.parametrize("text", [*HOSTILE, "two\r\nlines", "a\x0bb\x85c\u2028d"])
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) == 1
