"""Lists of invented names, asked in other scripts and spellings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from secondsource.cli import main
from secondsource.errors import InputError
from secondsource.screening import Screen, read

ENTITY = {
    "id": "x-1",
    "schema": "Person",
    "last_change": "2026-01-02",
    "properties": {"name": ["Иван Петрович Соколовский"], "alias": ["Ivan Sokolovskij"]},
}


@pytest.fixture
def ftm(tmp_path: Path) -> Path:
    path = tmp_path / "entities.ftm.json"
    path.write_text(json.dumps(ENTITY) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["Iwan Sokolowskij", "Ivan Petrovich Sokolovsky"])
def test_a_name_is_found_across_scripts(ftm: Path, name: str) -> None:
    (match,) = Screen(read(ftm)).ask([name], "person")
    assert match.entry.id == "x-1"
    assert match.entry.updated == "2026-01-02"


@pytest.mark.parametrize("name", ["Martha Quindell", "Ivan Drummond", "Ivan Kowalczyk", ""])
def test_others_are_not(ftm: Path, name: str) -> None:
    assert Screen(read(ftm)).ask([name], "person") == []


def test_a_place_is_not_screened(ftm: Path) -> None:
    assert Screen(read(ftm)).ask(["Ivan Sokolovskij"], "place") == []


def test_a_table_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text("name,alias,schema\nVoltamar Shipping,Voltamar; VMS Lines,Company\n", encoding="utf-8")
    (entry,) = read(path)
    assert entry.names == ("Voltamar Shipping", "Voltamar", "VMS Lines")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]\n", b"{", b"[" * 100_000, b'{"properties": {}}'])
def test_what_is_no_list_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"list\.json: .*; give"):
        read(path)


def test_command_says_who_may_be_whom(tmp_path: Path, ftm: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Ivan Petrovich Sokolovsky bought the ship, the harbour master said on Monday.", encoding="utf-8")
    result = CliRunner().invoke(main, ["screen", str(report), "--list", str(ftm)])
    assert result.exit_code == 0
    assert (
        "Ivan Petrovich Sokolovsky may be Иван Петрович Соколовский 1.00 entities.ftm.json, 2026-01-02 x-1"
        in result.stdout
    )
    told = json.loads(CliRunner().invoke(main, ["screen", str(report), "--list", str(ftm), "-f", "json"]).stdout)
    assert [match["entry"]["id"] for match in told] == ["x-1"]
