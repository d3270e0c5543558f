"""A pipeline that gives back the brief it is told to, so that the command line can be tried by itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from secondsource.cli import main
from secondsource.model import Block, Brief, Claim, Finding, Interval, Problem, Report, Story

TEXT = "소방대가 불을 껐다. حريق <b>[red]\x1b[31m"


TOLD = {
    "a.txt": "The ferry Solvind ran aground off Sandvik. Two people were hurt, police said. Fog lay over the bay.",
    "b.txt": "Solvind hit a rock near Sandvik. Nobody was hurt, the company said. The bay was shut for two hours.",
}


@pytest.fixture
def reports(tmp_path: Path) -> str:
    """A folder with two reports of one story."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TOLD.items():
        (folder / name).write_text(f"Ferry aground\n\n3 May 2031\n\n{text}\n", encoding="utf-8")
    return str(folder)


class FakePipeline(ModuleType):
    """Stands in for `secondsource.pipeline`."""

    def __init__(self) -> None:
        super().__init__("secondsource.pipeline")
        report = Report(
            "a.txt", TEXT, "ko", Interval(date(2031, 3, 14), date(2031, 3, 14)), "stated", None, "한빛일보",
            blocks=(Block(0, len(TEXT), "body"),),
        )  # fmt: skip
        claim = Claim("a.txt", 0, 11, TEXT[:11], "states", (), None, "asserted", False, None)
        finding = Finding("f1", TEXT[:11], (claim,), 0, "unattributed", "One report.")
        self.made = Brief((report,), (Story("s1", TEXT, ("a.txt",), (), (), (finding,), (), ()),), ())
        self.asked: list[tuple[str, ...]] = []
        self.raises: BaseException | None = None
        self.Settings = SimpleNamespace

    def brief(
        self,
        paths: Sequence[str | Path],
        *,
        settings: object = None,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Brief:
        self.asked.append(tuple(str(path) for path in paths))
        if progress:
            progress("reading", 1, 1)
        if self.raises:
            raise self.raises
        return self.made

    def cannot_read(self, *inputs: str) -> None:
        """Let the next brief name these inputs as unreadable, and hold nothing else."""
        self.made = Brief((), (), tuple(Problem(one, "no such file: check the path") for one in inputs))


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    fake = FakePipeline()
    monkeypatch.setitem(sys.modules, "secondsource.pipeline", fake)
    return fake


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run `secondsource` with these arguments; `charset` is the encoding of standard output."""

    def run(*arguments: str, charset: str = "utf-8", **options: Any) -> Result:
        return CliRunner(charset=charset).invoke(main, arguments, prog_name="secondsource", **options)

    return run
