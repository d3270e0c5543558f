"""When a report came out and what its times mean, with the help of the other reports of its story.

Reports of one event come out within days of each other. A report that gives no day borrows the days that the
others state; its times are then resolved against the first and the last of these, so that what both agree on is
sure and the rest stays a wider interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from secondsource.intervals import resolve
from secondsource.model import Interval, Reading, Timex

# A report later than this after the middle of its story follows it up; it says nothing of when the others came out.
SAME_NEWS_DAYS = 3


def date_reports(story: Sequence[Reading]) -> list[Reading]:
    """The readings of one story with `published` inferred where it can be, and all times resolved."""
    days = sorted(
        (r.report.published for r in story if r.report.published and r.report.published.days == 1),
        key=lambda day: day.earliest,
    )
    dated = []
    for reading in story:
        anchor = _anchor(reading.report.published, days)
        report = reading.report
        if report.published is None and anchor is not None:
            report = replace(report, published=anchor, published_basis="inferred")
        times = []
        for expression in reading.times:
            meant = resolve(expression, anchor)
            times.append(
                Timex(
                    expression.start,
                    expression.end,
                    expression.text,
                    meant.earliest if meant else None,
                    meant.latest if meant else None,
                )
            )
        dated.append(replace(reading, report=replace(report, times=tuple(times))))
    return dated


def _anchor(published: Interval | None, days: Sequence[Interval]) -> Interval | None:
    """What times are resolved against: the stated day, else the days of the story inside what is stated."""
    if published and published.days == 1:
        return published
    inside = [d for d in days if published is None or published.overlaps(d)]
    if not inside:
        return published
    middle = inside[(len(inside) - 1) // 2].earliest
    near = [d.earliest for d in inside if abs(d.earliest - middle) <= timedelta(days=SAME_NEWS_DAYS)]
    return Interval(min(near), max(near))
