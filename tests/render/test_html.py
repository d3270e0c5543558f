"""The page stands alone, does nothing by itself, and every claim leads to its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from secondsource.model import Brief
from secondsource.render.html import render

from .sample import HOSTILE, ferry_brief, hostile_brief, led_brief

_CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class _Page(HTMLParser):
    """Elements with their attributes, and the text of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.marked: dict[str, str] = {}
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "img", "br"}:
            self.open.append(tag)
        if tag == "mark":
            self._inside = (dict(attrs)["class"] or "").split()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self._inside = []

    def handle_data(self, data: str) -> None:
        self.text += data
        for id in self._inside:
            self.marked[id] = self.marked.get(id, "") + data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]


def test_the_page_does_nothing_by_itself(every_brief: Brief) -> None:
    page = _Page(render(every_brief))
    assert page.open == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "iframe", "object", "embed", "link", "img", "form", "base", "audio", "video", "i", "b"}
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "src"
    ]
    policies = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [_CONTENT_SECURITY_POLICY]
    assert not re.search(r"@import|url\(", render(every_brief).partition("</style>")[0])


def test_every_link_leads_somewhere_in_the_page(every_brief: Brief) -> None:
    page = _Page(render(every_brief))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    for href in page.values("href"):
        assert href.startswith("https://kuestenblatt.example/") or href[1:] in ids, href
    for named in page.values("aria-labelledby"):
        assert set(named.split()) <= set(ids)


def test_each_claim_leads_to_its_own_words() -> None:
    brief = ferry_brief()
    text = render(brief)
    page = _Page(text)
    links = re.findall(r'<blockquote lang="\w+" dir="auto"><a href="#(r\d+c\d+)">([^<]+)</a>', text)
    assert len(links) >= 12
    for id, words in links:
        assert page.marked[id] == words.replace("&#39;", "'")


def test_hostile_text_is_only_read() -> None:
    page = _Page(render(hostile_brief()))
    for words in HOSTILE:
        if words.isascii() and words.isprintable():
            assert words in page.text
    assert not set(page.text) & set("\x1b\x07\u202e\u200b")
    assert "⟨U+001B⟩[31mred" in page.text
    assert not [href for href in page.values("href") if not href.startswith("#")]


def test_languages_and_directions() -> None:
    page = _Page(render(ferry_brief()))
    quotes = [attributes for tag, attributes in page.elements if tag == "blockquote"]
    assert {"nb", "en", "ar", "ko", "de"} == {quote["lang"] for quote in quotes}
    assert {quote["dir"] for quote in quotes} == {"auto"}


@pytest.mark.parametrize(
    "words",
    [
        "6 reports · 1 independent origin at most · 8 findings",
        "How to read this",
        "An origin is whoever a statement can be traced to",
        "Where the accounts part",
        "Told by one report",
        "Could not be read",
        "copy of BBC",
        "in its own voice",
    ],
)
def test_what_a_reader_sees(words: str) -> None:
    assert words in _Page(render(ferry_brief())).text


def _headings(text: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", text)


def test_the_parts_of_a_brief_that_has_a_lead(ferry: Brief, led: Brief) -> None:
    assert _headings(render(led)) == [
        "What matters most",
        "Where the accounts part",
        "Updates",
        "Reports",
        "Whose word it is",
        "Other findings",
        "Timeline",
        "Told by one report",
        "Background",
        "Could not be read",
        "How to read this",
        "The reports in full",
    ]
    assert _headings(render(ferry))[:5] == [
        "Reports",
        "Whose word it is",
        "Where the accounts part",
        "Findings",
        "Timeline",
    ]


def test_the_lead_shows_its_strongest_claim_and_hides_the_others() -> None:
    lead = render(led_brief()).partition("What matters most</h2>")[2].partition("</section>")[0]
    assert re.findall(r'<article class="short" id="(\w+)">\s*<p class="number">(\d)</p>', lead) == [
        ("s1f2", "2"),
        ("s1f1", "1"),
    ]
    shown = re.sub(r"(?s)<details>.*?</details>", "", lead)
    assert shown.count("<blockquote") == 2
    assert 'ferry Havdis, police in Nordvik said.</a></blockquote>\n<div class="sources"><p><span' in shown
    assert "All five reports have it from the police in Nordvik" in shown
    assert "<summary>All 5 claims</summary>" in lead
    assert lead.count("<blockquote") == 2 + 4 + 6


def test_an_update_is_named_and_not_drawn_as_a_contradiction() -> None:
    text = render(led_brief())
    assert re.findall(r'<article class="(discrepancy[^"]*)" id="(\w+)">\s*<header><h3>([^<]+)</h3>', text) == [
        ("discrepancy", "s1d1", "Said and denied"),
        ("discrepancy update", "s1d2", "Update: what number"),
    ]
    assert '<h4 dir="auto">15 <span class="mark">later</span></h4>' in text
    assert '<p class="parts update"><a href="#s1d2">Update: what number, <bdi>people injured</bdi></a></p>' in text
    assert '<p class="parts"><a href="#s1d1">The accounts part: said and denied,' in text


def test_a_figure_stands_only_behind_its_word() -> None:
    text = render(led_brief())
    figures = re.findall(r'<span class="mark unsure" title="confidence (0\.\d\d)">unsure</span>', text)
    assert figures == ["0.31", "0.42"]
    page = _Page(text)
    assert "0.31" not in page.text
    assert not [title for title in page.values("title") if title.startswith("confidence 0.9")]
    assert ">unsure<" not in render(ferry_brief())


def test_background_is_set_apart_in_the_timeline() -> None:
    text = render(led_brief())
    assert text.count('class="entry background"') == 2
    assert "What is paler lies well before the news itself." in text
    assert 'class="entry background"' not in render(ferry_brief())


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("front", "back"),
    [(ink, ground) for ink in ("ink", "muted", "accent", "bad", "one") for ground in ("paper", "card")]
    + [(name, f"{name}-soft") for name in ("good", "one", "none", "bad")]
    + [("lit-ink", "lit"), ("muted", "none-soft"), ("muted", "accent-soft"), ("ink", "accent-soft")],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_for_wcag_aa(front: str, back: str, scheme: str) -> None:
    style = render(Brief((), (), ())).partition("<style>")[2]
    light, dark = re.findall(r":root\{([^}]*)\}", style)[:2]
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", light if scheme == "light" else dark))
    bright, dim = sorted((_luminance(colours[front]), _luminance(colours[back])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5
