"""Which reports and problems a set of inputs gives."""

from __future__ import annotations

import io
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from secondsource.intake import Limits, read, report_from_text
from secondsource.model import Report

TEXT = "A ferry ran aground off the coast on Friday, the coastguard said. Nobody was hurt.\n"


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_gives_its_reports_sorted_and_passes_over_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    write(tmp_path / "deep" / "er" / "a.html", f"<p>{TEXT}</p>")
    write(tmp_path / ".hidden.txt")
    write(tmp_path / ".git" / "c.txt")
    write(tmp_path / "README.md")
    write(tmp_path / "photo.jpg", b"\xff\xd8\xff")
    reports, problems = read([tmp_path])
    assert [report.id for report in reports] == ["a.html", "b.txt"]
    assert problems == []


def test_namesakes_are_told_apart_by_as_few_folders_as_it_takes(tmp_path: Path) -> None:
    for name in ("x/1/a.txt", "x/2/a.txt", "y/1/a.txt", "b.txt"):
        write(tmp_path / name)
    reports, _ = read([tmp_path])
    assert [report.id for report in reports] == ["2/a.txt", "b.txt", "x/1/a.txt", "y/1/a.txt"]


def test_order_and_repetition_of_inputs_change_nothing(tmp_path: Path) -> None:
    paths: list[str | Path | Report] = [write(tmp_path / f"{i}.txt", f"{TEXT} {i}") for i in range(6)]
    paths += [str(tmp_path / "missing.txt"), tmp_path, report_from_text("ready", TEXT)]
    want = read(paths)
    for seed in range(5):
        shuffled = paths * 2
        random.Random(seed).shuffle(shuffled)
        assert read(shuffled) == want


def test_a_file_reached_by_two_names_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    (tmp_path / "z.txt").symlink_to(path)
    (tmp_path / "loop").symlink_to(tmp_path)
    reports, problems = read([tmp_path, path, str(path), tmp_path / "." / "a.txt"])
    assert [report.id for report in reports] == ["a.txt"]
    assert problems == []


def test_standard_input_is_a_report() -> None:
    reports, problems = read(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert [(report.id, report.text) for report in reports] == [("stdin", TEXT)]
    assert problems == []


def test_ready_reports_pass_through_and_two_of_one_id_are_a_problem(tmp_path: Path) -> None:
    ready = report_from_text("a.txt", TEXT)
    reports, problems = read([ready, ready, write(tmp_path / "in" / "a.txt")])
    assert [report.id for report in reports] == ["a.txt", "in/a.txt"]
    assert problems == []
    _, problems = read([ready, replace(ready, text=TEXT + "!")])
    assert [problem.input for problem in problems] == ["a.txt"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "no words"),
        (b"\xef\xbb\xbf", "no words"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"one\x00two\x00three", "binary"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 and so on", "zip"),
        (b"x" * 2000, "limit"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_the_rest_goes_on(content: bytes, says: str, tmp_path: Path) -> None:
    bad, good = write(tmp_path / "bad.txt", content), write(tmp_path / "good.txt")
    reports, problems = read([bad, good], limits=Limits(max_bytes=1000))
    assert [report.id for report in reports] == ["good.txt"]
    assert [problem.input for problem in problems] == [str(bad)]
    assert says in problems[0].error


def test_missing_empty_and_special_inputs_are_problems(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    names = [tmp_path / "pipe.txt", tmp_path / "dangling.txt", tmp_path / "empty", Path("/dev/zero"), tmp_path / "no"]
    reports, problems = read(names)
    assert reports == []
    said = {problem.input: problem.error for problem in problems}
    assert set(said) == set(map(str, names))
    assert "a pipe" in said[str(names[0])]
    assert "a device" in said["/dev/zero"]
    assert "no reports" in said[str(names[2])]


def test_a_name_that_no_path_can_have_is_a_problem() -> None:
    _, problems = read(["a\0b", "", "x" * 5000])
    assert len(problems) >= 2


def test_names_that_steer_a_terminal_are_made_harmless(tmp_path: Path) -> None:
    write(tmp_path / "a\x1b[31m\n.txt")
    reports, _ = read([tmp_path])
    assert all(report.id.isprintable() for report in reports)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read([write(tmp_path / "a.txt"), write(tmp_path / "b.txt")], progress=lambda *step: told.append(step))
    assert told == [("intake", 1, 2), ("intake", 2, 2)]
