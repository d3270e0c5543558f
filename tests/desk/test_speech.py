"""The desk's languages: what is said in each, and days as each writes them."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from secondsource.desk.messages import messages
from secondsource.desk.speech import preferred, speech, spoken
from secondsource.model import Interval
from secondsource.render.wording import interval_words


def interval(text: str) -> Interval:
    earliest, _, latest = text.partition("/")
    return Interval(date.fromisoformat(earliest), date.fromisoformat(latest or earliest))


@pytest.mark.parametrize("code", [code for code in spoken() if code != "en"])
def test_a_catalogue_says_everything_and_nothing_else(code: str) -> None:
    with files("secondsource.desk").joinpath("locale", f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    wanted = {message if isinstance(message, str) else message[0] for message in messages()}
    held = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogue if one.id}
    assert wanted - held == set(), "run scripts/messages and translate"
    assert held - wanted == set(), "run scripts/messages"
    for one in catalogue:
        strings = one.string if isinstance(one.string, tuple) else (one.string,)
        assert not one.id or all(strings), one.id
        assert not list(one.check(catalogue)), one.id


def test_what_is_said_is_gathered() -> None:
    found = set(messages())
    assert {"Reading room", "states", "state media", "Corroborated", "Further back", "no copy"} <= found
    assert ("%(num)s story", "%(num)s stories") in found
    assert "%(told)s; all lean on %(name)s." in found


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("nb", "nb"),
        ("nn-NO,en;q=0.4", "nb"),
        ("no", "nb"),
        ("fr, nb;q=0.3, en;q=0.9", "en"),
        ("fr", "en"),
        ("", "en"),
        ("nb;q=nonsense, en", "en"),
        (";;;,,,q=", "en"),
    ],
)
def test_the_browsers_wish(asked: str, code: str) -> None:
    assert preferred(asked) == code


@pytest.mark.parametrize(
    ("days", "en", "nb"),
    [
        ("2024-02-18", "18 Feb 2024", "18. feb. 2024"),
        ("2024-02-18/2024-02-20", "18–20 Feb 2024", "18.–20. feb. 2024"),
        ("2024-02-01/2024-02-29", "Feb 2024", "feb. 2024"),
        ("2024-01-01/2024-12-31", "2024", "2024"),
        ("2019-01-01/2024-12-31", "2019–2024", "2019–2024"),
        ("2024-01-28/2024-02-03", "28 Jan – 3 Feb 2024", "28. jan.–3. feb. 2024"),
        ("2024-02-01/2024-03-31", "Feb – Mar 2024", "feb.–mars 2024"),
        ("0001-01-01/2024-02-18", "until 18 Feb 2024", "til 18. feb. 2024"),
        ("2024-02-18/9999-12-31", "from 18 Feb 2024", "fra 18. feb. 2024"),
        ("0001-01-01/9999-12-31", "any time", "når som helst"),
    ],
)
def test_days(days: str, en: str, nb: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\u2009", " ").replace("\u202f", " ").replace("\xa0", " ")

    assert plain(speech("en").days(interval(days))) == en
    assert plain(speech("nb").days(interval(days))) == nb
    assert interval_words(interval(days)).replace(" ", "") == en.replace(" ", "")


def test_a_language_that_there_is_not_is_english() -> None:
    assert speech("xx").code == "en"
    assert speech("nb").language("fr") == "fransk"
    assert speech("en").language("und") == "language unknown"
    assert speech("nb").count(1, "story") == "1 sak"
    assert speech("nb").count(3, "story") == "3 saker"
