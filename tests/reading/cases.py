"""The example data in tests/cases, one file a language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "cases"


def rows(table: str) -> list[Any]:
    """Every row of a table (`time`, `number`) with its language, as parameters of a test.

    A row with `known_failure = "why"` is expected to fail.
    """
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for number, row in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])):
            why = row.get("known_failure")
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            found.append(pytest.param(path.stem, row, id=f"{path.stem}-{number}", marks=marks))
    return found
