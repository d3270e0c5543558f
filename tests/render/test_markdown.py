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
    for words in ("What matters most", "Other findings", "Background", "Update", "unsure", "Every wording"):
        assert words not in text


def test_the_parts_of_a_brief_that_has_a_lead(led: Brief) -> None:
    text = render(led)
    parts = (
        "## What matters most\n\n- **2** We heard an explosion",
        "- **1** Fifteen people were injured when a fire broke out on the ferry Havdis, police in Nordvik said.\n"
        "  - en, BBC ← police in Nordvik (reported)\n  - ●○ Disputed: All five reports have it from",
        "## Where the accounts part\n\n### Said and denied: an explosion in the battery room (finding 2), unsure",
        "## Updates\n\n### Update: what number: people injured (finding 1)\n",
        "- **15** (later)\n",
        "## Reports",
        "## Other findings\n\n### 3 ● Single origin",
        "## Timeline",
        "## Told by one report",
        "## Background\n\n- **5** Schon im September 2027",
        "## Every wording of what is told in short\n\n### 2\n\n> We heard an explosion",
        "### 1\n\n> Fifteen people were injured",
        "> - ko, 한빛일보 ← police in Nordvik (reported, unsure)",
        "- **Update**: A report that came out later gives more",
        "- **unsure**: The program itself doubts",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert text.count("unsure") == 3
