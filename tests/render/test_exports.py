"""Every export is read back by the library that its own world reads it with."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Brief, Claim, Finding, Interval, Origin, Report, Story, TimelineEntry
from secondsource.render import BINARY, FORMATS
from secondsource.render.exports import icalendar as our_icalendar
from secondsource.render.exports import references
from secondsource.render.exports.csv import render as render_csv
from secondsource.render.exports.keys import Keys
from secondsource.render.exports.parties import cast
from secondsource.render.exports.tables import tables
from secondsource.render.visible import visible

from .sample import FIFTEEN, ferry_brief, hostile_brief

EXPORTS = sorted(set(FORMATS) - {"terminal", "json", "html", "markdown"})


def drawn(name: str, brief: Brief) -> str:
    text = FORMATS[name](brief)
    assert isinstance(text, str)
    return text


def made(name: str, brief: Brief) -> bytes:
    content = FORMATS[name](brief)
    assert isinstance(content, bytes)
    return content


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_brief_gives_the_same_bytes(name: str, every_brief: Brief) -> None:
    assert FORMATS[name](every_brief) == FORMATS[name](every_brief)


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - BINARY))
def test_nothing_in_it_is_unseen(name: str, hostile: Brief) -> None:
    text = drawn(name, hostile).removeprefix("\ufeff").replace("\r\n", "\n")
    assert visible(text) == text


# --- tables -------------------------------------------------------------------------------------------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_a_row_for_each_claim(ferry: Brief) -> None:
    found = rows(drawn("csv", ferry))
    assert len(found) == sum(len(finding.claims) for finding in ferry.stories[0].findings)
    third = found[2]
    assert third["outlet"] == "الجريدة"
    assert third["told_by"] == "Reuters ← police in Nordvik"
    assert third["origin"] == "police in Nordvik"
    assert third["hedged"] == "false"
    report = next(report for report in ferry.reports if report.id == third["report"])
    assert report.text[int(third["start"]) : int(third["end"])] == third["text"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", " =HYPERLINK(1)", "＝1", "\t=1"])
def test_no_cell_is_a_formula(words: str, ferry: Brief) -> None:
    finding = ferry.stories[0].findings[0]
    claim = replace(finding.claims[0], text=words)
    story = replace(ferry.stories[0], findings=(replace(finding, claims=(claim,)),))
    (row,) = rows(drawn("csv", replace(ferry, stories=(story,))))
    assert row["text"].startswith("'")
    assert row["text"][1:] == words


def test_csv_tables_are_the_tables(every_brief: Brief) -> None:
    with zipfile.ZipFile(BytesIO(made("csv-tables", every_brief))) as archive:
        assert archive.testzip() is None
        names = {f"{table.name}.csv": table for table in tables(every_brief)}
        assert archive.namelist() == list(names)
        for name, table in names.items():
            found = list(csv.reader(StringIO(archive.read(name).decode("utf-8-sig"))))
            assert found[0] == list(table.columns)
            assert len(found) == 1 + len(table.rows)


def test_parquet_has_types(ferry: Brief) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(BytesIO(made("parquet", ferry)))
    assert table.num_rows == len(rows(render_csv(ferry)))
    first = table.to_pylist()[0]
    assert first["start"] == ferry.stories[0].findings[0].claims[0].start
    assert first["published_from"] == date(2031, 3, 15)
    assert first["hedged"] is False
    assert first["when_from"] is None


def test_parquet_tables_are_the_tables(every_brief: Brief) -> None:
    import pyarrow.parquet as pq

    with zipfile.ZipFile(BytesIO(made("parquet-tables", every_brief))) as archive:
        for table in tables(every_brief):
            read = pq.read_table(BytesIO(archive.read(f"{table.name}.parquet")))
            assert read.column_names == list(table.columns)
            assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)


# --- FollowTheMoney -----------------------------------------------------------------------------------


def ftm_entities(brief: Brief) -> list[dict[str, Any]]:
    return [json.loads(line) for line in drawn("ftm", brief).splitlines()]


def test_followthemoney_takes_every_entity(every_brief: Brief) -> None:
    from followthemoney import model

    found = ftm_entities(every_brief)
    assert len({entity["id"] for entity in found}) == len(found)
    for entity in found:
        proxy = model.get_proxy(entity, cleaned=False)
        assert not proxy.schema.abstract
        for required in proxy.schema.required:
            assert proxy.has(required) or required == "fileName"
        for name, values in entity["properties"].items():
            property = proxy.schema.get(name)
            assert property is not None, f"{entity['schema']} has no {name}"
            assert len(proxy.get(name)) >= len({" ".join(value.split()) for value in values if value.strip()}) or (
                property.type.name in ("text", "name", "string", "address")
            ), f"{entity['schema']}.{name} loses some of {values}"
            assert proxy.get(name), f"{entity['schema']}.{name} loses {values}"
            assert not property.stub


def test_followthemoney_references_lead_somewhere(ferry: Brief) -> None:
    from followthemoney import model

    found = {entity["id"]: model.get_proxy(entity, cleaned=False) for entity in ftm_entities(ferry)}
    for proxy in found.values():
        for property, value in proxy.itervalues():
            if property.type.name == "entity":
                assert property.range is not None
                assert found[value].schema.is_a(property.range), f"{property} leads to {found[value].schema}"
    people = {proxy.caption for proxy in found.values() if proxy.schema.name == "Person"}
    assert people == {"Marta Lind", "Paal Aune"}
    assert sum(proxy.schema.name == "Article" for proxy in found.values()) == 6


# --- schema.org ---------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader makes one
def test_json_ld_is_schema_org(every_brief: Brief) -> None:
    """rdflib brings the vocabulary of schema.org; its context is replaced by it, since nothing is fetched here."""
    from rdflib import RDF, SDO, Graph, URIRef

    document = json.loads(drawn("jsonld", every_brief))
    assert document["@context"] == "https://schema.org"
    graph = Graph().parse(
        data=json.dumps(document | {"@context": {"@vocab": str(SDO)}}), format="json-ld", publicID="urn:x:"
    )
    known = set(dir(SDO))
    used = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
    for term in used:
        assert isinstance(term, URIRef)
        assert str(term).startswith(str(SDO))
        assert str(term).removeprefix(str(SDO)) in {str(name).removeprefix(str(SDO)) for name in known}, term
    assert "Review" not in str(document["@graph"])


def test_json_ld_says_who_said_it(ferry: Brief) -> None:
    nodes = {node["@id"]: node for node in json.loads(drawn("jsonld", ferry))["@graph"]}
    claim = next(node for node in nodes.values() if node["@type"] == "Claim" and node["text"] == FIFTEEN)
    assert [nodes[author["@id"]]["name"] for author in claim["author"]] == ["police in Nordvik"]
    assert len(claim["appearance"]) == 5
    for part in claim["hasPart"]:
        assert nodes[nodes[part["@id"]]["isPartOf"]["@id"]]["@type"] == "NewsArticle"
    copy = next(node for node in nodes.values() if node.get("identifier") == "000_77ab0c1d9e.txt")
    assert nodes[copy["isBasedOn"]["@id"]]["identifier"] == "bbc-world.html"


# --- STIX, MISP, ninjs --------------------------------------------------------------------------------


def test_stix2_parses_the_bundle(every_brief: Brief) -> None:
    import stix2

    bundle = stix2.parse(drawn("stix", every_brief), version="2.1", allow_custom=False)
    objects = {thing.id: thing for thing in bundle.get("objects", ())}
    assert len(objects) == len(bundle.get("objects", ()))
    for thing in objects.values():
        for name in ("object_refs", "source_ref", "target_ref", "created_by_ref"):
            refs = thing.get(name, ())
            for reference in [refs] if isinstance(refs, str) else refs:
                assert reference in objects, f"{thing.type}.{name} leads nowhere"


def test_stix_has_denials_as_opinions(ferry: Brief) -> None:
    objects = json.loads(drawn("stix", ferry))["objects"]
    opinions = [one for one in objects if one["type"] == "opinion"]
    assert {tuple(one["authors"]) for one in opinions} == {("Paal Aune",)}
    assert {one["opinion"] for one in opinions} == {"disagree"}
    kinds = [one["relationship_type"] for one in objects if one["type"] == "relationship"]
    assert kinds.count("duplicate-of") == 1
    assert kinds.count("related-to") == 3  # Reuters ← police, Reuters ← Lind, BBC ← Coastal Administration


def test_pymisp_reads_the_events(every_brief: Brief) -> None:
    import pymisp
    from jsonschema import Draft4Validator
    from pymisp import MISPEvent, MISPObject

    document = json.loads(drawn("misp", every_brief))
    assert len(document["response"]) == len(every_brief.stories)
    schema = json.loads((Path(pymisp.__file__).parent / "data" / "schema-lax.json").read_text(encoding="utf-8"))
    for event in document["response"]:
        Draft4Validator(schema).validate(event)
        read = MISPEvent()
        read.load(event)
        assert read.info
        assert not read.published
        for thing in read.objects:
            template = MISPObject(thing.name, strict=True)
            assert (thing.template_uuid, str(thing.template_version)) == (
                template.template_uuid,
                str(template.template_version),
            )
            for attribute in thing.attributes:
                assert not attribute.to_ids
                strict = template.add_attribute(attribute.object_relation, value=attribute.value)
                assert strict is not None
                assert strict.type == attribute.type
            assert template._validate()
        uuids = {thing.uuid for thing in read.objects}
        assert {reference.referenced_uuid for thing in read.objects for reference in thing.references} <= uuids


_TEXT = {"type": "string"}
_NAMED = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(("name", "rel", "uri", "literal"), _TEXT),
    },
}
_ROLED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": dict.fromkeys(("role", "contentType", "value"), _TEXT),
    },
}
# What ninjs 3.0 says of the properties that are used here; the schema itself lies with the IPTC.
NINJS: dict[str, Any] = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "format": "uri", "pattern": "^(urn:uuid:|https?://)"},
        "type": {"enum": ["text", "composite"]},
        "representationType": {"enum": ["full", "partial"]},
        "contentCreated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        **dict.fromkeys(("profile", "title", "name", "language", "edNote"), _TEXT),
        **dict.fromkeys(("people", "organisations", "places", "events", "objects"), _NAMED),
        **dict.fromkeys(("headlines", "bodies"), _ROLED),
        "infoSources": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": dict.fromkeys(("name", "role", "uri", "literal"), _TEXT),
            },
        },
        "altIds": {"type": "array", "items": {"additionalProperties": False, "properties": {"role": {}, "value": {}}}},
        "standard": {"additionalProperties": False, "properties": {"name": {}, "version": {}, "schema": {}}},
        "associations": {"type": "array", "items": {"allOf": [{"$ref": "#"}], "required": ["name", "uri"]}},
    },
}


def test_ninjs_keeps_to_its_schema(every_brief: Brief) -> None:
    from jsonschema import Draft202012Validator

    item = json.loads(drawn("ninjs", every_brief))
    Draft202012Validator(NINJS).validate(item)
    stories = item.get("associations", [])
    assert len(stories) == len(every_brief.stories)


# --- graphs -------------------------------------------------------------------------------------------


def test_networkx_reads_both_graphs(every_brief: Brief) -> None:
    import networkx

    graphml = networkx.read_graphml(BytesIO(drawn("graphml", every_brief).encode()))
    gexf = networkx.read_gexf(BytesIO(drawn("gexf", every_brief).encode()))
    assert set(graphml) == set(gexf)
    assert set(graphml.edges) == {(start, end) for start, end in gexf.edges}
    for node, values in graphml.nodes(data=True):
        assert gexf.nodes[node]["label"] == values["label"]
        assert gexf.nodes[node]["claims"] == values["claims"]


def test_the_graph_is_who_leans_on_whom(ferry: Brief) -> None:
    import networkx

    graph = networkx.read_graphml(BytesIO(drawn("graphml", ferry).encode()))
    named = {values["label"]: node for node, values in graph.nodes(data=True)}
    assert graph.nodes[named["Reuters"]]["kind"] == "agency"
    assert graph.nodes[named["NRK"]]["kind"] == "report"
    assert graph.edges[named["الجريدة"], named["Reuters"]]["weight"] == 2
    assert graph.edges[named["NRK"], named["Reuters"]]["weight"] == 0  # a mere credit
    assert graph.in_degree(named["police in Nordvik"]) == 6


def test_graphs_leave_nothing_out() -> None:
    brief = ferry_brief()
    finding = brief.stories[0].findings[0]
    origins = tuple(Origin(f"x{number}", f"Speaker {number}", None, "person") for number in range(50))
    claims = tuple(replace(finding.claims[0], chain=(origin.id,)) for origin in origins)
    story = replace(brief.stories[0], origins=origins, findings=(replace(finding, claims=claims),))
    text = drawn("gexf", replace(brief, stories=(story,)))
    assert len(ElementTree.fromstring(text).findall(".//{*}edge")) == 50


# --- calendar -----------------------------------------------------------------------------------------


def events(text: str) -> list[Any]:
    from icalendar import Calendar

    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_icalendar_reads_the_timeline(every_brief: Brief) -> None:
    text = drawn("icalendar", every_brief)
    found = events(text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    for event in found:
        assert event["UID"]
        assert event["DTSTAMP"].dt.tzinfo is not None


def test_an_event_ends_on_the_day_after_its_last(ferry: Brief) -> None:
    found = events(drawn("icalendar", ferry))
    days = {(event["DTSTART"].dt, event["DTEND"].dt) for event in found}
    assert (date(2031, 3, 14), date(2031, 3, 15)) in days
    assert (date(2027, 9, 1), date(2027, 10, 1)) in days
    fire = next(event for event in found if event["SUMMARY"] == FIFTEEN)
    assert "الجريدة ← Reuters ← police in Nordvik" in fire["DESCRIPTION"]
    assert len(found) == len(ferry.stories[0].timeline)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        (Interval(date.min, date.max), []),
        (Interval(date.min, date(2031, 3, 14)), [(date(2031, 3, 14), date(2031, 3, 15))]),
        (Interval(date(2031, 3, 14), date.max), [(date(2031, 3, 14), date(2031, 3, 15))]),
        (Interval(date.max, date.max), [(date.max, None)]),
    ],
)
def test_open_times_stand_on_the_day_that_is_known(when: Interval, days: list[tuple[date, date | None]]) -> None:
    story = Story("s1", "", (), (), (), (), (), (TimelineEntry(when, "f1", "x"),))
    found = events(our_icalendar.render(Brief((), (story,), ())))
    assert [(e["DTSTART"].dt, e["DTEND"].dt if "DTEND" in e else None) for e in found] == days


@given(st.text(max_size=200))
def test_any_words_survive_a_calendar(words: str) -> None:
    entry = TimelineEntry(Interval(date(2031, 3, 14), date(2031, 3, 14)), "f1", words)
    (event,) = events(our_icalendar.render(Brief((), (Story("s1", "", (), (), (), (), (), (entry,)),), ())))
    assert str(event["SUMMARY"]) == visible(" ".join(words.split()))


# --- references ---------------------------------------------------------------------------------------


def test_rispy_reads_the_reports(every_brief: Brief) -> None:
    import rispy

    found = rispy.loads(drawn("ris", every_brief))
    assert len(found) == len(every_brief.reports)
    for record, report in zip(found, every_brief.reports, strict=True):
        assert record["type_of_reference"] == "NEWS"
        assert record["title"] == visible(" ".join((report.title or report.id).split()))


def test_bibtexparser_reads_the_reports(every_brief: Brief) -> None:
    import bibtexparser

    library = bibtexparser.parse_string(drawn("bibtex", every_brief))
    assert not library.failed_blocks
    assert len(library.entries) == len(every_brief.reports)


def test_references_say_what_is_known(ferry: Brief) -> None:
    import bibtexparser
    import rispy

    ris = {record["id"]: record for record in rispy.loads(drawn("ris", ferry))}
    bib = bibtexparser.parse_string(drawn("bibtex", ferry)).entries_dict
    assert set(ris) == set(bib) == set(references.citation_keys(ferry.reports).values())
    assert ris["nrk2031"]["date"] == "2031/03/15/"
    assert bib["nrk2031"]["date"] == "2031-03-15"
    assert bib["bbc2031"]["title"] == "{Fifteen hurt in ferry fire off Norway}"
    assert ris["kstenblatt2031"]["urls"] == ["https://kuestenblatt.example/2031/03/faehre-havdis-brand.html"]
    assert ris["kstenblatt2031"]["date"] == "2031///"  # known to three days only


@given(st.text(max_size=60))
def test_no_title_breaks_a_reference(title: str) -> None:
    import bibtexparser
    import rispy

    brief = Brief(
        (Report("x.txt", "", "en", None, None, title, title), Report("y", "", "en", None, None, "y", "y")), (), ()
    )
    library = bibtexparser.parse_string(references.render_bibtex(brief))
    assert not library.failed_blocks
    assert len(library.entries) == 2
    assert [record["title"] for record in rispy.loads(references.render_ris(brief))] == [
        visible(" ".join((title or "x.txt").split())),
        "y",
    ]


# --- Word ---------------------------------------------------------------------------------------------


def parts(content: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            yield name, ElementTree.fromstring(archive.read(name))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_python_docx_reads_the_document(every_brief: Brief) -> None:
    import docx

    document = docx.Document(BytesIO(made("docx", every_brief)))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text
    for story in every_brief.stories:
        assert visible(" ".join(story.title.split())) in text or not story.title


def test_every_claim_has_a_footnote(ferry: Brief) -> None:
    read = dict(parts(made("docx", ferry)))
    called = [one.get(f"{W}id") for one in read["word/document.xml"].iter(f"{W}footnoteReference")]
    notes = {
        one.get(f"{W}id"): "".join(words.text or "" for words in one.iter(f"{W}t"))
        for one in read["word/footnotes.xml"].iter(f"{W}footnote")
        if one.get(f"{W}type") is None
    }
    assert called == list(notes)
    told = list(notes.values())
    story = ferry.stories[0]
    places = [claim for finding in story.findings for claim in finding.claims]
    places += [m for one in story.discrepancies for side in one.values for m in side.claims]  # type: ignore[misc]
    assert len(told) == len(places)
    for place in places:
        where = f"{place.report}, characters {place.start}–{place.end}"
        assert any(where in note and place.text in note for note in told)


def test_a_word_document_holds_no_markup_of_a_report(hostile: Brief) -> None:
    allowed = {tag for _, root in parts(made("docx", ferry_brief())) for tag in {one.tag for one in root.iter()}}
    for _, root in parts(made("docx", hostile)):
        assert {one.tag for one in root.iter()} <= allowed


@given(st.text(max_size=80))
def test_any_words_make_well_formed_xml(words: str) -> None:
    report = Report("x.txt", words, "en", None, None, words, words)
    origin = Origin("o1", words, None, "person", (words,))
    claim = Claim("x.txt", 0, len(words), words, "states", ("o1",), None, "reported", False, None)
    finding = Finding("f1", words, (claim,), 1, "single-origin", words)
    brief = Brief((report,), (Story("s1", words, ("x.txt",), (), (origin,), (finding,), (), ()),), ())
    for name in ("graphml", "gexf"):
        ElementTree.fromstring(drawn(name, brief).encode())
    notes = dict(parts(made("docx", brief)))["word/footnotes.xml"]
    assert visible(" ".join(words.split())) in "".join(text.text or "" for text in notes.iter(f"{W}t"))


# --- keys ---------------------------------------------------------------------------------------------


def test_keys_tell_reports_of_one_name_apart() -> None:
    one, other = (Brief((Report("a.txt", text, "en", None, None, None, None),), (), ()) for text in ("x", "y"))
    assert Keys(one).report("a.txt") != Keys(other).report("a.txt")
    assert Keys(one).report("a.txt") == Keys(one).report("a.txt")


def test_nothing_in_a_brief_has_the_key_of_another(ferry: Brief) -> None:
    keys, story = Keys(ferry), ferry.stories[0]
    found = [keys.report(report.id) for report in ferry.reports]
    found += [keys.finding(finding, story) for finding in story.findings]
    found += [keys.claim(claim, finding, story) for finding in story.findings for claim in finding.claims]
    found += [keys.entity(entity, story) for entity in story.entities]
    found += [party.key for party in cast(story, keys).origins.values() if party.kind is None]
    found += [keys.discrepancy(discrepancy, story) for discrepancy in story.discrepancies]
    assert len(set(found)) == len(found)


def test_exports_of_a_hostile_brief_name_no_script() -> None:
    brief = hostile_brief()
    for name in ("stix", "misp", "jsonld", "ninjs", "ftm", "ris", "bibtex"):
        for line in drawn(name, brief).splitlines():
            if any(label in line for label in ('"url"', '"link"', '"sourceUrl"', "UR  -", "  url =")):
                assert "javascript" not in line, f"{name}: {line}"
