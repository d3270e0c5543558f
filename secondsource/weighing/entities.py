"""Who and what: the things that the reports of a story name, each one entity over all spellings, scripts and languages.

Names are the same where they mean one state, where they are equal once case, hyphens and alphabet are taken away,
where one is the other's short form, and where they differ by a few letters and agree in kind. Across scripts Chinese
characters are read as other languages read them, and organisations told by what is left of their names without the
noun that says what they are. Two things that one report holds apart are never joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import product

from secondsource import packs
from secondsource.model import Entity, EntityKind, Mention, Name, Reading, WhoIsWho
from secondsource.names import latin, likeness, script_of, sounds, spelt_by_ear
from secondsource.packs import Pack, han, per_pack
from secondsource.weighing.identities import decided

# Spellings of one name ("Falcon Royale", "Falkon Royal") reach 0.8; two people of one family stay under it.
# Single words must be more alike than names of several words. Set on the cases.
SPELLING = 0.80
SHORT_SPELLING = 0.88
SHORTEST_COMPARED = 5
# Names in two scripts are compared by their consonants: so many at least, and so like at least.
FEWEST_SOUNDS, LIKE_SOUNDS = 3, 0.85
BY_SOUND = 0.7
"""How sure that is, beside a likeness of letters."""
BY_CORE = 0.75
"""And two names in two scripts that are alike but for the noun that says what they are."""
SHORTENED = 0.74
"""And that one is a short form of the other. Names that are alike as wholes go first: where a report has both "Aurus"
and "Anrus Senat", another's "Aurus Senat" is the latter."""
READ = 0.95
"""How like a name must be to that of another script once its Chinese characters are read: many sound nearly alike."""
KOREAN_AND_CHINESE = {"HANGUL", "CJK"}
"""Scripts that are compared by how Korean reads Chinese characters, not by how they sound in Chinese."""

ThingKey = tuple[str, int]
"""Report id and number of a thing in it; described institutions have negative numbers."""


Office = tuple[str, str | None]
"""The role of an institution, and the ISO 3166 code of its state where that is said."""
NARROW = "."
"""What parts a role from what it oversees: `ministry.environment`. A story seldom has two of these in one state."""
ONE_OF_ITS_KIND = frozenset({"coastguard", "parliament", "military", "police", "rescue"})


@dataclass(frozen=True)
class Entities:
    """The entities of a story, and which of them each report's things are."""

    all: tuple[Entity, ...]
    of: Mapping[ThingKey, str]
    """Thing to entity id."""

    def at(self, report: str, thing: int | None) -> str | None:
        """The id of the entity that a report's thing is, where it is one."""
        return None if thing is None else self.of.get((report, thing))

    @cached_property
    def by_id(self) -> Mapping[str, Entity]:
        return {e.id: e for e in self.all}

    def kind(self, entity: str) -> EntityKind:
        """The kind of the entity of that id."""
        return self.by_id[entity].kind


@dataclass(frozen=True, slots=True)
class _Written:
    """How a report writes a thing: all that comparing it with another report's looks at."""

    bases: frozenset[str]
    forms: frozenset[str]
    cores: frozenset[str]
    """Of an organisation: the bases without the noun that says what it is ("Seoon" of "Seoon Pharm")."""
    kind: EntityKind
    code: str | None


@dataclass(frozen=True, slots=True)
class _Thing:
    key: ThingKey
    names: tuple[Name, ...]
    written: _Written


def gather(readings: Sequence[Reading], who: WhoIsWho = WhoIsWho()) -> Entities:  # noqa: B008  (frozen)
    """The entities of a story's readings, most mentioned first; `who` says what somebody has decided by hand."""
    things = [t for r in sorted(readings, key=lambda r: r.report.id) for t in _things(r)]
    groups = _Groups(things)
    alike = []
    for likely, j, i in _pairs(things):
        if likely >= 1:
            groups.join(j, i)
        else:
            alike.append((likely, j, i))
    # What is merely alike is joined after what is equal, most alike first, so that near names do not chain.
    for _, j, i in sorted(alike, key=lambda p: (-p[0], p[1], p[2])):
        groups.join(j, i)
    merged: list[tuple[list[_Thing], list[tuple[ThingKey, Mention]]]] = []
    home = {}
    for members in decided(groups.members(), who, lambda i: things[i].written.forms):
        merged.append(([things[i] for i in members], []))
        home.update({things[i].key: merged[-1][1] for i in members})
    for key, mentions in _described(readings).items():
        if key in home:
            home[key].extend((key, m) for m in mentions)
    return _numbered(merged, _institutions(readings))


