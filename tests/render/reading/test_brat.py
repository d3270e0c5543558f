"""Standoff lines that brat takes: words as they stand in the text, fragments in order, no end left loose."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from secondsource.model import Name, Reading, Relation, Report, Span
from secondsource.render.reading.brat import render

from .sample import READINGS, crossing, empty, ferry


def lines(reading: Reading, letter: str) -> list[list[str]]:
    return [line.split("\t") for line in render(reading).splitlines() if line.startswith(letter)]


@pytest.mark.parametrize("name", READINGS)
def test_each_line_is_one_that_brat_takes(name: str) -> None:
    reading = READINGS[name]()
    ids: set[str] = set()
    for line in render(reading).split("\n")[:-1]:
        id, what, *words = line.split("\t")
        assert id not in ids or id == "*"
        ids.add(id)
        kind, *rest = what.split(" ")
        if id.startswith("T"):
            places = [tuple(map(int, place.split())) for place in what.removeprefix(kind).split(";")]
            assert all(start < end for start, end in places)
            assert all(before[1] <= after[0] for before, after in pairwise(places))
            assert words == [" ".join(reading.report.text[start:end] for start, end in places)]
        elif id.startswith("R"):
            first, second = (argument.partition(":")[2] for argument in rest)
            assert first != second
            assert {first, second} <= ids
        elif id == "*":
            assert len(rest) > 1
            assert set(rest) <= ids
        else:
            assert rest[0] in ids


def test_names_are_bound_by_kind_and_of_one_thing_equal() -> None:
    assert lines(ferry(), "T")[:4] == [
        ["T1", "Place 23 30", "Sandvik"],
        ["T2", "Person 35 45", "Marit Holm"],
        ["T3", "Product 57 64", "Solvind"],
        ["T4", "Product 254 261", "Solvind"],
    ]
    assert lines(ferry(), "*") == [["*", "Equiv T3 T4"], ["*", "Equiv T5 T6"]]


def test_times_note_the_days_that_they_mean() -> None:
    assert [words for _, what, words in lines(ferry(), "T") if what.startswith("Time")] == ["on Friday", "since 2019"]
    assert [(what.split()[0], words) for _, what, words in lines(ferry(), "#")] == [
        ("AnnotatorNotes", "2031-03-14/2031-03-14")
    ]


def test_a_cue_leads_to_source_and_content_in_all_their_pieces() -> None:
    words = {id: (what.split()[0], text) for id, what, text in lines(ferry(), "T")}
    related = [what.split() for _, what in lines(ferry(), "R")]
    told = [(kind, words[one.partition(":")[2]], words[other.partition(":")[2]]) for kind, one, other in related]
    assert told[4:6] == [
        ("HasSource", ("Cue", "says"), ("Source", "Berg")),
        ("HasContent", ("Cue", "says"), ("Content", "The harbour office fears that the owner hid a crack")),
    ]


def test_attributes_say_how_and_how_sure() -> None:
    words = {id: text for id, _, text in lines(ferry(), "T")}
    told = [(kind, words[target], value) for _, what in lines(ferry(), "A") for kind, target, value in [what.split()]]
    assert ("Kind", "fears", "held") in told
    assert ("Confidence", "fears", "0.61") in told
    assert ("Confidence", "Ida Berg", "0.99") in told
    assert not [value for kind, target, value in told if kind == "Confidence" and target == "says"]


def test_without_a_cue_the_source_leads_and_without_both_the_content_stands_alone() -> None:
    related = [re.sub(r"T\d+", "", what) for _, what in lines(crossing(), "R")]
    assert related == ["HasContent Arg1: Arg2:", "HasSource Arg1: Arg2:", "HasContent Arg1: Arg2:"]
    assert [what.split()[-1] for _, what in lines(crossing(), "A") if what.startswith("Kind")] == [
        "said",
        "held",
        "said",
    ]


def test_what_nobody_sees_and_line_ends_part_a_span() -> None:
    text = "a\u200bb\tc\n\n d \x1b می\u200cخواهم"
    name = Name(0, len(text), text, "other", text, 0)
    (line,) = lines(replace(empty(), report=Report("r", text, "xx", None, None, None, None), names=(name,)), "T")
    assert line == ["T1", "Other 0 1;2 3;4 5;8 9;12 20", "a b c d می\u200cخواهم"]


def test_pieces_over_each_other_are_one() -> None:
    text = "one two three"
    spans = (Span(4, 13, text[4:13]), Span(0, 7, text[0:7]))
    reading = replace(
        empty(), report=Report("r", text, "xx", None, None, None, None), relations=(Relation((), (), spans, "said"),)
    )
    assert lines(reading, "T") == [["T1", "Content 0 13", text]]


def test_nothing_read_is_nothing_written() -> None:
    assert render(empty()) == ""
