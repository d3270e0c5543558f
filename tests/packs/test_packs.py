"""The packs that ship: each loads, each phrase compiles, and a language without one gets the fallback."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from secondsource.model import OriginKind
from secondsource.packs import FALLBACK, SPEAKER_KINDS, Pack, languages, load, lookalikes
from secondsource.packs.check import check_shipped
from secondsource.packs.phrases import alternation, pattern

ALL = [*languages(), FALLBACK]


def lists(value: object, where: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Every list of strings in a pack, with the key under which it stands."""
    if isinstance(value, tuple):
        return [(where, value)] if all(isinstance(v, str) for v in value) else []
    inner = value.items() if hasattr(value, "items") else getattr(value, "__dict__", {}).items()
    return [found for key, v in inner if not key.startswith("_") for found in lists(v, f"{where}.{key}".lstrip("."))]


def test_the_packs_that_there_are() -> None:
    assert {"ar", "de", "en", "es", "fr", "ja", "ko", "nb", "nn", "ru", "uk", "zh"} <= set(languages())
    assert FALLBACK not in languages()
    assert languages() == sorted(languages())


@pytest.mark.parametrize("language", ALL)
def test_a_pack_loads_under_the_name_of_its_file(language: str) -> None:
    pack = load(language)
    assert pack.language == language
    assert pack.name
    assert load(language) is pack


@pytest.mark.parametrize("language", ALL)
def test_every_phrase_compiles_and_finds_itself(language: str) -> None:
    pack = load(language)
    for key, phrases in lists(pack):
        if key in ("quotes.pairs", "names.inside") or not phrases:
            continue
        compiled = alternation(phrases, spaces=pack.writing.spaces)
        for phrase in phrases:
            re.compile(pattern(phrase))
            plain = phrase.replace("*", "").replace("…", " ")
            assert compiled.search(plain), f"{language}: {key}: {phrase!r} does not find itself"


@pytest.mark.parametrize("language", languages())
def test_a_pack_knows_how_its_language_attributes_and_tells_time(language: str) -> None:
    pack = load(language)
    assert pack.attribution.say
    assert pack.attribution.according_before or pack.attribution.according_after
    assert pack.stance.deny or pack.attribution.deny
    assert pack.stance.withhold or pack.attribution.withhold
    assert pack.hedges.words
    assert {"police", "spokesperson", "ministry", "source", "state_media"} <= pack.speakers.keys()
    assert pack.quotes.pairs
    assert {"day-1", "day+0", "day+1"} <= pack.time.relative.keys()


def test_packs_check_finds_nothing_to_mend() -> None:
    """A phrase twice in one list, or in two that contradict; a key that every other pack fills; no cases."""
    checked = check_shipped()
    assert [pack.file for pack in checked] == sorted(f"{language}.toml" for language in ALL)
    assert [f"{slip.file}: {slip.key}: {slip.reason}" for pack in checked for slip in pack.slips] == []


@pytest.mark.parametrize("language", ["xx", "sw", "", "EN", "../en", "en.toml", "x" * 1000, "\0", FALLBACK])
def test_a_language_without_a_pack_gets_the_fallback(language: str) -> None:
    assert load(language).language == FALLBACK


def test_every_language_that_a_pack_resembles_leads_to_it() -> None:
    found = lookalikes()
    for language in languages():
        for taken_for in load(language).resembles:
            assert language in found[taken_for]
    assert all((of[0] == code) == (code in languages()) for code, of in found.items())


def test_speaker_nouns_tell_the_kind_of_speaker() -> None:
    nouns = load("en").speaker_nouns
    assert nouns.key("police") == "police"
    assert [key for _, key in nouns.find("The police and a spokesman said so")] == ["police", "spokesperson"]


def test_every_speaker_key_makes_a_kind_of_origin() -> None:
    assert set(SPEAKER_KINDS.values()) <= set(OriginKind.__args__)  # type: ignore[attr-defined]


def test_an_empty_pack_finds_nothing() -> None:
    pack = Pack("xx", "Nothing")
    assert not pack.any_of().search("anything at all")
    assert not pack.any_of(*pack.attribution.say).search("he said")
    assert pack.speaker_nouns.key("police") is None


def test_packs_are_the_only_toml_beside_the_code() -> None:
    names = [p.name for p in resources.files("secondsource.packs").iterdir() if p.name.endswith(".toml")]
    assert sorted(names) == sorted(f"{language}.toml" for language in ALL)
