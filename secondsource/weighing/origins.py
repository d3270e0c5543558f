"""Whoever a statement can be traced to: one origin per real speaker, over all names, descriptions and languages.

Speakers are joined where they are one entity, where a spokesman speaks for a named body, and where two
descriptions of the same institution of the same state stand ("North Korea's state media", "nordkoreanske statlige
medier"). An unnamed source is one with another report's only when both heard of it from the same medium.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondsource.model import Origin, OriginKind, Reading, Source, WhoIsWho
from secondsource.names import inflected, latin, script_of
from secondsource.weighing.entities import Entities
from secondsource.weighing.identities import decided

MEDIA: frozenset[OriginKind] = frozenset({"agency", "outlet", "state media"})
NAMELESS: frozenset[OriginKind] = frozenset({"anonymous", "document"})
# Roles of which a story seldom has two: a bare "police" means the police of the place.
ONE_OF_ITS_KIND = frozenset(
    {
        "ministry",
        "police",
        "prosecutors",
        "court",
        "military",
        "coastguard",
        "rescue",
        "regulator",
        "embassy",
        "parliament",
    }
)
# Of these a state has one, whatever each report calls it: of ministries, one of each kind.
NATIONAL = frozenset({"ministry", "coastguard"})
# Roles in which a person speaks for the institution, and not for himself as a minister, a witness or an expert does.
FIRMS = frozenset({"company", "union", "hospital"})
SPEAKING_FOR = ONE_OF_ITS_KIND | FIRMS
# Who speaks for a state, the former before the latter.
GOVERNING = ("government", "ministry")
# Which of several kinds that reports give one origin is the most telling.
TELLING: tuple[OriginKind, ...] = (
    "state media", "agency", "official", "government", "outlet", "document", "organisation", "person", "anonymous",
)  # fmt: skip

Place = tuple[str, int, int, int | None]
"""Report id, offsets and thing of a source: what tells one reference to a speaker from another."""


@dataclass(frozen=True)
class Origins:
    """The origins of a story, and which of them each source of each report is."""

    all: tuple[Origin, ...]
    of: Mapping[Place, str]

    def chain(self, report: str, sources: Sequence[Source]) -> tuple[str, ...]:
        """Origin ids of a chain of sources, each once."""
        return tuple(dict.fromkeys(self.of[place(report, s)] for s in sources))


def place(report: str, source: Source) -> Place:
    return report, source.start, source.end, source.thing


def gather(
    readings: Sequence[Reading],
    entities: Entities,
    who: WhoIsWho = WhoIsWho(),  # noqa: B008  (frozen)
    alike: Sequence[Sequence[Place]] = (),
) -> Origins:
    """The origins of all chains in a story, those that most reports lean on first; `who`: decided by hand.

    `alike` are groups of places whose sources are known to be one.
    """
    uses = [
        (reading, chain, n)
        for reading in sorted(readings, key=lambda r: r.report.id)
        for statement in reading.statements
        for chain in statement.chains
        for n in range(len(chain))
    ]
    keys: dict[Place, set[str]] = {}
    members: dict[Place, tuple[Reading, Source]] = {}
    for reading, chain, n in uses:
        at = place(reading.report.id, chain[n])
        members[at] = (reading, chain[n])
        keys.setdefault(at, set()).update(_keys(reading, chain, n, entities))
    labels = _join(keys)
    _complete(labels, members, entities)
    _speak_for(labels, members, entities)
    _states(labels, members, entities)
    for one in alike:
        joined = {labels[at] for at in one}
        labels.update({at: min(joined) for at, was in labels.items() if was in joined})
    groups: dict[str, list[Place]] = defaultdict(list)
    for at in sorted(members, key=lambda p: (p[0], p[1], p[2])):
        groups[labels[at]].append(at)

    def called(at: Place) -> frozenset[str]:
        return frozenset({latin(members[at][1].text)})

    def known_as(at: Place) -> frozenset[str]:
        entity = entities.by_id.get(_entity(members[at][1], at[0], entities) or "")
        return called(at) | frozenset(latin(name) for name in ((entity.name, *entity.aliases) if entity else ()))

    made = decided(list(groups.values()), who, called, known_as)
    ordered = sorted(made, key=lambda g: (-len({p[0] for p in g}), -len(g), g[0][:3]))
    origins, of = [], {}
    for number, group in enumerate(ordered, 1):
        sources = [members[p][1] for p in group]
        origin = _origin(f"o{number}", sources, [members[p][0].report.id for p in group], entities)
        origins.append(origin)
        of.update(dict.fromkeys(group, origin.id))
    return Origins(tuple(origins), of)


def _keys(reading: Reading, chain: Sequence[Source], n: int, entities: Entities) -> set[str]:
    """What a source can be known by; two sources that share one of these are one origin."""
    source, report = chain[n], reading.report
    keys = set()
    if source.thing is not None:
        entity = entities.at(report.id, source.thing)
        keys.add(f"entity {entity}" if entity else f"thing {report.id} {source.thing}")
    role = source.role or ""
    speaks_for = role.partition(".")[0] if source.kind != "anonymous" else ""
    body = entities.at(report.id, source.body)
    if body and (source.thing is None or speaks_for == "spokesperson"):
        keys.add(f"entity {body}")
    if source.kind in NAMELESS:
        # heard of through this medium: the one cited, or the report's own outlet
        through = chain[n - 1].text if n else (report.outlet or report.id)
        keys.add(f"{role or latin(source.text)} through {latin(through)}")
    elif role and source.thing is None and source.code:
        keys.add(f"{role} of {source.code}")
    elif source.kind == "government" and source.code and not role:
        keys.add(f"government of {source.code}")  # "the United States said", "American authorities say"
    if not keys:
        keys.add(f"words {latin(source.text)} {report.id}" if not role else f"{role} in {report.id}")
    named_as = entities.at(report.id, source.thing)
    national = _national(role) and named_as is not None and entities.kind(named_as) == "organisation"
    if source.thing is not None and source.code and (source.kind in MEDIA or national):
        keys.add(f"{role} of {source.code}")
    return keys


def _national(role: str) -> bool:
    """Whether a state has only one body of that role."""
    return role.partition(".")[0] in NATIONAL and (role.partition(".")[0] != "ministry" or "." in role)


def _join(keys: Mapping[Place, set[str]]) -> dict[Place, str]:
    """Groups of places that share keys, each labelled with its smallest key."""
    parent: dict[str, str] = {}

    def top(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for found in keys.values():
        first, *rest = sorted(found)
        for key in rest:
            a, b = sorted((top(first), top(key)))
            parent[b] = a
    return {at: top(min(found)) for at, found in keys.items()}


def _complete(labels: dict[Place, str], members: Mapping[Place, tuple[Reading, Source]], entities: Entities) -> None:
    """A bare role ("police") is the story's only speaker of that role, where there is only one with a name or state."""
    by_role: dict[str, set[str]] = defaultdict(set)
    for at, (reading, source) in members.items():
        if is_person(source, reading, entities):
            continue
        if source.role and _one_of_its_kind(source.role) and not labels[at].startswith(f"{source.role} in "):
            by_role[source.role].add(labels[at])
    _name_media(labels, members)
    _of_one_state(labels, members, entities)
    for at, (_, source) in sorted(members.items(), key=lambda m: m[0][:3]):
        if source.role and _one_of_its_kind(source.role) and labels[at].startswith(f"{source.role} in "):
            known = by_role[source.role]
            labels[at] = next(iter(known)) if len(known) == 1 else f"{source.role} of nobody named"
    _complete_firms(labels, members, entities)


