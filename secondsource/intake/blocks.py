"""The paragraphs of a report and the part that each plays on the page.

A report opens with a header (masthead, title, byline, date) that ends where the first prose begins; behind it
stand paragraphs, with subheads, captions and credits between them, and sometimes a footer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from secondsource.intake import credits, dates
from secondsource.intake.datelines import dateline
from secondsource.intake.lines import LONG, Line, ends_sentence, has_case, is_name, is_small, size
from secondsource.intake.vocabulary import Vocabulary
from secondsource.model import Block, BlockRole

Kind = Literal["stamp", "masthead", "title", "byline", "dateline", "body", "subhead", "caption", "credit", "footer"]

ROLES: dict[Kind, BlockRole] = {
    "stamp": "byline",  # the scraper's own "date 2024-02-20"
    "masthead": "byline",
    "title": "title",
    "byline": "byline",
    "dateline": "byline",
    "body": "body",
    "subhead": "subhead",
    "caption": "caption",
    "credit": "credit",
    "footer": "byline",
}

# A header has at most so many lines; a list of short lines is no header.
MAX_HEADER = 10
# A line that ends as a sentence and has more words than this is prose, and so is any with more letters than this.
PROSE_WORDS, PROSE_LETTERS = 6, 180
# Thai, Lao and Khmer put no full stops, so that only length tells.
_STOPLESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
STOPLESS_LETTERS = 110
# A subhead has at most so many words.
SUBHEAD_WORDS = 12

STAMP = re.compile(r"date[ \t]+(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)(?=\s|$)[ \t]*")
_INITIALS = re.compile(r"[(（\[]?[^\W\d_]{1,6}(?:\s?[/-]\s?[^\W\d_]{1,6}){1,3}[)）\]]?")
_ENCLOSED = re.compile(r"[(（\[［【].*[)）\]］】]\.?")
_DATED_END = re.compile(r"(?<=\S)\s?[(（][^()（）]{6,30}[)）]$")
_SEPARATOR = re.compile(r"\s[|•·]\s|[|•]")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the text and what it is; finer than a `Block`, because dates and outlets are looked for by kind."""

    start: int
    end: int
    kind: Kind
    text: str
    chunk: int
    """Which group of lines it stands in."""
    stamped: bool = False
    """Whether the scraper's stamp stands before it on its line."""

    @property
    def block(self) -> Block:
        return Block(self.start, self.end, ROLES[self.kind])


def parts(found: list[Line], vocabulary: Vocabulary) -> list[Part]:
    """Every part of a report in order, given its lines."""
    result: list[Part] = []
    rest = list(found)
    stamp = STAMP.match(rest[0].text[:LONG]) if rest else None
    if stamp:
        first = rest[0]
        result.append(_part(first, 0, stamp.end("date"), "stamp"))
        body = Line(first.start + stamp.end(), first.end, first.text[stamp.end() :], first.chunk)
        rest[:1] = [body] if body.text else []
    header = _header_length(rest, vocabulary)
    result += _header(rest[:header], rest[header:], vocabulary, stamped=bool(stamp))
    first_paragraph = True
    last_prose = next((i for i in range(len(rest) - 1, -1, -1) if is_prose(rest[i].text)), -1)
    for i in range(header, len(rest)):
        for part in _below(rest, i, last_prose, vocabulary):
            if part.kind == "body" and first_paragraph:
                first_paragraph = False
                result += _without_dateline(part, vocabulary)
            else:
                result.append(part)
    return result


def _part(line: Line, start: int, end: int, kind: Kind, *, stamped: bool = False) -> Part:
    text = line.text[start:end]
    bare = text.strip()
    start += len(text) - len(text.lstrip())
    return Part(line.start + start, line.start + start + len(bare), kind, bare, line.chunk, stamped)


