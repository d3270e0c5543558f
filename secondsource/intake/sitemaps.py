"""Sitemaps, and those for news: the pages that a site says it has (https://www.sitemaps.org)."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element  # the type alone: defusedxml reads

from secondsource.errors import InputError

_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
HEAD = 4096
MOST_UNPACKED = 50_000_000
"""Bytes; the standard's own limit."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or another sitemap, that a sitemap names."""

    address: str
    stamp: str
    """When it was changed, as the sitemap says; empty where it does not."""
    sitemap: bool


def is_sitemap(content: bytes) -> bool:
    """Whether this is a sitemap, or a list of them; packed or not."""
    try:
        return _ROOT.search(_unpacked(content, HEAD)) is not None
    except (OSError, EOFError, zlib.error):
        return False


def pages(content: bytes, address: str) -> list[Page]:
    """What a sitemap names, the last changed first; raises `InputError` where it cannot be read."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        whole = _unpacked(content, MOST_UNPACKED + 1)
        if len(whole) > MOST_UNPACKED:
            raise InputError(address, f"is over the limit of {MOST_UNPACKED / 1e6:g} MB; name a smaller sitemap")
        root = ElementTree.fromstring(whole)
    except (ElementTree.ParseError, DefusedXmlException, OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(address, f"is a damaged sitemap ({error}); look at it in a browser") from error
    found = [page for element in root if (page := _page(element))]
    return sorted(found, key=lambda page: page.stamp, reverse=True)


def _page(element: Element) -> Page | None:
    children = {_name(child): (child.text or "").strip() for child in element.iter()}
    address = children.get("loc", "")
    if not re.match(r"https?://\S+$", address):
        return None
    stamp = children.get("lastmod") or children.get("publication_date", "")
    return Page(address, stamp, sitemap=_name(element) == "sitemap")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""  # a comment has none


def _unpacked(content: bytes, most: int) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content[:most]
    with gzip.GzipFile(fileobj=BytesIO(content)) as file:
        return file.read(most)
