"""HTML to the text that a reader of the page would see.

A thin version: block elements make paragraphs, and scripts, styles, menus and the like are left out. It does not
tell the article from what stands around it.

The standard library's parser is not used, because it takes quadratic time on broken tags (Python 3.11 needs ten
seconds for 120 kB of "<!--"). Nothing here needs attributes or a tree, so one pass over the tags will do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

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
# A head or a menu that was never closed must not hide the article.
_OPENERS = frozenset({"article", "body", "main"})
# Elements whose content is not markup: they end at their own end tag only.
_RAW = _set("script style textarea title noscript iframe noframes")

_KNOWN = _BLOCKS | _HIDDEN | _INLINE
# A page as it was served says what it is before so many letters.
WHOLE_PAGE_STARTS = 4_000
_WHOLE_PAGE = re.compile(r"<(?:html|head)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_IS_PAGE = re.compile(r"<!doctype\s+html|<(?:html|body|script|style|article)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_END_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9]{0,10})\s{0,5}>")
_LONE_TAG = re.compile(r"<(?:br|hr|img|p|div)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|div|article|body|html|li)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_OPEN = re.compile(r"<(?:(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})|[!?])")


def is_page(text: str) -> bool:
    """Whether `text` is the source of a web page, or plain text with tags left in it."""
    if _IS_PAGE.search(text) or _LONE_TAG.search(text):
        return True
    return any(match[1].lower() in _KNOWN for match in _END_TAG.finditer(text))


def is_whole_page(text: str) -> bool:
    """Whether `text` is the source of a web page as it was served, with its head and all that stands around."""
    return _WHOLE_PAGE.search(text, 0, WHOLE_PAGE_STARTS) is not None


def text_outside_links(source: str) -> str:
    """What a page says that is no link, roughly: of an article most of it, of a front page little."""
    parts: list[str] = []
    linked, hidden = False, 0
    for text, name, ends in _tags(source):
        if not hidden and not linked:
            parts.append(text)
        if name in _HIDDEN:
            hidden = max(0, hidden - 1) if ends else hidden + 1
        elif name == "a":
            linked = not ends
    return " ".join(parts)


def visible_text(source: str) -> str:
    """The text of a page, one paragraph a block, with blank lines between; linear in the page's length."""
    # Where blocks are marked up, line breaks of the source mean nothing; in text with a few stray tags they do.
    keep_lines = not _PARAGRAPHS.search(source)
    parts: list[str] = []
    hidden = 0
    for text, name, ends in _tags(source):
        if text and not hidden:
            parts.append(text if keep_lines else re.sub(r"[ \t\r\n\f]+", " ", text))
        if name in _HIDDEN:
            hidden = max(0, hidden - 1) if ends else hidden + 1
        elif name in _BLOCKS:
            if name in _OPENERS and not ends:
                hidden = 0
            parts.append("\n" if name == "br" else "\n\n")
    text = re.sub(r"[ \t]+(?=\n)|(?<=\n)[ \t]+", "", "".join(parts))
    return html.unescape(re.sub(r"\n{3,}", "\n\n", text).strip())


def _tags(source: str) -> Iterator[tuple[str, str, bool]]:
    """The text before each tag, the tag's name in lower case, and whether it is an end tag; comments have no name."""
    lowered = source.lower() if len(source.lower()) == len(source) else source
    missing: set[str] = set()

    def find(needle: str, start: int) -> int:
        # A needle that was once not found is not looked for again: that search is what would be quadratic.
        position = -1 if needle in missing else lowered.find(needle, start)
        if position < 0:
            missing.add(needle)
        return position

    done = at = 0
    while match := _OPEN.search(source, at):
        less = match.start()
        name, ends = (match["name"] or "").lower(), bool(match["end"])
        close = find("-->" if source.startswith("<!--", less) else ">", less)
        if source.startswith("<!--", less):
            at = close + 3 if close >= 0 else len(source)
        elif close < 0 or close - less > MAX_TAG:
            at = less + 1  # no tag: it stays in the text
            continue
        else:
            at = close + 1
            if name in _RAW and not ends:
                ends_at = find(f"</{name}", at)
                at = ends_at if ends_at >= 0 else len(source)
        yield source[done:less], name, ends
        done = at
    yield source[done:], "", False
