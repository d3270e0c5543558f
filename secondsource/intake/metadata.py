"""A text to a `Report`: its language, parts, title, date, outlet and credits."""

from __future__ import annotations

import re

from secondsource.intake import credits, dates
from secondsource.intake.blocks import STAMP, Part, is_prose, parts
from secondsource.intake.clean import clean
from secondsource.intake.credits import undouble
from secondsource.intake.datelines import dateline
from secondsource.intake.language import detect, told_or
from secondsource.intake.lines import Line, lines
from secondsource.intake.outlet import Header
from secondsource.intake.page import is_page, visible_text
from secondsource.intake.vocabulary import Vocabulary, vocabulary
from secondsource.model import Interval, Report
from secondsource.packs import FALLBACK, languages

# Lines of a header are short; what is longer is not looked through for dates.
MAX_LINE = 200
# Running text that is searched for a report's naming of its own outlet.
MAX_BODY = 50_000


def report_from_text(id: str, text: str, declared: str = "") -> Report:
    """The report in a text, as decoded: plain text or the source of a web page. Takes any string and never fails.

    `declared` is the language that whoever passed it on says it is in; it counts where the text is too short to tell.
    """
    text = undouble(clean(visible_text(text) if is_page(text) else text))
    found = lines(text)
    language = told_or(declared, detect(_prose(found)))
    words = vocabulary(language)
    of = parts(found, words)
    start = next((part for part in of if part.kind == "dateline"), None)
    dated = dateline(text[start.start : start.end + MAX_LINE], words) if start else None
    agencies = dated.agencies if dated else ()
    body = "\n".join(part.text for part in of if part.kind in ("body", "caption", "credit"))[:MAX_BODY]
    pictured = [(part.start, name) for part in of if part.kind == "credit" for name in credits.names(part.text, words)]
    header = Header(of, body, agencies, words)
    title = next((part.text for part in of if part.kind == "title"), None)
    published = _published(of, words)
    return Report(
        id=id,
        text=text,
        language=language,
        published=published,
        published_basis="stated" if published else None,
        title=title,
        outlet=header.outlet,
        credits=_credits(of, header, pictured),
        blocks=tuple(part.block for part in of),
        pack=language if language in languages() else FALLBACK,
    )


def _prose(found: list[Line]) -> str:
    """What the language is told by: paragraphs, and all lines where there are none."""
    paragraphs, letters = [], 0
    for line in found:
        text = STAMP.sub("", line.text[:4_000], count=1)
        if is_prose(text):
            paragraphs.append(text)
            letters += len(text)
        if letters > 8_000:
            break
    return "\n".join(paragraphs) or "\n".join(line.text[:4_000] for line in found[:50])


def _published(of: list[Part], words: Vocabulary) -> Interval | None:
    """From the scraper's stamp, then header, dateline and footer, top to bottom."""
    stated: list[tuple[dates.Found, str]] = []
    for part in of:
        if part.kind == "stamp" and (match := STAMP.match(part.text)):
            stated += [(found, match["date"]) for found in dates.stamp(match["date"])]
        elif part.kind in ("masthead", "byline", "dateline", "footer"):
            line = part.text[:MAX_LINE]
            stated += [(found, line[found.start : found.end]) for found in dates.find(line, words)]
    return dates.narrowest(stated)


def _credits(of: list[Part], header: Header, pictured: list[tuple[int, str]]) -> tuple[str, ...]:
    """Every agency and photo credit, in the order in which they stand."""
    named = [*header.partners, *pictured]
    for part in of:
        if part.kind == "dateline":
            named += [(part.start, name) for name in header.agencies]
    in_order = [re.sub(r"\s+", " ", name) for _, name in sorted(named, key=lambda pair: pair[0])]
    once = {name.casefold(): name for name in reversed(in_order)}
    return tuple(name for name in in_order if once.get(name.casefold()) == name and once.pop(name.casefold()))
