"""How much the program takes in before it says no."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; a larger input becomes a problem of the brief, never a crash."""

    max_bytes: int = 20_000_000
    """Bytes of one report. News reports have a few thousand; a file of 20 MB is something else."""

    max_letters: int = 300_000
    """Code points of one report, once it is cleaned. That is a book; a longer one would hold up all the others."""

    def __post_init__(self) -> None:
        for name, value in (("max_bytes", self.max_bytes), ("max_letters", self.max_letters)):
            if value < 1:
                raise ValueError(f"{name} is {value}; it must be 1 or more")
