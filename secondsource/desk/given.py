"""What can be given in an address or a form: bounded, and without what no database takes."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints

_NOWHERE = re.compile("[\0\ud800-\udfff]")


def _clean(text: str) -> str:
    if _NOWHERE.search(text):
        raise ValueError("holds characters that no text has (NUL, or half of a pair)")
    return text


def _or_none(given: object) -> object:
    return None if given == "" else given


Words = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_clean)]
"""Words to look for, names, ids of reports (which may be addresses)."""
Handle = Annotated[str, StringConstraints(max_length=100), AfterValidator(_clean)]
"""The handle of a story, or the id of a part of it."""
LongText = Annotated[str, StringConstraints(max_length=2_000_000), AfterValidator(_clean)]
"""A report, pasted."""
Day = Annotated[date | None, BeforeValidator(_or_none)]
"""A day, as 2031-03-14; empty where none is given."""
Standing = Literal["", "corroborated", "single-origin", "unattributed", "disputed"]
ListFormat = Literal["", "html", "markdown", "json", "csv"]
"""How a list is to leave; empty: as a page of the desk."""
