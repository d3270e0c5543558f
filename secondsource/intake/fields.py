"""A report from what somebody has already told apart: headline, text, day and outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from secondsource.errors import InputError
from secondsource.intake.metadata import report_from_text
from secondsource.intake.page import is_page, visible_text
from secondsource.model import Interval, Report

MOST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Fields:
    """What a feed, an archive or an agency's file says of a report; null or empty where it says nothing."""

    text: str
    title: str = ""
    published: str = ""
    """As written: ISO 8601, or as e-mail writes it."""
    outlet: str = ""
    language: str = ""
    """As a tag: `nb`, `pt-BR`. It counts where the text is too short to tell."""


def report_from_fields(id: str, fields: Fields) -> Report:
    """The report that fields tell; what they do not say is read in the text, as in any other.

    Raises `InputError` where they hold no text.
    """
    body = _plain(fields.text)
    title = re.sub(r"\s+", " ", _plain(fields.title)).strip()[:MOST_TITLE]
    if not any(c.isalnum() for c in body):
        raise InputError(id, "holds no text; it may be a teaser, whose page has to be fetched, or a picture")
    opening = title and not body.lstrip().startswith(title)
    report = report_from_text(id, f"{title}\n\n{body}" if opening else body, fields.language)
    if title and report.blocks and report.text.startswith(title):
        first = report.blocks[0]
        if report.text[first.start : first.end].startswith(title):
            report = replace(report, title=title, blocks=(replace(first, role="title"), *report.blocks[1:]))
    day = day_of(fields.published)
    if day:
        report = replace(report, published=day, published_basis="stated")
    outlet = re.sub(r"\s+", " ", fields.outlet).strip()
    return replace(report, outlet=outlet) if outlet else report


def day_of(written: str) -> Interval | None:
    """The day of a time as machines write it: of the zone that it names, since that is where it came out.

    Null where it cannot be told.
    """
    written = written.strip()
    day: date | None = None
    try:
        day = datetime.fromisoformat(written).date()
    except ValueError:
        try:
            day = parsedate_to_datetime(written).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", written)
            if match:
                try:
                    day = date(*map(int, match.groups()))
                except ValueError:
                    return None
    return Interval(day, day) if day else None


def _plain(text: str) -> str:
    return visible_text(text) if is_page(text) else text
