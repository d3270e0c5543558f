"""A brief drawn: one file a format, each a pure function of the brief.

    json.py       the document itself, its schema, and the way back
    terminal.py   for reading in a terminal
    markdown.py   for pasting into a text
    html.py       one self-contained page, with every claim marked in its report

What the formats share stands beside them: the arrangement (`story_view`), the words (`wording`), and what
keeps a hostile report from doing anything but being read (`visible`). The page's two pictures are drawn by
`origin_map` (over `origin_graph` and `layers`) and `timeline`. One report as it was read is drawn by the formats
in `reading/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secondsource.model import Brief

__all__ = ["FORMATS", "SUFFIXES", "drawn_by"]


def drawn_by(module: str, function: str) -> Callable[[Any], str]:
    """The function of that name, imported when it is first called: each format brings a library of its own."""

    def draw(noun: Any) -> str:
        text: str = getattr(import_module(f"{__name__}.{module}"), function)(noun)
        return text

    return draw


FORMATS: Mapping[str, Callable[[Brief], str]] = MappingProxyType(
    {
        "terminal": drawn_by("terminal", "plain"),
        "json": drawn_by("json", "render"),
        "html": drawn_by("html", "render"),
        "markdown": drawn_by("markdown", "render"),
    }
)
"""Format name to the function that writes a brief as text. `terminal` here is the uncoloured one for files;
`terminal.render` draws on a console."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown", ".markdown": "markdown", ".txt": "terminal"}
)
"""What a file's suffix says about the format wanted in it."""
