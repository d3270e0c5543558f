"""The brief as an IPTC ninjs 3.0 item, for newsroom systems.

The brief is a `composite` that holds its stories, a story a `composite` that holds its reports. Findings and
discrepancies are told in a story's `bodies`, on whose word things are told in its `infoSources`. Texts of reports are
not repeated: an item says `partial`.
https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

from typing import Any

from secondsource.model import Brief, Report, Story
from secondsource.render.exports.keys import Keys, key
from secondsource.render.exports.parties import Party, cast
from secondsource.render.exports.plain_json import address, filled, moment, one_day, written
from secondsource.render.story_view import StoryView, view_stories
from secondsource.render.wording import STANDINGS, chain_words, count, discrepancy_words

_STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}


def render(brief: Brief) -> str:
    """The item."""
    keys = Keys(brief)
    views = view_stories(brief)
    number = f"{count(len(brief.reports), 'report')}, {count(len(brief.stories), 'story')}"
    return written(
        filled(
            uri=_uri(key("brief", *(keys.story(view.story) for view in views))),
            type="composite",
            representationType="partial",
            profile="secondsource",
            standard=_STANDARD,
            title=f"Brief of {number}",
            associations=[_story(view, keys) for view in views],
        )
    )


def _uri(key: str) -> str:
    return f"urn:uuid:{key}"


def _story(view: StoryView, keys: Keys) -> dict[str, Any]:
    story = view.story
    parties = cast(story, keys)
    entities = list(parties.entities.values())
    return filled(
        name=story.title or "Untitled story",
        uri=_uri(keys.story(story)),
        type="composite",
        representationType="partial",
        headlines=[{"role": "main", "value": story.title}] if story.title else None,
        bodies=[
            {"role": role, "contentType": "text/plain", "value": value}
            for role, value in (("findings", _findings(view)), ("discrepancies", _discrepancies(view)))
            if value
        ],
        people=[_named(party) for party in entities if party.kind == "person"],
        organisations=[_named(party) for party in entities if party.kind == "organisation"],
        places=[_named(party) for party in entities if party.kind == "place"],
        events=[_named(party) for party in entities if party.kind == "event"],
        objects=[_named(party) for party in entities if party.kind in ("product", "other")],
        infoSources=_sources(story, keys),
        associations=[_report(report, view, keys) for report in view.reports],
    )


def _report(report: Report, view: StoryView, keys: Keys) -> dict[str, Any]:
    day = one_day(report.published)
    return filled(
        name=view.label(report.id),
        uri=address(report) or _uri(keys.report(report.id)),
        type="text",
        representationType="partial",
        language=report.language,
        contentCreated=moment(report.published.earliest) if report.published and day else None,
        headlines=[{"role": "main", "value": report.title}] if report.title else None,
        infoSources=[{"name": report.outlet}] if report.outlet else None,
        altIds=[{"role": "report", "value": report.id}],
        edNote=f"Copy of {view.label(report.reprint_of)}" if report.reprint_of else None,
    )


def _named(party: Party) -> dict[str, Any]:
    return {"name": party.name, "uri": _uri(party.key)}


def _sources(story: Story, keys: Keys) -> list[dict[str, Any]]:
    parties = cast(story, keys).origins
    return [{"name": parties[o.id].name, "uri": _uri(parties[o.id].key), "literal": o.kind} for o in story.origins]


def _findings(view: StoryView) -> str:
    told = []
    for finding in view.story.findings:
        lines = [finding.statement, f"{STANDINGS[finding.standing].name}: {finding.why}"]
        for claim in finding.claims:
            lines.append(f"- {claim.text} ({chain_words(view.label(claim.report), view.chain(claim))})")
        told.append("\n".join(lines))
    return "\n\n".join(told)


def _discrepancies(view: StoryView) -> str:
    told = []
    for discrepancy in view.story.discrepancies:
        lines = [f"{discrepancy_words(discrepancy)}: {discrepancy.about}"]
        for side in discrepancy.values:
            reports = dict.fromkeys(view.label(mention.report) for mention in side.claims)
            lines.append(f"- {side.value} ({', '.join(reports)})")
        told.append("\n".join(lines))
    return "\n\n".join(told)
