"""`secondsource brief`: formats, files, problems and exit statuses."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from secondsource.errors import MissingExtraError

from .conftest import TEXT, FakePipeline

Run = Callable[..., Result]


def test_paths_go_to_the_pipeline_as_they_are(run: Run, pipeline: FakePipeline) -> None:
    result = run("brief", "reports", "-", "a b.txt")
    assert result.exit_code == 0
    assert pipeline.asked == [("reports", "-", "a b.txt")]
    assert "UNATTRIBUTED" in result.stdout or "TOLD BY ONE REPORT" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("name", "start"), [("json", "{"), ("html", "<!doctype html>"), ("markdown", "# "), ("terminal", "━")]
)
@pytest.mark.parametrize("charset", ["utf-8", "ascii", "latin-1"])
def test_formats_in_any_locale(run: Run, pipeline: FakePipeline, name: str, start: str, charset: str) -> None:
    result = run("brief", "x", "--format", name, charset=charset)
    assert result.exit_code == 0, result.exception
    if name == "terminal":
        result.stdout_bytes.decode(charset)
    else:
        assert result.stdout_bytes.decode("utf-8").startswith(start)


def test_json_is_verbatim_utf8_even_where_the_terminal_is_ascii(run: Run, pipeline: FakePipeline) -> None:
    result = run("brief", "x", "-f", "json", charset="ascii")
    assert json.loads(result.stdout_bytes.decode("utf-8"))["reports"][0]["text"] == TEXT


@pytest.mark.parametrize(
    ("file", "start"),
    [("b.json", "{"), ("b.HTML", "<!doctype html>"), ("b.htm", "<!doc"), ("b.md", "# "), ("b.txt", "━"), ("b", "━")],
)
def test_output_suffix_says_the_format(run: Run, pipeline: FakePipeline, tmp_path: Path, file: str, start: str) -> None:
    result = run("brief", "x", "--output", str(tmp_path / file))
    assert result.exit_code == 0
    assert (tmp_path / file).read_text("utf-8").startswith(start)
    assert result.stdout == ""
    assert f"wrote {tmp_path / file}" in result.stderr
    assert "1 report, 1 story" in result.stderr
    assert os.listdir(tmp_path) == [file]


def test_format_beats_suffix(run: Run, pipeline: FakePipeline, tmp_path: Path) -> None:
    run("brief", "x", "--output", str(tmp_path / "b.html"), "--format", "json")
    json.loads((tmp_path / "b.html").read_text("utf-8"))


def test_output_dash_is_standard_output(run: Run, pipeline: FakePipeline) -> None:
    assert run("brief", "x", "-o", "-", "-f", "json").stdout.startswith("{")


def test_a_file_is_replaced_whole_or_not_at_all(
    run: Run, pipeline: FakePipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "b.json"
    output.write_text("old")
    output.chmod(0o640)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        result = run("brief", "x", "-o", str(output))
    assert result.exit_code != 0
    assert "No space left" in result.stderr
    assert output.read_text() == "old"
    assert os.listdir(tmp_path) == ["b.json"]

    assert run("brief", "x", "-o", str(output)).exit_code == 0
    assert stat.S_IMODE(output.stat().st_mode) == 0o640
    assert output.read_text("utf-8").startswith("{")


def test_a_link_stays_a_link(run: Run, pipeline: FakePipeline, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    assert run("brief", "x", "-o", str(tmp_path / "link.json")).exit_code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text("utf-8").startswith("{")


def test_a_pipe_is_written_to(run: Run, pipeline: FakePipeline, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    assert run("brief", "x", "-o", str(pipe)).exit_code == 0
    reader.join(5)
    assert read[0].startswith("{")


@pytest.mark.parametrize("name", ["terminal", "json", "html", "markdown"])
def test_unreadable_input_is_said_and_counts(run: Run, pipeline: FakePipeline, name: str) -> None:
    pipeline.cannot_read("gone.txt", "\x1b[31mred.txt")
    result = run("brief", "x", "--format", name)
    assert result.exit_code == 1
    assert "gone.txt" in result.stdout
    assert result.stderr.splitlines() == [
        "could not read gone.txt: no such file: check the path",
        "could not read ⟨U+001B⟩[31mred.txt: no such file: check the path",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief"], "PATH"),
        (["brief", "x", "--format", "pdf"], "'terminal', 'json', 'html', 'markdown'"),
        (["brief", "x", "--output", "/nowhere/at/all/b.html"], "there is no folder"),
        (["brief", "x", "--output", "/"], "directory"),
        (["brief", "x", "--outptu", "b"], "--output"),
        (["breif", "x"], "did you mean 'brief'?"),
        (["zzz"], "known are accounts, add, brief, correct"),
    ],
)
def test_misuse(run: Run, pipeline: FakePipeline, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert pipeline.asked == []


def test_a_missing_extra_is_said_in_words(run: Run, pipeline: FakePipeline) -> None:
    pipeline.raises = MissingExtraError("--encoder big", "big")
    result = run("brief", "x")
    assert result.exit_code == 2
    assert "pip install 'secondsource[big]'" in result.stderr


def test_an_interruption_is_quiet(run: Run, pipeline: FakePipeline) -> None:
    pipeline.raises = KeyboardInterrupt()
    result = run("brief", "x")
    assert result.exit_code == 130
    assert (result.stdout + result.stderr).strip() == ""


@pytest.mark.parametrize("name", ["terminal", "json", "html"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_is_no_error(name: str, unbuffered: str) -> None:
    code = f"""
import sys, types
from secondsource.model import Brief, Report
pipeline = types.ModuleType("secondsource.pipeline")
report = Report("a.txt", "x" * 1_000_000, "en", None, None, None, "y" * 100)
from secondsource.model import Story
story = Story("s1", "t", ("a.txt",) * 3000, (), (), (), (), ())
pipeline.Settings = types.SimpleNamespace
pipeline.brief = lambda paths, *, settings=None, progress=None: Brief((report,), (story,), ())
sys.modules["secondsource.pipeline"] = pipeline
from secondsource.cli import main
main(["brief", "x", "--format", {name!r}])
"""
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141
