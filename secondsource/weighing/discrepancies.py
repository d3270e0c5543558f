"""Where the accounts part: every difference in the findings and names of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from secondsource.model import (
    Discrepancy,
    DiscrepancyKind,
    Finding,
    Interval,
    Mention,
    Name,
    Reading,
    Side,
    Source,
    Statement,
)
from secondsource.weighing.compare import actors, dates, names, numbers, places, stances
from secondsource.weighing.compare.difference import Difference
from secondsource.weighing.compare.difference import Side as DifferenceSide
from secondsource.weighing.entities import Entities
from secondsource.words import asks

# Accounts differ only where they surely speak to the same point: the most likely pair across two sides must be at
# least this likely. Places need most, for what is near may be named for where it was. Set on the cases, for precision.
SURE: Mapping[DiscrepancyKind, float] = {
    "date": 0.6,
    "number": 0.55,
    "denial": 0.55,
    "withheld": 0.25,
    "actor": 0.2,
    "place": 0.7,
}

# Statements that differ in one of these and are at least this likely to speak to one point are of one finding, however
# little the others of either side do: each side agrees within itself, "48 hours" here and "72 hours" there, and would
# be a finding of its own. What is withheld, and who spoke, makes up for a low likelihood.
JOINING: Mapping[DiscrepancyKind, float] = {
    "withheld": SURE["withheld"],
    "actor": SURE["actor"],
    "number": 0.6,
    "date": 0.6,
    "denial": 0.6,
}

# What a report names so often at most is not what it is about: it may answer what the report says is not known.
IN_PASSING = 1

# What has one right spelling in a script, in whichever language.
SPELLED = ("person", "product")
# What has one right spelling in a language: names of places and bodies are translated.
SPELLED_IN_A_LANGUAGE = ("organisation", "place")


@dataclass(frozen=True)
class Evidence:
    """What the comparisons need to know of a story beside its findings."""

    when: Mapping[Statement, Interval]
    speakers: Mapping[Statement, Sequence[tuple[str, Source]]]
    likelihood: Callable[[Statement, Statement], float]
    """How likely two statements speak to one point, 0 to 1."""
    opposed: Callable[[Statement, Statement], float] = stances.by_words
    """How likely one of two statements of a point denies what the other states, 0 to 1."""
    places: Mapping[Statement, Mapping[str, str]] = field(default_factory=dict)
    """The places, no states, that a statement names: id to wording."""
    told: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How often a report gives each entity and number, by report id."""
    details: Mapping[Statement, frozenset[str]] = field(default_factory=dict)
    """The entities and numbers that a statement gives."""
    published: Mapping[str, Interval] = field(default_factory=dict)
    statements: Mapping[str, Sequence[Statement]] = field(default_factory=dict)
    """Finding id to the statements that it was made of, once there are findings."""


def find(
    findings: Sequence[Finding], evidence: Evidence, readings: Sequence[Reading], entities: Entities
) -> tuple[Discrepancy, ...]:
    """All discrepancies of a story, in the order of its findings, then the names that no finding carries."""
    found: list[Discrepancy] = []
    for finding in findings:
        told = [s for s in evidence.statements[finding.id] if not asks(s.text)]  # a question is nobody's account
        if len({s.report for s in told}) < 2:
            continue
        differences = [*_differences(told, evidence), *places.differences(told, evidence.places, evidence.told)]
        found += [made for d in differences if (made := _surely(d, finding.id, evidence))]
    found += _spellings(findings, readings, entities)
    return tuple(replace(d, id=f"d{number}") for number, d in enumerate(found, 1))


def joining(pairs: Iterable[tuple[Statement, Statement]], evidence: Evidence) -> Iterator[tuple[Statement, Statement]]:
    """Of pairs of statements those that speak to one point for what they differ in: rival accounts of a number, of a
    day, of whether it is so at all; one answers just what the other withholds; two bodies of one state speak in the
    same part."""
    for pair in pairs:
        likely = evidence.likelihood(*pair)
        if any(likely >= JOINING[d.kind] for d in _differences(pair, evidence)):
            yield pair


def _differences(statements: Sequence[Statement], evidence: Evidence) -> Iterator[Difference]:
    """What statements of one point differ in, but for places."""
    found = [
        *stances.differences(statements, evidence.opposed),
        *(d for d in numbers.differences(statements) if not _counts_two(d, evidence)),
        *dates.differences(statements, evidence.when),
        *actors.differences(statements, evidence.speakers),
    ]
    return (more for d in found if (more := _gives_more(d, evidence)))


