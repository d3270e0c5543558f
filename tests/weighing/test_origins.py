"""Which references to a speaker are one speaker: over names, descriptions, spokesmen, reports and languages."""

from __future__ import annotations

from secondsource.model import Origin, Source
from secondsource.weighing import entities, origins

from .conftest import Telling


def gathered(*tellings: Telling) -> origins.Origins:
    readings = [t.reading() for t in tellings]
    found = origins.gather(readings, entities.gather(readings))
    assert origins.gather(readings[::-1], entities.gather(readings[::-1])) == found
    return found


def origin(found: origins.Origins, telling: Telling, source: Source) -> Origin:
    (id,) = found.chain(telling.id, [source])
    return next(o for o in found.all if o.id == id)


def test_a_name_is_one_speaker_over_reports() -> None:
    a, b = Telling("a"), Telling("b")
    first = a.source("Dmitry Peskov", "official", thing=a.name("Dmitry Peskov", "person"))
    second = b.source("Dmitrij Peskov", "official", thing=b.name("Dmitrij Peskov", "person"))
    a.states("it is an Aurus", [first])
    b.states("det er en Aurus", [second])
    found = gathered(a, b)
    assert len(found.all) == 1
    assert origin(found, a, first).kind == "official"
    assert origin(found, a, first).entity == "e1"


def test_descriptions_of_a_states_media_are_one_with_its_name() -> None:
    a, b, c = Telling("a"), Telling("b", language="nb"), Telling("c")
    kcna = a.source("KCNA", "state media", thing=a.name("KCNA", "organisation"), role="state_media", code="KP")
    norwegian = b.source("nordkoreanske statlige medier", "state media", role="state_media", code="KP")
    english = c.source("North Korea's state media", "state media", role="state_media", code="KP")
    a.states("a car came", [kcna])
    b.states("en bil kom", [norwegian])
    c.states("a car was given", [english])
    found = gathered(a, b, c)
    assert len(found.all) == 1
    assert found.all[0].aliases == ("North Korea's state media", "nordkoreanske statlige medier")


def test_state_media_of_two_states_are_two() -> None:
    a, b = Telling("a"), Telling("b")
    a.states("a car came", [a.source("North Korean state media", "state media", role="state_media", code="KP")])
    b.states("a car came", [b.source("Russian state media", "state media", role="state_media", code="RU")])
    assert len(gathered(a, b).all) == 2


def test_a_spokesman_speaks_for_the_ministry() -> None:
    a, b = Telling("a"), Telling("b")
    ministry = a.name("Ministry of Fisheries", "organisation")
    same = b.name("Ministry of Fisheries", "organisation")
    a.states(
        "quotas fall",
        [a.source("a spokesman for the Ministry of Fisheries", "official", body=ministry, role="spokesperson")],
    )
    b.states(
        "quotas fall", [b.source("the Ministry of Fisheries", "government", thing=same, role="ministry.fisheries")]
    )
    assert len(gathered(a, b).all) == 1


def test_a_named_spokesman_is_the_ministry_too() -> None:
    a, b = Telling("a"), Telling("b")
    ministry, person = a.name("Ministry of Fisheries", "organisation"), a.name("Ada Holm", "person")
    same = b.name("Ministry of Fisheries", "organisation")
    a.states(
        "quotas fall", [a.source("spokeswoman Ada Holm", "official", thing=person, body=ministry, role="spokesperson")]
    )
    b.states(
        "quotas fall", [b.source("the Ministry of Fisheries", "government", thing=same, role="ministry.fisheries")]
    )
    assert len(gathered(a, b).all) == 1


def test_an_analyst_does_not_speak_for_the_institute_as_one_voice() -> None:
    """Two named people of one institute are two."""
    a, b = Telling("a"), Telling("b")
    home, one = a.name("Quayside Institute", "organisation"), a.name("Ada Holm", "person")
    same, other = b.name("Quayside Institute", "organisation"), b.name("Ivan Berg", "person")
    a.states("it is a breach", [a.source("analyst Ada Holm", "person", thing=one, body=home, role="expert")])
    b.states("it is no breach", [b.source("analyst Ivan Berg", "person", thing=other, body=same, role="expert")])
    assert len(gathered(a, b).all) == 2


def test_two_ministries_of_one_state_are_two() -> None:
    a, b = Telling("a"), Telling("b")
    a.states("a breach", [a.source("the foreign ministry", "government", role="ministry.foreign", code="KR")])
    b.states("a breach", [b.source("the unification ministry", "government", role="ministry.unification", code="KR")])
    assert len(gathered(a, b).all) == 2


