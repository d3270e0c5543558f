"""What happened when: findings on the days that their claims give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from secondsource.model import Finding, Interval, TimelineEntry


def timeline(findings: Sequence[Finding]) -> tuple[TimelineEntry, ...]:
    """One entry for each finding that says when, earliest first; the narrowest time that most of its claims give."""
    entries = []
    for finding in findings:
        given = [c for c in finding.claims if c.when is not None]
        if not given:
            continue
        count = Counter((c.when.earliest, c.when.latest) for c in given if c.when)
        best = max(count, key=lambda days: (count[days], days[0] - days[1], days[0]))
        claim = next(c for c in given if c.when and (c.when.earliest, c.when.latest) == best)
        entries.append(TimelineEntry(Interval(*best, claim.when.text if claim.when else None), finding.id, claim.text))
    return tuple(sorted(entries, key=lambda e: (e.when.earliest, e.when.latest, e.finding)))
