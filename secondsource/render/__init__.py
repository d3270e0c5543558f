"""A brief drawn: one file a format, each a pure function of the brief.

    json.py       the document itself, its schema, and the way back
    terminal.py   for reading in a terminal
    markdown.py   for pasting into a text
    html.py       one self-contained page, with every claim marked in its report

What the formats share stands beside them: the arrangement (`story_view`), the words (`wording`), and what keeps a
hostile report from doing anything but being read (`visible`). The page's two pictures are drawn by `origin_map` (over
`origin_graph` and `layers`) and `timeline`. The forms that other programs read are in `exports/`. One report as it
was read is drawn by the formats in `reading/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from secondsource.errors import MissingExtraError

if TYPE_CHECKING:
    from secondsource.model import Brief

__all__ = ["BINARY", "FORMATS", "SUFFIXES", "check_extra", "drawn_by"]


def drawn_by(module: str, function: str) -> Callable[[Any], str]:
    """The function of that name, imported when it is first called: each format brings a library of its own."""

    def draw(noun: Any) -> str:
        text: str = getattr(import_module(f"{__name__}.{module}"), function)(noun)
        return text

    return draw


def _made_by(module: str, function: str) -> Callable[[Any], bytes]:
    """The same for a format that is no text."""

    def make(noun: Any) -> bytes:
        content: bytes = getattr(import_module(f"{__name__}.exports.{module}"), function)(noun)
        return content

    return make


_TEXTS: Mapping[str, Callable[[Brief], str]] = {
    "terminal": drawn_by("terminal", "plain"),
    "json": drawn_by("json", "render"),
    "html": drawn_by("html", "render"),
    "markdown": drawn_by("markdown", "render"),
    "csv": drawn_by("exports.csv", "render"),
    "ftm": drawn_by("exports.ftm", "render"),
    "jsonld": drawn_by("exports.jsonld", "render"),
    "ninjs": drawn_by("exports.ninjs", "render"),
    "stix": drawn_by("exports.stix", "render"),
    "misp": drawn_by("exports.misp", "render"),
    "graphml": drawn_by("exports.graphs", "render_graphml"),
    "gexf": drawn_by("exports.graphs", "render_gexf"),
    "icalendar": drawn_by("exports.icalendar", "render"),
    "ris": drawn_by("exports.references", "render_ris"),
    "bibtex": drawn_by("exports.references", "render_bibtex"),
}
_FILES: Mapping[str, Callable[[Brief], bytes]] = {
    "docx": _made_by("docx", "render"),
    "csv-tables": _made_by("csv", "render_all"),
    "parquet": _made_by("parquet", "render"),
    "parquet-tables": _made_by("parquet", "render_all"),
}

FORMATS: Mapping[str, Callable[[Brief], str | bytes]] = MappingProxyType({**_TEXTS, **_FILES})
"""Format name to the function that writes a brief as text, or as bytes where the format is no text. `terminal` here is
the uncoloured one for files; `terminal.render` draws on a console."""

BINARY = frozenset(_FILES)
"""The formats that are no text."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "html",
        ".htm": "html",
        ".json": "json",
        ".md": "markdown",
        ".markdown": "markdown",
        ".txt": "terminal",
        ".docx": "docx",
        ".csv": "csv",
        ".parquet": "parquet",
        ".zip": "csv-tables",
        ".jsonld": "jsonld",
        ".graphml": "graphml",
        ".gexf": "gexf",
        ".ics": "icalendar",
        ".ris": "ris",
        ".bib": "bibtex",
    }
)
"""What a file's suffix says about the format wanted in it; formats that share one are asked for by name."""

_EXTRAS = {"parquet": ("pyarrow", "export"), "parquet-tables": ("pyarrow", "export")}


def check_extra(name: str) -> None:
    """Raises `MissingExtraError` where a format needs a package that is not installed."""
    package, extra = _EXTRAS.get(name, ("", ""))
    if package and find_spec(package) is None:
        raise MissingExtraError(f"--format {name}", extra)
