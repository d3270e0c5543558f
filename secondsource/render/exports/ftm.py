"""The brief as FollowTheMoney entities, a line of JSON each, as Aleph and OpenSanctions' tools load them.

Reports are `Article`s, stories `Event`s, whom and what the reports name `Person`s, `Organization`s and so on;
findings are `Note`s on them, with the reports as proof. `Documentation` says in which report somebody is named, and
on whose word a report goes. The languages of reports are left out: FollowTheMoney knows too few.
https://followthemoney.tech
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from secondsource.model import Brief, EntityKind, Finding, OriginKind, Report
from secondsource.render.exports.keys import Keys, key
from secondsource.render.exports.parties import Cast, Party, cast
from secondsource.render.exports.plain_json import address, filled, written
from secondsource.render.story_view import StoryView, view_stories
from secondsource.render.wording import STANDINGS, chain_words, claim_marks

_KINDS: Mapping[EntityKind, str] = {
    "person": "Person", "organisation": "Organization", "place": "Address", "product": "Asset", "event": "Event",
    "other": "Note",
}  # fmt: skip
_SPEAKERS: Mapping[OriginKind, str] = {
    "person": "Person", "official": "LegalEntity", "government": "PublicBody", "state media": "Organization",
    "agency": "Organization", "outlet": "Organization", "organisation": "Organization", "document": "Note",
    "anonymous": "LegalEntity",
}  # fmt: skip


def render(brief: Brief) -> str:
    """A line for each entity, every one once: reports, then story by story."""
    keys = Keys(brief)
    found: dict[str, dict[str, Any]] = {}
    for entity in (*(_article(report, keys) for report in brief.reports), *_stories(brief, keys)):
        found.setdefault(entity["id"], entity)
    return "".join(written(entity, indent=None) for entity in found.values())


def _stories(brief: Brief, keys: Keys) -> Iterator[dict[str, Any]]:
    for view in view_stories(brief):
        parties = cast(view.story, keys)
        yield _event(view, parties, keys)
        for party in parties.all:
            yield _party(party)
            for report in party.reports:
                role = "named" if party.kind else party.speaks_as
                yield _link(keys.report(report), party.key, role or "named")
        for finding in view.story.findings:
            yield _note(finding, view, parties, keys)


def _entity(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    """Every property is a list of texts."""
    listed = {name: [value] if isinstance(value, str) else list(value) for name, value in filled(**properties).items()}
    return {"id": id, "schema": schema, "properties": listed}


def _article(report: Report, keys: Keys) -> dict[str, Any]:
    title = (report.title or "").strip() or report.id
    return _entity(
        keys.report(report.id),
        "Article",
        title=title,
        fileName=report.id,
        bodyText=report.text.strip(),
        publisher=(report.outlet or "").strip(),
        publishedAt=str(report.published.earliest) if report.published else None,
        sourceUrl=address(report),
        keywords=[credit for credit in report.credits if credit.strip()],
    )


def _event(view: StoryView, parties: Cast, keys: Keys) -> dict[str, Any]:
    day = view.story.day
    named = [party for party in parties.entities.values() if party.is_person or party.is_body]
    return _entity(
        keys.story(view.story),
        "Event",
        name=view.story.title.strip() or "Untitled story",
        startDate=str(day.earliest) if day else None,
        endDate=str(day.latest) if day else None,
        involved=[party.key for party in named],
        proof=[keys.report(report.id) for report in view.reports],
    )


def _party(party: Party) -> dict[str, Any]:
    schema = _KINDS[party.kind] if party.kind else _SPEAKERS[party.speaks_as or "anonymous"]
    name = party.name.strip() or party.key
    aliases = [alias for alias in party.aliases if alias.strip() and alias != party.name]
    if schema == "Address":
        return _entity(party.key, schema, name=name, full=name, alias=aliases)
    return _entity(party.key, schema, name=name, alias=aliases)


def _link(document: str, entity: str, role: str) -> dict[str, Any]:
    return _entity(
        key("documentation", document, entity, role), "Documentation", document=document, entity=entity, role=role
    )


def _note(finding: Finding, view: StoryView, parties: Cast, keys: Keys) -> dict[str, Any]:
    speakers = [parties.origins[id].key for claim in finding.claims for id in claim.chain if id in parties.origins]
    told = []
    for claim in finding.claims:
        marks = f" ({', '.join(claim_marks(claim))})" if claim_marks(claim) else ""
        told.append(f"“{claim.text}” {chain_words(view.label(claim.report), view.chain(claim))}{marks}")
    reports = dict.fromkeys(claim.report for claim in finding.claims)
    return _entity(
        keys.finding(finding, view.story),
        "Note",
        name=finding.statement.strip() or "Untitled finding",
        description="\n".join(told),
        summary=finding.why,
        keywords=STANDINGS[finding.standing].name,
        entity=list(dict.fromkeys([keys.story(view.story), *speakers])),
        proof=[keys.report(report) for report in reports],
    )
