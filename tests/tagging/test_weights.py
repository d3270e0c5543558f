"""The tagger that ships: names and attributions that nobody could miss, in many languages, and any text at all.

Confidences and borders that may go either way are left open: training anew moves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.encoding.e5_file import E5File
from secondsource.tagging import NetworkTagger, Tagged
from secondsource.tagging.labels import ANCHORS, NAMES, ROLES
from secondsource.tagging.tagger import BUCKETS, DILATIONS, WINDOW

Place = tuple[int, int]


class News(NamedTuple):
    """A sentence, its names, and a word that must stand in each part of its attribution."""

    language: str
    text: str
    person: str
    place: str
    cue: str
    content: str


NEWS = [
    News(
        "en", "Foreign minister Ada Lindqvist said on Monday in Berlin that the bridge would be closed in May.",
        "Ada Lindqvist", "Berlin", "said", "bridge",
    ),
    News(
        "nb", "Statsminister Ola Bergseth sa i Oslo mandag at broen skal stenges i mai.",
        "Ola Bergseth", "Oslo", "sa", "stenges",
    ),
    News(
        "de", "Außenministerin Petra Hollmann sagte am Montag in Berlin, dass die Brücke im Mai gesperrt werde.",
        "Petra Hollmann", "Berlin", "sagte", "gesperrt",
    ),
    News(
        "ru", "Министр Иван Громов заявил в Москве, что мост закроют в мае.",
        "Иван Громов", "Москве", "заявил", "закроют",
    ),
    News(
        "es", "La ministra Ana Quiroga dijo el lunes en Madrid que el puente se cerrará en mayo.",
        "Ana Quiroga", "Madrid", "dijo", "cerrará",
    ),
    News(
        "zh", "外交部发言人李文博在北京表示，大桥将于五月关闭。",
        "李文博", "北京", "表示", "关闭",
    ),
    News(
        "ar", "قال وزير الخارجية سامي الحداد في القاهرة إن الجسر سيغلق في مايو.",
        "سامي الحداد", "القاهرة", "قال", "سيغلق",
    ),
    News(
        "ja", "田中健一外相は東京で記者団に対し、橋は5月に閉鎖されると述べた。",
        "田中健一", "東京", "述べた", "閉鎖",
    ),
    # no pack covers these two
    News(
        "sw", "Waziri Juma Mwakasege alisema jijini Nairobi kwamba daraja hilo litafungwa mwezi ujao.",
        "Juma Mwakasege", "Nairobi", "alisema", "litafungwa",
    ),
    News(
        "et", "Minister Kadri Tammsalu ütles Tallinnas, et sild suletakse mais.",
        "Kadri Tammsalu", "Tallinnas", "ütles", "sild",
    ),
]  # fmt: skip


def tag(tagger: NetworkTagger, text: str) -> Tagged:
    return tagger.tag(text, [(0, len(text))])


def covers(places: Sequence[Place], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in places)


def holds_most(places: Sequence[Place], start: int, end: int) -> bool:
    return sum(max(0, min(b, end) - max(a, start)) for a, b in places) > (end - start) / 2


def assert_sound(tagged: Tagged, text: str) -> None:
    """What holds for every text."""
    assert all(0 <= n.start < n.end <= len(text) for n in tagged.names)
    assert all(a.end <= b.start for a, b in pairwise(tagged.names))
    assert all(any(c.isalnum() for c in text[n.start : n.end]) or text[n.start : n.end].strip() for n in tagged.names)
    for a in tagged.attributions:
        assert a.content
        assert a.cue or a.source
        for places in (a.source, a.cue, a.content):
            assert all(0 <= start < end <= len(text) for start, end in places)
            assert list(places) == sorted(places)
    assert all(0 <= found.confidence <= 1 for found in (*tagged.names, *tagged.attributions))


# --- what nobody could miss -------------------------------------------------------------------------


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.language)
def test_names(tagger: NetworkTagger, news: News) -> None:
    tagged = tag(tagger, news.text)
    assert_sound(tagged, news.text)
    found = {(news.text[n.start : n.end], n.kind) for n in tagged.names}
    assert {(news.person, "person"), (news.place, "place")} <= found


@pytest.mark.parametrize("news", NEWS, ids=lambda news: news.language)
def test_attributions(tagger: NetworkTagger, news: News) -> None:
    tagged = tag(tagger, news.text)

    def place(words: str) -> Place:
        return news.text.index(words), news.text.index(words) + len(words)

    found = [
        a
        for a in tagged.attributions
        if holds_most(a.source, *place(news.person)) and covers(a.cue, *place(news.cue)) and a.said
    ]
    assert len(found) == 1, tagged.attributions
    assert covers(found[0].content, *place(news.content)), found
    assert not covers(found[0].content, *place(news.person))
    assert found[0].confidence > 0.5


def test_a_quotation_and_what_is_only_thought(tagger: NetworkTagger) -> None:
    text = "“We will close the bridge,” said the minister. Farmers fear that the road will be closed, too."
    tagged = tag(tagger, text)
    said = [a for a in tagged.attributions if covers(a.cue, text.index("said"), text.index("said") + 4)]
    held = [a for a in tagged.attributions if covers(a.cue, text.index("fear"), text.index("fear") + 4)]
    assert [a.said for a in said] == [True]
    assert [a.said for a in held] == [False]
    assert covers(said[0].content, text.index("close the"), text.index(" bridge"))
    assert covers(held[0].source, text.index("Farmers"), text.index("Farmers") + 7)


@pytest.mark.parametrize(
    "text",
    ["Add the flour and stir until smooth.", "12:30 14:45 16:00", "…", "Broen er 120 meter lang og 8 meter bred."],
)
def test_where_nobody_says_anything(tagger: NetworkTagger, text: str) -> None:
    assert tag(tagger, text) == Tagged()


# --- offsets ----------------------------------------------------------------------------------------


def test_only_the_sentences_are_read(tagger: NetworkTagger) -> None:
    news = NEWS[0]
    text = f"{news.text} {news.text}\n{news.text}"
    start = len(news.text) + 1
    tagged = tagger.tag(text, [(start, start + len(news.text))])
    alone = tag(tagger, news.text)
    assert [(n.start - start, n.end - start, n.kind) for n in tagged.names] == [
        (n.start, n.end, n.kind) for n in alone.names
    ]
    assert len(tagged.attributions) == len(alone.attributions)
    assert_sound(tagged, text)


@pytest.mark.parametrize("news", NEWS[:8], ids=lambda news: news.person)
def test_a_report_of_many_windows(tagger: NetworkTagger, news: News) -> None:
    """Names are found to the end, and windows change nothing about offsets."""
    text, sentences = "", []
    for _ in range(24):
        sentences.append((len(text), len(text) + len(news.text)))
        text += news.text + "\n"
    assert sum(1 for _ in tagger._windows(text, sentences)) > 1
    tagged = tagger.tag(text, sentences)
    assert_sound(tagged, text)
    found = [text[n.start : n.end] for n in tagged.names]
    assert found.count(news.person) >= 23, "the edge of a window may hide one"


def test_no_text(tagger: NetworkTagger) -> None:
    assert tagger.tag("", []) == tagger.tag("", [(0, 0)]) == tagger.tag("\n \n", [(0, 1), (2, 3)]) == Tagged()


# --- the same again ---------------------------------------------------------------------------------


def test_the_same_bytes_twice(tagger: NetworkTagger) -> None:
    text = "\n".join(news.text for news in NEWS)
    first = tag(tagger, text)
    assert repr(tag(tagger, text)) == repr(first)
    assert repr(tag(NetworkTagger(), text)) == repr(first)


# --- any text ---------------------------------------------------------------------------------------

fragments = st.sampled_from(
    [
        *(" ".join((news.person, news.cue)) for news in NEWS),
        *(news.text[:25] for news in NEWS),
        *(
            "said",
            "“",
            "”",
            "«",
            "»",
            '"',
            "¶",
            "\n",
            "\x00",
            "\ud800",
            "👩‍👩‍👧",
            "\u202e",
            "x" * 120,
            "。",
            "हिन्दी",
            "½",
            ".",
        ),
    ]
)
hostile = st.text(st.characters(), max_size=60) | st.lists(fragments | st.text(max_size=3), max_size=12).map("".join)


@settings(max_examples=60)
@given(text=hostile, cuts=st.lists(st.integers(0, 300), max_size=4))
def test_any_text(tagger: NetworkTagger, text: str, cuts: list[int]) -> None:
    borders = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    assert_sound(tagger.tag(text, list(pairwise(borders))), text)


@pytest.mark.parametrize(
    "text",
    ["a" * 5000, "«" * 700, "Oslo " * 500, "said " * 300, "\x00" * 700, "e" + "\u0301" * 900, "渡" * 600, "½" * 300],
    ids=lambda text: ascii(text[:8]),
)
def test_long_and_senseless_texts(tagger: NetworkTagger, text: str) -> None:
    assert_sound(tag(tagger, text), text)


# --- the files --------------------------------------------------------------------------------------


def test_the_heads_have_the_sizes_of_the_labels(tagger: NetworkTagger) -> None:
    heads, width = tagger._heads, E5File().width
    pair = heads["role.weight"].shape[1]
    sizes = {
        "names.weight": (len(NAMES), width),
        "anchors.weight": (len(ANCHORS), width),
        "of_piece.weight": (pair, width),
        "of_anchor.weight": (pair, width),
        "far.weight": (BUCKETS, pair),
        "role.weight": (len(ROLES), pair),
        **{f"near.{n}.weight": (pair, pair, 3) for n in range(len(DILATIONS))},
    }
    assert {name: heads[name].shape for name in sizes} == sizes
    biases = {name.replace("weight", "bias"): size[:1] for name, size in sizes.items() if name != "far.weight"}
    assert {name: heads[name].shape for name in biases} == biases
    assert all(np.isfinite(value).all() for value in heads.values())


def test_positions_reach_as_far_as_a_window(tagger: NetworkTagger) -> None:
    assert len(tagger._layers._places) >= WINDOW + 2
