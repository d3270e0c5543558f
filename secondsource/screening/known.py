"""What the reports of a story tell of an entity that a list can tell too: when it was born, and whose it is.

Only what stands right beside a name is taken: an age or a year in brackets or between commas, which is how news gives
them in any language, and the state in a speaker's own title ("Russia's foreign minister Oleg Tarkov").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secondsource.model import Entity, Mention, Reading, Source

YOUNGEST, OLDEST = 10, 110
"""Ages of people that news gives an age of; other numbers beside a name are something else."""

_BRACKET = re.compile(r"\s?[(（]([^()（）]{1,40})[)）]")
_COMMA = re.compile(r"\s?[,،、](\s?\d{1,3}[^\d,.;،、]{0,12})[,،、]")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_AGE = re.compile(r"(?<![\d.,–-])\d{1,3}(?![\d.,–-]?\d)")


@dataclass(frozen=True, slots=True)
class Known:
    """What reports say of an entity."""

    born: tuple[int, ...] = ()
    """Years in which it may have been born."""
    states: tuple[str, ...] = ()
    """ISO 3166 codes of the states that it speaks for or belongs to."""


def known(entity: Entity, readings: Sequence[Reading]) -> Known:
    """What the readings tell of one entity."""
    by_id = {reading.report.id: reading for reading in readings}
    at = [(by_id[mention.report], mention) for mention in entity.mentions if mention.report in by_id]
    born = {year for reading, mention in at for year in _born(reading, mention)} if entity.kind == "person" else set()
    states = {state for reading, mention in at for state in _states(reading, mention)}
    return Known(tuple(sorted(born)), tuple(sorted(states)))


def _born(reading: Reading, mention: Mention) -> Iterator[int]:
    text, end = reading.report.text, mention.end
    beside = _BRACKET.match(text, end) or _COMMA.match(text, end)
    if beside is None:
        return
    published = reading.report.published
    if year := _YEAR.search(beside[1]):
        # the first of "1931–2020"
        yield int(year[0])
    elif published and len(ages := _AGE.findall(beside[1])) == 1 and YOUNGEST <= (age := int(ages[0])) <= OLDEST:
        yield from range(published.earliest.year - age - 1, published.latest.year - age + 1)


def _states(reading: Reading, mention: Mention) -> Iterator[str]:
    named = [name for name in reading.names if mention.start <= name.start and name.end <= mention.end]
    yield from (name.of for name in named if name.of)
    things = {name.thing for name in named}
    yield from (source.code for source in _sources(reading) if source.thing in things and source.code)


def _sources(reading: Reading) -> Iterator[Source]:
    yield from reading.described
    for attribution in reading.attributions:
        yield from attribution.sources
