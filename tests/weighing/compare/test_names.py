"""Names: another spelling in one script is a discrepancy; hyphens, case, endings, accents and translations are none."""

from __future__ import annotations

import pytest

from secondsource.model import Name
from secondsource.weighing.compare.names import differ, spellings


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Aurus Senat", "Arus Senat"),
        ("Sarpdeniz", "Sarbdeniz"),
        ("Marta Lindqvist", "Marta Lindkvist"),
        ("Dmitry Peskov", "Dmitrij Peskov"),
        ("Shafiq Bin Amor", "Chafic Ben Ameur"),
        pytest.param("Дмитрий Песков", "Дмитрий Песхов"),
        pytest.param("박정천", "박종천"),
    ],
)
def test_two_spellings(a: str, b: str) -> None:
    assert differ(a, b)
    assert differ(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("Kim Jong-un", "KIM JONG-UN"),
        ("Kim Jong‑un", "Kim Jong-un"),
        ("O'Brien", "O’Brien"),
        ("Solvind", "Solvinds"),
        ("São Lucas", "Sao Lucas"),
        ("Песков", "Peskov"),
        ("김정은", "Kim Jong-un"),
        ("Moskva", "Wien"),
        ("Shafiq Bin Amor", "Chafic Ben Salah"),
        ("Peskov", "Dmitry Peskov"),
        ("Harbour Post", "Harbour Post"),
    ],
)
def test_silence(a: str, b: str) -> None:
    assert not differ(a, b)
    assert not differ(b, a)


def test_letters_with_strokes_are_accents_too() -> None:
    assert not differ("Solbjør", "Solbjor")


def grouped(**reports: list[str]) -> list[list[str]]:
    named = {
        r: [Name(10 * n, 10 * n + len(t), t, "other", t, 0) for n, t in enumerate(names)]
        for r, names in reports.items()
    }
    return [[f"{report} {name.base}" for report, name in group] for group in spellings(named)]


def test_reports_are_held_to_their_fullest_name() -> None:
    assert grouped(a=["Senat", "Aurus Senat"], b=["Arus Senat", "Senat"]) == [["b Arus Senat"], ["a Aurus Senat"]]


def test_a_slip_in_one_place_counts_for_nothing_where_the_report_has_it_right_too() -> None:
    assert len(grouped(a=["Aurus Senat", "Aurus Senat", "Arus Senat"], b=["Aurus Senat"])) == 1


def test_all_agree() -> None:
    assert len(grouped(a=["Aurus Senat"], b=["Aurus-Senat"], c=["AURUS SENAT"])) == 1
    assert grouped() == []
