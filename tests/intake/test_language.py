"""Languages told apart, and what cannot be told."""

from __future__ import annotations

import pytest

from secondsource.intake import Fields, report_from_fields
from secondsource.intake.language import detect, told_or
from secondsource.packs import lookalikes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Fergen gikk på grunn i går kveld, men ingen av passasjerene ble skadet, sier politiet.", "nb"),
        (
            "Ferja gjekk på grunn i går kveld, men ingen av passasjerane vart skadde, seier politiet. "
            "Ho skal slepast til hamna i morgon, og ingen veit enno kvifor ho gjekk feil.",
            "nn",
        ),
        ("Færgen stødte på grund i aftes, men ingen af passagererne kom til skade, siger politiet.", "da"),
        ("Färjan gick på grund i går kväll, men ingen av passagerarna skadades, säger polisen.", "sv"),
        ("ተቃዋሚዎች ዛሬ አዲስ አበባ ውስጥ ተሰብስበዋል", "am"),
        ("ok", "und"),
        ("12 345 — 67", "und"),
        ("", "und"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Trajekt se nasukao juče uveče, ali niko od putnika nije povređen, saopštila je policija. "
            "Gradonačelnik je izjavio da će biti odvučen u luku tokom sledeće nedelje.",
            "sr",
        ),
        (
            "Трајект се насукао јуче увече, али нико од путника није повређен, саопштила је полиција. "
            "Градоначелник је изјавио да ће бити одвучен у луку.",
            "sr",
        ),
        (
            "Jedrilica je nestala u sredu ujutru. Obalska straža traži je celu noć, ali do sada nije pronađen niko od "
            "posade, izvestila je agencija.",
            "sr",
        ),
        (
            "Trajekt se nasukao jučer navečer, ali nitko od putnika nije ozlijeđen, priopćila je policija. "
            "Gradonačelnik je izjavio da će biti odvučen u luku tijekom sljedećeg tjedna.",
            "hr",
        ),
        (
            "Vlada je u četvrtak priopćila da će most biti zatvoren tri tjedna. Ministar prometa rekao je novinarima "
            "da nitko ne zna tko je prijavio pukotinu.",
            "hr",
        ),
    ],
)
def test_languages_that_the_detector_takes_for_each_other_are_told_apart_by_the_words_of_their_packs(
    text: str, language: str
) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Vlada je u četvrtak saopćila da će most biti zatvoren tri sedmice. Ministar saobraćaja rekao je novinarima da "
        "niko ne zna ko je prijavio pukotinu.",
        "Jedrilica je nestala u srijedu ujutro. Obalna straža traži je cijelu noć, ali do sada nije pronađen niko od "
        "posade, izvijestila je agencija.",
    ],
)
def test_language_without_a_pack_is_read_as_the_one_whose_words_are_nearest(text: str) -> None:
    assert detect(text) in lookalikes()["bs"]


def test_words_decide_only_between_languages_that_a_pack_says_it_resembles() -> None:
    assert detect("Trajekten gikk på grunn, og policija, saopštila, nitko og tjedna sier ikke politiet noe om.") == "nb"


@pytest.mark.parametrize(
    ("declared", "detected", "language"),
    [
        ("nb", "und", "nb"),
        ("pt-BR", "und", "pt"),
        ("EN_us", "und", "en"),
        ("no", "und", "nb"),
        ("nb", "en", "en"),
        ("", "und", "und"),
        ("english", "und", "und"),
        ("../../x", "und", "und"),
    ],
)
def test_a_declared_language_counts_where_none_could_be_told(declared: str, detected: str, language: str) -> None:
    assert told_or(declared, detected) == language


def test_a_short_row_of_a_table_is_in_the_language_that_its_column_says() -> None:
    report = report_from_fields("row", Fields("Brann 1.", language="nb"))
    assert (report.language, report.pack) == ("nb", "nb")
