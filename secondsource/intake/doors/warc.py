"""Web archives (WARC, ISO 28500), as Common Crawl and other crawlers write them: the pages that were fetched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors import page
from secondsource.intake.doors.found import Door, Found
from secondsource.intake.doors.pdf import report_from_pdf
from secondsource.intake.limits import Limits

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_PDF = "application/pdf"
_OK = "200"
HEAD = 4096


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

    end = 0
    try:
        records = ArchiveIterator(file)
        for record in records:
            found = _page(record, address, limits)
            if found is not None:
                yield found
            records.read_to_end()
            end = records.get_record_offset() + records.get_record_length()
        file.seek(end)
        if file.read(HEAD).strip(b"\r\n"):  # what cannot even begin to be a record ends the archive without a word
            yield InputError(address, "ends in the middle of a record; get it again")
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


def _page(record: Any, address: str, limits: Limits) -> Found | InputError | None:
    """The report in a record; null where it has none: a request, a redirect, a picture, a style sheet."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    where = f"{address}!/{record.rec_headers.get_header('WARC-Target-URI') or 'a record without an address'}"
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()
    if record.http_headers.get_statuscode() != _OK or kind not in (*_PAGES, _PDF):
        return None
    content = record.content_stream().read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        return InputError(where, f"is over the limit of {limits.max_bytes / 1e6:g} MB; leave it out")
    if getattr(record.raw_stream, "limit", 0) > 0:
        return InputError(where, "is damaged: less of it is there than was said; get the archive again")
    if kind == _PDF:
        return Found(where, content, partial(report_from_pdf, content=content, address=where))
    return page.read(BytesIO(content), where, limits)


door = Door(_opens, _read)
