"""Which reports of the archive are near enough to a new one to be of its story."""

from __future__ import annotations

from sqlalchemy import Connection, select

from secondsource.archive import codec, log
from secondsource.archive.database import in_parts
from secondsource.archive.tables import reports
from secondsource.stories import Index


class Neighbours(Index):
    """The outlines of all reports, kept in memory; catches up with what others have written."""

    def __init__(self) -> None:
        super().__init__()
        self._caught_up = 0

    def catch_up(self, connection: Connection) -> None:
        """Takes in what has changed since the last time."""
        touched, self._caught_up = log.changed(connection, self._caught_up)
        for report in touched:
            self.remove(report)
        for part in in_parts(touched):
            columns = select(reports.c.outline, reports.c.vector).where(reports.c.id.in_(part)).order_by(reports.c.id)
            for written, vector in connection.execute(columns):
                self.add(codec.outline(written, vector))
