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


UNITED_NATIONS = """<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST dateGenerated="2031-01-03T10:00:00">
<INDIVIDUALS><INDIVIDUAL>
 <DATAID>690</DATAID><FIRST_NAME>IVAN</FIRST_NAME><SECOND_NAME>PETROVICH</SECOND_NAME>
 <THIRD_NAME> SOKOLOVSKY</THIRD_NAME>
 <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.990</REFERENCE_NUMBER><LISTED_ON>2029-03-07</LISTED_ON>
 <NAME_ORIGINAL_SCRIPT>Иван Петрович Соколовский</NAME_ORIGINAL_SCRIPT>
 <LAST_DAY_UPDATED><VALUE>2030-06-01</VALUE><VALUE>2030-11-27</VALUE></LAST_DAY_UPDATED>
 <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ivan Sokolovskij</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Vanya</ALIAS_NAME></INDIVIDUAL_ALIAS>
 <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
</INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY>
 <DATAID>691</DATAID><FIRST_NAME>VOLTAMAR SHIPPING</FIRST_NAME><LISTED_ON>2029-03-07</LISTED_ON>
 <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>VMS Lines</ALIAS_NAME></ENTITY_ALIAS>
</ENTITY><ENTITY><DATAID>692</DATAID></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""


def test_the_list_of_the_united_nations_is_read(tmp_path: Path) -> None:
    path = tmp_path / "consolidated.xml"
    path.write_text(UNITED_NATIONS, encoding="utf-8")
    person, body = read(path)
    assert person.names == ("IVAN PETROVICH SOKOLOVSKY", "Иван Петрович Соколовский", "Ivan Sokolovskij")
    assert (person.id, person.schema, person.updated) == ("KPi.990", "Person", "2030-11-27")
    assert (body.id, body.schema, body.names) == ("691", "Organization", ("VOLTAMAR SHIPPING", "VMS Lines"))
    assert body.updated == "2029-03-07"
    (match,) = Screen([person, body]).ask(["Iwan Sokolowskij"], "person")
    assert match.entry.id == "KPi.990"


@pytest.mark.parametrize(
    "content",
    ["", "<html>", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>', "\0"],
)
def test_other_xml_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "consolidated.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"consolidated\.xml: .*; give"):
        read(path)


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
