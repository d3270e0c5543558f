"""Weighs a story: its reports' statements become findings with origins, standing and discrepancies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from secondsource.aligning import opposed
from secondsource.encoding import Encoder
from secondsource.model import (
    Claim,
    Corrections,
    Discrepancy,
    Finding,
    Interval,
    Reading,
    Source,
    Statement,
    Story,
    Timex,
)
from secondsource.names import script_of
from secondsource.weighing import discrepancies, entities, origins, sameness
from secondsource.weighing.compare import stances
from secondsource.weighing.findings import align, contradictions, joined, leans
from secondsource.weighing.judge import Judge, asked
from secondsource.weighing.likeness import Facts, Pairs, pairs
from secondsource.weighing.origins import Origins
from secondsource.weighing.standing import explain, independent, standing
from secondsource.weighing.timeline import day, lead, timeline
from secondsource.words import length

# A finding is best told by a claim of at least so many words, for shorter ones lack who or what, and of no more than so
# many letters, for longer ones say two things.
CLEAR_WORDS, CLEAR_LENGTH = 9, 130
# What it counts that a claim begins its sentence: others may be cut from what they need.
BEGINS_SENTENCE = 0.2


def weigh(
    story_id: str,
    readings: Sequence[Reading],
    copies: Mapping[str, str],
    encoder: Encoder,
    *,
    judge: Judge | None = None,
    corrections: Corrections = Corrections(),  # noqa: B008  (frozen)
) -> Story:
    """The story that dated readings tell together; `copies` maps reprints to their originals.

    Where there is a `judge`, it is asked about doubtful pairs of statements. `corrections` say who is who.
    """
    readings = sorted(readings, key=lambda r: r.report.id)
    known = entities.gather(readings, corrections.entities)
    speakers = origins.gather(readings, known, corrections.origins)
    facts = [_facts(r, n, known, speakers) for r in readings for n in range(len(r.statements))]
    vectors = _vectors(readings, encoder)
    groups: list[list[int]] = []
    likely = Pairs.none()
    judged: dict[tuple[int, int], float] = {}
    if facts:
        likely = pairs(facts, vectors)
        one = sameness.alike(readings, known, speakers, facts, likely, encoder)
        if one:
            speakers = origins.gather(readings, known, corrections.origins, one)
            facts = [replace(f, speakers=_origins(f.statement, speakers)) for f in facts]
        if judge is not None:
            likely, contradicting = asked(likely, facts, judge, readings)
            judged = {(c.first, c.second): c.confidence for c in contradicting}
        groups = align(likely, [f.statement.report for f in facts])
        facts = contradictions(facts, [*groups, *likely.above(discrepancies.JOINING["denial"])], _opposed)
    when = {f.statement: _when(f.times) for f in facts}
    evidence = _evidence(readings, facts, likely, judged, when, known, speakers)
    groups = joined(groups, _tied(facts, likely, evidence))
    opening = frozenset(s for r in readings for s in r.statements if _opens(s, r))
    drafts = [
        _finding([facts[i] for i in g], _surely(g, facts, likely), vectors[g], when, speakers, copies, opening)
        for g in groups
    ]
    drafts.sort(key=lambda d: _weight(d[0]))
    findings = [replace(f, id=f"f{n}") for n, (f, _) in enumerate(drafts, 1)]
    statements = {f.id: told for f, (_, told) in zip(findings, drafts, strict=True)}
    parted = discrepancies.find(findings, replace(evidence, statements=statements), readings, known)
    touched = {f.id: [d.kind for d in parted if d.finding == f.id] for f in findings}
    findings = [replace(f, standing=standing(f.independent_origins, touched[f.id])) for f in findings]
    published = list(evidence.published.values())
    news = day(findings, published)
    entries = timeline(findings, news, published)
    leading = lead(findings, entries)
    return Story(
        id=story_id,
        title=_title(readings, findings, leading),
        reports=tuple(r.report.id for r in readings),
        entities=known.all,
        origins=speakers.all,
        findings=tuple(findings),
        discrepancies=parted,
        timeline=entries,
        lead=leading,
        day=news,
    )


def _evidence(
    readings: Sequence[Reading],
    facts: Sequence[Facts],
    likely: Pairs,
    judged: Mapping[tuple[int, int], float],
    when: Mapping[Statement, Interval | None],
    known: entities.Entities,
    speakers: Origins,
) -> discrepancies.Evidence:
    """What discrepancies are found from; `judged` says how surely a judge sees pairs of facts contradict."""
    place = {f.statement: i for i, f in enumerate(facts)}
    by_id = {r.report.id: r for r in readings}

    def opposed_(a: Statement, b: Statement) -> float:
        i, j = sorted((place[a], place[b]))
        return max(_opposed(facts[i], facts[j]), judged.get((i, j), 0.0))

    return discrepancies.Evidence(
        when={s: interval for s, interval in when.items() if interval},
        speakers={f.statement: _last_speakers(f.statement, speakers) for f in facts},
        likelihood=lambda a, b: likely(place[a], place[b]),
        opposed=opposed_,
        places={f.statement: _places(f.statement, by_id[f.statement.report], known) for f in facts},
        told={r.report.id: _told(r, known) for r in readings},
        details={f.statement: f.entities | _counted(f.statement) for f in facts},
        published={r.report.id: r.report.published for r in readings if r.report.published},
    )


def _tied(facts: Sequence[Facts], likely: Pairs, evidence: discrepancies.Evidence) -> list[tuple[int, int]]:
    """The pairs of facts that speak to one point for what they differ in."""
    place = {f.statement: i for i, f in enumerate(facts)}
    least = min(discrepancies.JOINING.values())
    near = ((facts[i].statement, facts[j].statement) for i, j in likely.above(least))
    return [(place[a], place[b]) for a, b in discrepancies.joining(near, evidence)]


def _told(reading: Reading, known: entities.Entities) -> Counter[str]:
    """How often a report gives each entity and number."""
    named = (e for name in reading.names if (e := known.at(reading.report.id, name.thing)))
    return Counter([*named, *(number for s in reading.statements for number in _counted(s))])


def _counted(statement: Statement) -> frozenset[str]:
    return frozenset(f"{q.low:g}" for q in statement.quantities)


def _vectors(readings: Sequence[Reading], encoder: Encoder) -> NDArray[np.float32]:
    """One row for each statement of all reports: the aligner's, or the encoder's where no aligner read them."""
    rows = [
        np.stack([s.vector for s in r.seen]) if r.seen else encoder.encode([s.text for s in r.statements])
        for r in readings
        if r.statements
    ]
    return np.concatenate(rows) if rows else np.empty((0, encoder.dimensions), np.float32)


def without(story: Story, false: Collection[Discrepancy]) -> Story:
    """The story without discrepancies that somebody has found to be none, and with the standing that then is left."""
    if not false:
        return story
    left = tuple(d for d in story.discrepancies if d not in false)
    touched = {f.id: [d.kind for d in left if d.finding == f.id] for f in story.findings}
    findings = tuple(replace(f, standing=standing(f.independent_origins, touched[f.id])) for f in story.findings)
    return replace(story, findings=findings, discrepancies=left)


def _facts(reading: Reading, number: int, known: entities.Entities, speakers: Origins) -> Facts:
    report, statement = reading.report, reading.statements[number]
    times = tuple(t for t in report.times if statement.start <= t.start and t.end <= statement.end and t.earliest)
    named = frozenset(e for t in statement.things if (e := known.at(report.id, t)))
    last = _origins(statement, speakers)
    return Facts(statement, named, last, times, reading.seen[number] if reading.seen else None)


def _origins(statement: Statement, speakers: Origins) -> frozenset[str]:
    """Ids of the origins that its chains end in."""
    return frozenset(origin for origin, _ in _last_speakers(statement, speakers))


def _opposed(one: Facts, other: Facts) -> float:
    """How likely one denies what the other states; nobody contradicts himself, and two denials do not each other."""
    if one.speakers & other.speakers or (leans(one) and leans(other)):
        return 0.0
    if one.seen and other.seen:
        return float(opposed(one.seen.side[None], other.seen.side[None])[0])
    return stances.by_words(one.statement, other.statement)


def _places(statement: Statement, reading: Reading, known: entities.Entities) -> dict[str, str]:
    """The places, no states, that a statement names: entity id to wording."""
    return {
        entity: name.text
        for name in reading.names
        if statement.start <= name.start and name.end <= statement.end and name.code is None
        if (entity := known.at(statement.report, name.thing)) and known.kind(entity) == "place"
    }


def _when(times: Sequence[Timex]) -> Interval | None:
    """When a statement says that its point was: its one time, or the narrowest of several."""
    intervals = [Interval(t.earliest, t.latest, t.text) for t in times if t.earliest and t.latest]
    return min(intervals, key=lambda i: i.days) if intervals else None


def _last_speakers(statement: Statement, speakers: Origins) -> list[tuple[str, Source]]:
    return [(speakers.chain(statement.report, chain)[-1], chain[-1]) for chain in statement.chains if chain]


def _surely(group: Sequence[int], facts: Sequence[Facts], likely: Pairs) -> list[float | None]:
    """How surely each statement of a group speaks to its point: its mean likelihood with those of other reports."""
    found: list[float | None] = []
    for i in group:
        met = [likely(i, j) for j in group if facts[j].statement.report != facts[i].statement.report]
        found.append(round(sum(met) / len(met), 2) if met else None)
    return found


def _finding(
    facts: Sequence[Facts],
    confidence: Sequence[float | None],
    vectors: np.ndarray,
    when: Mapping[Statement, Interval | None],
    speakers: Origins,
    copies: Mapping[str, str],
    opening: Collection[Statement],
) -> tuple[Finding, list[Statement]]:
    claims = [
        Claim(
            report=s.report,
            start=s.start,
            end=s.end,
            text=s.text,
            stance=s.stance,
            chain=speakers.chain(s.report, chain),
            cue=s.cue,
            mode=s.mode,
            hedged=s.hedged,
            when=when[s],
            confidence=sure,
        )
        for s, sure in zip((f.statement for f in facts), confidence, strict=True)
        for chain in (s.chains or ((),))
    ]
    backing = independent(claims, copies)
    names = {o.id: o.name for o in speakers.all}
    finding = Finding(
        id="",
        statement=_clearest(facts, vectors, opening),
        claims=tuple(claims),
        independent_origins=len(backing),
        standing="unattributed",
        why=explain(claims, backing, names, copies),
    )
    return finding, [f.statement for f in facts]


def _opens(statement: Statement, reading: Reading) -> bool:
    """Whether nothing of its sentence is told before it."""
    start = reading.sentences[statement.sentence].start
    return not any(c.isalnum() for c in reading.report.text[start : statement.start])


def _clearest(facts: Sequence[Facts], vectors: np.ndarray, opening: Collection[Statement]) -> str:
    """The claim that says best what all say: near the others, stated, unhedged, neither clipped nor long, and with its
    sentence from where that begins if it can be."""
    rows = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    middle = rows @ rows.mean(axis=0)

    def clarity(i: int) -> tuple[float, str, int]:
        s = facts[i].statement
        written = min(1.0, length(s.text) / CLEAR_WORDS)  # a fragment lacks who or what
        long = max(0, len(s.text) - CLEAR_LENGTH) / CLEAR_LENGTH
        score = float(middle[i]) + written - 0.2 * long - 0.5 * (s.stance != "states") - 0.05 * s.hedged
        score += BEGINS_SENTENCE * (s in opening)
        return round(score, 4), s.report, -s.start

    return facts[max(range(len(facts)), key=clarity)].statement.text


def _weight(finding: Finding) -> tuple[int, int, int, int, str, int]:
    """Told by most, most independent, told first: reports begin with their news."""
    first: dict[str, int] = {}
    for claim in finding.claims:
        first.setdefault(claim.report, claim.start)
    begins = sum(first.values()) // len(first)
    report, start = next(iter(first.items()))
    return -len(first), -finding.independent_origins, begins, -len(finding.claims), report, start


def _title(readings: Sequence[Reading], findings: Sequence[Finding], leading: Sequence[str]) -> str:
    """The title, in the story's main script, of the report that shares most findings; else the finding that leads."""
    titled = [(r.report.id, r.report.title) for r in readings if r.report.title]
    if not titled:
        told = [f.statement for f in findings if f.id in leading[:1]] or [f.statement for f in findings]
        return told[0] if told else readings[0].report.id
    scripts = Counter(script_of(title) for _, title in titled)
    shared = Counter(
        report for f in findings if len({c.report for c in f.claims}) > 1 for report in {c.report for c in f.claims}
    )
    return max(titled, key=lambda t: (scripts[script_of(t[1])], shared[t[0]], t[0]))[1]
