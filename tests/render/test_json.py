"""The document is the nouns, its schema describes it, and it reads back as the same brief."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import jsonschema
import pytest

from secondsource import model
from secondsource.model import Brief
from secondsource.render.json import parse, render, schema

from .sample import HOSTILE, hostile_brief


@pytest.fixture(scope="module")
def made_schema() -> dict[str, Any]:
    return schema()


def test_the_document_validates(every_brief: Brief, made_schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(made_schema)
    validator = jsonschema.Draft202012Validator(made_schema, format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(render(every_brief)))


def test_the_schema_refuses_what_is_no_brief(ferry: Brief, made_schema: dict[str, Any]) -> None:
    document = json.loads(render(ferry))
    del document["stories"][0]["findings"][0]["why"]
    with pytest.raises(jsonschema.ValidationError, match="why"):
        jsonschema.Draft202012Validator(made_schema).validate(document)


def test_every_field_is_described(made_schema: dict[str, Any]) -> None:
    bare = [
        f"{noun}.{name}"
        for noun, described in made_schema["$defs"].items()
        for name, field in described["properties"].items()
        if not field.get("description")
    ]
    assert bare == []
    assert {"$schema", "$id", "title"} < set(made_schema)
    claim = made_schema["$defs"]["Claim"]["properties"]
    assert claim["chain"]["description"].startswith("Origin ids, nearest speaker first")


def test_round_trip(ferry: Brief, led: Brief) -> None:
    for brief in (ferry, led):
        assert parse(render(brief)) == brief
        assert render(parse(render(brief))) == render(brief)


def test_a_document_of_before_there_was_a_lead_is_still_read(ferry: Brief) -> None:
    document = json.loads(render(ferry))
    story = document["stories"][0]
    del story["lead"], story["day"]
    for noun, name in (("discrepancies", "confidence"), ("discrepancies", "update"), ("timeline", "background")):
        for one in story[noun]:
            del one[name]
    assert parse(json.dumps(document)) == ferry


def test_figures_stand_in_the_document(led: Brief) -> None:
    story = json.loads(render(led))["stories"][0]
    assert story["lead"] == ["f2", "f1"]
    assert story["findings"][0]["claims"][3]["confidence"] == 0.31
    assert story["discrepancies"][0]["update"] is True


def test_unknown_fields_are_passed_over_and_other_schemas_refused(ferry: Brief) -> None:
    document = json.loads(render(ferry))
    assert parse(json.dumps(document | {"added": 1})) == ferry
    with pytest.raises(ValueError, match="schema"):
        parse(json.dumps(document | {"schema": "other/9"}))


def test_text_is_verbatim_and_dates_are_days(ferry: Brief) -> None:
    text = render(ferry)
    document = json.loads(text)
    assert "عبّارة" in text
    assert text.endswith("}\n")
    assert next(iter(document)) == "schema"
    assert document["reports"][0]["published"] == {"earliest": "2031-03-15", "latest": "2031-03-15", "text": None}
    assert set(document["reports"][0]) == {field.name for field in fields(model.Report)}


def test_hostile_text_comes_through_unchanged() -> None:
    text = render(hostile_brief())
    text.encode()
    assert json.loads(text)["reports"][0]["text"] == "\n".join(HOSTILE)