def _of_one_state(
    labels: dict[Place, str], members: Mapping[Place, tuple[Reading, Source]], entities: Entities
) -> None:
    """Joins bodies of one role: "Spain's police" with the only police of Spain that is named, and a national body that
    no report says the state of with that of the only state whose body of that role speaks."""
    bodies: dict[str, list[tuple[str, Source]]] = defaultdict(list)
    for at, (reading, source) in members.items():
        named = entities.at(reading.report.id, source.thing)
        alone = source.thing is None and not labels[at].startswith(f"{source.role} in ")
        body = alone or (named is not None and entities.kind(named) == "organisation")
        if source.role and body and source.kind in ("government", "organisation") and _one_of_its_kind(source.role):
            bodies[source.role].append((labels[at], source))
    for role, told in bodies.items():
        joined: dict[str, str] = {}
        for code in sorted({source.code for _, source in told if source.code}):
            named_so = {label for label, source in told if source.code == code and source.thing is not None}
            if len(named_so) == 1:
                joined |= dict.fromkeys((label for label, s in told if s.code == code), *named_so)
        stated = {joined.get(label, label) for label, source in told if source.code}
        if _national(role) and len(stated) == 1:
            joined |= dict.fromkeys((label for label, _ in told), *stated)
        labels.update({at: joined[was] for at, was in labels.items() if was in joined})


def _complete_firms(
    labels: dict[Place, str], members: Mapping[Place, tuple[Reading, Source]], entities: Entities
) -> None:
    """A bare "the company" or "the union" is the only one of these that speaks, in its report or else in the story:
    there only if its report names that one, too, or lets no other body speak that could be it.

    Where none is called so, it is the only body that its report names and lets speak, if the report does not speak
    of a union beside a company and no other calls that body something else.
    """
    media = {labels[at] for at, (_, s) in members.items() if s.kind in MEDIA}
    named = [
        (at, s) for at, (r, s) in members.items()
        if s.kind == "organisation" and s.thing is not None and not is_person(s, r, entities)
        and labels[at] not in media and not _own_outlet(s, r)
    ]  # fmt: skip
    called = {role: {labels[p] for p, s in named if s.role == role} for role in FIRMS}
    bare = [at for at in sorted(members, key=lambda p: p[:3]) if labels[at] == f"{members[at][1].role} in {at[0]}"]
    roles: dict[str, set[str]] = defaultdict(set)
    for at in bare:
        roles[at[0]].add(members[at][1].role or "")

    def elsewhere(at: Place, role: str) -> set[str]:
        could_be = any(p[0] == at[0] and s.role is None for p, s in named)
        if not could_be or roles[at[0]] & FIRMS != {role}:
            return called[role]
        told = _bodies_named(members[at][0], entities)
        return called[role] & {labels[p] for p, _ in named if entities.at(p[0], p[3]) in told}

    left: dict[str, set[str]] = defaultdict(set)
    for at in bare:
        role = members[at][1].role or ""
        if role in FIRMS:
            here = {labels[p] for p, s in named if p[0] == at[0] and s.role == role}
            known = here or elsewhere(at, role)
            if len(known) == 1:
                labels[at] = next(iter(known))
            elif not known:
                left[at[0]].add(role)
    for at in bare:
        role = members[at][1].role or ""
        if left[at[0]] == {role}:
            others = set().union(*(called[other] for other in FIRMS if other != role))
            known = {labels[p] for p, s in named if p[0] == at[0] and s.role is None} - others
            if len(known) == 1:
                labels[at] = next(iter(known))
                called[role].add(labels[at])
    for at in bare:
        role = members[at][1].role or ""
        if role in left[at[0]] and labels[at] == f"{role} in {at[0]}" and len(known := elsewhere(at, role)) == 1:
            labels[at] = next(iter(known))


def _own_outlet(source: Source, reading: Reading) -> bool:
    """Whether a source is the outlet of its report, by its name in some case: "told the Gazette"."""
    outlet = (reading.report.outlet or "").casefold().split()
    return bool(outlet) and inflected(outlet, source.text.casefold().split()[-len(outlet) :])


def _bodies_named(reading: Reading, entities: Entities) -> set[str]:
    """The bodies that a report names."""
    named = {e for n in reading.names if (e := entities.at(reading.report.id, n.thing))}
    return {e for e in named if entities.kind(e) == "organisation"}


def _speak_for(labels: dict[Place, str], members: Mapping[Place, tuple[Reading, Source]], entities: Entities) -> None:
    """Officers, managers and spokesmen are the institution that they speak for, where it speaks itself: one origin.

    It is the body that some report gives them, or the story's only speaker of their role and state.
    """
    groups: dict[str, list[tuple[Reading, Source]]] = defaultdict(list)
    for at, label in labels.items():
        groups[label].append(members[at])
    persons, institutions = {}, {}
    for label, sources in groups.items():
        named = {e for r, s in sources if (e := entities.at(r.report.id, s.thing))}
        if any(is_person(s, r, entities) for r, s in sources):
            persons[label] = sources
        elif all(s.kind in ("government", "organisation") for _, s in sources) or any(
            entities.kind(e) == "organisation" for e in named
        ):
            institutions[label] = (named, sources)
    for label, sources in sorted(persons.items()):
        fors = {s for _, s in sources if (s.role or "").partition(".")[0] in SPEAKING_FOR | {"spokesperson"}}
        bodies = {e for r, s in sources if s in fors and (e := entities.at(r.report.id, s.body))}
        own = [other for other, (named, _) in institutions.items() if named & bodies]
        if not own:
            own = [
                other
                for other, (_, theirs) in institutions.items()
                if any(_same_office(s, t) and not (bodies and t.thing is not None) for s in fors for _, t in theirs)
            ]
        if len(own) == 1:
            labels.update({at: own[0] for at, was in labels.items() if was == label})


