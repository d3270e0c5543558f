"""Readings made by hand, so that each test says exactly what its reports name, cite and state.

`Telling` collects one report's names, sources and statements, each with a place of its own:

    >>> a = Telling("a.txt", outlet="Fjordavisen")
    >>> kim = a.name("Kim Jong-un", "person")
    >>> a.states("a car arrived", [a.source("KCNA", "agency")], things={kim})
    >>> a.reading()
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from secondsource.model import (
    Block,
    Claim,
    EntityKind,
    Interval,
    Name,
    OriginKind,
    Quantity,
    Reading,
    Report,
    Sentence,
    Source,
    Statement,
    Timex,
)


class Telling:
    """One report, put together piece by piece; what is added gets the next place in its text."""

    def __init__(
        self,
        id: str,
        *,
        outlet: str | None = None,
        language: str = "en",
        pack: str = "und",
        title: str | None = None,
    ) -> None:
        self.id = id
        self._report: dict[str, Any] = {"outlet": outlet, "language": language, "pack": pack, "title": title}
        self._text = ""
        self._names: list[Name] = []
        self._described: list[Source] = []
        self._statements: list[Statement] = []
        self._sentences: list[Sentence] = []
        self._times: list[Timex] = []

    def _write(self, words: str) -> tuple[int, int, str]:
        start = len(self._text)
        self._text += words + "\n"
        return start, start + len(words), words

    def name(
        self,
        text: str,
        kind: EntityKind = "other",
        *,
        base: str | None = None,
        thing: int | None = None,
        code: str | None = None,
        role: str | None = None,
        inside: Source | None = None,
    ) -> int:
        """A name, written anew or `inside` a source; gives back the number of its thing: a new one if none is given."""
        number = len(self._names) if thing is None else thing
        at = inside.start + inside.text.index(text) if inside else None
        written = self._write(text) if at is None else (at, at + len(text), text)
        self._names.append(Name(*written, kind, base or text, number, code, role))
        return number

    def source(
        self,
        text: str,
        kind: OriginKind,
        *,
        thing: int | None = None,
        body: int | None = None,
        role: str | None = None,
        code: str | None = None,
        described: bool = False,
    ) -> Source:
        made = Source(*self._write(text), kind, thing, body, role, code)
        if described:
            self._described.append(made)
        return made

    def states(self, text: str, *chains: Sequence[Source], stance: Any = "states", **more: Any) -> Statement:
        """A statement with one chain a speaker, nearest first; `when` puts a time with these days into it."""
        start, end, _ = self._write(text)
        when: Interval | None = more.pop("when", None)
        if when is not None:
            self._times.append(Timex(start, end, text, when.earliest, when.latest))
        self._sentences.append(Sentence(start, end, text, "body", len(self._sentences)))
        given: dict[str, Any] = {
            "role": "body", "mode": "reported" if chains else "asserted", "hedged": False, "cue": None,
            "things": frozenset(more.pop("things", ())), "quantities": tuple(more.pop("quantities", ())),
            "negated": False,
        } | more  # fmt: skip
        statement = Statement(
            self.id, start, end, text, sentence=len(self._sentences) - 1, stance=stance,
            chains=tuple(map(tuple, chains)), **given,
        )  # fmt: skip
        self._statements.append(statement)
        return statement

    def reading(self) -> Reading:
        block = Block(0, max(1, len(self._text)), "body")
        report = Report(
            self.id,
            self._text,
            published=None,
            published_basis=None,
            times=tuple(self._times),
            blocks=(block,),
            **self._report,
        )
        return Reading(
            report,
            tuple(self._sentences),
            tuple(self._names),
            times=(),
            described=tuple(self._described),
            relations=(),
            attributions=(),
            statements=tuple(self._statements),
        )


def number(
    low: float, high: float | None = None, *, unit: str | None = "person", approximate: bool = False, noun: str = ""
) -> Quantity:
    return Quantity(0, 1, "1", low, low if high is None else high, approximate, unit, noun)


def days(written: str) -> Interval:
    earliest, _, latest = written.partition("/")
    return Interval(date.fromisoformat(earliest), date.fromisoformat(latest or earliest))


def claim(report: str, chain: Iterable[str] = (), *, start: int = 0, stance: Any = "states", **more: Any) -> Claim:
    text = more.pop("text", "it happened")
    given: dict[str, Any] = {
        "cue": None,
        "mode": "reported" if chain else "asserted",
        "hedged": False,
        "when": None,
    } | more
    return Claim(report, start, start + len(text), text, stance, tuple(chain), **given)
