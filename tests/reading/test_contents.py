"""Contents: what of a sentence was said, without the words that open it and those that tell when and how."""

from __future__ import annotations

import re

import pytest

from secondsource.model import Block, Report
from secondsource.packs import load
from secondsource.reading import read


def contents(text: str, language: str = "en") -> list[list[str]]:
    """The content of every attribution of a text that is one block, part by part, without its full stop."""
    report = Report("r", text, language, None, None, None, None, blocks=(Block(0, len(text), "body"),), pack=language)
    found = read(report, load(language)).attributions
    assert all(text[c.start : c.end] == c.text for a in found for c in a.content)
    return [[c.text.rstrip(".。") for c in a.content] for a in found]


# What was said stands between brackets.
@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("cs", "Mluvčí policie řekl, že [auto bylo ukradeno z garáže]."),
        ("sk", "Polícia oznámila, že [most je od rána uzavretý]."),
        ("pl", "Rzecznik policji powiedział, że [samochód został skradziony]."),
        ("ru", "Представитель полиции сообщил, что [мост закрыт для грузовиков]."),
        ("uk", "Поліція повідомила, що [міст закрито для вантажівок]."),
        ("bg", "Полицията съобщи, че [мостът е затворен за камиони]."),
        ("hr", "Policija je priopćila da [je most zatvoren za kamione]."),
        ("hu", "A rendőrség közölte, hogy [az autót ellopták a garázsból]."),
        ("de", "Die Polizei teilte mit, dass [die Brücke gesperrt bleibt]."),
        ("fi", "Poliisi kertoi, että [auto oli varastettu]."),
        ("da", "Politiet oplyser tirsdag, at [broen er lukket for lastbiler]."),
        ("nb", "Politiet opplyser at [broen er stengt for lastebiler]."),
        ("fr", "La police a déclaré que [le pont était fermé aux camions]."),
        ("en", "The police said that [the bridge was closed to lorries]."),
    ],
)
def test_the_word_that_opens_what_was_said_is_no_part_of_it(language: str, marked: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    assert contents(text, language) == [[re.findall(r"\[(.*)\]", marked)[0]]]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("sk", "Primátor Jozef Lúčny v utorok na tlačovej konferencii povedal, že [odstúpi]."),
        ("ru", "Мэр Иван Лесной во вторник на пресс-конференции заявил, что [уходит]."),
        ("hu", "A polgármester kedden elmondta, hogy [lemond]."),
        ("cs", "Starosta města v pondělí řekl, že [odejde]."),
        ("de", "Der Minister sagte am Dienstag vor der Presse in Berlin, dass [die Brücke gesperrt bleibt]."),
        ("bg", "Капитанът на ферибота каза пред телевизия „Южен вятър“, че [двигателят е спрял]."),
        ("en", "The official said on condition of anonymity that [the pump was old]."),
        ("en", "The official said, speaking on condition of anonymity, that [the pump was old]."),
        ("en", "The official said in a statement on Sunday that [the pump was old]."),
        ("en", "The mayor of Moorbeck said on Sunday that [he resigns]."),
    ],
)
def test_what_stands_before_that_was_not_said(language: str, marked: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    assert contents(text, language) == [[re.findall(r"\[(.*)\]", marked)[0]]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Minister sagte, er wisse nicht, dass die Brücke gesperrt sei.", "er wisse nicht, dass die Brücke"),
        ("cs", "Starosta řekl, neví prý, že je most uzavřený.", "neví prý, že je most"),
        ("en", "The mayor said, nobody knew, that the bridge was closed.", "nobody knew, that the bridge"),
    ],
)
def test_that_inside_what_was_said_opens_nothing(language: str, text: str, expected: str) -> None:
    assert any(expected in part for found in contents(text, language) for part in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The boat, police said, was sold to a firm.", ["The boat", "was sold to a firm"]),
        ("On Sunday, the official said, the pump failed at noon.", ["On Sunday", "the pump failed at noon"]),
        ("The boat was sold to a firm, police said.", ["The boat was sold to a firm"]),
        ("“The pump was old,” the official said.", ["“The pump was old,”"]),
    ],
)
def test_both_sides_of_source_and_cue(text: str, expected: list[str]) -> None:
    assert contents(text) == [expected]
