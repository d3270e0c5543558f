"""What the rules that ship point to, and what they leave alone: in reports of the tests' own, in many languages."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

import pytest

from secondsource import Settings, brief
from secondsource.intake import report_from_text
from secondsource.model import Brief, Flag, Report
from secondsource.render.json import render
from secondsource.watch import read, shipped

CASES = {c["name"]: c for c in tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]}
PRECISION, RECALL = 0.9, 0.8


def reports(texts: list[str]) -> list[str | Path | Report]:
    return [report_from_text(f"{n}.txt", text) for n, text in enumerate(texts)]


@cache
def told(name: str) -> Brief:
    return brief(reports(CASES[name]["reports"]))


def flags(made: Brief) -> list[Flag]:
    return [flag for story in made.stories for flag in story.flags]


def test_what_is_flagged_is_what_a_careful_reader_would() -> None:
    wanted = {(name, rule) for name, case in CASES.items() for rule in case["flags"]}
    found = {(name, flag.rule) for name in CASES for flag in flags(told(name))}
    both = wanted & found
    assert len(both) >= PRECISION * len(found), sorted(found - wanted)
    assert len(both) >= RECALL * len(wanted), sorted(wanted - found)


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("silent")])
def test_nothing_is_said_of_what_only_comes_near(name: str) -> None:
    assert [(flag.rule, flag.why) for flag in flags(told(name))] == []


@pytest.mark.xfail(strict=True, reason="that its leader got a limousine is held to be too near to that he came in one")
def test_a_flag_stands_on_the_claims_of_all_reports_that_tell_of_the_gift() -> None:
    for flag in flags(told("a car as a gift, told in Norwegian and English")):
        assert {m.report for m in flag.claims} == {"0.txt", "1.txt"}


def test_a_flag_stands_on_claims_of_its_finding_and_says_so() -> None:
    made = told("a car as a gift, told in Norwegian and English")
    (story,) = made.stories
    texts = {report.id: report.text for report in made.reports}
    rules = {rule.name: rule for rule in shipped()}
    assert story.flags
    for flag in story.flags:
        finding = next(f for f in story.findings if f.id == flag.finding)
        assert flag.claims
        for mention in flag.claims:
            assert texts[mention.report][mention.start : mention.end] == mention.text
            assert (mention.report, mention.start) in {(c.report, c.start) for c in finding.claims}
        assert {c.name for c in flag.conditions} == {"act", "party", "time"}
        for condition in flag.conditions:
            assert 0 <= condition.confidence <= 1
            for mention in condition.claims:
                assert texts[mention.report][mention.start : mention.end] == mention.text
        assert (flag.basis, flag.text, flag.open) == (
            rules[flag.rule].basis, rules[flag.rule].text, rules[flag.rule].open
        )  # fmt: skip
        assert "May fall under" in flag.why
        assert "violat" not in flag.why


def test_denial_and_doubt_lower_a_flag_and_are_named() -> None:
    plain = "North Korea has shipped artillery shells to Russia, a spokesman said on Monday."
    denied = ["North Korea has shipped artillery shells to Russia, South Korea says.",
              "North Korea denies that it has shipped artillery shells to Russia."]  # fmt: skip
    (sure,) = flags(brief(reports([plain])))
    lowered = [flag for flag in flags(brief(reports(denied))) if flag.rule == "dprk-arms-from"]
    assert sure.lowered == ()
    assert lowered
    assert all(flag.confidence < sure.confidence for flag in lowered)
    assert any("den" in words for flag in lowered for words in flag.lowered)


RULE = """
rule = "towers"
title = "Towers that are sold"
basis = "the desk's own list"
text = "We want to know who buys towers."

[parties]
names = ["Marit Solberg"]

[act]
examples = ["{object} was sold to an investor."]
contrasts = ["{object} was closed."]

[objects]
examples = ["The tower", "The lighthouse"]

[times]
from = 2031-01-01

[standing]
least = "single-origin"
"""


def test_rules_of_a_desk_take_the_place_of_those_that_ship(tmp_path: Path) -> None:
    (tmp_path / "towers.toml").write_text(RULE, encoding="utf-8")
    settings = Settings(rules=read([tmp_path]))
    sold = "Sandvik, 3 May 2031\n\nMarit Solberg sold the lighthouse to an investor on Monday, the council said."
    own = sold.replace(", the council said", "")
    late = sold.replace("on Monday", "on 3 June 2029")
    found = [[f.rule for f in flags(brief(reports([t]), settings=settings))] for t in (sold, own, late)]
    assert found == [["towers"], [], []], "its standing is too little, and its time too early"
    assert (
        flags(brief(reports(CASES["coal to a Chinese port, in German"]["reports"]), settings=Settings(rules=()))) == []
    )


def test_flags_are_in_the_document_and_the_same_every_time() -> None:
    name = "coal to a Chinese port, in German"
    once, again = (render(brief(reports(CASES[name]["reports"]))) for _ in range(2))
    assert once == again
    (flag,) = json.loads(once)["stories"][0]["flags"]
    assert {"rule", "finding", "basis", "why", "claims", "conditions", "lowered", "open", "confidence"} <= flag.keys()


def test_whoever_is_on_a_list_is_a_party(tmp_path: Path) -> None:
    (tmp_path / "ships.toml").write_text(
        'rule = "ships"\ntitle = "Ships of the listed"\nbasis = "a list"\ntext = "Sales by the listed."\n'
        '[parties]\nlists = ["desk.csv"]\n[act]\n'
        'examples = ["A shipping company sold a tanker.", "The tanker was sold."]\n',
        encoding="utf-8",
    )
    text = (
        "The shipping company Voltamar sold a tanker on Monday, the harbour master in Nordvik said. "
        "The buyer was not named."
    )
    flagged = {}
    for listed in ("Voltamar", "Quindell Lines"):
        (tmp_path / "desk.csv").write_text(f"name\n{listed}\n", encoding="utf-8")
        settings = Settings(rules=read([tmp_path]))
        flagged[listed] = [flag for flag in flags(brief(reports([text]), settings=settings)) if not flag.lowered]
    assert flagged["Quindell Lines"] == []
    (flag,) = flagged["Voltamar"]
    assert flag.rule == "ships"
    assert [claim.text for claim in flag.claims] == ["The shipping company Voltamar sold a tanker on Monday"]
