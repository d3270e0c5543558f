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


@pytest.mark.parametrize(
    ("language", "text", "timex", "day"),
    [
        ("id", "Museum itu tutup pada Minggu (18/2).", "18/2", "2024-02-18"),
        ("id", "Dia berbicara Selasa malam (6/2) di kota.", "6/2", "2024-02-06"),
        ("id", "Museum itu tutup sejak 18/2 karena banjir.", "18/2", "2024-02-18"),
        ("id", "Toko itu tutup Minggu (24/7).", "24/7", "2024-07-24"),
        ("vi", "Bảo tàng đóng cửa ngày 1/2.", "1/2", "2024-02-01"),
        ("vi", "Tàu mất liên lạc từ rạng sáng 2/11 ở ngoài khơi.", "2/11", "2023-11-02"),
        ("vi", "Ông sẽ nghỉ từ 15/7.", "15/7", "2024-07-15"),
        ("da", "Museet var lukket søndag 18/2 om aftenen.", "18/2", "2024-02-18"),
        ("da", "Museet lukkede den 18/2 2022.", "18/2 2022", "2022-02-18"),
        ("de", "Das Museum war am Sonntag (18.2) zu.", "18.2", "2024-02-18"),
        ("de", "Das Museum war am Sonntag, 18.2, zu.", "18.2", "2024-02-18"),
        ("he", "המוזיאון היה סגור ביום ראשון (18.02).", "18.02", "2024-02-18"),
        ("he", "המוזיאון נסגר ב-18/2 בבוקר.", "18/2", "2024-02-18"),
        ("en", "It closed on Sunday (2/18).", "2/18", "2024-02-18"),
        ("en", "It closed on 2/18.", "2/18", "2024-02-18"),
        ("en", "It closed on Sunday, 18/2, at noon.", "18/2", "2024-02-18"),
    ],
)
def test_day_and_month_in_digits(language: str, text: str, timex: str, day: str) -> None:
    assert [days for words, *days in told(text, language) if timex in words] == [[day, day]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They won 18/2 and it was 3/4 of the way."),
        ("en", "It is open 24/7 and in 3/4 of cases by 1/2."),
        ("en", "It changed on 9/11."),
        ("en", "It fell by 18.2 or 18/2 in 2/18 cases."),
        ("id", "Toko itu buka 24/7 selama 24/7, dengan nilai 7/10."),
        ("id", "Dari 3/4 penduduk, 1/2 pindah."),
        ("vi", "Giá giảm 1/2, còn trong 3/4 thời gian."),
        ("de", "Am Ende waren es 18.2 oder um 18.10 Uhr nur 3/4 davon."),
        ("he", "הוא גבה מ-18.2 אחוז, עד 18.2 שקל."),
        ("nb", "Det skjedde klokka 18.10 i versjon 3.2."),
    ],
)
def test_fractions_and_scores_are_no_dates(language: str, text: str) -> None:
    assert told(text, language) == []


def test_clock_time_behind_a_weekday_is_no_date() -> None:
    assert told("Det skjedde søndag 18.10 ved elva.", "nb") == [("søndag", "2024-02-18", "2024-02-18")]


def test_days_with_a_slash_before_or_behind_their_month() -> None:
    assert told("La nuit du 3/4 mars.", "fr") == [("du 3/4 mars", "2024-03-03", "2024-03-04")]
    assert told("It was open on March 5/6.") == [("on March 5/6", "2024-03-05", "2024-03-06")]


def test_month_wide_anchor_gives_the_hull() -> None:
    assert told("It opened in December.", anchor=FEBRUARY) == [("in December", "2023-12-01", "2023-12-31")]
    assert told("It opened yesterday.", anchor=FEBRUARY) == [("yesterday", "2024-01-31", "2024-02-28")]


def test_without_an_anchor_only_absolute_times_are_told() -> None:
    assert told("It opened on Monday.", anchor=None) == [("on Monday", None, None)]
    assert told("It opened in May 2019.", anchor=None) == [("in May 2019", "2019-05-01", "2019-05-31")]


