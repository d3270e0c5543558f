"""Lists of feeds: OPML, as feed readers export it, or a text with an address a line."""

from __future__ import annotations

import re
from pathlib import Path

from secondsource.errors import InputError
from secondsource.intake.decode import decode
from secondsource.intake.files import open_file, read_stream
from secondsource.intake.limits import Limits

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def feeds_in(path: Path, limits: Limits = Limits()) -> list[str]:  # noqa: B008  (frozen)
    """The addresses of the feeds in a list, each once, in its order; raises `InputError` where there are none."""
    with open_file(path) as file:
        content = read_stream(file, str(path), limits)
    found = _opml(content, str(path)) if re.search(rb"<opml[\s>]", content[:4096]) else _lines(content, str(path))
    if not found:
        raise InputError(str(path), "names no feeds; it may be OPML, or a text with an address a line")
    return list(dict.fromkeys(found))


def _opml(content: bytes, name: str) -> list[str]:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise InputError(name, f"is damaged OPML ({error}); export it again") from error
    named = (outline.get("xmlUrl", "").strip() for outline in root.iter("outline"))
    return [address for address in named if _ADDRESS.fullmatch(address)]


def _lines(content: bytes, name: str) -> list[str]:
    lines = (line.strip() for line in decode(content, name).text.splitlines())
    return [line for line in lines if _ADDRESS.fullmatch(line)]
