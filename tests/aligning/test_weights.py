"""The aligner that ships: what says the same in other languages is near, who denies denies, who withholds withholds.

Likelihoods and borders that may go either way are left open: training anew moves them. Measured in the middle of
training, once centred: translations of one claim have a cosine of 0.35 at least, two other claims of 0.17 at most.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from secondsource.aligning import NetworkAligner, opposed
from secondsource.aligning.labels import BORDERS, STANCES
from secondsource.encoding.e5_file import E5File
from secondsource.model import Seen
from secondsource.weighing.likeness import centred

from .views import joined, seen

# One report a language, with the same five claims in the same order.
REPORTS = {
    "en": [
        "The ferry ran aground on Tuesday night near the island of Holmsey.",
        "Seven passengers were taken to hospital.",
        "The captain had not been drinking, a breath test showed.",
        "The shipping company will pay every passenger 400 euros.",
        "The lighthouse had been dark for two weeks.",
    ],
    "nb": [
        "Fergen gikk på grunn ved øya Holmsøy natt til onsdag.",
        "Sju passasjerer ble kjørt til sykehus.",
        "En alkotest viste at kapteinen var edru.",
        "Rederiet betaler 400 euro til hver av de reisende.",
        "Fyrlykten hadde vært slukket i to uker.",
    ],
    "de": [
        "In der Nacht lief die Fähre vor der Insel Holmsey auf Grund.",
        "Sieben Fahrgäste kamen ins Krankenhaus.",
        "Der Kapitän war nüchtern, wie ein Atemtest ergab.",
        "Jeder Fahrgast bekommt von der Reederei 400 Euro.",
        "Seit zwei Wochen brannte der Leuchtturm nicht.",
    ],
    "es": [
        "El transbordador encalló el martes por la noche junto a la isla de Holmsey.",
        "Siete pasajeros fueron trasladados al hospital.",
        "El capitán dio negativo en la prueba de alcohol.",
        "La naviera indemnizará con 400 euros a cada viajero.",
        "El faro llevaba dos semanas apagado.",
    ],
    "ru": [
        "Паром сел на мель у острова Холмси в ночь на среду.",
        "Семерых пассажиров доставили в больницу.",
        "Тест показал, что капитан был трезв.",
        "Судоходная компания выплатит каждому пассажиру по 400 евро.",
        "Маяк не горел уже две недели.",
    ],
    "zh": [
        "周二晚间，渡轮在霍姆西岛附近搁浅。",
        "七名乘客被送往医院。",
        "酒精检测显示船长没有饮酒。",
        "航运公司将向每名乘客赔偿四百欧元。",
        "灯塔已经两个星期没有亮了。",
    ],
}
# In each language that the minister met the banker, that she denies it, and that somebody declined to say something.
STATED = {
    "en": "The minister met the banker in March.",
    "nb": "Statsråden møtte bankmannen i mars.",
    "de": "Die Ministerin traf den Bankier im März.",
    "es": "La ministra se reunió con el banquero en marzo.",
    "ru": "Министр встретилась с банкиром в марте.",
    "zh": "部长三月与这名银行家会面。",
}
DENIED = {
    "en": "The minister denied that she had met the banker in March.",
    "nb": "Statsråden avviser at hun møtte bankmannen i mars.",
    "de": "Die Ministerin bestreitet, dass sie den Bankier im März getroffen hat.",
    "es": "La ministra negó que se hubiera reunido con el banquero en marzo.",
    "ru": "Министр опровергла, что встречалась с банкиром в марте.",
    "zh": "部长否认曾与该银行家会面。",
}
WITHHELD = {
    "en": "The police declined to say how many people had been hurt.",
    "nb": "Politiet vil ikke si hvor mange som ble skadet.",
    "de": "Die Polizei wollte nicht sagen, wie viele Menschen verletzt wurden.",
    "es": "La policía no quiso decir cuántas personas resultaron heridas.",
    "ru": "В полиции отказались сообщить, сколько человек пострадало.",
    "zh": "警方拒绝透露受伤人数。",
}
LANGUAGES = sorted(REPORTS)

every_language = pytest.mark.parametrize("language", LANGUAGES)


# --- one point in many languages --------------------------------------------------------------------


@pytest.fixture(scope="module")
def similarity(aligner: NetworkAligner) -> np.ndarray:
    """Between all claims, centred as in weighing: languages in the order of `LANGUAGES`, claims in theirs."""
    claims = [claim for language in LANGUAGES for claim in seen(aligner, REPORTS[language])]
    reports = [language for language in LANGUAGES for _ in REPORTS[language]]
    rows = centred(reports, np.stack([claim.vector for claim in claims]))
    return np.asarray(rows @ rows.T)


@every_language
def test_a_translation_is_nearer_than_any_other_claim(similarity: np.ndarray, language: str) -> None:
    count = len(REPORTS["en"])
    mine = LANGUAGES.index(language)
    for theirs in range(len(LANGUAGES)):
        block = similarity[mine * count : (mine + 1) * count, theirs * count : (theirs + 1) * count]
        nearest = block.argmax(axis=1).tolist()
        assert nearest == list(range(count)), f"{language} to {LANGUAGES[theirs]}: {block.round(2).tolist()}"


def test_translations_and_other_claims_are_well_apart(similarity: np.ndarray) -> None:
    count = len(REPORTS["en"])
    claim, report = np.divmod(np.arange(len(similarity)), count)[::-1]
    apart = report[:, None] != report[None]
    same = claim[:, None] == claim[None]
    assert similarity[apart & same].mean() > similarity[apart & ~same].mean() + 0.5


# --- stances ----------------------------------------------------------------------------------------


@every_language
def test_a_denial_is_told(aligner: NetworkAligner, language: str) -> None:
    (denied,), (stated,) = seen(aligner, [DENIED[language]]), seen(aligner, [STATED[language]])
    assert denied.denies > stated.denies + 0.1
    assert denied.denies > denied.withholds


@every_language
def test_who_declines_to_say_withholds(aligner: NetworkAligner, language: str) -> None:
    (withheld,), (stated,) = seen(aligner, [WITHHELD[language]]), seen(aligner, [STATED[language]])
    assert withheld.withholds > 0.4 > stated.withholds
    assert withheld.withholds > withheld.denies


# Not strict: weights are close to seeing it.
@pytest.mark.xfail(reason="who withholds in Chinese is often missed")
@pytest.mark.parametrize(
    "text", ["目前尚不清楚有多少人受伤。", "警方没有透露有多少人受伤。", "该部拒绝透露有多少人提出申请。"]
)
def test_who_withholds_in_chinese(aligner: NetworkAligner, text: str) -> None:
    (withheld,) = seen(aligner, [text])
    assert withheld.withholds > 0.4


@every_language
def test_what_is_plainly_said_is_stated(aligner: NetworkAligner, language: str) -> None:
    claims = seen(aligner, [STATED[language], *REPORTS[language][:2], *REPORTS[language][3:]])
    assert max(max(claim.denies, claim.withholds) for claim in claims) < 0.3


def test_stances_on_the_whole(aligner: NetworkAligner) -> None:
    denied = [seen(aligner, [DENIED[language]])[0].denies for language in LANGUAGES]
    withheld = [seen(aligner, [WITHHELD[language]])[0].withholds for language in LANGUAGES]
    assert np.mean(denied) > 0.3
    assert np.mean(withheld) > 0.7


def _opposed(one: Seen, other: Seen) -> float:
    return float(opposed(one.side[None], other.side[None])[0])


def test_a_denial_contradicts_what_it_denies(aligner: NetworkAligner) -> None:
    """More than what two others state of it, in any two languages."""
    stated = {language: seen(aligner, [STATED[language]])[0] for language in LANGUAGES}
    denied = {language: seen(aligner, [DENIED[language]])[0] for language in LANGUAGES}
    against = [_opposed(stated[one], denied[other]) for one, other in permutations(LANGUAGES, 2)]
    together = [_opposed(stated[one], stated[other]) for one, other in permutations(LANGUAGES, 2)]
    assert np.mean(against) > np.mean(together) + 0.3


# --- borders ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marked",
    [
        "|The ferry ran aground near the island, and |seven passengers were taken to hospital.",
        "|Fergen gikk på grunn ved øya, og |sju passasjerer ble kjørt til sykehus.",
        "|Die Fähre lief vor der Insel auf Grund, und |sieben Fahrgäste kamen ins Krankenhaus.",
        "|El transbordador encalló junto a la isla y |siete pasajeros fueron trasladados al hospital.",
        "|Паром сел на мель у острова, |семерых пассажиров доставили в больницу.",
        "|渡轮在岛屿附近搁浅，|七名乘客被送往医院。",
    ],
)
def test_a_second_claim_of_a_sentence_begins_where_it_does(aligner: NetworkAligner, marked: str) -> None:
    """No word behind the first is likelier to begin one."""
    text, sentences = joined([marked.replace("|", "")])
    words = aligner.read(text, sentences).words()
    likeliest = max(words[1:], key=lambda word: word.begins)
    assert text[likeliest.start :].rstrip() == marked.split("|")[-1]


# --- the files --------------------------------------------------------------------------------------


def test_the_heads_have_the_sizes_of_the_labels(aligner: NetworkAligner) -> None:
    heads, width = aligner.heads, E5File().width
    sizes = {"borders": (len(BORDERS), width), "weigh": (1, width), "stance": (len(STANCES), 2 * width)}
    assert {name: heads[f"{name}.weight"].shape for name in sizes} == sizes
    assert {name: heads[f"{name}.bias"].shape for name in sizes} == {name: size[:1] for name, size in sizes.items()}
    for name, weights in heads.items():
        assert np.isfinite(weights).all(), name
        bias = heads.get(name.replace("weight", "bias"))
        assert bias is None or bias.shape == weights.shape[:1], name
