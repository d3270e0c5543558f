"""`secondsource desk` and `secondsource accounts`, as they are typed."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from secondsource.archive import Archive
from secondsource.archive.accounts import Accounts
from secondsource.cli import main
from secondsource.desk.passwords import right

PASSWORD = "correct horse battery"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'archive.db'}"


def typed(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_accounts_are_made_listed_and_dropped(url: str) -> None:
    assert typed("accounts", "add", "ingrid", "--password", PASSWORD, "--archive", url).exit_code == 0
    archive = Archive(url)
    assert right(PASSWORD, Accounts(archive.database).hashed("ingrid"))
    archive.close()
    assert "ingrid" in typed("accounts", "list", "--archive", url).stdout
    assert typed("accounts", "drop", "ingrid", "--archive", url).exit_code == 0
    assert typed("accounts", "list", "--archive", url).stdout == ""
    gone = typed("accounts", "drop", "ingrid", "--archive", url)
    assert gone.exit_code == 2
    assert "has no account 'ingrid'; it has none" in gone.stderr


@pytest.mark.parametrize(
    ("name", "password"), [("ingrid", "short"), (" ", PASSWORD), ("a\x1bb", PASSWORD), ("i" * 101, PASSWORD)]
)
def test_what_is_no_account(url: str, name: str, password: str) -> None:
    assert typed("accounts", "add", name, "--password", password, "--archive", url).exit_code == 2


def test_nobody_opens_a_desk_to_everybody(url: str, tmp_path: Path) -> None:
    refused = typed("desk", "--host", "0.0.0.0", "--archive", url)
    assert refused.exit_code == 2
    assert "secondsource accounts add NAME" in refused.stderr
    weak = tmp_path / "token"
    weak.write_text("short\n")
    assert "no token of 16 or more letters" in typed("desk", "--token-file", str(weak), "--archive", url).stderr
    assert "--certificate and --key together" in typed("desk", "--certificate", str(weak), "--archive", url).stderr


@pytest.mark.parametrize("token", ["", "a token that nobody guesses"])
def test_the_desk_runs_until_it_is_interrupted(url: str, tmp_path: Path, token: str) -> None:
    file = tmp_path / "token"
    file.write_text(token)
    command = [sys.executable, "-m", "secondsource", "desk", "--port", "0", "--archive", url]
    given = [*command, *(["--token-file", str(file)] if token else [])]
    with subprocess.Popen(given, stderr=subprocess.PIPE, text=True) as desk:
        try:
            assert desk.stderr
            found = re.search(r"the desk is at (http://127\.0\.0\.1:\d+);", desk.stderr.readline())
            assert found
            assert httpx.get(found[1], timeout=20).status_code == (303 if token else 200)
            shown = {"authorization": f"Bearer {token}"} if token else {}
            assert httpx.get(f"{found[1]}/api/status", headers=shown, timeout=20).json()["inputs"] == 0
            with httpx.stream("GET", f"{found[1]}/live", headers=shown, timeout=20) as live:  # somebody looks on
                assert next(live.iter_lines()) == "retry: 5000"
                desk.send_signal(signal.SIGINT)
                assert desk.wait(20) == 130
            assert "Traceback" not in desk.stderr.read()
        finally:
            desk.kill()
