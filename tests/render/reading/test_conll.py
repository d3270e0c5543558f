"""Columns that hold every span exactly, whatever the script and however they lie over each other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Name, Reading, Report
from secondsource.render.reading.conll import render

from .sample import arabic, crossing, empty, ferry, hostile

COLUMNS = ("token", "start", "end", "name", "time", "source", "cue", "content")


def rows(reading: Reading) -> list[list[dict[str, str]]]:
    """The sentences, each a list of rows by the name of their columns."""
    sentences: list[list[dict[str, str]]] = [[]]
    for line in render(reading).splitlines():
        if line.startswith("# "):
            continue
        if not line:
            sentences.append([])
        else:
            cells = line.split("\t")
            assert len(cells) == len(COLUMNS)
            sentences[-1].append(dict(zip(COLUMNS, cells, strict=True)))
    return [sentence for sentence in sentences if sentence]


def spans(reading: Reading, column: str) -> list[tuple[int, int, str]]:
    """The spans that a column tells of: first start, last end and label of each run."""
    made: list[list[int | str]] = []
    open_runs: dict[str, list[list[int | str]]] = {}
    for row in (row for sentence in rows(reading) for row in sentence):
        for label in row[column].split("|"):
            border, _, what = label.partition("-")
            if border == "B":
                made.append([int(row["start"]), int(row["end"]), what])
                open_runs.setdefault(what, []).append(made[-1])
            elif border == "I":
                open_runs[what][-1][1] = int(row["end"])
    return [(int(start), int(end), str(what)) for start, end, what in made]


def test_columns_are_named_in_the_header() -> None:
    lines = render(ferry()).splitlines()
    assert lines[:2] == ["# ferry.txt", "# columns: " + " ".join(COLUMNS)]


def test_a_sentence_a_block_and_what_stands_between_sentences_too() -> None:
    assert [" ".join(row["token"] for row in sentence) for sentence in rows(ferry())] == [
        "Ferry runs aground off Sandvik",
        "By Marit Holm",
        "The ferry Solvind ran aground on Friday , Ida Berg told the Courier .",
        "The harbour office fears that the owner , Berg says , hid a crack .",
        "“ We heard a bang , ” she said , “ and then nothing . ”",
        "Nordlinje has owned the Solvind since 2019 .",
    ]


def test_names_times_and_attributions_stand_in_their_columns() -> None:
    reading = ferry()
    assert spans(reading, "name") == [(name.start, name.end, name.kind) for name in reading.names]
    assert spans(reading, "time") == [(time.start, time.end, "time") for time in reading.times]
    for role in ("source", "cue", "content"):
        expected = [
            (span.start, span.end, str(number))
            for number, relation in enumerate(reading.relations, start=1)
            for span in getattr(relation, role)
        ]
        assert sorted(spans(reading, role)) == sorted(expected)


def test_spans_over_each_other_are_all_kept() -> None:
    reading = crossing()
    assert [row["content"] for row in rows(reading)[0]] == [
        "B-1",
        "I-1",
        "I-1|B-3|B-2",
        "I-1|I-3|I-2",
        "I-1|I-3|I-2",
        "I-2",
    ]
    assert sorted(spans(reading, "source")) == [(2, 5, "2"), (4, 7, "3")]


def test_tokens_carry_their_offsets() -> None:
    for reading in (ferry(), arabic(), crossing()):
        for row in (row for sentence in rows(reading) for row in sentence):
            assert reading.report.text[int(row["start"]) : int(row["end"])] == row["token"]


def _tokens(text: str) -> list[str]:
    return [
        row["token"]
        for sentence in rows(replace(empty(), report=Report("r", text, "xx", None, None, None, None)))
        for row in sentence
    ]


def test_scripts_without_spaces_give_a_token_for_each_letter() -> None:
    assert _tokens("金正恩 said") == ["金", "正", "恩", "said"]


def test_accents_and_vowel_signs_are_no_tokens_of_their_own() -> None:
    assert _tokens("हिन्दी e\u0301te\u0301 می\u200cخواهم") == ["हिन्दी", "e\u0301te\u0301", "می\u200cخواهم"]
    assert _tokens("\u0301x \u0301") == ["\u0301x", "\u0301"]


def test_marks_are_tokens_even_one_that_begins_a_comment() -> None:
    assert _tokens("# 5, and_so") == ["#", "5", ",", "and", "_", "so"]
    assert "#\t0\t1\t" in render(replace(empty(), report=Report("r", "# 5", "xx", None, None, None, None)))


def test_hostile_text_breaks_no_column() -> None:
    tokens = [row["token"] for sentence in rows(hostile()) for row in sentence]
    assert "⟨U+001B⟩" in tokens
    assert render(hostile()).startswith("# <script>alert(1)</script>\n# columns")


places = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)).map(sorted), max_size=6)


@given(
    places,
    st.sampled_from(
        ["one-two 金正恩 x’s, é\u0301 ab.", "a b c d e f g h i j k l m", "\n\n\t  abc\u00ad def _ # \u202e."]
    ),
)
def test_every_name_is_held_wherever_it_lies(found: list[list[int]], text: str) -> None:
    names = tuple(
        Name(start, end, text[start:end], "other", "", at) for at, (start, end) in enumerate(found) if end <= len(text)
    )
    reading = replace(empty(), report=Report("r", text, "xx", None, None, None, None), names=names)
    held = {(start, end) for start, end, _ in spans(reading, "name")}
    tokens = [(int(row["start"]), int(row["end"])) for sentence in rows(reading) for row in sentence]
    for start, end in {(name.start, name.end) for name in names}:
        inside = [token for token in tokens if start <= token[0] and token[1] <= end]
        assert all(token[1] <= start or token[0] >= end or token in inside for token in tokens)
        if inside:
            assert any(first == inside[0][0] for first, _ in held)
