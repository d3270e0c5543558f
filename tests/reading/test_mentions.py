"""Names and their kinds: titles, roles, kind words, territories, scripts, and what is no name."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import Block, EntityKind, Name, Report
from secondsource.packs import load
from secondsource.reading import mentions, read
from secondsource.tagging import TaggedName


def report(text: str, language: str = "en") -> Report:
    """A report whose lines are one body block each."""
    blocks = tuple(Block(m.start(), m.end(), "body") for m in re.finditer(r".+", text))
    return Report("r", text, language, None, None, None, None, blocks=blocks, pack=language)


def names(text: str, language: str = "en") -> tuple[Name, ...]:
    """The names of a text."""
    found = read(report(text, language), load(language)).names
    assert all(text[n.start : n.end] == n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A letter reached Minister Alda Brockstead.", "Alda Brockstead", "person"),
        ("A letter reached Dr. Joss Wemby.", "Joss Wemby", "person"),
        ("A letter reached Mrs Wemby.", "Wemby", "person"),
        ("A letter reached spokesman Ivo Kell.", "Ivo Kell", "person"),
        ("A letter reached Ivo Kell, a historian.", "Ivo Kell", "person"),
        ("A letter reached Jan R. Kell.", "Jan R. Kell", "person"),
        ("A letter reached Ivo van der Kell.", "Ivo van der Kell", "person"),
        ("A letter reached the Bank of Moorbeck.", "Bank of Moorbeck", "organisation"),
        ("A letter reached the Ministry of the Interior.", "Ministry of the Interior", "organisation"),
        ("A letter reached the newspaper Saltmarsh Gazette.", "Saltmarsh Gazette", "organisation"),
        ("A letter reached the company Kressfield.", "Kressfield", "organisation"),
        ("A letter reached the NWA.", "NWA", "organisation"),
        ("They sailed from Port Ansgill.", "Port Ansgill", "place"),
        ("They crossed the Orbal River.", "Orbal River", "place"),
        ("They live in Moorbeck.", "Moorbeck", "place"),
        ("They took part in the Moorbeck Summit.", "Moorbeck Summit", "event"),
        ("They showed the missile Falke-3.", "Falke-3", "product"),
        ("They sank the ferry “Blue Heron”.", "Blue Heron", "product"),
        ("They tested the vaccine Orvex.", "Orvex", "product"),
    ],
)
def test_kind(text: str, name: str, kind: EntityKind) -> None:
    assert [(n.text, n.kind) for n in names(text)] == [(name, kind)]


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "Norway and Germany signed.", ["NO", "DE"]),
        ("nb", "Norge og Tyskland signerte.", ["NO", "DE"]),
        ("de", "Norwegen und Deutschland unterschrieben.", ["NO", "DE"]),
        ("nl", "Noorwegen en Duitsland tekenden.", ["NO", "DE"]),
        ("it", "La Norvegia e la Germania hanno firmato.", ["NO", "DE"]),
        ("fi", "Norja ja Saksa allekirjoittivat.", ["NO", "DE"]),
        ("pl", "Norwegia i Niemcy podpisały umowę.", ["NO", "DE"]),
        ("cs", "Norsko a Německo podepsaly smlouvu.", ["NO", "DE"]),
        ("ru", "Норвегия и Германия подписали договор.", ["NO", "DE"]),
        ("uk", "Норвегія та Німеччина підписали договір.", ["NO", "DE"]),
        ("tr", "Norveç ve Almanya imzaladı.", ["NO", "DE"]),
        ("ko", "노르웨이와 독일이 서명했다.", ["NO", "DE"]),
        ("ja", "ノルウェーとドイツが署名した。", ["NO", "DE"]),
        ("zh", "挪威和德国签署了协议。", ["NO", "DE"]),
        ("ar", "وقعت النرويج الاتفاق مع اليابان.", ["NO", "JP"]),
        pytest.param(
            *("fr", "La Norvège et l'Allemagne ont signé.", ["NO", "DE"]),
            marks=pytest.mark.xfail(strict=True, reason="a name after an elided article is not found"),
        ),
        pytest.param(
            *("es", "Noruega y Alemania firmaron.", ["NO", "DE"]),
            marks=pytest.mark.xfail(strict=True, reason='"y" joins two states to one name, whose first part is lost'),
        ),
        pytest.param(
            *("ar", "وقعت النرويج وألمانيا الاتفاق.", ["NO", "DE"]),
            marks=pytest.mark.xfail(strict=True, reason='"and" written onto a name hides it'),
        ),
    ],
)
def test_territory_has_the_same_code_in_every_language(language: str, text: str, codes: list[str]) -> None:
    found = names(text, language)
    assert [n.code for n in found] == codes
    assert {n.kind for n in found} == {"place"}


@pytest.mark.parametrize(
    ("language", "text", "bases"),
    [
        ("en", "Orbal's pump failed. The pump of Orbal is old.", ["Orbal", "Orbal"]),
        ("en", "They read Ghana’s reply.", ["Ghana"]),
        ("nb", "De leste Ghanas svar.", ["Ghana"]),
        ("nb", "De leste Orbals svar. De sendte det til Orbal igjen.", ["Orbal", "Orbal"]),
        pytest.param(
            *("de", "Sie lasen Norwegens Antwort.", ["Norwegen"]),
            marks=pytest.mark.xfail(strict=True, reason="the noun after a genitive is taken for part of the name"),
        ),
        pytest.param(
            *("fi", "Norjan vastaus tuli.", ["Norja"]),
            marks=pytest.mark.xfail(strict=True, reason="a state with a case ending is taken for its adjective"),
        ),
    ],
)
def test_genitive_is_no_part_of_the_base(language: str, text: str, bases: list[str]) -> None:
    assert [n.base for n in names(text, language)] == bases


@pytest.mark.xfail(strict=True, reason="a state with a case ending is taken for its adjective")
def test_finnish_state_with_a_case_ending() -> None:
    assert [n.code for n in names("Asia koskee Norjaa ja Saksaa.", "fi")] == ["NO", "DE"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Yesterday the pump failed. However the ship was late. Nobody came."),
        ("en", "In May the pump failed. On Monday it was mended. Last March it was new."),
        ("en", "German officials met the Danish minister."),
        ("en", "THE PUMP FAILED AT NOON AND NOBODY CAME"),
        pytest.param(
            *("en", "“Nothing was sold,” they said."),
            marks=pytest.mark.xfail(strict=True, reason="a short quotation is taken for a name in quotation marks"),
        ),
        ("en", "the pump failed. nobody came."),
        ("de", "Der Vertrag liegt in der Stadt. Die Pumpe steht im Hafen. Das Schiff hatte Weizen geladen."),
        ("de", "Die Polizei fand im Keller eine Pumpe und mehrere Kisten."),
        ("de", "Am Montag kam der Winter."),
        ("nb", "I går stoppet pumpen. Likevel kom ingen."),
        ("ko", "어제 펌프가 멈췄다."),
        ("ja", "昨日、ポンプが止まった。"),
    ],
)
def test_no_name(language: str, text: str) -> None:
    assert [n.text for n in names(text, language)] == []


@pytest.mark.parametrize("text", ["The road was shut.", "The bridge is closed.", "The river is high."])
def test_thing_with_a_capital_article_is_no_name(text: str) -> None:
    assert names(text) == ()


@pytest.mark.xfail(strict=True, reason="a capital article before a short quoted word is taken for a name")
def test_article_that_opens_a_short_quotation_is_no_name() -> None:
    assert names("“The pump,” they said, “failed at noon.”") == ()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ko", "김하늘 대변인은 한강일보에 말했다.", [("김하늘", "person"), ("한강일보", "organisation")]),
        ("ja", "横浜市は発表した。", [("横浜市", "place")]),
        ("ja", "アンナ・リンドが来た。", [("アンナ・リンド", "person")]),
        ("zh", "《田野日报》有新的编辑。", [("田野日报", "organisation")]),
    ],
)
def test_scripts_without_capitals(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(n.text, n.kind) for n in names(text, language)] == expected


def test_line_in_capitals_tells_no_names_but_the_next_line_does() -> None:
    assert [n.text for n in names("THE PUMP OF MOORBECK FAILED AT NOON\nThe pump of Moorbeck failed.")] == ["Moorbeck"]


NAME_LIKE = st.text(st.sampled_from("ABab .,'’-“”\"\n") | st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(deadline=None, max_examples=60)
@given(text=NAME_LIKE, language=st.sampled_from(["en", "de", "fr", "ko", "ja", "ar", "tr", "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for name in names(text, language):
        assert name.base


@pytest.mark.parametrize(
    ("text", "tagged", "kept"),
    [
        ("The North Korean leader left.", "North Korean", False),
        ("The South said that the North had sent it.", "North", False),
        ("A train left North Korea.", "North Korea", True),
        ("A train left North Harbour.", "North", True),
    ],
)
def test_a_state_s_adjective_names_no_place(text: str, tagged: str, kept: bool) -> None:
    start = text.index(tagged)
    found = mentions.find(report(text), load("en"), tagged=[TaggedName(start, start + len(tagged), "place", 0.99)])
    assert (start in {c.start for c in found}) is kept
