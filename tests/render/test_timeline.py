"""The timeline: days in order, years beside days, and no label over another."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from secondsource.model import Brief
from secondsource.render.story_view import view_stories
from secondsource.render.svg import text_width
from secondsource.render.timeline import axis, draw, rows

from .sample import day, ferry_brief, led_brief


def test_days_keep_their_order_and_long_gaps_are_shortened() -> None:
    scale = axis([day("2019-01-01/2019-12-31"), day("2031-03-14"), day("2031-03-15"), day("2031-03-16")], 300)
    assert list(scale.at) == sorted(scale.at)
    assert (scale.at[0], scale.at[-1]) == (0, pytest.approx(300))
    assert scale.x(day("2031-03-15").earliest) - scale.x(day("2031-03-14").earliest) > 15
    assert len(scale.breaks) == 2


@pytest.mark.parametrize("days", [["2031-03-14"], ["2031-03-14", "2031-03-14"]])
def test_a_single_day_stands_in_the_middle(days: list[str]) -> None:
    assert set(axis([day(one) for one in days], 300).at) == {150}


def test_reports_of_one_day_share_a_row() -> None:
    told = [row.text for row in rows(view_stories(ferry_brief())[0])]
    assert told[0].startswith("Fergen ble bygget")
    assert "Published: NRK, BBC, الجريدة" in told
    assert "Published: 한빛일보, 000_77ab0c1d9e" in told


def test_a_row_knows_whether_it_is_background() -> None:
    told = [(row.text[:6], row.background) for row in rows(view_stories(led_brief())[0])]
    assert told[:3] == [("Fergen", True), ("Schon ", True), ("Fiftee", False)]


def test_no_label_over_another() -> None:
    svg = str(draw(view_stories(ferry_brief())[0], id="t", links={}))
    heights = [float(y) for y in re.findall(r'class="words" x="[\d.]+" y="([\d.]+)"', svg)]
    assert heights == sorted(set(heights))
    ticks = re.findall(r'class="tick" x="([\d.]+)" y="[\d.]+" text-anchor="middle">([^<]+)<', svg)
    spans = sorted((float(x) - text_width(words, 12) / 2, float(x) + text_width(words, 12) / 2) for x, words in ticks)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    for date_words in re.findall(r'class="date"[^>]*>([^<]+)<', svg):
        assert text_width(date_words, 14) < 168


def test_the_picture_is_well_formed_and_described(every_brief: Brief) -> None:
    for view in view_stories(every_brief):
        svg = draw(view, id="t", links={})
        if svg:
            assert ElementTree.fromstring(str(svg)).findtext("desc")


def test_no_picture_without_dates() -> None:
    view = view_stories(ferry_brief())[0]
    bare = tuple(replace(report, published=None) for report in view.reports)
    assert draw(replace(view, reports=bare, story=replace(view.story, timeline=())), id="t", links={}) == ""
