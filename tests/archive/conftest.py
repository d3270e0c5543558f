"""Archives to try things with: SQLite in a file, and PostgreSQL from a server that is started for the tests."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secondsource.archive import Archive


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes URLs of empty databases on a real server; skips, saying why, where none can be started."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pgserver

            server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    except Exception as error:  # whatever keeps a server from starting on this machine
        pytest.skip(f"no PostgreSQL can be started here: {error}")
    numbers = itertools.count(1)

    def made() -> str:
        name = f"archive{next(numbers)}"
        server.psql(f"CREATE DATABASE {name};")
        return str(server.get_uri(name))

    yield made
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty archive, in either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.db'}"
    made: Callable[[], str] = request.getfixturevalue("postgresql")
    return made()


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:
    kept = Archive(url)
    yield kept
    kept.close()
