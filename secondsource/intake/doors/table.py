"""Tables, CSV or TSV: a report a row, its fields by the names of their columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.decode import decode
from secondsource.intake.doors.found import Found, bounded
from secondsource.intake.doors.json_lines import NAMES, report_from_row
from secondsource.intake.limits import Limits

_SEPARATORS = {".csv": ",;\t|", ".tsv": "\t"}


def opens(head: bytes, address: str) -> bool:
    """Whether a file is called like a table."""
    return PurePosixPath(address).suffix.casefold() in _SEPARATORS


def read(file: BinaryIO, address: str, limits: Limits, columns: Mapping[str, str]) -> Iterator[Found | InputError]:
    """A report for each row; `columns` has the names that we use by those that the table does."""
    try:
        text = decode(bounded(file, address, limits), address).text
    except InputError as error:
        yield error
        return
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS[PurePosixPath(address).suffix.casefold()], key=lambda s: (first.count(s), s == ","))
    csv.field_size_limit(limits.max_bytes)
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=separator), 2):
            fields = _named(row, columns)
            where = f"{address}!/{number}"
            named = fields.get("url", "")
            content = "\x1f".join(f"{k}\x1e{v}" for k, v in sorted(fields.items())).encode("utf-8", "replace")
            at = named if re.match(r"https?://\S+$", named) else where
            yield Found(at, content, partial(report_from_row, row=fields, address=where))
    except csv.Error as error:
        yield InputError(address, f"is a damaged table ({error}); write it anew")


def _named(row: Mapping[str | None, object], columns: Mapping[str, str]) -> dict[str, str]:
    """The fields of a row under the names that `json_lines` knows, whatever case and spacing the columns have."""
    known = {re.sub(r"\W", "", name).casefold(): name for names in NAMES.values() for name in names}
    known |= {re.sub(r"\W", "", column).casefold(): NAMES[field][0] for column, field in columns.items()}
    found: dict[str, str] = {}
    for column, value in row.items():
        name = known.get(re.sub(r"\W", "", column or "").casefold(), column)
        if name and isinstance(value, str):
            found.setdefault(name, value)
    return found