def _states(labels: dict[Place, str], members: Mapping[Place, tuple[Reading, Source]], entities: Entities) -> None:
    """A state that speaks ("Ghana says", "Copenhagen rejects that") is its government, or the only ministry of it that
    speaks."""
    bare: dict[str, set[str]] = defaultdict(set)
    speaking: dict[str, dict[str, set[str]]] = {role: defaultdict(set) for role in GOVERNING}
    for at, (reading, source) in members.items():
        role = (source.role or "").partition(".")[0]
        alone = source.kind == "government" and not role
        state = _state(reading, source, entities) if alone or role in GOVERNING else None
        if state and alone:
            bare[labels[at]].add(state)
        elif state:
            speaking[role][state].add(labels[at])
    for label, states in sorted(bare.items()):
        if len(states) == 1:
            found = next((known for role in GOVERNING if (known := speaking[role][min(states)])), set())
            if len(found) == 1:
                labels.update({at: min(found) for at, was in labels.items() if was == label})


def _state(reading: Reading, source: Source, entities: Entities) -> str | None:
    """The state that a source is or is of: its code, or what the only place is that it is called by."""
    inside = [
        n for n in reading.names
        if n.kind == "place" and (n.thing == source.thing or (source.start <= n.start and n.end <= source.end))
    ]  # fmt: skip
    named = {n.code or entities.at(reading.report.id, n.thing) or "" for n in inside}
    return source.code or (min(named) if len(named) == 1 else None) or None


def is_person(source: Source, reading: Reading, entities: Entities) -> bool:
    """Whether a source is somebody with a name."""
    entity = entities.at(reading.report.id, source.thing)
    return entity is not None and entities.kind(entity) == "person"


def _same_office(one: Source, other: Source) -> bool:
    """Whether both stand for the same kind of institution, of one state where both say of which."""
    a, b = one.role or "", other.role or ""
    alike = a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.")
    return (
        bool(a and b) and alike and a != "spokesperson" and (not one.code or not other.code or one.code == other.code)
    )


def _one_of_its_kind(role: str) -> bool:
    return role.partition(".")[0] in ONE_OF_ITS_KIND


def _name_media(labels: dict[Place, str], members: Mapping[Place, tuple[Reading, Source]]) -> None:
    """A described medium ("the state media of X") is the story's named one, where only one could be X's."""
    named = [
        (labels[at], s) for at, (_, s) in members.items() if s.thing is not None and s.kind in ("state media", "agency")
    ]
    for at, (_, source) in sorted(members.items(), key=lambda m: m[0][:3]):
        if source.thing is not None or source.kind not in ("state media", "agency") or not source.code:
            continue
        codes: dict[str, set[str | None]] = defaultdict(set)
        for label, s in named:
            if s.kind == source.kind or source.code == s.code:
                codes[label].add(s.code)
        fitting = [label for label, of in codes.items() if source.code in of or of == {None}]
        own = [label for label in fitting if source.code in codes[label]]
        if len(own or fitting) == 1:
            old, new = labels[at], (own or fitting)[0]
            for other, label in labels.items():
                if label == old:
                    labels[other] = new


def _origin(number: str, sources: Sequence[Source], reports: Sequence[str], entities: Entities) -> Origin:
    count = Counter(e for s, r in zip(sources, reports, strict=True) if (e := _entity(s, r, entities)))
    # where officers and their institution are one, it is called by who speaks more often
    entity = max(count, key=lambda e: (count[e], entities.kind(e) != "person", e)) if count else None
    texts = Counter(s.text for s in sources)
    scripts = Counter(script_of(s.text) for s in sources)
    clearest = max(texts, key=lambda t: (scripts[script_of(t)], texts[t], len(t), t))
    name = entities.by_id[entity].name if entity else clearest
    kinds = {s.kind for s in sources}
    kind = next(k for k in TELLING if k in kinds)
    return Origin(number, name, entity, kind, tuple(sorted(set(texts) - {name})))


def _entity(source: Source, report: str, entities: Entities) -> str | None:
    if source.thing is not None:
        return entities.at(report, source.thing)
    if source.body is not None and source.kind not in NAMELESS:
        return entities.at(report, source.body)
    return None
