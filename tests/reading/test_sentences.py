"""Sentences: where they end, where they do not, and that nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Block
from secondsource.packs import load
from secondsource.reading import sentences


def split(text: str, language: str = "en") -> list[str]:
    """The sentences of a text that is one body block."""
    found = sentences.split(text, [Block(0, len(text), "body")], load(language))
    assert all(text[s.start : s.end] == s.text == s.text.strip() for s in found)
    return [s.text for s in found]


# "|" stands where a sentence is to end.
@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", '"Stop."| He left.'),
        ("en", '"Why?" asked the clerk.| Nobody knew.'),
        ("en", '"It broke. It sank!" said Ann Ortley.| "It is gone."| "Really?"| No.'),
        ("en", "“We saw it coming”A clerk told the paper.| “It must end”.The clerk added."),
        ("en", "''It broke. It sank,'' said Ann Ortley.| ''It is gone. Go home.''"),
        ("en", "“It broke. It sank,“ said Ann Ortley.| “It is gone.”"),
        ("en", '"It broke.| "It sank. Go home," said Ann Ortley.| "It is gone."'),
        ("en", "Mr. Orbal of the U.N. met J. R. Smith at 5.30 p.m. on Oct. 3.| He paid $3.5 million."),
        ("en", "See www.example.org/a.b for more... and wait.| Done!"),
        ("en", "He asked why (nobody knew.)| They left."),
        ("nb", "Det skjedde 8. mars kl. 18.42.| «Nei!», sa han.| – Ja, sier hun."),
        ("de", "Am 20. Februar kam er.| „Nein!“, sagte sie.| „Ja.“| Er ging um 5.30 Uhr."),
        ("fr", "« Ce n’est rien. Partez. »| Selon M. Orbal, c'est fini.| « Quoi ? » dit-il."),
        ("ja", "「止まれ。動くな」と話した。| 18日に発表した。| 終わり"),
        ("zh", "“我们会走。”他说。| 谁知道？| 没有。"),
        ("ko", '"다 치우겠다"고 말했다. | 공개하지 않았다.'),
        ("ar", "قال «لا».| ثم ذهب؟| نعم."),
        ("hi", "डॉ. मेहता ने कहा कि पुल बंद है।| वह चले गए।"),
        ("ru", "Он сказал: «Нет. Никогда».| Суд продолжится 4 июня 2024 г. в Риге."),
    ],
)
def test_sentences_end(language: str, marked: str) -> None:
    expected = [s.strip() for s in marked.split("|")]
    assert split(marked.replace("|", ""), language) == expected


def test_only_blocks_that_carry_claims() -> None:
    text = "Title\nBy Ann\nIt sank."
    blocks = [Block(0, 5, "title"), Block(6, 12, "byline"), Block(13, 21, "body")]
    found = sentences.split(text, blocks, load("en"))
    assert [(s.text, s.role, s.paragraph) for s in found] == [("Title", "title", 0), ("It sank.", "body", 2)]


def test_line_break_inside_a_sentence_ends_nothing() -> None:
    assert len(split("The ferry that left the harbour in the early morning\nran aground near the town.")) == 1


def test_unbalanced_quotation_does_not_swallow_the_report() -> None:
    assert len(split("He said “no. " + "It went on. " * 200)) > 100


@given(text=st.text(st.sampled_from("aA1 .!?…。\"“”«»'’\n-–,(") | st.characters(), max_size=80))
def test_every_letter_is_in_one_sentence(text: str) -> None:
    for language in ("en", "de", "ja", "und"):
        kept = "".join(split(text, language))
        assert "".join(kept.split()) == "".join(text.split())
