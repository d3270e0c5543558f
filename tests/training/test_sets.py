"""What the tagger learns from: labels stand at the right pieces, and what is varied or joined stays right."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Piece, Tokeniser
from secondsource.tagging.labels import ANCHORS, NAMES, ROLES

CORPUS = Path(__file__).parent.parent.parent / "training" / "corpus"


class Halves:
    """Cuts words into pieces of four letters, and any other mark for itself."""

    def pieces(self, text: str) -> list[Piece]:
        return [
            Piece(7, at, min(at + 4, unit.end()), at == unit.start())
            for unit in re.compile(r"\w+|[^\w\s]").finditer(text)
            for at in range(unit.start(), unit.end(), 4)
        ]


class Drawn:
    """Chance that draws what it is told."""

    def __init__(self, number: float, choice: str = "") -> None:
        self.number, self.chosen = number, choice

    def random(self) -> float:
        return self.number

    def choice(self, among: Sequence[str]) -> str:
        assert self.chosen in among
        return self.chosen


def example(sets: ModuleType, markup: ModuleType, line: str) -> Any:
    return sets.marked(markup.parse(line), Halves())


def under(example: Any, labels: Sequence[str], rows: Sequence[int]) -> list[tuple[str, str]]:
    """Every piece with its label, where that is not the first."""
    return [
        (example.text[p.start : p.end], labels[row]) for p, row in zip(example.pieces, rows, strict=True) if row > 0
    ]


# --- which pieces a span covers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 4), [0]),
        ((0, 5), [0, 1]),
        ((1, 2), [0]),
        ((4, 5), [1]),
        ((8, 10), [2, 3]),
        ((5, 8), []),
        ((0, 10), [0, 1, 2, 3]),
    ],
)
def test_covered(sets: ModuleType, span: tuple[int, int], expected: list[int]) -> None:
    pieces = [Piece(7, 0, 4, True), Piece(7, 4, 5, False), Piece(7, 8, 8, True), Piece(7, 8, 10, False)]
    assert sets.covered(pieces, *span) == expected


# --- marked passages --------------------------------------------------------------------------------


def test_names_by_first_and_following_pieces(sets: ModuleType, markup: ModuleType) -> None:
    made = example(sets, markup, "In <loc>Lindesnes</loc>, <per>Ada Lind</per> <org>Nord</org>-men.")
    assert under(made, NAMES, made.names) == [
        ("Lind", "B-place"),
        ("esne", "I-place"),
        ("s", "I-place"),
        ("Ada", "B-person"),
        ("Lind", "I-person"),
        ("Nord", "B-organisation"),
    ]
    assert under(made, ANCHORS, made.anchors) == []
    assert made.pairs == []


def test_an_attribution(sets: ModuleType, markup: ModuleType) -> None:
    made = example(sets, markup, "<s1>Lind</s1> <q1>has said</q1> <c1>it sank</c1>.")
    assert under(made, ANCHORS, made.anchors) == [("has", "B-said"), ("said", "I-said")]
    ((anchor, roles),) = made.pairs
    assert anchor == 1
    assert under(made, ROLES, roles) == [
        ("Lind", "source"),
        ("has", "cue"),
        ("said", "cue"),
        ("it", "content"),
        ("sank", "content"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<s1>We</s1> <a1>fear</a1> <c1>it</c1>", [("fear", "B-held")]),
        ("<s1>The navy</s1>: <c1>it</c1>", [("The", "B-source"), ("navy", "I-source")]),
        ("<c1>It</c1> <q1>is said</q1> <c1>to go</c1>", [("is", "B-said"), ("said", "I-said")]),
    ],
)
def test_what_an_attribution_hangs_on(
    sets: ModuleType, markup: ModuleType, line: str, expected: list[tuple[str, str]]
) -> None:
    made = example(sets, markup, line)
    assert under(made, ANCHORS, made.anchors) == expected


def test_a_cue_in_pieces_hangs_on_its_first(sets: ModuleType, markup: ModuleType) -> None:
    made = example(sets, markup, "<s1>He</s1> <q1>told</q1> us <q1>on Monday</q1> <c1>it sank</c1>.")
    assert under(made, ANCHORS, made.anchors) == [("told", "B-said")]
    ((anchor, roles),) = made.pairs
    assert made.text[made.pieces[anchor].start :].startswith("told")
    cue = [piece for piece, role in under(made, ROLES, roles) if role == "cue"]
    assert cue == ["told", "on", "Mond", "ay"]


def test_content_in_pieces_and_attributions_inside_it(sets: ModuleType, markup: ModuleType) -> None:
    line = "<c2>“We <a1>fear</a1> <c1>a leak</c1>,”</c2> <s2>she</s2> <q2>said</q2>. <c2>“Go.”</c2>"
    made = example(sets, markup, line)
    assert under(made, ANCHORS, made.anchors) == [("fear", "B-held"), ("said", "B-said")]
    (_, inner), (_, outer) = made.pairs
    assert under(made, ROLES, inner) == [("fear", "cue"), ("a", "content"), ("leak", "content")]
    content = [piece for piece, role in under(made, ROLES, outer) if role == "content"]
    assert content == ["“", "We", "fear", "a", "leak", ",", "”", "“", "Go", ".", "”"]


def test_a_cue_inside_content_is_the_cue(sets: ModuleType, markup: ModuleType) -> None:
    made = example(sets, markup, "<c1>The <q1>plan</q1> of <s1>hers</s1></c1>")
    ((_, roles),) = made.pairs
    assert [role for _, role in under(made, ROLES, roles)] == ["content", "cue", "content", "source"]


def test_two_attributions_on_one_word_are_one(sets: ModuleType, markup: ModuleType) -> None:
    """Nothing could tell them apart."""
    line = "<s1>He</s1> <q1><q2>says</q2></q1> <c1>yes</c1> and <c2>no</c2>."
    assert len(example(sets, markup, line).pairs) == 1


def test_a_long_passage_is_cut_off(sets: ModuleType, markup: ModuleType) -> None:
    line = "a " * sets.LONGEST + "<s1><per>Ada</per></s1> <q1>says</q1> <c1>so</c1>."
    made = example(sets, markup, line)
    assert len(made.pieces) == len(made.names) == len(made.anchors) == sets.LONGEST
    assert not made.names.any()
    assert made.pairs == []


def test_the_real_tokeniser_finds_every_name_and_attribution(sets: ModuleType, markup: ModuleType) -> None:
    """In a part of the corpus, since all of it takes ten seconds."""
    tokeniser = Tokeniser(E5File())
    passages = [markup.parse(line) for path in sorted(CORPUS.glob("*.txt")) for line in list(markup.lines(path))[::12]]
    found = [(sets.marked(passage, tokeniser), passage) for passage in passages]
    short = [(made, passage) for made, passage in found if len(made.pieces) < sets.LONGEST]
    assert len(short) > 0.98 * len(found)
    for made, passage in short:
        assert sum(1 for row in made.names if NAMES[row].startswith("B-")) == len(passage.names), made.text
        assert all(ANCHORS[made.anchors[anchor]].startswith("B-") for anchor, _ in made.pairs), made.text
    assert sum(len(made.pairs) for made, _ in short) > 0.98 * sum(len(passage.attributions) for _, passage in short)


def test_a_corpus_is_all_its_files(sets: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("# a remark\n<loc>Oslo</loc>.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("It sank.\n\nIt rained.\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("<oops>", encoding="utf-8")
    made = sets.corpus(tmp_path, Halves(), Drawn(1.0))
    assert [e.text for e in made] == ["It sank.", "It rained.", "Oslo."]
    assert all(e.anchors is not None for e in made)


# --- varied -----------------------------------------------------------------------------------------


def varied(sets: ModuleType, line: str, pair: str) -> str:
    assert pair in sets.QUOTATION_MARKS
    return str(sets.varied(line, Drawn(0.0, pair)))


@pytest.mark.parametrize(
    ("line", "pair", "expected"),
    [
        ('<c1>"It sank,"</c1> he said.', "“”", "<c1>“It sank,”</c1> he said."),
        ("<c1>“It sank,”</c1> he said.", '""', '<c1>"It sank,"</c1> he said.'),
        ("<c1>“It sank,”</c1> he said.", "«»", "<c1>«It sank,»</c1> he said."),
        ("<c1>“It sank,”</c1> he said.", "''", "<c1>''It sank,''</c1> he said."),
        ("<c1>“It sank,”</c1> he said.", "„“", "<c1>„It sank,“</c1> he said."),
        ('"<c1>It</c1>" and "<per>Ada</per>"', "‘’", "‘<c1>It</c1>’ and ‘<per>Ada</per>’"),
        ('"…it", "[It]", "¿It?"', "«»", "«…it», «[It]», «¿It?»"),
        ("It's «ours».", "“”", "It's «ours»."),
        pytest.param(
            "<c1>„Es sank“</c1>, sagte er.", "«»", "<c1>«Es sank»</c1>, sagte er.",
        ),
        pytest.param(
            "<c1>”Den sjönk”</c1>, sa han.", "«»", "<c1>«Den sjönk»</c1>, sa han.",
        ),
        pytest.param(
            '<c1>"가라앉았다"고</c1> 말했다.', "«»", "<c1>«가라앉았다»고</c1> 말했다.",
        ),
        pytest.param(
            '<s1>ח"כ לביא</s1>', "«»", '<s1>ח"כ לביא</s1>',
        ),
    ],
)  # fmt: skip
def test_other_quotation_marks(sets: ModuleType, line: str, pair: str, expected: str) -> None:
    assert varied(sets, line, pair) == expected


def test_small_and_large_letters(sets: ModuleType) -> None:
    line = "<s1><per>Ada ß</per></s1> <q1>sagt</q1>: <c1>“Ja”</c1>"
    small, large = sets.VARIED + sets.SMALL / 2, sets.VARIED + sets.SMALL + sets.LARGE / 2
    assert sets.varied(line, Drawn(small)) == "<s1><per>ada ß</per></s1> <q1>sagt</q1>: <c1>“ja”</c1>"
    assert sets.varied(line, Drawn(large)) == "<s1><per>ADA SS</per></s1> <q1>SAGT</q1>: <c1>“JA”</c1>"


def test_most_lines_stay_as_they_are(sets: ModuleType) -> None:
    line = "<c1>“It sank,”</c1> he said."
    assert sets.varied(line, Drawn(sets.VARIED + sets.SMALL + sets.LARGE)) == line
    assert sets.VARIED + sets.SMALL + sets.LARGE < 0.5


def test_every_passage_can_be_varied(sets: ModuleType, markup: ModuleType) -> None:
    """In every way: it parses, with the same names and attributions, and only quotation marks or case have changed."""
    ways = [Drawn(0.0, pair) for pair in sets.QUOTATION_MARKS]
    ways += [Drawn(sets.VARIED), Drawn(sets.VARIED + sets.SMALL)]

    def bare(text: str) -> str:
        return re.sub("[\"“”«»„‘’']", "", text).casefold().upper()

    lines = [line for path in sorted(CORPUS.glob("*.txt")) for line in markup.lines(path)]
    for n, line in enumerate(lines):
        before, after = markup.parse(line), markup.parse(sets.varied(line, ways[n % len(ways)]))
        assert bare(after.text) == bare(before.text)
        for one, other in ((before.names, after.names), (before.attributions, after.attributions)):
            assert len(one) == len(other)
        assert [kind for _, _, kind in before.names] == [kind for _, _, kind in after.names]
        assert [a.said for a in before.attributions] == [a.said for a in after.attributions]


# --- joined -----------------------------------------------------------------------------------------

LINES = [
    "In <loc>Oslo</loc> it rained.",
    "<s1><per>Ada Lind</per></s1> <q1>said</q1> <c1>it sank</c1>, and <s2>he</s2> <a2>fears</a2> <c2>a leak</c2>.",
    "<c1>It is over</c1>, <q1>according to</q1> <s1><org>Nord</org></s1>.",
]


def test_one_text_alone_stays_as_it_is(sets: ModuleType, markup: ModuleType) -> None:
    made = example(sets, markup, LINES[0])
    assert sets.joined([made]) is made


def test_joined_texts_say_what_each_said(sets: ModuleType, markup: ModuleType) -> None:
    examples = [example(sets, markup, line) for line in LINES]
    made = sets.joined(examples)
    assert made.text == "\n".join(e.text for e in examples)
    assert len(made.pieces) == len(made.names) == len(made.anchors) == sum(len(e.pieces) for e in examples)
    for labels, field in ((NAMES, "names"), (ANCHORS, "anchors")):
        each = [pair for e in examples for pair in under(e, labels, getattr(e, field))]
        assert under(made, labels, getattr(made, field)) == each
    each_roles = [under(e, ROLES, roles) for e in examples for _, roles in e.pairs]
    assert [under(made, ROLES, roles) for _, roles in made.pairs] == each_roles
    anchors = [e.text[e.pieces[at].start : e.pieces[at].end] for e in examples for at, _ in e.pairs]
    assert [made.text[made.pieces[at].start : made.pieces[at].end] for at, _ in made.pairs] == anchors


def test_joined_texts_are_as_if_written_as_one(sets: ModuleType, markup: ModuleType) -> None:
    made = sets.joined([example(sets, markup, line) for line in LINES])
    other = LINES[2]
    for mark in "sqc":
        other = other.replace(f"{mark}1>", f"{mark}3>")
    whole = example(sets, markup, "¶".join([*LINES[:2], other]))
    assert made.text == whole.text
    assert made.pieces == whole.pieces
    assert np.array_equal(made.names, whole.names)
    assert np.array_equal(made.anchors, whole.anchors)
    assert [(at, roles.tolist()) for at, roles in made.pairs] == [(at, roles.tolist()) for at, roles in whole.pairs]


def test_the_examples_that_are_joined_do_not_change(sets: ModuleType, markup: ModuleType) -> None:
    examples = [example(sets, markup, line) for line in LINES]
    before = repr(examples)
    sets.joined(examples)
    assert repr(examples) == before


def test_strung_passages_are_all_there_once(sets: ModuleType, markup: ModuleType) -> None:
    texts = [f"Number {n} " + "word " * (n % 90) for n in range(60)]
    examples = [example(sets, markup, text) for text in texts]
    made = sets.strung(examples, random.Random(7))
    assert sorted(line for e in made for line in e.text.split("\n")) == sorted(texts)
    assert all(len(e.pieces) <= sets.LONGEST for e in made)
    assert 1 < len(made) < len(examples)
    again = sets.strung(examples, random.Random(7))
    assert [e.text for e in again] == [e.text for e in made]
    assert sets.strung([], random.Random(7)) == []


# --- sets of names alone ----------------------------------------------------------------------------


def test_what_a_set_of_names_knows(sets: ModuleType) -> None:
    entities = [
        {"start": 0, "end": 8, "kind": "PER"},
        {"start": 15, "end": 19, "kind": "LOC"},
        {"start": 23, "end": 27, "kind": "OTH"},
    ]
    made = sets.named("Ada Lind is in Oslo on Kyst.", entities, Halves())
    open_, unknown = sets.OPEN, sets.UNKNOWN
    begun, goes_on, place = (NAMES.index(label) for label in ("B-person", "I-person", "B-place"))
    assert made.names.tolist() == [begun, goes_on, open_, open_, place, open_, unknown, open_]
    assert (made.anchors, made.pairs) == (None, [])


def test_a_file_of_names(sets: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "uner-xx-train.jsonl.gz"
    rows = [{"text": "In Oslo", "entities": [{"start": 3, "end": 7, "kind": "LOC"}]}, {"text": "Ja.", "entities": []}]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    made = list(sets.universal(path, Halves()))
    assert [e.text for e in made] == ["In Oslo", "Ja."]
    assert under(made[0], NAMES, made[0].names) == [("Oslo", "B-place")]
    assert set(made[1].names.tolist()) == {sets.OPEN}


def test_labels_that_teach_nothing_are_no_labels(sets: ModuleType) -> None:
    assert sets.OPEN < 0
    assert sets.UNKNOWN == -100, "what torch leaves out of a loss"
    assert sets.OPEN != sets.UNKNOWN


# --- marked reports ---------------------------------------------------------------------------------


def report(sets: ModuleType, markup: ModuleType, line: str) -> Any:
    return sets.marked(markup.parse(line), Halves(), longest=None)


def test_a_short_report_is_one_window(sets: ModuleType, markup: ModuleType) -> None:
    made = report(sets, markup, "Boat lost¶<s1>Lind</s1> <q1>said</q1> <c1>it sank</c1>.")
    (window,) = sets.windows(made)
    assert list(window.pieces) == list(made.pieces)
    assert under(window, ANCHORS, window.anchors) == [("said", "B-said")]


def test_a_report_is_cut_between_paragraphs(
    sets: ModuleType, markup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "LONGEST", 9)
    made = report(sets, markup, "Boat lost at sea¶<s1>Lind</s1> <q1>said</q1> <c1>it sank at once</c1>.¶All are well.")
    windows = sets.windows(made)
    assert [w.text[w.pieces[0].start : w.pieces[-1].end] for w in windows] == [
        "Boat lost at sea",
        "Lind said it sank at once.",
        "All are well.",
    ]
    ((anchor, roles),) = windows[1].pairs
    assert windows[1].text[windows[1].pieces[anchor].start :].startswith("said")
    assert [w for w, role in under(windows[1], ROLES, roles) if role == "content"] == ["it", "sank", "at", "once"]
    assert not windows[0].pairs
    assert not windows[2].pairs


def test_a_long_paragraph_is_cut_where_it_is_full(
    sets: ModuleType, markup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "LONGEST", 4)
    windows = sets.windows(report(sets, markup, "One two six ten old new red"))
    assert [len(w.pieces) for w in windows] == [4, 3]


def test_of_reports_no_names_are_known(sets: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("<s1>Ada Lind</s1> <q1>said</q1> <c1>it sank</c1>.\n", encoding="utf-8")
    (made,) = sets.reports(tmp_path, Halves(), Drawn(0.9))
    assert set(made.names.tolist()) == {sets.UNKNOWN}
    assert under(made, ANCHORS, made.anchors) == [("said", "B-said")]
