"""Which reports of the archive are near enough to a new one to be of its story."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection, select

from secondsource.archive import codec, log
from secondsource.archive.database import in_parts
from secondsource.archive.tables import reports
from secondsource.stories import CUT, Outline, Table

# Reports that are held against others one by one before they are laid out as a table.
LOOSE = 256
# By how much distances in single precision may be off.
SLACK = 1e-4


class Neighbours:
    """The outlines of all reports, kept in memory; catches up with what others have written.

    They lie in tables that grow by being merged, each half as long as the one before or less, so that taking in n
    reports costs n log n.
    """

    def __init__(self) -> None:
        self._tables: list[Table] = []
        self._loose: list[Outline] = []
        self._known: dict[str, Outline] = {}
        self._caught_up = 0

    def __len__(self) -> int:
        return len(self._known)

    def __getitem__(self, report: str) -> Outline:
        return self._known[report]

    def catch_up(self, connection: Connection) -> None:
        """Takes in what has changed since the last time."""
        touched, self._caught_up = log.changed(connection, self._caught_up)
        for report in touched:
            self._known.pop(report, None)
        for part in in_parts(touched):
            columns = select(reports.c.outline, reports.c.vector).where(reports.c.id.in_(part)).order_by(reports.c.id)
            for written, vector in connection.execute(columns):
                self._take(codec.outline(written, vector))

    def near(self, outline: Outline) -> list[str]:
        """Ids of the reports that are near enough to be one story with this one, itself not counted; sorted."""
        maybe: list[Outline] = []
        for table in [*self._tables, Table(self._loose)] if self._loose else self._tables:
            rows = (table.distances(outline) <= CUT + SLACK).nonzero()[0].tolist()
            maybe += [o for o in (table.reports[row] for row in rows) if self._known.get(o.report) is o]
        exact = Table(maybe).distances(outline).tolist() if maybe else []  # as stories are grouped
        near = {o.report for o, distance in zip(maybe, exact, strict=True) if distance <= CUT}
        return sorted(near - {outline.report})

    def _take(self, outline: Outline) -> None:
        self._known[outline.report] = outline
        self._loose.append(outline)
        if len(self._loose) < LOOSE:
            return
        self._tables.append(Table(self._loose, np.float32))
        self._loose = []
        while len(self._tables) > 1 and len(self._tables[-2].reports) < 2 * len(self._tables[-1].reports):
            both = [o for t in self._tables[-2:] for o in t.reports if self._known.get(o.report) is o]
            self._tables[-2:] = [Table(both, np.float32)]
