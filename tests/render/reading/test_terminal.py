"""What a reader of one report sees in a terminal, with or without colours, at any width."""

from __future__ import annotations

import re
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource.model import Reading
from secondsource.render.reading.terminal import plain, render
from tests.render.sample import HOSTILE

from .sample import arabic, crossing, empty, ferry, hostile

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _drawn(reading: Reading, width: int, *, terminal: bool = False) -> str:
    console = Console(
        file=StringIO(), width=width, force_terminal=terminal, color_system="truecolor" if terminal else None
    )
    render(reading, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
@pytest.mark.parametrize("terminal", [False, True])
def test_no_line_is_wider_than_the_console(every_reading: Reading, width: int, terminal: bool) -> None:
    text = _COLOUR.sub("", _drawn(every_reading, width, terminal=terminal))
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_file_has_no_colours_and_no_padding(every_reading: Reading) -> None:
    text = plain(every_reading)
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize(
    "words",
    [
        "ferry.txt · English · 15 Mar 2031 (stated) · 4 attributions · 6 things named · 2 times",
        "⟦1:The ferry {n3:Solvind} ran aground {t1:on Friday}⟧, ⟦s1:{n4:Ida Berg}⟧ ⟦c1:told⟧ the",
        "⟦s1:…⟧  source of an attribution: who says or holds it",
        "2   The harbour ",
        "0.61",
        "n4   Ida Berg       person         2×      0.99      Berg",
        "t1   on Friday    14 Mar 2031",
        "t2   since 2019   not told",
    ],
)
def test_what_a_reader_sees(words: str) -> None:
    assert words in plain(ferry())


def test_brackets_that_nest_or_cross_say_which_they_close() -> None:
    text = " ".join(plain(ferry()).split())
    assert "⟦3:⟦s2:The harbour office⟧ ⟦c2:fears⟧ that ⟦2:the owner⟧(3), ⟦s3:{n4:Berg}⟧" in text
    assert "⟦3:hid a crack⟧⟧(2)." in text
    assert "⟦1:{n1:on{n2:{n3:⟦s2:e}(n1) ⟦2:⟦3:⟦s3:⟦c3:t⟧(s2){n4:w}o⟧⟧⟧}(n3)}(n2)⟧(1) {n5:three" in plain(crossing())
    assert "\nfour⟧(2) five}(n5)\n" in plain(crossing())


def test_without_its_brackets_the_text_is_the_report() -> None:
    for reading in (ferry(), arabic(), crossing()):
        text = plain(reading).partition("\n\n")[2].partition("━")[0]
        bare = re.sub(r"[⟦{](?:[sc]?\d+|[nt]\d+):|[⟧}](?:\((?:[scnt]?\d+)\))?", "", text)
        assert bare.split() == reading.report.text.split()


def test_colours_follow_the_innermost_attribution() -> None:
    text = _drawn(ferry(), 200, terminal=True)
    assert re.search(r"\x1b\[36m *The ferry ", text)  # content
    assert re.search(r"\x1b\[1;32mIda Berg", text)  # a name in a source
    assert re.search(r"\x1b\[33mtold", text)  # cue
    assert re.search(r"\x1b\[35mon Friday", text)  # a time in a content


def test_text_that_runs_left_is_never_in_a_table() -> None:
    lines = plain(arabic()).splitlines()
    assert "1  source: مارتا ليند" in lines
    assert "   cue: قالت" in lines


def test_report_text_is_never_markup_or_control() -> None:
    text = _drawn(hostile(), 100, terminal=True)
    bare = _COLOUR.sub("", text)
    assert "[bold red]red[/bold red]" in bare
    assert "\x1b[31mred" not in text
    assert "⟨U+001B⟩" in bare
    assert not set(bare) & set("\x1b\x07\u202e\u200b\ud800")
    assert all(words in bare for words in HOSTILE if words.isascii() and words.isprintable() and len(words) < 30)


def test_an_empty_report_says_so() -> None:
    lines = plain(empty()).splitlines()
    assert lines[1] == "Untitled report"
    assert lines[2].startswith("language unknown · no language pack · date unknown")
    assert lines[-1] == "No text."


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "koi8-r"])
def test_a_console_without_unicode_gets_escapes(every_reading: Reading, encoding: str) -> None:
    file = TextIOWrapper(BytesIO(), encoding=encoding, errors="strict")
    render(every_reading, Console(file=file, width=80))
    file.flush()
    assert file.buffer.getvalue()  # type: ignore[attr-defined]
