"""The timeline as iCalendar (RFC 5545): what happened when, as whole days in a calendar.

An event ends on the day after its last, as the standard has it. What is only known to lie before or after a day
stands on that day, and says so; what may lie anywhere is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from secondsource.model import Brief, Finding, Interval, TimelineEntry
from secondsource.render.exports.keys import Keys, key
from secondsource.render.exports.plain_json import dated
from secondsource.render.story_view import StoryView, view_stories
from secondsource.render.visible import one_line
from secondsource.render.wording import STANDINGS, chain_words, interval_words

_FOLD = 75
"""Octets that a line may have."""


def render(brief: Brief) -> str:
    """The calendar, with lines that end as the standard asks."""
    keys = Keys(brief)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//secondsource//brief//EN", "CALSCALE:GREGORIAN"]
    stamp = f"{_written(dated(brief))}T000000Z"
    seen: set[str] = set()
    for view in view_stories(brief):
        for entry in view.story.timeline:
            uid = key("event", keys.story(view.story), entry.finding, entry.text, str(entry.when.earliest))
            days = _days(entry.when)
            if days is not None and uid not in seen:
                seen.add(uid)
                lines += _event(entry, days, uid, stamp, view)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(
    entry: TimelineEntry, days: tuple[date, date | None], uid: str, stamp: str, view: StoryView
) -> Iterator[str]:
    first, after = days
    finding = next((one for one in view.story.findings if one.id == entry.finding), None)
    yield from ("BEGIN:VEVENT", f"UID:{uid}@secondsource", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{_written(first)}"
    if after is not None:
        yield f"DTEND;VALUE=DATE:{_written(after)}"
    yield f"SUMMARY:{_escaped(entry.text)}"
    yield f"DESCRIPTION:{_description(entry, finding, view)}"
    if finding is not None:
        yield f"CATEGORIES:{_escaped(STANDINGS[finding.standing].name)}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _description(entry: TimelineEntry, finding: Finding | None, view: StoryView) -> str:
    lines = [view.story.title, interval_words(entry.when)]
    if finding is not None:
        lines.append(f"{STANDINGS[finding.standing].name}: {finding.why}")
        lines += [f"{chain_words(view.label(c.report), view.chain(c))}: {c.text}" for c in finding.claims]
    return "\\n".join(_escaped(line) for line in lines if line)


def _days(when: Interval) -> tuple[date, date | None] | None:
    """The first day, and the one after the last; that is null where the calendar knows no such day."""
    if (when.earliest, when.latest) == (date.min, date.max):
        return None
    first = when.latest if when.earliest == date.min else when.earliest
    last = first if when.latest == date.max else when.latest
    return first, None if last == date.max else last + timedelta(days=1)


def _written(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A line in pieces of 75 octets at most, none of them ending within a letter."""
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return "\r\n".join(pieces)
