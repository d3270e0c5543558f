"""What makes reports and stories findable: their words, and under which names they speak of whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from sqlalchemy import Connection, delete, insert, select

from secondsource.agencies import agencies
from secondsource.archive.institutions import Institution, by_identity
from secondsource.archive.tables import flags, names, reports, texts
from secondsource.archive.words import tokens
from secondsource.model import Entity, Report, Story
from secondsource.names import latin, likeness, script_of, sounds
from secondsource.packs import languages

Row = tuple[str, str, str, str, str]
"""Story, kind, id, key and report of a name."""
FEWEST_LETTERS = 3
"""A name with fewer is found where it was read as one only."""
INFLECTED_FROM = 4
"""Of a word with more letters the last may change: Suomi, Suomen; Polsko, Polsku."""
# Two names in two scripts may be one from so many sounds on, where these are so like; shorter ones by their letters.
FEWEST_SOUNDS, LIKE_SOUNDS, LIKE_LETTERS = 3, 0.7, 0.6


def put_report(connection: Connection, number: int, report: Report) -> None:
    """Makes the words of the report of that number findable."""
    connection.execute(insert(texts).values(rowid=number, words=" ".join(tokens(report.text))))


def drop_report(connection: Connection, id: str) -> None:
    """Makes the words of a report that the archive still holds not findable any more."""
    number = connection.execute(select(reports.c.number).where(reports.c.id == id)).scalar_one()
    connection.execute(delete(texts).where(texts.c.rowid == number))


def put_story(
    connection: Connection, handle: str, story: Story, reports: Iterable[Report], meant: Sequence[Institution] = ()
) -> None:
    """Makes a story findable by whom its reports name and lean on, under all their names, and by what stands how.

    `meant` are the institutions that its reports mean by words which are no names.
    """
    connection.execute(delete(names).where(names.c.story == handle))
    words = {report.id: _Words(tokens(report.text)) for report in reports}
    rows: set[Row] = set()
    naming: dict[str, set[str]] = {}
    for entity in story.entities:
        called = (entity.name, *entity.aliases, *_in_all_languages((entity.name, *entity.aliases)))
        said = {m.report for m in entity.mentions}
        naming[entity.id] = said | {id for id, found in words.items() if id not in said and found.name(called)}
        rows |= _rows(handle, "entity", entity.id, called, naming[entity.id])
    for one, other in _perhaps_one(story.entities):
        for entity, twin in ((one, other), (other, one)):
            rows |= _rows(handle, "entity", entity.id, (entity.name, *entity.aliases), naming[twin.id])
    leaning: dict[str, set[str]] = {}
    for finding in story.findings:
        for claim in finding.claims:
            for origin in claim.chain:
                leaning.setdefault(origin, set()).add(claim.report)
    aliases = {e.id: (e.name, *e.aliases) for e in story.entities}
    for speaker in story.origins:
        called = (speaker.name, *speaker.aliases, *aliases.get(speaker.entity or "", ()))
        rows |= _rows(handle, "origin", speaker.id, called, leaning.get(speaker.id, set()))
        if speaker.entity in naming:
            # whoever speaks is named by what he is called as a speaker, too: *the captain*
            meaning = naming[speaker.entity] | leaning.get(speaker.id, set())
            rows |= _rows(handle, "entity", speaker.entity, called, meaning)
    for number, ones in enumerate(by_identity(meant).values(), start=1):
        rows |= _rows(handle, "body", f"b{number}", [one.words for one in ones], {one.report for one in ones})
    rows |= {(handle, "standing", f.id, f.standing, c.report) for f in story.findings for c in f.claims}
    if rows:
        columns = ("story", "kind", "id", "key", "report")
        connection.execute(insert(names), [dict(zip(columns, row, strict=True)) for row in sorted(rows)])
    connection.execute(delete(flags).where(flags.c.story == handle))
    fallen = sorted({(flag.rule, flag.finding) for flag in story.flags})
    if fallen:
        connection.execute(insert(flags), [{"story": handle, "rule": rule, "finding": id} for rule, id in fallen])


def _in_all_languages(called: Iterable[str]) -> set[str]:
    """How other languages write the state or the city that goes by one of these names."""
    return {other for name in called for other in known_places().get(key(name), ())}


@cache
def known_places() -> Mapping[str, frozenset[str]]:
    """States and larger cities (Unicode CLDR, through Babel): all their names by each of them, made comparable.

    A name that two of them have in different languages stands for neither.
    """
    from babel import Locale

    names_of: dict[str, set[str]] = {}
    for language in languages():
        locale = Locale.parse(language)
        for code, name in locale.territories.items():
            if len(code) == 2:
                names_of.setdefault(code, set()).add(name)
        for zone, told in locale.time_zones.items():
            if city := told.get("city"):
                names_of.setdefault(zone, set()).add(city)
        for zone in locale.time_zones:
            names_of.setdefault(str(zone), set()).add(str(zone).rpartition("/")[2].replace("_", " "))
    found: dict[str, set[str]] = {}
    for place, written in names_of.items():
        for name in written:
            found.setdefault(key(name), set()).add(place)
    return {name: frozenset(names_of[min(places)]) for name, places in found.items() if len(places) == 1}


class _Words:
    """The words of a report, to look names up in."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            self._places.setdefault(word, []).append(at)
        self._sorted = sorted(self._places)

    def name(self, called: Iterable[str]) -> bool:
        """Whether they hold one of these names, perhaps inflected; a mere description is no name."""
        for name in called:
            wanted = tokens(name)
            if not wanted or name[:1].islower() or len("".join(wanted)) < FEWEST_LETTERS:
                continue
            *begin, last = wanted
            last = last[:-1] if len(last) > INFLECTED_FROM else last
            if any(self._goes_on(at, begin, last) for at in self._begins(begin, last)):
                return True
        return False

    def _begins(self, begin: Sequence[str], last: str) -> Iterable[int]:
        if begin:
            return self._places.get(begin[0], ())
        at = bisect_left(self._sorted, last)
        return self._places[self._sorted[at]] if at < len(self._sorted) else ()  # the first that may begin with it

    def _goes_on(self, at: int, begin: Sequence[str], last: str) -> bool:
        end = at + len(begin)
        return end < len(self._words) and self._words[end].startswith(last) and list(self._words[at:end]) == begin


