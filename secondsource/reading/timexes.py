"""Time expressions: what a report says of when, still leaning on the day of its publication.

`find` gives the expressions of a text, `resolve` (intervals.py) the days that one of them means. The words of
each language are data (calendar_words.py); how they stand together is one grammar (time_grammar.py); here are the
judgements that need the words around: is 2003 a year, is "Sunday" behind us or ahead, is "May" a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from secondsource.intervals import resolve
from secondsource.model import TimeExpression
from secondsource.packs import Pack
from secondsource.reading.calendar_numbers import Atom, Role, Solar, most_days
from secondsource.reading.calendar_words import CalendarWords, calendar_words
from secondsource.reading.time_context import TimeContext
from secondsource.reading.time_grammar import Pick, matches, meaning

__all__ = ["find", "resolve"]

# What may stand between two atoms of one expression.
GAP = re.compile(r"[^\S\n]{0,3}(?:[,،、，·(]|\n)?[^\S\n]{0,3}")

LINK = re.compile(r"[^\S\n]([^\W\d_]{1,4})[^\S\n]")

# Without one of these there is no expression.
CORE = frozenset({
    "month", "short month", "weekday", "short weekday", "marked day", "year", "decade", "season", "date",
    "short date", "bare date", "part of", "relative day", "relative week", "relative weekend", "relative month",
    "relative year", "relative decade", "relative season",
})  # fmt: skip
LEANS = ("last", "this", "next")
UNITS = ("day", "week", "weekend", "month", "year", "decade")


def find(text: str, start: int, end: int, pack: Pack, *, language: str | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions in `text[start:end]`, in order; offsets are into `text`.

    `language` names the report's language where it is not the pack's: CLDR's month and weekday names are then used
    with the fallback pack.
    """
    words = calendar_words(pack, language or pack.language)
    context = TimeContext(text, start, end, pack)
    found: list[TimeExpression] = []
    for run in _runs(words, text, start, end):
        at = 0
        while at < len(run):
            expression, used = _at(run, at, words, context)
            if expression is not None:
                found.append(expression)
            at += used
    return tuple(found)


def _runs(words: CalendarWords, text: str, start: int, end: int) -> Iterator[list[Atom]]:
    """Atoms that stand side by side, as far as a run holds something to say when."""
    run: list[Atom] = []
    for atom in words.atoms(text, start, end):
        if run and (link := _link(text, run[-1], atom)) is not None:
            run.append(link)
        elif run and not GAP.fullmatch(text, run[-1].end, atom.start):
            if any(CORE & a.senses.keys() for a in run):
                yield run
            run = []
        run.append(atom)
    if any(CORE & a.senses.keys() for a in run):
        yield run


def _link(text: str, left: Atom, right: Atom) -> Atom | None:
    """The small word between two days or weekdays, whatever it is: 3. *und* 4. Mai, vendredi *à* samedi."""
    if not any(role in left.senses and role in right.senses for role in ("day", "weekday")):
        return None
    word = LINK.fullmatch(text, left.end, right.start)
    return None if word is None else Atom(word.start(1), word.end(1), {"joined": None})


def _at(run: Sequence[Atom], at: int, words: CalendarWords, context: TimeContext) -> tuple[TimeExpression | None, int]:
    """The longest expression at `run[at]` that stands up to judgement, and how many atoms it takes."""
    for picks in matches(run, at):
        fields = _in_calendar(_fields(picks, words.writing.month_first or words.pack.time.order == "mdy"))
        if fields is None:
            continue
        begin, end = picks[0][1].start, picks[-1][1].end
        if picks[-1][0] in ("day", "short date") and context.text[end - 1] == ".":
            end -= 1  # the full stop ends the sentence, not the date
        if not context.allows(picks, begin, end):
            continue
        if _may_be_ahead(fields) and context.ahead(begin, end):
            fields["ahead"] = True
        return TimeExpression(begin, end, context.text[begin:end], **fields), len(picks)
    return None, 1


def _in_calendar(fields: dict[str, Any] | None) -> dict[str, Any] | None:
    """The fields with the calendar of their year and month; None where these belong to two."""
    if fields is None or not any(isinstance(value, Solar) for value in fields.values()):
        return fields
    if fields["unit"] == "season":
        fields["month"] = Solar(fields["month"] - 2)  # spring, from March on, begins in the first month
    counted = {key: fields[key] for key in ("year", "month") if key in fields}
    if not all(isinstance(value, Solar) for value in counted.values()):
        return None
    return fields | {key: int(value) for key, value in counted.items()} | {"calendar": "solar hijri"}


def _may_be_ahead(fields: dict[str, Any]) -> bool:
    named = any(key in fields for key in ("month", "weekday", "day"))
    return named and not any(key in fields for key in ("year", "offset", "apart"))


