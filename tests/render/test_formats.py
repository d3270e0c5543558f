"""What every format has to do."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from secondsource import render
from secondsource.errors import MissingExtraError
from secondsource.model import Brief
from secondsource.render import BINARY, FORMATS, SUFFIXES, markdown, svg, visible


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_draws_every_brief(name: str, every_brief: Brief) -> None:
    drawn = FORMATS[name](every_brief)
    assert isinstance(drawn, bytes) == (name in BINARY)
    assert drawn == FORMATS[name](every_brief)
    if isinstance(drawn, str):
        # no entity, one line each; no report, no reference
        assert drawn.endswith("\n") or (name == "ftm" and not every_brief.reports)
        assert not drawn.endswith("\n\n")
        drawn.encode()


def test_suffixes_lead_to_formats() -> None:
    # These share `.json` with the document itself, or `.zip` with the tables as CSV.
    assert set(FORMATS) - set(SUFFIXES.values()) == {"ftm", "stix", "misp", "ninjs", "parquet-tables"}
    assert set(SUFFIXES.values()) <= set(FORMATS)


def test_a_missing_package_is_named_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "find_spec", lambda name: None)
    render.check_extra("csv")
    with pytest.raises(MissingExtraError, match=r"--format parquet needs .*secondsource\[export\]"):
        render.check_extra("parquet")


def test_importing_the_formats_imports_no_library() -> None:
    heavy = "{'rich', 'jinja2', 'pydantic', 'babel', 'markupsafe', 'pyarrow'}"
    code = f"import sys, secondsource.render; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("module", [markdown, svg, visible])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
