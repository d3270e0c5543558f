"""Captions and credits."""

from __future__ import annotations

import pytest

from secondsource.intake.credits import credited, leading_credit, names, undouble
from secondsource.intake.vocabulary import vocabulary

EN = vocabulary("en")


@pytest.mark.parametrize(
    ("line", "caption", "named"),
    [
        ("The ferry on the rocks. Photo: Ann Other / Norpress", "The ferry on the rocks.", ["Ann Other", "Norpress"]),
        ("The ferry on the rocks. (Photo Ann Other)", "The ferry on the rocks.", ["Ann Other"]),
        ("The ferry on the rocks Photo: Ann Other", "The ferry on the rocks", ["Ann Other"]),
        ("Picture: a buoy off the northern coast of Shetland (file)", "a buoy off the northern coast of Shetland", []),
        ("The ferry on the rocks. Kuva: Kaamos", "The ferry on the rocks.", ["Kaamos"]),
        ("The ferry on the rocks. Picture: handout", "The ferry on the rocks.", []),
        ("Photo: Ann Other", None, ["Ann Other"]),
    ],
)
def test_credited(line: str, caption: str | None, named: list[str]) -> None:
    found = credited(line, EN)
    assert found is not None
    assert (line[slice(*found.caption)] if found.caption else None) == caption
    assert [name for start, end in found.credits for name in names(line[start:end], EN)] == named


@pytest.mark.parametrize(
    "line", ["He showed them a photo of the ferry.", "There is one condition: Oslo must pay.", "Nobody was hurt"]
)
def test_a_sentence_has_no_credit(line: str) -> None:
    assert credited(line, EN) is None


def test_a_credit_in_capitals_opens_a_line() -> None:
    assert leading_credit("NAVY / QPA A picture of the ferry.") == len("NAVY / QPA")
    assert leading_credit("NATO said on Friday") == 0


def test_only_credits_are_undoubled() -> None:
    assert undouble("NAVY / QPA NAVY / QPA The ferry.") == "NAVY / QPA The ferry."
    assert undouble("Never again Never again will he sail.") == "Never again Never again will he sail."
