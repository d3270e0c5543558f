"""The origin map: counts true to the claims, boxes that do not touch, text that stays text."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

from secondsource.model import Brief, Origin
from secondsource.render.layers import heights, plan
from secondsource.render.origin_graph import origin_graph
from secondsource.render.origin_map import draw, in_words
from secondsource.render.story_view import StoryView, view_stories

from .sample import ferry_brief

_SVG = "{http://www.w3.org/2000/svg}"


def _view() -> StoryView:
    return view_stories(ferry_brief())[0]


def test_steps_are_counted() -> None:
    steps = {(step.start, step.end): step.claims for step in origin_graph(_view()).steps}
    assert steps["origin o2", "origin o3"] == 3  # Reuters has Marta Lind in three reports
    assert steps["report bbc-world.html", "origin o4"] == 2
    assert steps["report nrk.txt", "origin o2"] == 0  # a credit only
    assert not [step for step in steps if "o6" in step[0] and "nrk" in step[1]]


def test_boxes_say_how_many_reports_lean_on_them() -> None:
    notes = {node.name: (node.note, node.column) for node in origin_graph(_view()).nodes}
    assert notes["police in Nordvik"] == ("official · 5 reports", 2)  # a copy is no report of its own here
    assert notes["Reuters"] == ("agency · 3 reports", 1)
    assert "000_77ab0c1d9e" not in notes
    whole = {node.name: (node.note, node.column) for node in origin_graph(_view(), whole=True).nodes}
    assert whole["000_77ab0c1d9e"] == ("en · copy of BBC", 0)
    assert in_words(_view())[0] == "police in Nordvik: 5 reports, 5 claims"


def test_who_is_cited_stands_right_of_who_cites() -> None:
    made = plan({"a": 0, "agency": 1, "person": 2}, [("a", "person"), ("person", "agency")])
    assert made.columns == (("a",), ("person",), ("agency",))


def test_a_circle_does_not_hang() -> None:
    made = plan({"a": 0, "x": 1, "y": 1}, [("a", "x"), ("x", "y"), ("y", "x")])
    assert made.columns == (("a",), ("x",), ("y",))
    assert made.links["y", "x"] == ()


def test_lines_to_one_box_share_a_lane_past_a_column() -> None:
    made = plan({"a": 0, "b": 0, "m": 1, "p": 2}, [("a", "p"), ("b", "p"), ("a", "m")])
    assert [key for key in made.columns[1] if key.startswith("lane ")] == ["lane 1 p"]


def test_boxes_do_not_touch() -> None:
    made = plan({f"r{n}": 0 for n in range(9)} | {"x": 1, "y": 2}, [(f"r{n}", "xy"[n % 2]) for n in range(9)])
    tall = {key: 40.0 for keys in made.columns for key in keys}
    tops = heights(made, tall, 10)
    assert min(tops.values()) == 0
    for keys in made.columns:
        assert all(abs(tops[a] - tops[b]) >= 50 - 1e-6 for a, b in combinations(keys, 2))


def test_the_picture_is_well_formed_and_described(every_brief: Brief) -> None:
    for view in view_stories(every_brief):
        svg = draw(view, id="map")
        if svg:
            root = ElementTree.fromstring(str(svg))
            assert root.find("title") is not None
            assert root.findtext("desc")
            assert not [element for element in root.iter() if element.tag in {"script", "img", "foreignObject"}]


def test_no_picture_where_nobody_is_named() -> None:
    view = _view()
    findings = tuple(
        replace(finding, claims=tuple(replace(claim, chain=()) for claim in finding.claims))
        for finding in view.story.findings
    )
    bare = replace(view.story, findings=findings, origins=())
    assert draw(replace(view, story=bare, origins={}), id="map") == ""


def test_copies_are_folded_into_what_they_copy() -> None:
    view = _view()
    folded, whole = (origin_graph(view, whole=whole) for whole in (False, True))
    assert len([node for node in whole.nodes if node.column == 0]) == 6
    notes = {node.key: node.note for node in folded.nodes if node.column == 0}
    assert len(notes) == 5
    assert notes["report bbc-world.html"].endswith(" · 1 copy")
    copies = ("000_77ab0c1d9e.txt", "nrk.txt")
    chained = replace(view, reports=tuple(
        replace(report, reprint_of="nrk.txt") if report.id == "bbc-world.html" else report for report in view.reports
    ))  # fmt: skip
    notes = {node.key: node.note for node in origin_graph(chained).nodes if node.column == 0}
    assert len(notes) == 4
    assert notes["report nrk.txt"].endswith(" · 2 copies")
    circle = replace(view, reports=tuple(
        replace(report, reprint_of=copies[1 - copies.index(report.id)]) if report.id in copies else report
        for report in view.reports
    ))  # fmt: skip
    assert len([node for node in origin_graph(circle).nodes if node.column == 0]) == 6, (
        "each copies the other: neither is folded"
    )


def test_a_thicket_is_thinned() -> None:
    view = _view()
    many = {f"p{n}": Origin(f"p{n}", f"Person {n}", None, "person") for n in range(60)}
    claim = view.story.findings[0].claims[0]
    finding = replace(view.story.findings[0], claims=tuple(replace(claim, chain=(id,)) for id in many))
    graph = origin_graph(
        replace(view, story=replace(view.story, findings=(finding,), origins=tuple(many.values())), origins=many)
    )
    assert len(graph.nodes) == 5 + 20
    assert graph.left_out == 40
