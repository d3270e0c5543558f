"""Briefs made by hand as stories of an archive, as if they had been weighed there."""

from __future__ import annotations

from datetime import date

from secondsource.archive import Archive
from secondsource.model import Brief, Interval, Reading, Received, Report
from secondsource.stories import Outline
from tests.conftest import Letters


def reading_of(report: Report, about: str = "havdis") -> tuple[Reading, Outline]:
    """A report as if nothing had been read in it, near all others that are about the same."""
    day = Interval(date(2031, 3, 15), date(2031, 3, 15))
    vector = Letters().encode([about * 9])[0]
    outline = Outline(report.id, vector, frozenset({about, about * 2}), day, "en", "LATIN")
    return Reading(report, (), (), (), (), (), (), ()), outline


def keep(archive: Archive, brief: Brief, about: str = "havdis") -> str:
    """Puts the reports of a brief of one story into an archive, and gives the handle of the story."""
    for report in brief.reports:
        content = f"{report.text}{report.id}{about}".encode("utf-8", "surrogatepass")
        archive.put(Received(f"/{about}/{report.id}", content, report), *reading_of(report, about), "reader")
    (waiting,) = archive.waiting()
    assert archive.weighed(waiting, (brief.stories[0], brief.reports))
    return waiting.handle