def _perhaps_one(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Pairs of entities of a story, of one kind and named by no report together, that sound alike across scripts.

    That is too little to call them one in a brief, and enough to show both to somebody who looks for one.
    """
    for n, one in enumerate(entities):
        for other in entities[n + 1 :]:
            together = {m.report for m in one.mentions} & {m.report for m in other.mentions}
            if one.kind == other.kind and not together and _sound_alike(one, other):
                yield one, other


def _sound_alike(one: Entity, other: Entity) -> bool:
    for a in (one.name, *one.aliases):
        for b in (other.name, *other.aliases):
            if script_of(a) == script_of(b):
                continue
            first, second = sorted((sounds(a), sounds(b)))
            if min(len(first), len(second)) >= FEWEST_SOUNDS:
                if SequenceMatcher(None, first, second, autojunk=False).ratio() >= LIKE_SOUNDS:
                    return True
            elif likeness(a, b) >= LIKE_LETTERS:
                return True
    return False


def key(name: str) -> str:
    """A name as it is looked for: in Latin letters, without spaces."""
    return latin(name).replace(" ", "")


def _rows(handle: str, kind: str, id: str, called: Iterable[str], reports: Iterable[str]) -> set[Row]:
    keys = {key(name) for name in called} | {key(name) for name in _known_names(called)}
    return {(handle, kind, id, k, report) for k in keys - {""} for report in reports}


def _known_names(called: Iterable[str]) -> Iterable[str]:
    """All names of a news agency that is known under one of these."""
    mine = {key(name) for name in called}
    for agency in agencies().values():
        if mine & {key(name) for name in agency.names}:
            yield from agency.names
