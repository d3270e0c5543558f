"""Names across scripts: one form in Latin letters, and how alike two names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Block, Report
from secondsource.names import key_forms, latin, likeness, script_of
from secondsource.packs import load
from secondsource.reading import read


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Una Hallinger", "una hallinger"),
        ("Kim Yo-jong", "kim yo jong"),
        ("Ким Чен-Ын", "kim chen yn"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Åse Ødegård", "ase odegard"),
        ("  Una   Hallinger ", "una hallinger"),
        ("O’Brien", "o brien"),
        ("", ""),
        ("–", ""),
    ],
)
def test_latin(name: str, expected: str) -> None:
    assert latin(name) == expected


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Una", "LATIN"),
        ("Ким", "CYRILLIC"),
        ("김하늘", "HANGUL"),
        ("横浜", "CJK"),
        ("アンナ", "KATAKANA"),
        ("سامر", "ARABIC"),
        ("12 Ким", "CYRILLIC"),
        ("", ""),
        ("123", ""),
    ],
)
def test_script_of_the_first_letter(name: str, script: str) -> None:
    assert script_of(name) == script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Yo-jong", "Kim Yo Jong"),
        ("Kim Yo-jong", "KIM YO JONG"),
        ("Anna Lind", "Анна Линд"),
        ("Oslo", "Осло"),
        ("Oslo", "オスロ"),
        ("José Peña", "Jose Pena"),
    ],
)
def test_equal_names_are_wholly_alike_across_scripts(one: str, other: str) -> None:
    if script_of(other) == "KATAKANA":
        assert likeness(one, other) > 0.6  # syllables only come near
    else:
        assert likeness(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "stranger"),
    [
        ("Ким Чен Ын", "Kim Jong Un", "Vladimir Putin"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Viktor Orban"),
        ("Mohammed", "Muhammad", "Catherine"),
    ],
)
def test_spellings_are_more_alike_than_strangers(one: str, other: str, stranger: str) -> None:
    assert likeness(one, other) > likeness(one, stranger) + 0.2


@pytest.mark.parametrize(("one", "other"), [("", "Una"), ("", ""), ("–", "–")])
def test_nothing_is_like_nothing(one: str, other: str) -> None:
    assert likeness(one, other) == 0.0


@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == (1.0 if latin(one) else 0.0)


@given(name=st.text(max_size=30))
def test_latin_letters_and_single_spaces_only(name: str) -> None:
    assert latin(name) == " ".join(latin(name).split())
    assert latin(latin(name)) == latin(name)
    assert latin(name).isascii()


def test_key_forms_are_shared_by_languages() -> None:
    def keys(text: str, language: str) -> frozenset[str]:
        blocks = (Block(0, len(text), "body"),)
        report = Report("r", text, language, None, None, None, None, blocks=blocks, pack=language)
        return key_forms(read(report, load(language)))

    english = keys("They met Anna Lind in Norway.", "en")
    assert english == {"annalind", "NO"}
    assert english == keys("De møtte Anna Lind i Norge.", "nb")
    assert english == keys("Они встретили писателя. Анна Линд живёт в стране Норвегия.", "ru")
