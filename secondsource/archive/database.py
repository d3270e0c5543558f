"""The database behind an archive: opened, brought up to date, and written to by one at a time."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from secondsource.archive.migrations import migrate
from secondsource.errors import ArchiveError, MissingExtraError

WAIT_SECONDS = 60
"""How long a writer waits for another before it says that the archive is busy."""
LOCK = 0x5EC0_5CE
"""The number of the advisory lock that writers hold in PostgreSQL, which has no other use for it."""


AT_ONCE = 500
"""Values that one question names at most; databases have a limit."""


def in_parts(values: Iterable[str]) -> Iterator[list[str]]:
    """Values, each once and sorted, in parts that one question can name."""
    ordered = sorted(set(values))
    yield from (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))


class Database:
    """An archive's database, by its URL: `sqlite:////path/to/file.db` or `postgresql://user@host/name`.

    Raises `ArchiveError`, naming the URL without its password, where it cannot be opened, read or written to.
    """

    def __init__(self, url: str) -> None:
        self.url = _parsed(url)
        self.name = self.url.render_as_string(hide_password=True)
        with self._named():
            self.engine = _engine(self.url)
            with self.write() as connection:
                migrate(connection)

    @property
    def sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees the archive as it was when it first looked."""
        with self._named(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other writer is in; all of it is kept, or nothing where it is left by an error."""
        with self._named(), self.engine.connect() as connection:
            if self.sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.begin()
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Errors of the database as errors of the archive, in words."""
        try:
            yield
        except DBAPIError as error:
            raise ArchiveError(self.name, _reason(error)) from error
        except SQLAlchemyError as error:
            raise ArchiveError(self.name, f"cannot be used: {error}; check the URL") from error


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except SQLAlchemyError as error:
        raise ArchiveError(
            url, "is no database URL; write sqlite:////path/to/file.db or postgresql://host/name"
        ) from error
    kind = parsed.get_backend_name()
    if kind == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not parsed.database or parsed.database == ":memory:":
        known = "write sqlite:////path/to/file.db or postgresql://host/name"
        raise ArchiveError(parsed.render_as_string(hide_password=True), f"is no archive that can be kept; {known}")
    return parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("an archive in PostgreSQL", "postgres") from error
        return create_engine(url, pool_pre_ping=True)
    folder = Path(str(url.database)).resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"its folder {folder} cannot be made ({error.strerror}); name another place"
        raise ArchiveError(url.render_as_string(), reason) from error
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Lets others read while one writes. Whoever opens a new archive while another does so waits: SQLite itself says at
    once that it is locked."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _reason(error: DBAPIError) -> str:
    """What the database says, and what to do."""
    said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    for words, advice in (
        ("full", "make room on the disk and run again; nothing was lost"),
        ("disk i/o", "check the disk and run again; nothing was lost"),
        ("locked", "another program holds it; run again when that is done"),
        ("readonly", "it may not be written to; check its permissions"),
        ("unable to open", "check the path and its permissions"),
        ("not a database", "the file is something else; name another one"),
        ("malformed", "the file is damaged; restore it from a copy"),
        ("connect", "check that the server runs and the URL is right, and run again; nothing was lost"),
    ):
        if words in said.casefold():
            return f"{said}; {advice}"
    return f"{said}; run again, and look at the database where it says so again"
