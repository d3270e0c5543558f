"""The whole way: what goes in, what comes out, and what a caller is told on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from secondsource import Settings, brief, pipeline
from secondsource.encoding import Encoder
from secondsource.intake import report_from_text
from secondsource.model import SCHEMA
from secondsource.tagging import NoTagger

FERRY = """Ferry runs aground off Sandvik

By Marit Holm

Published 3 May 2031

The ferry Solvind ran aground off Sandvik on Friday night. All 41 passengers were brought ashore, the coastguard said.

"We heard a bang," said Ida Berg, who was on board.
"""
STRIKE = """Miners in Kalvheim go on strike

Published 12 November 2033

About 300 miners laid down their work on Thursday, according to the union. The company declined to comment.
"""


@pytest.fixture
def settings(encoder: Encoder) -> Settings:
    return Settings(encoder=encoder)


def test_nothing_in_is_nothing_out(settings: Settings) -> None:
    made = brief([], settings=settings)
    assert (made.reports, made.stories, made.problems, made.schema) == ((), (), (), SCHEMA)


def test_two_stories_are_told_apart(settings: Settings, tmp_path: Path) -> None:
    for name, text in (("ferry_a", FERRY), ("ferry_b", FERRY.replace("a bang", "a loud bang")), ("strike", STRIKE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    made = brief([tmp_path], settings=settings)
    assert [s.reports for s in made.stories] == [("ferry_a.txt", "ferry_b.txt"), ("strike.txt",)]
    assert [s.id for s in made.stories] == ["s1", "s2"]
    assert [r.id for r in made.reports] == ["ferry_a.txt", "ferry_b.txt", "strike.txt"]


def test_a_copy_names_its_original(settings: Settings) -> None:
    copy = FERRY.replace("Published 3 May 2031", "Published 4 May 2031").replace("brought ashore", "taken ashore")
    made = brief([report_from_text("a.txt", copy), report_from_text("b.txt", FERRY)], settings=settings)
    assert {r.id: r.reprint_of for r in made.reports} == {"a.txt": "b.txt", "b.txt": None}


def test_what_cannot_be_read_is_a_problem_and_the_rest_goes_on(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STRIKE, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    missing = tmp_path / "missing.txt"
    made = brief([tmp_path, missing], settings=settings)
    assert [r.id for r in made.reports] == ["good.txt"]
    assert [p.input for p in made.problems] == [str(tmp_path / "empty.txt"), str(missing)]
    assert all(p.error for p in made.problems)


def test_files_texts_and_reports_go_together(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "strike.txt").write_text(STRIKE, encoding="utf-8")
    made = brief([report_from_text("ferry", FERRY), tmp_path, str(tmp_path / "strike.txt")], settings=settings)
    assert [r.id for r in made.reports] == ["ferry", "strike.txt"]


def test_progress_tells_each_stage_from_its_start_to_its_end(settings: Settings) -> None:
    told: list[tuple[str, int, int]] = []
    reports = [report_from_text("ferry", FERRY), report_from_text("strike", STRIKE)]
    brief(reports, settings=settings, progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["reading", "stories", "weighing"]
    for stage in stages:
        steps = [(done, total) for name, done, total in told if name == stage]
        assert steps == sorted(steps)
        assert all(0 <= done <= total for done, total in steps)


def test_a_language_without_a_pack_is_read_with_the_fallback(settings: Settings) -> None:
    text = "Laev uppus eile õhtul Peipsi järvel. „Keegi viga ei saanud,“ ütles politsei pressiesindaja Peeter Tamm."
    made = brief([report_from_text("peipsi", text)], settings=settings)
    assert (made.reports[0].language, made.reports[0].pack) == ("et", "und")
    assert made.stories[0].findings


def test_a_report_read_alone_has_its_times_resolved_by_its_own_date(tmp_path: Path) -> None:
    alone = Settings(tagger=NoTagger())
    readings, problems = pipeline.read([report_from_text("ferry", FERRY), tmp_path / "gone.txt"], settings=alone)
    assert [problem.input for problem in problems] == [str(tmp_path / "gone.txt")]
    (friday,) = [time for time in readings[0].report.times if "Friday" in time.text]
    assert (friday.earliest, friday.latest) == (date(2031, 5, 2), date(2031, 5, 2))
    (undated,), _ = pipeline.read(
        [report_from_text("ferry", FERRY.replace("Published 3 May 2031", ""))], settings=alone
    )
    assert [time.earliest for time in undated.report.times if "Friday" in time.text] == [None]
