"""Whom a name means, story by story: entities and speakers have ids of their own in each."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select

from secondsource.archive.database import Database
from secondsource.archive.index import key
from secondsource.archive.tables import names


def called(database: Database, kind: Literal["entity", "origin"], name: str) -> dict[str, frozenset[str]]:
    """The ids of those that go by this name, in any spelling or script, by the handle of their story, sorted."""
    meant = key(name)
    wanted = select(names.c.story, names.c.id).where(names.c.kind == kind, names.c.key == meant).distinct()
    found: dict[str, set[str]] = {}
    if meant:
        with database.read() as connection:
            for row in connection.execute(wanted.order_by(names.c.story)):
                found.setdefault(row.story, set()).add(row.id)
    return {story: frozenset(ids) for story, ids in found.items()}
