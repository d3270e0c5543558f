"""Who published a report, as its header, byline or dateline spells it.

A wrong outlet is worse than none, so a name counts only where outlets stand and persons, places and sections do
not, or where something vouches for it: the text names it again, or it holds a word such as "Courier".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from secondsource.intake import dates
from secondsource.intake.blocks import Part
from secondsource.intake.lines import has_case, is_lower, is_name, is_small, size, words
from secondsource.intake.vocabulary import Vocabulary

# Header lines are short; no pattern sees more of one than this.
MAX_LINE = 200

_BETWEEN = re.compile(r"\s?(?P<mark>[|•·/])\s?|\s(?P<dash>[–—-])\s|(?P<comma>[,،、])\s?")
_TIME = re.compile(r"\d{1,2}\s?[:.h時시點点]\s?\d{2}")
_QUOTED = re.compile(r"[«“„\"「『](?P<name>[^«»“”„\"「」『』]{2,60})[»”“\"」』]")
_IN_BRACKETS = re.compile(r"[(（](?P<inside>[^()（）]{2,60})[)）]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a header line between its separators."""

    text: str
    before: str
    """The mark before it, empty for the first; a date is a "|"."""
    at: int
    """Where its line stands in the report's text."""


@dataclass(frozen=True)
class Header:
    """What the lines around a report say of who made it."""

    parts: Sequence[Part]
    body: str
    """The running text and its credits, where an outlet names itself again."""
    agencies: Sequence[str]
    """Those of the dateline."""
    vocabulary: Vocabulary

    @cached_property
    def outlet(self) -> str | None:
        """The outlet as spelled, or None where it cannot be told; the best evidence comes first."""
        for evidence in (self._mastheads, self._bylines, self._beside_dates):
            for name in evidence():
                return name
        return self.agencies[-1] if self.agencies else None

    @property
    def partners(self) -> list[tuple[int, str]]:
        """Agencies named beside the outlet or the author ("Outlet / Agency", "avec Agency"), and where."""
        found = []
        for part in self.parts:
            if part.kind not in ("masthead", "byline"):
                continue
            text = part.text[:MAX_LINE]
            segments = self._segments(part)
            author = segments[0].text if segments else ""
            if part.kind == "byline" and author.isupper() and author.isalpha() and len(author) <= 5:
                found.append((part.start, author))  # "Av NTB"
            pieces = [match["inside"] for match in _IN_BRACKETS.finditer(text)]
            for segment in segments[1:]:
                beside = part.kind == "masthead" and segment.before == "/"
                again = segment.before == "," and self._recurs(segment.text)
                if segment.text != self.outlet and self._can_be(segment.text) and (beside or again):
                    found.append((part.start, segment.text))
                else:
                    pieces.append(segment.text)
            found += [(part.start, name) for name in map(self._behind_small_word, pieces) if name]
        return found

    def _mastheads(self) -> Iterator[str]:
        """Lines above the title and those with a date: "Outlet | date", or the outlet on a line of its own."""
        title = next((i for i, part in enumerate(self.parts) if part.kind == "title"), len(self.parts))
        dated = {part.chunk for part in self.parts if part.kind == "masthead" and self._date(part)}
        for i, part in enumerate(self.parts):
            if part.kind != "masthead":
                continue
            segments = [segment for segment in self._segments(part) if self._can_be(segment.text)]
            if not segments:
                continue
            name, date = segments[0].text, self._date(part)
            signed = i > 0 and self.parts[i - 1].kind == "byline" and self.parts[i - 1].chunk == part.chunk
            if date and self._is_set_apart(part, date):
                # Behind the title, a name beside a date may as well be the author's.
                sure = i < title or signed or self._vouched(name)
            elif date:
                sure = self._recurs(name) and not self._is_located(name)
            else:
                sure = part.stamped or part.chunk in dated or self._vouched(name)
            if sure:
                yield name

    def _bylines(self) -> Iterator[str]:
        """ "By X, Outlet"."""
        for part in self.parts:
            if part.kind != "byline":
                continue
            text = _IN_BRACKETS.sub("", part.text[:MAX_LINE])
            word = self.vocabulary.byline.search(text)
            if word and not has_case(text):  # "Outlet记者 X"
                before = text[: word.start()].strip(" ・=＝")
                if self._can_be(before) and self._recurs(before):
                    yield before
                continue
            opened = bool(word and word.start() == 0)
            segments = self._segments(part)
            for quoted in _QUOTED.finditer(text):
                if segments and quoted["name"] not in segments[0].text:
                    yield quoted["name"]
            if opened:
                # "De notre correspondante, X": where the first piece is no name, the second is the person.
                behind = segments[1:] if segments and is_name(segments[0].text) else segments[2:]
                sure = [s.text for s in behind if s.before == "|" or self._is_more_than_a_person(s.text)]
            else:
                sure = [s.text for s in segments if len(segments) > 1 and self._vouched(s.text)]
            yield from filter(self._can_be, sure)

    def _beside_dates(self) -> Iterator[str]:
        """ "Outlet, date" and, in scripts without capitals, "Outlet date"; a single word there is rather a place."""
        for part in self.parts:
            date = self._date(part) if part.kind == "masthead" else None
            if not date:
                continue
            for segment in self._segments(part)[:1]:
                cased = has_case(segment.text)
                apart = date.start > 0 and re.search(r"[,،]\s*$", self._without_day(part.text[: date.start]))
                long = len(words(segment.text)) > 1 or "-" in segment.text
                if self._can_be(segment.text) and ((apart and long) or (not cased and size(segment.text) > 1)):
                    yield segment.text

    def _segments(self, part: Part) -> list[Segment]:
        """The pieces of a header line, without byline word, brackets, date, weekday, time and publishing words."""
        text = part.text[:MAX_LINE]
        for found in reversed(dates.find(text, self.vocabulary)):
            text = text[: found.start] + " | " + text[found.end :] if found.year else text
        text = _IN_BRACKETS.sub("", text)
        word = self.vocabulary.byline.match(text)
        if word and part.kind == "byline":
            text = text[word.end() :]
        result: list[Segment] = []
        at, mark = 0, ""
        for match in [*_BETWEEN.finditer(text), None]:
            piece = text[at : match.start() if match else len(text)]
            piece = _TIME.sub(" ", self.vocabulary.published.sub(" ", piece))
            bare = self._without_day(piece).strip(" \t.:;|–—-")
            quoted = _QUOTED.fullmatch(bare)
            # A small word that opens the line is what its byline or publishing word left over.
            if bare and (result or not is_small(bare)):
                result.append(Segment(quoted["name"] if quoted else bare, mark, part.start))
            if match:
                at, mark = match.end(), match["mark"] or match["dash"] or match["comma"]
        return result

    def _without_day(self, text: str) -> str:
        """`text` without a weekday, and the small words behind it ("lørdag den"), at its end."""
        days = list(self.vocabulary.weekday.finditer(text))
        if days and (not text[days[-1].end() :].strip(" .,") or is_small(text[days[-1].end() :])):
            return text[: days[-1].start()].rstrip()
        return text

    def _date(self, part: Part) -> dates.Found | None:
        return next((found for found in dates.find(part.text[:MAX_LINE], self.vocabulary) if found.year), None)

    def _is_set_apart(self, part: Part, date: dates.Found) -> bool:
        """Whether a separator, more than a comma, stands between the date and the rest."""
        before = self._without_day(part.text[: date.start].rstrip()).rstrip()
        if before:
            return before[-1] in "|•·–—-/"
        return bool(re.search(r"\s[–—-]\s|[|•·/]", part.text[date.end :]))

    def _can_be(self, name: str) -> bool:
        """Whether a piece may be an outlet at all."""
        if not re.search(r"[^\W\d_]", name) or is_small(name) or not 0 < size(name) <= 7 or _TIME.search(name):
            return False
        if name.casefold() in self.vocabulary.places or self.vocabulary.byline.match(name):
            return False
        return not is_lower(name[0]) or "." in name

    def _vouched(self, name: str) -> bool:
        """Whether the text names it again, or one of its words says that it is an organisation."""
        return self._recurs(name) or bool(self.vocabulary.organisation.search(name))

    def _is_more_than_a_person(self, name: str) -> bool:
        """Whether a name behind an author's is not that of a second author, nor of a town."""
        found = words(name)
        article = len(found) > 1 and found[0].casefold() in self.vocabulary.function
        if article or len(found) > 2 or self._vouched(name):
            return True
        return any(len(word) > 4 and re.search(rf"(?<!\w){re.escape(word)}", self.body) for word in found)

    def _recurs(self, name: str) -> bool:
        """Whether the text names it again, in whatever case ending."""
        if not has_case(name):
            return len(name) > 1 and name in self.body
        stems = [re.escape(word[: -2 if len(word) > 6 else -1 if len(word) > 4 else None]) for word in words(name)]
        return bool(stems) and bool(re.search(r"(?<!\w)" + r"\w{0,4}\W{1,3}".join(stems), self.body))

    def _is_located(self, name: str) -> bool:
        """Whether the text puts something *in* it, which says that it is a place."""
        before = re.findall(rf"(?<!\w)([^\W\d_]+) {re.escape(name)}(?!\w)", self.body)
        return any(word.casefold() in self.vocabulary.locative for word in before)

    def _behind_small_word(self, text: str) -> str | None:
        """The name behind "with", "avec", "med"; None behind "in", which comes before a place."""
        match = re.match(r"(?P<small>[^\W\d_]{1,6})\s+(?P<name>\S.*)$", text.strip())
        if not match or not match["small"].islower() or match["small"].casefold() in self.vocabulary.locative:
            return None
        known = bool(self.vocabulary.locative)
        return match["name"] if is_name(match["name"]) and (known or self._recurs(match["name"])) else None
