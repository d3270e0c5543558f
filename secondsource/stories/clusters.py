"""Which reports belong together: average linkage over how far apart they are.

That depends on two reports alone. Average linkage joins two groups only while the mean distance between them is at most
`CUT`, so some pair is that near: a story never reaches beyond the reports that a chain of near pairs holds together.
Each such component is grouped by itself, which is what lets an archive take in a report without looking at the others
again, and spares a run the distances of all reports to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from secondsource.encoding import Encoder
from secondsource.model import Reading
from secondsource.stories.distance import CUT, distances
from secondsource.stories.index import Index
from secondsource.stories.outline import Outline, outlines


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
    stories = [story for part in _components(ordered) for story in _linked(part, kept)]
    for one, other in sorted(tuple(sorted(pair)) for pair in together if len(pair) == 2):
        both = [story for story in stories if one in story or other in story]
        joined = sorted(id for story in both for id in story)
        if len(both) == 2 and {one, other} <= set(joined) and not any(pair <= set(joined) for pair in kept):
            stories = [*(story for story in stories if story not in both), joined]
    return sorted(stories)


def _components(ordered: Sequence[Outline]) -> list[list[Outline]]:
    """The reports parted into those that chains of near pairs hold together, each in the order given."""
    index = Index()
    for report in ordered:
        index.add(report)
    part = {report.report: [report.report] for report in ordered}
    for report in ordered:
        for other in index.near(report):
            joined, more = part[report.report], part[other]
            if more is not joined:
                joined += more
                part.update(dict.fromkeys(more, joined))
    known = {id(ids): sorted(ids) for ids in part.values()}
    return [[index[id] for id in ids] for ids in known.values()]


def _linked(reports: Sequence[Outline], apart: Iterable[frozenset[str]]) -> list[list[str]]:
    """Average linkage, cut; what is apart is so far apart that no nearness of others makes up for it."""
    at = {report.report: n for n, report in enumerate(reports)}
    if len(at) == 1:
        return [list(at)]
    distance = distances(reports)
    for pair in apart:
        if len(pair) == 2 and pair <= at.keys():
            i, j = (at[id] for id in pair)
            distance[i, j] = distance[j, i] = float(len(at) ** 2)
    labels = fcluster(linkage(squareform(distance, checks=False), "average"), CUT, "distance")
    stories: dict[int, list[str]] = {}
    for id, label in zip(at, labels, strict=True):
        stories.setdefault(int(label), []).append(id)
    return list(stories.values())
