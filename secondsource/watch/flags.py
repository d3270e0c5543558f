"""The findings of a story that a watch rule points to, and why: which claims, which conditions, how surely.

A flag says that a finding may fall under a rule, never that it does. It never stands without a claim, names every
condition that held with the words by which it did, and what speaks against it: denials, doubts, what is still to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from secondsource.encoding.encoder import Vectors
from secondsource.model import (
    Claim,
    Condition,
    Discrepancy,
    Entity,
    Finding,
    Flag,
    Interval,
    Mention,
    Reading,
    Seen,
    Story,
)
from secondsource.names import latin
from secondsource.packs import Table, load
from secondsource.watch.meaning import Floats, Meanings, Meant
from secondsource.watch.rule import LEAST, Rule
from secondsource.words import length

LEAST_SURE = 0.4
"""A rule whose conditions hold less surely than this points to nothing."""
SURE_ACT = 0.57
"""So surely a claim must mean what a rule watches for: of the flags that tests/watch/cases.toml expects by what a claim
means, two are less sure (0.41 and 0.54), all others surer than 0.76. Where the figure of a claim comes from stands in
`meaning.py`."""
BESIDE = 0.15
"""What means one rule more surely than another by more than this is of the one only."""
FEWEST_WORDS = 4
"""A claim with fewer says too little to fire a rule."""
# How surely a party is meant where a claim stands: in its own sentence, in one just before, somewhere in its report.
HERE, NEAR, SOMEWHERE = 1.0, 0.8, 0.55
NEAR_SENTENCES = 2
NOT_DATED = 0.8
"""How surely something that no claim dates falls in the time of a rule."""
# What lowers a flag, and to which part of what it was.
DENIED, PARTLY_DENIED, WITHHELD, HEDGED, TO_COME = 0.3, 0.7, 0.5, 0.8, 0.6

Span = tuple[str, int, int]


def flag(story: Story, readings: Sequence[Reading], rules: Iterable[Rule], meanings: Meanings) -> tuple[Flag, ...]:
    """The flags of a story, by rule, then in the order of its findings; it was weighed from these `readings`."""
    watched = _Watched(story, readings)
    parties = {rule: watched.parties(rule) for rule in rules}
    asked = [rule for rule, named in parties.items() if named or not (rule.countries or rule.names)]
    meant = _meant(asked, watched, meanings)
    found = (_flag(rule, f, watched, parties[rule], meant.get(rule)) for rule in asked for f in story.findings)
    return tuple(made for made in found if made is not None)


def _meant(rules: Sequence[Rule], watched: _Watched, meanings: Meanings) -> dict[Rule, dict[Span, Meant]]:
    """Which claims mean what each rule with examples watches for, by rule: those that mean no other rule much more."""
    found: dict[Rule, dict[Span, Meant]] = {rule: {} for rule in rules if rule.examples}
    parted = {
        kind: {d.finding for d in watched.story.discrepancies if d.kind == kind}
        for rule in rules
        for kind in rule.kinds
    }
    held: dict[Rule, list[tuple[Span, Seen]]] = {rule: [] for rule in found}
    asked: dict[Span, Callable[[], Floats]] = {}
    for finding in watched.story.findings:
        mine = [r for r in found if not r.kinds or any(finding.id in parted[kind] for kind in r.kinds)]
        for claim in finding.claims if mine else ():
            span, seen = (claim.report, claim.start, claim.end), watched.seen(claim)
            if seen is None or length(claim.text) < FEWEST_WORDS or watched.is_caption(claim):
                continue
            asked[span] = cache(partial(_encoded, claim.text, meanings))
            for rule in mine:
                held[rule].append((span, seen))
    means: dict[Span, dict[Rule, Meant]] = {span: {} for span in asked}
    for rule, claims in held.items():
        told = meanings[rule].of([seen for _, seen in claims], [asked[span] for span, _ in claims])
        for (span, _), one in zip(claims, told, strict=True):
            means[span][rule] = one
    for span, by_rule in means.items():
        most = max(one.confidence for one in by_rule.values())
        for rule, one in by_rule.items():
            if one.confidence >= max(SURE_ACT, most - BESIDE):
                found[rule][span] = one
    return found


def _encoded(text: str, meanings: Meanings) -> Vectors:
    row: Vectors = meanings.encoder.encode([text])[0]
    return row


def _worded(language: str, countries: frozenset[str], reading: Reading) -> Iterable[re.Match[str]]:
    """Where a report calls a state by another word than its name: *North Korean*, *Pyongyang*."""
    return _words_for(language, countries).any.finditer(reading.report.text)


@cache
def _words_for(language: str, countries: frozenset[str]) -> Table[str]:
    pack = load(language)
    words = {code: (*pack.places.adjectives.get(code, ()), *pack.places.capitals.get(code, ())) for code in countries}
    return Table(words, spaces=pack.writing.spaces, attached=pack.writing.attached)


@dataclass(frozen=True)
class _Fired:
    """A claim that a rule points to."""

    claim: Claim
    confidence: float
    words: str
    """Which example it means, or that it is one side of a discrepancy."""


class _Watched:
    """A story with what its readings know of each claim."""

    def __init__(self, story: Story, readings: Sequence[Reading]) -> None:
        self.story = story
        self.readings = {r.report.id: r for r in readings}
        self._at = {
            (s.report, s.start, s.end): (r, n) for r in self.readings.values() for n, s in enumerate(r.statements)
        }

    def place(self, claim: Claim) -> tuple[Reading, int] | None:
        """The reading that a claim is of, and the number of its statement."""
        return self._at.get((claim.report, claim.start, claim.end))

    def seen(self, claim: Claim) -> Seen | None:
        """A claim as the aligner sees it, where it does."""
        reading, number = self.place(claim) or (None, 0)
        return reading.seen[number] if reading and number < len(reading.seen) else None

    def is_caption(self, claim: Claim) -> bool:
        """Whether it stands under a picture, which shows things and tells nothing."""
        reading, number = self.place(claim) or (None, 0)
        return reading is not None and reading.statements[number].role == "caption"

    def parties(self, rule: Rule) -> dict[str, list[tuple[int, Mention]]]:
        """Where each report names a party of the rule: number of the sentence, and the words."""
        wanted = _comparable(rule)
        spans: set[Span] = set()
        for entity in self.story.entities:
            if wanted & {latin(name) for name in (entity.name, *entity.aliases)}:
                spans |= {(m.report, m.start, m.end) for m in entity.mentions}
        found: dict[str, list[tuple[int, Mention]]] = {}
        for id, reading in sorted(self.readings.items()):
            spans |= {(id, n.start, n.end) for n in reading.names if {n.code, n.of} & rule.countries}
            if rule.countries:
                spans |= {(id, m.start(), m.end()) for m in _worded(reading.report.pack, rule.countries, reading)}
            named = [
                (n, Mention(id, start, end, reading.report.text[start:end]))
                for report, start, end in sorted(spans)
                for n, sentence in enumerate(reading.sentences)
                if report == id and sentence.start <= start < sentence.end
            ]
            if named:
                found[id] = named
        return found

    def entity_of(self, origin: str) -> Entity | None:
        """The entity that an origin is, where it is one."""
        entity = next((o.entity for o in self.story.origins if o.id == origin), None)
        return next((e for e in self.story.entities if e.id == entity), None)


def _flag(
    rule: Rule,
    finding: Finding,
    watched: _Watched,
    parties: Mapping[str, Sequence[tuple[int, Mention]]],
    meant: Mapping[Span, Meant] | None,
) -> Flag | None:
    if rule.least and _standing(finding) < LEAST.index(rule.least):
        return None
    parted = [d for d in watched.story.discrepancies if d.finding == finding.id and d.kind in rule.kinds]
    if rule.denied_by_accused:
        parted = [d for d in parted if _denied_by_accused(d, finding, watched)]
    if rule.kinds and not parted:
        return None
    fired = _of_discrepancies(finding, parted) if meant is None else _by_meaning(finding, meant)
    conditions: list[Condition] = []
    if fired:
        surest = max(fired, key=lambda f: f.confidence)
        conditions.append(_condition("act", surest.words, surest.confidence))
        conditions += _party(rule, fired, watched, parties)
        conditions += _times(rule, fired)
        conditions += [_condition("discrepancy", f"{d.kind}: {d.about}", d.confidence or 1.0) for d in parted]
        conditions += [_condition("standing", finding.standing, 1.0)] if rule.least else []
    sure = min((c.confidence for c in conditions), default=0.0)
    if sure < LEAST_SURE or ((rule.countries or rule.names) and "party" not in {c.name for c in conditions}):
        return None
    lowered = _lowered(rule, fired, watched)
    for _, part in lowered:
        sure *= part
    claims = tuple(_mention(f.claim) for f in fired)
    return Flag(
        rule=rule.name,
        finding=finding.id,
        basis=rule.basis,
        why=_why(rule, fired, conditions, lowered),
        title=rule.title,
        text=rule.text,
        link=rule.link,
        claims=tuple(dict.fromkeys(claims)),
        conditions=tuple(conditions),
        lowered=tuple(words for words, _ in lowered),
        open=rule.open,
        confidence=round(sure, 2),
    )


def _by_meaning(finding: Finding, meant: Mapping[Span, Meant]) -> list[_Fired]:
    found = ((claim, meant.get((claim.report, claim.start, claim.end))) for claim in finding.claims)
    return [_Fired(claim, one.confidence, f"as in “{one.example}”") for claim, one in found if one]


def _of_discrepancies(finding: Finding, parted: Sequence[Discrepancy]) -> list[_Fired]:
    sides = {(m.report, m.start, m.end) for d in parted for side in d.values for m in side.claims}
    sure = max((d.confidence or 1.0 for d in parted), default=0.0)
    return [_Fired(c, sure, "the accounts part") for c in finding.claims if (c.report, c.start, c.end) in sides]


def _denied_by_accused(parted: Discrepancy, finding: Finding, watched: _Watched) -> bool:
    """Whether somebody who denies a point is named in what is denied."""
    sides = {(m.report, m.start, m.end) for side in parted.values for m in side.claims}
    mine = [c for c in finding.claims if (c.report, c.start, c.end) in sides]
    deniers = {o for c in mine if c.stance == "denies" for o in c.chain[-1:]}
    stated = [c for c in mine if c.stance == "states"]
    for denier in deniers:
        entity = watched.entity_of(denier)
        named = [(m.report, m.start) for m in entity.mentions] if entity else []
        if any(report == c.report and c.start <= start < c.end for c in stated for report, start in named):
            return True
    return False


def _party(
    rule: Rule, fired: Sequence[_Fired], watched: _Watched, parties: Mapping[str, Sequence[tuple[int, Mention]]]
) -> list[Condition]:
    """The condition that a party is named, by the claim that it is named nearest to."""
    if not (rule.countries or rule.names):
        return []
    best: tuple[float, Mention] | None = None
    for one in fired:
        place = watched.place(one.claim)
        if place is None:
            continue
        sentence = place[0].statements[place[1]].sentence
        for number, mention in parties.get(one.claim.report, ()):
            behind = sentence - number
            sure = HERE if behind == 0 else NEAR if 0 < behind <= NEAR_SENTENCES else SOMEWHERE
            if best is None or sure > best[0]:
                best = sure, mention
    return [Condition("party", f"named as “{best[1].text}”", best[0], (best[1],))] if best else []


def _times(rule: Rule, fired: Sequence[_Fired]) -> list[Condition]:
    """The condition that it was in the time of the rule, as far as the claims date it."""
    if not (rule.since or rule.until):
        return []
    dated = [f.claim.when for f in fired if f.claim.when]
    if not dated:
        return [_condition("time", "no claim says when", NOT_DATED)]
    inside = [when for when in dated if _may_be_in(when, rule)]
    first, last = min(w.earliest for w in inside or dated), max(w.latest for w in inside or dated)
    said = str(first) if first == last else f"{first} to {last}"
    return [_condition("time", said, 1.0 if inside else 0.0)]


def _may_be_in(when: Interval, rule: Rule) -> bool:
    return not (rule.since and when.latest < rule.since) and not (rule.until and when.earliest > rule.until)


def _lowered(rule: Rule, fired: Sequence[_Fired], watched: _Watched) -> list[tuple[str, float]]:
    """What speaks against it, and to which part of what it was that lowers the flag."""
    claims = [f.claim for f in fired]
    found: list[tuple[str, float]] = []
    denied = [c for c in claims if c.stance == "denies"]
    if denied and "denial" not in rule.kinds:
        found.append(("every claim denies it", DENIED) if len(denied) == len(claims) else
                     (f"denied: “{denied[0].text}”", PARTLY_DENIED))  # fmt: skip
    if all(c.stance == "withholds" for c in claims):
        found.append(("no claim gives it; it is said to be unknown or undisclosed", WITHHELD))
    if all(c.hedged for c in claims):
        found.append(("every report that tells it marks it as unsure", HEDGED))
    coming = [c for c in claims if (known := watched.place(c)) and _is_to_come(c.when, known[0])]
    if coming and len(coming) == len(claims):
        found.append(("it was still to come when the reports came out", TO_COME))
    return found


def _is_to_come(when: Interval | None, reading: Reading) -> bool:
    published = reading.report.published
    return when is not None and published is not None and when.earliest > published.latest


def _standing(finding: Finding) -> int:
    if finding.standing == "disputed":
        return min(finding.independent_origins, 2)
    return LEAST.index(finding.standing)


@lru_cache(64)
def _comparable(rule: Rule) -> frozenset[str]:
    """The names of a rule's parties as they are compared: there may be a list of a hundred thousand."""
    return frozenset(latin(name) for name in rule.names)


def _why(
    rule: Rule, fired: Sequence[_Fired], conditions: Sequence[Condition], lowered: Sequence[tuple[str, float]]
) -> str:
    reports = len({f.claim.report for f in fired})
    told = f"{reports} report{'s' if reports > 1 else ''}"
    held = "; ".join(f"{c.name} {c.held} ({c.confidence:.2f})" for c in conditions)
    against = f" Against it: {'; '.join(words for words, _ in lowered)}." if lowered else ""
    return f"May fall under “{rule.title}”, by {told}: {held}.{against}"


def _condition(name: str, held: str, confidence: float) -> Condition:
    return Condition(name, held, round(confidence, 2), ())


def _mention(claim: Claim) -> Mention:
    return Mention(claim.report, claim.start, claim.end, claim.text)
