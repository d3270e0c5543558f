"""How every input ended, and when what happened: nothing is lost from sight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from secondsource.archive.tables import changes, history, outcomes
from secondsource.model import Problem

Outcome = Literal["report", "version", "duplicate", "problem"]
OUTCOMES: tuple[Outcome, ...] = ("report", "version", "duplicate", "problem")


def now() -> str:
    """The time, in UTC and to the second, as the archive writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def ended(connection: Connection, input: str, outcome: Outcome, report: str | None = None, detail: str = "") -> None:
    """Notes how an input ended; `detail` says why, where it is a problem."""
    row = {"at": now(), "input": input, "outcome": outcome, "report": report, "detail": detail}
    connection.execute(insert(outcomes).values(row))


def happened(connection: Connection, story: str, event: str, detail: str) -> None:
    """Notes what happened to a story."""
    connection.execute(insert(history).values(at=now(), story=story, event=event, detail=detail))


def counts(connection: Connection) -> dict[Outcome, int]:
    """How many inputs ended each way; together they are all inputs that there ever were."""
    query = select(outcomes.c.outcome, func.count()).group_by(outcomes.c.outcome)
    found: dict[str, int] = dict(connection.execute(query).all())
    return {outcome: found.get(outcome, 0) for outcome in OUTCOMES}


def problems(connection: Connection) -> list[Problem]:
    """What could not be read, and has not been read since; sorted."""
    last = select(func.max(outcomes.c.number)).group_by(outcomes.c.input)
    query = select(outcomes.c.input, outcomes.c.detail).where(
        outcomes.c.number.in_(last), outcomes.c.outcome == "problem"
    )
    return sorted(
        (Problem(input, detail) for input, detail in connection.execute(query)), key=lambda p: (p.input, p.error)
    )


def changed(connection: Connection, since: int) -> tuple[set[str], int]:
    """The reports that came, changed or went after the change of that number, and the number of the last change."""
    found = connection.execute(select(changes.c.number, changes.c.report).where(changes.c.number > since)).all()
    return {report for _, report in found}, max((number for number, _ in found), default=since)


def events(connection: Connection, story: str) -> list[tuple[str, str, str]]:
    """When what happened to a story, and the details, in order."""
    query = select(history.c.at, history.c.event, history.c.detail).where(history.c.story == story)
    return [(at, event, detail) for at, event, detail in connection.execute(query.order_by(history.c.number))]


@dataclass(frozen=True, slots=True)
class Ended:
    """How an input ended."""

    at: str
    """When, in UTC."""
    input: str
    outcome: Outcome
    report: str | None
    """Id of the report that it is, or is a copy of; null for a problem."""
    detail: str
    """Why, where that needs saying."""


def latest(connection: Connection, limit: int) -> list[Ended]:
    """How the last inputs ended, the last one first."""
    columns = (outcomes.c.at, outcomes.c.input, outcomes.c.outcome, outcomes.c.report, outcomes.c.detail)
    query = select(*columns).order_by(outcomes.c.number.desc()).limit(limit)
    return [Ended(*row) for row in connection.execute(query)]
