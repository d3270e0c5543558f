"""Web archives (WARC, ISO 28500), as Common Crawl and other crawlers write them: the pages that were fetched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors.found import Door, Found
from secondsource.intake.doors.page import Page
from secondsource.intake.doors.pdf import report_from_pdf
from secondsource.intake.limits import Limits

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_OK = "200"


def _opens(head: bytes, address: str) -> bool:
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def _read(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            where = f"{address}!/{record.rec_headers.get_header('WARC-Target-URI') or 'a record without an address'}"
            if record.http_headers.get_statuscode() != _OK:
                continue  # a redirect or an error, which says nothing
            kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()
            if kind not in _PAGES and kind != "application/pdf":
                continue  # a picture, a style sheet
            content = record.content_stream().read(limits.max_bytes + 1)
            if len(content) > limits.max_bytes:
                yield InputError(where, f"is over the limit of {limits.max_bytes / 1e6:g} MB; leave it out")
            elif kind == "application/pdf":
                yield Found(where, content, partial(report_from_pdf, content=content, address=where))
            else:
                yield Page.read(BytesIO(content), where, limits)
    except (
        ArchiveLoadFailed,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        UnicodeError,
        KeyError,
        AttributeError,
    ) as error:
        yield InputError(address, f"is damaged ({error or type(error).__name__}) from here on; get it again")


door = Door(_opens, _read)
