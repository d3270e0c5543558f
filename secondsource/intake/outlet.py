"""Who published a report, as its header, byline or dateline spells it.

A wrong outlet is worse than none, so a name counts only where outlets stand and persons, places and sections do
not, or where something else vouches for it: the text naming it again, a word such as "Courier", quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondsource.intake import dates
from secondsource.intake.blocks import Part
from secondsource.intake.lines import has_case, is_name, is_small, size, words
from secondsource.intake.vocabulary import Vocabulary

_BETWEEN = re.compile(r"\s?(?P<mark>[|•·/])\s?|\s(?P<dash>[–—-])\s|(?P<comma>[,،、])\s?")
_TIME = re.compile(r"\d{1,2}\s?[:.h時시點点]\s?\d{2}")
_QUOTED = re.compile(r"[«“„\"「『](?P<name>[^«»“”„\"「」『』]{2,60})[»”“\"」』]")
_IN_BRACKETS = re.compile(r"[(（](?P<inside>[^()（）]{2,60})[)）]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a header line between its separators."""

    text: str
    before: str
    """The mark before it, empty for the first."""
    at: int
    """Where it stands in the report's text, about."""


@dataclass(frozen=True)
class Header:
    """What the lines around a report say of who made it."""

    parts: Sequence[Part]
    body: str
    """The running text, where an outlet names itself again."""
    agencies: tuple[str, ...]
    """Those of the dateline."""
    pictured: Sequence[str]
    """Whom the pictures are credited to."""
    vocabulary: Vocabulary

    @property
    def outlet(self) -> str | None:
        """The outlet as spelled, or None where it cannot be told."""
        for finder in (self._mastheads, self._bylines, self._weak_mastheads, self._pictures):
            for name in finder():
                return name
        return self.agencies[-1] if self.agencies else None

    @property
    def partners(self) -> list[tuple[int, str]]:
        """Agencies named beside the outlet or the author ("Outlet / Agency", "avec Agency"), and where."""
        found = []
        for part in self.parts:
            if part.kind not in ("masthead", "byline"):
                continue
            for match in _IN_BRACKETS.finditer(part.text):
                if name := self._behind_small_word(match["inside"]):
                    found.append((part.start + match.start(), name))
            for segment in self._segments(_IN_BRACKETS.sub("", part.text), part.start)[1:]:
                if segment.text == self.outlet:
                    continue
                if name := self._behind_small_word(segment.text):
                    found.append((segment.at, name))
                elif (part.kind == "masthead" and segment.before == "/" and self._can_be(segment.text)) or (
                    segment.before == "," and self._can_be(segment.text) and self._recurs(segment.text)
                ):
                    found.append((segment.at, segment.text))
        return found

    def _mastheads(self) -> Iterator[str]:
        """Lines above the title, and those with a date: "Outlet | date", or the outlet on a line of its own."""
        title = next((i for i, part in enumerate(self.parts) if part.kind == "title"), -1)
        dated = {part.chunk for part in self.parts if part.kind == "masthead" and self._date(part)}
        for i, part in enumerate(self.parts):
            if part.kind != "masthead":
                continue
            above = i < title or title < 0
            segments = [s for s in self._segments(part.text, part.start) if self._can_be(s.text)]
            if not segments:
                continue
            name, date = segments[0].text, self._date(part)
            if date:
                before = part.text[: date.start].rstrip()
                weak = re.search(r"[,،]$", self._without_day(before)) or not self._is_set_apart(part.text, date)
                placed = above or self._says_outlet(name) or self._after_byline(i)
                if self._recurs(name) or (placed and not weak):
                    yield name
            elif part.stamped or part.chunk in dated or self._vouched(name):
                yield name

    def _weak_mastheads(self) -> Iterator[str]:
        """ "Outlet, date" and "Outlet date", which may as well be a place."""
        for part in self.parts:
            if part.kind == "masthead" and self._date(part):
                for segment in self._segments(part.text, part.start)[:1]:
                    long = len(words(segment.text)) > 1 or "-" in segment.text or not has_case(segment.text)
                    # Words beside a date that nothing sets apart ("Publié le 15 mai") are rarely its outlet.
                    apart = (
                        "," in part.text or "،" in part.text or (not has_case(segment.text) and size(segment.text) > 1)
                    )
                    if self._can_be(segment.text) and long and apart:
                        yield segment.text

    def _bylines(self) -> Iterator[str]:
        """ "By X, Outlet"."""
        for part in self.parts:
            if part.kind != "byline":
                continue
            text = _IN_BRACKETS.sub("", part.text)
            word = self.vocabulary.byline.search(text)
            if word and not has_case(text):
                before = text[: word.start()].strip(" ・=＝")
                if before and self._can_be(before) and self._recurs(before):
                    yield before
                continue
            opened = bool(word and word.start() == 0)
            segments = self._segments(text[word.end() :] if word and opened else text, part.start)
            for quoted in _QUOTED.finditer(text):
                if segments and quoted["name"] not in segments[0].text:
                    yield quoted["name"]
            # "De notre correspondante, X": the first piece is no name, so the second is the person.
            persons = 1 if opened and segments and is_name(segments[0].text) else 2 if opened else 0
            candidates = [s for s in segments[persons:] if self._can_be(s.text)]
            for segment in candidates:
                if (
                    (opened and segment.before == "|")
                    or (opened and self._is_more_than_a_person(segment.text))
                    or (
                        not opened
                        and len(segments) > 1
                        and (self._recurs(segment.text) or self._says_outlet(segment.text))
                    )
                ):
                    yield segment.text

    def _pictures(self) -> Iterator[str]:
        """An outlet that took its own picture and that its own text names: "seen by The Courier", "Photo: Courier"."""
        for name in self.pictured:
            if self._says_outlet(name) and (
                match := re.search(rf"(?<!\w)(?:[^\W\d_]{{2,3}} )?{re.escape(name)}(?!\w)", self.body)
            ):
                yield match.group() if match.group()[0].isupper() else name

    def _segments(self, text: str, at: int) -> list[Segment]:
        """The pieces of a header line, without its date, weekday, time and publishing words."""
        for found in reversed(dates.find(text[:200], self.vocabulary)):
            text = text[: found.start] + " | " + text[found.end :] if found.year else text
        result, position, mark = [], 0, ""
        for match in [*_BETWEEN.finditer(text), None]:
            piece = text[position : match.start() if match else len(text)]
            piece = _TIME.sub(" ", self.vocabulary.published.sub(" ", piece))
            bare = self._without_day(piece).strip(" \t.:;|–—-")
            if bare and not (is_small(bare) and not result):
                result.append(Segment(_unquoted(bare), mark, at + position))
            if match:
                position, mark = match.end(), match["mark"] or match["dash"] or match["comma"]
        return result

    def _without_day(self, text: str) -> str:
        """`text` without a weekday, and the little words about it, at its end or as the whole of it."""
        days = list(self.vocabulary.weekday.finditer(text[-60:]))
        if (days and not text[-60:][days[-1].end() :].strip(" .,")) or is_small(text[-60:][days[-1].end() :]):
            return text[: max(0, len(text) - 60) + days[-1].start()].rstrip()
        return text

    def _date(self, part: Part) -> dates.Found | None:
        return next((found for found in dates.find(part.text[:200], self.vocabulary) if found.year), None)

    def _is_set_apart(self, text: str, date: dates.Found) -> bool:
        """Whether a separator stands between the date and the rest."""
        before = self._without_day(text[: date.start].rstrip()).rstrip()
        after = text[date.end :].lstrip()
        if before:
            return before[-1] in "|•·–—-/"
        return bool(after) and bool(re.search(r"[|•·–—/]", after))

    def _after_byline(self, i: int) -> bool:
        return i > 0 and self.parts[i - 1].kind == "byline" and self.parts[i - 1].chunk == self.parts[i].chunk

    def _can_be(self, name: str) -> bool:
        """Whether a piece may be an outlet at all."""
        if not re.search(r"[^\W\d_]", name) or is_small(name) or not 0 < size(name) <= 7 or _TIME.search(name):
            return False
        if name.casefold() in self.vocabulary.places or self.vocabulary.byline.match(name):
            return False
        return not has_case(name) or not name[0].islower() or "." in name

    def _vouched(self, name: str) -> bool:
        return self._recurs(name) or self._says_outlet(name)

    def _says_outlet(self, name: str) -> bool:
        """Whether one of its words says that it is an organisation ("Courier", "Post"), or quotation marks do."""
        return bool(self.vocabulary.organisation.search(name))

    def _is_more_than_a_person(self, name: str) -> bool:
        """Whether a name behind an author's is not that of a second author, nor of a town."""
        found = words(name)
        article = len(found) > 1 and len(found[0]) <= 3 and "." not in name
        if self._vouched(name) or article or len(found) > 2:
            return True
        return any(len(word) > 4 and word[0].isupper() and re.search(rf"(?<!\w){word}", self.body) for word in found)

    def _recurs(self, name: str) -> bool:
        """Whether the text names it again, in whatever case ending."""
        if not has_case(name):
            return name in self.body
        stems = [re.escape(word[: -2 if len(word) > 6 else -1 if len(word) > 4 else None]) for word in words(name)]
        return bool(stems) and bool(re.search(r"(?<!\w)" + r"\w{0,4}\W{1,3}".join(stems), self.body))

    def _behind_small_word(self, text: str) -> str | None:
        """The name behind "with", "avec", "med"; None behind "in", which comes before a place."""
        match = re.match(r"(?P<small>[^\W\d_]{1,6})\s+(?P<name>\S.*)$", text.strip())
        if not match or not match["small"].islower() or match["small"].casefold() in self.vocabulary.locative:
            return None
        known = bool(self.vocabulary.locative)
        return match["name"] if is_name(match["name"]) and (known or self._recurs(match["name"])) else None


def _unquoted(text: str) -> str:
    match = _QUOTED.fullmatch(text)
    return match["name"] if match else text
