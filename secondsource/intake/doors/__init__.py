"""The doors that reports come through: what a file's first bytes say it is, and one module for each kind of file.

    archives.py   ZIP, tar and gzip of any of the others
    warc.py       web archives, as crawlers write them
    mail.py       a message, or a mailbox of them
    pdf.py        text of PDF files
    json_lines.py news in JSON, one a line or all at once, as crawlers and news agencies write it (ninjs)
    table.py      rows of a table, CSV or TSV
    feeds.py      RSS, Atom and JSON Feed
    newsml.py     NewsML-G2
    page.py       web pages: the article without what stands around it

A door yields what is inside, one `Found` a report, and an `InputError` for each thing that it cannot read. It never
fails on hostile bytes, and holds no more than one report at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors import archives, feeds, json_lines, mail, newsml, page, pdf, table, warc
from secondsource.intake.doors.found import Door, Found
from secondsource.intake.limits import Limits

__all__ = ["DEEPEST", "SUFFIXES", "Found", "inside"]

SUFFIXES = (
    ".csv", ".eml", ".gz", ".jsonl", ".json", ".mbox", ".pdf", ".tar", ".tgz", ".tsv", ".warc", ".xml", ".zip",
    ".bz2", ".xz", ".rss", ".atom", ".ndjson",
)  # fmt: skip
"""What files are called that one of these doors opens."""

DEEPEST = 2
"""How many containers may stand in each other."""
HEAD = 4096
"""Bytes that tell what a file is."""

NO_COLUMNS: Mapping[str, str] = MappingProxyType({})

_DOORS: tuple[Door, ...] = (pdf.door, warc.door, mail.door, feeds.door, newsml.door, json_lines.door)


def inside(
    file: BinaryIO, address: str, limits: Limits, columns: Mapping[str, str] = NO_COLUMNS, depth: int = 0
) -> Iterator[Found | InputError]:
    """What a file holds: itself, or what is inside of it. The file can be sought in.

    `columns` says of tables under which of our names a column goes, where its own does not tell.
    """
    head = file.read(HEAD)
    file.seek(0)
    if archives.opens(head, address) and not warc.door.opens(head, address):  # crawlers compress record by record
        if depth >= DEEPEST:
            return iter([InputError(address, f"stands in {depth} archives already; unpack it and name what is in it")])
        return _unpacked(file, address, limits, columns, depth)
    if table.opens(head, address):
        return table.read(file, address, limits, columns)
    door = next((door for door in _DOORS if door.opens(head, address)), None)
    return door.read(file, address, limits) if door else iter([page.read(file, address, limits)])


def _unpacked(
    file: BinaryIO, address: str, limits: Limits, columns: Mapping[str, str], depth: int
) -> Iterator[Found | InputError]:
    """What the members of an archive hold, each opened by its own door."""
    for member in archives.members(file, address, limits):
        if isinstance(member, InputError):
            yield member
            continue
        with member.file as content:
            yield from inside(content, member.address, limits, columns, depth + 1)
