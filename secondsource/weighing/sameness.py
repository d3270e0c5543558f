"""Which speakers of different reports are one, though no name, role or state says so: "his granddaughter" here and "the
former owner's heir" there.

Evidence, added up: what each is called, by an encoder; whether they are made to say the same; what kind of speaker each
is. The origins that are joined so are grouped as findings are: only while all their members go together on the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding import Encoder, space
from secondsource.model import EntityKind, Reading, Source
from secondsource.names import script_of
from secondsource.weighing.entities import Entities
from secondsource.weighing.findings import TOGETHER, align
from secondsource.weighing.likeness import DIGITS, Facts, Pairs
from secondsource.weighing.origins import MEDIA, Origins, Place, is_person, place

# Weights of a logistic regression over pairs of origins of 40 invented stories, in which it is marked on whose word
# every claim is told (benchmarks/chains.py prints what leaving stories out scores).
WEIGHTS: Mapping[str, float] = {
    "bias": -3.76,
    "called alike": 2.40,
    "say the same": 2.73,
    "in the same words": 1.76,
    "one role": 1.24,
    "two roles": -1.15,
    "person and body": -0.80,
    "unnamed": -0.37,
}
# Two origins are one while they are so likely to be.
ONE = 0.2
# Less likely ones are none, not even together with others.
WORTH_A_LOOK = 0.01

# What keeps two origins apart that surely are two, whatever else speaks for one.
NEVER = -100.0

Table = NDArray[np.float64]
Sets = Sequence[Collection[str]]


@dataclass
class Speaker:
    """An origin as the reports tell of it: each of its sources once, the statements made on its word, by number, and
    whether it is only told what others say."""

    sources: list[tuple[Reading, Source]]
    statements: set[int]
    tells_on: bool

    def named(self, entities: Entities) -> set[str]:
        """What bears its names that no language translates, and the script of each: "person LATIN"."""
        return {
            f"{bearer} {script_of(n.base)}"
            for r, s in self.sources
            if (e := entities.at(r.report.id, s.thing)) and (bearer := _bearer(s, entities.kind(e)))
            for n in r.names
            if n.thing == s.thing
        }

    @property
    def roles(self) -> set[str]:
        return {s.role for _, s in self.sources if s.role}

    def fields(self, entities: Entities) -> set[str]:
        """The roles that say more than "ministry", and a bare "ministry" where its own name says more."""
        bearers = [(s.role, entities.at(r.report.id, s.thing)) for r, s in self.sources]
        named = {role for role, bearer in bearers if role and bearer and entities.kind(bearer) != "person"}
        return {role for role in self.roles if "." in role} | (named & {"ministry"})

    @property
    def states(self) -> set[str]:
        return {s.code for _, s in self.sources if s.code}

    @property
    def reports(self) -> set[str]:
        return {r.report.id for r, _ in self.sources}


def alike(
    readings: Sequence[Reading],
    entities: Entities,
    origins: Origins,
    facts: Sequence[Facts],
    likely: Pairs,
    encoder: Encoder,
) -> list[list[Place]]:
    """Groups of places whose sources are one speaker, by all that is known of them together.

    `facts` are the statements of all readings in order, `likely` says which of them speak to one point. Who is not
    named is one with nobody who does not say the same: there are many witnesses.
    """
    if len(readings) < 2 or len(origins.all) < 2:
        return []
    told = speakers(readings, origins, facts)
    known = evidence(told, entities, facts, likely)
    two = apart(told, entities) | ((known["unnamed"] > 0) & (known["say the same"] < TOGETHER))
    bias = np.full((len(told), len(told)), WEIGHTS["bias"])
    total = sum((WEIGHTS[name] * values for name, values in known.items()), bias)
    # Words are sent to the encoder only where what they are could decide.
    nearly = ~two & (total + WEIGHTS["called alike"] >= np.log(ONE / (1 - ONE)))
    asked = np.flatnonzero(nearly.any(axis=1))
    total[np.ix_(asked, asked)] += WEIGHTS["called alike"] * called([told[n] for n in asked], encoder)
    sure = np.round(1 / (1 + np.exp(-total)), DIGITS)
    worth = np.where(two, 0.0, sure).max(axis=1) >= ONE
    sure = np.where(two, NEVER, sure)
    kept = (two | (sure >= WORTH_A_LOOK)) & worth[:, None] & worth
    first, second = np.nonzero(np.triu(kept, 1))
    found = align(Pairs(first, second, sure[first, second]), [o.id for o in origins.all], ONE, power=1.0)
    group = {origins.all[n].id: number for number, members in enumerate(found) if len(members) > 1 for n in members}
    joined: dict[int, list[Place]] = defaultdict(list)
    for at, origin in sorted(origins.of.items(), key=lambda item: item[0][:3]):
        if origin in group:
            joined[group[origin]].append(at)
    return list(joined.values())


def speakers(readings: Sequence[Reading], origins: Origins, facts: Sequence[Facts]) -> list[Speaker]:
    """Who speaks, in the order of `origins.all`."""
    made = {o.id: Speaker([], set(), tells_on=True) for o in origins.all}
    index = {f.statement: i for i, f in enumerate(facts)}
    for reading in readings:
        known: set[Place] = set()
        for statement in reading.statements:
            for chain in statement.chains:
                for n, source in enumerate(chain):
                    at = place(reading.report.id, source)
                    speaker = made[origins.of[at]]
                    speaker.statements.add(index[statement])
                    speaker.tells_on &= n < len(chain) - 1
                    if at not in known:
                        known.add(at)
                        speaker.sources.append((reading, source))
    return list(made.values())


def evidence(told: Sequence[Speaker], entities: Entities, facts: Sequence[Facts], likely: Pairs) -> dict[str, Table]:
    """Each kind of evidence that two speakers are one, but for `called`: a table with a row and a column for each."""
    roles = [{role.partition(".")[0] for role in t.roles} for t in told]
    unnamed = np.array([all(s.kind == "anonymous" for _, s in t.sources) for t in told])
    person = np.array([_is_person(t, entities) for t in told])
    either = unnamed[:, None] | unnamed
    return {
        "say the same": _said(told, likely),
        "in the same words": _said(told, _quoted(facts, likely)),
        "one role": _common(roles).astype(np.float64),
        "two roles": _differ(roles).astype(np.float64),
        "person and body": ((person[:, None] != person) & ~either).astype(np.float64),
        "unnamed": either.astype(np.float64),
    }


def apart(told: Sequence[Speaker], entities: Entities) -> NDArray[np.bool_]:
    """Which speakers surely are two: one report tells of both, both are persons, firms or media with names in one
    script, they have states or a ministry's field and these differ, or one only tells on what the other says."""
    fields = [t.fields(entities) for t in told]
    tells_on = np.array([t.tells_on or any(s.kind in MEDIA for _, s in t.sources) for t in told])
    return np.asarray(
        _common([t.reports for t in told])
        | _common([t.named(entities) for t in told])
        | _differ([t.states for t in told])
        | _differ(fields)
        | (tells_on[:, None] != tells_on)
    )


