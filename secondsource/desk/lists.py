"""Lists that leave the desk: as a page that stands alone, as Markdown, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from fastapi import Response

from secondsource.desk.drawing import environment
from secondsource.desk.speech import SOURCE
from secondsource.render.exports.csv import table_text
from secondsource.render.exports.tables import Cell, Table
from secondsource.render.markdown import escaped
from secondsource.render.visible import one_line

_TYPES = {
    "html": ("text/html; charset=utf-8", "html"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "json": ("application/json", "json"),
    "csv": ("text/csv; charset=utf-8", "csv"),
}


def leave(table: Table, title: str, format: str) -> Response:
    """A list as a file to keep."""
    drawn = {"html": _html, "markdown": _markdown, "json": _json, "csv": _csv}
    kind, suffix = _TYPES[format]
    return file(drawn[format](table, title), f"{table.name}.{suffix}", kind)


def file(content: str | bytes, name: str, kind: str) -> Response:
    """Something to keep under a name; a browser never shows it as a page of the desk."""
    body = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": policy}
    return Response(body, media_type=kind, headers=headers)


def _words(cell: Cell) -> str:
    return "" if cell is None else one_line(str(cell))


def _html(table: Table, title: str) -> str:
    rows = [[_words(cell) for cell in row] for row in table.rows]
    return environment(SOURCE).get_template("list.html.j2").render(table=table, title=title, rows=rows)


def _markdown(table: Table, title: str) -> str:
    def line(cells: Sequence[Cell]) -> str:
        return "| " + " | ".join(escaped(_words(cell)) for cell in cells) + " |"

    head = [f"# {escaped(title)}", "", line(tuple(table.columns)), "|" + " --- |" * len(table.columns)]
    return "\n".join([*head, *map(line, table.rows)]) + "\n"


def _json(table: Table, _: str) -> str:
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=True, indent=1, default=date.isoformat) + "\n"


def _csv(table: Table, _: str) -> str:
    return table_text(table)
