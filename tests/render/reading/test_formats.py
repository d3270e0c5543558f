"""What every format of a reading has to do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from secondsource.model import Reading
from secondsource.render import SUFFIXES as BRIEF_SUFFIXES
from secondsource.render.reading import FORMATS, SUFFIXES


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_draws_every_reading(name: str, every_reading: Reading) -> None:
    text = FORMATS[name](every_reading)
    assert text == FORMATS[name](every_reading)
    assert not text.endswith("\n\n")
    assert text.endswith("\n") or (name == "brat" and not text)
    if name != "json":  # which writes a text as it came
        text.encode()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_no_format_but_json_writes_what_nobody_sees(name: str, every_reading: Reading) -> None:
    assert not set(FORMATS[name](every_reading)) & set("\x1b\x07\u202e\u200b\ud800\r")


def test_suffixes_lead_to_formats_and_agree_with_those_of_briefs() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)
    assert {
        suffix: name for suffix, name in SUFFIXES.items() if suffix in BRIEF_SUFFIXES
    }.items() <= BRIEF_SUFFIXES.items()


def test_importing_the_formats_imports_no_library() -> None:
    heavy = "{'rich', 'jinja2', 'pydantic', 'babel', 'markupsafe'}"
    code = f"import sys, secondsource.render.reading; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
