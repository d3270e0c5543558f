"""The JSON of a reading: its fields, and the days of its times."""

from __future__ import annotations

import json

from secondsource.model import Reading
from secondsource.render.reading.json import line, render

from .sample import ferry


def test_the_fields_that_programs_rely_on() -> None:
    document = json.loads(render(ferry()))
    assert list(document) == [
        "id",
        "language",
        "pack",
        "published",
        "text",
        "mentions",
        "attributions",
        "times",
        "claims",
    ]
    assert list(document["mentions"][0]) == ["start", "end", "text", "kind", "base", "thing", "code", "confidence"]
    assert document["attributions"][0] == {
        "source": [[88, 96]], "cue": [[97, 101]], "content": [[47, 86]], "kind": "said", "confidence": 0.973,
    }  # fmt: skip


def test_times_have_the_days_that_they_mean_where_these_are_known() -> None:
    assert [(time["text"], time["earliest"], time["latest"]) for time in json.loads(render(ferry()))["times"]] == [
        ("on Friday", "2031-03-14", "2031-03-14"),
        ("since 2019", None, None),
    ]


def test_one_reading_a_line(every_reading: Reading) -> None:
    text = line(every_reading)
    assert text.count("\n") == 1
    assert json.loads(text) == json.loads(render(every_reading))