def _fields(picks: Sequence[Pick], month_first: bool) -> dict[str, Any] | None:
    """What a match says, as fields of a `TimeExpression`; None where it says nothing that can be."""
    roles = {role for role, _ in picks}
    lean = next((role for role in LEANS if role in roles), None)
    year, offset = meaning(picks, "year"), meaning(picks, "relative year")
    around: dict[str, Any] = (
        {"year": year} if year is not None else {"offset": offset} if offset is not None else _leaning(lean)
    )
    if roles & {"date", "short date", "bare date"}:
        written = meaning(picks, "date", "short date", "bare date")
        assert isinstance(written, tuple)
        named = {key: value for key, value in zip(("year", "month", "day"), written, strict=True) if value is not None}
        return {"unit": "day" if "day" in named else "month"} | ({} if year is None else {"year": year}) | named
    if roles & {"day", "marked day"}:
        return _date(picks, roles, around, month_first)
    part = meaning(picks, "part")
    parted = {"part": part} if part is not None else {}
    if roles & {"month", "short month"}:
        return {"unit": "month", "month": meaning(picks, "month", "short month")} | around | parted
    if "season" in roles:
        return {"unit": "season", "month": meaning(picks, "season")} | around | parted
    if "weekday" in roles and "relative day" not in roles:
        return _weekday(picks, lean)
    relative = _relative(picks, roles)
    return None if relative is None else relative | parted


def _leaning(lean: str | None) -> dict[str, Any]:
    leaning: dict[str | None, dict[str, Any]] = {
        "last": {"apart": True},
        "this": {"offset": 0},
        "next": {"apart": True, "ahead": True},
    }
    return leaning.get(lean, {})


def _date(picks: Sequence[Pick], roles: set[Role], around: dict[str, Any], month_first: bool) -> dict[str, Any] | None:
    days = [int(atom.senses["day"]) for role, atom in picks if role in ("day", "marked day")]
    month = meaning(picks, "month", "short month")
    fields: dict[str, Any] = {"unit": "day", "day": days[-1]}
    if len(days) > 1:
        if days[0] >= days[-1]:
            return None
        fields["days"] = days[-1] - days[0] + 1
    if isinstance(month, int):
        order = [role for role, _ in picks if role in ("month", "short month", "day", "year")]
        # "en mai 30 personnes": only some languages put the month first, others need the year to be sure
        if order[0] in ("month", "short month") and not month_first and "year" not in roles and not _marked(picks):
            return None
        if days[-1] > most_days(month):
            return None
        # a lean belongs to the weekday beside it ("this Tuesday, February 20"), the date stands on its own
        dated = "weekday" in roles and roles & set(LEANS) and not roles & {"year", "relative year"}
        return fields | {"month": month} | ({} if dated else around)
    if "relative month" in roles:
        return fields | {"offset": meaning(picks, "relative month")}
    return fields | around


def _marked(picks: Sequence[Pick]) -> bool:
    """Whether a day is marked as one (18日)."""
    return any("marked day" in atom.senses for _, atom in picks)


def _weekday(picks: Sequence[Pick], lean: str | None) -> dict[str, Any]:
    weekdays = [int(atom.senses["weekday"]) for role, atom in picks if role == "weekday"]
    fields: dict[str, Any] = {"unit": "day", "weekday": weekdays[-1]}
    if len(weekdays) > 1:
        fields["days"] = (weekdays[-1] - weekdays[0]) % 7 + 1
    week = next((atom.senses["relative week"] for _, atom in picks if "relative week" in atom.senses), None)
    return fields | ({"offset": week} if week is not None else _leaning(lean))


def _relative(picks: Sequence[Pick], roles: set[Role]) -> dict[str, Any] | None:
    if "part of" in roles:
        unit, part = meaning(picks, "part of")
        year = meaning(picks, "year")
        if year is not None:  # cs: na začátku roku 2021
            return {"unit": unit, "part": part, "year": year} if unit == "year" else None
        return {"unit": unit, "part": part, "offset": 0}
    if "relative season" in roles:
        month, offset = meaning(picks, "relative season")
        # "last autumn" is last year's, "next autumn" the one to come
        leaning = {"apart": True, "ahead": True} if offset == 1 else {"offset": offset}
        return {"unit": "season", "month": month} | leaning
    for unit in UNITS:
        offset = meaning(picks, f"relative {unit}")
        if offset is not None:
            return {"unit": unit, "offset": offset}
    if "decade" in roles:
        return {"unit": "decade", "year": meaning(picks, "decade")}
    if "decade word" in roles and meaning(picks, "year") % 10 == 0:
        return {"unit": "decade", "year": meaning(picks, "year")}
    return {"unit": "year", "year": meaning(picks, "year")}
