"""Which reports belong together: average linkage over how far apart they are, then like events parted.

How far depends on two reports alone. Average linkage joins two groups only while the mean distance between them is at
most `CUT`, so some pair is that near: a story never reaches beyond the reports that a chain of near pairs holds
together. Each such component is grouped by itself, which is what lets an archive take in a report without looking at
the others again, lets many machines share the work, and spares a run the distances of all reports to all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from secondsource.encoding import Encoder
from secondsource.model import Reading
from secondsource.stories.distance import CUT, between
from secondsource.stories.index import Index, near
from secondsource.stories.linkage import linked
from secondsource.stories.outline import Outline, outlines
from secondsource.stories.twins import parted

FEW = 400
"""Up to so many reports are held against each other all at once, more by an index."""
Near = Mapping[tuple[str, str], float]
"""How far apart reports are that are near enough to be one story, by their ids; the one that sorts first is first."""


def group(readings: Sequence[Reading], encoder: Encoder) -> list[list[Reading]]:
    """The readings parted into stories; stories and the reports in them are ordered by report id."""
    by_id = {r.report.id: r for r in readings}
    ordered = [by_id[id] for id in sorted(by_id)]
    return [[by_id[id] for id in story] for story in grouped(outlines(ordered, encoder))]


def grouped(
    reports: Sequence[Outline], together: Iterable[frozenset[str]] = (), apart: Iterable[frozenset[str]] = ()
) -> list[list[str]]:
    """Report ids by story, each ordered, stories by their first.

    Pairs of ids that somebody has put `apart` are never in one story. Stories that hold a pair that somebody has put
    `together` are one story, with all that is in them, unless that would bring together what was put apart.
    """
    ordered = sorted(reports, key=lambda r: r.report)
    ids = [r.report for r in ordered]
    kept = [pair for pair in apart if pair <= set(ids)]
    by_id = {r.report: r for r in ordered}
    hanging = components(ids, near_pairs(ordered))
    stories = [sorted(story) for part, near in hanging for story in stories_in([by_id[id] for id in part], near, kept)]
    for one, other in sorted(tuple(sorted(pair)) for pair in together if len(pair) == 2):
        both = [story for story in stories if one in story or other in story]
        joined = sorted(id for story in both for id in story)
        if len(both) == 2 and {one, other} <= set(joined) and not any(pair <= set(joined) for pair in kept):
            stories = [*(story for story in stories if story not in both), joined]
    return sorted(stories)


def near_pairs(reports: Sequence[Outline]) -> Near:
    """How far apart reports are that are near enough to be one story."""
    if len(reports) <= FEW:
        rows = between(reports, reports) if reports else ()
        return paired({r.report: near(r, reports, row) for r, row in zip(reports, rows, strict=True)})
    index = Index()
    for report in reports:
        index.add(report)
    return paired({report.report: index.near(report) for report in reports})


def paired(near: Mapping[str, Mapping[str, float]]) -> Near:
    """What each report found near it, as pairs."""
    found: dict[tuple[str, str], float] = {}
    for report, others in near.items():
        for other, distance in others.items():
            found[min(report, other), max(report, other)] = distance
    return found


def components(reports: Sequence[str], near: Near) -> list[tuple[list[str], Near]]:
    """Report ids parted into those that chains of near pairs hold together, in the order given, with these pairs."""
    part = {report: [report] for report in reports}
    for one, other in near:
        more, joined = sorted((part[one], part[other]), key=len)
        if more is not joined:
            joined += more
            part.update(dict.fromkeys(more, joined))
    found: dict[int, tuple[list[str], dict[tuple[str, str], float]]] = {}
    for report in reports:
        found.setdefault(id(part[report]), ([], {}))[0].append(report)
    for pair, distance in near.items():
        found[id(part[pair[0]])][1][pair] = distance
    return list(found.values())


def stories_in(reports: Sequence[Outline], near: Near, apart: Iterable[frozenset[str]] = ()) -> list[list[str]]:
    """The stories among reports that hang together: average linkage, then like events parted.

    What somebody has put apart is so far apart that no nearness of others makes up for it.
    """
    at = {report.report: n for n, report in enumerate(reports)}
    never = [frozenset(at[id] for id in pair) for pair in apart if len(pair) == 2 and pair <= at.keys()]

    def total(ones: Sequence[int], others: Sequence[int]) -> float:
        if any(pair & set(ones) and pair & set(others) for pair in never):
            return math.inf
        return float(between([reports[n] for n in ones], [reports[n] for n in others]).sum())

    pairs = {(at[one], at[other]): distance for (one, other), distance in near.items()}
    pairs = {pair: distance for pair, distance in pairs.items() if frozenset(pair) not in never}
    clusters = linked(len(reports), pairs, total, CUT)
    return [[report.report for report in event] for c in clusters for event in parted([reports[n] for n in c])]
