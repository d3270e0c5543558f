"""Who speaks: every phrase of a sentence that could be a source.

A source is a name, a described speaker ("a ministry official"), a pronoun, or several of these side by
side that mean one ("ministry spokesman Ivan Petrov"). What cannot speak is left to the cues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from secondsource.agencies import agencies
from secondsource.model import Name, OriginKind, Sentence, Source
from secondsource.packs import SPEAKER_KINDS, Pack
from secondsource.packs.pack import Names, Pronouns
from secondsource.reading.mentions import PERSON_ROLES
from secondsource.reading.territories import territories

# Which kind a source with several described parts has: a spokesman of a ministry is an official.
NAMED_KIND: dict[str, OriginKind] = {"person": "person", "organisation": "organisation", "place": "government"}
INSTITUTIONS = {
    k for k, kind in SPEAKER_KINDS.items() if kind in ("government", "organisation", "agency", "outlet", "state media")
}
# Of each of these a state has one, so that the city that it sits in tells whose it is.
NATIONAL = {"ministry", "government", "parliament"}
OPENING, CLOSING = tuple('«„“"‘'), tuple('»“”"’')
MEDIA: frozenset[OriginKind] = frozenset({"agency", "outlet", "state media"})


@dataclass(frozen=True, slots=True)
class _Atom:
    """A name, a speaker noun or a pronoun: what sources are put together from."""

    start: int
    end: int
    name: Name | None = None
    role: str | None = None
    pronoun: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible source and, where it is a pronoun, which."""

    source: Source
    pronoun: str | None = None
    """`person`, `plural`, `thing`, or `either` where one word means persons and things ("elle", "sie")."""
    institution: Source | None = None
    """The institution that a described person speaks for ("a spokesman for *the energy ministry*"), where only that
    describes it."""


def find(text: str, sentence: Sentence, names: Sequence[Name], pack: Pack, language: str) -> tuple[Candidate, ...]:
    """Every phrase in a sentence that could name a speaker, in order, never overlapping."""
    atoms = _atoms(text, sentence, names, pack)
    groups: list[list[_Atom]] = []
    for atom in atoms:
        if groups and _one_phrase(text, groups[-1], atom, pack):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    following = [group[0] for group in groups[1:]]
    adjectives = [
        a for group, b in zip(groups, following, strict=False) if (a := group[-1]) and _adjective(text, a, b, pack)
    ]
    kept = [g for g in groups if not (len(g) == 1 and g[0] in adjectives and str(g[0].role).startswith("witness"))]
    return tuple(_candidate(text, sentence, group, pack, language) for group in kept)


def _atoms(text: str, sentence: Sentence, names: Sequence[Name], pack: Pack) -> list[_Atom]:
    inside = [n for n in names if sentence.start <= n.start and n.end <= sentence.end]
    # "the ministry of Culture" is the noun, and no body called Culture
    wider = [m.span() for m, _ in pack.speaker_nouns.find(text, sentence.start, sentence.end)]
    inside = [
        n for n in inside
        if n.kind != "organisation" or n.code or not any(a < n.start and n.end <= b for a, b in wider)
    ]  # fmt: skip
    atoms = [_Atom(n.start, n.end, name=n) for n in inside if n.kind not in ("product", "event")]
    taken = [(n.start, n.end) for n in inside]
    for match, key in pack.speaker_nouns.find(text, sentence.start, sentence.end):
        if not any(match.start() < e and match.end() > s for s, e in taken):
            atoms.append(_Atom(match.start(), match.end(), role=key))
            taken.append(match.span())
    p = pack.pronouns
    for kind, forms in (("person", p.person), ("plural", p.plural), ("thing", p.thing)):
        for match in pack.any_of(*forms).finditer(text, sentence.start, sentence.end):
            if not any(match.start() < e and match.end() > s for s, e in taken):
                either = kind == "person" and pack.any_of(*p.thing).fullmatch(match.group())
                atoms.append(_Atom(match.start(), match.end(), pronoun="either" if either else kind))
                taken.append(match.span())
    ordered = sorted(atoms, key=lambda a: a.start)
    return [a for a, after in zip(ordered, [*ordered[1:], None], strict=False) if not _article(text, a, after, pack)]