def test_unnamed_sources_of_two_reports_stay_apart() -> None:
    a, b = Telling("a", outlet="Harbour Post"), Telling("b", outlet="Elbkurier")
    a.states("talks failed", [a.source("a diplomat", "anonymous", role="source")])
    b.states("talks failed", [b.source("a diplomat", "anonymous", role="source")])
    assert len(gathered(a, b).all) == 2


def test_unnamed_sources_without_an_outlet_stay_apart() -> None:
    a, b = Telling("a"), Telling("b")
    a.states("talks failed", [a.source("two sources", "anonymous", role="source")])
    b.states("talks failed", [b.source("two sources", "anonymous", role="source")])
    assert len(gathered(a, b).all) == 2


def test_an_unnamed_source_heard_of_through_the_same_medium_is_one() -> None:
    a, b = Telling("a"), Telling("b")
    chains = []
    for telling in (a, b):
        agency = telling.source("Reuters", "agency", thing=telling.name("Reuters", "organisation"), role="agency")
        chains.append([agency, telling.source("a diplomat", "anonymous", role="source")])
        telling.states("talks failed", chains[-1])
    found = gathered(a, b)
    assert len(found.all) == 2
    assert found.chain("a", chains[0]) == found.chain("b", chains[1])


def test_bare_police_are_the_storys_police() -> None:
    a, b = Telling("a"), Telling("b")
    bare = a.source("police", "government", role="police")
    a.states("two were hurt", [bare])
    b.states("two were hurt", [b.source("Norwegian police", "government", role="police", code="NO")])
    found = gathered(a, b)
    assert len(found.all) == 1


def test_bare_police_are_nobodys_where_the_story_has_two() -> None:
    a, b, c = Telling("a"), Telling("b"), Telling("c")
    a.states("two were hurt", [a.source("police", "government", role="police")])
    b.states("two were hurt", [b.source("Norwegian police", "government", role="police", code="NO")])
    c.states("two were hurt", [c.source("Danish police", "government", role="police", code="DK")])
    assert len(gathered(a, b, c).all) == 3


def test_a_national_body_is_one_whatever_reports_call_it() -> None:
    """ "Guinea's culture ministry" is the one in Conakry, and the one whose state nobody says."""
    a, b, c = Telling("a"), Telling("b", language="pt"), Telling("c", language="fr")
    role = "ministry.culture"
    a.states("it came back", [a.source("culture ministry in Conakry", "government", role=role, code="GN")])
    thing = b.name("Ministério da Cultura", "organisation")
    b.states("voltou", [b.source("Ministério da Cultura", "government", thing=thing, role=role)])
    named = c.source("Ministère de la Culture", "government", thing=c.name("Ministère de la Culture", "organisation"),
                     role=role, code="GN")  # fmt: skip
    c.states("elle est revenue", [named])
    assert len(gathered(a, b, c).all) == 1


def test_a_national_body_without_a_state_is_nobodys_where_two_states_have_one() -> None:
    a, b = Telling("a"), Telling("b")
    role = "ministry.foreign"
    for code in ("GH", "DK"):
        a.states("she must leave", [a.source(f"foreign ministry of {code}", "government", role=role, code=code)])
    thing = b.name("Ministry of Foreign Affairs", "organisation")
    b.states("she must leave", [b.source("Ministry of Foreign Affairs", "government", thing=thing, role=role)])
    assert len(gathered(a, b).all) == 3


def test_other_ministries_of_one_state_are_others() -> None:
    a = Telling("a")
    for role in ("ministry.culture", "ministry.foreign", "ministry"):
        name = f"Office of {role}"
        thing = a.name(name, "organisation")
        a.states("it came back", [a.source(name, "government", thing=thing, role=role, code="GN")])
    assert len(gathered(a).all) == 3


def test_two_named_forces_of_one_state_stay_two() -> None:
    a = Telling("a")
    for name in ("Royal Norwegian Navy", "Norwegian Air Force"):
        thing = a.name(name, "organisation")
        a.states(f"{name} was there", [a.source(name, "government", thing=thing, role="military", code="NO")])
    assert len(gathered(a).all) == 2


