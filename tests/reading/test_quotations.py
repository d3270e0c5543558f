"""Quotations: the marks of every language, and what looks like one and is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import Block
from secondsource.packs import languages, load
from secondsource.reading import quotations
from secondsource.reading.quotations import Quotation

PAIRS = [(language, pair) for language in [*languages(), "und"] for pair in load(language).quotes.pairs]
DASHES = [(language, dash) for language in languages() for dash in load(language).quotes.dash]


def quoted(text: str, language: str = "en", role: str = "body") -> list[Quotation]:
    """The quotations of a text that is one block."""
    found = quotations.find(text, [Block(0, len(text), role)] if text else [], load(language))  # type: ignore[arg-type]
    assert all(q.opened <= q.start < q.end <= q.closed for q in found)
    assert all(a.closed <= b.opened for a, b in pairwise(found))
    return list(found)


def speech(text: str, language: str = "en") -> list[str]:
    """The words of every quotation that is speech."""
    return [text[q.start : q.end] for q in quoted(text, language) if q.speech]


@pytest.mark.parametrize(("language", "pair"), PAIRS)
def test_every_pair_of_every_pack(language: str, pair: str) -> None:
    text = f"Una: {pair[0]}alpha beta gamma delta{pair[1]} – Lind."
    (quotation,) = quoted(text, language)
    assert text[quotation.start : quotation.end] == "alpha beta gamma delta"
    assert text[quotation.opened : quotation.closed] == f"{pair[0]}alpha beta gamma delta{pair[1]}"
    assert quotation.speech


@pytest.mark.parametrize(("language", "pair"), PAIRS)
def test_unbalanced_mark_opens_nothing(language: str, pair: str) -> None:
    assert quoted(f"Una {pair[0]}alpha beta gamma delta", language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "She said “he cried ‘stop it now’ and left”.", ["he cried ‘stop it now’ and left"]),
        ("de", "„Er rief ‚halt sofort an‘ und ging“, sagte sie.", ["Er rief ‚halt sofort an‘ und ging"]),
        ("ja", "「彼は『止まれ』と言って帰った」と話した。", ["彼は『止まれ』と言って帰った"]),
        ("fr", "« Rien n'a été vendu », dit-elle.", ["Rien n'a été vendu"]),
        ("en", "“It sank at noon,” he said. “Nobody was hurt.”", ["It sank at noon,", "Nobody was hurt."]),
    ],
)
def test_outermost_quotation(language: str, text: str, expected: list[str]) -> None:
    assert speech(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He said: “ This gift honours our leaders” From the port he left.", ["This gift honours our leaders"]),
        ("en", 'He said: " This gift honours our leaders " and left.', ["This gift honours our leaders"]),
        ("en", 'He said: "This gift honours our leaders » and left.', ["This gift honours our leaders"]),
        ("en", "“She has left the town,“ he said. “Nobody knew.”", ["She has left the town,", "Nobody knew."]),
        ("en", '“She has left the town," he said. “Nobody knew.”', ["She has left the town,", "Nobody knew."]),
        ("en", '"She has left the town,” he said. "Nobody knew."', ["She has left the town,", "Nobody knew."]),
        ("en", "“Nobody has left the town”A spokesman said.", ["Nobody has left the town"]),
        ("en", '"Nobody has left the town"A spokesman said.', ["Nobody has left the town"]),
        ("tr", 'Başkan "Kimse kasabadan ayrılmadı"yı yazdı.', ["Kimse kasabadan ayrılmadı"]),
        ("fr", "« Rien n'a été vendu ici », dit-elle à Orbal.", ["Rien n'a été vendu ici"]),
        ("de", "»Nichts wurde je verkauft«, sagte sie. »Gar nichts.«", ["Nichts wurde je verkauft", "Gar nichts."]),
        ("pl", "Powiedział: ,,Nic nie zostało sprzedane” i wyszedł.", ["Nic nie zostało sprzedane"]),
        ("zh", '他说"船在中午沉没了"，然后离开。', ["船在中午沉没了"]),
        ("ko", "그는 '아무도 배를 보지 못했다'고 말했다.", ["아무도 배를 보지 못했다"]),
        ("ko", '그는 "아무도 배를 보지 못했다"고 말했다.', ["아무도 배를 보지 못했다"]),
    ],
)
def test_untidy_marks(language: str, text: str, expected: list[str]) -> None:
    assert speech(text, language) == expected


@pytest.mark.parametrize("language", ["en", "nb", "sv", "fi", "de", "es", "hi", "ko"])
def test_two_single_marks_are_a_double_one(language: str) -> None:
    text = "Una Lind: ''Alpha beta gamma delta,'' Ada Berg. ''It's alpha beta gamma.''"
    assert speech(text, language) == ["Alpha beta gamma delta,", "It's alpha beta gamma."]
    (quotation, _) = quoted(text, language)
    assert text[quotation.opened : quotation.closed] == "''Alpha beta gamma delta,''"


def test_back_quotes_are_a_double_mark() -> None:
    assert speech("``Nobody knew of it,'' he said.") == ["Nobody knew of it,"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('It sank — "nobody came to help" — and was lost.', ["nobody came to help"]),
        ('It sank —"nobody came to help"— and was lost.', ["nobody came to help"]),
        ('It sank ("nobody came to help") at noon.', ["nobody came to help"]),
        ('It sank ["nobody came to help," he said].', ["nobody came to help,"]),
        ('He said:"Nobody came to help."', ["Nobody came to help."]),
        ('"Nobody came to help—" he said, and "not even you."', ["Nobody came to help—", "not even you."]),
    ],
)
def test_straight_mark_beside_a_dash_or_bracket(text: str, expected: list[str]) -> None:
    assert speech(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The pump failed," he said. "It was very old."', ["It was very old."]),
        ('"It sank at noon. "Nobody was hurt," he said.', ["Nobody was hurt,"]),
        ("“It sank at noon. “Nobody was hurt,” he said.", ["Nobody was hurt,"]),
        ("It sank at noon,” he said. “Nobody was hurt.”", ["Nobody was hurt."]),
        ("It sank at noon,“ he said. “Nobody was hurt.”", ["Nobody was hurt."]),
        ("„It sank at noon. Nobody was hurt, he said.", []),
        ('The pipe is 5" wide, "as wide as we could get," he said.', ["as wide as we could get,"]),
    ],
)
def test_mark_whose_partner_is_lost(text: str, expected: list[str]) -> None:
    assert speech(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", 'She said "he cried "stop it now" and left," at noon.', ['he cried "stop it now" and left,']),
        ("en", "She said “he cried “stop it now” and left” at noon.", ["he cried “stop it now” and left"]),
        ("en", 'She said “he cried "stop it now" and left” at noon.', ['he cried "stop it now" and left']),
        ("en", "She said “we miss the ‘90s very much” at noon.", ["we miss the ‘90s very much"]),
        ("en", "She said “the boats’ crews left ’em” at noon.", ["the boats’ crews left ’em"]),
        ("de", "„Er rief „halt sofort an“ und ging“, sagte sie.", ["Er rief „halt sofort an“ und ging"]),
        ("ru", "«Газета «Новый берег» закрыта», сказал он.", ["Газета «Новый берег» закрыта"]),
        ("he", 'דובר צה"ל מסר: "דובר צה"ל הודיע על כך".', ['דובר צה"ל הודיע על כך']),
    ],
)
def test_marks_inside_a_quotation(language: str, text: str, expected: list[str]) -> None:
    assert speech(text, language) == expected


def paragraphs(*texts: str, roles: str = "") -> list[str]:
    """The speech in several paragraphs, each a block of the body or, where `roles` has a "c", a caption."""
    text, blocks = "", []
    for paragraph, role in zip(texts, roles.ljust(len(texts)), strict=True):
        blocks.append(Block(len(text), len(text) + len(paragraph), "caption" if role == "c" else "body"))
        text += paragraph + "\n"
    return [text[q.start : q.end] for q in quotations.find(text, blocks, load("en")) if q.speech]


def test_quotation_over_paragraphs_is_opened_in_each_and_closed_in_the_last() -> None:
    assert paragraphs(
        "Una Lind said: “It sank at noon. Nobody knew why.",
        "“We looked for it all night.",
        "“Then we went home.” She left.",
        "“No more,” she said.",
    ) == ["It sank at noon. Nobody knew why.", "We looked for it all night.", "Then we went home.", "No more,"]


def test_quotation_over_paragraphs_goes_on_behind_a_caption() -> None:
    assert paragraphs("“It sank at noon.", "The old ferry", "“We looked for it,” she said.", roles=" c ") == [
        "It sank at noon.",
        "We looked for it,",
    ]


@pytest.mark.parametrize(
    "following",
    ["She left the town.", "Nobody saw it.” She left.", "‘Nobody saw it,’ she said."],
)
def test_mark_that_no_paragraph_goes_on_from_opens_nothing(following: str) -> None:
    assert "It sank at noon." not in paragraphs("“It sank at noon.", following)


def test_quotation_goes_on_in_the_next_line_of_its_block() -> None:
    assert speech("“It sank at noon.\n“We looked for it,” she said.") == ["It sank at noon.\n“We looked for it,"]


def test_many_marks_are_read_in_a_moment() -> None:
    for marks in ("“" * 20_000, '"a' * 20_000, "“‘" * 10_000, "“a „b «c " * 5_000, "'' " * 10_000):
        quoted(marks)


def test_quotation_ends_with_its_block() -> None:
    text = "“It sank at noon\nand nobody came”"
    blocks = [Block(0, 16, "body"), Block(17, len(text), "body")]
    assert quotations.find(text, blocks, load("en")) == ()


@pytest.mark.parametrize("role", ["byline", "credit"])
def test_no_quotation_in_bylines_and_credits(role: str) -> None:
    assert quoted("“It sank at noon”", role=role) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The firm's pump and the boats’ crews don't work."),
        ("en", "The crews’ boats and the boats’ crews left."),
        ("en", "It’s the firm’s pump, isn’t it?"),
        ("fr", "L’agence d'Orbal n’a rien vendu aujourd'hui."),
        ("it", "L'ufficio dell'agenzia non c'è più."),
        ("uk", "П'ять сім'ї мають м'ясо."),
        ("en", 'The pipe is 5" wide and 7" long.'),
    ],
)
def test_apostrophe_is_no_mark(language: str, text: str) -> None:
    assert quoted(text, language) == []


def test_apostrophe_inside_single_marks() -> None:
    assert speech("He said ‘the firm’s pump doesn’t work’ and left.") == ["the firm’s pump doesn’t work"]


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [
        ("The ferry “Blue Heron” left.", False),
        ("The “war” goes on.", False),
        ("She said “no.”", True),
        ("She said “it has gone”.", True),
        ("“Why?” she asked.", True),
        ("“No,” she said.", True),
    ],
)
def test_name_in_quotation_marks_is_no_speech(text: str, is_speech: bool) -> None:
    assert [q.speech for q in quoted(text)] == [is_speech]


@pytest.mark.parametrize(("language", "dash"), DASHES)
def test_dash_paragraph_is_speech(language: str, dash: str) -> None:
    text = f"{dash} Alpha beta gamma delta epsilon"
    assert speech(text, language) == ["Alpha beta gamma delta epsilon"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nb", "– Vi har ikke solgt noe, sier kaptein Jon Berg.", ["Vi har ikke solgt noe"]),
        ("nb", "– Vi har ikke solgt noe! sier Berg.", ["Vi har ikke solgt noe!"]),
        ("ru", "— Мы ничего не продали, — сказал капитан.", ["Мы ничего не продали"]),
        ("nb", "–Vi har ikke solgt noe", []),
        ("nb", "Vi solgte – så vidt vi vet – ikke noe.", []),
        ("en", "– We have not sold anything", []),
    ],
)
def test_dash(language: str, text: str, expected: list[str]) -> None:
    assert speech(text, language) == expected


MARKED = st.text(st.sampled_from("ab .,!?–—-'’‘\"“”„«»「」『』《》\u00a0\n"), max_size=50)


@settings(deadline=None)
@given(text=MARKED, language=st.sampled_from([*languages(), "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    quoted(text, language)
