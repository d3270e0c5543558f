"""Lists as files: FollowTheMoney entities, one a line, as OpenSanctions gives them; the Consolidated List of the United
Nations Security Council in its own XML; or a table that a desk keeps."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from secondsource.errors import InputError

NAMES = ("name", "alias", "previousName")
DATES = ("last_change", "last_seen")

_FORMS = "FollowTheMoney JSON lines, the United Nations' XML, or CSV in UTF-8 with a column `name`"
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_LISTED = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody or something on a list."""

    list: str
    """The list's file name."""
    id: str
    schema: str
    """Its FollowTheMoney schema: Person, Company, Vessel …"""
    names: tuple[str, ...]
    """The first is what the list calls it; never empty."""
    updated: str | None
    """When the list last changed this entry, as it says so itself; null where it does not."""


def read(path: Path) -> list[Entry]:
    """All that a list names, in its order; things without a name, such as addresses, are no entries."""
    reader = _table if path.suffix.lower() == ".csv" else _entities
    try:
        if path.suffix.lower() == ".xml":
            with path.open("rb") as xml:
                entries = list(_united_nations(path.name, xml))
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                entries = list(reader(path.name, file))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror}); check the name of the list") from error
    except (ValueError, RecursionError, csv.Error, ParseError, DefusedXmlException) as error:
        raise InputError(str(path), f"is no list ({error}); give {_FORMS}") from error
    if not entries:
        raise InputError(str(path), f"names nobody; give {_FORMS}")
    return entries


def _entities(list_name: str, lines: Iterator[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        raw = json.loads(line)
        if not isinstance(raw, dict) or not isinstance(raw.get("properties"), dict):
            raise ValueError(f"line {number} is no entity")
        names = tuple(dict.fromkeys(name for key in NAMES for name in _texts(raw["properties"].get(key))))
        if names:
            updated = next((raw[key] for key in DATES if isinstance(raw.get(key), str)), None)
            yield Entry(list_name, str(raw.get("id", number)), str(raw.get("schema")), names, updated)


def _texts(values: Any) -> list[str]:
    return [v.strip() for v in values if isinstance(v, str) and v.strip()] if isinstance(values, list) else []


def _table(list_name: str, lines: Iterator[str]) -> Iterator[Entry]:
    """Columns: `name`; where wanted `alias` (parted by semicolons), `id`, `schema`, `updated`."""
    for number, row in enumerate(csv.DictReader(lines), start=1):
        if "name" not in row:
            raise ValueError("no column is called name")
        names = [part.strip() for part in [row["name"] or "", *(row.get("alias") or "").split(";")]]
        found = tuple(dict.fromkeys(name for name in names if name))
        if found:
            schema = row.get("schema") or "LegalEntity"
            yield Entry(list_name, row.get("id") or str(number), schema, found, row.get("updated") or None)


def _united_nations(list_name: str, file: IO[bytes]) -> Iterator[Entry]:
    """The Consolidated List (https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list), entry by entry:
    some are a megabyte of XML away from the next."""
    for _, element in iterparse(file, events=("end",), forbid_dtd=True):
        schema = _LISTED.get(element.tag)
        if schema is None:
            continue
        names = [
            " ".join(filter(None, (_said(element, part) for part in _PARTS))),
            _said(element, "NAME_ORIGINAL_SCRIPT"),
        ]
        for alias in element.iter(f"{element.tag}_ALIAS"):
            # Of low quality are names that many bear ("Ahmed"): the list itself warns of them
            if _said(alias, "QUALITY").casefold() != "low":
                names.append(_said(alias, "ALIAS_NAME"))
        found = tuple(dict.fromkeys(name for name in names if name))
        if found:
            id = _said(element, "REFERENCE_NUMBER") or _said(element, "DATAID")
            changed = [_words(value.text) for day in element.iter("LAST_DAY_UPDATED") for value in day.iter("VALUE")]
            updated = max([*changed, _said(element, "LISTED_ON")]) or None
            yield Entry(list_name, id, schema, found, updated)
        element.clear()


def _said(element: Element, name: str) -> str:
    return _words(element.findtext(name))


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
