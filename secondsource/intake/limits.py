"""How much the program takes in before it says no."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; a larger input becomes a problem of the brief, never a crash."""

    max_bytes: int = 20_000_000
    """Bytes of one report. News reports have a few thousand; a file of 20 MB is something else."""

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise ValueError(f"max_bytes is {self.max_bytes}; it must be 1 or more")
