"""Bytes to text, whatever encoding they are in."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.errors import InputError
from secondsource.intake.decode import decode

NORSK = (
    "Fergen gikk på grunn fredag morgen, sier politiet. Ingen er skadet, og rederiet avviser at det lekker olje. " * 4
)
CZECH = (
    "Nákladní loď v pátek ráno uvázla u pobřeží, uvedla policie. Nikdo nebyl zraněn a společnost únik paliva popřela. "
    * 4
)
RUSSIAN = "Грузовое судно село на мель утром в пятницу, сообщила полиция. Никто не пострадал. " * 4
JAPANESE = "貨物船が金曜日の朝に座礁したと海上保安庁が発表した。けが人はいないという。2024年のことだ。\n" * 4
FRENCH = (
    "Un cargo s'est échoué vendredi à l'aube près de la côte, a annoncé la préfecture. L'équipage a été évacué. " * 4
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (NORSK, "utf-8"),
        (NORSK, "utf-8-sig"),
        (NORSK, "cp1252"),
        (NORSK, "utf-16"),
        (NORSK, "utf-16-le"),
        (NORSK, "utf-32"),
        (FRENCH, "cp1252"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16-be"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (JAPANESE, "utf-16-be"),
    ],
)
def test_text_comes_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x").text == text


def test_a_page_may_say_what_it_is_in() -> None:
    page = f'<meta charset="iso-8859-2"><p>{CZECH}</p>'
    assert decode(page.encode("iso-8859-2"), "x").text == page


def test_stray_bytes_in_utf8_are_read_as_windows() -> None:
    decoded = decode(NORSK.encode() + "på kaia".encode("cp1252") + NORSK.encode(), "x")
    assert decoded.text == f"{NORSK}på kaia{NORSK}"
    assert decoded.encoding == "utf-8, in places cp1252"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_input_error(content: bytes) -> None:
    with suppress(InputError):
        assert isinstance(decode(content, "x").text, str)
