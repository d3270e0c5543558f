"""Readings made by hand: one to look at, one that runs from right to left, one that must do no harm, one of nothing.

Spans are found by their words, so that they are always true; every name is invented.
"""

from __future__ import annotations

from datetime import date

from secondsource.model import (
    Attribution,
    Block,
    Interval,
    Name,
    Reading,
    Relation,
    Report,
    Sentence,
    Source,
    Span,
    TimeExpression,
    Timex,
)
from tests.render.sample import HOSTILE

FERRY = """Ferry runs aground off Sandvik

By Marit Holm

The ferry Solvind ran aground on Friday, Ida Berg told the Courier. The harbour office fears that the owner, Berg says, hid a crack. “We heard a bang,” she said, “and then nothing.”

Nordlinje has owned the Solvind since 2019."""  # noqa: E501

ARABIC = "قالت مارتا ليند إنها سمعت انفجارا يوم الجمعة."


class Text:
    """A text whose spans are asked for by their words."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, after: str = "") -> Span:
        """Where these words stand first, or first after other words."""
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span(start, start + len(words), words)

    def name(self, words: str, kind: str, thing: int, after: str = "", **more: object) -> Name:
        found = self.span(words, after)
        return Name(found.start, found.end, words, kind, words, thing, **more)  # type: ignore[arg-type]

    def time(self, words: str, unit: str, **more: object) -> TimeExpression:
        found = self.span(words)
        return TimeExpression(found.start, found.end, words, unit, **more)  # type: ignore[arg-type]

    def source(self, words: str, kind: str, thing: int | None, after: str = "", **more: object) -> Source:
        found = self.span(words, after)
        return Source(found.start, found.end, words, kind, thing, **more)  # type: ignore[arg-type]

    def sentence(self, words: str, role: str, paragraph: int) -> Sentence:
        found = self.span(words)
        return Sentence(found.start, found.end, words, role, paragraph)  # type: ignore[arg-type]

    def blocks(self, *roles: str) -> tuple[Block, ...]:
        """One for each paragraph."""
        made = []
        for role, words in zip(roles, self.text.split("\n\n"), strict=True):
            found = self.span(words)
            made.append(Block(found.start, found.end, role))  # type: ignore[arg-type]
        return tuple(made)


def ferry() -> Reading:
    """Three attributions: one simple, one in pieces around a second one, one of which nothing is resolved."""
    of = Text(FERRY)
    friday = of.time("on Friday", "day", weekday=5)
    report = Report(
        id="ferry.txt",
        text=FERRY,
        language="en",
        published=Interval(date(2031, 3, 15), date(2031, 3, 15)),
        published_basis="stated",
        title="Ferry runs aground off Sandvik",
        outlet="Courier",
        times=(Timex(friday.start, friday.end, friday.text, date(2031, 3, 14), date(2031, 3, 14)),),
        blocks=of.blocks("title", "byline", "body", "body"),
        pack="en",
    )
    told = Relation(
        (of.span("Ida Berg"),),
        (of.span("told"),),
        (of.span("The ferry Solvind ran aground on Friday"),),
        "said",
        0.973,
    )
    fears = Relation(
        (of.span("The harbour office"),),
        (of.span("fears"),),
        (of.span("the owner, Berg says, hid a crack"),),
        "held",
        0.61,
    )
    says = Relation(
        (of.span("Berg", after="owner"),),
        (of.span("says"),),
        (of.span("The harbour office fears that the owner"), of.span("hid a crack")),
        "said",
    )
    quoted = Relation(
        (of.span("she"),),
        (of.span("said", after="she"),),
        (of.span("“We heard a bang,”"), of.span("“and then nothing.”")),
        "said",
    )
    chain = (of.source("the Courier", "outlet", 3), of.source("Ida Berg", "witness", 2))
    return Reading(
        report=report,
        sentences=(
            of.sentence("Ferry runs aground off Sandvik", "title", 0),
            of.sentence("The ferry Solvind ran aground on Friday, Ida Berg told the Courier.", "body", 2),
            of.sentence("The harbour office fears that the owner, Berg says, hid a crack.", "body", 2),
            of.sentence("“We heard a bang,” she said, “and then nothing.”", "body", 2),
            of.sentence("Nordlinje has owned the Solvind since 2019.", "body", 3),
        ),
        names=(
            of.name("Sandvik", "place", 0, code="NO", confidence=0.9),
            of.name("Marit Holm", "person", 7),
            of.name("Solvind", "product", 1, confidence=0.88),
            of.name("Ida Berg", "person", 2, confidence=0.99),
            of.name("Courier", "organisation", 3),
            of.name("Berg", "person", 2, after="owner"),
            of.name("Nordlinje", "organisation", 4),
            of.name("Solvind", "product", 1, after="Nordlinje"),
        ),
        times=(friday, of.time("since 2019", "year", year=2019)),
        described=(),
        relations=(told, fears, says, quoted),
        attributions=(
            Attribution(chain, told.cue[0], told.content, "reported", "states", 0.973),
            Attribution(
                (of.source("Berg", "person", 2, after="owner"),), says.cue[0], says.content, "reported", "denies"
            ),
            Attribution((of.source("she", "person", 2),), quoted.cue[0], quoted.content, "quoted", "states"),
        ),
        statements=(),
    )


def arabic() -> Reading:
    """One sentence that runs from right to left."""
    of = Text(ARABIC)
    relation = Relation(
        (of.span("مارتا ليند"),), (of.span("قالت"),), (of.span("إنها سمعت انفجارا يوم الجمعة"),), "said", 0.8
    )
    chain = (of.source("مارتا ليند", "person", 0),)
    return Reading(
        report=Report("ar.txt", ARABIC, "ar", None, None, None, None, blocks=of.blocks("body"), pack="ar"),
        sentences=(of.sentence(ARABIC, "body", 0),),
        names=(of.name("مارتا ليند", "person", 0, confidence=0.95),),
        times=(of.time("يوم الجمعة", "day", weekday=5),),
        described=(),
        relations=(relation,),
        attributions=(Attribution(chain, relation.cue[0], relation.content, "reported", "states", 0.8),),
        statements=(),
    )


def crossing() -> Reading:
    """Contents, sources and names that cross, lie on each other, stand inside words, and reach over paragraphs."""
    text = "one two three\n\nfour five"
    of = Text(text)
    report = Report("crossing", text, "xx", None, None, None, None, blocks=of.blocks("body", "body"))
    relations = (
        Relation((), (), (Span(0, 7, text[0:7]),), "said"),
        Relation((Span(2, 5, text[2:5]),), (), (Span(4, 19, text[4:19]),), "held", 0.5),
        Relation((Span(4, 7, text[4:7]),), (Span(4, 7, text[4:7]),), (Span(4, 7, text[4:7]),), "said", 1.0),
    )
    names = tuple(
        Name(start, end, text[start:end], "other", text[start:end], number)
        for number, (start, end) in enumerate([(0, 3), (2, 7), (2, 7), (5, 6), (8, 24)])
    )
    return Reading(report, (), names, (), (), relations, (), ())


def hostile() -> Reading:
    """Every word of it is an attack, and some of its spans reach out of the text."""
    text = "\n\n".join(HOSTILE)
    of = Text(text)
    report = Report(
        HOSTILE[0], text, HOSTILE[7], None, None, HOSTILE[12], HOSTILE[1], blocks=of.blocks(*(["body"] * len(HOSTILE)))
    )
    spans = [of.span(words) for words in HOSTILE]
    far = Span(len(text) + 3, len(text) + 7, "gone")
    relations = tuple(
        Relation((span,), (Span(span.start, span.start + 2, span.text[:2]),), (span, far), "said", 0.5)
        for span in spans
    )
    return Reading(
        report,
        (),
        tuple(
            Name(span.start, span.end, span.text, "person", span.text, at, code=span.text)
            for at, span in enumerate(spans)
        ),
        (TimeExpression(spans[3].start, spans[3].end, spans[3].text, "day"),),
        (),
        relations,
        tuple(
            Attribution(
                (Source(span.start, span.end, span.text, "person", None),), relation.cue[0], (span,), "quoted", "denies"
            )
            for span, relation in zip(spans, relations, strict=True)
        ),
        (),
    )


def empty() -> Reading:
    """A report without a word."""
    return Reading(Report("", "", "und", None, None, None, None), (), (), (), (), (), (), ())


READINGS = {"ferry": ferry, "arabic": arabic, "crossing": crossing, "hostile": hostile, "empty": empty}
