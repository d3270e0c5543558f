"""Quotation marks: which of them opens a quotation, which one closes it, and which stands for nothing.

A mark is read by the pairs of its pack and by what stands beside it, as news is typed and converted carelessly: marks
are lost, set apart by spaces, mixed, or made of two single ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from secondsource.reading.lexicon import OPEN_ENDED

# A mark that nothing closes within this many code points is left open; nobody is quoted for pages on end.
LONGEST = 4000
# Nobody nests more; what is opened beyond it has lost its closing marks.
DEEPEST = 8
SINGLE = "'’‘‚‹›"
APOSTROPHES = "'’"
# Two single marks that stand for a double one.
DOUBLED = {"''": '"', "``": '"', "’’": "”", "‘‘": "“", "‚‚": "„", ",,": "„"}
STOPS = ".,;:!?…)]}"
BRACKETS = "([{<"
RUN = re.compile(f"[{OPEN_ENDED}]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A run between two marks: where the first begins and ends, and where the second does."""

    opened: int
    start: int
    end: int
    closed: int


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    start: int
    loose: tuple[int, int] | None = None
    """The first mark that closes it by its looks, though not by the pack: for want of a better one."""

    def closed(self, end: int, closed: int) -> Marked:
        return Marked(self.at, self.start, end, closed)


class QuoteMarks:
    """The quotation marks of one language."""

    def __init__(self, pairs: Sequence[str]) -> None:
        self.closers: dict[str, set[str]] = {}
        for pair in pairs:
            self.closers.setdefault(pair[0], set()).add(pair[1])
        self._closing = {pair[1] for pair in pairs}
        marks = {mark for pair in pairs for mark in pair}
        doubled = [re.escape(two) for two, one in DOUBLED.items() if one in marks and two != ",,"]
        doubled += [r"(?<!\w),,(?=\w)"] if "„" in marks else []
        single = [f"[{re.escape(''.join(sorted(marks)))}]"] if marks else []
        self._marks = re.compile("|".join([*doubled, *single]) or r"(?!)")

    def pairs(self, text: str, start: int, end: int) -> tuple[list[Marked], Marked | None]:
        """The outermost pairs in `text[start:end]`, and a mark behind them that nothing closes before `end`."""
        found: list[Marked] = []
        opened: list[_Open] = []
        for match in self._marks.finditer(text, start, end):
            mark = DOUBLED.get(match.group(), match.group())
            before = text[match.start() - 1] if match.start() > start else " "
            after = text[match.end()] if match.end() < end else " "
            if _in_word(mark, text[max(start, match.start() - 1) : match.start()], text[match.end() : end][:2]):
                continue
            if before == "\n" and any(o.mark == mark for o in opened):
                continue  # the next line of the same quotation
            level = self._level(opened, mark, match.start())
            if level is not None and not self._opens_inside(mark, before, after):
                found.append(opened[level].closed(match.start(), match.end()))
                del opened[level:]
            elif self._opens(mark, before, after):
                opened.append(_Open(mark, match.start(), match.end()))
                if len(opened) > DEEPEST:
                    found += _given_up(opened[:1])
                    del opened[0]
            elif mark not in SINGLE and (mark not in self.closers or _looks_closing(before, after)):
                wanting = next((o for o in reversed(opened) if o.mark not in SINGLE), None)
                if wanting and wanting.loose is None:
                    wanting.loose = match.span()
        found += _given_up(opened)
        left = next((o for o in opened if o.mark not in SINGLE and not any(m.closed > o.at for m in found)), None)
        return _outermost(found), left.closed(end, end) if left and end - left.at <= LONGEST else None

    def begins(self, text: str, start: int, end: int, mark: str) -> bool:
        """Whether `text[start:end]` begins with the mark, be it written with two single ones."""
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        match = self._marks.match(text, begin, end)
        return match is not None and DOUBLED.get(match.group(), match.group()) == DOUBLED.get(mark, mark)

    def _level(self, opened: Sequence[_Open], mark: str, at: int) -> int | None:
        """The innermost open mark that `mark` may close; a single one closes nothing around a double one."""
        for level in reversed(range(len(opened))):
            if mark in self.closers[opened[level].mark] and at - opened[level].at <= LONGEST:
                return level
            if mark in SINGLE and opened[level].mark not in SINGLE:
                break
        return None

    def _opens(self, mark: str, before: str, after: str) -> bool:
        if mark not in self.closers:
            return False
        if mark in APOSTROPHES:
            return not _letter(before) and not after.isspace()
        if mark in self.closers[mark]:
            tight = not after.isspace() and (after not in STOPS or before.isspace() or before in BRACKETS)
            return not _letter(before) and (tight or before.isspace())
        return mark not in self._closing or not _looks_closing(before, after)

    def _opens_inside(self, mark: str, before: str, after: str) -> bool:
        """Whether a mark that could close opens a quotation inside the one that is open."""
        outside = before.isspace() or before in BRACKETS or (before in self.closers and before not in self._closing)
        return mark in self.closers and outside and not after.isspace() and after not in STOPS


def _given_up(opened: Iterable[_Open]) -> list[Marked]:
    return [o.closed(*o.loose) for o in opened if o.loose and o.loose[0] - o.at <= LONGEST]


def _outermost(found: Iterable[Marked]) -> list[Marked]:
    kept: list[Marked] = []
    for marked in sorted(found, key=lambda m: m.opened):
        if not kept or marked.opened >= kept[-1].closed:
            kept.append(marked)
    return kept


def _in_word(mark: str, before: str, after: str) -> bool:
    """Whether a mark is an apostrophe, or stands before the last letter of a word, as in acronyms of Hebrew.

    Where a script has capitals, a space was lost: `"… in the town."A spokesman said`.
    """
    if not _letter(before) or not _letter(after[:1]):
        return False
    return mark in APOSTROPHES or (not after[1:].isalnum() and after[0].lower() == after[0].upper())


def _letter(character: str) -> bool:
    """Whether a character belongs to a word beside which marks stand apart: not in scripts without spaces."""
    return character.isalnum() and not RUN.match(character)


def _looks_closing(before: str, after: str) -> bool:
    return not before.isspace() and not after.isalnum()


@cache
def quote_marks(pairs: tuple[str, ...]) -> QuoteMarks:
    """The marks of a pack's pairs, built once."""
    return QuoteMarks(pairs)
