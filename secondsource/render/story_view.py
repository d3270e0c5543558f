"""One story arranged for a reader: what matters most, where the accounts part, the rest, who, when and where.

Every drawn format shows the same arrangement; only the drawing differs. Nothing here is judged anew: the
order of findings, their standing and their origins are those of the brief.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from secondsource.model import (
    Brief,
    Claim,
    Discrepancy,
    Entity,
    EntityKind,
    Finding,
    Flag,
    Interval,
    Origin,
    Report,
    Story,
)
from secondsource.render.visible import one_line
from secondsource.render.wording import (
    ENGLISH,
    UNSURE,
    UNSURE_MEANING,
    UPDATE,
    UPDATE_MEANING,
    Tongue,
    doubted,
)

# How many names a reader takes in at a glance.
_WHO = 6
_WHERE = 4

_LABEL_LENGTH = 28

_Touching = TypeVar("_Touching", Discrepancy, Flag)


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with everything that drawing it needs to look up."""

    story: Story
    number: int
    """1 for the first story of the brief."""
    reports: tuple[Report, ...]
    labels: Mapping[str, str]
    """A short name for each report of the brief, by id; no two are equal."""
    origins: Mapping[str, Origin]
    who: tuple[Entity, ...]
    """Persons and organisations that most reports name."""
    where: tuple[Entity, ...]
    when: str
    numbers: Mapping[str, int]
    """The number of each finding, by id: 1 is the weightiest."""
    lead: tuple[Finding, ...]
    """What matters most, in the story's order; empty where the brief does not say. A finding stands in one place
    only: here, in `background`, in `weighty` or in `told_by_one`."""
    weighty: tuple[Finding, ...]
    """Told by several reports, or disputed, or flagged."""
    told_by_one: tuple[tuple[Report, tuple[Finding, ...]], ...]
    """All other findings, by the report that tells them."""
    background: tuple[Finding, ...]
    """What happened well before the news itself."""
    days: Mapping[str, Interval]
    """When a finding happened, by its id, where the timeline has it."""
    parting: tuple[Discrepancy, ...]
    """Where the accounts part."""
    updates: tuple[Discrepancy, ...]
    """Where they do not, but a later one gives more."""
    discrepancies: Mapping[str, tuple[Discrepancy, ...]]
    """Both kinds, by the id of the finding that they touch."""
    flags: Mapping[str, tuple[Flag, ...]]
    most_origins: int
    """The most independent origins that any finding has."""

    @property
    def in_short(self) -> tuple[Finding, ...]:
        """Those of the findings drawn in short (`lead` and `background`) that have more claims than the one shown."""
        return tuple(finding for finding in (*self.lead, *self.background) if len(finding.claims) > 1)

    def label(self, report: str) -> str:
        """The short name of a report; its id where the brief does not hold it."""
        return self.labels.get(report) or one_line(report)

    def language(self, report: str) -> str:
        """The language code of a report, `und` where it is not known."""
        return next((one.language for one in self.reports if one.id == report), "und")

    def chain(self, claim: Claim) -> tuple[str, ...]:
        """The names of the speakers that a claim leans on, nearest first; empty for the report's own voice."""
        return tuple(self.origin_name(origin) for origin in claim.chain)

    def origin_name(self, origin: str) -> str:
        """What an origin is called; its id where the story does not hold it."""
        return one_line(self.origins[origin].name if origin in self.origins else origin)


def view_stories(brief: Brief) -> tuple[StoryView, ...]:
    """The stories of a brief in their order, each arranged for a reader."""
    labels = report_labels(brief.reports)
    by_id = {report.id: report for report in brief.reports}
    return tuple(
        _view(story, number, tuple(by_id[id] for id in story.reports if id in by_id), labels)
        for number, story in enumerate(brief.stories, start=1)
    )


def report_labels(reports: Sequence[Report]) -> dict[str, str]:
    """A short name for each report, by id: its outlet, else its file's name; numbered where two would be equal."""
    names = {report.id: _clipped(one_line(report.outlet or "") or _stem(report.id)) for report in reports}
    held = list(names.values())
    labels: dict[str, str] = {}
    for id, name in names.items():
        if held.count(name) == 1:
            labels[id] = name
        else:
            labels[id] = f"{name} ({sum(other == name for other in held[: len(labels) + 1])})"
    return labels


def claims_by_text(finding: Finding) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """The claims of a finding, those with the same words together, the words that state the finding first."""
    found: dict[str, list[Claim]] = {}
    for claim in sorted(finding.claims, key=lambda claim: claim.text != finding.statement):
        found.setdefault(claim.text, []).append(claim)
    return tuple((text, tuple(claims)) for text, claims in found.items())


def strongest(finding: Finding) -> Claim:
    """The claim that stands for a finding where it is told in short."""
    return claims_by_text(finding)[0][1][0]


