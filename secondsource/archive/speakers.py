"""Whose word is meant by a name, story by story: a speaker has ids of its own in each."""

from __future__ import annotations

from sqlalchemy import select

from secondsource.archive.database import Database
from secondsource.archive.index import key
from secondsource.archive.tables import names


def speakers(database: Database, name: str) -> dict[str, frozenset[str]]:
    """The ids of the origins that go by this name, in any spelling or script, by the handle of their story, sorted."""
    called = key(name)
    wanted = select(names.c.story, names.c.id).where(names.c.kind == "origin", names.c.key == called).distinct()
    found: dict[str, set[str]] = {}
    if called:
        with database.read() as connection:
            for row in connection.execute(wanted.order_by(names.c.story)):
                found.setdefault(row.story, set()).add(row.id)
    return {story: frozenset(ids) for story, ids in found.items()}
