"""Who published a report, and when that cannot be told."""

from __future__ import annotations

import pytest

from secondsource.intake import report_from_text

BODY = (
    "\n\nA ferry ran aground off the coast on Friday, the coastguard said. Nobody was hurt, it told The Fell Gazette.\n"
)


@pytest.mark.parametrize(
    ("header", "outlet"),
    [
        ("The Fell Gazette | 15 March 2024\n\nFerry runs aground", "The Fell Gazette"),
        ("15.03.2024, 18:42 | Fell Gazette\n\nFerry runs aground", "Fell Gazette"),
        ("Ferry runs aground\n\nBy Ann Other, The Fell Gazette", "The Fell Gazette"),
        ("Ferry runs aground\n\nBy Ann Other | Fellnews", "Fellnews"),
        ("Ferry runs aground\n\nBy Ann Other, Copenhagen", None),
        ("Ferry runs aground\n\nBy Ann Other, Per Hansen", None),
        ("Ferry runs aground\n\nBy Ann Other in Lerwick", None),
        ("Published 15 March 2024\n\nFerry runs aground", None),
        ("Ferry runs aground", None),
    ],
)
def test_outlet(header: str, outlet: str | None) -> None:
    assert report_from_text("x", header + BODY).outlet == outlet


def test_partners_are_credited() -> None:
    report = report_from_text("x", "date 2024-03-15 Fell Gazette / Norpress\n\nFerry runs aground" + BODY)
    assert (report.outlet, report.credits) == ("Fell Gazette", ("Norpress",))
