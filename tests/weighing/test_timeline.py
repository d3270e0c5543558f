"""What happened when: one entry a finding, the time that most of its claims give, in order."""

from __future__ import annotations

from secondsource.model import Claim, Finding, Interval
from secondsource.weighing.timeline import LEAD, day, lead, timeline

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


# --- the day of the news, and what lies behind it ----------------------------------------------------


PUBLISHED = [days("2031-05-19"), days("2031-05-20")]


def test_the_day_that_most_reports_give() -> None:
    told = [finding("f1", on("2031-05-17"), on("2031-05-18", "b")), finding("f2", on("2031-05-18", "c"))]
    found = day(told, PUBLISHED)
    assert found is not None
    assert found.earliest == found.latest == days("2031-05-18").earliest


def test_no_day_of_a_month_or_of_what_is_to_come() -> None:
    assert day([finding("f1", on("2031-04-01/2031-04-30")), finding("f2", on("2031-05-30"))], PUBLISHED) is None


def test_background_ended_well_before_the_news() -> None:
    told = [finding("f1", on("2031-05-18")), finding("f2", on("2030-09-13")), finding("f3", on("2031-05-12"))]
    found = timeline(told, day(told, PUBLISHED), PUBLISHED)
    assert {e.finding: e.background for e in found} == {"f1": False, "f2": True, "f3": False}


def test_without_a_day_the_reports_say_what_is_behind() -> None:
    (entry,) = timeline([finding("f1", on("2030-09-01/2030-09-30"))], None, PUBLISHED)
    assert entry.background
    (entry,) = timeline([finding("f1", on("2030-09-01/2030-09-30"))])
    assert not entry.background


def test_the_lead_is_what_several_reports_tell_of_the_news() -> None:
    told = [finding(f"f{n}", claim("a"), claim("b")) for n in range(LEAD + 3)]
    told += [finding("alone", claim("a")), finding("old", on("2030-09-13"), on("2030-09-13", "b"))]
    entries = timeline(told, days("2031-05-18"), PUBLISHED)
    assert lead(told[-1:] + told[:-1], entries) == tuple(f"f{n}" for n in range(LEAD))
    assert lead(told[-2:], entries) == ("alone",)
