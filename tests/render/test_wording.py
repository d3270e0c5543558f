"""One wording for one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from secondsource import model
from secondsource.model import Interval
from secondsource.render import wording

from .sample import FINDINGS, STORY, day


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("2024-02-18", "18 Feb 2024"),
        ("2024-02-18/2024-02-20", "18–20 Feb 2024"),
        ("2024-02-01/2024-02-29", "Feb 2024"),
        ("2023-02-01/2023-02-28", "Feb 2023"),
        ("2024-02-01/2024-02-28", "1–28 Feb 2024"),
        ("2024-01-01/2024-03-31", "Jan–Mar 2024"),
        ("2023-11-01/2024-02-29", "Nov 2023 – Feb 2024"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2019-01-01/2024-12-31", "2019–2024"),
        ("2024-02-28/2024-03-02", "28 Feb – 2 Mar 2024"),
        ("2023-12-30/2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
        ("0001-01-01/2024-01-02", "until 2 Jan 2024"),
        ("2024-01-02/9999-12-31", "from 2 Jan 2024"),
        ("0001-01-01/9999-12-31", "any time"),
    ],
)
def test_interval_words(days: str, words: str) -> None:
    assert wording.interval_words(day(days)) == words


def test_a_day_reads_the_same_in_any_locale() -> None:
    assert wording.day_words(date(2031, 12, 3)) == "3 Dec 2031"
    assert wording.interval_words(Interval(date(2031, 12, 3), date(2031, 12, 3), "i går")) == "3 Dec 2031"


@pytest.mark.parametrize(
    ("code", "name"),
    [("nb", "Norwegian Bokmål"), ("ko", "Korean"), ("und", "language unknown"), ("", "language unknown"), ("q!", "q!")],
)
def test_language_name(code: str, name: str) -> None:
    assert wording.language_name(code) == name


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [(0, "report", "0 reports"), (1, "report", "1 report"), (2, "story", "2 stories"), (1, "story", "1 story")],
)
def test_count(number: int, noun: str, words: str) -> None:
    assert wording.count(number, noun) == words


def test_chain_words() -> None:
    assert wording.chain_words("NRK", ("BBC", "police")) == "NRK ← BBC ← police"
    assert wording.chain_words("NRK", ()) == "NRK, in its own voice"


@pytest.mark.parametrize(
    ("confidence", "unsure"), [(None, False), (0.0, True), (0.49, True), (0.5, False), (1.0, False)]
)
def test_only_low_confidence_is_mentioned(confidence: float | None, unsure: bool) -> None:
    claim = replace(FINDINGS[0].claims[0], confidence=confidence)
    assert wording.claim_marks(claim) == (("reported", "unsure") if unsure else ("reported",))
    assert wording.doubted(replace(STORY.discrepancies[0], confidence=confidence)) is unsure


def test_confidence_words() -> None:
    assert wording.confidence_words(replace(FINDINGS[0].claims[0], confidence=0.314)) == "confidence 0.31"
    assert wording.confidence_words(FINDINGS[0].claims[0]) == "confidence not known"


def test_an_update_is_called_one() -> None:
    assert wording.discrepancy_words(STORY.discrepancies[0]) == "What number"
    assert wording.discrepancy_words(replace(STORY.discrepancies[0], update=True)) == "Update: what number"


def test_every_standing_and_discrepancy_has_words() -> None:
    assert set(wording.STANDINGS) == set(get_args(model.Standing))
    assert set(wording.DISCREPANCIES) == set(get_args(model.DiscrepancyKind))
    assert len({words.sign for words in wording.STANDINGS.values()}) == 4