def _things(reading: Reading) -> list[_Thing]:
    by_thing: dict[int, list[Name]] = defaultdict(list)
    for name in reading.names:
        by_thing[name.thing].append(name)
    pack = packs.load(reading.report.pack)
    things = []
    for number, names in sorted(by_thing.items()):
        forms = frozenset(filter(None, (latin(n.base) for n in names)))
        code = next((n.code for n in names if n.code), None)
        bases = frozenset(n.base for n in names)
        kind = names[0].kind
        cores = frozenset(_core(base, pack) for base in bases) if kind == "organisation" else frozenset[str]()
        written = _Written(bases, forms, cores, kind, code)
        things.append(_Thing((reading.report.id, number), tuple(names), written))
    return things


def _core(name: str, pack: Pack) -> str:
    """A name without the noun at its end, or else at its beginning, that says what kind of organisation it is."""
    folded = name.casefold()
    for last, first in _nouns(pack):
        if folded.endswith(last):
            return name[: -len(last)] or name
        if folded.startswith(first):
            return name[len(first) :] or name
    return name


@per_pack
def _nouns(pack: Pack) -> list[tuple[str, str]]:
    """Nouns for organisations, the longest first, as they end a name and as they begin one."""
    found = []
    for noun in sorted(pack.names.organisation, key=lambda n: (-len(n), n)):
        bare = noun.strip("*").casefold()
        apart = "" if noun.startswith("*") or not pack.writing.spaces else " "
        found.append((apart + bare, bare + apart))
    return found


def _pairs(things: Sequence[_Thing]) -> Iterator[tuple[float, int, int]]:
    """Pairs of things of two reports that may be one, in order: how sure that is, and both their numbers.

    A story names the same few things over and over: what is written the same is compared once.
    """
    places: dict[_Written, list[int]] = {}
    near: dict[_Written, list[tuple[float, _Written]]] = {}
    for i, thing in enumerate(things):
        mine = thing.written
        if mine not in near:
            near[mine] = [(likely, other) for other in (*places, mine) if (likely := _same(mine, other)) > 0]
            for likely, other in near[mine]:
                if other != mine:
                    near[other].append((likely, mine))
        found = [(j, likely) for likely, other in near[mine] for j in places.get(other, ())]
        yield from ((likely, j, i) for j, likely in sorted(found) if things[j].key[0] != thing.key[0])
        places.setdefault(mine, []).append(i)


def _same(a: _Written, b: _Written) -> float:
    """How sure it is that two things are one: 1 sure, 0 not, between: how alike they are spelled."""
    if a.code or b.code:
        return float(a.code == b.code and (a.code is not None))
    if {a.kind, b.kind} == {"person", "place"} or {a.kind, b.kind} == {"person", "product"}:
        # a name of several words is seldom that of a person and of a place: one of the reports was misread
        return float(any(" " in form for form in a.forms & b.forms))
    best = 0.0
    for one in a.forms:
        for two in b.forms:
            best = max(best, _same_form(one, two, person="person" in (a.kind, b.kind)))
    if not best:
        best = _same_across(a, b)
    if not best and a.kind == b.kind:
        best = max((_same_sound(one, two) for one in a.bases for two in b.bases), default=0.0)
    return best


def _same_across(a: _Written, b: _Written) -> float:
    """How sure it is that two things are one by names in two scripts: as Chinese characters are read elsewhere, and,
    of organisations, by what is left without the noun that says what they are."""
    person = "person" in (a.kind, b.kind)
    names = _in_two_scripts(a.bases, b.bases)
    read = max((_same_form(one, two, person=person) for one, two in names if likeness(one, two) >= READ), default=0.0)
    if read:
        return read
    cores = _in_two_scripts(a.cores, b.cores)
    long = ((one, two) for one, two in cores if min(len(one), len(two)) >= SHORTEST_COMPARED)
    return BY_CORE if any(likeness(one, two) >= READ for one, two in long) else 0.0


