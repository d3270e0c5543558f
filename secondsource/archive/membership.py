"""Which story each report of the archive is in, brought up to date where a report came, changed or went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from secondsource.archive import codec, log
from secondsource.archive.database import in_parts
from secondsource.archive.decisions import standing_pairs
from secondsource.archive.neighbours import Neighbours
from secondsource.archive.tables import near, reports, stories
from secondsource.stories import grouped

SHORTEST_HANDLE = 8
LARGEST = 400
"""Of more reports that hang together only the stories that are touched are grouped anew: near pairs that form a chain
through a whole archive must not make each new report dearer. Up to so many, the result is that of grouping all at once.
In 496 reports of ECB+, 122 hang together at most."""


def link(connection: Connection, report: str, others: Iterable[str]) -> None:
    """Notes which reports are near enough to one to be of its story."""
    pairs = [{"one": min(report, other), "other": max(report, other)} for other in others]
    if pairs:
        connection.execute(insert(near), pairs)


def unlink(connection: Connection, report: str) -> list[str]:
    """Forgets which reports were near one, and says which these were."""
    mine = or_(near.c.one == report, near.c.other == report)
    others = [b if a == report else a for a, b in connection.execute(select(near.c.one, near.c.other).where(mine))]
    connection.execute(delete(near).where(mine))
    return sorted(others)


def regroup(connection: Connection, neighbours: Neighbours, touched: Iterable[str]) -> None:
    """Groups anew all that hangs together with the `touched` reports, which the archive holds; closes what is empty."""
    together, apart = standing_pairs(connection)
    left = set(touched)
    groups: list[list[str]] = []
    while left:
        component = _component(connection, min(left), together)
        if len(component) > LARGEST:
            component = _stories_of(connection, left & component)
        groups += grouped([neighbours[r] for r in component], together, apart)
        left -= component
    # all at once, for one story may have come apart into several of them
    close_empty(connection, _settle(connection, groups))


def close_empty(connection: Connection, handles: Iterable[str]) -> None:
    """Of these stories, those without reports are no more; what became of their reports stands in their history."""
    for handle in sorted(set(handles) - {""}):
        if connection.execute(select(reports.c.id).where(reports.c.story == handle).limit(1)).first() is None:
            connection.execute(delete(stories).where(stories.c.handle == handle))


def members(connection: Connection, handle: str) -> list[tuple[str, int]]:
    """Id and version of each report of a story, in order."""
    query = select(reports.c.id, reports.c.version).where(reports.c.story == handle).order_by(reports.c.id)
    return [(id, version) for id, version in connection.execute(query)]


def signature(connection: Connection, handle: str) -> str:
    """What tells one set of a story's reports from another."""
    return codec.digest(codec.to_json(members(connection, handle)).encode())


def _component(connection: Connection, report: str, together: Iterable[frozenset[str]]) -> set[str]:
    """All reports that a chain of near pairs, or of pairs that somebody put together, leads to.

    Of more than `LARGEST` some, among them those that are near the report itself.
    """
    decided: dict[str, set[str]] = {}
    for pair in together:
        for id in pair:
            decided.setdefault(id, set()).update(pair)
    found, edge = {report}, {report}
    while edge and len(found) <= LARGEST:
        reached: set[str] = set().union(*(decided.get(id, set()) for id in edge))
        for part in in_parts(edge):
            for one, other in connection.execute(
                select(near.c.one, near.c.other).where(or_(near.c.one.in_(part), near.c.other.in_(part)))
            ):
                reached |= {one, other}
        edge = reached - found
        found |= edge
    held = set(connection.execute(select(reports.c.id).where(reports.c.id.in_(sorted(found)))).scalars())
    return found & held


def _stories_of(connection: Connection, seeds: set[str]) -> set[str]:
    """These reports, and all that are in one story with one of them."""
    found = set(seeds)
    for part in in_parts(seeds):
        of = select(reports.c.story).where(reports.c.id.in_(part), reports.c.story != "")
        found |= set(connection.execute(select(reports.c.id).where(reports.c.story.in_(of))).scalars())
    return found


def _settle(connection: Connection, groups: Sequence[Sequence[str]]) -> set[str]:
    """Gives each group a story: the one that most of its reports are in, the older where two are equal.

    Says which stories were touched.
    """
    everyone = [report for group in groups for report in group]
    was: Mapping[str, str] = dict(
        connection.execute(select(reports.c.id, reports.c.story).where(reports.c.id.in_(everyone))).all()
    )
    founded: Mapping[str, int] = dict(
        connection.execute(
            select(stories.c.handle, stories.c.number).where(stories.c.handle.in_(sorted(set(was.values()) - {""})))
        ).all()
    )
    claims = sorted(
        (-count, founded[handle], n, handle)
        for n, group in enumerate(groups)
        for handle, count in Counter(was[r] for r in group if was[r] in founded).items()
    )
    chosen: dict[int, str] = {}
    for _, _, n, handle in claims:
        if n not in chosen and handle not in chosen.values():
            chosen[n] = handle
    for n, group in enumerate(groups):
        handle = chosen.get(n) or _found(connection, group[0])
        moved = [r for r in group if was[r] != handle]
        if not moved:
            continue
        connection.execute(update(reports).where(reports.c.id.in_(moved)).values(story=handle))
        for report in moved:
            log.happened(connection, handle, "joined", report)
            if was[report]:
                log.happened(connection, was[report], "left", f"{report} → {handle}")
    touched = {chosen.get(n, "") for n in range(len(groups))} | set(was.values())
    for handle in sorted(touched - {""}):
        renew(connection, handle)
    return touched


def renew(connection: Connection, handle: str) -> None:
    """Notes which reports a story has now; where they are not those that it was weighed from, it is stale."""
    connection.execute(update(stories).where(stories.c.handle == handle).values(members=signature(connection, handle)))


def _found(connection: Connection, report: str) -> str:
    """A new story, named after what its first report holds."""
    content = connection.execute(select(reports.c.digest).where(reports.c.id == report)).scalar_one()
    length = SHORTEST_HANDLE
    while connection.execute(select(stories.c.handle).where(stories.c.handle == f"s-{content[:length]}")).first():
        length += 1
    handle = f"s-{content[:length]}"
    number = (connection.execute(select(func.max(stories.c.number))).scalar() or 0) + 1
    connection.execute(insert(stories).values(handle=handle, number=number, members="", updated=log.now()))
    log.happened(connection, handle, "founded", report)
    return handle
