"""The aligner on any text: offsets, order, length, and the same again. What it says of news is in `test_weights.py`."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.aligning import NetworkAligner, default, opposed
from secondsource.aligning.aligner import LONGEST
from secondsource.encoding import layers
from secondsource.intake.clean import clean

from .views import alike, assert_sound, joined, seen, starts

NEWS = [
    "The ferry ran aground on Tuesday night, and seven passengers were taken to hospital.",
    "Rederiet avviser at kapteinen var beruset.",
    "航运公司将向每名乘客赔偿四百欧元，但没有透露总额。",
    "قالت الشرطة إن المنارة كانت مطفأة منذ أسبوعين.",
    "“Nobody told us,” said Una Hallinger.",
]


def test_nothing_is_loaded_before_the_first_text() -> None:
    assert vars(NetworkAligner()) == {}


def test_one_aligner_for_the_process() -> None:
    assert default() is default()


# --- nothing to read --------------------------------------------------------------------------------


def test_no_sentences(aligner: NetworkAligner) -> None:
    for text in ("", "The ferry ran aground."):
        view = aligner.read(text, [])
        assert list(view.words()) == []
        assert view.claims([]) == []


@pytest.mark.parametrize("sentences", [[(0, 0)], [(0, 0), (1, 3), (3, 3)], [(4, 4), (4, 7)]])
def test_sentences_without_words(aligner: NetworkAligner, sentences: list[tuple[int, int]]) -> None:
    text = " \n \n   "
    view = aligner.read(text, sentences)
    assert list(view.words()) == []
    assert_sound(view, text, sentences, [(i, *place) for i, place in enumerate(sentences)])


# --- where a claim may begin ------------------------------------------------------------------------


def test_a_claim_may_begin_at_every_word_and_nowhere_else(aligner: NetworkAligner) -> None:
    text, sentences = joined(["The lighthouse-keeper's reinsurers won't pay.", "渡轮搁浅", "Вертолётоносец затонул"])
    begins = [text[at:] for at in starts(aligner.read(text, sentences))]
    words = ["The", "lighthouse", "-", "keeper", "'", "s", "reinsurers", "won", "'", "t", "pay", "."]
    words += ["渡", "轮", "搁", "浅", "Вертолётоносец", "затонул"]
    assert len(begins) == len(words)
    assert all(rest.startswith(word) for rest, word in zip(begins, words, strict=True))


def test_only_the_sentences_are_read(aligner: NetworkAligner) -> None:
    text, sentences = joined(NEWS)
    begins = starts(aligner.read(text, sentences[1:3]))
    assert begins[0] == sentences[1][0]
    assert begins[-1] < sentences[2][1]
    alone = aligner.read(*joined(NEWS[1:3]))
    assert [at - begins[0] for at in begins] == starts(alone)


# --- order ------------------------------------------------------------------------------------------


def test_claims_come_in_the_order_in_which_they_were_asked_for(aligner: NetworkAligner) -> None:
    text, sentences = joined(NEWS)
    view = aligner.read(text, sentences)
    asked = [(i, start + cut, end) for i, (start, end) in enumerate(sentences) for cut in (0, 4)]
    forth, back = view.claims(asked), view.claims(asked[::-1])[::-1]
    assert all(alike(a, b) for a, b in zip(forth, back, strict=True))
    assert all(alike(a, view.claims([claim])[0]) for a, claim in zip(forth, asked, strict=True))
    assert not any(alike(a, b) for a, b in pairwise(forth))


def test_a_claim_is_seen_in_its_sentence(aligner: NetworkAligner) -> None:
    """The same words are not the same claim: what stands around them says what they are about."""
    text, sentences = joined(["The police denied that he was drunk.", "The police found that he was drunk."])
    view = aligner.read(text, sentences)
    one, other = view.claims([(i, end - len("he was drunk."), end) for i, (_, end) in enumerate(sentences)])
    assert not np.allclose(one.vector, other.vector, atol=0.01)
    assert one.denies > other.denies


def test_white_space_around_a_claim_is_nothing(aligner: NetworkAligner) -> None:
    text = "The ferry ran aground , and  seven passengers  were hurt ."
    view = aligner.read(text, [(0, len(text))])
    start, end = text.index("seven"), text.index("  were")
    wide, narrow = view.claims([(0, start - 1, end + 2), (0, start, end)])
    assert alike(wide, narrow)


def test_a_claim_reaches_over_all_of_a_word_of_which_it_holds_a_part(aligner: NetworkAligner) -> None:
    text = "渡轮搁浅"
    view = aligner.read(text, [(0, 4)])
    assert alike(*view.claims([(0, 1, 3), (0, 1, 3)]))
    text = "Ferry aground"
    assert [p.start for p in layers.tokeniser().pieces(text) if p.first] == [0, 6]
    view = aligner.read(text, [(0, len(text))])
    first = layers.tokeniser().pieces(text)[0]
    assert alike(*view.claims([(0, 0, first.end), (0, first.end - 1, first.end)]))


# --- length -----------------------------------------------------------------------------------------


def test_what_stands_behind_the_longest_sentence_is_not_read(aligner: NetworkAligner) -> None:
    text = "sank " * (2 * LONGEST) + "Nobody denies it."
    read = layers.tokeniser().pieces(text)[:LONGEST]
    view = aligner.read(text, [(0, len(text))])
    begins = starts(view)
    assert begins == [p.start for p in read if p.first]
    assert begins[-1] < read[-1].end
    far = read[-1].end + 1
    beyond = view.claims([(0, far, len(text)), (0, len(text) - 17, len(text)), (0, len(text), len(text))])
    assert alike(beyond[0], beyond[1])
    assert alike(beyond[0], beyond[2])
    half, inside = view.claims([(0, read[-1].start, len(text)), (0, read[-1].start, read[-1].end)])
    assert alike(half, inside)
    assert not alike(half, beyond[0])
    assert_sound(view, text, [(0, len(text))], [(0, 0, len(text)), (0, far, len(text))])


def test_what_is_not_read_changes_nothing(aligner: NetworkAligner) -> None:
    kept = "sank " * (2 * LONGEST)
    one, other = ((kept + end, [(0, len(kept + end))]) for end in ("Nobody denies it.", "Oslo."))
    claims = [(0, 0, 50)]
    assert alike(*(aligner.read(*told).claims(claims)[0] for told in (one, other)))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000, "Oslo " * 20_000, "«" * 5_000, "\x00" * 700, "e" + "\u0301" * 20_000, "渡" * 20_000,
        "½" * 300, "👩‍👩‍👧" * 2_000, "\u202e" * 900, "a.b" * 5_000, "कि" * 5_000, "\U0010ffff" * 400,
    ],
    ids=lambda text: ascii(text[:6]),
)  # fmt: skip
def test_huge_and_senseless_sentences(aligner: NetworkAligner, text: str) -> None:
    size = len(text)
    claims = [(0, 0, size), (0, 0, 1), (0, size // 2, size), (0, size - 1, size), (0, 3, 3), (0, size, size)]
    assert_sound(aligner.read(text, [(0, size)]), text, [(0, size)], claims)


def test_a_thousand_sentences(aligner: NetworkAligner) -> None:
    text, sentences = joined(["Oslo sank.", "Nobody knew.", ""] * 300)
    view = aligner.read(text, sentences)
    assert_sound(view, text, sentences, [(i, *place) for i, place in enumerate(sentences)])


# --- any text ---------------------------------------------------------------------------------------

fragments = st.sampled_from(
    [
        *NEWS, *(news[:17] for news in NEWS), "“", "”", "«", '"', "\n", "\x00", "👩‍👩‍👧", "\u202e", "\u200d", "\ufffd",
        "x" * 130, "。", "हिन्दी", "½", "ﷺ", "e\u0301\u0301", ".", " ", "denied ", "¶",
    ]
)  # fmt: skip
characters = st.characters(exclude_categories=["Cs"])  # intake takes lone surrogates away
hostile = st.text(characters, max_size=50) | st.lists(
    fragments | st.text(characters, max_size=3), max_size=8
).map("".join)  # fmt: skip


@settings(max_examples=60)
@given(text=hostile, cuts=st.lists(st.integers(0, 300), max_size=5), asked=st.lists(st.integers(0, 10**6), max_size=12))
def test_any_text(aligner: NetworkAligner, text: str, cuts: list[int], asked: list[int]) -> None:
    borders = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    sentences = list(pairwise(borders))
    claims = [(i, *place) for i, place in enumerate(sentences)]
    for one, other in pairwise(asked if sentences else []):  # also such as reach out of their sentence
        start, end = sorted((one % (len(text) + 2), other % (len(text) + 2)))
        claims.append((one % len(sentences), start, end))
    assert_sound(aligner.read(text, sentences), text, sentences, claims)


def test_what_intake_makes_of_a_lone_surrogate_is_read(aligner: NetworkAligner) -> None:
    text = clean("Oslo \ud800 sank\udfff.")
    assert_sound(aligner.read(text, [(0, len(text))]), text, [(0, len(text))], [(0, 0, len(text))])


# --- the same again ---------------------------------------------------------------------------------


def test_the_same_bytes_twice(aligner: NetworkAligner) -> None:
    text, sentences = joined(NEWS)
    begins = repr(aligner.read(text, sentences).words())
    claims = seen(aligner, NEWS)
    for again in (aligner, NetworkAligner()):
        assert repr(again.read(text, sentences).words()) == begins
        found = seen(again, NEWS)
        assert all(alike(a, b) for a, b in zip(claims, found, strict=True))
        assert [a.vector.tobytes() for a in claims] == [b.vector.tobytes() for b in found]


def test_reading_another_report_in_between_changes_nothing(aligner: NetworkAligner) -> None:
    before = seen(aligner, NEWS)
    seen(aligner, NEWS[::-1] * 3)
    assert all(alike(a, b) for a, b in zip(before, seen(aligner, NEWS), strict=True))


# --- sides ------------------------------------------------------------------------------------------


def test_whether_two_claims_contradict_is_a_likelihood_in_either_order(aligner: NetworkAligner) -> None:
    sides = np.stack([c.side for c in seen(aligner, [*NEWS, "x" * 300, "¶"])])
    one, other = (sides[list(n)] for n in zip(*product(range(len(sides)), repeat=2), strict=True))
    likely = opposed(one, other)
    assert ((likely >= 0) & (likely <= 1)).all()
    assert np.allclose(likely, opposed(other, one), atol=1e-6)