def _whole(line: Line, kind: Kind, *, stamped: bool = False) -> Part:
    return Part(line.start, line.end, kind, line.text, line.chunk, stamped)


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph of running text."""
    if len(text) > PROSE_LETTERS or (_STOPLESS.search(text) and len(text) > STOPLESS_LETTERS):
        return True
    return size(text) > PROSE_WORDS and ends_sentence(text, questions=False)


def _header_length(found: list[Line], vocabulary: Vocabulary) -> int:
    """How many lines stand above the first prose."""
    for i, line in enumerate(found[: MAX_HEADER + 1]):
        dated = len(line.text) < PROSE_LETTERS and _is_dated(line.text, vocabulary) and size(line.text) < 12
        if credits.leading_credit(line.text):
            return i
        if dateline(line.text, vocabulary) and size(line.text) > 12 and not dated:
            return i
        if is_prose(line.text) and not dated:
            return i
    return 1 if len(found) > 1 else 0


def _is_dated(text: str, vocabulary: Vocabulary) -> bool:
    return any(found.year for found in dates.find(text[:PROSE_LETTERS], vocabulary))


def _header(header: list[Line], below: list[Line], vocabulary: Vocabulary, *, stamped: bool) -> Iterator[Part]:
    """The parts of the lines above the first prose."""
    kinds: list[Kind | None] = []
    for line in header:
        text = line.text
        if credits.is_notice(text, vocabulary):
            kinds.append("credit")
        elif _is_dated(text, vocabulary) and size(text) < 14:
            kinds.append("masthead")
        elif _is_byline(text, vocabulary) or _ENCLOSED.fullmatch(text):
            kinds.append("byline")
        elif text[-1] in "-–—" and dateline(f"{text} X", vocabulary):
            kinds.append("dateline")  # set on a line of its own
        elif credits.credited(text, vocabulary) and vocabulary.photo.search(text):
            kinds.append("caption")
        else:
            kinds.append(None)
    dated = {line.chunk for line, kind in zip(header, kinds, strict=True) if kind == "masthead"}
    signed = [i for i, kind in enumerate(kinds) if kind == "byline"]
    if None not in kinds and len(signed) > 1:
        kinds[signed[0]] = None  # two bylines and no headline: the first is one ("Von der Leyen in Kiew")
    open_lines = [i for i, kind in enumerate(kinds) if kind is None]
    title = max(open_lines, key=lambda i: (_headline(header[i], i == open_lines[0], dated), -i), default=None)
    for i, (line, kind) in enumerate(zip(header, kinds, strict=True)):
        here = stamped and i == 0
        if kind == "caption":
            yield from _credited(line, vocabulary, last=False) or [_whole(line, "caption")]
        elif kind is not None:
            yield _whole(line, kind, stamped=here)
        elif i == title:
            yield _whole(line, "title", stamped=here)
        elif title is not None and i < title:
            yield _whole(line, "masthead", stamped=here)
        elif size(line.text) <= 5 or (is_name(line.text) and size(line.text) <= 9):
            yield _whole(line, "byline")
        else:
            # What stands between title and text is a standfirst: it tells the story if it is long enough to.
            yield _whole(line, "subhead" if size(line.text) <= SUBHEAD_WORDS else "body")


def _headline(line: Line, first: bool, dated: set[int]) -> float:
    """How much a header line looks like the title; only compared within one report."""
    text = line.text
    score = min(size(text), 6) + (0 if is_name(text) else 4) + (1 if first else 0)
    return score - (4 if line.chunk in dated else 0) - (4 if _SEPARATOR.search(text) else 0)


def _is_byline(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a short line opens with a byline word and goes on with names.

    In scripts without capitals the word may stand anywhere: "서지훈 기자".
    """
    if size(text) > 14 or len(text) > PROSE_LETTERS:
        return False
    bare = text.lstrip("(（[【 ")
    found = vocabulary.byline.match(bare)
    if found:
        rest = bare[found.end() :]
        person = re.split(r"[,|•·]|\s[–—-]\s", rest)[0]
        if re.match(r"\s?[:：,]", rest) or not has_case(rest):
            return not ends_sentence(rest)
        # "From our diplomatic staff" is a byline, "Reporter shot" a headline.
        staff = is_small(rest) and " " in found.group() and size(rest) <= 4
        return not ends_sentence(rest) and (staff or is_name(person))
    return not has_case(text) and size(text) <= 9 and not ends_sentence(text) and bool(vocabulary.byline.search(text))


