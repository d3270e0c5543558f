"""The evaluation data beside the repository: where it is, its cases, its stories, and the program that scores them."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from secondsource import aligning, packs, stories, tagging, weighing
from secondsource.encoding import Encoder
from secondsource.model import Block, Interval, Reading, Report, Story
from secondsource.reading import read as read_with

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("SECONDSOURCE_SHARED", ROOT.parent / "shared"))


def cases() -> list[Path]:
    """The folders of all cases; ends the program, saying why, where there are none."""
    found = sorted(path.parent for path in SHARED.glob("data/cases/*/gold.json"))
    if not found:
        sys.exit(f"no cases in {SHARED / 'data/cases'}: set SECONDSOURCE_SHARED to the folder with the evaluation data")
    return found


def gold(case: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    return made


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one of the public sets, `stories/basil` for instance."""
    path = SHARED / "data" / f"{name}.jsonl.gz"
    if not path.is_file():
        sys.exit(f"{path} is not there: set SECONDSOURCE_SHARED to the folder with the evaluation data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def told(name: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of one of the public sets by their story, in the order of the set."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(name):
        found[row["story"]].append(row)
    return dict(found)


def report(row: dict[str, Any]) -> Report:
    """A row of a public set as a report: its title, and a block for each line of its text."""
    title = row.get("title")
    text = f"{title}\n{row['text']}" if title else row["text"]
    blocks = []
    for line in re.finditer(r"\S(?:[^\n]*\S)?", text):
        role = "title" if title and not blocks else "body"
        blocks.append(Block(line.start(), line.end(), role))
    day = re.match(r"\d{4}-\d\d-\d\d", row.get("date") or "")
    published = Interval(date.fromisoformat(day[0]), date.fromisoformat(day[0])) if day else None
    basis = "stated" if published else None
    return Report(row["id"], text, "en", published, basis, title, row.get("outlet"), blocks=tuple(blocks), pack="en")


@cache
def read(report: Report) -> Reading:
    """A report as the program reads it, with the tagger and the aligner that ship; each is read once."""
    return read_with(report, packs.load(report.pack), tagging.default(), aligning.default())


def weigh(name: str, readings: Sequence[Reading], encoder: Encoder) -> Story:
    """The story that these readings tell, all of them: nothing asks whether they belong together."""
    dated = stories.date_reports(readings)
    return weighing.weigh(name, dated, stories.find_reprints([r.report for r in dated]), encoder)


def scorer() -> ModuleType:
    """The program that scores a brief against a case, as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "bench" / "score.py")
    if spec is None or spec.loader is None or not Path(str(spec.origin)).is_file():
        sys.exit(f"{SHARED / 'bench/score.py'} is not there: set SECONDSOURCE_SHARED")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading_scores(sets: list[str], options: list[str]) -> dict[str, dict[str, float]]:
    """F1 by set and measure, from the program that the public sets come with, run on `secondsource read`."""
    command = shlex.join([sys.executable, "-c", "from secondsource.cli import main; main()", "read", "--jsonl"])
    program = [sys.executable, str(SHARED / "bench" / "reading.py"), "--run", f"{command} {{file}}", *options]
    paths = {name: SHARED / "data" / f"{name}.jsonl.gz" for name in sets}
    found: dict[str, dict[str, float]] = {name: {} for name in sets}
    for name, path in paths.items():
        if not path.is_file():
            sys.exit(f"{path} is not there: set SECONDSOURCE_SHARED to the folder with the evaluation data")
        done = subprocess.run([*program, str(path)], check=False, capture_output=True, text=True)
        rows = re.findall(r"(\w+) +P [\d.]+  R [\d.]+  F1 ([\d.]+)", done.stdout)
        if not rows:
            sys.exit(f"{name}: {done.stderr.strip()[-400:]}")
        found[name] = {measure: float(figure) for measure, figure in rows}
    return found
