"""Every brief keeps the contract: its schema, and all that `contract.py` knows beyond it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from secondsource import Settings, brief
from secondsource.encoding import Encoder
from secondsource.intake import report_from_text
from secondsource.render.json import render, schema

from .contract import broken, independent_origins

VALIDATOR = jsonschema.Draft202012Validator(schema())


def assert_keeps_the_contract(document: dict[str, Any]) -> None:
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)] == []
    assert broken(document) == []


@pytest.fixture(scope="module")
def document(limousine: Path, one_topic: Encoder) -> dict[str, Any]:
    """The example with all five reports in one story: many claims a finding, in five languages."""
    made: dict[str, Any] = json.loads(render(brief([limousine], settings=Settings(encoder=one_topic))))
    return made


def test_the_example_keeps_the_contract(document: dict[str, Any]) -> None:
    assert_keeps_the_contract(document)


def test_the_example_exercises_what_the_contract_speaks_of(document: dict[str, Any]) -> None:
    (story,) = document["stories"]
    assert len(story["reports"]) == 5
    assert story["discrepancies"]
    assert story["timeline"]
    assert len({f["standing"] for f in story["findings"]}) > 1
    assert any(f["independent_origins"] for f in story["findings"])
    assert any(len(c["chain"]) > 1 for f in story["findings"] for c in f["claims"])


def test_each_report_alone_keeps_the_contract(limousine: Path, encoder: Encoder) -> None:
    for path in sorted(limousine.iterdir()):
        made = brief([path], settings=Settings(encoder=encoder))
        assert made.stories[0].findings, path.name
        assert_keeps_the_contract(json.loads(render(made)))


def test_a_dispute_keeps_the_contract(one_topic: Encoder) -> None:
    told = "The ferry Solvind ran aground off Sandvik. {} people were hurt, police said. Fog lay over the bay."
    reports = [report_from_text(f"{n}.txt", told.format(n)) for n in (12, 14)]
    document = json.loads(render(brief(reports, settings=Settings(encoder=one_topic))))
    assert_keeps_the_contract(document)
    assert [d["kind"] for d in document["stories"][0]["discrepancies"]] == ["number"]
    assert "disputed" in [f["standing"] for f in document["stories"][0]["findings"]]


def test_each_case_keeps_the_contract(case: Path, one_topic: Encoder) -> None:
    made = brief([case / "reports"], settings=Settings(encoder=one_topic))
    assert not made.problems
    assert_keeps_the_contract(json.loads(render(made)))


def test_two_reports_under_the_real_encoder_keep_the_contract(tmp_path: Path) -> None:
    """The only run here with the encoder that users get; a few seconds long."""
    english = "The ferry Solvind ran aground off Sandvik on Friday. Nobody was hurt, the coastguard said."
    norwegian = "Fergen Solvind gikk på grunn utenfor Sandvik fredag. Ingen ble skadet, opplyser kystvakten."
    (tmp_path / "en.txt").write_text(f"Ferry aground\n\n3 May 2031\n\n{english}\n", encoding="utf-8")
    (tmp_path / "nb.txt").write_text(f"Ferge på grunn\n\n3. mai 2031\n\n{norwegian}\n", encoding="utf-8")
    made = brief([tmp_path])
    assert_keeps_the_contract(json.loads(render(made)))
    (story,) = made.stories
    assert any({c.report for c in f.claims} == {"en.txt", "nb.txt"} for f in story.findings)


# --- the checker itself: each rule catches what breaks it ------------------------------------------


def _shift(span: dict[str, Any]) -> None:
    span["start"] += 1


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a claim off by one": lambda story: _shift(story["findings"][0]["claims"][0]),
    "a mention off by one": lambda story: _shift(story["entities"][0]["mentions"][0]),
    "a side off by one": lambda story: _shift(story["discrepancies"][0]["values"][0]["claims"][0]),
    "a chain to nobody": lambda story: story["findings"][0]["claims"][0].update(chain=["o999"], mode="reported"),
    "a chain that goes round": lambda story: story["findings"][0]["claims"][0].update(chain=["o1", "o1"]),
    "an origin that is no entity": lambda story: story["origins"][0].update(entity="e999"),
    "a discrepancy about nothing": lambda story: story["discrepancies"][0].update(finding="f999"),
    "a discrepancy of one side": lambda story: story["discrepancies"][0]["values"].__delitem__(slice(1, None)),
    "one origin too many": lambda story: story["findings"][0].update(independent_origins=99),
    "a standing out of the air": lambda story: story["findings"][-1].update(standing="disputed"),
    "a statement that nobody made": lambda story: story["findings"][0].update(statement="Nobody said so."),
    "a timeline backwards": lambda story: story["timeline"].reverse(),
    "a timeline of nothing": lambda story: story["timeline"][0].update(finding="f999"),
    "a finding without claims": lambda story: story["findings"][0]["claims"].clear(),
    "a claim told twice": lambda story: story["findings"][0]["claims"].append(story["findings"][0]["claims"][0]),
    "a report in no story": lambda story: story["reports"].pop(),
    "an id used twice": lambda story: story["entities"][1].update(id=story["entities"][0]["id"]),
    "aliases in disorder": lambda story: story["entities"][0].update(aliases=["b", "a"]),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_the_checker_sees(document: dict[str, Any], damage: Callable[[dict[str, Any]], object]) -> None:
    damaged = copy.deepcopy(document)
    damage(damaged["stories"][0])
    assert broken(damaged)


def test_independent_origins_by_the_definition() -> None:
    def claim(report: str, *chain: str, stance: str = "states") -> dict[str, Any]:
        return {"report": report, "chain": list(chain), "stance": stance}

    assert independent_origins([], {}) == 0
    assert independent_origins([claim("a"), claim("b")], {}) == 0
    assert independent_origins([claim("a", "o1"), claim("b", "o2")], {}) == 2
    assert independent_origins([claim("a", "o1"), claim("b", "o2")], {"b": "a"}) == 1
    assert independent_origins([claim("a", "o1"), claim("b", "o3", "o1")], {}) == 1
    assert independent_origins([claim("a", "o1"), claim("b", "o2", stance="denies")], {}) == 1
    # taking the long chain first would leave one
    assert independent_origins([claim("a", "o1", "o2"), claim("b", "o1"), claim("c", "o2")], {}) == 2
