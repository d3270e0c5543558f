"""The stories of an archive as a list, some at a time: which there are, how they grew, what to choose them by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, select

from secondsource.archive.database import Database
from secondsource.archive.index import key
from secondsource.archive.tables import decisions, flags, history, names, outcomes, reports, stories


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which stories are wanted; all that is given must hold."""

    language: str = ""
    """Some report is in this language."""
    entity: str = ""
    """They name this place, person or body, in any spelling or script."""
    origin: str = ""
    """Some claim leans on this source, by whatever name."""
    standing: str = ""
    """Some finding stands so."""
    flag: str = ""
    """Some finding may fall under the watch rule of this name."""
    earliest: date | None = None
    """Some report came out then or later."""
    latest: date | None = None
    """Some report came out then or earlier."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A story of the list."""

    handle: str
    updated: str
    """When it was last changed, in UTC."""
    weighed: bool
    """There is something to show."""
    arrivals: tuple[str, ...]
    """When each of its reports came in, in UTC, in order."""
    languages: tuple[str, ...]
    """Of its reports, sorted."""


def listed(database: Database, chosen: Chosen, limit: int, offset: int = 0) -> tuple[list[Listed], int]:
    """So many of the stories that are wanted, the last changed first, and how many there are in all."""
    of_story = reports.c.story == stories.c.handle
    wanted: list[ColumnElement[bool]] = []
    if chosen.language:
        wanted.append(exists().where(of_story, reports.c.language == chosen.language))
    if chosen.earliest:
        wanted.append(exists().where(of_story, reports.c.published_until >= chosen.earliest.isoformat()))
    if chosen.latest:
        wanted.append(exists().where(of_story, reports.c.published <= chosen.latest.isoformat()))
    if chosen.flag:
        wanted.append(exists().where(flags.c.story == stories.c.handle, flags.c.rule == chosen.flag))
    meant = {"entity": key(chosen.entity), "origin": key(chosen.origin), "standing": chosen.standing}
    for kind, name in meant.items():
        if getattr(chosen, kind):
            wanted.append(exists().where(names.c.story == stories.c.handle, names.c.kind == kind, names.c.key == name))
    columns = (stories.c.handle, stories.c.updated, stories.c.document.is_not(None).label("weighed"))
    query = select(*columns).where(*wanted).order_by(stories.c.updated.desc(), stories.c.number.desc())
    with database.read() as connection:
        total = connection.execute(select(func.count()).select_from(stories).where(*wanted)).scalar_one()
        rows = connection.execute(query.limit(limit).offset(offset)).all()
        held = select(reports.c.story, reports.c.received, reports.c.language).where(
            reports.c.story.in_([row.handle for row in rows])
        )
        arrived: dict[str, list[str]] = {}
        spoken: dict[str, set[str]] = {}
        for report in connection.execute(held.order_by(reports.c.received)):
            arrived.setdefault(report.story, []).append(report.received)
            spoken.setdefault(report.story, set()).add(report.language)
    return [
        Listed(
            r.handle,
            r.updated,
            bool(r.weighed),
            tuple(arrived.get(r.handle, ())),
            tuple(sorted(spoken.get(r.handle, ()))),
        )
        for r in rows
    ], total


def languages(database: Database) -> list[str]:
    """All languages that reports of the archive are in, sorted."""
    with database.read() as connection:
        return sorted(connection.execute(select(reports.c.language).distinct()).scalars())


def rules(database: Database) -> list[str]:
    """The names of all watch rules under which some story may fall, sorted."""
    with database.read() as connection:
        return sorted(connection.execute(select(flags.c.rule).distinct()).scalars())


def pulse(database: Database) -> tuple[int, int, int]:
    """Changes whenever something came in, a story changed or somebody corrected something; costs next to nothing."""
    with database.read() as connection:
        last = [connection.execute(select(func.max(t.c.number))).scalar() or 0 for t in (outcomes, history, decisions)]
        undone = connection.execute(select(func.count()).where(decisions.c.undone.is_not(None))).scalar_one()
    return last[0], last[1], last[2] + undone


def edition(database: Database, handle: str) -> int:
    """Changes whenever a story does; 0 where there is none."""
    with database.read() as connection:
        return connection.execute(select(func.max(history.c.number)).where(history.c.story == handle)).scalar() or 0
