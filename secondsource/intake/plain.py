"""Texts taken as they are: no cleaning, no header, every line a paragraph of its body."""

from __future__ import annotations

import re

from secondsource.intake.language import detect
from secondsource.model import Block, Report
from secondsource.packs import FALLBACK, languages

LINE = re.compile(r"[^\n]*\S[^\n]*")


def report_as_is(id: str, text: str, language: str | None = None) -> Report:
    """A report whose text is `text`, to the letter; its language is told by the text where it is not given."""
    language = language or detect(text)
    return Report(
        id=id,
        text=text,
        language=language,
        published=None,
        published_basis=None,
        title=None,
        outlet=None,
        blocks=tuple(Block(m.start(), m.end(), "body") for m in LINE.finditer(text)),
        pack=language if language in languages() else FALLBACK,
    )
