"""`make` reads a text as the pipeline would; `published` is a day, or the first and the last of several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from secondsource import packs, reading
from secondsource.intake import report_from_text
from secondsource.model import Interval, Reading, Report

Make = Callable[..., Reading]


def days(written: str) -> Interval:
    earliest, _, latest = written.partition("/")
    return Interval(date.fromisoformat(earliest), date.fromisoformat(latest or earliest))


def report(id: str, text: str, published: str | None = None, language: str = "en") -> Report:
    when = days(published) if published else None
    made = report_from_text(id, text)
    return replace(made, language=language, pack=language, published=when, published_basis="stated" if when else None)


@pytest.fixture
def make() -> Make:
    def make(id: str, text: str, published: str | None = None, language: str = "en") -> Reading:
        return reading.read(report(id, text, published, language), packs.load(language))

    return make