def _in_two_scripts(some: Set[str], others: Set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names in two scripts, in Latin letters; one with Chinese characters as other languages read these."""
    for one in some:
        for two in others:
            if script_of(one) != script_of(two):
                yield from product(_read(one), _read(two))


def _read(name: str) -> list[str]:
    return sorted({latin(reading) for reading in han.readings(name)} - {""}) or [latin(name)]


def _same_sound(one: str, two: str) -> float:
    """Whether two names of one kind sound alike, across scripts or spelt by ear."""
    first, second = sounds(one), sounds(two)
    if min(len(first), len(second)) < FEWEST_SOUNDS or first[0] != second[0]:
        return 0.0
    scripts = {script_of(one), script_of(two)}
    if scripts == KOREAN_AND_CHINESE:
        return 0.0
    two_scripts = len(scripts) > 1
    if first == second:
        return BY_SOUND if two_scripts or spelt_by_ear(one, two) else 0.0
    if not two_scripts or _unlike(first, second, LIKE_SOUNDS):
        return 0.0
    ratio = SequenceMatcher(None, min(first, second), max(first, second), autojunk=False).ratio()
    return BY_SOUND - 0.1 if ratio >= LIKE_SOUNDS else 0.0


def _same_form(one: str, two: str, *, person: bool) -> float:
    first, second = one.split(), two.split()
    joined, other = "".join(first), "".join(second)
    if joined == other:
        return 1.0
    if _acronym(first, second) or _acronym(second, first):
        return 1.0
    if min(len(joined), len(other)) < SHORTEST_COMPARED:
        return 0.0
    short, long = sorted((first, second), key=lambda words: (len(words), words))
    # "Berg" and "Jon Berg", "Northline" and "Northline Shipping"
    shortened = long[-len(short) :] == short or (not person and long[: len(short)] == short)
    shortened |= len(short) == 2 and (long[0], long[-1]) == (short[0], short[1])  # without its middle names
    if shortened and len(short) < len(long):
        return SHORTENED
    if (len(first) == 1) != (len(second) == 1):
        return 0.0
    least = SHORT_SPELLING if len(first) == 1 else SPELLING
    if _unlike(joined, other, least) or (alike := likeness(one, two)) < least:
        return 0.0
    if len(first) == 1:
        return alike - 0.05 if joined[0] == other[0] else 0.0
    # names of several words: each word must find a partner that is alike ("Ann Marie Berg", "Ann Karin Berg" do not)
    unlike = [w for w in short if max(likeness(w, v) for v in long) < 0.6]
    return 0.0 if unlike else alike - 0.05


def _unlike(one: str, two: str, least: float) -> bool:
    """Whether two words cannot be this much alike, by the letters that they do not share: cheaper than comparing."""
    mine, theirs = _letters(one), _letters(two)
    common = min(len(one) - len(mine - theirs), len(two) - len(theirs - mine))
    return 2 * common / (len(one) + len(two)) < least


@lru_cache(maxsize=65536)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)


def _acronym(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == 1 and 3 <= len(long) <= 8 and short[0] == "".join(w[0] for w in long)


class _Groups:
    """Union of things that refuses to hold two things of one report that the report holds apart."""

    def __init__(self, things: Sequence[_Thing]) -> None:
        self._label = list(range(len(things)))
        self._members = {i: [i] for i in self._label}
        self._reports = {i: {t.key[0]: {t.key[1]} for t in [thing]} for i, thing in enumerate(things)}

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self._label[i], self._label[j]))
        if a == b:
            return
        mine, theirs = self._reports[a], self._reports[b]
        if any(report in mine and mine[report] != numbers for report, numbers in theirs.items()):
            return
        self._reports[a] = {r: mine.get(r, set()) | theirs.get(r, set()) for r in mine.keys() | theirs.keys()}
        for moved in self._members[b]:
            self._label[moved] = a
        self._members[a] += self._members.pop(b)

    def members(self) -> list[list[int]]:
        return [sorted(self._members[label]) for label in sorted(self._members)]


def _described(readings: Sequence[Reading]) -> dict[ThingKey, list[Mention]]:
    """Descriptions of named things ("the Danish agency" for Ritzau), as further mentions of these."""
    found: dict[ThingKey, list[Mention]] = defaultdict(list)
    for reading in readings:
        named = [(n.start, n.end) for n in reading.names]
        for source in reading.described:
            inside = any(s < source.end and source.start < e for s, e in named)
            if source.thing is not None and not inside:
                mention = Mention(reading.report.id, source.start, source.end, source.text)
                found[reading.report.id, source.thing].append(mention)
    return found


def _institutions(readings: Sequence[Reading]) -> dict[Office, list[Mention]]:
    """Institutions that no report names but by what they are: "police", "North Korean state media"."""
    found: dict[Office, list[Mention]] = defaultdict(list)
    for reading in readings:
        for source in reading.described:
            if source.thing is None and source.role:
                mention = Mention(reading.report.id, source.start, source.end, source.text)
                found[source.role, source.code].append(mention)
    return found


def _numbered(
    merged: Sequence[tuple[list[_Thing], list[tuple[ThingKey, Mention]]]],
    institutions: Mapping[Office, Sequence[Mention]],
) -> Entities:
    drafts: list[tuple[str, EntityKind, list[Mention], list[ThingKey]]] = []
    scripts = Counter(script_of(n.base) for things, _ in merged for t in things for n in t.names)
    script = max(scripts, key=lambda s: (scripts[s], s)) if scripts else ""
    offices: dict[Office, list[Mention]] = {}
    for things, described in merged:
        mentions = [Mention(t.key[0], n.start, n.end, n.text) for t in things for n in t.names]
        mentions += [m for _, m in described]
        drafts.append((_name(things, script), _kind(things), mentions, [t.key for t in things]))
        for t in things:
            for n in t.names:
                if n.role and NARROW in n.role:
                    offices.setdefault((n.role, n.of), mentions)
    states: dict[str, set[str]] = defaultdict(set)
    for role, code in (*institutions, *offices):
        if code:
            states[role].add(code)
    for office, found in sorted(
        institutions.items(), key=lambda item: (item[0][1] is None, item[0][0], item[0][1] or "")
    ):
        known = _office(office, offices, states[office[0]])
        if known is not None:
            known.extend(found)  # "Tunisia's environment ministry" is what another report gives a name
            continue
        longest = max(found, key=lambda m: (len(m.text), m.report, m.start))
        offices[office] = list(found)
        drafts.append((longest.text, "organisation", offices[office], []))
    drafts.sort(key=lambda d: (-len({m.report for m in d[2]}), -len(d[2]), d[0]))
    entities, of = [], {}
    for number, (name, kind, mentions, keys) in enumerate(drafts, 1):
        unique = sorted(set(mentions), key=lambda m: (m.report, m.start, m.end))
        aliases = tuple(sorted({m.text for m in unique} - {name}))
        entities.append(Entity(f"e{number}", name, kind, aliases, tuple(unique)))
        of.update(dict.fromkeys(keys, f"e{number}"))
    return Entities(tuple(entities), of)


def _office(office: Office, offices: Mapping[Office, list[Mention]], states: Set[str]) -> list[Mention] | None:
    """The mentions of an institution by its role and state; where one of two states is not said, of the only one.

    `states` are those that the story has an institution of that role of.
    """
    if office in offices:
        return offices[office]
    role, code = office
    if (NARROW not in role and role not in ONE_OF_ITS_KIND) or len(states) > 1:
        return None
    open_ended = {id(m): m for (r, c), m in offices.items() if r == role and (c is None or code is None)}
    return next(iter(open_ended.values())) if len(open_ended) == 1 else None


def _name(things: Sequence[_Thing], script: str) -> str:
    """The name to show: in the story's main script, of several words where there is one, as most reports write it."""
    count = Counter(n.base for t in things for n in t.names)
    return max(count, key=lambda name: (script_of(name) == script, len(name.split()) > 1, count[name], len(name), name))


def _kind(things: Sequence[_Thing]) -> EntityKind:
    count: Counter[EntityKind] = Counter()
    for t in things:
        count[t.written.kind] += len(t.names)
    return max(count, key=lambda kind: (count[kind], kind))
