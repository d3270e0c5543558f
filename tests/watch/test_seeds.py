"""The story that the program was made for: what is flagged of it, and what is not."""

from __future__ import annotations

import pytest

from secondsource import brief
from tests.conftest import SHARED

SEEDS = SHARED / "data" / "cases" / "seeds" / "reports"


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS} is not here; set SECONDSOURCE_SHARED")
def test_of_the_seeds_the_gift_is_flagged_by_all_three_and_no_other_transfer() -> None:
    made = brief([SEEDS])
    flags = [flag for story in made.stories for flag in story.flags]
    gift = [flag for flag in flags if flag.rule in {"dprk-luxury-goods", "dprk-vehicles-machinery"}]
    assert sorted(flag.rule for flag in gift) == ["dprk-luxury-goods", "dprk-vehicles-machinery"]
    assert all({mention.report for mention in flag.claims} == {report.id for report in made.reports} for flag in gift)
    # the weapons that two of the reports tell of, which is right; visit, drama and motorcades are not
    assert {flag.rule for flag in flags} - {flag.rule for flag in gift} == {"dprk-arms-from"}
