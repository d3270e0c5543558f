"""Feeds: RSS and Atom, and JSON Feed. An entry with its whole text is a report; one with a teaser is a link to one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors.found import Door, Found, bounded
from secondsource.intake.fields import Fields, report_from_fields
from secondsource.intake.limits import Limits
from secondsource.intake.page import visible_text

_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|RDF)[\s>]")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https://jsonfeed\.org/version/1')
HEAD = 4096
WHOLE_LETTERS = 600
"""An entry with so many letters is taken for the whole report; with fewer, for a teaser."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one report."""

    address: str
    """Where it can be read; empty where the feed does not say."""
    fields: Fields
    content: bytes

    @property
    def whole(self) -> bool:
        """Whether the entry holds the report and not only a teaser."""
        return len(self.fields.text) >= WHOLE_LETTERS


def is_feed(content: bytes) -> bool:
    """Whether a file's first bytes say that it is a feed."""
    return _ROOT.search(content[:HEAD]) is not None or _JSON_FEED.search(content[:HEAD]) is not None


def _opens(head: bytes, address: str) -> bool:
    return is_feed(head)


def _read(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    try:
        found = entries(bounded(file, address, limits), address)
    except InputError as error:
        yield error
        return
    for number, entry in enumerate(found, 1):
        where = entry.address or f"{address}!/{number}"
        if not entry.fields.text.strip():
            yield InputError(where, "is an entry of a feed without text; fetch the page that it leads to")
        else:
            yield Found(where, entry.content, partial(report_from_fields, fields=entry.fields))


def entries(content: bytes, address: str) -> list[Entry]:
    """The entries of a feed, in its order; none where it is no feed. Nothing is fetched.

    Raises `InputError` where it is too damaged to be read.
    """
    if _JSON_FEED.search(content[:HEAD]):
        return _json_feed(content)
    import feedparser

    try:
        parsed = feedparser.parse(content)
    except Exception as error:  # feedparser raises what a damaged feed leads it to
        said = f"is a damaged feed ({error or type(error).__name__}); open it in a browser and save it anew"
        raise InputError(address, said) from error
    outlet = str(parsed.feed.get("title", "")) if parsed.get("feed") else ""
    found = []
    for item in parsed.entries:
        bodies = [str(part.get("value", "")) for part in item.get("content", ())]
        text = max([*bodies, str(item.get("summary", ""))], key=len)
        written = str(item.get("published") or item.get("updated") or "")
        fields = Fields(_bare(text), _bare(str(item.get("title", ""))), written, outlet)
        found.append(_entry(str(item.get("link", "")), fields))
    return found


def _json_feed(content: bytes) -> list[Entry]:
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError):
        return []
    items = feed.get("items") if isinstance(feed, dict) else None
    found = []
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            text = _string(item, "content_text") or _bare(_string(item, "content_html")) or _string(item, "summary")
            fields = Fields(text, _string(item, "title"), _string(item, "date_published"), _string(feed, "title"))
            found.append(_entry(_string(item, "url"), fields))
    return found


def _entry(address: str, fields: Fields) -> Entry:
    known = address if re.match(r"https?://\S+$", address) else ""
    content = json.dumps([known, fields.title, fields.published, fields.text], ensure_ascii=False)
    return Entry(known, fields, content.encode("utf-8", "surrogatepass"))


def _string(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _bare(markup: str) -> str:
    return visible_text(f"<div>{markup}</div>") if re.search(r"[<&]", markup) else markup


door = Door(_opens, _read)
