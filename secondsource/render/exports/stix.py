"""The brief as a STIX 2.1 bundle (OASIS), for threat intelligence platforms.

Reports and stories are `report`s, whoever speaks or is named an `identity`, findings `grouping`s of their claims. A
claim that states or withholds is a `note` by the one on whose word it is told, a claim that denies an `opinion` of
theirs. Steps of attribution are `relationship`s, and so are copies. Places and things, for which STIX has no object
without coordinates or a country, are left out.

STIX wants a moment in everything: it is the day on which the report came out, the first of the reports where that is
not known, and the first of 1970 where no report has one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from secondsource.model import Brief, Claim, Discrepancy, Finding, Report
from secondsource.render.exports.keys import Keys, key
from secondsource.render.exports.parties import Cast, Party, cast
from secondsource.render.exports.plain_json import address, dated, filled, moment, written
from secondsource.render.story_view import StoryView, report_labels, view_stories
from secondsource.render.wording import chain_words, claim_marks, discrepancy_words

_US = f"identity--{key('secondsource')}"
_AGAINST = "disagree"


def render(brief: Brief) -> str:
    """The bundle, every object once; without objects it has none, as the standard asks."""
    objects: dict[str, dict[str, Any]] = {}
    for made in _Bundle(brief).objects():
        objects.setdefault(made["id"], made)
    id = f"bundle--{key('bundle', *objects)}"
    return written({"type": "bundle", "id": id} | filled(objects=list(objects.values())))


class _Bundle:
    """The objects of one brief, which refer to each other by their ids."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._keys = Keys(brief)
        self._first = moment(dated(brief))
        self._labels = report_labels(brief.reports)
        self._by_id = {report.id: report for report in brief.reports}

    def objects(self) -> Iterator[dict[str, Any]]:
        if not self._brief.reports:
            return
        yield self._made("identity", _US, self._first, name="secondsource", identity_class="system")
        for report in self._brief.reports:
            yield from self._report(report)
        for view in view_stories(self._brief):
            inside = list(self._story(view))
            yield from inside
            about = [f"report--{self._keys.report(report.id)}" for report in view.reports]
            about += [made["id"] for made in inside]
            yield self._made(
                "report",
                f"report--{self._keys.story(view.story)}",
                self._first,
                name=view.story.title or "Untitled story",
                report_types=["story"],
                published=self._first,
                object_refs=list(dict.fromkeys(about)) or [_US],
            )

    def _made(self, type: str, id: str, at: str, **fields: Any) -> dict[str, Any]:
        by = {} if id == _US else {"created_by_ref": _US}
        return {"type": type, "spec_version": "2.1", "id": id, **by, "created": at, "modified": at} | filled(**fields)

    def _at(self, report: Report | None) -> str:
        return moment(dated(self._brief, report))

    def _report(self, report: Report) -> Iterator[dict[str, Any]]:
        id, at = f"report--{self._keys.report(report.id)}", self._at(report)
        label = self._labels[report.id]
        outlet = f"identity--{key('outlet', label, id)}"
        yield self._made("identity", outlet, at, name=label, identity_class="organization", roles=["publisher"])
        yield self._made(
            "report",
            id,
            at,
            name=report.title or label,
            report_types=["news"],
            published=at,
            lang=report.language if report.language != "und" else None,
            object_refs=[outlet],
            external_references=[filled(source_name=label, external_id=report.id, url=address(report))],
        )
        if report.reprint_of in self._by_id:
            original = f"report--{self._keys.report(report.reprint_of)}"
            yield self._relationship("duplicate-of", id, original, at, "A copy, or nearly one.")

    def _relationship(self, kind: str, start: str, end: str, at: str, description: str) -> dict[str, Any]:
        id = f"relationship--{key('relationship', kind, start, end)}"
        return self._made(
            "relationship", id, at, relationship_type=kind, source_ref=start, target_ref=end, description=description
        )

    def _story(self, view: StoryView) -> Iterator[dict[str, Any]]:
        parties = cast(view.story, self._keys)
        for party in parties.all:
            if party.speaks_as or party.is_person or party.is_body:
                yield self._identity(party)
        for finding in view.story.findings:
            yield from self._finding(finding, view, parties)
        for discrepancy in view.story.discrepancies:
            yield self._discrepancy(discrepancy, view)

    def _identity(self, party: Party) -> dict[str, Any]:
        kind = "individual" if party.is_person else "organization" if party.is_body else "unspecified"
        also = f"Also called {'; '.join(party.aliases)}." if party.aliases else None
        id = f"identity--{party.key}"
        return self._made("identity", id, self._first, name=party.name or "?", identity_class=kind, description=also)

    def _finding(self, finding: Finding, view: StoryView, parties: Cast) -> Iterator[dict[str, Any]]:
        grouping = f"grouping--{self._keys.finding(finding, view.story)}"
        claims = [self._claim(claim, finding, grouping, view, parties) for claim in finding.claims]
        yield self._made(
            "grouping",
            grouping,
            self._first,
            name=finding.statement or "Untitled finding",
            description=finding.why,
            context="finding",
            labels=[finding.standing],
            object_refs=[made["id"] for made in claims if made["type"] == "note"]
            or [f"report--{self._keys.report(report.id)}" for report in view.reports]
            or [_US],
        )
        yield from claims
        for claim in finding.claims:
            speakers = [parties.origins[id] for id in claim.chain if id in parties.origins]
            for nearer, farther in itertools.pairwise(speakers):
                if nearer.key != farther.key:
                    ends = f"identity--{nearer.key}", f"identity--{farther.key}"
                    yield self._relationship(
                        "related-to", *ends, self._first, "The first passes on what the second says."
                    )

    def _claim(self, claim: Claim, finding: Finding, grouping: str, view: StoryView, parties: Cast) -> dict[str, Any]:
        at, id = self._at(self._by_id.get(claim.report)), self._keys.claim(claim, finding, view.story)
        told = chain_words(view.label(claim.report), view.chain(claim))
        common = filled(
            authors=[parties.origins[claim.chain[-1]].name]
            if claim.chain and claim.chain[-1] in parties.origins
            else None,
            labels=list(claim_marks(claim)),
            lang=view.language(claim.report) if view.language(claim.report) != "und" else None,
            confidence=None if claim.confidence is None else round(100 * min(max(claim.confidence, 0), 1)),
            external_references=[{"source_name": view.label(claim.report), "external_id": claim.report}],
        )
        if claim.stance == "denies":
            return self._made(
                "opinion", f"opinion--{id}", at, opinion=_AGAINST, explanation=f"{told}: {claim.text}",
                object_refs=[grouping], **common,
            )  # fmt: skip
        known = claim.report in self._by_id
        return self._made(
            "note", f"note--{id}", at, abstract=told, content=claim.text or told,
            object_refs=[f"report--{self._keys.report(claim.report)}" if known else _US], **common,
        )  # fmt: skip

    def _discrepancy(self, discrepancy: Discrepancy, view: StoryView) -> dict[str, Any]:
        sides = [
            f"{side.value}: {'; '.join(view.label(mention.report) for mention in side.claims)}"
            for side in discrepancy.values
        ]
        touched = [finding for finding in view.story.findings if finding.id == discrepancy.finding]
        about = [f"grouping--{self._keys.finding(finding, view.story)}" for finding in touched[:1]]
        return self._made(
            "note",
            f"note--{self._keys.discrepancy(discrepancy, view.story)}",
            self._first,
            abstract=f"{discrepancy_words(discrepancy)}: {discrepancy.about}",
            content="\n".join(sides) or discrepancy.about or "The accounts part.",
            labels=["discrepancy", discrepancy.kind],
            object_refs=about or [f"report--{self._keys.report(report.id)}" for report in view.reports] or [_US],
        )
