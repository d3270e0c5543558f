"""The timeline: what the reports say happened when, and when they came out, on one axis.

A row for each entry, so that no label can cover another: the date in words, the day as a dot or the days as a
bar, the words of the report. Events may be years apart and the reports within two days; the axis therefore gives
a gap no more than two weeks' room, and marks where it leaves more than a month out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from secondsource.model import Interval
from secondsource.render.story_view import StoryView
from secondsource.render.svg import element, lines_of, picture, text_width
from secondsource.render.visible import one_line
from secondsource.render.wording import ENGLISH, Tongue

_MARGIN = 12.0
_HEAD = 52.0
_ROW = 30.0
_DATES = 168.0
_AXIS = 300.0
_WORDS = 460.0
_SIZE = 14.0
_TICK_SIZE = 12.0

# A picture is for the eye; the full list stands in words below it.
_MOST_ROWS = 40

# Days beyond which a gap gets no more room, so that the days around the event keep theirs, and beyond which it
# is marked as time left out.
_ROOMIEST_GAP = 14
_MARKED_GAP = 31


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the timeline."""

    when: Interval
    text: str
    finding: str | None
    """Id of the finding, or null where this is when reports came out."""
    background: bool = False
    """It lies well before the news itself."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to pixels, with long gaps shortened."""

    days: tuple[date, ...]
    """The days that something begins or ends on, in order."""
    at: tuple[float, ...]
    """Where each of them stands, from 0 to the axis's width."""

    def x(self, day: date) -> float:
        """Where one of the axis's days stands."""
        return self.at[self.days.index(day)]

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where time is left out."""
        return tuple(
            (self.at[place] + self.at[place + 1]) / 2
            for place, (before, after) in enumerate(pairwise(self.days))
            if (after - before).days > _MARKED_GAP
        )


def axis(intervals: Sequence[Interval], width: float) -> Axis:
    """The axis on which all these intervals can be drawn; each step between two days takes some room."""
    days = sorted({day for interval in intervals for day in (interval.earliest, interval.latest)})
    room = [math.log2(1 + min((after - before).days, _ROOMIEST_GAP)) for before, after in pairwise(days)]
    total = sum(room)
    if not total:
        return Axis(tuple(days), (width / 2,) * len(days))
    at, gone = [0.0], 0.0
    for step in room:
        gone += step
        at.append(gone / total * width)
    return Axis(tuple(days), tuple(at))


def rows(view: StoryView, tongue: Tongue = ENGLISH) -> tuple[Row, ...]:
    """What happened and what came out, by first day; reports of the same days on one row."""
    told = [Row(entry.when, entry.text, entry.finding, entry.background) for entry in view.story.timeline]
    published: dict[tuple[date, date], list[str]] = {}
    for report in view.reports:
        if report.published:
            days = (report.published.earliest, report.published.latest)
            published.setdefault(days, []).append(view.label(report.id))
    out = tongue.say("Published")
    told += [Row(Interval(*days), f"{out}: {', '.join(labels)}", None) for days, labels in published.items()]
    return tuple(sorted(told, key=lambda row: (row.when.earliest, row.when.latest, row.finding is None)))


def draw(view: StoryView, *, id: str, links: dict[str, str], tongue: Tongue = ENGLISH) -> Markup:
    """The timeline as an SVG element; empty where nothing has a date. `links` gives each finding's address."""
    shown = rows(view, tongue)[:_MOST_ROWS]
    if not shown:
        return Markup("")
    scale = axis([row.when for row in shown], _AXIS - 24)
    left = _MARGIN + _DATES + 12
    height = _HEAD + len(shown) * _ROW + _MARGIN
    return picture(
        tongue.say("Timeline"),
        "; ".join(f"{tongue.days(row.when)}: {one_line(row.text)}" for row in shown),
        _MARGIN + _DATES + _AXIS + 20 + _WORDS + _MARGIN,
        height,
        *_published_bands(shown, scale, left, height),
        *_ruler(scale, left, tongue),
        *(_row(row, number, scale, left, view, links, tongue) for number, row in enumerate(shown)),
        id=id,
        linked=bool(links),
    )


def _row(
    row: Row, number: int, scale: Axis, left: float, view: StoryView, links: dict[str, str], tongue: Tongue
) -> Markup:
    middle = _HEAD + (number + 0.5) * _ROW
    first, last = left + scale.x(row.when.earliest), left + scale.x(row.when.latest)
    published = row.finding is None
    if last - first < 10 and row.when.days == 1:
        mark = (
            element("path", d=f"M{first:.1f} {middle - 6:.1f}l6 6l-6 6l-6 -6z")
            if published
            else element("circle", cx=first, cy=middle, r=5)
        )
    else:
        mark = element("rect", x=first - 3, y=middle - 5, width=last - first + 6, height=10, rx=5)
    words = _MARGIN + _DATES + _AXIS + 20
    number_words = str(view.numbers.get(row.finding or "", ""))
    room = _WORDS - (text_width(number_words, _SIZE) + 14 if number_words else 0)
    text = "".join(lines_of(row.text, room, _SIZE))
    parts = [
        element("title", f"{tongue.days(row.when)}: {one_line(row.text)}"),
        element("rect", class_="hover", x=0, y=middle - _ROW / 2, width=words + _WORDS + _MARGIN, height=_ROW),
        element("text", tongue.days(row.when), class_="date", x=_MARGIN + _DATES, y=middle + 5, text_anchor="end"),
        mark,
        element("text", text, class_="words", x=words, y=middle + 5),
    ]
    if number_words:
        parts.append(element("text", number_words, class_="number", x=words + _WORDS, y=middle + 5, text_anchor="end"))
    kind = "published" if published else "background" if row.background else "happened"
    drawn = element("g", *parts, class_=f"entry {kind}")
    link = links.get(row.finding or "")
    return element("a", drawn, href=link) if link else drawn


def _ruler(scale: Axis, left: float, tongue: Tongue) -> list[Markup]:
    """The axis with as many of its days in words as there is room for, the first and the last before all."""
    y = _HEAD - 10
    drawn = [element("path", d=f"M{left - 8:.1f} {y}H{left + _AXIS - 16:.1f}", class_="axis")]
    taken: list[tuple[float, float]] = []
    order = [0, len(scale.days) - 1, *range(1, len(scale.days) - 1)]
    for place in dict.fromkeys(order):
        words = tongue.day(scale.days[place])
        half = text_width(words, _TICK_SIZE) / 2
        x = left + scale.at[place]
        drawn.append(element("path", d=f"M{x:.1f} {y - 4}V{y + 4}", class_="axis"))
        if all(x + half + 8 < start or end < x - half - 8 for start, end in taken):
            taken.append((x - half, x + half))
            drawn.append(element("text", words, class_="tick", x=x, y=y - 12, text_anchor="middle"))
    for x in scale.breaks:
        zigzag = f"M{left + x - 7:.1f} {y}l3 -5l4 10l4 -10l3 5"
        drawn.append(element("path", d=f"M{left + x - 7:.1f} {y}h14", class_="erased"))
        drawn.append(element("path", element("title", tongue.say("time left out")), d=zigzag, class_="axis"))
    return drawn


def _published_bands(shown: Sequence[Row], scale: Axis, left: float, height: float) -> list[Markup]:
    """Behind everything, the days on which reports came out."""
    return [
        element(
            "rect",
            class_="band",
            x=left + scale.x(row.when.earliest) - 4,
            y=_HEAD - 10,
            width=scale.x(row.when.latest) - scale.x(row.when.earliest) + 8,
            height=height - _HEAD,
        )
        for row in shown
        if row.finding is None
    ]
