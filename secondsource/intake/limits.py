"""How much the program takes in before it says no."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; a larger input becomes a problem of the brief, never a crash."""

    max_bytes: int = 20_000_000
    """Bytes of one report. News reports have a few thousand; a file of 20 MB is something else."""

    max_letters: int = 300_000
    """Code points of one report, once it is cleaned. That is a book; a longer one would hold up all the others."""

    max_members: int = 20_000
    """Files of one archive."""

    max_unpacked: int = 2_000_000_000
    """Bytes that one archive may unpack to; a bomb would fill the disk or the memory."""

    max_leads: int = 500
    """Pages that one feed or sitemap may lead to at a time, the newest first."""

    max_seconds: int = 60
    """Until one address is fetched; a server may send a byte now and then, for ever."""

    def __post_init__(self) -> None:
        for field in fields(self):
            name, value = field.name, getattr(self, field.name)
            if value < 1:
                raise ValueError(f"{name} is {value}; it must be 1 or more")
