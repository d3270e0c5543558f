"""What a reader sees in a terminal, at any width, with or without colours."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource.model import Brief, TimelineEntry
from secondsource.render.terminal import plain, render

from .sample import day

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def _drawn(brief: Brief, width: int, *, terminal: bool = False) -> str:
    colours = "truecolor" if terminal else None
    console = Console(file=StringIO(), width=width, force_terminal=terminal, color_system=colours)
    render(brief, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
@pytest.mark.parametrize("terminal", [False, True])
def test_no_line_is_wider_than_the_console(every_brief: Brief, width: int, terminal: bool) -> None:
    text = _COLOUR.sub("", _drawn(every_brief, width, terminal=terminal))
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_file_has_no_colours_and_no_padding(every_brief: Brief) -> None:
    text = plain(every_brief)
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert text.endswith("\n")


def test_what_a_reader_sees(ferry: Brief) -> None:
    text = _drawn(ferry, 120)
    for words in (
        "Fifteen hurt in ferry fire off Norway",
        "6 reports · 8 findings · 1 independent origin at most",
        "Marta Lind (3) · Nordlinje (2) · Paal Aune (2)",
        "●○ DISPUTED   5 reports · 1 origin",
        "All five reports have it from the police in Nordvik; one is a copy of BBC's.",
        "ar  الجريدة ← Reuters ← police in Nordvik · reported",
        "nb  NRK, in its own voice · withholds",
        "de  Küstenblatt ← police in Nordvik · withholds · hedged · reported",
        "German · 15–17 Mar 2031 (inferred)",
        "copy of BBC",
        "WHERE THE ACCOUNTS PART",
        "TOLD BY ONE REPORT",
        "broken.pdf  not a text",
    ):
        assert words in text


def _in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_the_parts_of_a_brief_that_has_a_lead(led: Brief) -> None:
    text = _drawn(led, 120)
    assert _in_order(
        text,
        "WHAT MATTERS MOST\n[2]  We heard an explosion",
        "\n[1]  Fifteen people were injured",
        "     en  BBC ← police in Nordvik · reported\n     ●○ DISPUTED   All five reports have it from",
        "WHERE THE ACCOUNTS PART\n≠ Said and denied   an explosion in the battery room  [2] · unsure",
        "UPDATES\n→ Update: what number   people injured  [1]\n",
        "15 · later",
        "REPORTS",
        "OTHER FINDINGS\n[3]  ● SINGLE ORIGIN",
        "TIMELINE",
        "TOLD BY ONE REPORT",
        "BACKGROUND\n[5]  Schon im September 2027",
        "EVERY WORDING OF WHAT IS TOLD IN SHORT\n[2]  • We heard",
        "[1]  • Fifteen people were injured",
        "ko  한빛일보 ← police in Nordvik · reported · unsure",
        "Update           A report that came out later gives more",
        "unsure           The program itself doubts",
    )
    assert "0.31" not in text
    assert text.count("unsure") == 3


def test_a_brief_without_lead_is_drawn_as_before(ferry: Brief) -> None:
    text = _drawn(ferry, 120)
    assert _in_order(text, "REPORTS", "WHERE THE ACCOUNTS PART", "\nFINDINGS", "TIMELINE", "TOLD BY ONE REPORT")
    for words in ("WHAT MATTERS MOST", "OTHER FINDINGS", "BACKGROUND", "UPDATE", "EVERY WORDING", "unsure"):
        assert words not in text


def test_an_update_is_not_red(led: Brief) -> None:
    text = _drawn(led, 120, terminal=True)
    assert "\x1b[1;31m≠ Said and denied" in text
    assert "\x1b[1;36m→ Update: what number" in text


def test_background_says_when_where_its_claim_does_not(led: Brief) -> None:
    story = led.stories[0]
    entry = TimelineEntry(day("2031-01-02"), "f3", "", background=True)
    text = _drawn(replace(led, stories=(replace(story, timeline=(*story.timeline, entry)),)), 120)
    assert "[3]  2 Jan 2031  The Norwegian Coastal Administration confirmed" in text
    assert "[7]  Fergen ble bygget i 2019 og er 120 meter lang.\n     nb  NRK, in its own voice · 2019\n" in text


def _beside(text: str, left: str, right: str) -> bool:
    return any(left in line and right in line for line in text.splitlines())


def test_sides_stand_side_by_side_where_there_is_room(ferry: Brief) -> None:
    assert _beside(_drawn(ferry, 80), "there was one", "there was none")
    assert not _beside(_drawn(ferry, 50), "there was one", "there was none")


def test_text_that_runs_left_is_never_in_a_table(ferry: Brief) -> None:
    assert not _beside(_drawn(ferry, 160), "at least 12", "15")


def test_report_text_is_never_markup_or_control(hostile: Brief) -> None:
    text = _drawn(hostile, 100, terminal=True)
    assert "[bold red]red[/bold red]" in _COLOUR.sub("", text)
    assert set(_COLOUR.sub("", text)) & set("\x1b\x07\u202e\u200b\ud800") == set()
    assert "\x1b[31mred" not in text
    assert "⟨U+001B⟩" in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "koi8-r"])
def test_a_console_without_unicode_gets_escapes(every_brief: Brief, encoding: str) -> None:
    file = TextIOWrapper(BytesIO(), encoding=encoding, errors="strict")
    render(every_brief, Console(file=file, width=80))
    file.flush()
    assert file.buffer.getvalue()  # type: ignore[attr-defined]
