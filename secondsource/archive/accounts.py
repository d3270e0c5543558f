"""Who may use the desk of an archive, and who is there now. Passwords come hashed; sessions are kept as digests."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from secondsource.archive import log
from secondsource.archive.database import Database
from secondsource.archive.tables import accounts, sessions
from secondsource.errors import NotHeldError

SESSION_LASTS = timedelta(hours=12)


class Accounts:
    """The accounts of an archive and their sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str]:
        """When each account was made, by its name."""
        with self._database.read() as connection:
            rows = connection.execute(select(accounts.c.name, accounts.c.at).order_by(accounts.c.name)).all()
        return {row.name: row.at for row in rows}

    def keep(self, name: str, hashed: str) -> None:
        """Makes an account, or gives it another password; whoever was there by it has to come in anew."""
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.account == name))
            connection.execute(delete(accounts).where(accounts.c.name == name))
            connection.execute(insert(accounts).values(name=name, at=log.now(), password=hashed))

    def drop(self, name: str) -> None:
        """Deletes an account and its sessions; raises `NotHeldError` where there is none of that name."""
        if self.hashed(name) is None:
            known = ", ".join(self.all()) or "none"
            raise NotHeldError(self._database.name, f"has no account {name!r}; it has {known}")
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.account == name))
            connection.execute(delete(accounts).where(accounts.c.name == name))

    def hashed(self, name: str) -> str | None:
        """The hash of an account's password; null where there is no such account."""
        with self._database.read() as connection:
            return connection.execute(select(accounts.c.password).where(accounts.c.name == name)).scalar()

    def enter(self, account: str) -> str:
        """Begins a session, and gives the secret that the browser is to hold."""
        secret = secrets.token_urlsafe(32)
        until = (datetime.now(UTC) + SESSION_LASTS).isoformat(timespec="seconds")
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.until < log.now()))
            connection.execute(insert(sessions).values(digest=_digest(secret), account=account, until=until))
        return secret

    def there(self, secret: str) -> str | None:
        """Whose session it is; null where it is over, or never was."""
        held = select(sessions.c.account).where(sessions.c.digest == _digest(secret), sessions.c.until >= log.now())
        with self._database.read() as connection:
            return connection.execute(held).scalar()

    def leave(self, secret: str) -> None:
        """Ends a session."""
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(secret)))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
