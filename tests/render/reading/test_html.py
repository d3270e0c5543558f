"""The page of a reading stands alone, does nothing by itself, and marks exactly what was read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from secondsource.model import Reading
from secondsource.render.reading import html
from secondsource.render.reading.html import render
from secondsource.render.reading.view import LAYERS, view_reading
from secondsource.render.visible import visible
from tests.render.sample import HOSTILE

from .sample import arabic, crossing, empty, ferry, hostile

_CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_VOID = {"meta", "input"}


class _Page(HTMLParser):
    """Elements with their attributes, the text of the page, and the text in each mark of the report."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, set[str]]] = []
        self.text = ""
        self.marked: dict[str, str] = {}
        self.nested_links = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {tag}"
        self.elements.append((tag, dict(attrs)))
        self.nested_links |= tag == "a" and "a" in [one for one, _ in self.open]
        if tag not in _VOID:
            self.open.append((tag, set((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        around = [classes for _, classes in self.open]
        if any("read" in classes for classes in around):
            for key in {f"{layer} {whole}" for classes in around for layer in classes & {*LAYERS} for whole in classes}:
                self.marked[key] = self.marked.get(key, "") + data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]


def test_the_page_does_nothing_by_itself(every_reading: Reading) -> None:
    page = _Page(render(every_reading))
    assert page.open == []
    assert not page.nested_links
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "iframe", "object", "embed", "link", "img", "form", "base", "audio", "video", "i", "b"}
    assert not [name for _, found in page.elements for name in found if name.startswith("on") or name == "src"]
    policies = [found["content"] for _, found in page.elements if found.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [_CONTENT_SECURITY_POLICY]
    assert not re.search(r"@import|url\(", render(every_reading).partition("</style>")[0])


def test_every_link_leads_somewhere_in_the_page(every_reading: Reading) -> None:
    page = _Page(render(every_reading))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)
    for named in page.values("aria-labelledby"):
        assert set(named.split()) <= set(ids)


@pytest.mark.parametrize(
    "reading", [ferry(), arabic(), crossing(), hostile()], ids=lambda reading: reading.report.id[:8]
)
def test_each_mark_is_around_its_own_words_and_can_be_led_to(reading: Reading) -> None:
    page = _Page(render(reading))
    view = view_reading(reading)
    expected: dict[str, str] = {}
    for mark in view.marks.values():
        whole = mark.label if mark.layer in ("name", "time") else f"a{mark.number}"
        key = f"{mark.layer} {whole}"
        expected[key] = expected.get(key, "") + visible(reading.report.text[mark.start : mark.end])
    for key, words in expected.items():
        assert sorted("".join(page.marked[key].split())) == sorted("".join(words.split())), key
    assert set(view.marks) <= set(page.values("id"))


def test_every_layer_can_be_switched_off() -> None:
    text = render(ferry())
    boxes = [found["id"] for tag, found in _Page(text).elements if tag == "input" and found["type"] == "checkbox"]
    assert boxes == [f"show-{layer}" for layer in LAYERS]
    style = text.partition("</style>")[0]
    for layer in LAYERS:
        assert f".page:not(:has(#show-{layer}:checked)) .read .{layer}" in style


def test_the_list_leads_to_the_text_and_the_text_to_the_list() -> None:
    text = render(ferry())
    assert '<a class="l source" href="#s2-1"><bdi>The harbour office</bdi></a>' in text
    assert (
        '<a class="l content" href="#q3-1"><bdi>The harbour office fears that the owner … hid a crack</bdi></a>' in text
    )
    assert '<a class="label of-content" href="#a3" aria-label="content of attribution 3">3</a>' in text
    assert 'href="#n4"' in text
    assert '<a href="#n4-2" title="Berg">by rule</a>' in text


def test_hovering_says_kind_and_confidence_of_all_that_a_place_is() -> None:
    titles = _Page(render(ferry())).values("title")
    assert (
        "source of 1: said · 0.97 · Courier [n5], outlet ← Ida Berg [n4], witness\nperson · Ida Berg · 0.99" in titles
    )
    assert "place · Sandvik · NO · 0.90" in titles


def test_what_belongs_together_lights_up_together_unless_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ".page:has(.a3:target) .read .a3" in render(ferry())
    monkeypatch.setattr(html, "_MOST_LIT", 3)
    assert ":has(.a3:target)" not in render(ferry())


def test_hostile_text_is_only_read() -> None:
    page = _Page(render(hostile()))
    for words in HOSTILE:
        if words.isascii() and words.isprintable():
            assert words in page.text
    assert not set(page.text) & set("\x1b\x07\u202e\u200b")
    assert "⟨U+001B⟩[31mred" in page.text
    assert not [href for href in page.values("href") if not href.startswith("#")]


def test_a_report_that_came_from_an_address_leads_there_and_tells_nobody() -> None:
    from dataclasses import replace

    reading = ferry()
    page = _Page(render(replace(reading, report=replace(reading.report, id="https://courier.example/1"))))
    links = [found for tag, found in page.elements if tag == "a" and found["href"] == "https://courier.example/1"]
    assert [link["rel"] for link in links] == ["noreferrer noopener nofollow"]


def test_languages_and_directions() -> None:
    page = _Page(render(arabic()))
    assert page.values("lang") == ["en", "ar", "ar"]
    assert [found["dir"] for tag, found in page.elements if tag in ("blockquote", "h1")] == ["auto", "auto"]
    assert {found.get("dir") for tag, found in page.elements if tag == "p" and found.get("class") == "body"} == {"auto"}


def test_an_empty_report_says_so() -> None:
    text = _Page(render(empty())).text
    assert "No text." in text
    assert "On whose word" not in text


@pytest.mark.parametrize("front", ["ink", "good", "one", "accent"])
@pytest.mark.parametrize("back", ["good-soft", "one-soft", "accent-soft", "paper"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_to_read_on_every_layer(front: str, back: str, scheme: str) -> None:
    from tests.render.test_html import _luminance

    style = render(empty()).partition("<style>")[2]
    light, dark = re.findall(r":root\{([^}]*)\}", style)[:2]
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", light if scheme == "light" else dark))
    bright, dim = sorted((_luminance(colours[front]), _luminance(colours[back])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5