def _below(found: list[Line], i: int, last_prose: int, vocabulary: Vocabulary) -> list[Part]:
    """The parts of one line below the header; `last_prose` is where the running text ends."""
    line = found[i]
    text = line.text
    last = i == len(found) - 1
    if len(text) > LONG:
        return [_whole(line, "body")]
    if credits.is_notice(text, vocabulary):
        return [_whole(line, "credit")]
    if i >= len(found) - 3 and _INITIALS.fullmatch(text):
        return [_whole(line, "footer")]
    leading = credits.leading_credit(text)
    if leading:
        return [
            _part(line, 0, leading, "credit"),
            *([_part(line, leading, len(text), "caption")] if text[leading:].strip() else []),
        ]
    if not ends_sentence(text) and _is_byline(text, vocabulary):
        return [_whole(line, "byline")]
    stamp = _DATED_END.search(text) if last else None
    if stamp and _is_dated(stamp.group(), vocabulary):
        return [_part(line, 0, stamp.start(), "body"), _part(line, stamp.start(), len(text), "footer")]
    picture = _credited(line, vocabulary, last=last)
    if picture:
        return picture
    if _ENCLOSED.fullmatch(text) and not ends_sentence(text) and i >= len(found) - 3:
        return [_whole(line, "footer")]
    if ends_sentence(text, questions=False) and not _is_quoted(text):
        return [_whole(line, "body")]
    if i > last_prose:
        return [_footer(line, vocabulary)]
    if not has_case(text) and re.search(r"[.。।]\s?[^\W\d_]", text):
        return [_whole(line, "caption")]  # a sentence and a few words: a credit in words that are not known
    short = size(text) <= SUBHEAD_WORDS or (not has_case(text) and len(text) <= 3 * SUBHEAD_WORDS)
    if short and len(text) <= PROSE_LETTERS:
        return [_whole(line, "subhead")]
    return [_whole(line, "body")]


def _is_quoted(text: str) -> bool:
    """Whether the whole line is one short quotation, which is how some papers set their subheads."""
    return text[0] in '"“„«»「『‘' and size(text) <= 6 and not re.search(r"[.!?。][\"”“»«」』’]$", text)


def _footer(line: Line, vocabulary: Vocabulary) -> Part:
    """A last line without an end: an agency, an author, a date, or a sentence that lost its full stop."""
    text = line.text
    if re.match(r"[^\W\d_]{2,20}\s?[:：]", text) and size(text) <= 6:
        return _whole(line, "credit" if re.search(r"[:：/]\s?[^a-z]+$", text) and has_case(text) else "byline")
    if re.match(r"[^\W\d_]{2,15}(?: [^\W\d_]{2,15})?\s?[:：]\s?[^\W\d_]", text) and len(text) <= PROSE_LETTERS:
        return _whole(line, "footer")  # "Lire aussi : …", in a language whose words for it are not known
    if has_case(text) and is_name(text) and size(text) <= 5:
        return _whole(line, "credit" if size(text) == 1 else "byline")
    if size(text) <= 8 and _is_dated(text, vocabulary) and not re.search(r"[.!?]\s|。", text):
        return _whole(line, "footer")
    return _whole(line, "body" if size(text) > 3 or ends_sentence(text) else "subhead")


def _credited(line: Line, vocabulary: Vocabulary, *, last: bool) -> list[Part]:
    """Caption and credits of a line, or nothing."""
    found = credits.credited(line.text, vocabulary)
    if not found:
        return []
    spans: list[tuple[int, int, Kind]] = [(start, end, "credit") for start, end in found.credits]
    if found.caption:
        start, end = found.caption
        # "… seit 1987. (dpa)": a paragraph with its agency behind it, above all as the last one.
        paragraph = not found.sure and size(line.text[start:end]) > (10 if last else 25)
        spans.append((start, end, "body" if paragraph else "caption"))
    return [_part(line, start, end, kind) for start, end, kind in sorted(spans)]


def _without_dateline(part: Part, vocabulary: Vocabulary) -> list[Part]:
    found = dateline(part.text, vocabulary)
    if not found:
        return [part]
    line = Line(part.start, part.end, part.text, part.chunk)
    return [_part(line, 0, found.end, "dateline"), _part(line, found.end, len(part.text), "body")]
