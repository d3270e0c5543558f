"""Time expressions: the examples of every language pack, what must stay silent, and any text at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Interval
from secondsource.packs import load
from secondsource.reading import timexes

from .cases import rows

TUESDAY = Interval(date(2024, 2, 20), date(2024, 2, 20))
FEBRUARY = Interval(date(2024, 2, 1), date(2024, 2, 29))

Told = list[tuple[str, str | None, str | None]]


def told(text: str, language: str = "en", anchor: Interval | None = TUESDAY) -> Told:
    """Every expression with its first and last day."""
    found = timexes.find(text, 0, len(text), load(language), language=language)
    assert all(text[e.start : e.end] == e.text for e in found)
    days = [(e.text, timexes.resolve(e, anchor)) for e in found]
    return [(words, d and d.earliest.isoformat(), d and d.latest.isoformat()) for words, d in days]


@pytest.mark.parametrize(("language", "row"), rows("time"))
def test_example_of_the_pack(language: str, row: dict[str, str]) -> None:
    published = date.fromisoformat(row["published"])
    found = told(row["text"], language, Interval(published, published))
    near = [days for words, *days in found if words in row["timex"] or row["timex"] in words]
    assert [row["earliest"], row["latest"]] in near, found


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("It opened on 8 March 2019.", "2019-03-08", "2019-03-08"),
        ("It opened on March 8, 2019.", "2019-03-08", "2019-03-08"),
        ("It opened on Friday, March 8.", "2024-03-08", "2024-03-08"),
        ("It opened on 2019-03-08.", "2019-03-08", "2019-03-08"),
        ("It opened on 25/12/2019.", "2019-12-25", "2019-12-25"),
        ("It was open on 3-5 March.", "2024-03-03", "2024-03-05"),
        ("It opened in late May.", "2023-05-21", "2023-05-31"),
        ("It opened in May.", "2023-05-01", "2023-05-31"),
        ("It opens by May.", "2024-05-01", "2024-05-31"),
        ("It opened last September.", "2023-09-01", "2023-09-30"),
        ("It opened in September last year.", "2023-09-01", "2023-09-30"),
        ("It opened in late 2021.", "2021-10-01", "2021-12-31"),
        ("It opened in the summer of 2020.", "2020-06-01", "2020-08-31"),
        ("It opened in the 1970s.", "1970-01-01", "1979-12-31"),
        ("It opened on Tuesday.", "2024-02-20", "2024-02-20"),
        ("It opened last Tuesday.", "2024-02-13", "2024-02-13"),
        ("It will open on Wednesday.", "2024-02-21", "2024-02-21"),
        ("He said on Wednesday that it will open.", "2024-02-14", "2024-02-14"),
        ("It opened three weeks ago.", "2024-01-29", "2024-02-04"),
        ("It opened earlier this month.", "2024-02-01", "2024-02-20"),
        ("It opens later this month.", "2024-02-20", "2024-02-29"),
        ("It opened last weekend.", "2024-02-17", "2024-02-18"),
    ],
)
def test_english(text: str, earliest: str, latest: str) -> None:
    assert [days for _, *days in told(text)] == [[earliest, latest]]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "They bought 1200 devices and 2000 people came.",
        "It cost $2019 or more than 2020.",
        "It ended 3-0 after 48 hours.",
        "Call 555-1984-111.",
        "The Sunday Times wrote it.",
        "Model SV2019 was sold.",
    ],
)
def test_silent(text: str) -> None:
    assert told(text) == []


def test_month_wide_anchor_gives_the_hull() -> None:
    assert told("It opened in December.", anchor=FEBRUARY) == [("in December", "2023-12-01", "2023-12-31")]
    assert told("It opened yesterday.", anchor=FEBRUARY) == [("yesterday", "2024-01-31", "2024-02-28")]


def test_without_an_anchor_only_absolute_times_are_told() -> None:
    assert told("It opened on Monday.", anchor=None) == [("on Monday", None, None)]
    assert told("It opened in May 2019.", anchor=None) == [("in May 2019", "2019-05-01", "2019-05-31")]


def test_language_without_a_pack() -> None:
    assert told("Hún kom 8. mars 2019.", "is") == [("8. mars 2019", "2019-03-08", "2019-03-08")]
    assert told("16.3.2023", "xx") == [("16.3.2023", "2023-03-16", "2023-03-16")]


TIME_LIKE = st.text(st.sampled_from("0123456789 .-/:,MayJun年月日일월'’sчТ午\n"), max_size=60) | st.text(max_size=60)


@given(text=TIME_LIKE, language=st.sampled_from(["en", "ja", "ko", "tr", "ru", "ar", "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for anchor in (Interval(date.min, date.max), TUESDAY, None):
        told(text, language, anchor)
