"""Inputs to reports: files, folders, standard input and ready reports, and a problem for each that cannot be read."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.decode import decode
from secondsource.intake.files import files, read_file, read_stream
from secondsource.intake.limits import Limits
from secondsource.intake.metadata import report_from_text
from secondsource.model import Problem, Report

STDIN = "-"
STDIN_ID = "stdin"

Progress = Callable[[str, int, int], None]
"""Told the stage ("intake"), how many inputs are done, and how many there are."""

# Of a web page, markup and scripts may be this many times as long as what it says.
MOST_MARKUP = 25


def read(
    inputs: Sequence[str | Path | Report],
    *,
    stdin: BinaryIO | None = None,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    progress: Progress | None = None,
) -> tuple[list[Report], list[Problem]]:
    """The reports that the inputs hold, and a problem for each input that could not be read.

    An input is a file, a folder (see `files.py` for what is taken from it), "-" for standard input (`stdin`,
    or that of the process), or a `Report`, which passes through. Both lists are sorted, reports by id and
    problems by input, so that the order of the inputs changes nothing. A file that is reached twice is read
    once. A report's id is its file's name, with as many folders before it as tell it from its namesakes.
    """
    ready, problems = _ready([entry for entry in inputs if isinstance(entry, Report)])
    reports = dict(ready)
    complaints: list[InputError] = []
    named = {str(entry) for entry in inputs if not isinstance(entry, Report)}
    sources: list[Path | None] = [None] if STDIN in named else []
    sources += _distinct([path for name in sorted(named - {STDIN}) for path in files(Path(name), complaints.append)])
    ids = _ids([path for path in sources if path], taken={*reports, STDIN_ID} if STDIN in named else set(reports))
    for done, path in enumerate(sources, start=1):
        id = ids[path] if path else _free(STDIN_ID, set(reports))
        try:
            if path:
                content = read_file(path, limits)
            else:
                content = read_stream(stdin or sys.stdin.buffer, "standard input", limits)
            reports[id] = _report(id, content, str(path) if path else "standard input", limits)
        except InputError as error:
            complaints.append(error)
        if progress:
            progress("intake", done, len(sources))
    problems += [Problem(_printable(error.input), error.reason) for error in complaints]
    return [reports[id] for id in sorted(reports)], sorted(set(problems), key=lambda p: (p.input, p.error))


def _report(id: str, content: bytes, name: str, limits: Limits) -> Report:
    text = _text(content, name)
    if len(text) > MOST_MARKUP * limits.max_letters:  # a page's source holds more than its text
        raise _too_long(name, len(text), limits)
    report = report_from_text(id, text)
    if len(report.text) > limits.max_letters:
        raise _too_long(name, len(report.text), limits)
    return report


def _too_long(name: str, letters: int, limits: Limits) -> InputError:
    reason = f"has {letters:,} letters, over the limit of {limits.max_letters:,}; split it into one file per report"
    return InputError(name, reason)


def _text(content: bytes, name: str) -> str:
    text = decode(content, name).text
    if not text.strip() or not any(c.isalnum() for c in text):
        raise InputError(name, "holds no words; save the report's text in it or leave it out")
    return text


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
        ids[path] = _free(ids[path], taken | {ids[other] for other in paths if other != path})
    return ids


def _free(id: str, taken: set[str]) -> str:
    """`id`, with a number behind it where it is taken."""
    number = 2
    free = id
    while free in taken:
        free, number = f"{id} ({number})", number + 1
    return free


def _printable(name: str) -> str:
    """A name that can be shown and encoded: file names may hold any byte, also those that steer a terminal."""
    name = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in name)
