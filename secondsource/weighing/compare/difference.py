"""A difference between statements of one point, before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model import DiscrepancyKind, Statement


@dataclass(frozen=True, slots=True)
class Side:
    """One account: what it gives, and the statements that give it."""

    value: str
    statements: tuple[Statement, ...]
    size: float | None = None
    """The number that it gives, where it gives one."""


@dataclass(frozen=True, slots=True)
class Difference:
    kind: DiscrepancyKind
    about: str
    sides: tuple[Side, ...]


def sides_of(sides: Sequence[Side]) -> tuple[Side, ...]:
    """The sides in a fixed order: most statements first."""
    return tuple(sorted(sides, key=lambda s: (-len(s.statements), s.statements[0].report, s.statements[0].start)))