def _gives_more(difference: Difference, evidence: Evidence) -> Difference | None:
    """A difference as it is; of something withheld only what gives a name or a number that the withholding report has
    in passing at most, or None where nothing does: what merely speaks of the same is no answer."""
    if difference.kind != "withheld":
        return difference
    given, withheld = difference.sides
    more = tuple(
        s
        for s in given.statements
        if any(
            evidence.told.get(w.report, {}).get(detail, 0) <= IN_PASSING
            for detail in evidence.details.get(s, ())
            for w in withheld.statements
            if w.report != s.report
        )
    )
    return replace(difference, sides=(replace(given, statements=more), withheld)) if more else None


def _counts_two(difference: Difference, evidence: Evidence) -> bool:
    """Whether one report gives numbers of two sides in its own voice: then it counts two things."""
    own = [{s.report for s in side.statements if not evidence.speakers.get(s)} for side in difference.sides]
    return any(a & b for a, b in combinations(own, 2))


def _surely(difference: Difference, finding: str, evidence: Evidence) -> Discrepancy | None:
    """The discrepancy with only the statements that surely meet another side, or None where no two sides are left."""
    least = SURE[difference.kind]
    sides, confidence = [], 0.0
    for side in difference.sides:
        others = [s for other in difference.sides if other is not side for s in other.statements]
        met = {s: max((evidence.likelihood(s, o) for o in others), default=0.0) for s in side.statements}
        kept = tuple(s for s in side.statements if met[s] >= least)
        if kept:
            sides.append(replace(side, statements=kept))
            confidence = max(confidence, *(met[s] for s in kept))
    if len(sides) < 2:
        return None
    later = _later(difference, sides, evidence)
    shown = tuple(_side(s, evidence.speakers if difference.kind == "actor" else {}) for s in later or sides)
    return Discrepancy("", difference.kind, finding, difference.about, shown, round(confidence, 2), later is not None)


def _later(difference: Difference, sides: Sequence[DifferenceSide], evidence: Evidence) -> list[DifferenceSide] | None:
    """The sides by when they came out, where each came out after the one before and gives more than it did: a count
    that grew, not one that is disputed. None where that is not so, or cannot be told."""
    if difference.kind != "number" or any(side.size is None for side in sides):
        return None
    grown = sorted(sides, key=lambda side: side.size or 0.0)
    for before, after in pairwise(grown):
        old = [evidence.published.get(s.report) for s in before.statements]
        new = [evidence.published.get(s.report) for s in after.statements]
        if not all(o and n and o.latest < n.earliest for o in old for n in new):
            return None
    return grown


def _side(side: DifferenceSide, speakers: Mapping[Statement, Sequence[tuple[str, Source]]]) -> Side:
    """A side with the words of its statements, and those that name their `speakers`, where these are what differs."""
    mentions = {_mention(s) for s in side.statements}
    for s in side.statements:
        mentions |= {
            Mention(s.report, source.start, source.end, source.text)
            for _, source in speakers.get(s, ())
            if source.text == side.value
        }
    return Side(side.value, tuple(sorted(mentions, key=lambda m: (m.report, m.start, m.end))))


def _mention(statement: Statement) -> Mention:
    return Mention(statement.report, statement.start, statement.end, statement.text)


def _spellings(findings: Sequence[Finding], readings: Sequence[Reading], entities: Entities) -> list[Discrepancy]:
    named: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        for name in reading.names:
            key = entities.at(reading.report.id, name.thing)
            if key and name.code is None:
                named[key][reading.report.id].append(name)
    found = []
    language = {r.report.id: r.report.language for r in readings}
    for entity in entities.all:
        translated = entity.kind in SPELLED_IN_A_LANGUAGE
        if not translated and entity.kind not in SPELLED:
            continue
        mine = named.get(entity.id, {})
        spoken = sorted({language[report] for report in mine})
        sets = [{r: n for r, n in mine.items() if language[r] == code} for code in spoken] if translated else [mine]
        groups = next((g for s in sets if len(g := names.spellings(s, inflected=translated)) > 1), [])
        if not groups:
            continue
        sides = tuple(Side(g[0][1].base, tuple(Mention(r, n.start, n.end, n.text) for r, n in g)) for g in groups)
        places = {(m.report, m.start) for s in sides for m in s.claims}
        home = next((f.id for f in findings if _names_in(f, places) > 1), None)
        found.append(Discrepancy("", "name", home, entity.name, sides))
    return found


def _names_in(finding: Finding, places: set[tuple[str, int]]) -> int:
    return len({c.report for c in finding.claims for r, start in places if c.report == r and c.start <= start < c.end})
