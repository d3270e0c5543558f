"""Paths to bytes: which files an input stands for, and what is in them.

A file that is named is read whatever it is called. In a folder, and in the folders inside it, only files
whose names end in one of `SUFFIXES` are reports; all others are passed over without a word, so that notes
and pictures may lie beside them. Hidden files and folders are skipped, links to folders are not followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors import SUFFIXES as CONTAINERS
from secondsource.intake.doors.found import bounded
from secondsource.intake.limits import Limits

SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", *CONTAINERS)

Complain = Callable[[InputError], None]

_SPECIAL: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def files(path: Path, complain: Complain) -> list[Path]:
    """The files that `path` stands for: itself, or the reports in a folder, sorted.

    What cannot be looked at is handed to `complain`, and the rest goes on.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        complain(InputError(str(path), _reason(error)))
        return []
    if not stat.S_ISDIR(mode):
        return [path]
    found, others = [], 0
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            complain(InputError(str(folder), _reason(error)))
            continue
        for entry in visible:
            if entry.is_dir(follow_symlinks=False):
                folders.append(folder / entry.name)
            elif entry.name.lower().endswith(SUFFIXES):
                found.append(folder / entry.name)
            else:
                others += 1
    if not found:
        beside = f" ({others} other files are there)" if others else ""
        reason = f"the folder has no reports{beside}; it is searched for names ending in {', '.join(SUFFIXES)}"
        complain(InputError(str(path), f"{reason}, so rename the files or name each of them"))
    return sorted(found)


def open_file(path: Path) -> BinaryIO:
    """One file, open for reading; how much of it is read is left to the door that it comes through.

    Raises `InputError` where it is missing, may not be read, or is no regular file. Never waits: a pipe or a device is
    refused before anything is read from it.
    """
    try:
        # Looked at first, because opening a device has effects; and without blocking, should a pipe slip in between.
        _refuse_special(path, path.stat().st_mode)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(descriptor, "rb")
        try:
            _refuse_special(path, os.fstat(descriptor).st_mode)
        except InputError:
            file.close()
            raise
        return file
    except (OSError, ValueError) as error:
        raise InputError(str(path), _reason(error)) from error


def read_stream(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All bytes of an open stream; `name` says in errors which one. Raises `InputError` where it is too large."""
    try:
        return bounded(stream, name, limits)
    except (OSError, ValueError) as error:
        raise InputError(name, _reason(error)) from error


def _refuse_special(path: Path, mode: int) -> None:
    for test, kind in _SPECIAL:
        if test(mode):
            raise InputError(str(path), f"is {kind}, not a file; save its text to a file, or pipe it in and name '-'")
    if stat.S_ISDIR(mode):
        raise InputError(str(path), "is a folder; it was a file a moment ago, so run again")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file or folder; check the spelling"
    if isinstance(error, PermissionError):
        return "may not be read; give yourself permission (chmod u+r) or leave it out"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}; check the path and the disk"
    return f"cannot be read: {error}; check the path"
