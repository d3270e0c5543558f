"""What every JSON export shares: how it is written, and how it gives dates and addresses."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from secondsource.model import Brief, Interval, Report
from secondsource.render.visible import visible

_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE | re.ASCII)
_UNKNOWN = date(1970, 1, 1)


def written(document: Any, *, indent: int | None = 1) -> str:
    """A document as JSON text that ends with a line feed, all its values fit to be looked at."""
    return json.dumps(_seen(document), ensure_ascii=False, indent=indent) + "\n"


def filled(**fields: Any) -> dict[str, Any]:
    """The fields that hold something: most formats want what is unknown left out, not null."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


def moment(day: date) -> str:
    """The first moment of a day in UTC, as RFC 3339 has it, for formats that know no days."""
    return f"{day.isoformat()}T00:00:00Z"


def address(report: Report) -> str | None:
    """The web address of a report; null where its id is none, so that no `javascript:` becomes a link."""
    return report.id if _ADDRESS.fullmatch(report.id) else None


def one_day(interval: Interval | None) -> str | None:
    """A day, where it is known to the day; else null: no format here can say "some day in May"."""
    return interval.earliest.isoformat() if interval and interval.days == 1 else None


def dated(brief: Brief, report: Report | None = None) -> date:
    """The day for a format that must have one: of the report, else the brief's first, else the first of 1970."""
    if report is not None and report.published is not None:
        return report.published.earliest
    return min((r.published.earliest for r in brief.reports if r.published is not None), default=_UNKNOWN)


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _seen(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(one) for one in value]
    return value
