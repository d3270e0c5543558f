"""Chinese characters as other languages read them."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib import resources

import pytest

from secondsource.packs import han


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("大成建设", {"대성건설"}),
        ("大成建設", {"대성건설"}),  # traditional and Japanese
        ("林庆洙", {"린경수", "림경수", "임경수"}),  # several readings
        ("ソオン製薬", {"ソオン제약"}),  # what is no Chinese character stays
        ("Kvitflesa", set()),
        ("", set()),
    ],
)
def test_a_name_is_read(name: str, read: set[str]) -> None:
    assert han.readings(name) == read


def test_a_hostile_name_has_few_readings() -> None:
    assert len(han.readings("林金車李" * 5000)) <= han.MOST


def test_the_files_give_one_sign_for_one_character() -> None:
    files = [f for f in resources.files(han).iterdir() if f.name.endswith(".toml")]
    assert files
    for file in files:
        for reading, characters in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert len(reading) == 1
            assert len(set(characters)) == len(characters), f"{file.name}: {reading} lists a character twice"
            assert all(unicodedata.name(c).startswith("CJK ") for c in characters), f"{file.name}: {reading}"
