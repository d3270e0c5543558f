"""Chinese characters as other languages read them: 瑞温 is Seoon (서온) in Korea. One TOML file for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import islice, product

MOST = 16
"""Ways in which a name may be read that are looked at, where its characters have several readings each."""


@cache
def _tables() -> tuple[Mapping[str, str], ...]:
    """For each language its characters, each with all its readings, one letter or sign each."""
    tables = []
    for file in sorted(resources.files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            table: dict[str, str] = {}
            for reading, characters in tomllib.loads(file.read_text(encoding="utf-8")).items():
                for character in characters:
                    table[character] = table.get(character, "") + reading
            tables.append(table)
    return tuple(tables)


@lru_cache(maxsize=65536)
def readings(name: str) -> frozenset[str]:
    """A name with its Chinese characters as each language may read them; empty where it has none that one can."""
    found: set[str] = set()
    for table in _tables():
        if any(sign in table for sign in name):
            ways = product(*(table.get(sign, sign) for sign in name))
            found.update("".join(way) for way in islice(ways, MOST))
    return frozenset(found)
