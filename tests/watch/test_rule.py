"""A rule is what its file says, and a file that is none says what to mend."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from secondsource import aligning
from secondsource.errors import RuleError
from secondsource.pipeline import default_encoder
from secondsource.watch import phrases, read, shipped
from secondsource.watch.meaning import filled, sentences_of
from secondsource.watch.rule import parse

GOOD = """
rule = "a-rule"
title = "A rule"
basis = "a reason"
text = "What it says."
[act]
examples = ["The {object} was sold."]
[objects]
examples = ["car", "ship"]
"""


def test_rules_that_ship_are_whole() -> None:
    rules = shipped()
    assert len(rules) >= 10
    assert [rule.name for rule in rules] == sorted({rule.name for rule in rules})
    for rule in rules:
        assert rule.open
        assert rule.kinds or rule.contrasts
        assert "violat" not in rule.text.lower()
        assert not rule.name.startswith("dprk") or re.search(r"paragraphs? \d", rule.basis)


def test_an_object_stands_in_the_place_that_is_left_for_it() -> None:
    rule = parse(GOOD, "a.toml")
    assert filled(rule.examples, rule.objects) == ("The car was sold.", "The ship was sold.")
    assert filled(("{object} was sold.", "It rains."), ("a car",)) == ("A car was sold.", "It rains.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("rule =", "rul ="), "rul is no key of a rule"),
        (('title = "A rule"', "title = 3"), "title is 3; it has to be a text"),
        (('basis = "a reason"', ""), "basis is missing"),
        (('"a-rule"', '"A rule!"'), "rule is small letters"),
        (("[act]", "[acts]"), "acts is no key"),
        (('["The {object} was sold."]', '"sold"'), "act.examples is 'sold'"),
        (('["The {object} was sold."]', '[""]'), "none of them empty"),
        (('examples = ["car", "ship"]', ""), "there are no objects.examples"),
        (("[act]", '[standing]\nleast = "much"\n[act]'), "standing.least is 'much'; it may be unattributed"),
        (("[act]", '[parties]\ncountries = ["North Korea"]\n[act]'), "countries have two capitals"),
        (("[act]", '[discrepancy]\nkinds = ["mood"]\n[act]'), "discrepancy.kinds is 'mood'"),
        (("[act]", '[times]\nfrom = "2031"\n[act]'), "times.from is '2031'; it has to be a date"),
        (('examples = ["The {object} was sold."]', ""), "watches for an act, or for a discrepancy"),
        (("title", "= ="), "is no TOML"),
    ],
)
def test_a_file_that_is_no_rule_says_what_to_mend(change: tuple[str, str], said: str) -> None:
    with pytest.raises(RuleError, match=re.escape(said)):
        parse(GOOD.replace(*change), "a.toml")


def test_files_and_folders_are_read_and_names_are_given_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    assert [rule.name for rule in read([tmp_path])] == ["a-rule"]
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="is the name of another rule"):
        read([tmp_path])
    with pytest.raises(RuleError, match="has no rules"):
        read([tmp_path / "a.toml", Path(__file__).parent.parent / "cli"])
    with pytest.raises(RuleError, match="cannot be read"):
        read([tmp_path / "missing.toml"])


def test_whoever_is_on_a_list_beside_the_rule_is_a_party(tmp_path: Path) -> None:
    rule = tmp_path / "a.toml"
    rule.write_text(
        GOOD.replace("[act]", '[parties]\nnames = ["Wenna"]\nlists = ["desk.csv"]\n[act]'), encoding="utf-8"
    )
    with pytest.raises(RuleError, match=r"a\.toml: parties\.lists names .*desk\.csv, which cannot be read"):
        read([tmp_path])
    (tmp_path / "desk.csv").write_text("name,alias\nVoltamar Shipping,VMS Lines\nWenna,\n", encoding="utf-8")
    (made,) = read([tmp_path])
    assert set(made.names) == {"Wenna", "Voltamar Shipping", "VMS Lines"}
    with pytest.raises(RuleError, match="has to stand in a rule that is a file"):
        parse(rule.read_text(encoding="utf-8"), "a.toml")


def test_sentences_that_ship_are_seen_as_the_models_see_them() -> None:
    wanted = sorted({sentence for rule in shipped() for sentence in sentences_of(rule)})
    assert sorted(phrases._known()) == wanted, "run scripts/rules"
    some = wanted[::40]
    for kept, fresh in zip(
        phrases.seen(some, aligning.default(), default_encoder()),
        phrases.read(some, aligning.default(), default_encoder()),
        strict=True,
    ):
        for name in ("vector", "pieces", "shares", "meant"):
            assert np.allclose(getattr(kept, name), getattr(fresh, name), atol=0.02), "run scripts/rules"
