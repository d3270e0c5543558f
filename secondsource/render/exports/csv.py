"""Tables as CSV (RFC 4180), that a spreadsheet may open and takes for nothing but words and numbers.

A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, and a report could bring one that fetches
or runs something. Such cells of words begin with an apostrophe here (OWASP, "CSV Injection"). The file begins with a
byte order mark, without which Excel reads no script but Latin.
"""

from __future__ import annotations

import csv
from io import StringIO

from secondsource.model import Brief
from secondsource.render.exports.tables import Cell, Table, claims_table, tables
from secondsource.render.exports.zip_file import zipped

# Excel takes the wide forms of East Asian input for the narrow ones.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def render(brief: Brief) -> str:
    """Every claim as a row."""
    return table_text(claims_table(brief))


def render_all(brief: Brief) -> bytes:
    """All tables, a file each, as a ZIP."""
    return zipped({f"{one.name}.csv": table_text(one).encode() for one in tables(brief)})


def table_text(made: Table) -> str:
    """One table."""
    file = StringIO()
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(made.columns)
    writer.writerows([_cell(cell) for cell in row] for row in made.rows)
    return file.getvalue()


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell
