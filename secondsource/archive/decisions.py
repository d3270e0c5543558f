"""Corrections by hand: kept apart from what was computed, with who and when; all later runs honour them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from secondsource.archive import codec, log
from secondsource.archive.tables import decisions
from secondsource.model import Corrections, Discrepancy, WhoIsWho

Kind = Literal[
    "together", "apart", "no discrepancy", "copy", "no copy", "one entity", "two entities", "one origin", "two origins"
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody has corrected."""

    number: int
    at: str
    """When, in UTC."""
    by: str
    """Who, as they named themselves."""
    kind: Kind
    about: Mapping[str, Any]
    """Report ids in `reports` or in `pairs`, and in `names` or `discrepancy` what it is that was decided of them."""
    undone: str | None
    """When it was taken back; null while it stands."""


def decide(connection: Connection, kind: Kind, about: Mapping[str, Any], by: str) -> int:
    """Notes a correction and says its number."""
    row = {"at": log.now(), "by": by, "kind": kind, "about": codec.to_json(about)}
    made = connection.execute(insert(decisions).values(row))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def undo(connection: Connection, number: int) -> Decision | None:
    """Takes a correction back; null where there is none of that number that stands."""
    found = next((d for d in standing(connection) if d.number == number), None)
    if found:
        connection.execute(update(decisions).where(decisions.c.number == number).values(undone=log.now()))
    return found


def every(connection: Connection) -> list[Decision]:
    """All corrections that were ever made, in order."""
    rows = connection.execute(select(decisions).order_by(decisions.c.number)).mappings()
    return [Decision(**{**row, "about": json.loads(row["about"])}) for row in rows]


def standing(connection: Connection, *kinds: Kind) -> list[Decision]:
    """The corrections that hold, of these kinds or of all."""
    return [d for d in every(connection) if d.undone is None and (not kinds or d.kind in kinds)]


def standing_pairs(connection: Connection) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Pairs of reports that somebody put together, and that somebody put apart; of two decisions the later holds."""
    found: dict[frozenset[str], str] = {}
    for decision in standing(connection, "together", "apart"):
        found.update((frozenset(pair), decision.kind) for pair in decision.about["pairs"])
    return _of(found, "together"), _of(found, "apart")


def about_story(connection: Connection, reports: frozenset[str]) -> Corrections:
    """What holds for a story with these reports: decisions that were made of one of them. The later of two wins."""
    mine = [d for d in standing(connection) if reports & set(d.about.get("reports", ()))]
    copies: dict[str, str | None] = {}
    for decision in mine:
        if decision.kind in ("copy", "no copy"):
            copy, *original = decision.about["reports"]
            copies[copy] = original[0] if original else None
    kept = {copy: of for copy, of in copies.items() if copy in reports and (of is None or of in reports)}
    return Corrections(kept, _who(mine, "one entity", "two entities"), _who(mine, "one origin", "two origins"))


def _who(decided: Iterable[Decision], one: Kind, two: Kind) -> WhoIsWho:
    said: dict[frozenset[str], Decision] = {}
    for decision in decided:
        if decision.kind in (one, two):
            said[frozenset(decision.about["names"])] = decision
    pairs = sorted((d.kind, tuple(d.about["names"])) for d in said.values())
    return WhoIsWho(tuple(names for kind, names in pairs if kind == one), tuple(n for kind, n in pairs if kind == two))


def told_apart(discrepancy: Discrepancy) -> list[Any]:
    """What tells a discrepancy again after its story was weighed anew: its kind, and the words on its sides."""
    sides = [sorted([c.report, c.text] for c in side.claims) for side in discrepancy.values]
    return [discrepancy.kind, sorted(sides)]


def across(ones: Iterable[str], others: Iterable[str]) -> list[list[str]]:
    """Every pair of one of these and one of those."""
    theirs = sorted(others)
    return [sorted((one, other)) for one in sorted(ones) for other in theirs if one != other]


def _of(found: Mapping[frozenset[str], str], kind: str) -> list[frozenset[str]]:
    return sorted((pair for pair, of in found.items() if of == kind), key=sorted)
