"""The evaluation data beside the repository: where it is, its cases, and the program that scores them."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

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
