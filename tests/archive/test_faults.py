"""Whatever happens while reports are taken in, the next run carries on: none lost, none doubled, none half written."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from secondsource import follow
from secondsource.archive import Archive
from secondsource.errors import ArchiveError

from .desk import SETTINGS, held, invented, written

ROOT = Path(__file__).parent.parent.parent
KILLS = 3
REPORTS = 30


def adding(url: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process that adds a folder to an archive."""
    command = [sys.executable, "-m", "tests.archive.desk", url, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("in"), invented(REPORTS))


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """What an archive holds that took in the folder at one go."""
    archive = Archive(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'archive.db'}")
    follow.add([folder], archive, settings=SETTINGS)
    found = held(archive)
    archive.close()
    return found


def test_killed_at_any_moment_it_carries_on(url: str, folder: Path, undisturbed: dict[str, list[object]]) -> None:
    chance = random.Random(4)
    kills = 0
    while kills < KILLS:
        process = adding(url, folder)
        _wait_for_more(url, process)  # so that some of it is done each time
        time.sleep(chance.random() * 0.5)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            kills += 1
        elif kills:
            break
        process.wait()
    assert adding(url, folder).wait() == 0
    archive = Archive(url)
    assert held(archive) == undisturbed
    assert archive.status()["waiting"] == 0
    archive.close()
    assert kills > 1


def _wait_for_more(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the process has taken in one more report than there were, or has ended."""
    before = _reports(url)
    ends = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < ends and _reports(url) <= before:
        time.sleep(0.05)


def _reports(url: str) -> int:
    archive = Archive(url)
    try:
        return int(archive.status()["reports"])
    finally:
        archive.close()


def test_two_that_add_the_same_reports_at_once_add_each_once(url: str, folder: Path) -> None:
    processes = [adding(url, folder) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    archive = Archive(url)
    status = archive.status()
    archive.close()
    assert (status["reports"], status["duplicates"], status["problems"]) == (REPORTS, REPORTS, 0)
    assert (status["inputs"], status["held"], status["waiting"]) == (2 * REPORTS, REPORTS, 0)


def test_full_disk_loses_nothing(folder: Path, tmp_path: Path, undisturbed: dict[str, list[object]]) -> None:
    path = tmp_path / "archive.db"
    archive = Archive(f"sqlite:///{path}")
    with sqlite3.connect(path) as limited:
        pages = limited.execute("PRAGMA page_count").fetchone()[0]
    _limit(archive, pages + 25)
    with pytest.raises(ArchiveError, match="make room on the disk"):
        follow.add([folder], archive, settings=SETTINGS)
    assert 0 < archive.status()["held"] < REPORTS
    _limit(archive, 2**30)
    follow.add([folder], archive, settings=SETTINGS)
    assert held(archive) == undisturbed
    archive.close()


def _limit(archive: Archive, pages: int) -> None:
    """Lets the database grow to so many pages, as a full disk would."""
    from sqlalchemy import event

    @event.listens_for(archive.database.engine, "checkout")
    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")


def test_database_that_is_gone_and_back_loses_nothing(
    postgresql: Callable[[], str], folder: Path, undisturbed: dict[str, list[object]]
) -> None:
    url = postgresql()
    archive = Archive(url)
    taken = 0

    def cut(stage: str, done: int, total: int) -> None:
        nonlocal taken
        taken += 1
        if taken == 10:
            _disconnect_all(url)

    with pytest.raises(ArchiveError):
        _write_while_cut(archive, url)
    follow.add([folder], archive, settings=SETTINGS, progress=cut)
    assert taken >= 10
    assert held(archive) == undisturbed
    archive.close()


def _write_while_cut(archive: Archive, url: str) -> None:
    with archive.database.write() as connection:
        _disconnect_all(url)
        connection.exec_driver_sql("SELECT 1")


def _disconnect_all(url: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_archive_that_another_holds_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsource.archive.database.WAIT_SECONDS", 0.1)
    path = tmp_path / "archive.db"
    archive = Archive(f"sqlite:///{path}")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(ArchiveError, match="another program holds it"):
        follow.add([path], archive, settings=SETTINGS)
    holder.close()
    archive.close()


def test_an_archive_that_another_is_just_making_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "archive.db", isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE anything (n INTEGER)")
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO anything VALUES (1)")
    later = threading.Timer(0.6, lambda: other.execute("COMMIT"))
    later.start()
    Archive(f"sqlite:///{tmp_path}/archive.db").close()
    later.join()
    other.close()
