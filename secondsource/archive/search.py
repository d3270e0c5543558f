"""Finding reports again: by words, by whom they name in any script, by whom they lean on, by when, by meaning."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, text

from secondsource.archive import codec, query
from secondsource.archive.database import Database
from secondsource.archive.index import key
from secondsource.archive.meaning import Meanings, Vector
from secondsource.archive.query import Query
from secondsource.archive.tables import names, reports, texts
from secondsource.archive.words import tokens
from secondsource.model import Report
from secondsource.words import WORD

SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; all that is given must hold."""

    words: str = ""
    """Words, "phrases", -not, OR."""
    entity: str = ""
    """Reports that name this person, body or place, in any spelling or script."""
    origin: str = ""
    """Reports of which some claim leans on this source, by whatever name."""
    earliest: date | None = None
    """Came out then or later."""
    latest: date | None = None
    """Came out then or earlier."""
    language: str = ""
    outlet: str = ""
    standing: str = ""
    """Reports with a claim in a finding of this standing."""
    like: str = ""
    """Words that mean what the report does, in any language: the nearest first."""
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found."""

    report: Report
    story: str
    """Handle of its story."""
    start: int
    end: int
    """The words of the report to show, half open; the first ones where no words were asked for."""
    marks: tuple[tuple[int, int], ...]
    """Which of these were asked for."""


def search(
    database: Database, wanted: Wanted, meanings: Meanings | None = None, vector: Vector | None = None
) -> list[Hit]:
    """The reports that answer, best first: by what they mean where `vector` is what is meant, else by their words where
    some are wanted, else the newest."""
    asked = query.parse(wanted.words)
    if wanted.words.strip() and not asked:
        return []
    with database.read() as connection:
        statement, order = _statement(database, wanted, asked)
        if meanings is None or vector is None:
            rows = connection.execute(statement.order_by(*order).limit(wanted.limit)).all()
        else:
            among = None
            if replace(wanted, like="", limit=0) != Wanted(limit=0):
                among = list(connection.execute(statement.with_only_columns(reports.c.id)).scalars())
            best = meanings.nearest(connection, vector, among, wanted.limit)
            found = connection.execute(_columns().where(reports.c.id.in_(best))).all()
            rows = sorted(found, key=lambda row: best.index(row.id))
    return [_hit(codec.report(row.document), row.story, asked) for row in rows]


def _columns() -> Select[tuple[str, str, str]]:
    return select(reports.c.id, reports.c.document, reports.c.story)


def _statement(
    database: Database, wanted: Wanted, asked: Query
) -> tuple[Select[tuple[str, str, str]], list[ColumnElement[Any]]]:
    """All reports that answer, and in which order."""
    statement = _columns()
    order: list[ColumnElement[Any]] = []
    if asked and database.sqlite:
        statement = statement.join(text("texts"), literal_column("texts.rowid") == reports.c.number)
        statement = statement.where(text("texts MATCH :asked").bindparams(asked=query.for_sqlite(asked)))
        order.append(literal_column("bm25(texts)"))
    elif asked:
        statement = statement.join(text("texts"), literal_column("texts.rowid") == reports.c.number)
        meant = func.to_tsquery("simple", query.for_postgresql(asked))
        statement = statement.where(literal_column("texts.vector").op("@@")(meant))
        order.append(func.ts_rank_cd(literal_column("texts.vector"), meant, 1).desc())
    if wanted.entity:
        by_name = reports.c.id.in_(_named(("entity", "origin", "body"), wanted.entity))
        written = query.name(wanted.entity)
        by_words = [reports.c.number.in_(_written(database, written))] if written else []
        statement = statement.where(or_(by_name, *by_words))
    if wanted.origin:
        statement = statement.where(reports.c.id.in_(_named(("origin",), wanted.origin)))
    published, until = reports.c.published, reports.c.published_until
    if wanted.earliest:
        statement = statement.where(until >= wanted.earliest.isoformat())
    if wanted.latest:
        statement = statement.where(published <= wanted.latest.isoformat())
    if wanted.language:
        statement = statement.where(reports.c.language == wanted.language)
    if wanted.outlet:
        statement = statement.where(reports.c.outlet == key(wanted.outlet))
    if wanted.standing:
        of = select(names.c.report).where(names.c.key == wanted.standing, names.c.kind == "standing")
        statement = statement.where(reports.c.id.in_(of))
    return statement, [*order, reports.c.published.desc(), reports.c.id]


def _written(database: Database, asked: Query) -> Select[tuple[int]]:
    """Numbers of the reports in which this stands."""
    if database.sqlite:
        return select(texts.c.rowid).where(text("texts MATCH :named").bindparams(named=query.for_sqlite(asked)))
    meant = func.to_tsquery("simple", query.for_postgresql(asked))
    return select(texts.c.rowid).where(literal_column("texts.vector").op("@@")(meant))


def _named(kinds: Collection[str], name: str) -> Select[tuple[str]]:
    """Ids of the reports that name somebody, or lean on him: in each story, of whoever is called so there."""
    called = key(name)
    alike = (names.c.key == called) if called else names.c.key.is_(None)
    meant = select(names.c.story, names.c.kind, names.c.id).where(names.c.kind.in_(kinds), alike).distinct().subquery()
    same = (names.c.story == meant.c.story) & (names.c.kind == meant.c.kind) & (names.c.id == meant.c.id)
    return select(names.c.report).join(meant, same)


def _hit(report: Report, story: str, asked: Query) -> Hit:
    first = next(_found(report.text, asked), None)
    begin = first[0] if first else next((b.start for b in report.blocks), 0)
    start, end = _around(report.text, begin)
    marks = {(start + a, start + b) for a, b in _found(report.text[start:end], asked)}
    return Hit(report, story, start, end, tuple(sorted(marks)))


def _found(text: str, asked: Query) -> Iterator[tuple[int, int]]:
    """Where a text says what was asked for, as it is come upon; words are compared as they are kept."""
    terms = [term for terms in asked.wanted for term in terms]
    places: list[tuple[int, int]] = []
    found: list[str] = []
    for match in WORD.finditer(text) if terms else ():
        for token in tokens(match.group()):
            places.append(match.span())
            found.append(token)
            for term in terms:
                at = len(found) - len(term.words)
                if token.startswith(term.words[-1]) and at >= 0 and query.matches(term, found, at):
                    yield places[at][0], match.end()


def _around(report: str, at: int) -> tuple[int, int]:
    """The words around a place, in its own paragraph."""
    line_start = report.rfind("\n", 0, at) + 1
    line_end = report.find("\n", at)
    line_end = len(report) if line_end < 0 else line_end
    ahead = list(re.finditer(r"\S+", report[line_start:at]))
    start = line_start + (ahead[-SNIPPET_WORDS // 3].start() if len(ahead) > SNIPPET_WORDS // 3 else 0)
    behind = list(re.finditer(r"\S+", report[start:line_end]))
    end = start + behind[min(SNIPPET_WORDS, len(behind)) - 1].end() if behind else line_end
    return start, min(end, start + 40 * SNIPPET_WORDS)
