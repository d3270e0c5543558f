"""What is followed: when each feed was asked, how that went, and which of its pages were taken in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update

from secondsource.archive import log
from secondsource.archive.database import Database, in_parts
from secondsource.archive.tables import feeds, leads

TAKEN = -1
MOST_FAILURES = 3
"""A page that could not be had so often is given up, until its feed says something new of it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, a sitemap or a page that is followed."""

    address: str
    etag: str
    modified: str
    asked: str | None
    """When it was asked last, in UTC; null: not yet."""
    due: str
    failures: int
    """How often it could not be had, one after the other."""
    said: str
    """How it went the last time."""


class Feeds:
    """The feeds that an archive follows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def follow(self, addresses: Iterable[str]) -> None:
        """Remembers feeds to follow; those that are known keep what is known of them."""
        with self._database.write() as connection:
            known = set(connection.execute(select(feeds.c.address)).scalars())
            for address in dict.fromkeys(addresses):
                if address not in known:
                    row = {"etag": "", "modified": "", "asked": None, "due": log.now(), "failures": 0, "said": ""}
                    connection.execute(insert(feeds).values(address=address, **row))

    def all(self) -> list[Feed]:
        """Every feed that was ever followed, by its address."""
        with self._database.read() as connection:
            return [Feed(**row) for row in connection.execute(select(feeds).order_by(feeds.c.address)).mappings()]

    def asked(self, feed: Feed, said: str, wait: timedelta, *, etag: str, modified: str, failed: bool) -> None:
        """Notes how it went, and when the feed is due again: after `wait`."""
        due = (datetime.now(UTC) + wait).isoformat(timespec="seconds")
        row = {"etag": etag, "modified": modified, "asked": log.now(), "due": due, "said": said}
        with self._database.write() as connection:
            failures = feed.failures + 1 if failed else 0
            connection.execute(update(feeds).where(feeds.c.address == feed.address).values(failures=failures, **row))

    def new(self, found: Iterable[tuple[str, str]]) -> set[str]:
        """Of these pages with their stamps, the addresses of those that are to be taken in now."""
        wanted = dict(found)
        known: dict[str, tuple[str, int]] = {}
        with self._database.read() as connection:
            for part in in_parts(wanted):
                rows = connection.execute(select(leads).where(leads.c.address.in_(part)))
                known |= {row.address: (row.stamp, row.failures) for row in rows}
        return {
            address
            for address, stamp in wanted.items()
            if address not in known or known[address][0] != stamp or 0 <= known[address][1] < MOST_FAILURES
        }

    def took(self, address: str, stamp: str, *, failed: bool, lasting: bool = False) -> None:
        """Notes whether a page was taken in; `lasting`: it is not worth asking again."""
        with self._database.write() as connection:
            row = connection.execute(select(leads).where(leads.c.address == address)).first()
            before = row.failures if row and row.stamp == stamp and row.failures != TAKEN else 0
            failures = (MOST_FAILURES if lasting else before + 1) if failed else TAKEN
            if row:
                values = {"stamp": stamp, "failures": failures}
                connection.execute(update(leads).where(leads.c.address == address).values(**values))
            else:
                connection.execute(insert(leads).values(address=address, stamp=stamp, failures=failures))
