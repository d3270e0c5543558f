"""Statements: where clauses are cut, what is dropped, stance and hedging, and any text at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import Attribution, Block, BlockRole, Report, Seen, Sentence, Source, Span, Statement, Word
from secondsource.packs import languages, load
from secondsource.reading import read
from secondsource.reading.frames import Framed
from secondsource.reading.statements import find


def statements(text: str, language: str = "en", role: BlockRole = "body") -> tuple[Statement, ...]:
    """The statements of a text whose lines are one block each, checked to be exact and apart."""
    blocks = tuple(Block(m.start(), m.end(), role) for m in re.finditer(r".+", text))
    report = Report("r", text, language, None, None, None, None, blocks=blocks, pack=language)
    found = read(report, load(language)).statements
    for s in found:
        assert text[s.start : s.end] == s.text != ""
        assert s.text == s.text.strip(" ")
    assert all(a.end <= b.start for a, b in pairwise(found))
    return found


def said(text: str, language: str = "en") -> list[str]:
    """The words of every statement."""
    return [s.text for s in statements(text, language)]


# "|" stands where a statement is to end; what is between brackets is none.
@pytest.mark.parametrize(
    "marked",
    [
        "The boat sank in the night, [but ]|the crew of six men was saved by a ferry.",
        "The road was closed and the bridge was opened; |nobody knew why it had been done.",
        "The crew was saved by a ferry |because it had sent a call for help.",
        "The owner backed the ban on night trips, |even while his boats sailed after dark.",
        "Two of the three men left and one stayed.",
        "Three men and two women from the town of Moorbeck left.",
        "The boat sank. |It was old.",
        "[According to the police, ]|the boat was very old.",
        "The boat was very old[, the police said].",
        "[The police said that ]|the boat was very old.",
        "“The boat was very old,” |[said Una Hallinger.]",
        "The ferry sank[, and].",
    ],
)
def test_clauses(marked: str) -> None:
    text = re.sub(r"[|\[\]]", "", marked)
    parts = re.sub(r"\[.*?\]", "", marked).split("|")
    expected = [p for p in (part.strip(" ,;.“”") for part in parts) if p]
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The boat is, according to police, in Moorbeck harbour.",
        "The boat, police said, was sold to a firm in Moorbeck.",
        "The boat, said police, was sold to a firm in Moorbeck.",
    ],
)
def test_attribution_inside_a_clause_leaves_no_splinter_in_the_reports_own_voice(text: str) -> None:
    found = statements(text)
    assert found
    assert {tuple(s.text for s in chain) for f in found for chain in f.chains} == {("police",)}
    assert all(f.chains for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "She said.",
        "The police said in a statement.",
        "The mayor said at a press conference on Sunday.",
        "Una Hallinger told the BBC.",
    ],
)
def test_source_and_cue_alone_say_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The club announced Tove Ansgill.",
        "She said nothing.",
        "The police said no.",
        "The firm told lies.",
        "The police left.",
    ],
)
def test_who_and_whom_say_something(text: str) -> None:
    assert said(text) == [text[:-1]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The mayor said that he resigns.", "he resigns"),
        ("en", "The mayor said on Sunday that he resigns in May.", "he resigns in May"),
        ("sk", "Primátor Jozef Lúčny v utorok na tlačovej konferencii povedal, že odstúpi.", "odstúpi"),
        ("hu", "A polgármester kedden elmondta, hogy lemond.", "lemond"),
        (
            "de",
            "Der Minister sagte am Dienstag in Berlin, dass die Brücke gesperrt bleibt.",
            "die Brücke gesperrt bleibt",
        ),
    ],
)
def test_clause_that_opens_with_that_is_a_statement_however_short(language: str, text: str, expected: str) -> None:
    (statement,) = statements(text, language)
    assert (statement.text, len(statement.chains)) == (expected, 1)


@pytest.mark.parametrize("role", ["byline", "credit"])
def test_bylines_and_credits_carry_no_statements(role: BlockRole) -> None:
    assert statements("The boat sank at noon.", role=role) == ()


@pytest.mark.parametrize("role", ["title", "body", "caption", "subhead"])
def test_role_of_the_block_is_kept(role: BlockRole) -> None:
    assert [s.role for s in statements("The boat sank at noon", role=role)] == [role]


@pytest.mark.parametrize("text", ["On Sunday.", "Last week.", "Photo", "...", "“”", "— — —"])
def test_nothing_said(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Sunday, the official said, the pump failed at noon.", ["the pump failed at noon"]),
        ("“The pump was old,” the official said on Sunday.", ["The pump was old"]),
        ("“The pump was old,” the official said, speaking on condition of anonymity.", ["The pump was old"]),
        ("The pump was old, the official said on condition of anonymity.", ["The pump was old"]),
        ("The official said on condition of anonymity that the pump was old.", ["the pump was old"]),
        ("The official said in a statement on Sunday that the pump was old.", ["the pump was old"]),
        ("The pump of the mill failed, the firm said in a statement.", ["The pump of the mill failed"]),
        ("The pump failed, the firm said in a statement.", ["The pump failed"]),
        ("In an interview with the BBC, the official said that the pump was old.", ["the pump was old"]),
    ],
)
def test_times_and_asides_of_the_attribution_are_dropped(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("text", ["The mine was flooded in May.", "The bridge has been shut since May."])
def test_month_at_the_end_stays(text: str) -> None:
    assert said(text) == [text[:-1]]


@pytest.mark.parametrize("text", ["The trial in Moorbeck goes on.", "Nobody at the mill knew where he was from or to."])
def test_particle_that_ends_a_sentence_stays(text: str) -> None:
    assert said(text) == [text[:-1]]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The boat sank at noon.", "states"),
        ("The boat did not sink.", "states"),
        ("The claim that the ship was sold is false.", "denies"),
        ("There is no truth in the report of the sale.", "denies"),
        ("The firm denies that the ship was sold.", "denies"),
        ("The price was not disclosed.", "withholds"),
        ("It is not known who sold the ship.", "withholds"),
        ("The firm declined to comment on the sale.", "withholds"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [s.stance for s in statements(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The boat allegedly sank at noon.", True),
        ("The firm may have sold the ship.", True),
        ("The firm reportedly sold the ship.", True),
        ("The firm sold the ship.", False),
        ("The firm said that it had sold the ship.", False),
    ],
)
def test_hedging(text: str, hedged: bool) -> None:
    assert {s.hedged for s in statements(text)} == {hedged}


def test_hearsay_is_hedged_and_nobodys_word() -> None:
    (statement,) = statements("The captain is said to have left the town.")
    assert (statement.hedged, statement.chains) == (True, ())


@pytest.mark.parametrize(
    ("text", "mode", "cue"),
    [
        ("The boat sank at noon.", "asserted", None),
        ("The boat sank at noon, the police said.", "reported", "said"),
        ("“The boat sank at noon,” the police said.", "quoted", "said"),
        ("According to the police, the boat sank at noon.", "reported", "According to"),
    ],
)
def test_mode_and_cue(text: str, mode: str, cue: str | None) -> None:
    (statement,) = statements(text)
    assert (statement.text.lower(), statement.mode, statement.cue) == ("the boat sank at noon", mode, cue)


def framed(text: str, source: str, cue: str, content: str) -> Framed:
    """A frame as the tagger gives one: a single phrase from its source to its cue, whatever stands between."""

    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part), part)

    who, tie = span(source), span(cue)
    speaker = Source(who.start, who.end, who.text, "organisation", None)
    attribution = Attribution((speaker,), tie, (span(content),), "reported", "states")
    return Framed(attribution, 0, ((who.start, tie.end),))


def test_what_one_frame_says_is_kept_where_it_stands_inside_the_phrase_of_another() -> None:
    text = "The port says that three boats were lost, but adds that nobody knew why."
    sentence = Sentence(0, len(text), text, "body", 0)
    report = Report("r", text, "en", None, None, None, None, blocks=(Block(0, len(text), "body"),), pack="en")
    frames = [
        framed(text, "The port", "says", "three boats were lost"),
        framed(text, "The port", "adds", "nobody knew why"),
    ]
    found = find(report, [sentence], (), frames, (), (), (), load("en"))
    assert [s.text for s in found] == ["three boats were lost", "nobody knew why"]


def test_what_a_statement_holds() -> None:
    first, second = statements("Una Hallinger sold 40 tonnes of wheat. Nobody met Hallinger in Moorbeck.")
    assert [(q.low, q.unit) for q in first.quantities] == [(40, "t")]
    assert second.quantities == ()
    assert (first.negated, second.negated) == (False, True)
    assert (first.sentence, second.sentence) == (0, 1)
    assert first.things == {0}
    assert second.things == {0, 1}


@pytest.mark.parametrize("language", languages())
def test_text_in_another_language_is_cut_all_the_same(language: str) -> None:
    assert len(statements("Una Hallinger alpha beta.\nTove Ansgill gamma delta.", language)) == 2


NEWS_WORDS = (
    *("The", "police", "said", "that", "and", ",", ".", "“", "”", "Una", "Lind", "was", "sold", "in", "May", "not"),
    *("which", "denied", "she", ":", ";", "–", "Sunday", "citing", "40", "tonnes", "told", "according to", "\n"),
    *("sa", "har", "ifølge", "sagte", "dass", "라고", "말했다", "は", "と述べた", "「", "」", "。", "قال", "أن"),
)
NEWS_LIKE = st.lists(st.sampled_from(NEWS_WORDS), max_size=25).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(text=NEWS_LIKE | st.text(max_size=60), language=st.sampled_from([*languages(), "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    statements(text, language)


def test_subhead_that_asks_says_nothing() -> None:
    assert statements("Who shut the valve?", role="subhead") == ()
    assert statements("The valve was shut", role="subhead") != ()


# --- what the network takes for a claim where the rules see only who speaks ---------------------------


class Marked:
    """Takes the words between brackets for claims."""

    def __init__(self, marked: str) -> None:
        self.inside = [(m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(re.finditer(r"\[.*?\]", marked))]

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Marked:
        self.starts = [m.start() for a, b in sentences for m in re.compile(r"\w+").finditer(text, a, b)]
        return self

    def words(self) -> list[Word]:
        begins = {a for a, _ in self.inside}
        free = [any(a <= start < b for a, b in self.inside) for start in self.starts]
        return [Word(s, 0.9 * (s in begins), 0.1 if f else 0.9) for s, f in zip(self.starts, free, strict=True)]

    def claims(self, spans: Sequence[tuple[int, int, int]]) -> list[Seen]:
        return [Seen(np.ones(4), np.ones((1, 4)), np.ones(1), np.ones(4), 0.0, 0.0) for _ in spans]


@pytest.mark.parametrize(
    ("marked", "beside"),
    [
        ("Una Hallinger, [who has run the dairy since 2016], said [the milk was safe to drink].", 1),
        ("Una Hallinger, who has run the dairy since 2016, said [the milk was safe to drink].", 0),
        ("Una Hallinger, [head of it], said [the milk was safe to drink].", 0),
    ],
)
def test_a_claim_beside_who_speaks_is_the_reports_own(marked: str, beside: int) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    report = Report("r", text, "en", None, None, None, None, blocks=(Block(0, len(text), "body"),), pack="en")
    found = read(report, load("en"), None, Marked(marked)).statements
    assert [s.text for s in found if s.chains] == ["the milk was safe to drink"]
    assert [s.text for s in found if not s.chains] == ["has run the dairy since 2016"] * beside
    assert all(a.end <= b.start for a, b in pairwise(found))
