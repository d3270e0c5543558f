"""A text file or a web page: of a page the article, without menus, teasers and what else stands around it."""

from __future__ import annotations

from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.decode import decode
from secondsource.intake.doors.found import Found, bounded
from secondsource.intake.fields import Fields, report_from_fields
from secondsource.intake.limits import Limits
from secondsource.intake.metadata import report_from_text
from secondsource.intake.page import is_whole_page, text_outside_links
from secondsource.model import Report
from secondsource.words import length

MOST_MARKUP = 25
"""Of a web page, markup and scripts may be this many times as long as what it says."""
FEWEST_WORDS = 30
"""An article has more; a teaser, a cookie wall or an error page has less."""


def read(file: BinaryIO, address: str, limits: Limits) -> Found | InputError:
    """The report in a file of text or of markup, which no other door opens."""
    try:
        content = bounded(file, address, limits)
    except InputError as error:
        return error
    return Found(address, content, lambda id: report_from_bytes(id, content, address, limits))


def report_from_bytes(id: str, content: bytes, address: str, limits: Limits) -> Report:
    """The report in a text or a page; raises `InputError` where there is none."""
    text = decode(content, address).text
    if not text.strip() or not any(c.isalnum() for c in text):
        raise InputError(address, "holds no words; save the report's text in it or leave it out")
    if len(text) > MOST_MARKUP * limits.max_letters:  # a page's source holds more than its text
        raise _too_long(address, len(text), limits)
    report = report_from_page(id, text, address) if is_whole_page(text) else report_from_text(id, text)
    if len(report.text) > limits.max_letters:
        raise _too_long(address, len(report.text), limits)
    return report


def report_from_page(id: str, source: str, address: str) -> Report:
    """The article of a web page; raises `InputError` where the page has none."""
    article = _article(source)
    report = report_from_fields(id, article) if article else report_from_text(id, source)
    said = [report.text[b.start : b.end] for b in report.blocks if b.role == "body"]
    if min(sum(map(length, said)), length(text_outside_links(source))) < FEWEST_WORDS:
        raise InputError(
            address,
            "holds no article: it may be a list of links, a cookie wall or an error page; save the article itself",
        )
    return report


def _article(source: str) -> Fields | None:
    """What trafilatura takes for the article; null where it finds none, or the page is beyond it."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(source, include_comments=False, include_tables=False, with_metadata=True)
    except Exception:
        return None
    said = found.as_dict() if isinstance(found, Document) else {}
    text, title, day, outlet = (str(said.get(name) or "") for name in ("text", "title", "date", "sitename"))
    return Fields(text, title, day, outlet) if length(text) >= FEWEST_WORDS else None


def _too_long(address: str, letters: int, limits: Limits) -> InputError:
    reason = f"has {letters:,} letters, over the limit of {limits.max_letters:,}; split it into one file per report"
    return InputError(address, reason)
