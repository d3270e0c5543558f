"""Every export by its name on the command line: in a file, down a pipe, and what is refused before the work starts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from secondsource import pipeline, render
from secondsource.cli import main, options
from secondsource.model import Brief
from secondsource.render import BINARY, FORMATS, SUFFIXES

from .sample import ferry_brief


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the pipeline was asked for."""
    asked: list[object] = []

    def brief(inputs: object, **_: object) -> Brief:
        asked.append(inputs)
        return ferry_brief()

    monkeypatch.setattr(pipeline, "brief", brief)
    return asked


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["brief", "reports", *arguments])


def expected(name: str) -> bytes:
    drawn = FORMATS[name](ferry_brief())
    return drawn if isinstance(drawn, bytes) else drawn.encode()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_file_holds_the_format(name: str, work: list[object], tmp_path: Path) -> None:
    path = tmp_path / "out"
    result = run("--format", name, "--output", str(path))
    assert result.exit_code == 1  # the ferry's brief names a file that could not be read
    assert f"wrote {path} ({name}: 6 reports, 1 story)" in result.output
    assert path.read_bytes() == expected(name)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_the_suffix_says_which(suffix: str, work: list[object], tmp_path: Path) -> None:
    path = tmp_path / f"OUT{suffix.upper()}"
    run("--output", str(path))
    assert path.read_bytes() == expected(SUFFIXES[suffix])


@pytest.mark.parametrize("name", ["docx", "stix", "parquet"])
def test_a_pipe_gets_every_byte(name: str, work: list[object]) -> None:
    assert run("--format", name).stdout_bytes == expected(name)


@pytest.mark.parametrize("name", sorted(BINARY))
def test_a_terminal_gets_no_bytes(name: str, work: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    result = run("--format", name)
    assert result.exit_code == 2
    assert "name a file with --output" in result.output
    assert not work


def test_a_missing_package_is_refused_first(
    work: list[object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(render, "find_spec", lambda name: None)
    result = run("--output", str(tmp_path / "claims.parquet"))
    assert result.exit_code == 2
    assert "pip install 'secondsource[export]'" in result.output
    assert not work
