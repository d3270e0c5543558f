"""Shard by shard the same is found as at once, wherever in time reports lie and whether or not they say."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from secondsource.model import Interval
from secondsource.stories import Outline, index, shards
from secondsource.stories.clusters import near_pairs


def outlines(count: int, seed: int) -> list[Outline]:
    """Reports over half a year in a few directions: some without a day, some that only say the month."""
    draw = np.random.default_rng(seed)
    events = draw.normal(size=(12, 24))
    made = []
    for n in range(count):
        event = int(draw.integers(len(events)))
        vector = events[event] + 0.2 * draw.normal(size=24)
        day = date(2031, 1, 1) + timedelta(int(15 * event + draw.integers(40)))
        spans = {0: None, 1: Interval(day, day + timedelta(30)), 2: Interval(day, day + timedelta(10))}
        published = spans.get(int(draw.integers(8)), Interval(day, day))
        vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        made.append(Outline(f"r{n:03}", vector, frozenset({f"n{event}"}), published, "en", "LATIN"))
    return made


@pytest.mark.parametrize("most", [64, 3])
@pytest.mark.parametrize("seed", range(5))
def test_shards_find_what_is_found_at_once(seed: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_NEAR", most)
    reports = outlines(300, seed)
    on = {o.report: shards.shelf(o) for o in reports}
    parts = shards.shards(shards.window(o) for o in reports)
    assert len(parts) > 10
    assert any(len(against) < len(set(on.values())) for _, against in parts)
    found = [
        shards.found_in((o for o in reports if on[o.report] == asked), (o for o in reports if on[o.report] in against))
        for asked, against in parts
    ]
    near = near_pairs(reports)
    assert len(near) > 100
    assert list(shards.merged(found).items()) == list(near.items())


def test_no_reports_have_no_shards() -> None:
    assert shards.shards([]) == []
    assert shards.merged([]) == {}