def test_the_police_of_a_state_are_the_only_ones_of_it_that_are_named() -> None:
    a, b, c = Telling("a"), Telling("b"), Telling("c")
    national = a.source("National Police", "government", thing=a.name("National Police", "organisation"),
                        role="police", code="ES")  # fmt: skip
    a.states("three were held", [national])
    b.states("three were held", [b.source("Spanish police", "government", role="police", code="ES")])
    assert len(gathered(a, b).all) == 1
    guard = c.source("Civil Guard", "government", thing=c.name("Civil Guard", "organisation"), role="police", code="ES")
    c.states("three were held", [guard])
    assert len(gathered(a, b, c).all) == 3


def test_the_kind_is_the_most_telling_that_reports_give() -> None:
    a, b = Telling("a"), Telling("b")
    a.states("x happened", [a.source("KCNA", "agency", thing=a.name("KCNA", "organisation"), role="agency")])
    b.states("x happened", [b.source("KCNA", "state media", thing=b.name("KCNA", "organisation"), role="state_media")])
    (only,) = gathered(a, b).all
    assert only.kind == "state media"


def test_a_chain_names_each_speaker_once() -> None:
    a = Telling("a")
    kcna = a.name("KCNA", "organisation")
    chain = [a.source("KCNA", "state media", thing=kcna), a.source("the agency", "agency", thing=kcna)]
    a.states("a car came", chain)
    assert len(gathered(a).chain("a", chain)) == 1


def test_no_statements_give_no_origins() -> None:
    assert gathered(Telling("a")).all == ()


# --- who speaks for an institution ------------------------------------------------------------------


def test_an_officer_is_the_police_where_they_speak_themselves() -> None:
    a, b = Telling("a", language="nb"), Telling("b")
    officer = a.source("Ramsvik", "official", thing=a.name("Kjetil Ramsvik", "person"), role="police")
    police = b.source("Norwegian police", "government", role="police", code="NO")
    a.states("det var 87 om bord", [officer])
    b.states("87 were on board", [police])
    found = gathered(a, b)
    assert len(found.all) == 1
    assert set(found.all[0].aliases) | {found.all[0].name} >= {"Norwegian police"}


def test_a_manager_is_the_firm_that_some_report_gives_him() -> None:
    a, b = Telling("a"), Telling("b")
    firm = a.source("Kallweit", "organisation", thing=a.name("Kallweit", "organisation"))
    body = b.name("Kallweit", "organisation")
    manager = b.source("Reuther", "person", thing=b.name("Joachim Reuther", "person"), body=body, role="company")
    a.states("120 kg escaped", [firm])
    b.states("it was 120 kg", [manager])
    assert len(gathered(a, b).all) == 1


def test_a_minister_and_a_witness_speak_for_themselves() -> None:
    a, b = Telling("a"), Telling("b")
    a.states("it will stay", [a.source("the ministry", "government", role="ministry.culture", code="GN")])
    minister = b.source("Baldé", "official", thing=b.name("Mariam Baldé", "person"), role="minister", code="GN")
    b.states("it will not leave again", [minister])
    assert len(gathered(a, b).all) == 2


def test_officers_of_two_states_stay_apart() -> None:
    a, b = Telling("a"), Telling("b")
    a.states("it is so", [a.source("Berg", "official", thing=a.name("Ola Berg", "person"), role="police", code="NO")])
    b.states("it is so", [b.source("Swedish police", "government", role="police", code="SE")])
    assert len(gathered(a, b).all) == 2


def with_a_firm() -> Telling:
    """A report that lets a firm speak, by its name and without."""
    a = Telling("a")
    firm = a.source("Ferrolevant", "organisation", thing=a.name("Ferrolevant", "organisation"))
    a.states("58 percent stopped", [firm])
    a.states("214 trains were cancelled", [a.source("the company", "organisation", role="company")])
    return a


def test_a_bare_company_is_the_only_firm_that_its_report_lets_speak() -> None:
    assert len(gathered(with_a_firm()).all) == 1
    b = Telling("b")
    for name in ("Ferrolevant", "Occirail"):
        b.states(f"{name} agrees", [b.source(name, "organisation", thing=b.name(name, "organisation"))])
    b.states("it is so", [b.source("the company", "organisation", role="company")])
    assert len(gathered(b).all) == 3


