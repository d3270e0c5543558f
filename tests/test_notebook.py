"""The notebook among the examples runs from its first cell to its last."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from secondsource import pipeline
from secondsource.encoding import Encoder

NOTEBOOK = Path(__file__).parent.parent / "examples" / "notebook.ipynb"


def code() -> list[str]:
    """The source of each cell that is run, in order."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_the_notebook_runs(
    one_topic: Encoder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(NOTEBOOK.parent)
    monkeypatch.setattr(pipeline, "default_encoder", lambda: one_topic)
    known: dict[str, Any] = {}
    cells = code()
    at = next(number for number, source in enumerate(cells) if "import pandas" in source)
    for source in cells[:at]:
        exec(source, known)
    assert "KCNA" in capsys.readouterr().out
    assert known["table"].num_rows == sum(len(finding.claims) for finding in known["story"].findings)
    if find_spec("pandas") is None:
        pytest.skip("pandas is not installed; the cells before it ran")
    for source in cells[at:]:
        exec(source, known)
    assert known["leaning"].loc["KCNA", "reports"] > 1
