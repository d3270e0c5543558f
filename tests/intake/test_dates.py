"""Dates in header lines, and which of them a report came out on."""

from __future__ import annotations

import pytest

from secondsource.intake import dates
from secondsource.intake.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        ("en", "Tuesday 14 March 2023", (2023, 3, 14)),
        ("en", "March 10, 2023", (2023, 3, 10)),
        ("en", "the 3rd of March, 2023", (2023, 3, 3)),
        ("en", "10/3/2023", (2023, 10, 3)),
        ("en", "13/3/2023", (2023, 3, 13)),
        ("en", "March 2023", (2023, 3, 0)),
        ("fr", "Publié le 1er juin 2024 à 08h40", (2024, 6, 1)),
        ("fr", "15 oct. 2024", (2024, 10, 15)),
        ("es", "6 de junio de 2024", (2024, 6, 6)),
        ("fi", "16.3.2023 klo 18.42", (2023, 3, 16)),
        ("hu", "2024. március 15.", (2024, 3, 15)),
        ("lv", "2024. gada 15. martā", (2024, 3, 15)),
        ("vi", "ngày 15 tháng 3 năm 2024", (2024, 3, 15)),
        ("he", "15 במרץ 2024", (2024, 3, 15)),
        ("fa", "۱۵ مارس ۲۰۲۴", (2024, 3, 15)),
        ("th", "15 มีนาคม 2567", (2024, 3, 15)),
        ("ja", "令和6年3月15日", (2024, 3, 15)),
        ("zh", "2024年3月15日", (2024, 3, 15)),
        ("ko", "2024.03.15 09:12", (2024, 3, 15)),
        ("ko", "2024년 3월", (2024, 3, 0)),
        ("de", "20. Februar", (0, 2, 20)),
        ("und", "2024-03-15T10:00", (2024, 3, 15)),
    ],
)
def test_find(language: str, line: str, found: tuple[int, int, int]) -> None:
    first = dates.find(line, vocabulary(language))[0]
    assert (first.year, first.month, first.day) == found


@pytest.mark.parametrize(
    "line", ["31 February 2023", "2024-13-01", "room 3", "1.2", "version 1.2.3.4", "99999 March 1"]
)
def test_what_is_no_full_date(line: str) -> None:
    assert not [found for found in dates.find(line, vocabulary("en")) if found.year and found.day]


def test_a_dateline_makes_the_month_of_the_header_narrower() -> None:
    (month,) = dates.stamp("2024-02")
    (day,) = dates.find("SEOUL, 20. Februar (NPA)", vocabulary("de"))
    published = dates.narrowest([(month, "2024-02"), (day, "20. Februar")])
    assert published is not None
    assert (published.earliest.isoformat(), published.days, published.text) == ("2024-02-20", 1, None)


def test_a_day_without_a_year_is_no_date_of_its_own() -> None:
    (day,) = dates.find("20. Februar", vocabulary("de"))
    assert dates.narrowest([(day, "20. Februar")]) is None
