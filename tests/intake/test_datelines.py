"""Where the first sentence begins, and which agency stands before it."""

from __future__ import annotations

import pytest

from secondsource.intake.datelines import dateline
from secondsource.intake.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("language", "head", "agencies"),
    [
        ("fr", "CONAKRY, 15 oct. 2024 (Agence Littoral) – ", ("Agence Littoral",)),
        ("de", "Kehl (snd) - ", ("snd",)),
        ("de", "Kehl (snd). ", ("snd",)),
        ("de", "Görlitz. ", ()),
        ("en", "VALENCIA — ", ()),
        ("en", "BISHKEK, Kyrgyzstan — ", ()),
        ("en", "International – ", ()),
        ("en", "(AFP) – ", ("AFP",)),
        ("en", "ISLAMABAD: ", ()),
        ("ko", "(청주=해솔통신) 유하람 기자 = ", ("해솔통신",)),
        ("ja", "【ソウル時事】", ()),
        ("zh", "新华社北京3月15日电（记者张三）", ("新华社",)),
    ],
)
def test_dateline(language: str, head: str, agencies: tuple[str, ...]) -> None:
    found = dateline(f"{head}Une statue est arrivée lundi soir.", vocabulary(language))
    assert found is not None
    assert (found.end, found.agencies) == (len(head), agencies)


@pytest.mark.parametrize(
    "line",
    [
        "Ghana – which has no coast guard – said on Friday that it would buy one.",
        "The minister (55) – a former judge – resigned.",
        "– We are ready, he said.",
        "“It is over” – that is what he said.",
        "He was tired. He slept.",
        "(The author was in Seoul.) It rained.",
    ],
)
def test_no_dateline(line: str) -> None:
    assert dateline(line, vocabulary("en")) is None
