"""What the reports of the archive mean, to find those that are nearest to some words."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from secondsource.archive import codec, log
from secondsource.archive.database import in_parts
from secondsource.archive.tables import reports

Vector = NDArray[np.float32]


class Meanings:
    """The vectors of all reports, kept in memory; catches up with what others have written."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}
        self._ids: list[str] = []
        self._table = np.empty((0, 0), np.float32)
        self._caught_up = 0

    def nearest(self, connection: Connection, vector: Vector, among: Collection[str] | None, limit: int) -> list[str]:
        """Ids of the reports, of all or of some, whose leads mean most nearly what `vector` does, the nearest first."""
        self._catch_up(connection)
        if not self._ids:
            return []
        rows = range(len(self._ids)) if among is None else sorted(self._row[id] for id in among if id in self._row)
        chosen = np.fromiter(rows, np.intp)
        near = (self._table if among is None else self._table[chosen]) @ vector
        best = np.argsort(-near, kind="stable")[: limit + len(self._ids) - len(self._row)]
        found = [self._ids[chosen[n]] for n in best.tolist() if self._row.get(self._ids[chosen[n]]) == chosen[n]]
        return found[:limit]

    def _catch_up(self, connection: Connection) -> None:
        touched, self._caught_up = log.changed(connection, self._caught_up)
        for report in touched:
            self._row.pop(report, None)  # its row stays, and is passed over
        fresh: list[tuple[str, Vector]] = []
        for part in in_parts(touched):
            columns = select(reports.c.id, reports.c.vector).where(reports.c.id.in_(part))
            fresh += [(id, codec.meant(raw)) for id, raw in connection.execute(columns.order_by(reports.c.id))]
        self._row.update({id: len(self._ids) + n for n, (id, _) in enumerate(fresh)})
        self._ids += [id for id, _ in fresh]
        if fresh:
            added = np.stack([vector for _, vector in fresh])
            self._table = np.concatenate([self._table, added]) if self._table.size else added
