"""Many phrases in one pass: where they begin and end in scripts whose vowels stand as marks on the letters."""

from __future__ import annotations

import pytest

from secondsource.reading.lexicon import Lexicon


def found(phrases: list[str], text: str) -> list[str]:
    lexicon: Lexicon[str] = Lexicon()
    for phrase in phrases:
        lexicon.add(phrase, phrase)
    return [match.group() for match, _ in lexicon.find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["कि"], "उसने किया", []),
        (["कि"], "उसने कहा कि वह", ["कि"]),
        (["दो", "दस"], "दोपहर में हादसा, दो घर और दस लोग", ["दो", "दस"]),
        (["चार"], "समाचार के अनुसार चार लोग", ["चार"]),
        (["ह"], "वह है", []),
        (["گفت"], "در گفت‌وگو او گفت.", ["گفت"]),
        (["وگو"], "در گفت‌وگو او گفت.", []),
        (["يوم"], "في 15 يومٍ", ["يوم"]),
        (["за", "мок"], "за\u0301мок", []),
        (["上周"], "他上周说", ["上周"]),
        (["전달"], "전달된", ["전달"]),
    ],
)
def test_phrases_are_found_as_whole_words(phrases: list[str], text: str, expected: list[str]) -> None:
    assert found(phrases, text) == expected
