"""The tagger's attributions made whole by quotation marks and sentences, and what becomes of them."""

from __future__ import annotations

import re

import pytest

from secondsource import packs
from secondsource.intake import report_as_is
from secondsource.model import Reading
from secondsource.reading import read
from secondsource.tagging import Tagged, TaggedAttribution

MARK = re.compile(r"\[([sqc]):([^\]]*)\]")


class Marked:
    """A tagger that finds one attribution, as marked in the text."""

    def __init__(self, found: TaggedAttribution) -> None:
        self.found = found

    def tag(self, text: str, sentences: object) -> Tagged:
        return Tagged(attributions=(self.found,))


def told(marked: str, *, said: bool = True, confidence: float = 0.99, sure: float = 0.99) -> Reading:
    """Reads an English text with one attribution: `[s:Lind] [q:said] [c:it rained].`"""
    text, at = "", 0
    places: dict[str, list[tuple[int, int]]] = {"s": [], "q": [], "c": []}
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        places[mark[1]].append((len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    text += marked[at:]
    found = TaggedAttribution(*(tuple(places[k]) for k in "sqc"), said, confidence, sure)
    return read(report_as_is("r", text, "en"), packs.load("en"), Marked(found))


def content(reading: Reading) -> list[str]:
    return [c.text for c in reading.relations[0].content]


def test_a_quotation_is_whole() -> None:
    assert content(told('"The [c:pump failed twice this week],"  [s:Lind] [q:said].')) == [
        '"The pump failed twice this week,"'
    ]


def test_what_is_not_quoted_ends_with_its_sentence() -> None:
    assert content(told("[s:Lind] [q:said] [c:the pump failed]. [c:The mill] is shut.")) == ["the pump failed"]


def test_scraps_between_two_pieces_are_filled() -> None:
    assert content(told("[s:Lind] [q:said] [c:the pump] had [c:failed on Monday].")) == [
        "the pump had failed on Monday"
    ]


def test_a_quotation_goes_on_with_its_speaker() -> None:
    reading = told('[c:"The pump failed,"] [s:Lind] [q:said]. "Nobody had looked after it for years."')
    assert content(reading)[-1] == '"Nobody had looked after it for years."'


@pytest.mark.parametrize(("cue", "sure", "kept"), [("said", 0.7, True), ("opined", 0.7, False), ("opined", 0.99, True)])
def test_a_cue_that_the_pack_has_needs_less_certainty(cue: str, sure: float, kept: bool) -> None:
    reading = told(f"[s:The mill's owner] [q:{cue}] [c:that the pump had failed].", confidence=sure)
    assert any(r.confidence == sure for r in reading.relations) is kept


@pytest.mark.parametrize(
    ("text", "said", "sure", "attributed"),
    [
        ("[s:Jon Berg] [q:said] [c:that the pump had failed].", True, 0.8, True),
        ("[s:Jon Berg] [q:opined] [c:that the pump had failed].", True, 0.8, True),
        ("[s:Jon Berg] [q:condemned] [c:the long silence of the mill].", True, 0.8, False),
        ("[s:Jon Berg] [q:puts] [c:the loss of the mill at a million].", True, 0.99, True),
        ("[q:It is put] [c:the loss of the mill at a million].", True, 0.99, False),
        ("[s:Jon Berg] [q:plans] [c:to shut the old mill in May].", False, 0.02, False),
    ],
)
def test_only_what_is_said_to_be_so_is_a_claim_on_somebodys_word(
    text: str, said: bool, sure: float, attributed: bool
) -> None:
    statements = told(text, said=said, sure=sure).statements
    assert any(s.chains for s in statements) is attributed


def chinese(source: str, cue: str, said: str) -> Reading:
    """Reads a Chinese sentence that is made of what the tagger finds in it."""
    cue_at, said_at = len(source), len(source + cue)
    text = source + cue + said
    places = ((0, cue_at),), ((cue_at, said_at),), ((said_at, len(text)),)
    found = TaggedAttribution(*places, True, 0.99, 0.99)
    return read(report_as_is("r", text + "。", "zh"), packs.load("zh"), Marked(found))


def test_a_piece_that_ends_the_source_and_begins_the_cue_is_parted() -> None:
    (relation,) = chinese("当地媒", "体称", "桥梁周二关闭").relations
    assert [s.text for s in relation.source] == ["当地媒体"]
    assert [c.text for c in relation.cue] == ["称"]


def test_a_short_noun_speaks_where_no_spaces_are_and_a_date_behind_it_is_no_part() -> None:
    for source in ("监控", "监控2日"):
        (said,) = chinese(source, "显示", "两名男子骑车离开了现场").statements
        assert [[s.text for s in chain] for chain in said.chains] == [["监控"]]
