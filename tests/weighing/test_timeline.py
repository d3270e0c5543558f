"""What happened when: one entry a finding, the time that most of its claims give, in order."""

from __future__ import annotations

from secondsource.model import Claim, Finding, Interval
from secondsource.weighing.timeline import timeline

from .conftest import claim, days


def finding(id: str, *claims: Claim) -> Finding:
    return Finding(id, claims[0].text, claims, 0, "unattributed", "")


def on(written: str, report: str = "a", text: str = "it happened") -> Claim:
    when = days(written)
    return claim(report, when=Interval(when.earliest, when.latest, "then"), text=text)


def test_entries_are_in_order_and_undated_findings_are_left_out() -> None:
    found = timeline(
        [
            finding("f1", on("2031-05-18")),
            finding("f2", claim("a")),
            finding("f3", on("2031-05-01/2031-05-31")),
            finding("f4", on("2031-05-01")),
        ]
    )
    assert [e.finding for e in found] == ["f4", "f3", "f1"]


def test_the_time_that_most_claims_give() -> None:
    (entry,) = timeline([finding("f1", on("2031-05-17"), on("2031-05-18", "b", "so it was"), on("2031-05-18", "c"))])
    assert (entry.when, entry.text) == (Interval(*([days("2031-05-18").earliest] * 2), "then"), "so it was")


def test_of_equally_frequent_times_the_narrowest() -> None:
    (entry,) = timeline([finding("f1", on("2031-05-01/2031-05-31"), on("2031-05-18", "b"))])
    assert entry.when.days == 1


def test_claims_without_a_time_do_not_outvote() -> None:
    (entry,) = timeline([finding("f1", claim("a"), claim("b"), on("2031-05-18", "c"))])
    assert entry.when.earliest == days("2031-05-18").earliest


def test_nothing() -> None:
    assert timeline([]) == ()
