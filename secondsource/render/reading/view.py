"""A reading arranged for a reader: attributions numbered and with their chains, names thing by thing, times with days.

Every format that is read by people shows the same numbers: `3` is the content of attribution 3, `s3` its source and
`c3` its cue, `n2` the second thing that the report names, `t1` its first time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from secondsource.model import (
    Attribution,
    EntityKind,
    Interval,
    Name,
    OriginKind,
    Reading,
    Relation,
    Source,
    Span,
    TimeExpression,
)
from secondsource.render.marked_text import Anchor, Part, parts
from secondsource.render.visible import one_line
from secondsource.render.wording import interval_words

Layer = Literal["content", "source", "cue", "name", "time"]

LAYERS: Final[Mapping[Layer, str]] = MappingProxyType(
    {
        "source": "source of an attribution: who says or holds it",
        "cue": "its cue: the words that tie it to its source",
        "content": "its content: what is said or held",
        "name": "proper name; names of one thing have one number",
        "time": "time",
    }
)
"""What each layer of marks shows, in the order of the legend."""

# Of marks with the same ends, the one that stands around the others.
_OUTERMOST: Final[tuple[Layer, ...]] = ("content", "source", "cue", "time", "name")
_LETTERS: Final[Mapping[Layer, str]] = {"content": "", "source": "s", "cue": "c", "name": "n", "time": "t"}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in the world, with all the report's names for it."""

    number: int
    """In the order in which the report first names them, from 1."""
    name: str
    """The longest of its names without endings and titles."""
    kind: EntityKind
    """The kind that most of its names have."""
    aliases: tuple[str, ...]
    """Every other wording, in the order of the text."""
    names: tuple[Name, ...]
    code: str | None
    """ISO 3166 code of a territory."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A link in a chain, resolved as far as the report allows."""

    name: str
    kind: OriginKind
    thing: Thing | None
    body: Thing | None
    """What the speaker speaks for."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution with its chains of speakers."""

    number: int
    relation: Relation
    chains: tuple[tuple[Speaker, ...], ...]
    """One for each of the speakers side by side, nearest first; empty where none was resolved."""
    how: tuple[str, ...]
    """`said` or `held`, and what else is to be known: `quoted`, `denies`."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time as the report words it, with the days that it means."""

    number: int
    expression: TimeExpression
    meant: Interval | None
    """Null where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text in which something was read."""

    id: str
    """Unique in the reading, and fit for the `id` of an element."""
    layer: Layer
    label: str
    """What the place belongs to: `3`, `s3`, `c3`, `n2`, `t1`."""
    number: int
    start: int
    end: int
    about: str
    """What is to be said of it on one line: kind, confidence."""
    kind: EntityKind | None = None
    """Of a name."""


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading, arranged."""

    reading: Reading
    title: str
    attributions: tuple[Attributed, ...]
    things: tuple[Thing, ...]
    times: tuple[Time, ...]
    marks: Mapping[str, Mark]
    """By id; of two that nest the outer one comes first."""
    parts: tuple[Part, ...]
    """The text, cut at every mark; the ids in a piece are those of the marks."""


def view_reading(reading: Reading) -> ReadingView:
    """The reading arranged."""
    things = _things(reading.names)
    by_name = {name.thing: thing for thing in things for name in thing.names}
    attributions = tuple(_attributed(reading, by_name))
    times = tuple(_times(reading))
    marks = _in_order(_marks(attributions, things, times), len(reading.report.text))
    anchors = [Anchor(mark.id, mark.start, mark.end, ()) for mark in marks]
    return ReadingView(
        reading,
        one_line(reading.report.title or "") or one_line(reading.report.id) or "Untitled report",
        attributions,
        things,
        times,
        MappingProxyType({mark.id: mark for mark in marks}),
        parts(reading.report, anchors),
    )


def sure_words(confidence: float | None) -> str:
    """How sure the tagger is, 0 to 1 with two decimals; `by rule` where it was not asked."""
    return "by rule" if confidence is None else f"{confidence:.2f}"


def days_words(time: Time) -> str:
    """The days that a time means, `not told` where the report leaves them open."""
    return interval_words(time.meant) if time.meant else "not told"


def beginning(spans: Sequence[Span], most: int) -> str:
    """The pieces as one line, with ` … ` between them, cut off after `most` letters."""
    text = " … ".join(one_line(span.text) for span in spans)
    return text if len(text) <= most else text[: most - 1].rstrip(" …") + "…"


def speaker_words(speaker: Speaker) -> str:
    """`Dmitry Peskov [n3], official, for Kremlin [n2]`."""
    words = f"{one_line(speaker.name)}{_reference(speaker.thing)}, {speaker.kind}"
    return words + (f", for {one_line(speaker.body.name)}{_reference(speaker.body)}" if speaker.body else "")


def chain_words(chain: Iterable[Speaker]) -> str:
    """The chain on one line, nearest speaker first."""
    return " ← ".join(speaker_words(speaker) for speaker in chain)


def _reference(thing: Thing | None) -> str:
    return f" [n{thing.number}]" if thing else ""


def _things(names: Sequence[Name]) -> tuple[Thing, ...]:
    of_thing: dict[int, list[Name]] = {}
    for name in sorted(names, key=lambda name: (name.start, name.end)):
        of_thing.setdefault(name.thing, []).append(name)
    return tuple(_thing(number, found) for number, found in enumerate(of_thing.values(), start=1))


def _thing(number: int, names: Sequence[Name]) -> Thing:
    name = max((name.base or name.text for name in names), key=len)
    wordings = dict.fromkeys(one_line(word) for found in names for word in (found.base or found.text, found.text))
    kinds = Counter(found.kind for found in names)
    return Thing(
        number,
        one_line(name),
        kinds.most_common(1)[0][0],
        tuple(word for word in wordings if word and word != one_line(name)),
        tuple(names),
        next((one_line(found.code) for found in names if found.code), None),
    )


def _attributed(reading: Reading, things: Mapping[int, Thing]) -> Iterator[Attributed]:
    by_cue: dict[int | None, list[Attribution]] = defaultdict(list)
    for attribution in reading.attributions:
        by_cue[attribution.cue.start if attribution.cue else None].append(attribution)
    for number, relation in enumerate(reading.relations, start=1):
        resolved = _resolved(relation, by_cue[relation.cue[0].start if relation.cue else None])
        chains = dict.fromkeys(tuple(_speaker(source, things) for source in one.sources) for one in resolved)
        how: list[str] = [relation.kind, *(one.mode for one in resolved if one.mode == "quoted")]
        how += [one.stance for one in resolved if one.stance != "states"]
        yield Attributed(number, relation, tuple(chains), tuple(dict.fromkeys(how)))


def _resolved(relation: Relation, near: Sequence[Attribution]) -> Sequence[Attribution]:
    """Of those with the same cue, the ones with the same source, else all; without a cue, the content decides."""
    if not relation.cue:
        near = [one for one in near if _touch(one.content, relation.content)]
    return [one for one in near if _touch(one.sources, relation.source)] or near


def _touch(some: Sequence[Span | Source], others: Sequence[Span | Source]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def _speaker(source: Source, things: Mapping[int, Thing]) -> Speaker:
    thing = things.get(source.thing) if source.thing is not None else None
    body = things.get(source.body) if source.body is not None else None
    return Speaker(thing.name if thing else source.text, source.kind, thing, body)


def _times(reading: Reading) -> Iterator[Time]:
    days = {
        (time.start, time.end): Interval(time.earliest, time.latest)
        for time in reading.report.times
        if time.earliest and time.latest
    }
    for number, expression in enumerate(reading.times, start=1):
        yield Time(number, expression, days.get((expression.start, expression.end)))


def _marks(attributions: Sequence[Attributed], things: Sequence[Thing], times: Sequence[Time]) -> Iterator[Mark]:
    for one in attributions:
        number, relation = one.number, one.relation
        by = "; ".join(chain_words(chain) for chain in one.chains)
        about = " · ".join((*one.how, sure_words(relation.confidence), *([by] if by else [])))
        spans: tuple[tuple[Layer, Sequence[Span]], ...] = (
            ("content", relation.content),
            ("source", relation.source),
            ("cue", relation.cue),
        )
        for layer, pieces in spans:
            for place, span in enumerate(pieces, start=1):
                yield _mark(layer, number, place, span.start, span.end, f"{layer} of {number}: {about}")
    for thing in things:
        for place, name in enumerate(thing.names, start=1):
            known = (name.kind, thing.name, *([name.code] if name.code else []), sure_words(name.confidence))
            yield _mark("name", thing.number, place, name.start, name.end, " · ".join(known), name.kind)
    for time in times:
        expression = time.expression
        yield _mark("time", time.number, 1, expression.start, expression.end, f"time · {days_words(time)}")


def _mark(
    layer: Layer, number: int, place: int, start: int, end: int, about: str, kind: EntityKind | None = None
) -> Mark:
    letter = _LETTERS[layer]
    return Mark(
        f"{letter or 'q'}{number}-{place}", layer, f"{letter}{number}", number, start, end, one_line(about), kind
    )


def _in_order(marks: Iterable[Mark], length: int) -> list[Mark]:
    """Those with some text in them, the outer ones first."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    return sorted(inside, key=lambda mark: (mark.start, -mark.end, _OUTERMOST.index(mark.layer), mark.number))
