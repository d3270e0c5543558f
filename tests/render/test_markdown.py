"""Report text in Markdown is text: no markup, no HTML, no link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from secondsource.model import Brief
from secondsource.render.markdown import escaped, render
from secondsource.render.visible import one_line

from .sample import HOSTILE

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_OUR_OWN = {"heading", "paragraph", "bullet_list", "list_item", "blockquote", "strong", "text", "softbreak", "inline"}


def _kinds(tokens: list[Token]) -> set[str]:
    found: set[str] = set()
    for token in tokens:
        found |= {token.type.removesuffix("_open").removesuffix("_close")} | _kinds(token.children or [])
    return found


@pytest.mark.parametrize("text", [*HOSTILE, "-", "+ x", "===", "12) x", "> x", "a\\", "&copy;", "***"])
def test_escaped_text_reads_as_itself(text: str) -> None:
    inline = _READER.parse(escaped(text))[1]
    assert inline.content
    assert "".join(child.content for child in inline.children or []) == one_line(text)
    assert _kinds(_READER.parse(escaped(text))) == {"paragraph", "inline", "text"}


@given(st.text(alphabet="ab1 .:@#*_`[]()<>!&;~|\\-+=$/\"'{}", max_size=30))
def test_any_text_reads_as_itself(text: str) -> None:
    tokens = _READER.parse(escaped(text))
    assert _kinds(tokens) <= {"paragraph", "inline", "text"}
    assert "".join(child.content for token in tokens for child in token.children or []) == one_line(text)


def test_a_whole_brief_has_only_our_own_markup(every_brief: Brief) -> None:
    assert _kinds(_READER.parse(render(every_brief))) <= _OUR_OWN


def test_what_a_reader_sees(ferry: Brief) -> None:
    text = render(ferry)
    for words in (
        "# Fifteen hurt in ferry fire off Norway",
        "### 1 ●○ Disputed: 5 reports, 1 origin",
        "> - ar, الجريدة ← Reuters ← police in Nordvik (reported)",
        "- **at least 12**",
        "- **2019** Fergen ble bygget i 2019",
        "## Could not be read",
    ):
        assert words in text