def terms(views: Iterable[StoryView]) -> tuple[tuple[str, str], ...]:
    """The words beside standings that a reader of these stories meets, each with what it means."""
    stories = [view.story for view in views]
    found: list[tuple[str, str]] = []
    if any(discrepancy.update for story in stories for discrepancy in story.discrepancies):
        found.append((UPDATE, UPDATE_MEANING))
    claims = (claim for story in stories for finding in story.findings for claim in finding.claims)
    if any(map(doubted, claims)) or any(doubted(one) for story in stories for one in story.discrepancies):
        found.append((UNSURE, UNSURE_MEANING))
    return tuple(found)


def reports_behind(finding: Finding) -> int:
    """How many reports have a claim in a finding."""
    return len({claim.report for claim in finding.claims})


def _view(story: Story, number: int, reports: tuple[Report, ...], labels: Mapping[str, str]) -> StoryView:
    discrepancies = _by_finding(story.discrepancies)
    flags = _by_finding(story.flags)
    by_id = {finding.id: finding for finding in story.findings if finding.claims}
    lead = tuple(by_id[id] for id in dict.fromkeys(story.lead) if id in by_id)
    before = {entry.finding for entry in story.timeline if entry.background} - {finding.id for finding in lead}
    background = tuple(finding for finding in by_id.values() if finding.id in before)
    elsewhere = {finding.id for finding in (*lead, *background)}
    weighty: list[Finding] = []
    alone: dict[str, list[Finding]] = {report.id: [] for report in reports}
    for finding in story.findings:
        if finding.id in elsewhere:
            continue
        told_by = {claim.report for claim in finding.claims}
        only = next(iter(told_by)) if len(told_by) == 1 else None
        touched = finding.id in discrepancies or finding.id in flags or finding.standing in {"disputed", "corroborated"}
        if only in alone and not touched:
            alone[only].append(finding)
        else:
            weighty.append(finding)
    return StoryView(
        story=story,
        number=number,
        reports=reports,
        labels=labels,
        origins={origin.id: origin for origin in story.origins},
        who=_most_named(story.entities, ("person", "organisation"), _WHO),
        where=_most_named(story.entities, ("place",), _WHERE),
        when=when_words(story, reports),
        numbers={finding.id: place for place, finding in enumerate(story.findings, start=1)},
        lead=lead,
        weighty=tuple(weighty),
        told_by_one=tuple((report, tuple(alone[report.id])) for report in reports if alone[report.id]),
        background=background,
        days={entry.finding: entry.when for entry in story.timeline},
        parting=tuple(one for one in story.discrepancies if not one.update),
        updates=tuple(one for one in story.discrepancies if one.update),
        discrepancies=discrepancies,
        flags=flags,
        most_origins=max((finding.independent_origins for finding in story.findings), default=0),
    )


def _by_finding(touching: Iterable[_Touching]) -> dict[str, tuple[_Touching, ...]]:
    found: dict[str, list[_Touching]] = {}
    for one in touching:
        if one.finding is not None:
            found.setdefault(one.finding, []).append(one)
    return {finding: tuple(ones) for finding, ones in found.items()}


def _most_named(entities: Iterable[Entity], kinds: tuple[EntityKind, ...], most: int) -> tuple[Entity, ...]:
    wanted = [entity for entity in entities if entity.kind in kinds]
    wanted.sort(key=lambda entity: (-named_in(entity), -len(entity.mentions), entity.name))
    return tuple(wanted[:most])


def named_in(entity: Entity) -> int:
    """How many reports name an entity."""
    return len({mention.report for mention in entity.mentions})


def when_words(story: Story, reports: Sequence[Report], tongue: Tongue = ENGLISH) -> str:
    """When the main event was, when the reports came out, how far back and ahead they reach.

    Where the story does not say when its main event was, the weightiest dated finding stands in.
    """
    parts: list[str] = []
    place = {finding.id: place for place, finding in enumerate(story.findings)}
    told = sorted(story.timeline, key=lambda entry: place.get(entry.finding, len(place)))
    main = story.day or (told[0].when if told else None)
    if main:
        parts.append(tongue.days(main))
    published = _hull(report.published for report in reports)
    if published:
        parts.append(tongue.say("reports of %(days)s", days=tongue.days(published)))
    reach = _hull(entry.when for entry in told)
    known = _hull([main, published])
    if reach and known and reach.earliest.year < known.earliest.year:
        parts.append(tongue.say("reaching back to %(year)s", year=reach.earliest.year))
    if reach and known and reach.latest > known.latest:
        parts.append(tongue.say("looking ahead to %(day)s", day=tongue.day(reach.latest)))
    return " · ".join(parts) or tongue.say("unknown")


def _hull(intervals: Iterable[Interval | None]) -> Interval | None:
    known = [interval for interval in intervals if interval is not None]
    if not known:
        return None
    return Interval(min(one.earliest for one in known), max(one.latest for one in known))


def _stem(id: str) -> str:
    """The part of a file's name or address that tells it from others."""
    path = id.split("?")[0].split("#")[0].rstrip("/")
    name = path.rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0] if "." in name.strip(".") else name
    return one_line(stem) or one_line(id) or "report"


def _clipped(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1].rstrip() + "…"
