"""For a reader of one language: the nearest claim in it to the same point, and why a finding counts as it does."""

from __future__ import annotations

from secondsource.model import Claim, Finding
from secondsource.render.story_view import StoryView
from secondsource.weighing.standing import Say, explain, independent


def nearest(view: StoryView, finding: Finding, claim: Claim, reads: str) -> Claim | None:
    """The claim in the reader's language that most surely speaks to the finding's point; null where there is none, or
    none is needed. One that takes the same stance goes before one that does not."""
    if view.language(claim.report) == reads:
        return None
    own = [one for one in finding.claims if view.language(one.report) == reads]
    return max(
        own,
        key=lambda one: (one.stance == claim.stance, one.confidence or 0.0, one.report, -one.start),
        default=None,
    )


def why(view: StoryView, finding: Finding, say: Say) -> str:
    """The sentence that explains a finding's count, said by `say`; in English it is the one that the brief has."""
    copies = {report.id: report.reprint_of for report in view.reports if report.reprint_of}
    names = {origin: view.origin_name(origin) for claim in finding.claims for origin in claim.chain}
    return explain(finding.claims, independent(finding.claims, copies), names, copies, say)
