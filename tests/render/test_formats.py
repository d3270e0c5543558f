"""What every format has to do."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from secondsource.model import Brief
from secondsource.render import FORMATS, SUFFIXES, markdown, svg, visible


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_draws_every_brief(name: str, every_brief: Brief) -> None:
    text = FORMATS[name](every_brief)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == FORMATS[name](every_brief)
    text.encode()


def test_suffixes_lead_to_formats() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)


def test_importing_the_formats_imports_no_library() -> None:
    heavy = "{'rich', 'jinja2', 'pydantic', 'babel', 'markupsafe'}"
    code = f"import sys, secondsource.render; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("module", [markdown, svg, visible])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
