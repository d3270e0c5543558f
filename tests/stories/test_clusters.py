"""Which reports are one story: near in meaning, nearer for shared names, farther for far dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from secondsource.encoding import Encoder
from secondsource.encoding.encoder import Vectors
from secondsource.stories import group
from secondsource.stories.clusters import CUT, distances

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


def ids(stories: Sequence[Sequence[object]]) -> list[list[str]]:
    return [[r.report.id for r in story] for story in stories]  # type: ignore[attr-defined]


@pytest.fixture
def two_topics() -> Encoder:
    return Angles({"ferry": 0, "Miners": 60})


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
    apart = Angles({"ship": 0, "vessel": 35})
    named = "The {} Solvind was seen by Ida Berg near Sandvik."
    with_names = distances([make("a", named.format("ship")), make("b", named.format("vessel"))], apart)
    plain = "The {} was seen by a woman near a village."
    without = distances([make("a", plain.format("ship")), make("b", plain.format("vessel"))], apart)
    assert with_names[0, 1] < CUT < without[0, 1]


def test_far_dates_push_reports_apart(make: Make, two_topics: Encoder) -> None:
    one = make("a", FERRY, "2031-05-01")
    near, far, unknown = (make("b", FERRY, day) for day in ("2031-05-01", "2031-09-01", None))
    same, later, undated = (distances([one, other], two_topics)[0, 1] for other in (near, far, unknown))
    assert same == undated
    assert later > same


def test_another_language_or_script_counts_less(make: Make) -> None:
    apart = Angles({"ferry": 0, "Fähre": 30, "паром": 30, "boat": 30})
    english = make("a", FERRY)
    german = make("b", "Die Fähre lief in der Nacht auf Grund.", language="de")
    russian = make("b", "Ночью паром сел на мель.", language="ru")
    boat = make("b", "The boat ran aground in the night.")
    other, script, same = (distances([english, r], apart)[0, 1] for r in (german, russian, boat))
    assert script < other < same


def test_distances_are_symmetric_and_never_negative(make: Make, encoder: Encoder) -> None:
    readings = [make(str(n), text) for n, text in enumerate((FERRY, STRIKE, FERRY + STRIKE, "", "ok"))]
    found = distances(readings, encoder)
    assert np.array_equal(found, found.T)
    assert (found >= 0).all()
    assert (np.diag(found) == 0).all()


def test_the_order_of_the_reports_changes_nothing(make: Make, encoder: Encoder) -> None:
    texts = (FERRY, STRIKE, FERRY + " Nobody was hurt.", STRIKE + " So was the union.")
    readings = [make(str(n), text) for n, text in enumerate(texts)]
    assert ids(group(readings[::-1], encoder)) == ids(group(readings, encoder))
