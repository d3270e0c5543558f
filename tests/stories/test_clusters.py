"""Which reports are one story: near in meaning, nearer for shared names, farther for far dates."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.encoding import Encoder
from secondsource.encoding.encoder import Vectors
from secondsource.model import Interval, Reading
from secondsource.stories import Index, Outline, clusters, group, grouped, index, outlines
from secondsource.stories.distance import BEYOND_DAYS, CUT, Table, between

from .conftest import Make

FERRY = "The ferry ran aground in the night. All were brought ashore."
STRIKE = "Miners laid down their work on Thursday. The company was silent."


class Angles:
    """Puts a text at an angle, found by the first of the given words that it holds; cosine is of the angle between."""

    dimensions = 2

    def __init__(self, degrees: Mapping[str, float]) -> None:
        self.degrees = degrees

    def encode(self, texts: Sequence[str]) -> Vectors:
        at = [next(d for word, d in self.degrees.items() if word in text) for text in texts]
        return np.array([[np.cos(np.radians(d)), np.sin(np.radians(d))] for d in at], dtype=np.float32).reshape(-1, 2)


def held(readings: Sequence[Reading], encoder: Encoder) -> NDArray[np.float64]:
    """How far apart the readings are."""
    found = outlines(readings, encoder)
    return between(found, found)


def ids(stories: Sequence[Sequence[object]]) -> list[list[str]]:
    return [[r.report.id for r in story] for story in stories]  # type: ignore[attr-defined]


@pytest.fixture
def two_topics() -> Encoder:
    return Angles({"ferry": 0, "Miners": 90})


def test_no_reports_and_one_report(make: Make, two_topics: Encoder) -> None:
    assert group([], two_topics) == []
    assert ids(group([make("a", FERRY)], two_topics)) == [["a"]]


def test_reports_part_by_what_they_mean(make: Make, two_topics: Encoder) -> None:
    readings = [make("d", STRIKE), make("a", FERRY), make("c", FERRY), make("b", STRIKE)]
    assert ids(group(readings, two_topics)) == [["a", "c"], ["b", "d"]]


def test_a_chain_of_likeness_is_not_followed_to_its_end(make: Make) -> None:
    """Average linkage: each is near to the next, the first is far from the last."""
    step = float(np.degrees(np.arccos(1 - 0.9 * CUT)))
    words = ["one", "two", "three", "four", "five"]
    chain = Angles({word: step * n for n, word in enumerate(words)})
    readings = [make(word, f"{word} is what happened here today.") for word in words]
    stories = ids(group(readings, chain))
    assert len(stories) > 1
    assert sorted(id for story in stories for id in story) == sorted(words)


def test_shared_names_draw_reports_together(make: Make) -> None:
    apart = Angles({"ship": 0, "vessel": 65})
    named = "The {} Solvind was seen by Ida Berg near Sandvik."
    with_names = held([make("a", named.format("ship")), make("b", named.format("vessel"))], apart)
    plain = "The {} was seen by a woman near a village."
    without = held([make("a", plain.format("ship")), make("b", plain.format("vessel"))], apart)
    assert with_names[0, 1] < CUT < without[0, 1]


def test_far_dates_push_reports_apart(make: Make, two_topics: Encoder) -> None:
    one = make("a", FERRY, "2031-05-01")
    near, far, unknown = (make("b", FERRY, day) for day in ("2031-05-01", "2031-09-01", None))
    same, later, undated = (held([one, other], two_topics)[0, 1] for other in (near, far, unknown))
    assert same == undated
    assert later > same


def test_another_language_or_script_counts_less(make: Make) -> None:
    apart = Angles({"ferry": 0, "Fähre": 60, "паром": 60, "boat": 60})
    english = make("a", FERRY)
    german = make("b", "Die Fähre lief in der Nacht auf Grund.", language="de")
    russian = make("b", "Ночью паром сел на мель.", language="ru")
    boat = make("b", "The boat ran aground in the night.")
    other, script, same = (held([english, r], apart)[0, 1] for r in (german, russian, boat))
    assert script < other < same


def test_distances_are_symmetric(make: Make, encoder: Encoder) -> None:
    readings = [make(str(n), text) for n, text in enumerate((FERRY, STRIKE, FERRY + STRIKE, "", "ok"))]
    found = held(readings, encoder)
    assert np.array_equal(found, found.T)
    assert (np.diag(found) < 1e-6).all()


def test_the_order_of_the_reports_changes_nothing(make: Make, encoder: Encoder) -> None:
    texts = (FERRY, STRIKE, FERRY + " Nobody was hurt.", STRIKE + " So was the union.")
    readings = [make(str(n), text) for n, text in enumerate(texts)]
    assert ids(group(readings[::-1], encoder)) == ids(group(readings, encoder))


@st.composite
def some_outlines(draw: st.DrawFn, dated: bool = False) -> list[Outline]:
    """Reports at angles of a circle, some near each other, that name a few of six names."""
    turns = draw(st.lists(st.integers(0, 120), min_size=1, max_size=12))
    made = []
    for n, degrees in enumerate(turns):
        at = np.radians(degrees * 3 + np.sin(100 * n) / 10)  # no two pairs are equally far apart
        vector = np.array([np.cos(at), np.sin(at)], np.float32)
        names = draw(st.frozensets(st.sampled_from("abcdef"), max_size=4))
        day = draw(st.none() | st.integers(0, 100)) if dated else None
        first = date(2031, 1, 1) + timedelta(days=day or 0)
        last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 7, 30, 364]))) if dated else first
        published = None if day is None else Interval(first, last)
        made.append(Outline(f"r{n:02}", vector, names, published, draw(st.sampled_from(["en", "nb"])), "LATIN"))
    return made


@given(some_outlines())
def test_grouping_what_hangs_together_is_grouping_all(reports: list[Outline]) -> None:
    """What the archive rests on: only reports that a chain of near pairs reaches can matter to a report's story."""
    labels = [1]
    if len(reports) > 1:
        far = between(reports, reports) + 1  # scipy takes no distance below 0
        np.fill_diagonal(far, 0)
        labels = fcluster(linkage(squareform(far, checks=False), "average"), CUT + 1, "distance").tolist()
    at_once: dict[int, list[str]] = {}
    for report, label in zip(reports, labels, strict=True):
        at_once.setdefault(label, []).append(report.report)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "parted", lambda group: [group])
        assert grouped(reports) == sorted(at_once.values())


