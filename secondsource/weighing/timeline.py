"""What happened when: findings on the days that their claims give, the day of the news, and what lies behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from secondsource.model import Finding, Interval, TimelineEntry

# A time up to so many days long may say when the main event was: "the night to Sunday", "at the weekend".
LONGEST_EVENT = 3
# What ended so many days before the news is its background.
BEHIND = timedelta(days=10)
# How many findings a reader is told first.
LEAD = 7


def day(findings: Sequence[Finding], published: Sequence[Interval]) -> Interval | None:
    """When the main event was: the day that most reports give, not after the last of them came out.

    The weightiest finding decides between days that equally many reports give, then the later day.
    """
    last = max((p.latest for p in published), default=date.max)
    given: dict[tuple[date, date], set[str]] = defaultdict(set)
    first: dict[tuple[date, date], int] = {}
    for place, finding in enumerate(findings):
        for claim in finding.claims:
            if claim.when and claim.when.days <= LONGEST_EVENT and claim.when.earliest <= last:
                days = claim.when.earliest, claim.when.latest
                given[days].add(claim.report)
                first.setdefault(days, place)
    if not given:
        return None
    best = max(given, key=lambda days: (len(given[days]), -first[days], days))
    return Interval(*best)


def timeline(
    findings: Sequence[Finding], news: Interval | None = None, published: Sequence[Interval] = ()
) -> tuple[TimelineEntry, ...]:
    """One entry for each finding that says when, earliest first; the narrowest time that most of its reports give.

    An entry is background where it ended well before the `news`, or before the reports came out if no day is known.
    """
    known = [news.earliest] if news else [min(p.earliest for p in published)] if published else []
    entries = []
    for finding in findings:
        given: dict[tuple[date, date], set[str]] = defaultdict(set)
        for claim in finding.claims:
            if claim.when:
                given[claim.when.earliest, claim.when.latest].add(claim.report)
        if not given:
            continue
        best = max(given, key=lambda days: (len(given[days]), days[0] - days[1], days[0]))
        claim = next(c for c in finding.claims if c.when and (c.when.earliest, c.when.latest) == best)
        behind = any(best[1] + BEHIND < start for start in known)
        entries.append(
            TimelineEntry(Interval(*best, claim.when.text if claim.when else None), finding.id, claim.text, behind)
        )
    return tuple(sorted(entries, key=lambda e: (e.when.earliest, e.when.latest, e.finding)))


def lead(findings: Sequence[Finding], entries: Sequence[TimelineEntry]) -> tuple[str, ...]:
    """Ids of the findings that a reader is told first: the weightiest that several reports tell and are the news."""
    behind = {e.finding for e in entries if e.background}
    news = [f for f in findings if f.id not in behind]
    shared = [f for f in news if len({c.report for c in f.claims}) > 1]
    return tuple(f.id for f in (shared or news)[:LEAD])
