"""The tagger without its weights: windows, names, and how an attribution is put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.encoding.pieces import Piece
from secondsource.tagging import NetworkTagger, NoTagger, Tagged
from secondsource.tagging.labels import ANCHORS, NAMES, ROLES
from secondsource.tagging.tagger import BUCKETS, DILATIONS, WINDOW, _names

from .halves import Floats, Halves, cut, random_scores, with_halves, words


def test_no_tagger_finds_nothing() -> None:
    assert NoTagger().tag("Ada Lind said so.", [(0, 17)]) == Tagged((), ())


def test_nothing_is_loaded_before_the_first_text() -> None:
    tagger = NetworkTagger()
    assert vars(tagger) == {}
    assert with_halves(tagger).tag("", []) == with_halves(tagger).tag(" \n ", [(0, 3)]) == Tagged()
    assert set(vars(tagger)) == {"_tokeniser"}


# --- windows ----------------------------------------------------------------------------------------


def windows(lengths: Sequence[int]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The windows of a text of sentences that are so many words long, and the pieces of each sentence."""
    text, sentences = "", []
    for length in lengths:
        start = len(text)
        text += "ab " * length
        sentences.append((start, len(text)))
    pieces = [Halves().pieces(text, start, end) for start, end in sentences]
    return list(with_halves(NetworkTagger())._windows(text, sentences)), pieces


@given(st.lists(st.integers(0, 2 * WINDOW) | st.integers(0, 90), max_size=8))
def test_windows_hold_all_pieces_once_and_as_many_as_may_be(lengths: list[int]) -> None:
    made, sentences = windows(lengths)
    assert [p for window in made for p in window] == [p for sentence in sentences for p in sentence]
    assert all(0 < len(window) <= WINDOW for window in made)
    for window, following in pairwise(made):
        next_sentence = next(s for s in sentences if s and following[0] in s)
        assert len(window) + len(next_sentence) > WINDOW


@given(st.lists(st.integers(0, WINDOW), max_size=8))
def test_a_sentence_that_fits_stays_whole(lengths: list[int]) -> None:
    made, sentences = windows(lengths)
    for sentence in sentences:
        assert not sentence or sum(1 for window in made if sentence[0] in window or sentence[-1] in window) == 1


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], []),
        ([0], []),
        ([10, 20, 30], [60]),
        ([WINDOW - 1, 1, 1], [WINDOW, 1]),
        ([100, WINDOW - 99], [100, WINDOW - 99]),
        ([5, 2 * WINDOW + 3, 7], [5, WINDOW, WINDOW, 10]),
    ],
)
def test_lengths_of_windows(lengths: list[int], expected: list[int]) -> None:
    assert [len(window) for window in windows(lengths)[0]] == expected


# --- names ------------------------------------------------------------------------------------------


def named(text: str, **kinds: str) -> list[tuple[str, str]]:
    """The names of a text in which the network is sure that the pieces of each word in `kinds` are of its kind."""
    pieces = cut(text)
    scores = np.full((len(pieces), len(NAMES)), -9, np.float32)
    scores[:, 0] = 0
    for word, kind in kinds.items():
        inside = [i for i, p in enumerate(pieces) if text.index(word) <= p.start < text.index(word) + len(word)]
        for n, i in enumerate(inside):
            scores[i, NAMES.index(f"{'I' if n else 'B'}-{kind}")] = 9
    return [(text[n.start : n.end], n.kind) for n in _names(text, pieces, scores)]


def test_names_are_widened_to_words() -> None:
    assert named("See Lindesnes now", Lindes="place") == [("Lindesnes", "place")]


def test_two_names_in_one_word_are_one() -> None:
    assert named("See Lindesnes now", Li="place", snes="person") == [("Lindesnes", "place")]


def test_a_name_ends_with_its_line() -> None:
    text = "Ada\nLind"
    pieces = cut(text)
    scores = np.full((len(pieces), len(NAMES)), -9, np.float32)
    scores[0, NAMES.index("B-person")] = 9
    scores[1:, NAMES.index("I-person")] = 9
    assert [text[n.start : n.end] for n in _names(text, pieces, scores)] == ["Ada"]


