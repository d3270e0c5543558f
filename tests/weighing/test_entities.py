"""Which names are one thing over spellings, scripts and languages, and which must stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import EntityKind
from secondsource.weighing.entities import gather

from .conftest import Telling


def together(one: str, other: str, kind: EntityKind = "person") -> bool:
    """Whether two reports that each name one thing name the same thing."""
    a, b = Telling("a"), Telling("b")
    a.name(one, kind)
    b.name(other, kind)
    return len(gather([a.reading(), b.reading()]).all) == 1


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Kim Jong-un", "Kim Jong Un", "person"),
        ("Kim Jong-un", "KIM JONG-UN", "person"),
        ("Dmitry Peskov", "Dmitrij Peskov", "person"),
        ("Dmitri Peskow", "Dmitry Peskov", "person"),
        ("Дмитрий Песков", "Dmitry Peskov", "person"),
        ("드미트리 페스코프", "Dmitri Peskow", "person"),
        ("Владимир Путин", "Vladimir Putin", "person"),
        ("Peskov", "Dmitry Peskov", "person"),
        ("Aurus Senat", "Aurus Senate", "product"),
        ("Aurus Senat", "Arus Senat", "product"),
        ("IAEA", "International Atomic Energy Agency", "organisation"),
        ("Sarpdeniz", "Sarpdeniz Denizcilik", "organisation"),
        ("Łukasiewicz", "Lukasiewicz", "person"),
        ("Керте", "Kerte", "organisation"),
        ("قرقنة", "Kerkennah", "place"),
        ("Chokri Ben Ameur", "Shukri Bin Amer", "person"),
        ("Bodø", "Bodo", "place"),
    ],
)
def test_one_thing(one: str, other: str, kind: EntityKind) -> None:
    assert together(one, other, kind)
    assert together(other, one, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Kim Jong Un", "Kim Yo Jong", "person"),
        ("Anna Holm", "Anders Holm", "person"),
        ("Anna Holm", "Anna Berg", "person"),
        ("Ivan Petrov", "Irina Petrova", "person"),
        ("North Sea", "South Sea", "place"),
        ("Bank of Norland", "Bank of Sudland", "organisation"),
        ("Yonhap", "KCNA", "organisation"),
        ("Sund", "Lund", "place"),
        ("Aurus", "Lexus", "product"),
        ("BBC", "BBK", "organisation"),
    ],
)
def test_two_things(one: str, other: str, kind: EntityKind) -> None:
    assert not together(one, other, kind)
    assert not together(other, one, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind", "same"),
    [
        ("文庆洙", "문경수", "person", True),  # Korean, as Chinese writes it and as it is read in Korea
        ("文庆洙", "Mun Gyeong-su", "person", True),
        ("林春晓", "임춘효", "person", True),  # a character with two readings
        ("林春晓", "문경수", "person", False),
        ("大成建设", "대성건설", "organisation", True),
        ("大成建设", "대상건설", "organisation", False),  # nearly alike, and another firm
    ],
)
def test_chinese_characters_are_read_as_korean_reads_them(one: str, other: str, kind: EntityKind, same: bool) -> None:
    assert together(one, other, kind) is same
    assert together(other, one, kind) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Daeseong Pharm", "en"), ("대성제약", "ko"), True),
        (("Daeseong", "en"), ("대성제약", "ko"), True),
        (("Банк Вермлунд", "ru"), ("Vermlund Bank", "en"), True),
        (("Daeseong Pharm", "en"), ("대상전자", "ko"), False),
        (("Daeseong Pharm", "en"), ("Daeseong Shipping", "en"), False),  # in one script, two names are two
    ],
)
def test_a_firm_is_known_in_another_script_without_the_noun_that_says_what_it_is(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    tellings = [Telling(id, pack=pack) for id, (_, pack) in zip("ab", (one, other), strict=True)]
    for telling, (text, _) in zip(tellings, (one, other), strict=True):
        telling.name(text, "organisation")
    assert (len(gather([t.reading() for t in tellings]).all) == 1) is same


def test_a_state_is_known_by_its_code_in_any_language() -> None:
    a, b = Telling("a"), Telling("b", language="ko")
    a.name("Norway", "place", code="NO")
    b.name("노르웨이", "place", code="NO")
    (state,) = gather([a.reading(), b.reading()]).all
    assert len(state.mentions) == 2


def test_a_state_is_no_name_that_is_spelled_like_it() -> None:
    a, b = Telling("a"), Telling("b")
    a.name("Georgia", "place", code="GE")
    b.name("Georgia", "person")
    assert len(gather([a.reading(), b.reading()]).all) == 2


def test_a_person_is_no_place_of_that_name() -> None:
    a, b = Telling("a"), Telling("b")
    a.name("Washington", "person")
    b.name("Washington", "place")
    assert len(gather([a.reading(), b.reading()]).all) == 2


def test_who_is_taken_for_a_place_in_one_report_is_known_by_a_full_name() -> None:
    tellings = [Telling(id) for id in "abc"]
    for telling, kind in zip(tellings, ("person", "place", "person"), strict=True):
        telling.name("Ivo Brandt Kell", kind)
    (one,) = gather([t.reading() for t in tellings]).all
    assert one.kind == "person", "as most say"


def test_names_that_are_alike_as_wholes_go_before_short_forms() -> None:
    """A report names a maker, and one of its cars with a slip; another spells that car right."""
    a, b = Telling("a"), Telling("b")
    a.name("Velmora", "product")
    a.name("Velnora Castell", "product")
    b.name("Velmora Castell", "product")
    assert {frozenset((e.name, *e.aliases)) for e in gather([a.reading(), b.reading()]).all} == {
        frozenset({"Velmora"}),
        frozenset({"Velnora Castell", "Velmora Castell"}),
    }


def test_two_of_one_family_stay_two_also_by_a_surname_that_fits_both() -> None:
    """One report names both; another's bare surname may be either, but never joins them."""
    a, b = Telling("a"), Telling("b")
    a.name("Ada Holm", "person")
    a.name("Ida Holm", "person")
    b.name("Holm", "person")
    found = gather([a.reading(), b.reading()])
    assert found.of["a", 0] != found.of["a", 1]


