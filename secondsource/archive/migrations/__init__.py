"""The archive's tables, from one version of the program to the next (Alembic): `versions/` holds the steps.

`migrate` is run whenever an archive is opened. A step is never changed once it has been released; a test holds that
all of them together make what `tables.py` says.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Brings the archive behind a connection, which has begun a transaction, to this program's tables."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
