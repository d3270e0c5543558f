"""Sentences: the runs of a report's text that end in a full stop or its like, with quotations kept whole.

A sentence never ends inside a quotation, and a quotation stays with the clause that attributes it: `"Why?" she asked`
is one sentence, `"Stop." He left.` is two. The rules, in order, for a mark that could end a sentence:

1. inside a quotation it ends nothing, unless the quotation ends right there and a new sentence begins after it;
2. a full stop ends nothing after an abbreviation or an initial, inside a number or an address, or where the next word
   is written small;
3. a full stop after a day's number ends nothing before a month or a word written small.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from secondsource.model import Block, Sentence
from secondsource.packs import Pack
from secondsource.reading.cldr import date_writing
from secondsource.reading.quote_marks import quote_marks
from secondsource.words import MARKS

CARRYING = ("title", "body", "caption", "subhead")

# These end a sentence wherever they stand; the others only before white space or a closing mark.
ALWAYS = "。！？｡।॥"
TERMINATORS = ".!?…؟۔։‼⁇⁈⁉⸮" + ALWAYS
CLOSING = "\"'”’“»«›‹」』）)]}〉》】"

# A quotation longer than this has lost its closing mark: sentences then end inside it, too.
LONGEST_QUOTATION = 1500
# A line that stops so early was ended on purpose, not by the width of a column.
SHORT_LINE = 50

# Letters within which a verb of saying still goes with the quotation before it, in scripts without capitals.
SAYS_WITHIN = 14

STOP = re.compile(rf"[{re.escape(TERMINATORS)}]+|\n")
LAST_WORD = re.compile(rf"[^\W\d_][\w{MARKS}.’'-]*$")
NEXT_WORD = re.compile(rf"\s*(?:[-–—]\s+)?[\"'“”„«»‘’‹›(\[「『¿¡]*\s?(?P<word>\w[\w{MARKS}’'-]*)?")


def split(text: str, blocks: Sequence[Block], pack: Pack) -> tuple[Sentence, ...]:
    """The sentences of title, body, caption and subhead blocks, in order; `paragraph` is the number of the block."""
    splitter = _Splitter(text, pack)
    return tuple(
        Sentence(start, end, text[start:end], block.role, number)
        for number, block in enumerate(blocks)
        if block.role in CARRYING
        for start, end in splitter.spans(block.start, block.end)
    )


class _Splitter:
    def __init__(self, text: str, pack: Pack) -> None:
        self.text = text
        self._abbreviations = {a.casefold().rstrip(".") for a in pack.sentences.abbreviations}
        self._says = pack.any_of(*pack.attribution.say)
        self._cased = pack.writing.capitals != "none"
        writing = date_writing(pack.language)
        names = [*writing.months, *writing.short_months]
        extra = [form for forms in pack.time.months.values() for form in forms]
        # The words that a number with a full stop may belong to as an ordinal: months in any form, short words of time.
        self._months = tuple(sorted({n.casefold().rstrip(".*") for n in [*(n for n, _ in names), *extra]}))
        self._ordinals = "." in pack.time.day_suffixes or "." in writing.after_day
        self._quotes = quote_marks(pack.quotes.pairs)

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of one block, stripped."""
        begin = start
        pairs, _ = self._quotes.pairs(self.text, start, end)
        quotations = [(m.opened, m.closed) for m in pairs if m.closed - m.opened <= LONGEST_QUOTATION]
        opened = [quotation[0] for quotation in quotations]
        for match in STOP.finditer(self.text, start, end):
            if match.start() < begin:
                continue
            at = bisect_right(opened, match.start()) - 1
            inside = at >= 0 and match.start() < quotations[at][1]
            stop = self._stop(match, quotations[at][1] if inside else None, begin, end)
            if stop is not None and stop > begin:
                yield from self._stripped(begin, stop)
                begin = stop
        yield from self._stripped(begin, end)

    def _stripped(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        body = self.text[start:end]
        start, end = end - len(body.lstrip()), start + len(body.rstrip())
        if start < end:
            yield start, end

    def _stop(self, match: re.Match[str], closed: int | None, begin: int, end: int) -> int | None:
        """Where the sentence ends that `match` may end, or None; `closed` is the end of the quotation around it."""
        mark = match.group()
        if closed is not None:
            # only the last mark of a quotation can end the sentence that holds it
            if mark == "\n" or self.text[match.end() : closed].strip(CLOSING + " \u00a0\u202f\n"):
                return None
            return closed if self._begins(closed, end, quoted=True) else None
        if mark == "\n":
            line = self.text.rfind("\n", begin, match.start()) + 1
            short = match.start() - max(line, begin) < SHORT_LINE
            return match.start() if short and self._begins(match.start(), end, quoted=False) else None
        stop = match.end()
        while stop < end and self.text[stop] in CLOSING and not self._opens(stop, end):
            stop += 1
        tight = stop < end and not self.text[stop].isspace() and mark[-1] not in ALWAYS
        if tight and (mark != "." or stop > match.end() or not self._lost_space(match.start(), stop)):
            # a number, an address or an abbreviation, unless a quotation ends here with its sentence
            spoken = mark[-1] in "!?" and stop > match.end()
            return stop if spoken and self._begins(stop, end, quoted=True) else None
        if mark == "." and self._holds(match.start(), begin, end):
            return None
        quoted = mark[-1] in "!?…" or mark.startswith("..")
        return stop if self._begins(stop, end, quoted=quoted) or mark[-1] in ALWAYS else None

    def _opens(self, at: int, end: int) -> bool:
        """Whether the mark at `at` opens a quotation rather than closing one: a letter follows it at once."""
        return at + 1 < end and self.text[at] in self._quotes.closers and self.text[at + 1].isalnum()

    def _lost_space(self, dot: int, after: int) -> bool:
        # not after a closing mark: `”.The official added` still tells who spoke
        before = self.text[max(0, dot - 3) : dot]
        small = len(before) == 3 and before.isalpha() and before.islower()
        return small and self.text[after : after + 1].isupper() and self.text[after + 1 : after + 2].islower()

    def _holds(self, dot: int, begin: int, end: int) -> bool:
        """Whether a single full stop belongs to an abbreviation, an initial or a day's number."""
        window = self.text[max(begin, dot - 24) : dot]
        following = NEXT_WORD.match(self.text, dot + 1, end)
        word = (following["word"] or "") if following else ""
        if window[-1:].isdigit():
            digits = re.search(r"(?<![\w.,:/-])\d{1,2}$", window)
            if digits is None or not word:
                return False
            month = any(word.casefold().startswith(m) for m in self._months)
            return month or (self._ordinals and (word[0].isdigit() or word[0].islower()))
        last = LAST_WORD.search(window)
        if last is None:
            return False
        name = last.group()
        if name.casefold() in self._abbreviations or name.rpartition(".")[2].casefold() in self._abbreviations:
            return bool(word) or dot + 1 < end
        if self.text[dot + 1 : dot + 3].strip()[:1] in self._quotes.closers:
            return False  # „X. „Ja.“: a quotation begins, no surname
        initial = len(name) == 1 or (len(name) > 2 and re.fullmatch(r"(?:\w\.)+\w", name) is not None)
        return initial and name[0].isupper() and bool(word)

    def _begins(self, at: int, end: int, *, quoted: bool) -> bool:
        """Whether a sentence begins at `at`: not with a word written small, nor, after a quotation, with a comma."""
        following = NEXT_WORD.match(self.text, at, end)
        word = following["word"] if following else None
        if word is None:
            rest = self.text[at : at + 3].strip()
            return not (quoted and rest[:1] in {",", ";", ":", ")", "،", "、", "，"})
        if not self._cased or not (word[0].isupper() or word[0].islower()):
            # no capital tells where a sentence begins: a verb of saying right behind a quotation belongs to it
            return not quoted or self._says.search(self.text, at, min(end, at + SAYS_WITHIN)) is None
        if quoted:
            gap = self.text[at : following.start("word")] if following else ""
            if re.match(r"\s*[-–—,]", gap):
                return re.match(r"\s*\n", gap) is not None
        return not word[0].islower()