@given(some_outlines(dated=True), st.integers(1, 5), st.integers(1, 40))
def test_the_index_finds_what_looking_at_all_finds(reports: list[Outline], loose: int, days: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "LOOSE", loose)
        patch.setattr(index, "SHELF_DAYS", days)
        kept = Index()
        for report in reports:
            kept.add(replace(report, vector=-report.vector, published=None))  # an earlier version of it
            kept.add(report)
        kept.remove("r00")
        others = [report for report in reports if report.report != "r00"]
        for report in reports:
            far = Table(others).distances(report).tolist() if others else []
            near = {
                other.report: distance
                for other, distance in zip(others, far, strict=True)
                if distance <= CUT and other is not report and not apart(report, other)
            }
            assert kept.near(report) == near


@given(some_outlines(dated=True), st.randoms())
def test_reports_are_grouped_alike_in_any_order(reports: list[Outline], chance: random.Random) -> None:
    mixed = list(reports)
    chance.shuffle(mixed)
    assert grouped(mixed) == grouped(reports)


def test_of_many_near_reports_the_nearest_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_NEAR", 3)
    turned = [np.array([np.cos(n / 10), np.sin(n / 10)], np.float32) for n in range(6)]
    kept = Index()
    for n, vector in enumerate(turned):
        kept.add(Outline(f"r{n}", vector, frozenset(), None, "en", "LATIN"))
    assert list(kept.near(kept["r0"])) == ["r1", "r2", "r3"]
    assert list(kept.near(kept["r5"])) == ["r2", "r3", "r4"]


def apart(one: Outline, other: Outline) -> bool:
    if one.published is None or other.published is None:
        return False
    first, last = sorted((one.published, other.published), key=lambda days: days.earliest)
    return last.earliest - first.latest >= timedelta(days=BEYOND_DAYS)


def test_a_month_apart_is_another_story(make: Make, two_topics: Encoder) -> None:
    days = [date(2031, 3, 1), date(2031, 3, 25), date(2031, 4, 20), date(2031, 8, 1)]
    found = [
        replace(outline, published=Interval(day, day))
        for day, outline in zip(days, outlines([make(id, FERRY) for id in "abcd"], two_topics), strict=True)
    ]
    assert grouped(found) == [["a", "b", "c"], ["d"]]
    assert grouped([found[0], found[2]]) == [["a"], ["c"]]


def test_what_somebody_has_decided_stays_so(make: Make, two_topics: Encoder) -> None:
    found = outlines(
        [make(id, text) for id, text in zip("abcd", (FERRY, FERRY, STRIKE, STRIKE), strict=True)], two_topics
    )
    assert grouped(found) == [["a", "b"], ["c", "d"]]
    assert grouped(found, apart=[frozenset("ab")]) == [["a"], ["b"], ["c", "d"]]
    assert grouped(found, together=[frozenset(pair) for pair in ("ac", "ad", "bc", "bd")]) == [["a", "b", "c", "d"]]