def test_a_bare_union_is_not_the_firm() -> None:
    a, b = with_a_firm(), Telling("b", language="fr")
    a.states("it goes on", [a.source("the union", "organisation", role="union")])
    assert len(gathered(a).all) == 3  # which of both is Ferrolevant, nobody says
    union = b.source("syndicat AML", "organisation", thing=b.name("AML", "organisation"), role="union")
    b.states("la grève continue", [union])
    found = gathered(a, b)
    assert sorted((o.name, *o.aliases) for o in found.all) == [
        ("AML", "syndicat AML", "the union"),
        ("Ferrolevant", "the company"),
    ]


def test_a_bare_company_is_the_one_that_speaks_in_another_report() -> None:
    a, b = with_a_firm(), Telling("b", language="fr")
    b.states("214 trains supprimés", [b.source("la direction", "organisation", role="company")])
    assert len(gathered(a, b).all) == 1


def test_a_spokeswoman_is_the_bare_office_where_her_own_body_does_not_speak() -> None:
    a, b = Telling("a", language="pl"), Telling("b")
    body = a.name("Prokuratura Okręgowa", "organisation")
    spokeswoman = a.source(
        "Malczyk", "official", thing=a.name("Justyna Malczyk", "person"), body=body, role="prosecutors"
    )
    a.states("przyjął łapówkę", [spokeswoman])
    b.states("he took a bribe", [b.source("prosecutors in Wrocław", "government", role="prosecutors")])
    assert len(gathered(a, b).all) == 1


def test_a_firm_that_is_told_like_a_person_is_still_the_firm() -> None:
    """ "The owner, Sarpdeniz, says": what speaks is an organisation, whatever the noun before it."""
    a, b = Telling("a"), Telling("b")
    owner = a.source("owner, Sarpdeniz", "person", thing=a.name("Sarpdeniz", "organisation"), role="company")
    head = b.source("Akarsu", "person", thing=b.name("Levent Akarsu", "person"), role="company")
    a.states("it was 40 tonnes", [owner])
    b.states("40 tonnes at most", [head])
    assert len(gathered(a, b).all) == 1


def test_a_bare_company_is_none_that_its_report_does_not_name() -> None:
    a, b = Telling("a"), Telling("b")
    a.states(
        "5,000 doses came", [a.source("Qilan", "organisation", thing=a.name("Qilan", "organisation"), role="company")]
    )
    for name in ("Seoon", "Haesol"):
        b.states("glass", [b.source(name, "organisation", thing=b.name(name, "organisation"))])
    b.states("it found glass", [b.source("the company", "organisation", role="company")])
    assert len(gathered(a, b).all) == 4
    b.name("Qilan", "organisation")
    assert len(gathered(a, b).all) == 3


def test_a_bare_company_is_not_the_outlet_that_it_told() -> None:
    a = Telling("a", outlet="Ozvěny")
    a.states("we will help", [a.source("Ozvěnám", "organisation", thing=a.name("Ozvěnám", "organisation"))])
    a.states("it is untrue", [a.source("the company", "organisation", role="company")])
    assert len(gathered(a).all) == 2


def of_a_state(*bodies: tuple[str, str]) -> tuple[Telling, Telling]:
    """A report in which the named bodies of Ghana speak, each with its role, and one in which Ghana does."""
    a, b = Telling("a"), Telling("b", language="nb")
    for name, role in bodies:
        a.states(f"{name} expels her", [a.source(name, "government", role=role, code="GH")])
    b.states("hun må ut", [b.source("Ghana", "government", thing=b.name("Ghana", "place", code="GH"), code="GH")])
    return a, b


def test_a_state_that_speaks_is_its_government_or_its_only_ministry() -> None:
    foreign, fisheries = ("the foreign ministry", "ministry.foreign"), ("the fisheries ministry", "ministry.fisheries")
    assert len(gathered(*of_a_state(foreign)).all) == 1
    assert len(gathered(*of_a_state(foreign, fisheries)).all) == 3
    found = gathered(*of_a_state(("the government", "government"), foreign)).all
    assert sorted(tuple(sorted({o.name, *o.aliases})) for o in found) == [
        ("Ghana", "the government"),
        ("the foreign ministry",),
    ]


def test_a_state_without_a_code_is_known_by_its_name() -> None:
    a, b = Telling("a"), Telling("b")
    ministry = a.source("the ministry of Turzania", "government", role="ministry.defence")
    a.name("Turzania", "place", inside=ministry)
    b.states("arms came", [b.source("Turzania", "government", thing=b.name("Turzania", "place"))])
    a.states("arms came", [ministry])
    assert len(gathered(a, b).all) == 1
