"""What a door finds, and what a door is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.limits import Limits
from secondsource.model import Report


@dataclass(frozen=True, slots=True)
class Found:
    """A report inside of something."""

    address: str
    """Where it is: the file's path, or `container!/member`, or the address that it was fetched from."""
    content: bytes
    """Its bytes, and nothing of what stands around it."""
    make: Callable[[str], Report]
    """The report, with the id that it is to have; raises `InputError` where it is none."""


@dataclass(frozen=True, slots=True)
class Door:
    """A kind of file."""

    opens: Callable[[bytes, str], bool]
    """Whether a file's first bytes and its name say that it is of this kind."""
    read: Callable[[BinaryIO, str, Limits], Iterator[Found | InputError]]


def bounded(file: BinaryIO, address: str, limits: Limits) -> bytes:
    """All bytes of a file or a stream; raises `InputError` where it is too large."""
    content = file.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise InputError(
            address, f"is over the limit of {limits.max_bytes / 1e6:g} MB; split it into one file per report"
        )
    return content
