"""News in JSON: one object a line (news-please, trafilatura, this program's own export), a list of them, or one.

Known by the names that its fields have, IPTC ninjs 1 to 3 among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors.found import Door, Found
from secondsource.intake.fields import Fields, report_from_fields
from secondsource.intake.limits import Limits
from secondsource.model import Report

# By which names a field goes: news-please, trafilatura, ninjs 1 and 2, schema.org, and what people write.
NAMES: Mapping[str, Sequence[str]] = {
    "text": ("maintext", "text", "body_text", "body", "body_xhtml", "articleBody", "content", "raw_text"),
    "title": ("title", "headline", "title_page", "head"),
    "published": (
        "date_publish",
        "date",
        "published",
        "versioncreated",
        "versionCreated",
        "firstcreated",
        "firstCreated",
        "datePublished",
        "pubDate",
    ),
    "outlet": ("sitename", "source_domain", "outlet", "publisher", "source", "hostname", "site"),
    "language": ("language", "lang", "inLanguage"),
    "address": ("url", "link", "uri", "source-hostname", "id", "guid"),
}


def _opens(head: bytes, address: str) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and bool(re.search(rb'"[^"]{1,60}"\s*:', head))


def _read(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    first = file.readline(limits.max_bytes + 1)
    file.seek(0)
    if _object(first) is None:
        yield from _whole(file, address, limits)
        return
    number = 0
    while line := file.readline(limits.max_bytes + 1):
        number += 1
        where = f"{address}!/{number}"
        if len(line) > limits.max_bytes:
            yield InputError(where, f"is a line over the limit of {limits.max_bytes / 1e6:g} MB; leave it out")
            while line and not line.endswith(b"\n"):
                line = file.readline(limits.max_bytes)
        elif line.strip():
            row = _object(line)
            yield _found(row, line, where) if row is not None else InputError(where, "is no JSON object; mend the line")


def _whole(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    """A file that is one value: an object, or a list of them."""
    content = file.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        reason = f"is JSON over the limit of {limits.max_bytes / 1e6:g} MB; write one object a line"
        yield InputError(address, reason)
        return
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield InputError(address, f"is damaged JSON ({error}); write it anew")
        return
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, 1):
        where = f"{address}!/{number}" if len(rows) > 1 else address
        if isinstance(row, dict):
            yield _found(row, json.dumps(row, sort_keys=True).encode(), where)
        else:
            yield InputError(where, "is no JSON object, so it holds no report; leave it out")


def _found(row: Mapping[str, Any], content: bytes, address: str) -> Found:
    named = _text(row, "address")
    where = named if re.match(r"https?://\S+$", named) else address
    return Found(where, content, lambda id: report_from_row(id, row, address))


def report_from_row(id: str, row: Mapping[str, Any], address: str) -> Report:
    """The report in an object; raises `InputError` where no field of it holds text."""
    fields = {name: _text(row, name) for name in NAMES if name != "address"}
    if not fields["text"]:
        keys = ", ".join(sorted(map(str, row))[:8])
        raise InputError(address, f"has no field with the report's text; it has {keys or 'none'}, and `text` is wanted")
    return report_from_fields(id, Fields(**fields))


def _text(row: Mapping[str, Any], field: str) -> str:
    """What a field says under the first of its names that says anything, in the shapes that ninjs 3 gives it."""
    plural = {"text": "bodies", "title": "headlines"}.get(field)
    for name in NAMES[field]:
        value = row.get(name)
        if isinstance(value, Mapping):
            value = value.get("name") or value.get("value")
        if isinstance(value, str) and value.strip():
            return value
    several = row.get(plural) if plural else None
    for one in several if isinstance(several, list) else ():
        value = one.get("value") if isinstance(one, Mapping) else None
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


door = Door(_opens, _read)
