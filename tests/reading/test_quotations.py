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
