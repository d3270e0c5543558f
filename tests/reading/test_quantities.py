"""Quantities: the examples of every language pack, what is none, and which two can both be right."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Quantity
from secondsource.packs import languages, load
from secondsource.reading import quantities, timexes
from secondsource.weighing.compare.numbers import agree

from .cases import rows


def counted(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of a text, outside its times."""
    pack = load(language)
    times = timexes.find(text, 0, len(text), pack)
    found = quantities.find(text, 0, len(text), pack, [(t.start, t.end) for t in times])
    assert all(text[q.start : q.end] == q.text and q.low <= q.high for q in found)
    return found


@pytest.mark.parametrize(("language", "row"), rows("number"))
def test_example_of_the_pack(language: str, row: dict[str, Any]) -> None:
    found = [(q.low, q.high, q.unit) for q in counted(row["text"], language)]
    assert (row["low"], row["high"], row.get("unit")) in found


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("62,000 doses", 62000, 62000, "dose"),
        ("1.2 million litres", 1200000, 1200000, "l"),
        ("half a million dollars", 500000, 500000, "USD"),
        ("two hundred and fifty ships", 250, 250, None),
        ("twenty-five people", 25, 25, "person"),
        ("€46m", 46000000, 46000000, "EUR"),
        ("$5bn", 5000000000, 5000000000, "USD"),
        ("at least 30 containers", 30, math.inf, None),
        ("no more than 120 kg", -math.inf, 120, "kg"),
        ("10-20 people", 10, 20, "person"),
        ("2-3 million people", 2000000, 3000000, "person"),
        ("a 48-hour strike", 48, 48, "hour"),
    ],
)
def test_english(text: str, low: float, high: float, unit: str | None) -> None:
    assert [(q.low, q.high, q.unit) for q in counted(text)] == [(low, high, unit)]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("ru", "Он получил рублей 500 за лодку.", 500, "RUB"),
        ("ru", "Он получил рубля 3 за лодку.", 3, "RUB"),
        ("tr", "Seçmenlerin yüzde 58 kadarı geldi.", 58, "percent"),
        ("en", "It cost £ 60 a day.", 60, "GBP"),
    ],
)
def test_unit_before_its_number(language: str, text: str, value: float, unit: str) -> None:
    assert [(q.low, q.unit) for q in counted(text, language)] == [(value, unit)]


def test_the_noun_keeps_its_vowel_signs_and_joiners() -> None:
    assert [q.noun for q in counted("पाँच खदानें, दो पुल।", "hi")] == ["खदानें", "पुल"]
    assert [q.noun for q in counted("۵ دانش‌کده، ۳ پل", "fa")] == ["دانش‌کده", "پل"]


@pytest.mark.parametrize("language", languages())
def test_every_unit_that_a_pack_has_is_read_before_a_number(language: str) -> None:
    """Some forms stand only behind theirs, and two units may share a sign: so any unit of the pack will do, or none."""
    units = load(language).numbers.units
    text = " — ".join(f"{form.replace('*', 'a')} 500" for forms in units.values() for form in forms)
    assert {q.unit for q in counted(text, language)} <= {None, *units}


@pytest.mark.parametrize(
    "text",
    ["at 18:42", "batch SV0419", "the 42nd ship", "Covid-19", "call 555-1234-567", "it ended 3-0", "one of them"],
)
def test_no_quantity(text: str) -> None:
    assert counted(text) == ()


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("nearly 200 people", "194 people", True),
        ("at least 30 people", "42 people", True),
        ("at least 30 people", "24 people", False),
        ("1.2 million people", "1,234,000 people", True),
        ("24 people", "42 people", False),
        ("85 percent", "58 percent", False),
        ("480 kg", "120 kg", False),
        ("2 tonnes", "2,000 kg", True),
        ("24 people", "24 kg", None),
    ],
)
def test_agree(a: str, b: str, verdict: bool | None) -> None:
    (first,), (second,) = counted(a), counted(b)
    assert agree(first, second) is verdict
    assert agree(second, first) is verdict


NUMBER_LIKE = st.text(st.sampled_from("0123456789 .,-–%$€万천mbn'’a\n"), max_size=60) | st.text(max_size=60)


@given(text=NUMBER_LIKE, language=st.sampled_from(["en", "ja", "ko", "tr", "ru", "ar", "de", "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for quantity in counted(text, language):
        assert agree(quantity, quantity) is True
