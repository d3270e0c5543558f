"""What desks were told of flags: once, and again when the standing of the finding has changed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, delete, insert, select

from secondsource.archive import log
from secondsource.archive.database import Database
from secondsource.archive.tables import flags, names, told

# Of several findings of a story under one rule, the one that stands best is told of.
_ORDER = ("corroborated", "disputed", "single-origin", "unattributed")


@dataclass(frozen=True, slots=True)
class Untold:
    """A rule under which a story may fall, and that a channel was not told of, or not that it stands so."""

    story: str
    rule: str
    finding: str
    standing: str
    before: str
    """What the channel was told the last time; empty where it never was."""


def untold(database: Database, channel: str) -> list[Untold]:
    """What a channel is to be told, by story and rule."""
    of_it = and_(names.c.story == flags.c.story, names.c.id == flags.c.finding, names.c.kind == "standing")
    before = and_(told.c.story == flags.c.story, told.c.rule == flags.c.rule, told.c.channel == channel)
    standing = names.c.key.label("standing")
    query = (
        select(flags.c.story, flags.c.rule, flags.c.finding, standing, told.c.standing.label("before"))
        .distinct()
        .join(names, of_it)
        .outerjoin(told, before)
    )
    best: dict[tuple[str, str], Untold] = {}
    with database.read() as connection:
        for story, rule, finding, standing, known in connection.execute(query):
            one = Untold(story, rule, finding, standing, known or "")
            held = best.get((story, rule))
            if held is None or _rank(one) < _rank(held):
                best[story, rule] = one
    return [best[key] for key in sorted(best) if best[key].standing != best[key].before]


def tell(database: Database, channel: str, one: Untold) -> None:
    """Notes that a channel was told."""
    mine = (told.c.channel == channel, told.c.story == one.story, told.c.rule == one.rule)
    with database.write() as connection:
        connection.execute(delete(told).where(*mine))
        connection.execute(
            insert(told).values(
                channel=channel, story=one.story, rule=one.rule, standing=one.standing, at=log.now()
            )
        )  # fmt: skip


def _rank(one: Untold) -> tuple[int, int, str]:
    return _ORDER.index(one.standing), len(one.finding), one.finding