def _article(text: str, atom: _Atom, after: _Atom | None, pack: Pack) -> bool:
    """Whether what looks like a pronoun goes with the noun after it: "den danske avis"."""
    if atom.pronoun not in ("thing", "plural") or after is None or after.pronoun:
        return False
    gap = text[atom.end : after.start]
    cue = pack.any_of(*pack.attribution.say, *pack.attribution.deny).search(gap)
    return cue is None and bool(re.fullmatch(r"\s+(?:[^\W\d]+\s+){0,2}", gap))


def _one_phrase(text: str, group: Sequence[_Atom], atom: _Atom, pack: Pack) -> bool:
    """Whether an atom goes on with the phrase before it: apposition, genitive or "X of Y"."""
    last = group[-1]
    if atom.pronoun or last.pronoun:
        return False
    gap = text[last.end : atom.start]
    if gap[-1:] in OPENING and text[atom.end : atom.end + 1] in CLOSING:
        gap = gap[:-1]  # a name in quotation marks
    if gap[:1] in CLOSING and text[last.start - 1 : last.start] in OPENING:
        gap = gap[1:]
    if re.search(r"[.;:!?\n«»“”„\"]", gap) or len(gap) > 40:
        return False
    a = pack.attribution
    if pack.any_of(*a.say, *a.deny, *a.that, *a.according_before, *a.according_after, *a.cite).search(gap):
        return False
    people = [a for a in (*group, atom) if _person(a)]
    if _adjective(text, last, atom, pack):
        return False
    if _person(atom) and _parted_from_medium(group, gap, atom, pack):
        return False
    if atom.role and _nameless(atom.role) and last.name and re.search(r"\w", re.sub(r"^['’]s?(?!\w)", "", gap)):
        return False  # "the paper learned from a source": no source of the paper
    if gap.strip() == "," and last.role and atom.name and atom.name.kind == "organisation" and not _person(last):
        # "the official news agency, KCNA, said"
        return text[atom.end : atom.end + 1] in (",", "،", "，")
    if "," in gap:
        # apposition: a described person and a name, at most one of each ("the spokesman, Ivan Petrov")
        named = [a for a in people if a.name and not (a is not atom and genitive(text, a.name))]
        described = [a for a in (*group, atom) if a.role]
        between = re.findall(r"\w+", gap)
        if (_medium(atom) and people) or (named and any(a.role for a in group) and any(a in named for a in group)):
            return False  # "the minister, Jan Berg, to the paper X"; who is named and described is no third thing
        return (
            len(named) == 1
            and bool(described)
            and len(between) <= 3
            and not (last.name and atom.name and _person(last) and _person(atom))
        )
    between = re.findall(r"[^\W\d]+(?:-[^\W\d]+)*", re.sub(r"^['’]s?(?!\w)", "", gap))
    if pack.any_of(*pack.clauses.open).search(gap) or any(w in ("and", "&") for w in between):
        return False
    if (
        gap.isspace()
        and atom.name
        and _person(atom)
        and not _person(last)
        and any(a.role and _person(a) for a in group[:1])
    ):
        return True  # "the spokeswoman of Milldale Nora Feld", where cases say "of"
    if last.name and atom.name and len(between) == 0 and not re.search(r"['’]", gap):
        return False  # two names side by side with nothing between them are two
    if last.name and atom.name and _person(last):
        # a name may be followed by where someone is ("X of the city police"), not by whom
        return not _person(atom) and bool(between) and all(w.casefold() in _small_words(pack) for w in between)
    if _medium(atom) and not all(a.name or _medium(a) for a in group):
        return False  # "X at the ministry to the agency Y": the agency was told
    if re.match(r"['’]s?\s", gap) and atom.role and len(between) <= 2:
        return True  # "the leader's powerful sister"
    return len(between) <= 3 and all(w.casefold() in _small_words(pack) or pack.places_adjective(w) for w in between)