@pytest.mark.parametrize(
    ("text", "timex", "earliest", "latest"),
    [
        ("پل در ۱ اسفند ۱۴۰۲ بسته شد.", "۱ اسفند ۱۴۰۲", "2024-02-20", "2024-02-20"),
        ("پل روز دوشنبه ۳۰ بهمن بسته شد.", "۳۰ بهمن", "2024-02-19", "2024-02-19"),
        ("پل در ۱۴۰۲/۲/۳۱ بسته شد.", "۱۴۰۲/۲/۳۱", "2023-05-21", "2023-05-21"),
        ("پل در آبان ۱۴۰۱ بسته شد.", "آبان ۱۴۰۱", "2022-10-23", "2022-11-21"),
        ("پل در شهریور بسته شد.", "شهریور", "2023-08-23", "2023-09-22"),
        ("پل در اواخر دی ۱۴۰۱ بسته شد.", "اواخر دی ۱۴۰۱", "2023-01-11", "2023-01-20"),
        ("پل در سال ۱۳۹۹ بسته شد.", "سال ۱۳۹۹", "2020-03-20", "2021-03-20"),
        ("پل در بهار ۱۴۰۰ بسته شد.", "بهار ۱۴۰۰", "2021-03-21", "2021-06-21"),
        ("پل در اواخر ۱۴۰۱ بسته شد.", "اواخر ۱۴۰۱", "2022-12-22", "2023-03-20"),
        ("پل در ۱۲ مارس ۲۰۲۳ بسته شد.", "۱۲ مارس ۲۰۲۳", "2023-03-12", "2023-03-12"),
        ("پل در سال ۲۰۱۹ بسته شد.", "سال ۲۰۱۹", "2019-01-01", "2019-12-31"),
    ],
)
def test_solar_hijri(text: str, timex: str, earliest: str, latest: str) -> None:
    assert [days for words, *days in told(text, "fa") if timex in words] == [[earliest, latest]]


def test_day_that_the_calendar_of_the_text_has_not() -> None:
    assert told("۱۴۰۲/۱۲/۳۰", "fa") == [("۱۴۰۲/۱۲/۳۰", None, None)]
    assert told("۱۴۰۰ نفر، ۱۴۴۵ قمری", "fa") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("자료가 전달됐다.", []),
        ("전달된 자료를 봤다.", []),
        ("전달까지 이어졌다.", [("전달까지", "2024-01-01", "2024-01-31")]),
        ("그는 지난달 말했다.", [("지난달", "2024-01-01", "2024-01-31")]),
        ("그는 3일 전했다.", [("3일", "2024-02-03", "2024-02-03")]),
        ("다리는 3일 전에 열렸다.", [("3일 전", "2024-02-17", "2024-02-17")]),
        ("다리는 오늘오전에 열렸다.", [("오늘", "2024-02-20", "2024-02-20")]),
        ("다리는 어제와 오늘도 닫혔다.", [("어제", "2024-02-19", "2024-02-19"), ("오늘", "2024-02-20", "2024-02-20")]),
    ],
)
def test_hangul_time_words_end_their_word_or_take_a_particle(text: str, expected: Told) -> None:
    assert told(text, "ko") == expected


def test_language_without_a_pack() -> None:
    assert told("Hún kom 8. mars 2019.", "is") == [("8. mars 2019", "2019-03-08", "2019-03-08")]
    assert told("16.3.2023", "xx") == [("16.3.2023", "2023-03-16", "2023-03-16")]


TIME_LIKE = st.text(st.sampled_from("0123456789 .-/:,MayJun年月日일월'’sчТ午\n"), max_size=60) | st.text(max_size=60)


@given(text=TIME_LIKE, language=st.sampled_from(["en", "ja", "ko", "tr", "ru", "ar", "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for anchor in (Interval(date.min, date.max), TUESDAY, None):
        told(text, language, anchor)
