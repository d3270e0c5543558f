"""The reports as references, for Zotero, EndNote, JabRef and LaTeX: RIS and BibTeX.

Dates are given as narrowly as they are known: a day, a month, a year, or none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence

from secondsource.model import Brief, Interval, Report
from secondsource.render.exports.plain_json import address
from secondsource.render.story_view import report_labels
from secondsource.render.visible import one_line

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {letter: f"\\{letter}" for letter in "#$%&_"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def render_ris(brief: Brief) -> str:
    """The reports as RIS, each a newspaper article."""
    cited = citation_keys(brief.reports)
    records = []
    for report in brief.reports:
        lines = [f"{tag}  - {one_line(value)}" for tag, value in _ris(report, cited[report.id]) if value]
        records.append("".join(f"{line}\r\n" for line in ("TY  - NEWS", *lines, "ER  - ")))
    return "\r\n".join(records) or "\r\n"


def render_bibtex(brief: Brief) -> str:
    """The reports as BibTeX, each an `@article` with the fields of BibLaTeX beside those of BibTeX."""
    cited = citation_keys(brief.reports)
    records = []
    for report in brief.reports:
        fields = [f"  {name} = {value},\n" for name, value in _bibtex(report)]
        records.append(f"@article{{{cited[report.id]},\n{''.join(fields)}}}\n")
    return "\n".join(records) or "\n"


def citation_keys(reports: Sequence[Report]) -> dict[str, str]:
    """What each report is cited by, by its id: outlet and year in Latin letters; numbered where two would be equal."""
    found: dict[str, str] = {}
    for id, label in report_labels(reports).items():
        year = next(str(r.published.earliest.year) if r.published else "" for r in reports if r.id == id)
        base = re.sub(r"[^a-z0-9]", "", label.lower()) + year
        base = base if base[:1].isalpha() else f"report{base}"
        taken = set(found.values())
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        found[id] = name
    return found


def _ris(report: Report, cited: str) -> Iterator[tuple[str, str | None]]:
    year, month, day = _date(report.published)
    yield from (("ID", cited), ("TI", report.title or report.id), ("T2", report.outlet), ("PY", year))
    yield "DA", f"{year}/{month}/{day}/" if year else None
    yield from (("LA", report.language), ("UR", address(report)), ("AN", report.id))
    yield from (("KW", credit) for credit in report.credits)
    yield "N1", f"Copy of {report.reprint_of}" if report.reprint_of else None


def _bibtex(report: Report) -> Iterator[tuple[str, str]]:
    year, month, day = _date(report.published)
    url = address(report)
    note = f"Copy of {report.reprint_of}" if report.reprint_of else None
    yield "title", f"{{{_braced(report.title or report.id)}}}"
    if report.outlet:
        yield "journal", _braced(report.outlet)
    if year:
        yield "year", _braced(year)
        yield "date", _braced("-".join(part for part in (year, month, day) if part))
    if month:
        yield "month", _MONTHS[int(month) - 1]
    if url:
        yield "url", f"{{{url}}}"
    yield "language", _braced(report.language)
    yield "note", _braced(note or report.id)


def _braced(text: str) -> str:
    return "{" + "".join(_LATEX.get(letter, letter) for letter in one_line(text)) + "}"


def _date(when: Interval | None) -> tuple[str, str, str]:
    """Year, month and day, empty from where on they are not known."""
    if when is None or when.earliest.year != when.latest.year:
        return "", "", ""
    first, last = when.earliest, when.latest
    year, month = f"{first.year:04}", f"{first.month:02}"
    if first == last:
        return year, month, f"{first.day:02}"
    whole_month = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    return (year, month, "") if first.month == last.month and whole_month else (year, "", "")