def _adjective(text: str, noun: _Atom, name: _Atom, pack: Pack) -> bool:
    """Whether a noun for a person only describes the name right behind it: "la vecina Bravonia", a state next door.

    Not where words have cases, and so no word need stand for "of".
    """
    if not noun.role or not _person(noun) or not name.name or any(e[0].isalpha() for e in pack.names.endings):
        return False
    witness = noun.role.startswith("witness")
    apart = name.name.kind == "place" or (witness and name.name.kind != "person")
    return apart and text[noun.end : name.start].isspace()


def _parted_from_medium(group: Sequence[_Atom], gap: str, atom: _Atom, pack: Pack) -> bool:
    """Whether a person right behind a medium is someone else: "told the paper the director Jan Berg".

    Not so in "the paper's editor" and "the news agency director"; where words have cases, nouns side by side are two.
    """
    described = [a for a in group if a.role]
    if not described or not _medium(described[-1]) or any(_person(a) for a in group):
        return False
    if re.match(r"['’]s?\s", gap) or not pack.writing.spaces or pack.attribution.verb_final:
        return False
    cases = any(e[0].isalpha() for e in pack.names.endings)
    return bool(re.search(r"[\w,]", gap)) or cases or (atom.name is not None and group[-1].name is None)


@cache
def _small(names: Names, pronouns: Pronouns) -> frozenset[str]:
    phrases = (*names.locative, *names.inside, *names.particles, *pronouns.thing, *pronouns.plural)
    return frozenset(w for p in phrases for w in re.findall(r"[^\W\d]+", p.casefold()))


def _small_words(pack: Pack) -> frozenset[str]:
    """Prepositions and articles that may stand inside one noun phrase."""
    return _small(pack.names, pack.pronouns)


def _medium(atom: _Atom) -> bool:
    return bool(atom.role) and SPEAKER_KINDS[str(atom.role).partition(".")[0]] in MEDIA


def _person(atom: _Atom) -> bool:
    if atom.name:
        return atom.name.kind == "person"
    return bool(atom.role) and str(atom.role).partition(".")[0] in PERSON_ROLES


def _candidate(text: str, sentence: Sentence, group: Sequence[_Atom], pack: Pack, language: str) -> Candidate:
    start, end = group[0].start, group[-1].end
    if pack.writing.attached and group[-1].role:
        end = _without_particle(text, group[-1], pack)
    if group[0].pronoun:
        kind: OriginKind = "person" if group[0].pronoun in ("person", "either") else "organisation"
        return Candidate(Source(start, end, text[start:end], kind, None), group[0].pronoun)
    lands = territories(language if pack.language == "und" else pack.language)
    before = text[max(sentence.start, start - 30) : start]
    code = None
    for match, key in lands.adjectives.find(before):
        if re.fullmatch(r"[\s\-]*(?:[^\W\d]+\s)?", before[match.end() :]):
            code, start = key, start - len(before) + match.start()
    for _, key in lands.adjectives.find(text, group[0].start, group[-1].end):
        code = code or key
    if code is None and group[-1].role:
        # languages that put the adjective behind the noun: "le ministère guinéen"
        behind = lands.adjectives.any.match(text, end + 1, min(sentence.end, end + 30))
        code = lands.adjectives.key(behind.group()) if behind and text[end] == " " else None
    # "the workers' federation" is a federation
    heads = [
        a for a in group if a.role and not (a is not group[-1] and re.match(r"['’]s?(?!\w)", text[a.end : a.end + 2]))
    ]
    roles = [a.role for a in heads or group if a.role]
    names = [a.name for a in group if a.name]
    # "Unification Ministry" names its role itself; an "association of drivers" is no driver
    named_roles = [key for n in names if n.kind == "organisation" for _, key in pack.speaker_nouns.find(n.text)]
    roles += [key for key in named_roles if key.partition(".")[0] in INSTITUTIONS]
    # "X's sister, Y" is Y, and "X's sister" is not X
    last_role = max((a.start for a in group if a.role), default=-1)
    people = [n for n in names if n.kind == "person" and not (genitive(text, n) and n.start < last_role)]
    bodies = [n for n in names if n.kind == "organisation"]
    places = [n for n in names if n.kind == "place"]
    code = code or next((n.code for n in places if n.code), None)
    institution = next((r for r in roles if r.partition(".")[0] in INSTITUTIONS), None)
    role = institution or next(iter(roles), None)
    if code is None and (role or "").partition(".")[0] in NATIONAL:
        # "the culture ministry in Conakry" is Guinea's
        code = next((seat for n in places for name in (n.base, n.text) if (seat := lands.cities.key(name))), None)
    person = people[0] if people else None
    if person:
        thing, body = person.thing, bodies[0].thing if bodies else None
        official = any(SPEAKER_KINDS[r.partition(".")[0]] == "official" for r in roles)
        kind = "official" if official else "person"
    elif bodies and not any(r.partition(".")[0] in PERSON_ROLES or _nameless(r) for r in roles):
        # where the head of a phrase is its last noun, the last name is
        thing, body = bodies[0 if pack.writing.spaces else -1].thing, None
        kind = SPEAKER_KINDS[role.partition(".")[0]] if role else "organisation"
    elif roles:
        thing, body = None, bodies[0].thing if bodies else None
        first = next((r for r in roles if r.partition(".")[0] in PERSON_ROLES or _nameless(r)), role or roles[0])
        kind = SPEAKER_KINDS[first.partition(".")[0]]
    else:
        first_name = names[0]
        thing, body = first_name.thing, None
        kind = NAMED_KIND.get(first_name.kind, "organisation")
    agency = next((known for n in names if n.thing == thing and (known := agencies().get(n.code or ""))), None)
    if agency:
        role = role if kind == agency.kind else agency.kind.replace(" ", "_")
        kind, code = agency.kind, agency.state
    source = Source(start, end, text[start:end], kind, thing, body, role, code)
    anonymous = pack.any_of(*pack.attribution.anonymous).search(text, start, min(sentence.end, end + 90))
    if person is None and kind in ("anonymous", "person", "official") and anonymous:
        source = replace(source, kind="anonymous")
    if person is None and role and role.partition(".")[0] in ("source", "witness"):
        source = _with_complement(text, sentence, source, pack)
    headed = kind in ("person", "official", "anonymous")
    return Candidate(source, institution=_institution(text, group, role, code) if headed and not bodies else None)


