"""What reading makes of what an aligner sees: where clauses are parted, and which stance they take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import Block, Reading, Report, Seen, Statement, Word
from secondsource.packs import load
from secondsource.reading import read
from secondsource.reading.statements import BEGINS

Claim = tuple[int, int, int]


@dataclass
class Told:
    """An aligner and its view: a claim begins at each `|` of a marked text, `[…]` is outside of all of them."""

    words_seen: Sequence[Word] = ()
    denies: float = 0.0
    withholds: float = 0.0
    asked: Sequence[Claim] = ()

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Told:
        self.sentences = sentences
        return self

    def words(self) -> Sequence[Word]:
        return self.words_seen

    def claims(self, spans: Sequence[Claim]) -> list[Seen]:
        self.asked = spans
        rows = np.arange(len(spans), dtype=np.float32)[:, None]
        return [Seen(row, row[None], np.ones(1, np.float32), row, self.denies, self.withholds) for row in rows]


def marked(text: str, sure: float = 0.9) -> tuple[str, Told]:
    """A text without its marks, and an aligner that sees them."""
    plain, words, outside = "", [], False
    for part in re.findall(r"\|?\w+|.", text):
        if part in ("[", "]"):
            outside = part == "["
            continue
        word = part.strip("|")
        if word[:1].isalnum():
            words.append(Word(len(plain), sure if part[0] == "|" else 0.0, 0.9 if outside else 0.05))
        plain += word
    return plain, Told(words)


def reading(text: str, aligner: Told | None, language: str = "en") -> Reading:
    blocks = tuple(Block(m.start(), m.end(), "body") for m in re.finditer(r".+", text))
    report = Report("r", text, language, None, None, None, None, blocks=blocks, pack=language)
    return read(report, load(language), aligner=aligner)


def said(text: str, sure: float = 0.9) -> list[str]:
    plain, aligner = marked(text, sure)
    return [s.text for s in reading(plain, aligner).statements]


# --- clauses ----------------------------------------------------------------------------------------


def test_a_clause_is_parted_where_another_claim_begins() -> None:
    text = "|The old ferry ran aground |with seven passengers asleep below deck."
    assert said(text) == ["The old ferry ran aground", "with seven passengers asleep below deck"]
    assert said(text, sure=BEGINS - 0.01) == ["The old ferry ran aground with seven passengers asleep below deck"]


def test_a_clause_may_be_parted_twice() -> None:
    text = "|The old ferry ran aground |with seven passengers asleep |leaving nobody on board unhurt."
    assert said(text) == [
        "The old ferry ran aground", "with seven passengers asleep", "leaving nobody on board unhurt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "|The old ferry ran |aground there.",
        "|The ferry |ran aground near the island of Holmsey.",
        "|The old ferry ran aground |on Sunday 18 May 2031.",
    ],
    ids=["behind", "before", "a day"],
)
def test_no_part_is_too_short_to_say_something(text: str) -> None:
    assert said(text) == [marked(text)[0].rstrip(".")]


def test_words_around_a_claim_stay_with_it() -> None:
    text = "[The owner of the ferry] |ran it aground near the island."
    assert said(text) == ["The owner of the ferry ran it aground near the island"]
    inside = text.replace("[", "").replace("]", "")
    assert said(inside) == ["The owner of the ferry", "ran it aground near the island"]


def test_where_a_clause_begins_anyway_nothing_is_parted() -> None:
    text = "The ferry ran aground; |seven passengers were taken to hospital."
    plain, aligner = marked(text)
    assert reading(plain, aligner).statements == reading(plain, None).statements


def test_nothing_is_parted_without_an_aligner_or_where_it_sees_no_words() -> None:
    text = "The old ferry ran aground with seven passengers asleep below deck."
    assert len(reading(text, None).statements) == 1
    assert reading(text, Told()).statements == reading(text, None).statements


def test_parts_keep_their_source() -> None:
    text = "The police said that |the old ferry ran aground |with seven passengers asleep below deck."
    plain, aligner = marked(text)
    found = reading(plain, aligner).statements
    assert [s.text for s in found] == ["the old ferry ran aground", "with seven passengers asleep below deck"]
    assert [[source.text for chain in s.chains for source in chain] for s in found] == [["police"]] * 2


# --- stances and what is kept -----------------------------------------------------------------------


def test_the_network_gives_stances() -> None:
    text = "The ferry ran aground near the island."
    assert [s.stance for s in reading(text, Told(denies=0.9)).statements] == ["denies"]
    assert [s.stance for s in reading(text, Told(withholds=0.9)).statements] == ["withholds"]
    assert [s.stance for s in reading(text, Told()).statements] == ["states"]


def test_each_statement_is_seen_where_it_stands() -> None:
    text = "The ferry ran aground. Nobody was hurt there.\nThe captain was sober, the police said."
    aligner = Told()
    found = reading(text, aligner)
    assert len(found.seen) == len(found.statements) == 3
    assert [one.vector.tolist() for one in found.seen] == [[0], [1], [2]]
    assert list(aligner.asked) == [(s.sentence, s.start, s.end) for s in found.statements]
    for sentence, start, end in aligner.asked:
        assert aligner.sentences[sentence][0] <= start < end <= aligner.sentences[sentence][1]


def test_without_an_aligner_nothing_is_seen() -> None:
    assert reading("The ferry ran aground.", None).seen == ()
    assert reading("", Told()).seen == ()


# --- any text ---------------------------------------------------------------------------------------

letters = st.sampled_from(
    ["sank ", "the ", "and ", "he said ", "on Sunday ", "“", "”", ", ", ". ", "; ", "\n", "渡", "é "]
)


@settings(max_examples=80)
@given(
    text=st.lists(letters, max_size=40).map("".join),
    language=st.sampled_from(["en", "de", "zh", "und"]),
    seed=st.integers(0, 10**6),
)
def test_statements_of_any_text_are_exact_and_apart(text: str, language: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    words = [
        Word(m.start(), *(float(x) for x in chance.dirichlet([1, 1, 1])[:2])) for m in re.finditer(r"\w+|[^\w\s]", text)
    ]
    found: tuple[Statement, ...] = reading(text, Told(words), language).statements
    assert all(s.text == text[s.start : s.end] == s.text.strip(" ") != "" for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