@given(words, st.integers(0, 10**6))
def test_names_lie_in_the_text_and_do_not_overlap(text: str, seed: int) -> None:
    pieces = cut(text)
    if pieces:
        found = list(_names(text, pieces, random_scores(seed, len(pieces), NAMES)))
        assert all(0 <= n.start < n.end <= len(text) for n in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(0 <= n.confidence <= 1 and "\n" not in text[n.start : n.end] for n in found)


# --- attributions -----------------------------------------------------------------------------------


WIDTH = len(NAMES) + len(ANCHORS) + len(ROLES)


class Script:
    """Instead of the layers: they make of each piece its name, anchor and role by a script of the whole text."""

    def __init__(self, names: Sequence[str], anchors: Sequence[str], roles: Sequence[str]) -> None:
        self.script = (NAMES, names), (ANCHORS, anchors), (ROLES, roles)
        self.seen = 0

    def states(self, texts: Sequence[Sequence[Piece]]) -> list[Floats]:
        (pieces,) = texts
        made = [np.zeros(WIDTH)]  # the whole
        for at in range(self.seen, self.seen + len(pieces)):
            made.append(np.concatenate([np.array(labels) == script[at] for labels, script in self.script]))
        self.seen += len(pieces)
        return [np.array(made, np.float32)]


def reading() -> dict[str, Floats]:
    """Heads that tell what the script says; the role of a piece is the same to every anchor."""
    told = np.eye(WIDTH, dtype=np.float32) * 18
    names, anchors, roles = np.split(told, [len(NAMES), len(NAMES) + len(ANCHORS)])
    count = len(ROLES)
    nothing = {
        "of_anchor.weight": (count, WIDTH), "far.weight": (BUCKETS, count),
        **{f"near.{n}.weight": (count, count, 3) for n in range(len(DILATIONS))},
        **{f"near.{n}.bias": (count,) for n in range(len(DILATIONS))},
        "names.bias": (len(NAMES),), "anchors.bias": (len(ANCHORS),),
        "of_piece.bias": (count,), "of_anchor.bias": (count,), "role.bias": (count,),
    }  # fmt: skip
    made = {name: np.zeros(size, np.float32) for name, size in nothing.items()}
    made |= {"names.weight": names, "anchors.weight": anchors, "of_piece.weight": roles}
    return {**made, "role.weight": np.eye(count, dtype=np.float32)}


def scripted(text: str, **script: Sequence[str]) -> Tagged:
    plain = {"names": ["O"] * 999, "anchors": ["O"] * 999, "roles": ["none"] * 999}
    tagger = with_halves(NetworkTagger())
    tagger.__dict__ |= {"_layers": Script(**{**plain, **script}), "_heads": reading()}
    return tagger.tag(text, [(0, len(text))])


def parts(text: str, tagged: Tagged) -> Iterator[tuple[list[str], list[str], list[str]]]:
    for a in tagged.attributions:
        source, cue, content = ([text[start:end] for start, end in role] for role in (a.source, a.cue, a.content))
        yield source, cue, content


def test_an_attribution_in_pieces() -> None:
    text = "No ho , he is ok , we go"
    anchors = ["O"] * 4 + ["B-said"] + ["O"] * 5
    roles = ["content"] * 2 + ["none", "source", "cue", "cue", "none", "content", "content", "none"]
    made = scripted(text, anchors=anchors, roles=roles)
    assert list(parts(text, made)) == [(["he"], ["is ok"], ["No ho", "we go"])]
    assert made.attributions[0].said
    assert made.attributions[0].confidence > 0.99


@pytest.mark.parametrize(("kind", "said"), [("said", True), ("held", False), ("source", True)])
def test_whether_it_is_said(kind: str, said: bool) -> None:
    made = scripted("He is up", anchors=[f"B-{kind}", "O", "O"], roles=["source", "content", "content"])
    assert [a.said for a in made.attributions] == [said]


def test_the_anchor_is_its_cue_unless_it_is_surely_content() -> None:
    text = "He is up"
    made = scripted(text, anchors=["O", "B-said", "O"], roles=["source", "none", "content"])
    assert list(parts(text, made)) == [(["He"], ["is"], ["up"])]
    made = scripted(text, anchors=["O", "B-said", "O"], roles=["source", "content", "content"])
    assert list(parts(text, made)) == [(["He"], [], ["is up"])]


def test_an_anchor_without_a_cue_is_no_cue() -> None:
    text = "He is up"
    made = scripted(text, anchors=["B-source", "O", "O"], roles=["source", "none", "content"])
    assert list(parts(text, made)) == [(["He"], [], ["up"])]


@pytest.mark.parametrize("roles", [["source", "cue", "none"], ["none"] * 3])
def test_without_content_there_is_no_attribution(roles: list[str]) -> None:
    assert scripted("He is up", anchors=["O", "B-said", "O"], roles=roles).attributions == ()


def test_without_source_and_cue_there_is_no_attribution() -> None:
    assert scripted("He is up", anchors=["B-source", "O", "O"], roles=["none", "none", "content"]).attributions == ()


def test_a_word_over_two_windows_is_named_once() -> None:
    text = "xx " * (WINDOW - 2) + "Lindesnesodden"
    names = ["O"] * (WINDOW - 2) + ["B-place"] + ["I-place"] * 20
    found = scripted(text, names=names).names
    assert [text[n.start : n.end] for n in found] == ["Lindesnesodden"]