def test_what_a_report_holds_apart_is_not_joined_through_a_third() -> None:
    a, b, c = Telling("a"), Telling("b"), Telling("c")
    a.name("Marta Lindqvist", "person")
    a.name("Marta Lindkvist", "person")
    b.name("Marta Lindqvist", "person")
    c.name("Marta Lindkvist", "person")
    found = gather([a.reading(), b.reading(), c.reading()])
    assert found.of["a", 0] == found.of["b", 0] != found.of["a", 1] == found.of["c", 0]


def test_a_description_is_a_further_mention_of_what_it_describes() -> None:
    a = Telling("a")
    kcna = a.name("KCNA", "organisation")
    a.source("the North Korean agency", "state media", thing=kcna, role="agency", described=True)
    (entity,) = gather([a.reading()]).all
    assert [m.text for m in entity.mentions] == ["KCNA", "the North Korean agency"]
    assert (entity.name, entity.aliases) == ("KCNA", ("the North Korean agency",))


def test_an_institution_that_nobody_names_is_one_thing_over_reports() -> None:
    a, b = Telling("a"), Telling("b")
    a.source("the Norwegian police", "government", role="police", code="NO", described=True)
    b.source("politiet", "government", role="police", code="NO", described=True)
    b.source("the Danish police", "government", role="police", code="DK", described=True)
    found = gather([a.reading(), b.reading()]).all
    assert sorted(len(e.mentions) for e in found) == [1, 2]
    assert {e.kind for e in found} == {"organisation"}


def test_a_named_institution_of_no_state_is_not_that_of_two() -> None:
    a, b, c = Telling("a"), Telling("b"), Telling("c")
    a.name("MFA", "organisation", role="ministry.foreign")
    b.source("Danish foreign ministry", "government", role="ministry.foreign", code="DK", described=True)
    assert len(gather([a.reading(), b.reading()]).all) == 1
    c.source("Ghana's foreign ministry", "government", role="ministry.foreign", code="GH", described=True)
    assert len(gather([a.reading(), b.reading(), c.reading()]).all) == 3


def test_the_name_is_full_and_the_kind_is_what_most_say() -> None:
    a, b, c = Telling("a"), Telling("b"), Telling("c")
    a.name("Peskov", "person")
    b.name("Dmitry Peskov", "person")
    c.name("Peskov", "other")
    (entity,) = gather([a.reading(), b.reading(), c.reading()]).all
    assert (entity.name, entity.kind, entity.aliases) == ("Dmitry Peskov", "person", ("Peskov",))


NAMES = st.sampled_from(
    ["Kim", "Kim Jong-un", "Kim Yo-jong", "Ким Чен Ын", "Jong", "Holm", "Ada Holm", "Ida Holm", "NRK", "", "…", "李"]
)


@given(st.lists(st.lists(NAMES.filter(bool), max_size=4), max_size=4))
def test_any_names_give_entities_that_respect_each_report(told: list[list[str]]) -> None:
    tellings = []
    for number, names in enumerate(told):
        telling = Telling(f"{number}")
        for name in dict.fromkeys(names):
            telling.name(name, "person")
        tellings.append(telling.reading())
    found = gather(tellings)
    assert found == gather(tellings[::-1])
    for reading in tellings:
        mine = [found.of[reading.report.id, n.thing] for n in reading.names]
        assert len(set(mine)) == len(mine), "two things of one report became one"
    assert sum(len(e.mentions) for e in found.all) == sum(len(r.names) for r in tellings)
