"""On whose word: sources of the tagger put right by rules, quotations without a cue, and sentences that point back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from secondsource.model import Block, EntityKind, Reading, Report
from secondsource.packs import load
from secondsource.reading import read
from secondsource.tagging import Tagged, TaggedAttribution, TaggedName

MARK = re.compile(r"\[([sqc]):([^\]]*)\]")
Names = Mapping[str, EntityKind]


class Given:
    """A tagger that finds what it is told to find."""

    def __init__(self, found: Tagged) -> None:
        self.found = found

    def tag(self, text: str, sentences: object) -> Tagged:
        return self.found


def marked(
    lines: Sequence[str], language: str, names: Names | None = None, outlet: str | None = None, first: str = "body"
) -> Reading:
    """A report of paragraphs in which `[s:…] [q:…] [c:…]` mark source, cue and content: one attribution a line.

    Without `names` no tagger is at work. `first` is the role of the first line.
    """
    text, attributions, blocks = "", [], []
    for line in lines:
        start, at = len(text), 0
        places: dict[str, list[tuple[int, int]]] = {"s": [], "q": [], "c": []}
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            places[mark[1]].append((len(text), len(text) + len(mark[2])))
            text, at = text + mark[2], mark.end()
        text += line[at:]
        if places["q"]:
            attributions.append(TaggedAttribution(*(tuple(places[k]) for k in "sqc"), True, 0.99))
        blocks.append(Block(start, len(text), "body" if blocks else first))  # type: ignore[arg-type]
        text += "\n"
    found = [
        TaggedName(m.start(), m.end(), kind, 0.99)
        for name, kind in (names or {}).items()
        for m in re.finditer(re.escape(name), text)
    ]
    report = Report("r", text, language, None, None, None, outlet, blocks=tuple(blocks), pack=language)
    tagger = None if names is None else Given(Tagged(tuple(sorted(found, key=lambda n: n.start)), tuple(attributions)))
    return read(report, load(language), tagger)


def chains(reading: Reading, words: str) -> list[list[str]]:
    """The chains of the statement that holds `words`."""
    found = [s for s in reading.statements if words in s.text]
    assert len(found) == 1, [(s.text, s.chains) for s in reading.statements]
    return [[s.text for s in chain] for chain in found[0].chains]


# --- quotations that no cue reaches ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "lines", "words", "speaker"),
    [
        ("nb", ["Bakeren Kari Solvang sto på kaia.", "– Det lød som torden over fjorden."], "torden", "Kari Solvang"),
        ("en", ["The baker Nora Feld swept the yard.", "“The wall came down in one piece.”"], "wall", "Nora Feld"),
        (
            "fr",
            ["Le maire, Paul Grandval, a vu le chantier.", "« Les travaux reprendront lundi. »"],
            "travaux",
            "Grandval",
        ),
        ("es", ["Inés Baldoví cruzó el puente.", "«No tenemos otra opción que esperar.»"], "opción", "Inés Baldoví"),
    ],
)
def test_quotation_after_a_paragraph_on_a_person_is_hers(
    language: str, lines: list[str], words: str, speaker: str
) -> None:
    ((said,),) = chains(marked(lines, language), words)
    assert speaker in said


@pytest.mark.parametrize(
    ("language", "lines", "words", "speaker"),
    [
        (
            "de",
            [
                "Bürgermeister Kurt Helm sagte, die Brücke bleibe zu.",
                "„Wir haben keine Wahl.“",
                "„Im Mai geht es weiter.“",
            ],
            "Im Mai",
            "Bürgermeister Kurt Helm",
        ),
        (
            "es",
            ["La directora Inés Baldoví dijo que el puente seguirá cerrado.", "«No tenemos otra opción.»"],
            "opción",
            "directora Inés Baldoví",
        ),
    ],
)
def test_quotation_after_a_paragraph_in_which_someone_speaks(
    language: str, lines: list[str], words: str, speaker: str
) -> None:
    assert chains(marked(lines, language), words) == [[speaker]]


def test_pronoun_beside_a_quotation_is_the_person_introduced_and_not_the_last_official() -> None:
    lines = [
        "Politimester Odd Myhre sier at veien er stengt.",
        "Bakeren Kari Solvang sto på kaia.",
        "– Det lød som torden over fjorden, sier hun.",
    ]
    assert chains(marked(lines, "nb"), "torden") == [["Bakeren Kari Solvang"]]


def test_quotation_after_the_reports_own_voice_has_no_speaker() -> None:
    assert chains(marked(["The yard is small.", "“The wall came down in one piece.”"], "en"), "wall") == []


@pytest.mark.parametrize(
    ("language", "lines", "outlet", "speaker"),
    [
        (
            "pl",
            [
                "Burmistrz Jan Kowal zamknął most.",
                "[c:– Nie było wyjścia z tej sytuacji] – [q:mówi] [s:„Kurierowi Leśnemu”].",
            ],
            "Kurier Leśny",
            "Burmistrz Jan Kowal",
        ),
        (
            "es",
            [
                "Inés Baldoví cruzó el puente.",
                "[c:«No tenemos otra opción que esperar»], [q:proclamó] ante la [s:Torre Vieja].",
            ],
            None,
            "Inés Baldoví",
        ),
    ],
)
def test_whom_or_where_somebody_told_it_is_no_source(
    language: str, lines: list[str], outlet: str | None, speaker: str
) -> None:
    names: Names = {
        "Jan Kowal": "person", "Kurierowi Leśnemu": "organisation", "Inés Baldoví": "person", "Torre Vieja": "place",
    }  # fmt: skip
    quotation = "wyjścia" if language == "pl" else "opción"
    assert chains(marked(lines, language, names, outlet), quotation) == [[speaker]]


# --- pointing back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("nb", "Broen over Storelva er stengt. Det bekrefter ordfører Kari Solvang.", "Broen", "ordfører Kari Solvang"),
        ("nl", "De brug over de Merle is dicht. Dat meldt de politie.", "brug", "politie"),
        ("it", "Il ponte sul Merlo è chiuso da ieri. Lo riferisce la polizia.", "ponte", "polizia"),
    ],
)
def test_sentence_of_pronoun_cue_and_source_points_back(language: str, text: str, words: str, speaker: str) -> None:
    assert chains(marked([text], language), words) == [[speaker]]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nb", "Broen over Storelva er stengt. Politiet bekrefter drapet.", "Broen"),
        ("en", "The bridge over the Merle is shut. The police confirmed the murder.", "bridge"),
        ("de", "Die Brücke über die Merle ist zu. Die Polizei bestätigte den Mord.", "Brücke"),
    ],
)
def test_short_object_of_its_own_does_not_point_back(language: str, text: str, words: str) -> None:
    assert chains(marked([text], language), words) == []


def test_content_of_another_relation_is_not_taken_for_a_pointer() -> None:
    line = "[c:Broen over Storelva er stengt]. Det [q:opplyser] [s:ordfører Kari Solvang] i Storvik kommune."
    assert chains(marked([line], "nb", {"Kari Solvang": "person"}), "Broen") == [["ordfører Kari Solvang"]]


# --- what is no source -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line", "words"),
    [
        ("en", "[s:one] [q:said] [c:that the pump had failed in May].", "pump"),
        ("ko", "[s:한편], [c:회수 물량은 4만 개라고] [q:밝혔다].", "물량"),
    ],
)
def test_words_without_name_noun_or_pronoun_are_no_source(language: str, line: str, words: str) -> None:
    assert chains(marked([line], language, {}), words) == []


@pytest.mark.parametrize(
    ("language", "line", "words", "speaker"),
    [
        ("en", "[s:Rumours] [q:said] [c:that the pump had failed in May].", "pump", "Rumours"),
        ("bg", "[s:Внучката му] обаче [q:твърди], [c:че картината е купена през май].", "картината", "Внучката му"),
    ],
)
def test_whom_nothing_is_known_of_speaks_as_described(language: str, line: str, words: str, speaker: str) -> None:
    made = marked([line], language, {})
    assert chains(made, words) == [[speaker]]
    (source,) = {s for statement in made.statements for chain in statement.chains for s in chain}
    assert (source.kind, source.thing) == ("anonymous", None)


def test_who_is_the_noun_before_it() -> None:
    line = "The union, [s:who] [q:say] [c:that the pump had failed in May], called a meeting."
    assert chains(marked([line], "en", {}), "pump") == [["union"]]


@pytest.mark.parametrize(
    ("language", "line", "words", "speaker"),
    [
        (
            "de",
            "[q:Nach Darstellung] [s:des] [c:Unternehmens war ein Ventil der Pumpe undicht].",
            "Ventil",
            "Unternehmens",
        ),
        ("ja", "[s:一方]、港湾庁は[c:橋を来月まで閉鎖すると][q:主張している]。", "橋", "港湾庁"),
    ],
)
def test_noun_beside_what_is_no_source_speaks(language: str, line: str, words: str, speaker: str) -> None:
    names: Names = {"港湾庁": "organisation"} if language == "ja" else {}
    assert chains(marked([line], language, names), words) == [[speaker]]


def test_byline_is_no_source() -> None:
    lines = ["By [s:Orla Fenwick in] Milldale", "The mayor [q:said] that [c:the bridge over the Merle was shut]."]
    text = f"{lines[0]}\n{lines[1]}"
    plain = MARK.sub(r"\2", text)
    places = {m[1]: plain.index(m[2]) for m in MARK.finditer(text)}
    found = TaggedAttribution(
        ((places["s"], places["s"] + 15),),
        ((places["q"], places["q"] + 4),),
        ((places["c"], len(plain) - 1),),
        True,
        0.99,
    )
    blocks = (Block(0, plain.index("\n"), "byline"), Block(plain.index("\n") + 1, len(plain), "body"))
    report = Report("r", plain, "en", None, None, None, None, blocks=blocks, pack="en")
    names = (TaggedName(places["s"], places["s"] + 12, "person", 0.99),)
    reading = read(report, load("en"), Given(Tagged(names, (found,))))
    assert chains(reading, "bridge") == [["mayor"]]


# --- whole sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line", "name", "source"),
    [
        (
            "ru",
            "[c:«Мост через реку закрыт надолго»], — [q:заявил] [s:вице-министр транспорта Казахстана Айдар Нуржан].",
            "Айдар Нуржан",
            "вице-министр транспорта Казахстана Айдар Нуржан",
        ),
        (
            "nl",
            '[c:"De brug over de Merle gaat dicht"], [q:zei] [s:minister van Publieke Werken Karel Dijk].',
            "Karel Dijk",
            "minister van Publieke Werken Karel Dijk",
        ),
    ],
)
def test_description_before_a_name_belongs_to_it(language: str, line: str, name: str, source: str) -> None:
    reading = marked([line], language, {name: "person", "Publieke Werken": "organisation"})
    assert {s.text for a in reading.attributions for s in a.sources} == {source}


@pytest.mark.parametrize(
    ("language", "line", "medium", "speaker"),
    [
        (
            "it",
            "Al quotidiano Il Faro di Rivas la direttrice Anna Belmonte ha detto che il tetto è crollato.",
            "Faro",
            "Anna",
        ),
        (
            "es",
            "En declaraciones al diario La Hora de Rivas, la directora Inés Baldoví dijo que el techo se hundió.",
            "La Hora",
            "Inés Baldoví",
        ),
        ("en", "In remarks to the newspaper Milldale Post, Nora Feld said that the roof fell in.", "Post", "Nora Feld"),
    ],
)
def test_medium_that_was_told_leads_the_chain(language: str, line: str, medium: str, speaker: str) -> None:
    words = {"it": "tetto", "es": "techo", "en": "roof"}[language]
    ((told, said),) = chains(marked([line], language), words)
    assert medium in told
    assert speaker in said
    assert medium not in said


@pytest.mark.parametrize(
    ("language", "line", "medium", "speaker"),
    [
        (
            "nl",
            "[c:„De pomp was stuk in mei”], [q:zei] [s:minister Mirela Stan] tegen Stuurman Gazet.",
            "Stuurman Gazet",
            "Stan",
        ),
        (
            "it",
            "[c:«La pompa era rotta da maggio»], [q:ha promesso] [s:Mirela Stan] all'agenzia Kerte.",
            "Kerte",
            "Stan",
        ),
        (
            "es",
            "[c:«La bomba estaba rota en mayo»], [q:dijo el martes] [s:Mirela Stan], al diario Kerte.",
            "Kerte",
            "Stan",
        ),
    ],
)
def test_medium_beside_what_attributes_was_told(language: str, line: str, medium: str, speaker: str) -> None:
    names: Names = {"Mirela Stan": "person", medium: "organisation"}
    ((first, last),) = chains(marked([line], language, names), "ma" if language != "nl" else "mei")
    assert medium in first
    assert speaker in last


def test_medium_in_what_is_said_was_not_told_it() -> None:
    line = "[c:“We bought the old agency Kerte in May,”] [q:said] [s:Mirela Stan]."
    names: Names = {"Mirela Stan": "person", "Kerte": "organisation"}
    assert chains(marked([line], "en", names), "in May") == [["Mirela Stan"]]


def test_medium_by_whose_account_somebody_said_it_leads_the_chain() -> None:
    line = "[s:Nora Feld] has, according to the Milldale Post, [q:confirmed] [c:that the roof fell in on Monday]."
    reading = marked([line], "en", {"Nora Feld": "person", "Milldale Post": "organisation"})
    assert chains(reading, "roof fell in") == [["Milldale Post", "Nora Feld"]]


def test_medium_that_was_told_is_told_what_he_goes_on_to_say() -> None:
    line = "Nora Feld told the Milldale Post that the roof fell in. [s:She] [q:said] [c:nobody was hurt that day]."
    reading = marked([line], "en", {"Nora Feld": "person", "Milldale Post": "organisation"})
    assert chains(reading, "nobody was hurt") == [["Milldale Post", "Nora Feld"]]


def test_adjective_before_a_state_is_no_witness() -> None:
    line = "[s:La vecina Bravonia] [q:sostiene] [c:que el puente sigue abierto al tráfico]."
    ((speaker,),) = chains(marked([line], "es", {"Bravonia": "place"}), "puente")
    assert speaker == "Bravonia"


def test_medium_that_quotes_a_document_leads_the_chain() -> None:
    text = "The old bridge was sold last year, according to an audit quoted by the Milldale Post."
    assert chains(marked([text], "en"), "bridge") == [["Milldale Post", "audit"]]


def test_agency_that_quotes_somebody_leads_the_chain() -> None:
    line = "[c:«Міст через річку закрито до кінця ремонту»], — [q:цитує] [s:агентство «Обрій» міністра Олега Кравця]."
    reading = marked([line], "uk", {"Обрій": "organisation", "Олега Кравця": "person"})
    assert chains(reading, "Міст") == [["агентство «Обрій", "міністра Олега Кравця"]]


def test_medium_and_someone_else_with_the_same_words_are_one_chain() -> None:
    line = "The ministry says: [c:the old bridge was sold last year], [s:the newspaper Milldale Post] [q:reported]."
    reading = marked([line], "en", {"Milldale Post": "organisation"})
    assert not any(len(s.chains) > 1 for s in reading.statements)


# --- pronouns and bodies ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        (
            "fr",
            "La préfecture assure que la route est sûre. Elle dit avoir fermé deux ponts.",
            "deux ponts",
            "préfecture",
        ),
        ("de", "Die Polizei sagt, die Straße sei sicher. Sie sagt, zwei Brücken seien zu.", "zwei Brücken", "Polizei"),
    ],
)
def test_she_may_be_the_body_that_has_just_spoken(language: str, text: str, words: str, speaker: str) -> None:
    assert chains(marked([text], language), words) == [[speaker]]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Milldale Water denied any leak. “Our tanks are dry,” said its spokeswoman, Sabine Ott.", "tanks"),
        (
            "de",
            "Milldale Wasser bestreitet ein Leck. „Unsere Tanks sind trocken“, sagte Sprecherin Sabine Ott.",
            "Tanks",
        ),
    ],
)
def test_bare_spokeswoman_speaks_for_the_body_of_the_sentence_before(language: str, text: str, words: str) -> None:
    body = text[: text.index(" ", 9)]
    reading = marked([text], language, {body: "organisation", "Sabine Ott": "person"})
    ((speaker,),) = next(s.chains for s in reading.statements if words in s.text)
    assert speaker.body == next(n.thing for n in reading.names if n.text == body)


# --- scripts without capitals ----------------------------------------------------------------------


def test_particle_is_no_part_of_a_source() -> None:
    line = '[s:식약처 관계자는] [c:"제품을 모두 회수했다"]고 [q:말했다].'
    assert chains(marked([line], "ko", {}), "회수했다") == [["식약처 관계자"]]


def test_own_paper_stands_in_no_chain() -> None:
    line = "[s:港务局局长王立新][q:告诉本报]，[c:码头下周重新开放]。"
    ((speaker,),) = chains(marked([line], "zh", {"王立新": "person"}), "码头")
    assert "王立新" in speaker


def test_what_follows_the_verb_is_said_to_the_end_of_the_sentence() -> None:
    line = "[s:北方港务局][q:表示]，[c:码头下周重新]开放，货运不受影响。"
    reading = marked([line], "zh", {"北方港务局": "organisation"})
    assert all(s.chains for s in reading.statements)
    assert "货运不受影响" in reading.statements[-1].text


def test_quotation_in_a_sentence_of_its_own_belongs_to_the_tag_behind_it() -> None:
    text = "“我们会赔偿所有乘客的损失。”云海航空发言人李小川对海川通讯社说。"
    names: Names = {"云海航空": "organisation", "李小川": "person", "海川通讯社": "organisation"}
    ((*_, speaker),) = chains(marked([text], "zh", names), "赔偿")
    assert "李小川" in speaker


@pytest.mark.parametrize(
    ("language", "text", "long", "short"),
    [
        ("ja", "国土交通省は橋を閉鎖すると発表した。国交省によると、けが人はいない。", "国土交通省", "国交省"),
        ("ko", "식품의약품안전처가 회수를 명령했다. 식약처에 따르면 부작용은 없다.", "식품의약품안전처", "식약처"),
    ],
)
def test_abbreviation_of_a_body_is_that_body(language: str, text: str, long: str, short: str) -> None:
    reading = marked([text], language, {long: "organisation", short: "organisation"})
    things = {n.text: n.thing for n in reading.names}
    assert things[long] == things[short]


def test_name_runs_on_over_the_noun_that_it_ends_in() -> None:
    reading = marked(["海原製薬は回収を発表した。"], "ja", {"海原": "organisation"})
    assert [n.text for n in reading.names] == ["海原製薬"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("[s:Norway’s state-run Fjordpress news agency] [q:reported] [c:that the bridge had been shut].", "Fjordpress"),
        ("[s:Norway] and the Fjordpress news agency [q:reported] [c:that the bridge had been shut].", "Norway"),
    ],
)
def test_agency_that_a_state_owns_speaks_for_itself(line: str, speaker: str) -> None:
    names: Names = {"Norway": "place", "Fjordpress": "organisation"}
    assert speaker in chains(marked([line], "en", names), "bridge")[0][0]


def test_quotation_right_before_its_speaker_is_said_with_the_one_behind() -> None:
    line = (
        "“Nobody warned us of the flood”[s:A harbour official] [q:told] reporters. “[c:We lost nine boats that night]”."
    )
    reading = marked([line], "en", {})
    assert "official" in chains(reading, "warned")[0][0]
    assert "official" in chains(reading, "boats")[0][0]


@pytest.mark.parametrize(
    ("language", "text", "make", "whole"),
    [
        ("en", "He drove his Orvella Senate limousine to Brum.", "Orvella", "Orvella Senate"),
        ("nb", "Han kjørte sin Orvella Senat til Brum.", "Orvella", "Orvella Senat"),
        ("en", "He sold the Orvella Monday to a friend.", "Orvella", "Orvella"),
        ("en", "He sold the Orvella Norway had given him.", "Orvella", "Orvella"),
        ("de", "Er fuhr den Orvella Wagen nach Brum.", "Orvella", "Orvella"),
    ],
)
def test_product_runs_on_over_the_capitals_behind_its_make(language: str, text: str, make: str, whole: str) -> None:
    reading = marked([text], language, {make: "product"})
    assert [n.text for n in reading.names if n.text.startswith(make)] == [whole]


def test_product_does_not_run_on_in_a_title() -> None:
    reading = marked(["Orvella Senate Sold At Auction"], "en", {"Orvella": "product"}, first="title")
    assert [n.text for n in reading.names] == ["Orvella"]


# --- headlines that repeat a quotation --------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "headline", "line", "words"),
    [
        ("en", "“We shall not sell”", "“We shall not sell the mill,” said Nora Feld.", "shall not sell"),
        ("en", "We shall not sell", "“We shall not sell the mill,” said Nora Feld.", "shall not sell"),
        ("en", "“We shall sell”", "“We shall not ever sell the mill,” said Nora Feld.", "We shall sell"),
        ("ko", '"인원은 확인 중"', '"인원은 확인 중이며 신고는 없다"고 경찰은 말했다.', "확인 중"),
    ],
)
@pytest.mark.parametrize("role", ["title", "subhead"])
def test_headline_is_said_by_who_speaks_the_quotation(
    role: str, language: str, headline: str, line: str, words: str
) -> None:
    made = marked([headline, line], language, first=role)
    found = next(s for s in made.statements if s.role == role)
    assert words in found.text
    body = next(s for s in made.statements if s.role == "body")
    assert body.chains
    assert found.chains == body.chains
    assert found.mode == ("quoted" if headline[0] in '“"' else "reported")


@pytest.mark.parametrize(
    ("headline", "line"),
    [
        ("The mill is sold", "“We shall not sell the mill,” said Nora Feld."),
        ("Sell", "“We shall not sell the mill,” said Nora Feld."),
        ("We shall sell", "“We shall not ever sell the mill,” said Nora Feld."),
        ("We shall not sell", "Nora Feld said that she shall not sell."),
    ],
)
def test_other_headlines_are_the_reports_own(headline: str, line: str) -> None:
    made = marked([headline, line], "en", first="subhead")
    assert [s.chains for s in made.statements if s.role == "subhead"] in ([], [()])
