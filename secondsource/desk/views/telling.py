"""A claim's words with those marked that matter: whom it names, when, and what the accounts part on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from secondsource.model import Claim
from secondsource.render.story_view import StoryView

How = Literal["plain", "name", "time", "value"]

# Where marks overlap, the one that matters more stands.
_WEIGHT: tuple[How, ...] = ("plain", "name", "time", "value")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of a claim."""

    text: str
    how: How


def told(view: StoryView, claim: Claim, finding: str) -> tuple[Words, ...]:
    """The claim, cut into runs."""
    hows: list[How] = ["plain"] * len(claim.text)
    for start, end, how in _marks(view, claim, finding):
        for at in range(max(start, 0), min(end, len(hows))):
            if _WEIGHT.index(how) > _WEIGHT.index(hows[at]):
                hows[at] = how
    runs: list[Words] = []
    begin = 0
    for at in range(1, len(hows) + 1):
        if at == len(hows) or hows[at] != hows[begin]:
            runs.append(Words(claim.text[begin:at], hows[begin]))
            begin = at
    return tuple(runs)


def _marks(view: StoryView, claim: Claim, finding: str) -> Iterator[tuple[int, int, How]]:
    for entity in view.story.entities:
        for mention in entity.mentions:
            if mention.report == claim.report and claim.start <= mention.start and mention.end <= claim.end:
                yield mention.start - claim.start, mention.end - claim.start, "name"
    for report in view.reports:
        if report.id == claim.report:
            for time in report.times:
                if claim.start <= time.start and time.end <= claim.end:
                    yield time.start - claim.start, time.end - claim.start, "time"
    for discrepancy in view.discrepancies.get(finding, ()):
        for side in discrepancy.values:
            at = claim.text.find(side.value) if side.value.strip() else -1
            if at >= 0 and any(one.report == claim.report for one in side.claims):
                yield at, at + len(side.value), "value"
