"""Where the accounts part: every difference in the findings and names of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

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
from secondsource.weighing.compare import actors, dates, names, numbers, stances
from secondsource.weighing.compare.difference import Difference
from secondsource.weighing.entities import Entities

# Accounts differ only where they surely speak to the same point: the most likely pair across two sides must be at
# least this likely. Dates need most, for every clause has one. Set on the cases, for precision.
SURE: Mapping[DiscrepancyKind, float] = {"date": 0.6, "number": 0.4, "denial": 0.35, "withheld": 0.35, "actor": 0.3}


# What has one right spelling in a script; titles of works and events are translated.
SPELLED = ("person", "product", "organisation", "place")


@dataclass(frozen=True)
class Evidence:
    """What the comparisons need to know of a story beside its findings."""

    statements: Mapping[str, Sequence[Statement]]
    """Finding id to the statements that it was made of."""
    when: Mapping[Statement, Interval]
    speakers: Mapping[Statement, Sequence[tuple[str, Source]]]
    likelihood: Callable[[Statement, Statement], float]
    """How likely two statements speak to one point, 0 to 1."""


def find(
    findings: Sequence[Finding], evidence: Evidence, readings: Sequence[Reading], entities: Entities
) -> tuple[Discrepancy, ...]:
    """All discrepancies of a story, in the order of its findings, then the names that no finding carries."""
    found: list[tuple[str | None, Difference | None, Discrepancy | None]] = []
    for finding in findings:
        told = evidence.statements[finding.id]
        if len({s.report for s in told}) < 2:
            continue
        differences = [
            *stances.differences(told),
            *numbers.differences(told),
            *dates.differences(told, evidence.when),
            *actors.differences(told, evidence.speakers),
        ]
        sure = (kept for d in differences if (kept := _surely(d, evidence)))
        found += [(finding.id, d, None) for d in sure]
    for discrepancy in _spellings(findings, readings, entities):
        found.append((discrepancy.finding, None, discrepancy))
    out = []
    for number, (finding_id, difference, ready) in enumerate(found, 1):
        if ready is not None:
            out.append(Discrepancy(f"d{number}", ready.kind, ready.finding, ready.about, ready.values))
        elif difference is not None:
            out.append(Discrepancy(f"d{number}", difference.kind, finding_id, difference.about, _sides(difference)))
    return tuple(out)


def _surely(difference: Difference, evidence: Evidence) -> Difference | None:
    """The difference with only the statements that surely meet another side, or None where no two sides are left."""
    least = SURE[difference.kind]
    sides = []
    for side in difference.sides:
        others = [s for other in difference.sides if other is not side for s in other.statements]
        kept = tuple(
            s for s in side.statements if max((evidence.likelihood(s, o) for o in others), default=0.0) >= least
        )
        if kept:
            sides.append(replace(side, statements=kept))
    return replace(difference, sides=tuple(sides)) if len(sides) > 1 else None


def _sides(difference: Difference) -> tuple[Side, ...]:
    return tuple(
        Side(
            side.value, tuple(sorted({_mention(s) for s in side.statements}, key=lambda m: (m.report, m.start, m.end)))
        )
        for side in difference.sides
    )


def _mention(statement: Statement) -> Mention:
    return Mention(statement.report, statement.start, statement.end, statement.text)


def _spellings(findings: Sequence[Finding], readings: Sequence[Reading], entities: Entities) -> list[Discrepancy]:
    named: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        for name in reading.names:
            key = entities.of.get((reading.report.id, name.thing))
            if key and name.code is None:
                named[key][reading.report.id].append(name)
    found = []
    for entity in entities.all:
        if entity.kind not in SPELLED:
            continue
        groups = names.spellings(named[entity.id]) if entity.id in named else []
        if len(groups) < 2:
            continue
        sides = tuple(Side(g[0][1].base, tuple(Mention(r, n.start, n.end, n.text) for r, n in g)) for g in groups)
        places = {(m.report, m.start) for s in sides for m in s.claims}
        home = next((f.id for f in findings if _names_in(f, places) > 1), None)
        found.append(Discrepancy("", "name", home, entity.name, sides))
    return found


def _names_in(finding: Finding, places: set[tuple[str, int]]) -> int:
    return len({c.report for c in finding.claims for r, start in places if c.report == r and c.start <= start < c.end})
