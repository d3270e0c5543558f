"""News agencies that reports of every language lean on, each known again under all its names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from secondsource.model import OriginKind


@dataclass(frozen=True, slots=True)
class Agency:
    """What is known of an agency in all languages."""

    kind: OriginKind
    """`agency` or `state media`."""
    state: str
    """ISO 3166 code."""
    names: tuple[str, ...]


@cache
def agencies() -> Mapping[str, Agency]:
    """All agencies by key; the keys are those of no pack's bodies."""
    raw = tomllib.loads(files(__package__).joinpath("agencies.toml").read_text(encoding="utf-8"))
    return {key: Agency(a["kind"], a["state"], tuple(a["names"])) for key, a in raw.items()}
