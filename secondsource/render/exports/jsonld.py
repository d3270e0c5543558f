"""The brief as schema.org JSON-LD, for web pages and for programs that read linked data.

Reports are `NewsArticle`s, claims `Quotation`s out of them, findings `Claim`s that appear in them, stories `Event`s.
There is no `ClaimReview`: that is a verdict on whether a claim is true, with a rating, and this program gives none.
Whoever checks a `Claim` can review it under the name that it has here. Texts of reports are not repeated.
https://schema.org/Claim
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from secondsource.model import Brief, Claim, Finding, Report
from secondsource.render.exports.keys import Keys
from secondsource.render.exports.parties import Cast, Party, cast
from secondsource.render.exports.plain_json import address, filled, one_day, written
from secondsource.render.story_view import StoryView, view_stories
from secondsource.render.wording import STANDINGS, claim_marks

_TYPES = {"place": "Place", "product": "Product", "event": "Event", "other": "Thing"}


def render(brief: Brief) -> str:
    """One graph, every node once; nodes are named by UUID."""
    keys = Keys(brief)
    nodes: dict[str, dict[str, Any]] = {}
    views = view_stories(brief)
    casts = [cast(view.story, keys) for view in views]
    named: dict[str, dict[str, None]] = {}  # keys of parties by report, each once and in order
    for party in (party for parties in casts for party in parties.entities.values()):
        for id in party.reports:
            named.setdefault(id, {})[party.key] = None
    for report in brief.reports:
        nodes.setdefault(keys.report(report.id), _article(report, named.get(report.id, {}), keys))
    for view, parties in zip(views, casts, strict=True):
        for node in _story(view, parties, keys):
            nodes.setdefault(node["@id"], node)
    return written({"@context": "https://schema.org", "@graph": list(nodes.values())})


def _node(key: str, type: str, **fields: Any) -> dict[str, Any]:
    return {"@id": f"urn:uuid:{key}", "@type": type} | filled(**fields)


def _to(key: str) -> dict[str, str]:
    return {"@id": f"urn:uuid:{key}"}


def _article(report: Report, named: Iterable[str], keys: Keys) -> dict[str, Any]:
    return _node(
        keys.report(report.id),
        "NewsArticle",
        headline=report.title,
        identifier=report.id,
        url=address(report),
        inLanguage=report.language,
        datePublished=one_day(report.published),
        publisher=filled(**{"@type": "Organization", "name": report.outlet}) if report.outlet else None,
        isBasedOn=_to(keys.report(report.reprint_of)) if report.reprint_of else None,
        creditText=", ".join(report.credits),
        mentions=[_to(party) for party in named],
    )


def _story(view: StoryView, parties: Cast, keys: Keys) -> Iterator[dict[str, Any]]:
    day = view.story.day
    yield _node(
        keys.story(view.story),
        "Event",
        name=view.story.title,
        startDate=str(day.earliest) if day else None,
        endDate=str(day.latest) if day else None,
        subjectOf=[_to(keys.report(report.id)) for report in view.reports],
    )
    yield from (_party(party) for party in parties.all)
    for finding in view.story.findings:
        yield _claim(finding, view, parties, keys)
        for claim in finding.claims:
            yield _quotation(claim, finding, view, parties, keys)


def _party(party: Party) -> dict[str, Any]:
    unnamed = "Person" if party.is_person else "Organization" if party.is_body else "Thing"
    return _node(party.key, _TYPES.get(party.kind or "", unnamed), name=party.name, alternateName=list(party.aliases))


def _claim(finding: Finding, view: StoryView, parties: Cast, keys: Keys) -> dict[str, Any]:
    known = {report.id for report in view.reports}
    stating = [claim.chain[-1] for claim in finding.claims if claim.stance == "states" and claim.chain]
    authors = dict.fromkeys(parties.origins[origin].key for origin in stating if origin in parties.origins)
    reports = dict.fromkeys(claim.report for claim in finding.claims if claim.report in known)
    return _node(
        keys.finding(finding, view.story),
        "Claim",
        text=finding.statement,
        abstract=finding.why,
        keywords=STANDINGS[finding.standing].name,
        about=_to(keys.story(view.story)),
        author=[_to(author) for author in authors],
        appearance=[_to(keys.report(report)) for report in reports],
        hasPart=[_to(keys.claim(claim, finding, view.story)) for claim in finding.claims],
    )


def _quotation(claim: Claim, finding: Finding, view: StoryView, parties: Cast, keys: Keys) -> dict[str, Any]:
    speakers = [parties.origins[origin] for origin in claim.chain if origin in parties.origins]
    return _node(
        keys.claim(claim, finding, view.story),
        "Quotation",
        text=claim.text,
        inLanguage=view.language(claim.report),
        creator=[_to(speaker.key) for speaker in speakers[-1:]],
        contributor=[_to(speaker.key) for speaker in speakers[:-1]],
        keywords=", ".join(claim_marks(claim)),
        isPartOf=_to(keys.report(claim.report)),
    )
