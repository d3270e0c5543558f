"""The brief as MISP events, one a story, for sharing among CERTs.

Reports are `taranis-news-item` objects, as Taranis AI makes them, people and bodies `person` and `organization`
objects, findings and discrepancies `annotation`s that refer to the reports. Nothing is marked for detection
(`to_ids`), nothing is published, and the events are for your own organisation only until you say otherwise. Full
texts stay at home.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Any

from secondsource.model import Brief, Claim, Discrepancy, Finding, Mention, Report
from secondsource.render.exports.keys import Keys, key
from secondsource.render.exports.parties import Party, cast
from secondsource.render.exports.plain_json import address, dated, filled, written
from secondsource.render.story_view import StoryView, view_stories
from secondsource.render.visible import visible
from secondsource.render.wording import STANDINGS, chain_words, claim_marks, discrepancy_words

_UNDEFINED_THREAT = "4"
_COMPLETED = "2"
_OWN_ORGANISATION = "0"

_TEMPLATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "taranis-news-item": ("e4b7e5e3-2c4c-4edf-b9a3-2c2a32844e62", "2"),
        "annotation": ("5d8dc046-15a1-4ca3-a09f-ed4ede7c4487", "3"),
        "person": ("a15b0477-e9d1-4b9c-9546-abe78a4f4248", "21"),
        "organization": ("f750e12b-127a-432c-b022-b3f9153c4e2a", "9"),
    }
)
"""The templates of MISP's objects: their UUIDs and versions in github.com/MISP/misp-objects."""

_TYPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "link": ("link", "External analysis"),
        "full-name": ("full-name", "Person"),
    }
)
"""Type and category of those attributes that are no plain text."""

Cited = Iterable[tuple[Claim | Mention, str]]


def render(brief: Brief) -> str:
    """The events in the envelope in which MISP itself hands out several."""
    keys = Keys(brief)
    by_id = {report.id: report for report in brief.reports}
    return written({"response": [_event(view, keys, brief, by_id) for view in view_stories(brief)]})


def _event(view: StoryView, keys: Keys, brief: Brief, by_id: Mapping[str, Report]) -> dict[str, Any]:
    story = view.story
    day = min((dated(brief, report) for report in view.reports if report.published), default=dated(brief))
    at = str(int(datetime.combine(day, time(), UTC).timestamp()))
    make = _Objects(view, keys, at, by_id)
    objects = [make.report(report) for report in view.reports]
    objects += [make.party(party) for party in cast(story, keys).all if party.is_person or party.is_body]
    objects += [make.finding(finding) for finding in story.findings]
    objects += [make.discrepancy(discrepancy) for discrepancy in story.discrepancies]
    event = {
        "uuid": key("event", keys.story(story)),
        "info": visible(story.title) or "Untitled story",
        "date": day.isoformat(),
        "timestamp": at,
        "threat_level_id": _UNDEFINED_THREAT,
        "analysis": _COMPLETED,
        "distribution": _OWN_ORGANISATION,
        "published": False,
        "Attribute": [],
        "Object": list({made["uuid"]: made for made in objects}.values()),
    }
    return {"Event": event}


class _Objects:
    """Makes the objects of one event."""

    def __init__(self, view: StoryView, keys: Keys, at: str, by_id: Mapping[str, Report]) -> None:
        self._view, self._keys, self._at, self._by_id = view, keys, at, by_id

    def report(self, report: Report) -> dict[str, Any]:
        return self._object(
            "taranis-news-item",
            self._keys.report(report.id),
            [
                ("id", report.id),
                ("title", report.title or self._view.label(report.id)),
                ("author", report.outlet),
                ("language", report.language),
                ("link", address(report)),
                ("story_id", self._keys.story(self._view.story)),
            ],
            day=report.published.earliest.isoformat() if report.published else None,
        )

    def party(self, party: Party) -> dict[str, Any]:
        names = [("full-name" if party.is_person else "name", party.name or party.key)]
        names += [("alias", alias) for alias in party.aliases if alias != party.name]
        return self._object("person" if party.is_person else "organization", key("party", party.key), names)

    def finding(self, finding: Finding) -> dict[str, Any]:
        told = []
        for claim in finding.claims:
            words = (chain_words(self._view.label(claim.report), self._view.chain(claim)), *claim_marks(claim))
            told.append((claim, f"{claim.text} ({', '.join(words)})"))
        standing = STANDINGS[finding.standing].name
        lines = [finding.statement, f"{standing}: {finding.why}", *(f"- {words}" for _, words in told)]
        return self._annotation(self._keys.finding(finding, self._view.story), lines, told)

    def discrepancy(self, discrepancy: Discrepancy) -> dict[str, Any]:
        told = [(mention, f"{side.value}: {mention.text}") for side in discrepancy.values for mention in side.claims]
        lines = [f"{discrepancy_words(discrepancy)}: {discrepancy.about}", *(f"- {words}" for _, words in told)]
        return self._annotation(self._keys.discrepancy(discrepancy, self._view.story), lines, told)

    def _annotation(self, uuid: str, lines: Iterable[str], told: Cited) -> dict[str, Any]:
        made = self._object("annotation", uuid, [("text", "\n".join(lines)), ("type", "Other")])
        references = {
            (of := key("reference", uuid, self._keys.place(place), words)): {
                "uuid": of,
                "object_uuid": uuid,
                "referenced_uuid": self._keys.report(place.report),
                "relationship_type": "derived-from",
                "comment": words,
                "timestamp": self._at,
            }
            for place, words in told
            if place.report in self._view.story.reports and place.report in self._by_id
        }
        return made | {"ObjectReference": list(references.values())}

    def _object(
        self, name: str, uuid: str, attributes: Iterable[tuple[str, str | None]], day: str | None = None
    ) -> dict[str, Any]:
        template, version = _TEMPLATES[name]
        return filled(
            name=name,
            uuid=uuid,
            template_uuid=template,
            template_version=version,
            first_seen=f"{day}T00:00:00.000000+00:00" if day else None,
        ) | {
            "meta-category": "misc",
            "distribution": "5",
            "timestamp": self._at,
            "Attribute": [self._attribute(uuid, relation, value) for relation, value in attributes if value],
            "ObjectReference": [],
        }

    def _attribute(self, owner: str, relation: str, value: str) -> dict[str, Any]:
        type, category = _TYPES.get(relation, ("text", "Other"))
        return {
            "uuid": key("attribute", owner, relation, value),
            "object_relation": relation,
            "type": type,
            "category": category,
            "value": value,
            "to_ids": False,
            "distribution": "5",
            "timestamp": self._at,
        }