def _is_person(told: Speaker, entities: Entities) -> bool:
    return any(s.kind in ("person", "official") or is_person(s, r, entities) for r, s in told.sources)


def _bearer(source: Source, kind: EntityKind) -> str | None:
    """What bears a name that no language translates."""
    if kind == "person":
        return kind
    if source.kind in MEDIA:
        return "medium"
    return "firm" if source.role == "company" else None


def _common(sets: Sets) -> NDArray[np.bool_]:
    """Which of the sets have something in common."""
    every = sorted({member for mine in sets for member in mine})
    has = np.array([[member in mine for member in every] for mine in sets], np.float32).reshape(len(sets), -1)
    return np.asarray(has @ has.T > 0)


def _differ(sets: Sets) -> NDArray[np.bool_]:
    """Which of the sets have members and none in common."""
    some = np.array([bool(mine) for mine in sets])
    return np.asarray(some[:, None] & some & ~_common(sets))


def called(told: Sequence[Speaker], encoder: Encoder) -> Table:
    """How alike two speakers are called: the cosine of the two of their names and descriptions that are most alike.

    Nothing where it is not known where the encoder puts each language: what is left of a cosine then is chance.
    """
    lying = space(encoder)
    if not told or not lying.means:
        return np.zeros((len(told), len(told)))
    named = [sorted({(s.text, r.report.language) for r, s in t.sources}) for t in told]
    texts = [text for mine in named for text, _ in mine]
    rows = lying.meanings(encoder.encode(texts), [language for mine in named for _, language in mine])
    starts = np.cumsum([0, *(len(mine) for mine in named[:-1])])
    cosines = np.round((rows @ rows.T).astype(np.float64), DIGITS)
    return np.asarray(np.maximum.reduceat(np.maximum.reduceat(cosines, starts, axis=0), starts, axis=1))


def _quoted(facts: Sequence[Facts], likely: Pairs) -> Pairs:
    """The pairs of two quotations."""
    quoted = np.array([f.statement.mode == "quoted" for f in facts])
    both = quoted[likely.first] & quoted[likely.second]
    return Pairs(likely.first[both], likely.second[both], likely.likelihood[both])


def _said(told: Sequence[Speaker], likely: Pairs) -> Table:
    """How likely two speakers are made to say one thing: the likeliest of their pairs of statements."""
    speaking: dict[int, list[int]] = defaultdict(list)
    for n, t in enumerate(told):
        for i in t.statements:
            speaking[i].append(n)
    table = np.zeros((len(told), len(told)))
    for i, j, sure in zip(likely.first.tolist(), likely.second.tolist(), likely.likelihood.tolist(), strict=True):
        for a in speaking.get(i, ()):
            for b in speaking.get(j, ()):
                table[a, b] = table[b, a] = max(table[a, b], sure)
    return table
