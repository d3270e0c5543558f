"""Cutting a text at its claims loses nothing, whatever the claims."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Block, Report
from secondsource.render.marked_text import Back, anchors, parts, split_anchors

BACK = Back("#f1", 1)


def _report(text: str, *blocks: Block) -> Report:
    return Report("r", text, "en", None, None, None, None, blocks=blocks)


def test_crossing_claims() -> None:
    report = _report("one two three", Block(0, 13, "body"))
    made = anchors("r", {(0, 7): [BACK], (4, 13): [Back("#f2", 2)]}, 13)
    (part,) = parts(report, list(made.values()))
    assert [(piece.text, piece.id, piece.inside) for piece in part.pieces] == [
        ("one ", "rc1", ("rc1",)),
        ("two", "rc2", ("rc1", "rc2")),
        (" three", None, ("rc2",)),
    ]
    assert [[back.number for back in piece.back] for piece in part.pieces] == [[], [1], [2]]
    assert split_anchors([part]) == ("rc1", "rc2")


def test_nested_claims_of_one_finding_lead_back_once() -> None:
    made = anchors("r", {(0, 13): [BACK], (4, 7): [BACK, BACK]}, 13)
    (part,) = parts(_report("one two three", Block(0, 13, "body")), list(made.values()))
    assert [len(piece.back) for piece in part.pieces] == [0, 0, 1]


def test_text_outside_blocks_is_kept_apart_and_blank_text_left_out() -> None:
    report = _report("Title\n\n(c) Agency\n\nBody", Block(0, 5, "title"), Block(19, 23, "body"))
    assert [(part.role, part.pieces[0].text) for part in parts(report, [])] == [
        ("title", "Title"),
        ("other", "(c) Agency\n"),
        ("body", "Body"),
    ]


def test_a_report_without_blocks_has_paragraphs() -> None:
    assert [part.role for part in parts(_report("one\n\ntwo"), [])] == ["body", "body"]


@given(st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30)), max_size=8), st.integers(0, 25))
def test_nothing_is_lost_and_every_anchor_is_found(places: list[tuple[int, int]], cut: int) -> None:
    text = "abcdefghijklmnopqrstuvwxy"
    report = _report(text, Block(0, cut, "title"), Block(cut, 25, "body"))
    made = anchors("r", {place: [BACK] for place in places}, len(text))
    pieces = [piece for part in parts(report, list(made.values())) for piece in part.pieces]
    assert "".join(piece.text for piece in pieces) == text
    found = [id for piece in pieces for id in (piece.id, *piece.spots) if id]
    assert sorted(found) == sorted(anchor.id for anchor in made.values())
    for anchor in made.values():
        covered = "".join(piece.text for piece in pieces if anchor.id in piece.inside)
        assert covered == text[anchor.start : anchor.end]
