"""A pack that breaks the schema is refused by file and key, in words that a translator can act on."""

from __future__ import annotations

import pytest

from secondsource.errors import PackError
from secondsource.packs.pack import parse

HEAD = 'language = "xx"\nname = "Test"\n'


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("language = ", "the file", "is not TOML"),
        ('name = "Test"', "the file", "language"),
        (HEAD + "[writting]\nspaces = true", "writting", "unknown key; known are"),
        (HEAD + "[attribution]\nsays = []", "attribution.says", "unknown key; known are say"),
        (HEAD + '[attribution]\nsay = "said"', "attribution.say", "'said' is not what this key holds"),
        (HEAD + "[attribution]\nsay = [1]", "attribution.say", "[1] is not what this key holds"),
        (HEAD + '[attribution]\nsay = [" "]', "attribution.say", "[' '] is not what this key holds"),
        (HEAD + '[writing]\nspaces = "yes"', "writing.spaces", "'yes' is not what this key holds"),
        (HEAD + '[writing]\ncapitals = "all"', "writing.capitals", "'all' is not what this key holds"),
        (HEAD + "attribution = 3", "attribution", "3 is not what this key holds"),
        (HEAD + '[speakers]\nwizard = ["wizard"]', "speakers.wizard", "unknown speaker; known are spokesperson"),
        (HEAD + '[speakers]\npolice = "police"', "speakers.police", "is not what this key holds"),
        (HEAD + '[quotes]\npairs = ["«"]', "quotes.pairs", "'«' is not two characters"),
        (HEAD + '[time.relative]\nyesterday = ["yesterday"]', "time.relative.yesterday", "day-1"),
        (HEAD + '[time.months]\n13 = ["Smarch"]', "time.months.13", "from 1 to 12"),
        (HEAD + '[time.months]\nMay = ["May"]', "time.months.May", "from 1 to 12"),
        (HEAD + '[time.weekdays]\n0 = ["Sunday"]', "time.weekdays.0", "from 1 to 7"),
        (HEAD + "[numbers.words]\ntwo = true", "numbers.words.two", "True is not what this key holds"),
    ],
)
def test_the_error_names_file_and_key(text: str, key: str, reason: str) -> None:
    with pytest.raises(PackError) as caught:
        parse(text, file="xx.toml")
    error = caught.value
    assert (error.file, error.key) == ("xx.toml", key)
    assert reason in error.reason
    assert str(error) == f"xx.toml: {key}: {error.reason}"


def test_a_key_that_narrows_a_speaker_is_taken() -> None:
    pack = parse(HEAD + '[speakers]\n"ministry.forestry" = ["forestry ministry"]', file="xx.toml")
    assert pack.speaker_nouns.key("Forestry Ministry") == "ministry.forestry"


def test_what_is_left_out_is_empty() -> None:
    pack = parse(HEAD, file="xx.toml")
    assert (pack.attribution.say, dict(pack.speakers), pack.writing.spaces) == ((), {}, True)


def test_whole_numbers_will_do_where_a_fraction_is_asked_for() -> None:
    assert parse(HEAD + "[numbers.words]\ntwo = 2", file="xx.toml").numbers.words["two"] == 2.0


def test_a_pack_cannot_be_changed() -> None:
    pack = parse(HEAD + '[speakers]\npolice = ["police"]', file="xx.toml")
    with pytest.raises(TypeError):
        pack.speakers["police"] = ()  # type: ignore[index]
