"""Inputs to reports: files, folders, addresses, standard input and ready reports, and why something is none."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors import NO_COLUMNS, Found, inside
from secondsource.intake.fetch import Fetcher
from secondsource.intake.files import files, open_file, read_stream
from secondsource.intake.limits import Limits
from secondsource.intake.web import is_address, reports_at
from secondsource.model import Problem, Received, Report

STDIN = "-"
STDIN_ID = "stdin"
STDIN_ADDRESS = "standard input"

Progress = Callable[[str, int, int], None]
"""Told the stage ("intake"), how many inputs are done, and how many there are."""


def read(
    inputs: Sequence[str | Path | Report],
    *,
    stdin: BinaryIO | None = None,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    fetcher: Fetcher | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    progress: Progress | None = None,
) -> tuple[list[Report], list[Problem]]:
    """The reports that the inputs hold, and a problem for each input that could not be read.

    An input is a file, a folder (see `files.py` for what is taken from it), the address of a page or a feed, "-" for
    standard input (`stdin`, or that of the process), or a `Report`, which passes through. Both lists are sorted,
    reports by id and problems by input, so that the order of the inputs changes nothing. A file that is reached twice
    is read once. `columns` says what a column of a table holds (text, title, published, outlet, language, address)
    where its name does not tell. A report's id is its file's name, with as many folders before it as tell it from its
    namesakes.
    """
    ready, problems = _ready([entry for entry in inputs if isinstance(entry, Report)])
    reports = dict(ready)
    named = [entry for entry in inputs if not isinstance(entry, Report)]
    taken = dict.fromkeys(ready, "")
    for one in receive(
        named, taken=taken, stdin=stdin, limits=limits, fetcher=fetcher, columns=columns, progress=progress
    ):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            reports[one.report.id] = one.report
    return [reports[id] for id in sorted(reports)], sorted(set(problems), key=lambda p: (p.input, p.error))


def receive(
    inputs: Sequence[str | Path],
    *,
    taken: Mapping[str, str] = {},
    stdin: BinaryIO | None = None,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    fetcher: Fetcher | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    progress: Progress | None = None,
) -> Iterator[Received | Problem]:
    """The reports that files, folders, addresses and standard input hold, one by one, each with its bytes; else why
    it is none.

    `taken` has the ids that others have, each with the address that it belongs to: what comes from there keeps it.
    """
    complaints: list[InputError] = []
    named = {str(entry) for entry in inputs}
    addresses = sorted(name for name in named if is_address(name))
    sources: list[Path | None] = [None] if STDIN in named else []
    on_disk = sorted(named - {STDIN} - set(addresses))
    sources += _distinct([path for name in on_disk for path in files(Path(name), complaints.append)])
    yield from map(_problem, complaints)
    known = {address: id for id, address in taken.items() if address}
    paths = [path for path in sources if path]
    new = [path for path in paths if written(path) not in known]
    others = {*taken, STDIN_ID} if STDIN in named else set(taken)
    ids = {**{path: known[written(path)] for path in paths if written(path) in known}, **_ids(new, taken=others)}
    used = set(taken) | set(ids.values())
    for done, path in enumerate(sources, start=1):
        id = ids[path] if path else known.get(STDIN_ADDRESS) or free(STDIN_ID, set(taken))
        address = written(path) if path else STDIN_ADDRESS
        try:
            with open_file(path) if path else BytesIO(read_stream(_bytes(stdin), address, limits)) as file:
                yield from named_reports(inside(file, address, limits, columns), address, id, known, used)
        except InputError as error:
            yield _problem(error)
        if progress:
            progress("intake", done, len(sources) + len(addresses))
    fetch = (fetcher or Fetcher(limits=limits)).fetch
    for done, address in enumerate(addresses, start=len(sources) + 1):
        id = known.get(address) or free(_printable(address), used)
        used.add(id)
        yield from named_reports(reports_at(address, fetch, limits), address, id, known, used)
        if progress:
            progress("intake", done, len(sources) + len(addresses))


def named_reports(
    found: Iterable[Found | InputError], address: str, id: str, known: Mapping[str, str], used: set[str]
) -> Iterator[Received | Problem]:
    """What a source holds: itself, under its id, or what is inside of it, each named after it or after its own address.

    `known` has the ids that addresses had before; `used`, to which what is named here is added, all that there are.
    """
    some = False
    for one in found:
        some = True
        if isinstance(one, InputError):
            yield _problem(one)
            continue
        if one.address == address:
            name = id
        else:
            name = known.get(one.address) or free(_member(one.address, address, id), used)
            used.add(name)
        try:
            yield Received(one.address, one.content, one.make(name))
        except InputError as error:
            yield Problem(_printable(one.address), error.reason)
    if not some:
        yield Problem(_printable(address), "holds no reports; look into it, and name what is to be read")


def written(path: Path) -> str:
    """A path as text that any database takes, each as another one: file names may hold any byte."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _member(address: str, container: str, id: str) -> str:
    """The id of what stands in a container: named after that, or its own address where it has one."""
    return _printable(id + address.removeprefix(container) if address.startswith(container) else address)


def _bytes(stdin: BinaryIO | None) -> BinaryIO:
    return stdin or sys.stdin.buffer


def _problem(error: InputError) -> Problem:
    return Problem(_printable(error.input), error.reason)


def _ready(given: Sequence[Report]) -> tuple[dict[str, Report], list[Problem]]:
    """Ready reports by id, and a problem for each that has the id of a different one."""
    reports: dict[str, Report] = {}
    problems = []
    for report in sorted(given, key=lambda report: (report.id, report.text, repr(report))):
        if reports.setdefault(report.id, report) != report:
            problems.append(
                Problem(report.id, "another report has this id, so this one is left out; give each its own id")
            )
    return reports, problems


def _distinct(paths: Sequence[Path]) -> list[Path]:
    """Each file once, under the first of its names in alphabetical order."""
    real: dict[str, Path] = {}
    for path in sorted(set(map(_absolute, paths))):
        real.setdefault(os.path.realpath(path), path)
    return list(real.values())


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))


def _ids(paths: Sequence[Path], taken: set[str]) -> dict[Path, str]:
    """File names, with as many folders before each as set it apart from the others and from what is taken."""
    depth = dict.fromkeys(paths, 1)
    while True:
        ids = {path: _printable(PurePath(*path.parts[-depth[path] :]).as_posix()) for path in paths}
        count = Counter(ids.values())
        clashing = [path for path in paths if count[ids[path]] > 1 or ids[path] in taken]
        deeper = [path for path in clashing if depth[path] < len(path.parts)]
        if not deeper:
            break
        for path in deeper:
            depth[path] += 1
    for path in clashing:  # names that differ only in what cannot be printed
        ids[path] = free(ids[path], taken | {ids[other] for other in paths if other != path})
    return ids


def free(id: str, taken: set[str]) -> str:
    """An id for another report: `id`, with a number behind it where it is taken."""
    number, made = 2, id
    while made in taken:
        made, number = f"{id} ({number})", number + 1
    return made


def _printable(name: str) -> str:
    """A name that can be shown and encoded: file names may hold any byte, also those that steer a terminal."""
    name = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in name)
