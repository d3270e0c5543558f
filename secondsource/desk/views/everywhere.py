"""Where in the archive somebody appears: story by story, under which names, and what is traced to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secondsource.model import Entity, Finding, Mention, Origin
from secondsource.render.story_view import StoryView

_SHOWN = 3
"""Places of a story that are shown; the rest is counted."""
_AROUND = 90
"""Letters of the report on each side of a name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report names somebody, with the words around."""

    mention: Mention
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity of one story."""

    handle: str
    view: StoryView
    entity: Entity
    places: tuple[Place, ...]
    """The first one of each of some reports."""
    origins: tuple[Origin, ...]
    """As whom the same speaks."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A finding that leans on an origin."""

    number: int
    finding: Finding
    alone: bool
    """Nobody else stands behind it."""
    reports: tuple[str, ...]
    """Those that have it from there, by their labels."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """An origin of one story, and what was traced to it."""

    handle: str
    view: StoryView
    origin: Origin
    traced: tuple[Traced, ...]

    @property
    def alone(self) -> int:
        """How many findings nobody else stands behind."""
        return sum(one.alone for one in self.traced)


def appearances(handle: str, view: StoryView, ids: Iterable[str]) -> list[Appearance]:
    """The entities of a story that go by these ids."""
    wanted = set(ids)
    texts = {report.id: report.text for report in view.reports}
    found = []
    for entity in view.story.entities:
        if entity.id in wanted:
            first: dict[str, Mention] = {}
            for mention in entity.mentions:
                first.setdefault(mention.report, mention)
            places = tuple(_place(m, texts.get(m.report, "")) for m in list(first.values())[:_SHOWN])
            speaks = tuple(origin for origin in view.story.origins if origin.entity == entity.id)
            found.append(Appearance(handle, view, entity, places, speaks))
    return found


def leanings(handle: str, view: StoryView, ids: Iterable[str]) -> list[Leaning]:
    """The origins of a story that go by these ids, with the findings that lean on each, the weightiest first."""
    wanted = set(ids)
    found = []
    for origin in view.story.origins:
        if origin.id not in wanted:
            continue
        traced = []
        for finding in view.story.findings:
            mine = [claim for claim in finding.claims if origin.id in claim.chain]
            if mine:
                states = [claim for claim in finding.claims if claim.stance == "states" and claim.chain]
                alone = bool(states) and all(origin.id in claim.chain for claim in states)
                told_by = tuple(sorted({view.label(claim.report) for claim in mine}))
                traced.append(Traced(view.numbers[finding.id], finding, alone, told_by))
        found.append(Leaning(handle, view, origin, tuple(traced)))
    return found


def _place(mention: Mention, text: str) -> Place:
    before = text[max(mention.start - _AROUND, 0) : mention.start].rpartition("\n")[2]
    after = text[mention.end : mention.end + _AROUND].partition("\n")[0]
    return Place(
        mention,
        ("…" if len(before) == _AROUND else "") + before,
        after + ("…" if len(after) == _AROUND else ""),
    )
