"""Checking a pack finds every error at once, and the slips that a pack loads with."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.packs import languages
from secondsource.packs.check import Checked, Slip, _toml_lines, check_file, check_shipped, check_text

HEAD = '# Written for a test. CC0.\nlanguage = "und"\nname = "Test"\n'


def check(text: str) -> Checked:
    return check_text(HEAD + text, file="und.toml")


def told(checked: Checked) -> list[tuple[str, str, str]]:
    return [(slip.kind, slip.key, slip.reason) for slip in checked.slips]


def test_every_error_is_found_with_its_key() -> None:
    checked = check(
        """
        [writting]
        spaces = true
        [attribution]
        says = ["said"]
        say = ["said", 3, " "]
        [speakers]
        wizard = ["wizard"]
        police = ["police", 1]
        "ministry.foreign" = "foreign ministry"
        [time]
        order = "yyy"
        months = { 13 = ["Smarch"], 1 = ["Jan"] }
        weekdays = { 0 = ["Noday"], eight = ["Eightday"] }
        [time.relative]
        yesterday = ["yesterday"]
        [numbers.words]
        two = true
        """
    )
    assert [slip.key for slip in checked.slips] == [
        "writting",
        "attribution.says",
        "attribution.say",
        "attribution.say",
        "speakers.wizard",
        "speakers.police",
        "speakers.ministry.foreign",
        "time.order",
        "time.months.13",
        "time.weekdays.0",
        "time.weekdays.eight",
        "time.relative.yesterday",
        "numbers.words.two",
    ]
    assert {slip.kind for slip in checked.slips} == {"error"}
    assert [slip.reason[:5] for slip in checked.slips if slip.key == "attribution.say"] == ["[3] i", "[' ']"]


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("language = ", "the file", "is not TOML"),
        ('# x\nname = "Test"', "the file", "language"),
        ('# x\nlanguage = 3\nname = "Test"', "language", "3 is not what this key holds"),
        (HEAD + "attribution = 3", "attribution", "3 is not what this key holds"),
        (HEAD + "attribution = []", "attribution", "[] is not what this key holds"),
        (
            HEAD + "[quotes]\npairs = 2031-03-14",
            "quotes.pairs",
            "datetime.date(2031, 3, 14) is not what this key holds",
        ),
    ],
)
def test_a_file_that_is_no_pack(text: str, key: str, reason: str) -> None:
    errors = [slip for slip in check_text(text, file="und.toml").slips if slip.kind == "error"]
    assert [(slip.key, reason in slip.reason) for slip in errors] == [(key, True)]


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('[attribution]\nsay = ["said", "says", "said"]', "attribution.say", "'said' is listed twice"),
        ('[hedges]\nwords = ["a  b", "a b", " a b"]', "hedges.words", "'a b' is listed 3 times"),
        ('[places.capitals]\nRU = ["Moscow", "Moscow"]', "places.capitals.RU", "'Moscow' is listed twice"),
        (
            '[attribution]\nsay = ["x"]\ndeny = ["X"]',
            "attribution.deny",
            "'x' stands under say and deny, which contradict",
        ),
        (
            '[attribution]\ndeny = ["x"]\nwithhold = ["x"]',
            "attribution.withhold",
            "'x' stands under deny and withhold, which contradict",
        ),
        ('[stance]\ndeny = ["x"]\nwithhold = ["x"]', "stance.withhold", "'x' stands under deny and withhold"),
        ('[stance]\nwithhold = ["not ... known"]', "stance.withhold", "write the gap as one character, 'not … known'"),
        ('[time]\nago = ["{n} {unit} ago", "{n} ago"]', "time.ago", "'{n} ago' has no {unit}"),
        ('[time]\nahead = ["in a {unit}"]', "time.ahead", "no pattern has {n}"),
        ('[time]\nago = ["{n} {units} {unit} ago"]', "time.ago", "'{units}' means nothing"),
        ('[speakers]\n"ministry.magic" = ["x"]', "speakers.ministry.magic", "no other pack has this key"),
        ('[time.units]\nfortnight = ["x"]', "time.units.fortnight", "no other pack has this key"),
        ('[time.seasons]\nfall = ["x"]', "time.seasons.fall", "no other pack has this key"),
    ],
)
def test_what_a_pack_loads_with_and_a_translator_should_mend(text: str, key: str, reason: str) -> None:
    (slip,) = check(text).slips
    assert (slip.kind, slip.key) == ("warning", key)
    assert reason in slip.reason


@pytest.mark.parametrize(
    "text",
    [
        '[attribution]\nsay = ["Said", "said", "skal … ha"]\ndeny = ["denied"]\nwithhold = []',
        '[stance]\nwithhold = ["x"]\nnegation = ["x"]',
        '[attribution]\nsay = ["x"]\n[stance]\ndeny = ["x"]',
        '[time]\nago = ["a {unit} ago", "{n} {unit} ago"]\nahead = []',
        '[speakers]\n"ministry.foreign" = ["x"]',
        '[time.months]\n12 = ["Dec."]',
    ],
)
def test_what_is_meant_is_no_slip(text: str) -> None:
    assert check(text).slips == ()


def test_errors_come_first_and_warnings_with_them() -> None:
    assert [kind for kind, _, _ in told(check('says = 1\n[attribution]\nsay = ["a", "a"]'))] == ["error", "warning"]


def test_what_all_other_packs_fill_is_missed_unless_it_is_said_to_be_empty() -> None:
    text = '# CC0.\nlanguage = "xx"\nname = "Test"\n'
    missed = {slip.key: slip.reason for slip in check_text(text, file="xx.toml").slips}
    assert {"attribution.say", "hedges.words", "speakers.police", "time.units.day", "quotes.pairs"} <= missed.keys()
    assert "write say = []" in missed["attribution.say"]
    assert not {"attribution.mood", "writing.spaces", "numbers.decimal"} & missed.keys()
    text += "[attribution]\nsay = []\n[speakers]\npolice = []\n"
    left = {slip.key for slip in check_text(text, file="xx.toml").slips}
    assert missed.keys() - left == {"attribution.say", "speakers.police"}


def test_a_file_is_called_after_its_language_and_says_whose_it_is() -> None:
    checked = check_text('language = "und"\nname = "Test"', file="xx.toml")
    assert [(kind, key) for kind, key, _ in told(checked)] == [("warning", "the file"), ("warning", "language")]


def test_in_a_checkout_a_pack_has_cases(tmp_path: Path) -> None:
    packs, cases = tmp_path / "secondsource" / "packs", tmp_path / "tests" / "cases"
    packs.mkdir(parents=True)
    path = packs / "xx.toml"
    path.write_text('# CC0.\nlanguage = "xx"\nname = "Test"\n', encoding="utf-8")

    def misses_cases() -> bool:
        return "has no cases: write some in tests/cases/xx.toml" in [slip.reason for slip in check_file(path).slips]

    assert not misses_cases()
    cases.mkdir(parents=True)
    assert misses_cases()
    (cases / "xx.toml").write_text("", encoding="utf-8")
    assert not misses_cases()


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "und.toml"
    path.write_bytes('name = "Français"'.encode("latin-1"))
    assert [(slip.kind, slip.key) for slip in check_file(path).slips] == [("error", "the file")]


def test_the_packs_that_ship_load() -> None:
    checked = check_shipped()
    assert len(checked) == len(languages()) + 1
    assert [slip for one in checked for slip in one.slips if slip.kind == "error"] == []
    assert all(one.name and one.phrases for one in checked)


def test_a_pack_that_ships_broken_is_not_compared_with(monkeypatch: pytest.MonkeyPatch) -> None:
    from secondsource.errors import PackError
    from secondsource.packs import check as checking

    def broken(_: str) -> None:
        raise PackError("fr.toml", "the file", "is not TOML")

    monkeypatch.setattr(checking, "load", broken)
    checking._shipped.cache_clear()
    try:
        assert check_text('# CC0.\nlanguage = "xx"\nname = "Test"\n', file="xx.toml").slips == ()
    finally:
        checking._shipped.cache_clear()


def test_a_slip_says_where_it_is() -> None:
    assert check("says = 1").slips[0] == Slip("error", "und.toml", "says", check("says = 1").slips[0].reason)


values = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats(-9, 9)
    | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('a."\\ \x7f\n', max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("ab.'\"", max_size=3), values, max_size=3))
def test_what_was_read_is_written_again_as_it_was(raw: dict[str, object]) -> None:
    assert tomllib.loads(_toml_lines(raw)) == raw