def _without_particle(text: str, atom: _Atom, pack: Pack) -> int:
    """Where a noun for a speaker ends whose word runs on into a particle (Korean *gwangyeja-neun*)."""
    word = text[atom.start : atom.end]
    for ending in sorted(pack.names.endings, key=len, reverse=True):
        if word.endswith(ending) and pack.speaker_nouns.key(word.removesuffix(ending)) == atom.role:
            return atom.end - len(ending)
    return atom.end


def _institution(text: str, group: Sequence[_Atom], role: str | None, code: str | None) -> Source | None:
    atom = next((a for a in group if a.role and a.role.partition(".")[0] in INSTITUTIONS), None)
    if atom is None or role != atom.role:
        return None
    kind = SPEAKER_KINDS[str(role).partition(".")[0]]
    return Source(atom.start, atom.end, text[atom.start : atom.end], kind, None, None, role, code)


def genitive(text: str, name: Name) -> bool:
    """Whether a name stands in the genitive: "Russia's", *Russlands* beside *Russland*."""
    return name.text != name.base or text[name.end : name.end + 1] in ("'", "’")


def _nameless(role: str) -> bool:
    return SPEAKER_KINDS[role.partition(".")[0]] in ("anonymous", "document")


def _with_complement(text: str, sentence: Sentence, source: Source, pack: Pack) -> Source:
    """An unnamed source is known by what follows it: "a person familiar with the inquiry"."""
    rest = re.match(r"(?:\s+[^\s,.;:!?»“”\"()]+){0,4}", text[source.end : sentence.end])
    end = source.end + (len(rest.group()) if rest else 0)
    a = pack.attribution
    before = (p for p in a.according_before if not p.startswith("^"))
    cues = (*a.say, *a.deny, *a.withhold, *a.cite, *a.cite_after, *a.according_after, *before, *a.told_to, *a.that)
    cue = pack.any_of(*cues).search(text, source.end, end)
    if cue:
        end = source.end + len(text[source.end : cue.start()].rstrip())
    return replace(source, end=end, text=text[source.start : end])
