"""The brief as a Word document (Office Open XML), whose footnotes name report, place and words of every claim.

It is written by hand, since python-docx, which others use, has no footnotes and does not write the same bytes twice.
Markup comes from this file alone: whatever a report says is put in by `Markup.format`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from secondsource.model import Brief, Claim, Discrepancy, Finding, Mention
from secondsource.render.exports import docx_parts
from secondsource.render.exports.zip_file import zipped
from secondsource.render.story_view import StoryView, claims_by_text, strongest, view_stories
from secondsource.render.visible import one_line
from secondsource.render.wording import (
    ORIGIN_MEANING,
    STANDINGS,
    chain_words,
    claim_marks,
    count,
    discrepancy_words,
    flag_words,
    interval_words,
    language_name,
    match_words,
    origins_words,
    published_words,
)


def render(brief: Brief) -> bytes:
    """The document."""
    return _Document().of(brief)


class _Document:
    """A document as it grows, with the footnotes that its text has called for so far."""

    def __init__(self) -> None:
        self._footnotes: list[Markup] = []

    def of(self, brief: Brief) -> bytes:
        views = view_stories(brief)
        body = [paragraph for view in views for paragraph in self._story(view)]
        if views:
            body.append(docx_parts.paragraph("How to read this", style="Heading1"))
            body.append(docx_parts.paragraph(ORIGIN_MEANING))
            body += [_bullet(f"{words.sign} {words.name}: {words.meaning}") for words in STANDINGS.values()]
        else:
            body.append(docx_parts.paragraph("No story.", style="Title"))
        if brief.problems:
            body.append(docx_parts.paragraph("Could not be read", style="Heading1"))
            body += [_bullet(f"{one_line(problem.input)}: {one_line(problem.error)}") for problem in brief.problems]
        title = one_line(brief.stories[0].title) if brief.stories else ""
        return zipped(docx_parts.package(title or "Brief", body, self._footnotes))

    def _story(self, view: StoryView) -> Iterator[Markup]:
        story = view.story
        yield docx_parts.paragraph(one_line(story.title) or "Untitled story", style="Title")
        counts = (count(len(story.reports), "report"), count(len(story.findings), "finding"))
        yield docx_parts.paragraph(f"{' · '.join(counts)} · {count(view.most_origins, 'independent origin')} at most")
        for head, named in (("Who", view.who), ("Where", view.where)):
            yield _bullet(f"{head}: {', '.join(one_line(entity.name) for entity in named) or 'not told'}")
        yield _bullet(f"When: {view.when}")
        yield from self._findings("What matters most", view.lead, view)
        for head, parting in (("Where the accounts part", view.parting), ("Updates", view.updates)):
            if parting:
                yield docx_parts.paragraph(head, style="Heading1")
                for discrepancy in parting:
                    yield from self._discrepancy(discrepancy, view)
        if story.listed:
            yield docx_parts.paragraph("May stand on a list", style="Heading1")
            yield from (_bullet(one_line(". ".join(match_words(match)))) for match in story.listed)
        yield from self._findings("Other findings" if view.lead else "Findings", view.weighty, view)
        yield from _timeline(view)
        alone = [finding for _, findings in view.told_by_one for finding in findings]
        yield from self._findings("Told by one report", alone, view)
        yield from self._findings("Background", view.background, view)
        yield from _reports(view)

    def _findings(self, head: str, findings: Sequence[Finding], view: StoryView) -> Iterator[Markup]:
        if findings:
            yield docx_parts.paragraph(head, style="Heading1")
        for finding in findings:
            claim, words = strongest(finding), STANDINGS[finding.standing]
            notes = [self._note(self._claim(one, view)) for _, same in claims_by_text(finding) for one in same]
            number = f"{view.numbers[finding.id]}. "
            yield docx_parts.paragraph(number, docx_parts.run(one_line(claim.text), *notes), style="Finding")
            told = f"{words.sign} {words.name}, {origins_words(finding.independent_origins)}: {one_line(finding.why)}"
            yield docx_parts.paragraph(told, style="Standing")
            for flag in view.flags.get(finding.id, ()):
                for said in flag_words(flag):
                    yield docx_parts.paragraph(one_line(said), style="Standing")

    def _discrepancy(self, discrepancy: Discrepancy, view: StoryView) -> Iterator[Markup]:
        number = view.numbers.get(discrepancy.finding or "")
        of = f" (finding {number})" if number else ""
        head = f"{discrepancy_words(discrepancy)}: {one_line(discrepancy.about)}{of}"
        yield docx_parts.paragraph(head, style="Heading2")
        for side in discrepancy.values:
            notes = [self._note(self._place(mention, view)) for mention in side.claims]
            reports = dict.fromkeys(view.label(mention.report) for mention in side.claims)
            yield docx_parts.bullet(docx_parts.run(f"{one_line(side.value)} ({', '.join(reports)})", *notes))

    def _claim(self, claim: Claim, view: StoryView) -> str:
        marks = "".join(f", {mark}" for mark in claim_marks(claim))
        return f"{chain_words(view.label(claim.report), view.chain(claim))}{marks}. {self._place(claim, view)}"

    def _place(self, place: Claim | Mention, view: StoryView) -> str:
        where = f"{one_line(place.report)}, characters {place.start}–{place.end}"
        return f"{view.label(place.report)} ({view.language(place.report)}; {where}): “{one_line(place.text)}”"

    def _note(self, text: str) -> Markup:
        """A footnote's mark; its text goes to the footnotes."""
        self._footnotes.append(docx_parts.footnote(len(self._footnotes) + 1, text))
        return docx_parts.footnote_mark(len(self._footnotes))


def _bullet(text: str) -> Markup:
    return docx_parts.bullet(docx_parts.run(text))


def _timeline(view: StoryView) -> Iterator[Markup]:
    entries = sorted(view.story.timeline, key=lambda entry: (entry.when.earliest, entry.when.latest))
    if entries:
        yield docx_parts.paragraph("Timeline", style="Heading1")
    for entry in entries:
        number = f" ({view.numbers[entry.finding]})" if entry.finding in view.numbers else ""
        yield _bullet(f"{interval_words(entry.when)}: {one_line(entry.text)}{number}")


def _reports(view: StoryView) -> Iterator[Markup]:
    if view.reports:
        yield docx_parts.paragraph("Reports", style="Heading1")
    for report in view.reports:
        known = [language_name(report.language), published_words(report)]
        if report.reprint_of:
            known.append(f"copy of {view.label(report.reprint_of)}")
        if report.credits:
            known.append(f"credits {', '.join(report.credits)}")
        yield _bullet(one_line(f"{view.label(report.id)}: {', '.join([*known, report.id])}"))
