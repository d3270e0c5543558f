"""One report as it was read, drawn: one file a format, each a pure function of the reading.

    json.py       names, times, attributions and clauses with their offsets; also one reading a line
    terminal.py   for reading in a terminal
    html.py       one self-contained page with layers to switch on and off
    conll.py      a token a line, for programs that learn from columns
    brat.py       standoff annotations, for brat and what reads its format

`view.py` is the arrangement that they share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from secondsource.render import SUFFIXES as BRIEF_SUFFIXES
from secondsource.render import drawn_by

if TYPE_CHECKING:
    from secondsource.model import Reading

__all__ = ["FORMATS", "SUFFIXES"]

FORMATS: Mapping[str, Callable[[Reading], str]] = MappingProxyType(
    {
        "terminal": drawn_by("reading.terminal", "plain"),
        "html": drawn_by("reading.html", "render"),
        "json": drawn_by("reading.json", "render"),
        "conll": drawn_by("reading.conll", "render"),
        "brat": drawn_by("reading.brat", "render"),
    }
)
"""Format name to the function that writes a reading as text; `terminal` as in `secondsource.render.FORMATS`."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {suffix: name for suffix, name in BRIEF_SUFFIXES.items() if name in FORMATS} | {".conll": "conll", ".ann": "brat"}
)
"""What a file's suffix says about the format wanted in it: as for briefs, and the two formats that briefs lack."""
