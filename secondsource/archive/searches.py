"""Searches that somebody makes again and again, kept by name."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import delete, insert, select

from secondsource.archive import codec, log
from secondsource.archive.database import Database
from secondsource.archive.search import Wanted
from secondsource.archive.tables import searches
from secondsource.errors import NotHeldError


class Searches:
    """The searches that an archive keeps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, name: str, wanted: Wanted) -> None:
        """Keeps a search; one that had the name before is no more."""
        with self._database.write() as connection:
            connection.execute(delete(searches).where(searches.c.name == name))
            connection.execute(insert(searches).values(name=name, at=log.now(), wanted=codec.to_json(wanted)))

    def all(self) -> dict[str, Wanted]:
        """Every search that is kept, by its name."""
        with self._database.read() as connection:
            rows = connection.execute(select(searches.c.name, searches.c.wanted).order_by(searches.c.name)).all()
        return {row.name: _wanted(row.wanted) for row in rows}

    def saved(self, name: str) -> Wanted:
        """The search of that name; raises `NotHeldError` where there is none."""
        kept = self.all()
        if name not in kept:
            known = ", ".join(kept) or "none"
            raise NotHeldError(self._database.name, f"keeps no search {name!r}; it has {known}")
        return kept[name]

    def drop(self, name: str) -> None:
        """Forgets a search; raises `NotHeldError` where there is none of that name."""
        self.saved(name)
        with self._database.write() as connection:
            connection.execute(delete(searches).where(searches.c.name == name))


def _wanted(document: str) -> Wanted:
    fields = json.loads(document)
    days = {name: date.fromisoformat(fields[name]) if fields[name] else None for name in ("earliest", "latest")}
    return Wanted(**{**fields, **days})
