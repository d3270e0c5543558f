"""NewsML-G2 (IPTC), as news agencies send it: news items, alone or in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors.found import Door, Found, bounded
from secondsource.intake.fields import Fields, report_from_fields
from secondsource.intake.limits import Limits

_ROOT = re.compile(rb"<(?:\w+:)?(newsItem|newsMessage|packageItem)[\s>]")


def _opens(head: bytes, address: str) -> bool:
    return _ROOT.search(head) is not None


def _read(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    from xml.etree.ElementTree import ParseError, tostring

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(bounded(file, address, limits), forbid_dtd=True)
    except InputError as error:
        yield error
        return
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        yield InputError(
            address, f"is damaged XML, or XML that may do harm ({error or type(error).__name__}); get it anew"
        )
        return
    items = [e for e in root.iter() if _tag(e) == "newsItem"]
    for number, item in enumerate(items, 1):
        where = f"{address}!/{item.get('guid') or number}" if len(items) > 1 else address
        fields = _fields(item)
        yield Found(where, tostring(item), partial(report_from_fields, fields=fields))


def _fields(item: Any) -> Fields:
    def first(name: str) -> str:
        element = next((e for e in item.iter() if _tag(e) == name), None)
        return " ".join("".join(element.itertext()).split()) if element is not None else ""

    bodies = [e for e in item.iter() if _tag(e) in ("inlineXML", "inlineData")]
    paragraphs = []
    for body in bodies:
        marked = [e for e in body.iter() if _tag(e) in ("p", "hl1", "hl2", "h1", "h2", "h3", "li")]
        paragraphs += ["".join(e.itertext()) for e in marked] or ["".join(body.itertext())]
    text = "\n\n".join(" ".join(p.split()) for p in paragraphs if p.strip())
    published = first("contentCreated") or first("versionCreated") or first("firstCreated")
    return Fields(text, first("headline"), published, _provider(item))


def _provider(item: Any) -> str:
    """Who published it, by the name that is given; codes say nothing to a reader."""
    provider = next((e for e in item.iter() if _tag(e) == "provider"), None)
    name = next((e for e in provider.iter() if _tag(e) == "name"), None) if provider is not None else None
    return " ".join("".join(name.itertext()).split()) if name is not None else ""


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


door = Door(_opens, _read)
