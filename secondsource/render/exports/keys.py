"""Names for things that are the same whenever the same reports are read, and differ between different reports.

The ids of a brief (`e1`, `f3`) hold within one story of one run. Other programs keep what they are given, so each
thing gets a UUID (version 5, RFC 9562) made from where it stands: a finding keeps its own when its story grows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from secondsource.model import Brief, Claim, Discrepancy, Entity, Finding, Mention, Origin, Story

_OURS = UUID("6a1d5a0e-2f0b-4b1e-9d55-0c8e5f1c7a43")
"""Drawn by chance, once: the namespace of all our names."""


def key(*parts: str | int) -> str:
    """A UUID for these parts in this order; other parts, another UUID."""
    return str(uuid5(_OURS, json.dumps(parts)))


class Keys:
    """The names of everything in a brief."""

    def __init__(self, brief: Brief) -> None:
        self._reports: Mapping[str, str] = {
            report.id: key(
                "report", report.id, hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
            )
            for report in brief.reports
        }

    def report(self, id: str) -> str:
        """A report, by its id and its text: two files of one name are two reports."""
        return self._reports.get(id) or key("report", id)

    def story(self, story: Story) -> str:
        """A story, by its reports."""
        return key("story", *sorted(self.report(id) for id in story.reports))

    def place(self, place: Claim | Mention) -> str:
        """A run of a report's text."""
        return key("place", self.report(place.report), place.start, place.end)

    def finding(self, finding: Finding, story: Story) -> str:
        """A finding, by its statement and its first claim."""
        first = self.place(finding.claims[0]) if finding.claims else self.story(story)
        return key("finding", finding.statement, first)

    def claim(self, claim: Claim, finding: Finding, story: Story) -> str:
        """A claim within its finding."""
        return key("claim", self.finding(finding, story), self.place(claim), claim.stance, *claim.chain)

    def discrepancy(self, discrepancy: Discrepancy, story: Story) -> str:
        """A discrepancy, by its kind and the first places of its sides."""
        places = [self.place(mention) for side in discrepancy.values for mention in side.claims[:1]]
        return key("discrepancy", discrepancy.kind, discrepancy.about, *(places or [self.story(story)]))

    def entity(self, entity: Entity, story: Story) -> str:
        """Whom or what the reports name, by the first place that does."""
        first = self.place(entity.mentions[0]) if entity.mentions else self.story(story)
        return key("entity", entity.kind, entity.name, first)

    def origin(self, origin: Origin, leaning: Sequence[Claim], story: Story) -> str:
        """A speaker who is no entity, by the first of the claims that lean on it."""
        first = self.place(leaning[0]) if leaning else self.story(story)
        return key("origin", origin.kind, origin.name, first)
