"""A text to a report: language, date, outlet, credits and blocks."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.intake import read, report_from_text
from secondsource.model import Interval, Report
from tests.intake.reports import MADE, Made

LETTERS = {"title": "T", "byline": "Y", "body": "B", "subhead": "S", "caption": "C", "credit": "R"}
FRAGMENTS = [
    "date 2024-02-20 ", "By Ann Other", "Photo: ", "(AFP) – ", " | ", "15 March 2024", "\n", "\n\n", "Kehl (snd) - ",
    "KCNA / AFP ", "2024年3月15日", "【", "】", "（", "）", "©", "A ferry ran aground on Friday. ", "Foto", "، ", "。",
    "“", "”", "«", "»", "'", "/", "://", "1.", "\u202e", "e\u0301",
]  # fmt: skip


def check_blocks(report: Report) -> None:
    end = 0
    for block in report.blocks:
        text = report.text[block.start : block.end]
        assert end <= block.start < block.end <= len(report.text)
        assert text == text.strip()
        end = block.end


@pytest.mark.parametrize("made", MADE.values(), ids=MADE.keys())
def test_made_reports(made: Made) -> None:
    report = report_from_text("x", made.text)
    published = report.published and report.published.earliest.isoformat()
    assert (report.language, published, report.outlet) == (made.language, made.published, made.outlet)
    assert report.credits == made.credits
    assert "".join(LETTERS[block.role] for block in report.blocks) == made.roles
    check_blocks(report)


def test_a_doubled_credit_is_taken_out_once() -> None:
    report = report_from_text("x", MADE["doubled credit"].text)
    assert report.text.count("HANDOUT NAVY / QPA") == 1


def test_a_page_gives_its_visible_text() -> None:
    report = report_from_text(
        "x",
        "<html><head><style>p{}</style></head><body><h1>Ferry aground off Lerwick</h1><p>By Ann Other</p>"
        "<p>A ferry ran aground off the coast on Friday, the coastguard said.</p><script>alert(1)</script></body>",
    )
    assert (report.title, report.language) == ("Ferry aground off Lerwick", "en")
    assert "alert" not in report.text


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=20), max_size=12).map("".join))
def test_no_text_fails_and_offsets_are_exact(text: str) -> None:
    check_blocks(report_from_text("x", text))


@pytest.mark.parametrize("piece", ["a", "A ", "(", "A/", "Photo: ", ". ", "– ", "1.", "2024 ", "|", "A\n", "x: Y\n"])
def test_long_texts_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        start = time.perf_counter()
        check_blocks(report_from_text("x", piece * (length // len(piece))))
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(1_000_000) < 40 * (seconds(100_000) + 0.02)


def test_cases_are_read_as_their_gold_says(case: Path) -> None:
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))["reports"]
    wanted = {r["id"]: r for r in gold} if isinstance(gold, list) else gold
    reports, problems = read([case / "reports"])
    assert problems == []
    for report in reports:
        want = wanted[report.id]
        day = report.published and days(report.published)
        assert (report.language, day) == (want["language"], want["published"])
        assert report.outlet in (want["outlet"], None)
        check_blocks(report)


def days(interval: Interval) -> dict[str, str]:
    return {"earliest": interval.earliest.isoformat(), "latest": interval.latest.isoformat()}
