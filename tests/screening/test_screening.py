"""Lists of invented names, asked in other scripts and spellings."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from secondsource.cli import main
from secondsource.errors import InputError
from secondsource.intake import report_as_is
from secondsource.model import Interval
from secondsource.pipeline import Settings, brief
from secondsource.screening import Known, Screen, read, screen

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
    path.write_text(
        "name,alias,schema,born,countries\nVoltamar Shipping,Voltamar; VMS Lines,Company,,pa; KP\n", encoding="utf-8"
    )
    (entry,) = read(path)
    assert entry.names == ("Voltamar Shipping", "Voltamar", "VMS Lines")
    assert (entry.born, entry.countries) == ((), ("pa", "KP"))


def test_what_else_is_known_lowers_a_match_and_hides_none(ftm: Path) -> None:
    entity = {**ENTITY, "properties": {**ENTITY["properties"], "birthDate": ["1951-03-02"], "nationality": ["kp"]}}
    ftm.write_text(json.dumps(entity), encoding="utf-8")
    asked = Screen(read(ftm))
    (plain,) = asked.ask(["Ivan Sokolovskij"], "person")
    (same,) = asked.ask(["Ivan Sokolovskij"], "person", Known((1950, 1951), ("KP",)))
    (other,) = asked.ask(["Ivan Sokolovskij"], "person", Known((1976, 1977), ("RU",)))
    assert same.score == plain.score == 1.0
    assert (plain.against, same.against) == ((), ())
    assert 0 < other.score < plain.score
    assert other.against == (
        "born 1976 or 1977 by the reports, 1951 by the list",
        "of RU by the reports, kp by the list",
    )


@pytest.mark.parametrize(
    ("language", "text", "against"),
    [
        ("en", "Ivan Sokolovskij, 47, bought the ship in May, the port said.", "born 1977 or 1978"),
        ("en", "Ivan Sokolovskij (born 5 May 1976) bought the ship in May, the port said.", "born 1976"),
        ("en", "The port said that Ivan Sokolovskij, 12.5 metres away, saw the ship.", None),
        ("en", "Russia's foreign minister Ivan Sokolovskij bought the ship on Monday, he said.", "of RU"),
        ("fr", "Le port a déclaré qu'Ivan Sokolovskij (47 ans) avait acheté le navire en mai.", "born 1977 or 1978"),
        ("nb", "Skipet ble kjøpt av Ivan Sokolovskij (47) i mai, sier havnesjefen.", "born 1977 or 1978"),
        ("ru", "Судно купил Иван Соколовский, 47 лет, сообщила администрация порта.", "born 1977 or 1978"),
    ],
)
def test_ages_and_states_are_taken_from_beside_a_name(ftm: Path, language: str, text: str, against: str | None) -> None:
    entity = {**ENTITY, "properties": {**ENTITY["properties"], "birthDate": ["1951"], "country": ["kp"]}}
    ftm.write_text(json.dumps(entity), encoding="utf-8")
    day = Interval(date(2025, 6, 1), date(2025, 6, 1))
    report = replace(report_as_is("one", text, language), published=day, published_basis="stated")
    (story,) = brief([report], settings=Settings(rules=(), screen=screen([ftm]))).stories
    (match,) = story.listed
    assert match.entity in {entity.id for entity in story.entities}
    assert (against is None) == (match.against == ())
    assert against is None or match.against[0].startswith(against)


UNITED_NATIONS = """<?xml version="1.0" encoding="utf-8"?>
<CONSOLIDATED_LIST dateGenerated="2031-01-03T10:00:00">
<INDIVIDUALS><INDIVIDUAL>
 <DATAID>690</DATAID><FIRST_NAME>IVAN</FIRST_NAME><SECOND_NAME>PETROVICH</SECOND_NAME>
 <THIRD_NAME> SOKOLOVSKY</THIRD_NAME>
 <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.990</REFERENCE_NUMBER><LISTED_ON>2029-03-07</LISTED_ON>
 <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
 <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1972</TO_YEAR>
 </INDIVIDUAL_DATE_OF_BIRTH>
 <INDIVIDUAL_DATE_OF_BIRTH><DATE>1976-05-05</DATE></INDIVIDUAL_DATE_OF_BIRTH>
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
    assert person.born == ("1970", "1971", "1972", "1976")
    assert person.countries == ("Democratic People's Republic of Korea",)
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
    assert "Ivan Petrovich Sokolovsky may be Иван Петрович Соколовский\n" in result.stdout
    assert "  Alike 1.00; entities.ftm.json, x-1, as of 2026-01-02\n" in result.stdout
    told = json.loads(CliRunner().invoke(main, ["screen", str(report), "--list", str(ftm), "-f", "json"]).stdout)
    assert [match["entry"]["id"] for match in told] == ["x-1"]


def test_every_way_out_names_who_may_stand_on_a_list(tmp_path: Path, ftm: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Ivan Petrovich Sokolovsky bought the ship, the harbour master said on Monday.", encoding="utf-8")
    for suffix in ("html", "md", "txt", "json", "docx", "zip"):
        out = tmp_path / f"brief.{suffix}"
        args = ["brief", str(report), "--list", str(ftm), "-o", str(out)]
        assert CliRunner().invoke(main, args).exit_code == 0
        content = out.read_bytes()
        if suffix in ("docx", "zip"):
            with zipfile.ZipFile(out) as packed:
                content = b"".join(packed.read(name) for name in packed.namelist())
        assert "Иван Петрович Соколовский" in content.decode(errors="replace"), suffix


def test_an_archive_is_not_screened_by_brief(ftm: Path, tmp_path: Path) -> None:
    args = ["brief", "--archive", f"sqlite:///{tmp_path}/a.db", "--list", str(ftm)]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 2
    assert "go with PATHs" in result.stderr
