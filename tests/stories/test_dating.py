"""When reports came out, and what their times mean then: from what they state, else from the others of their story."""

from __future__ import annotations

from secondsource.model import Interval, Reading, Timex
from secondsource.stories import date_reports

from .conftest import Make, days

TEXT = "The ferry ran aground on Sunday. The owner bought it in May 2019."


def published(reading: Reading) -> tuple[str, str] | None:
    when = reading.report.published
    return (when.earliest.isoformat(), when.latest.isoformat()) if when else None


def time(reading: Reading, words: str) -> Timex:
    (found,) = [t for t in reading.report.times if words in t.text]
    return found


def said(timex: Timex) -> Interval | None:
    return Interval(timex.earliest, timex.latest) if timex.earliest and timex.latest else None


def test_a_stated_day_stays_and_resolves_the_times(make: Make) -> None:
    (dated,) = date_reports([make("a", TEXT, "2031-05-20")])
    assert (published(dated), dated.report.published_basis) == (("2031-05-20", "2031-05-20"), "stated")
    assert said(time(dated, "Sunday")) == days("2031-05-18")


def test_a_report_without_a_day_borrows_the_days_of_its_story(make: Make) -> None:
    dated = date_reports([make("a", TEXT), make("b", TEXT, "2031-05-20"), make("c", TEXT, "2031-05-21")])
    assert (published(dated[0]), dated[0].report.published_basis) == (("2031-05-20", "2031-05-21"), "inferred")
    assert [d.report.published_basis for d in dated[1:]] == ["stated", "stated"]


def test_times_on_which_all_borrowed_days_agree_are_sure(make: Make) -> None:
    dated = date_reports([make("a", TEXT), make("b", TEXT, "2031-05-20"), make("c", TEXT, "2031-05-21")])
    assert said(time(dated[0], "Sunday")) == days("2031-05-18")


def test_times_on_which_they_part_are_the_hull_of_both(make: Make) -> None:
    text = "The ferry ran aground yesterday."
    dated = date_reports([make("a", text), make("b", TEXT, "2031-05-20"), make("c", TEXT, "2031-05-22")])
    assert said(time(dated[0], "yesterday")) == days("2031-05-19/2031-05-21")


def test_alone_and_without_a_day_only_absolute_times_are_told(make: Make) -> None:
    (dated,) = date_reports([make("a", TEXT)])
    assert (published(dated), dated.report.published_basis) == (None, None)
    assert said(time(dated, "Sunday")) is None
    assert said(time(dated, "May 2019")) == days("2019-05-01/2019-05-31")


def test_a_stated_month_is_kept_but_days_inside_it_resolve_the_times(make: Make) -> None:
    dated = date_reports([make("a", TEXT, "2031-05-01/2031-05-31"), make("b", TEXT, "2031-05-20")])
    assert (published(dated[0]), dated[0].report.published_basis) == (("2031-05-01", "2031-05-31"), "stated")
    assert said(time(dated[0], "Sunday")) == days("2031-05-18")


def test_days_outside_a_stated_month_say_nothing_of_it(make: Make) -> None:
    dated = date_reports([make("a", "It was yesterday.", "2031-04-01/2031-04-30"), make("b", TEXT, "2031-05-20")])
    assert said(time(dated[0], "yesterday")) == days("2031-03-31/2031-04-29")


def test_a_late_follow_up_does_not_widen_what_others_borrow(make: Make) -> None:
    stated = [make(id, TEXT, day) for id, day in (("b", "2031-05-20"), ("c", "2031-05-20"), ("d", "2031-08-02"))]
    dated = date_reports([make("a", TEXT), *stated])
    assert published(dated[0]) == ("2031-05-20", "2031-05-20")


def test_months_of_others_are_not_borrowed(make: Make) -> None:
    dated = date_reports([make("a", TEXT), make("b", TEXT, "2031-05-01/2031-05-31")])
    assert published(dated[0]) is None


def test_the_order_of_the_reports_is_kept_and_changes_nothing(make: Make) -> None:
    story = [make("a", TEXT), make("b", TEXT, "2031-05-20"), make("c", TEXT, "2031-05-21")]
    assert date_reports(story[::-1]) == date_reports(story)[::-1]
