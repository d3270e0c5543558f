"""HTML to the text that a reader of the page would see.

A thin version: block elements make paragraphs, and scripts, styles, menus and forms are left out. It does not
tell the article from what stands around it.

The standard library's parser takes quadratic time on broken tags, so the page is first rewritten, in one pass,
to well-formed tags without attributes.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

# A tag longer than this is a stray "<" in the text.
MAX_TAG = 20_000


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _set(
    "address article aside blockquote body br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr html li main ol p pre section summary table tbody td th thead tr ul"
)
_HIDDEN = _set(
    "button canvas datalist dialog head iframe math menu nav noframes noscript object script select style svg "
    "template textarea title"
)
_INLINE = _set("a abbr b bdi bdo cite code em i img mark meta link q s small span strong sub sup time u wbr")
_OPENERS = frozenset({"article", "body", "main"})
_KNOWN = "|".join(sorted(_BLOCKS | _HIDDEN | _INLINE, key=lambda name: (-len(name), name)))

# Elements whose content is not markup: they end at their own end tag only.
_RAW = ("script", "style", "textarea", "title", "noscript", "iframe", "noframes")

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])")
_STRAY = re.compile(r"<(?![!?]|/?[a-zA-Z])")
_IS_PAGE = re.compile(r"<!doctype\s+html|<(?:html|body|script|style|article)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_MARKUP = re.compile(rf"</(?:{_KNOWN})\s*>|<(?:br|hr|img|p|div)(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|div|article|body|html|li)(?:\s[^<>]{0,500})?>", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether `text` is the source of a web page, or plain text with tags left in it."""
    return bool(_IS_PAGE.search(text) or _MARKUP.search(text))


def visible_text(source: str) -> str:
    """The text of a page, one paragraph a block, with blank lines between."""
    # Where blocks are marked up, line breaks of the source mean nothing; in text with a few stray tags they do.
    reader = _Reader(keep_lines=not _PARAGRAPHS.search(source))
    reader.feed(_well_formed(source))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self, *, keep_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.keep_lines = keep_lines
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _OPENERS:
            # A head or menu that was never closed must not hide the article.
            self.hidden = 0
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data if self.keep_lines else re.sub(r"[ \t\r\n\f]+", " ", data))

    def text(self) -> str:
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(self.parts))
        return re.sub(r"\n{3,}", "\n\n", text).strip()


def _well_formed(source: str) -> str:
    """The page with every tag closed and bare, comments gone and raw elements empty; linear in its length."""
    source = _STRAY.sub("&lt;", source)
    lowered = source.lower() if len(source.lower()) == len(source) else source
    parts: list[str] = []
    missing: set[str] = set()

    def find(needle: str, start: int) -> int:
        # A needle that was once not found is not looked for again: that search is what would be quadratic.
        position = -1 if needle in missing else lowered.find(needle, start)
        if position < 0:
            missing.add(needle)
        return position

    at = 0
    while (less := source.find("<", at)) >= 0:
        parts.append(source[at:less])
        comment = source.startswith("<!--", less)
        end = find("-->" if comment else ">", less)
        tag = _TAG.match(source, less, less + 40)
        if comment:
            at = end + 3 if end >= 0 else len(source)
        elif end < 0 or end - less > MAX_TAG:
            parts.append("&lt;")
            at = less + 1
        elif tag and tag[1].lower() in _RAW:
            close = end if source[less + 1] == "/" else find(f"</{tag[1].lower()}", end)
            at = end + 1 if close == end else close if close >= 0 else len(source)
        else:
            at = end + 1
            bare = f"<{'/' if source[less + 1] == '/' else ''}{tag[1].lower()}>" if tag else ""
            if bare != next((part for part in reversed(parts[-2:]) if part), None):  # "<p><p><p>"
                parts.append(bare)
    parts.append(source[at:])
    return "".join(parts)
