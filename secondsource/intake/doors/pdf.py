"""PDF files: the text that they hold, page after page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors.found import Door, Found, bounded
from secondsource.intake.limits import Limits
from secondsource.intake.metadata import report_from_text
from secondsource.model import Report

MOST_PAGES = 200
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-zà-ÿ])")


def _opens(head: bytes, address: str) -> bool:
    return head.lstrip().startswith(b"%PDF-")


def _read(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    try:
        content = bounded(file, address, limits)
    except InputError as error:
        yield error
        return
    yield Found(address, content, lambda id: report_from_pdf(id, content, address))


def report_from_pdf(id: str, content: bytes, address: str) -> Report:
    """The report in a PDF file; raises `InputError` where it is locked, damaged, or holds pictures of text only."""
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        opened = PdfReader(io.BytesIO(content))
        if opened.is_encrypted and not opened.decrypt(""):
            raise InputError(address, "is locked with a password; save it without one")
        if len(opened.pages) > MOST_PAGES:
            raise InputError(address, f"has over {MOST_PAGES} pages; split it into one file per report")
        text = "\n\n".join(page.extract_text() for page in opened.pages)
    except InputError:
        raise
    except (PdfReadError, Exception) as error:  # pypdf raises whatever a damaged file leads it to
        raise InputError(address, f"is a damaged PDF ({error or type(error).__name__}); save it anew") from error
    if not any(c.isalnum() for c in text):
        raise InputError(address, "holds no text, only pictures of it perhaps; run it through text recognition first")
    return report_from_text(id, _HYPHENATED.sub("", text))


door = Door(_opens, _read)
