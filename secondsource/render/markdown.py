"""The brief as Markdown (CommonMark), for pasting into a text, a ticket or a wiki.

There is no HTML in it and no link: report text is escaped so that it can be nothing but text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from secondsource.model import Brief, Claim, Discrepancy, Entity, Finding, ListMatch, Report
from secondsource.render.story_view import (
    StoryView,
    claims_by_text,
    named_in,
    reports_behind,
    strongest,
    terms,
    view_stories,
)
from secondsource.render.visible import one_line
from secondsource.render.wording import (
    ORIGIN_MEANING,
    STANDINGS,
    UNSURE,
    chain_words,
    claim_marks,
    count,
    discrepancy_words,
    doubted,
    flag_words,
    interval_words,
    language_name,
    match_words,
    origins_words,
    published_words,
)

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$^!&]")
# What makes a list, a heading or an underlining, but only at the start of a line.
_LEADING = re.compile(r"^(?:[#+=-]|\d+(?=[.)]))")
# Addresses that GitHub's Markdown links without being asked, and the names that it notifies.
_ADDRESS = re.compile(r":(?=\S)|(?<=www)\.|@", re.IGNORECASE)


def render(brief: Brief) -> str:
    """The brief as Markdown text that ends with a line feed."""
    views = view_stories(brief)
    lines = [line for view in views for line in _story(view)]
    if views:
        lines += ["## How to read this", "", ORIGIN_MEANING, ""]
        lines += [f"- **{words.sign} {words.name}**: {words.meaning}" for words in STANDINGS.values()]
        lines += [f"- **{name}**: {meaning}" for name, meaning in terms(views)]
        lines.append("")
    else:
        lines += ["No story: no report was read." if not brief.reports else "No story.", ""]
    if brief.problems:
        lines += ["## Could not be read", ""]
        lines += [f"- **{escaped(problem.input)}**: {escaped(problem.error)}" for problem in brief.problems]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """`text` on one line, so that Markdown takes none of it for markup, HTML or a link.

    >>> escaped("# <b> ](http://x)")
    '\\\\# \\\\<b\\\\> \\\\](http\\\\://x)'
    """
    text = _SPECIAL.sub(lambda match: "\\" + match[0], one_line(text))
    text = _ADDRESS.sub(lambda match: "&#64;" if match[0] == "@" else "\\" + match[0], text)
    return _LEADING.sub(lambda match: match[0] + "\\" if match[0].isdigit() else "\\" + match[0], text)


def _story(view: StoryView) -> Iterator[str]:
    story = view.story
    yield from (f"# {escaped(story.title) or 'Untitled story'}", "")
    counts = (count(len(story.reports), "report"), count(len(story.findings), "finding"))
    yield from (f"{' · '.join(counts)} · {count(view.most_origins, 'independent origin')} at most", "")
    yield f"- **Who:** {_named(view.who)}"
    yield f"- **When:** {view.when}"
    yield from (f"- **Where:** {_named(view.where)}", "")
    yield from _section("What matters most", (line for finding in view.lead for line in _short(finding, view)))
    if view.lead:
        yield from _discrepancies(view)
    yield from _section("Reports", (_report(report, view) for report in view.reports))
    if not view.lead:
        yield from _discrepancies(view)
    yield from _section("May stand on a list", map(_match, story.listed))
    if view.weighty:
        yield from ("## Other findings" if view.lead else "## Findings", "")
        for finding in view.weighty:
            yield from _finding(finding, view)
    entries = sorted(story.timeline, key=lambda entry: (entry.when.earliest, entry.when.latest))
    yield from _section(
        "Timeline",
        (
            f"- **{interval_words(entry.when)}** {escaped(entry.text)}{_numbered(entry.finding, view)}"
            for entry in entries
        ),
    )
    if view.told_by_one:
        yield from ("## Told by one report", "")
        for report, findings in view.told_by_one:
            yield from (f"### {escaped(view.label(report.id))}", "")
            for finding in findings:
                claim = strongest(finding)
                yield f"- **{view.numbers[finding.id]}** {escaped(claim.text)} — {_source(claim, view)}"
            yield ""
    background = (line for finding in view.background for line in _short(finding, view, dated=True))
    yield from _section("Background", background)
    if view.in_short:
        yield from ("## Every wording of what is told in short", "")
        for finding in view.in_short:
            yield from (f"### {view.numbers[finding.id]}", "")
            yield from _claims(finding, view)


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    items = list(lines)
    return [f"## {heading}", "", *items, ""] if items else []


def _named(entities: Sequence[Entity]) -> str:
    return ", ".join(f"{escaped(entity.name)} ({named_in(entity)})" for entity in entities) or "not told"


def _match(match: ListMatch) -> str:
    return "- ⚑ " + " ".join(f"{escaped(words).rstrip('.')}." for words in match_words(match))


def _report(report: Report, view: StoryView) -> str:
    known = [language_name(report.language), published_words(report)]
    if report.reprint_of:
        known.append(f"copy of {view.label(report.reprint_of)}")
    if report.credits:
        known.append("credits " + ", ".join(report.credits))
    return f"- **{escaped(view.label(report.id))}**: {escaped(', '.join([*known, report.id]))}"


def _finding(finding: Finding, view: StoryView) -> Iterator[str]:
    words = STANDINGS[finding.standing]
    told = f"{count(reports_behind(finding), 'report')}, {origins_words(finding.independent_origins)}"
    yield from (f"### {view.numbers[finding.id]} {words.sign} {words.name}: {told}", "")
    yield from (escaped(finding.why), "")
    for flag in view.flags.get(finding.id, ()):
        yield from ("⚑ " + " ".join(f"{escaped(words).rstrip('.')}." for words in flag_words(flag)), "")
    yield from _claims(finding, view)


def _short(finding: Finding, view: StoryView, *, dated: bool = False) -> Iterator[str]:
    """A finding in short: its strongest claim on whose word, its standing, and why; `dated`, with when it happened."""
    claim, words = strongest(finding), STANDINGS[finding.standing]
    days = view.days.get(finding.id) if dated and not claim.when else None
    when = f"{interval_words(days)}: " if days else ""
    yield f"- **{view.numbers[finding.id]}** {when}{escaped(claim.text)}"
    yield f"  - {_source(claim, view)}"
    yield f"  - {words.sign} {words.name}: {escaped(finding.why)}"
    for flag in view.flags.get(finding.id, ()):
        yield "  - ⚑ " + " ".join(f"{escaped(words).rstrip('.')}." for words in flag_words(flag))


def _claims(finding: Finding, view: StoryView) -> Iterator[str]:
    for text, claims in claims_by_text(finding):
        yield from (f"> {escaped(text)}", ">")
        yield from (f"> - {_source(claim, view)}" for claim in claims)
        yield ""


def _source(claim: Claim, view: StoryView) -> str:
    marks = claim_marks(claim)
    words = f"{view.language(claim.report)}, {chain_words(view.label(claim.report), view.chain(claim))}"
    return escaped(words) + (f" ({', '.join(marks)})" if marks else "")


def _discrepancies(view: StoryView) -> Iterator[str]:
    for heading, discrepancies in (("Where the accounts part", view.parting), ("Updates", view.updates)):
        if discrepancies:
            yield from (f"## {heading}", "")
            for discrepancy in discrepancies:
                yield from _discrepancy(discrepancy, view)


def _discrepancy(discrepancy: Discrepancy, view: StoryView) -> Iterator[str]:
    heading = f"### {discrepancy_words(discrepancy)}: {escaped(discrepancy.about)}"
    unsure = f", {UNSURE}" if doubted(discrepancy) else ""
    yield from (heading + _numbered(discrepancy.finding, view) + unsure, "")
    for place, side in enumerate(discrepancy.values, start=1):
        later = " (later)" if discrepancy.update and place == len(discrepancy.values) else ""
        yield f"- **{escaped(side.value)}**{later}"
        for mention in side.claims:
            yield f"  - {escaped(view.label(mention.report))}: {escaped(mention.text)}"
    yield ""


def _numbered(finding: str | None, view: StoryView) -> str:
    return f" (finding {view.numbers[finding]})" if finding is not None and finding in view.numbers else ""
