"""Lists as files: FollowTheMoney entities, one a line, as OpenSanctions gives them; the Consolidated List of the United
Nations Security Council in its own XML; or a table that a desk keeps."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from secondsource.errors import InputError
from secondsource.model import ListEntry

NAMES = ("name", "alias", "previousName")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "flag")
DATES = ("last_change", "last_seen")

_YEAR = re.compile(r"\d{4}(?!\d)")
MOST_YEARS = 100
_FORMS = "FollowTheMoney JSON lines, the United Nations' XML, or CSV in UTF-8 with a column `name`"
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_LISTED = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}


def read(path: Path) -> list[ListEntry]:
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


def _entities(list_name: str, lines: Iterator[str]) -> Iterator[ListEntry]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        raw = json.loads(line)
        if not isinstance(raw, dict) or not isinstance(raw.get("properties"), dict):
            raise ValueError(f"line {number} is no entity")
        names = tuple(dict.fromkeys(name for key in NAMES for name in _texts(raw["properties"].get(key))))
        if names:
            updated = next((raw[key] for key in DATES if isinstance(raw.get(key), str)), None)
            told = {key: _texts(raw["properties"].get(key)) for key in ("birthDate", *COUNTRIES)}
            countries = tuple(dict.fromkeys(country for key in COUNTRIES for country in told[key]))
            id, schema = str(raw.get("id", number)), str(raw.get("schema"))
            yield ListEntry(list_name, id, schema, names, updated, _years(told["birthDate"]), countries)


def _years(days: Iterable[str]) -> tuple[str, ...]:
    """The years of days such as 1976-05-05 or 1976, in order."""
    return tuple(sorted({year[0] for day in days if (year := _YEAR.match(day))}))


def _texts(values: Any) -> list[str]:
    return [v.strip() for v in values if isinstance(v, str) and v.strip()] if isinstance(values, list) else []


def _table(list_name: str, lines: Iterator[str]) -> Iterator[ListEntry]:
    """Columns: `name`; where wanted `alias`, `born`, `countries` (parted by semicolons), `id`, `schema`, `updated`."""
    for number, row in enumerate(csv.DictReader(lines), start=1):
        if "name" not in row:
            raise ValueError("no column is called name")
        found = _parted([row["name"] or "", *(row.get("alias") or "").split(";")])
        if found:
            schema = row.get("schema") or "LegalEntity"
            born, countries = (_parted((row.get(column) or "").split(";")) for column in ("born", "countries"))
            id, updated = row.get("id") or str(number), row.get("updated") or None
            yield ListEntry(list_name, id, schema, found, updated, _years(born), countries)


def _parted(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _united_nations(list_name: str, file: IO[bytes]) -> Iterator[ListEntry]:
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
            days = [day for birth in element.iter("INDIVIDUAL_DATE_OF_BIRTH") for day in _days(birth)]
            nations = [_words(value.text) for nation in element.iter("NATIONALITY") for value in nation.iter("VALUE")]
            yield ListEntry(list_name, id, schema, found, updated, _years(days), _parted(nations))
        element.clear()


def _days(birth: Element) -> list[str]:
    """A day or year of birth, or all years from one to another."""
    first, last = (_said(birth, name) for name in ("FROM_YEAR", "TO_YEAR"))
    if first.isdecimal() and last.isdecimal() and int(first) <= int(last) <= int(first) + MOST_YEARS:
        return [str(year) for year in range(int(first), int(last) + 1)]
    return [_words(day.text) for day in birth]


def _said(element: Element, name: str) -> str:
    return _words(element.findtext(name))


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
