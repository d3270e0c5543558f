"""Speakers whom no name, role or state makes one: by what they are called, what they say, and what they are."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding import Space
from secondsource.model import Source, Statement
from secondsource.weighing import entities, origins, sameness
from secondsource.weighing.likeness import Pairs

from .conftest import Telling

# The package lifts the function of that name, which hides the module.
weighing = importlib.import_module("secondsource.weighing.weigh")

LIKE = {"his granddaughter": 0, "barnebarnet": 0, "the mayor": 1, "borgermesteren": 1, "a witness": 2}


class Called:
    """An encoder that puts each wording where `LIKE` says, and any other apart from all."""

    name = "called"
    dimensions = 16
    space = Space({"en": np.zeros(16, np.float32)}, np.zeros(16, np.float32))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 16), np.float32)
        for n, text in enumerate(texts):
            rows[n, LIKE.get(text, 3 + sum(map(ord, text)) % 13)] = 1.0
        return rows


class Spaceless(Called):
    """The same, of whose space nothing is known."""

    space = None


def joined(
    *tellings: Telling, alike: Sequence[tuple[Statement, Statement]] = (), encoder: Called | None = None
) -> set[frozenset[str]]:
    """The wordings that are joined; each pair in `alike` surely says one thing."""
    readings = [t.reading() for t in tellings]
    known = entities.gather(readings)
    found = origins.gather(readings, known)
    facts = [weighing._facts(r, n, known, found) for r in readings for n in range(len(r.statements))]
    place = {f.statement: n for n, f in enumerate(facts)}
    both = sorted(tuple(sorted((place[a], place[b]))) for a, b in alike)
    first, second = (np.array([pair[n] for pair in both], np.intp) for n in (0, 1))
    likely = Pairs(first, second, np.full(len(both), 0.95))
    groups = sameness.alike(readings, known, found, facts, likely, encoder or Called())
    texts = {
        origins.place(t.id, s): s.text for t in tellings for q in t.reading().statements for c in q.chains for s in c
    }
    return {frozenset(texts[at] for at in group) for group in groups}


def pair(one: Source, other: Source, a: Telling, b: Telling) -> list[tuple[Statement, Statement]]:
    return [(a.states("the bowl was bought", [one]), b.states("skålen ble kjøpt", [other]))]


def test_who_is_called_alike_and_says_the_same_is_one() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    said = pair(a.source("his granddaughter", "anonymous"), b.source("barnebarnet", "anonymous"), a, b)
    assert joined(a, b, alike=said) == {frozenset({"his granddaughter", "barnebarnet"})}


def test_who_says_the_same_and_is_called_otherwise_is_another() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    said = pair(a.source("his granddaughter", "anonymous"), b.source("a witness", "anonymous"), a, b)
    assert joined(a, b, alike=said) == set()


def test_who_is_called_alike_and_says_something_else_is_another() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    pair(a.source("his granddaughter", "anonymous"), b.source("barnebarnet", "anonymous"), a, b)
    assert joined(a, b) == set()


def test_what_two_are_called_says_nothing_in_an_unknown_space() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    said = pair(a.source("his granddaughter", "anonymous"), b.source("barnebarnet", "anonymous"), a, b)
    assert joined(a, b, alike=said, encoder=Spaceless()) == set()


def _mayors(one: str | None = None, other: str | None = None) -> set[frozenset[str]]:
    """Whether two mayors are joined, of these states."""
    a, b = Telling("a"), Telling("b", language="nb")
    first = a.source("the mayor", "official", role="leader", code=one)
    second = b.source("borgermesteren", "official", role="leader", code=other)
    return joined(a, b, alike=pair(first, second, a, b))


def test_speakers_of_two_states_are_two() -> None:
    assert _mayors() == _mayors("NO") == {frozenset({"the mayor", "borgermesteren"})}
    assert _mayors("NO", "SE") == set()


def test_speakers_of_one_report_are_two() -> None:
    a = Telling("a")
    first, second = (
        a.source("the mayor", "official", role="leader"),
        a.source("borgermesteren", "official", role="leader"),
    )
    assert joined(a, alike=[(a.states("it is closed", [first]), a.states("stengt", [second]))]) == set()


def test_two_of_one_report_are_not_joined_through_a_third() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    first, second = (a.source(text, "official", role="leader") for text in ("the mayor", "borgermesteren"))
    third = b.source("borgermesteren", "official", role="leader")
    mine, yours, theirs = a.states("closed", [first]), a.states("it is closed", [second]), b.states("stengt", [third])
    (group,) = joined(a, b, alike=[(mine, theirs), (yours, theirs)])
    assert len(group) < 3


def test_persons_with_names_in_one_script_are_two_whatever_they_are_called() -> None:
    a, b = Telling("a"), Telling("b")
    LIKE.update({"mayor Ada Lind": 1, "mayor Ola Berg": 1})
    first = a.source("mayor Ada Lind", "official", thing=a.name("Ada Lind", "person"), role="leader")
    second = b.source("mayor Ola Berg", "official", thing=b.name("Ola Berg", "person"), role="leader")
    assert joined(a, b, alike=pair(first, second, a, b)) == set()


def test_outlets_and_firms_with_names_in_one_script_are_two() -> None:
    for kind, role in (("outlet", "outlet"), ("organisation", "company")):
        a, b = Telling("a"), Telling("b", language="es")
        LIKE.update({"the daily Tidewater": 1, "el diario Estuario": 1})
        first = a.source("the daily Tidewater", kind, thing=a.name("Tidewater", "organisation"), role=role)
        second = b.source("el diario Estuario", kind, thing=b.name("Estuario", "organisation"), role=role)
        assert joined(a, b, alike=pair(first, second, a, b)) == set()


def test_a_person_who_is_named_in_two_scripts_is_no_other_of_either() -> None:
    a, b = Telling("a"), Telling("b", language="ru")
    LIKE.update({"the spokesman Teshkaly": 1, "представитель Ашкар": 1})
    first = a.source("the spokesman Teshkaly", "official", thing=a.name("Anvar Teshkaly", "person"), role="leader")
    a.name("Анвар Тешкалы", "person", thing=0)
    second = b.source("представитель Ашкар", "official", thing=b.name("Ренат Ашкар", "person"), role="leader")
    assert joined(a, b, alike=pair(first, second, a, b)) == set()


def test_a_person_is_one_with_whom_another_script_names() -> None:
    a, b = Telling("a"), Telling("b", language="zh")
    LIKE.update({"President Whitefield": 1, "总统白田": 1})
    first = a.source("President Whitefield", "official", thing=a.name("Whitefield", "person"), role="leader")
    second = b.source("总统白田", "official", thing=b.name("白田", "person"), role="leader")
    assert joined(a, b, alike=pair(first, second, a, b)) == {frozenset({"President Whitefield", "总统白田"})}


def test_ministries_of_two_fields_are_two() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    LIKE.update({"the foreign ministry": 1, "forsvarsdepartementet": 1})
    first = a.source("the foreign ministry", "government", role="ministry.foreign")
    second = b.source("forsvarsdepartementet", "government", role="ministry.defence")
    assert joined(a, b, alike=pair(first, second, a, b)) == set()


def test_who_only_tells_on_is_not_who_said_it() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    paper, mayor = a.source("his granddaughter", "organisation"), a.source("the mayor", "official", role="leader")
    told = a.states("it is closed", [paper, mayor])
    other = b.states("stengt", [b.source("barnebarnet", "organisation")])
    assert joined(a, b, alike=[(told, other)]) == set()


def test_joined_speakers_count_once() -> None:
    a, b = Telling("a"), Telling("b", language="nb")
    first, second = a.source("his granddaughter", "anonymous"), b.source("barnebarnet", "anonymous")
    pair(first, second, a, b)
    readings = [a.reading(), b.reading()]
    known = entities.gather(readings)
    assert len(origins.gather(readings, known).all) == 2
    one = [[origins.place("a", first), origins.place("b", second)]]
    (origin,) = origins.gather(readings, known, alike=one).all
    assert {origin.name, *origin.aliases} == {"his granddaughter", "barnebarnet"}


def test_a_quotation_and_its_translation_have_one_speaker() -> None:
    """Two who are called otherwise, one a person and one a body: what both report is no more than alike."""
    for mode, expected in (("quoted", {frozenset({"Ola Berg", "the ferry line"})}), ("reported", set())):
        a, b = Telling("a"), Telling("b")
        person = a.source("Ola Berg", "person", thing=a.name("Ola Berg", "person"))
        body = b.source("the ferry line", "organisation", role="company")
        said = [(a.states("vi seiler ikke", [person], mode=mode), b.states("we do not sail", [body], mode=mode))]
        assert joined(a, b, alike=said) == expected


def test_who_speaks_for_a_ministry_may_be_the_ministry_of_another_report() -> None:
    a, b = Telling("a"), Telling("b")
    spokesman = a.source("ministry spokesman Ola Berg", "official", thing=a.name("Ola Berg", "person"), role="ministry")
    ministry = b.source("foreign ministry", "government", role="ministry.foreign", code="GH")
    said = [(a.states("she must leave", [spokesman], mode="quoted"), b.states("hun må ut", [ministry], mode="quoted"))]
    b.states("she stays", [b.source("Danish foreign ministry", "government", role="ministry.foreign", code="DK")])
    assert joined(a, b, alike=said) == {frozenset({"ministry spokesman Ola Berg", "foreign ministry"})}
