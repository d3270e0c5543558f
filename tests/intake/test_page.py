"""HTML to the text that a reader would see."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.intake.page import is_page, visible_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<html><head><title>T</title></head><body><p>One\ntwo<p>Three</body>", "One two\n\nThree"),
        ("<p>a<script>if (a<b) {'</p>'}</script>b<style>p{}</style></p>", "ab"),
        ("<p>a<!-- <p>b --></p>c", "a\n\nc"),
        ("a &lt;b&gt; &amp; <b>c</b>\nd<br>e", "a <b> & c\nd\ne"),
        ("<head><p>lost</p><body><p>found</p>", "found"),
        ("<p>a<script>never closed", "a"),
        ("<p>1 < 2 and <3</p>", "1 < 2 and <3"),
    ],
)
def test_visible_text(source: str, text: str) -> None:
    assert is_page(source)
    assert visible_text(source) == text


@pytest.mark.parametrize("text", ["1 < 2 > 0", "<저작권자(c) 해솔통신>", "a <https://example.org> b", "x <- y"])
def test_plain_text_is_no_page(text: str) -> None:
    assert not is_page(text)


@given(st.text(alphabet="<>/!?-apbscript \"'&;=\n"))
def test_any_source_has_a_text(source: str) -> None:
    is_page(source)
    visible_text(source)


@pytest.mark.parametrize("piece", ["<", "</", "<a ", "<!--", "<p>", "<script></", '<a b="', "&", "<?"])
def test_broken_tags_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        start = time.perf_counter()
        visible_text(piece * (length // len(piece)))
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(400_000) < 40 * (seconds(40_000) + 0.005)
