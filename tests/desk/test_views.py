"""What the pages show, arranged."""

from __future__ import annotations

import pytest

from secondsource.desk.views import curve, differing
from secondsource.desk.views.everywhere import appearances, leanings
from secondsource.desk.views.room import room
from secondsource.desk.views.speaking import nearest, why
from secondsource.desk.views.table import lines
from secondsource.desk.views.telling import told
from secondsource.desk.views.text import layered
from secondsource.model import Reading
from secondsource.render.story_view import StoryView, view_stories
from secondsource.weighing.standing import in_english
from tests.render.sample import SHORT, ferry_brief


@pytest.fixture(scope="module")
def view() -> StoryView:
    (made,) = view_stories(ferry_brief())
    return made


# --- the table --------------------------------------------------------------------------------------


def test_a_denial_is_what_a_cell_shows_of_a_report_that_does_both(view: StoryView) -> None:
    explosion = lines(view, "en")[1]
    of = {report.id: cell for report, cell in zip(view.reports, explosion.cells, strict=True)}
    bbc = of[SHORT["bbc"]]
    assert bbc
    assert (bbc.stance, bbc.others) == ("denies", 2)
    assert of[SHORT["nrk"]] is None


def test_a_line_knows_whom_it_leans_on(view: StoryView) -> None:
    assert [line.leaning for line in lines(view, "en")][:3] == [("o1", "o2"), ("o2", "o3", "o4"), ("o5", "o6")]


# --- for a reader of one language -------------------------------------------------------------------


def test_the_nearest_claim_is_of_the_same_finding_and_stance(view: StoryView) -> None:
    explosion = view.story.findings[1]
    german = next(claim for claim in explosion.claims if claim.report == SHORT["de"])
    arabic = next(claim for claim in explosion.claims if claim.report == SHORT["ar"])
    denied, stated = nearest(view, explosion, german, "en"), nearest(view, explosion, arabic, "en")
    assert denied
    assert stated
    assert (denied.stance, stated.stance) == ("denies", "states")
    assert nearest(view, explosion, german, "de") is None
    assert nearest(view, explosion, german, "fi") is None


def test_why_is_said_in_any_language(view: StoryView) -> None:
    first = view.story.findings[0]
    assert why(view, first, in_english).startswith("5 reports tell it; all lean on ")
    assert why(view, first, lambda text, **values: f"<{text}>").startswith("<%(told)s; all lean on %(name)s.>")


# --- words that differ ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "marked"),
    [
        ("Twelve were hurt.", "Twelve", ["Twelve"]),
        ("twelve were hurt.", "Twelve", ["twelve"]),
        ("none were hurt.", "Twelve", []),
        ("none were hurt.", "", []),
        ("İstanbul ve iki", "iki", ["iki"]),
    ],
)
def test_the_value_of_a_side_is_marked(text: str, value: str, marked: list[str]) -> None:
    runs = differing.value_in(text, value)
    assert "".join(run.text for run in runs) == text
    assert [run.text for run in runs if run.how == "new"] == marked


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One two three.\nFour.\n", "One 2 three.\nFour.\nFive.\n"),
        ("", "All new."),
        ("All gone.", ""),
        ("same", "same"),
        ("a " * 5000, "b " * 5000),
    ],
)
def test_a_change_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    runs = differing.between(before, after)
    assert "".join(run.text for run in runs if run.how != "new") == before
    assert "".join(run.text for run in runs if run.how != "gone") == after


# --- arrivals ---------------------------------------------------------------------------------------


def test_the_curve_counts_every_report() -> None:
    arrivals = ["2031-03-14T08:00:00+00:00", "2031-03-14T09:00:00+00:00", "2031-03-15T08:00:00+00:00"]
    held = curve.counts(arrivals)
    assert (sum(held), held[0], held[-1]) == (3, 1, 1)
    assert curve.counts(arrivals[:1])[-1] == 1
    assert sum(curve.counts([])) == 0
    assert "<svg" in curve.draw(arrivals, "three reports")


# --- the room, the text, everywhere -----------------------------------------------------------------


def test_the_room_holds_what_at_least_two_share(view: StoryView) -> None:
    shared, columns = room(view, [SHORT["nrk"], SHORT["de"]])
    assert [one.number for one in shared] == [4]
    ids = [piece.id for column in columns for part in column.parts for piece in part.pieces if piece.id]
    assert ids == ["k0-f4", "k1-f4"]


def test_the_text_is_whole_and_its_claims_can_be_found(view: StoryView) -> None:
    report = next(one for one in view.reports if one.id == SHORT["bbc"])
    _, paragraphs = layered(Reading(report, (), (), (), (), (), (), ()), view, lambda id: f"/f/{id}")
    drawn = "".join(piece.text for paragraph in paragraphs for piece in paragraph.pieces)
    assert drawn.replace("\n", "") == report.text.replace("\n", "")
    ids = {id for paragraph in paragraphs for piece in paragraph.pieces for id in piece.ids}
    claims = {f"c{c.start}-{c.end}" for f in view.story.findings for c in f.claims if c.report == report.id}
    assert claims <= ids
    back = {(back.href, back.number) for paragraph in paragraphs for piece in paragraph.pieces for back in piece.back}
    assert ("/f/f1", 1) in back


def test_names_and_values_are_marked_in_a_claim(view: StoryView) -> None:
    first = view.story.findings[0]
    for claim in first.claims:
        words = told(view, claim, first.id)
        assert "".join(word.text for word in words) == claim.text
    hows = {word.how for claim in first.claims for word in told(view, claim, first.id)}
    assert "name" in hows


def test_an_origin_stands_alone_where_all_that_is_attributed_passes_it(view: StoryView) -> None:
    (police,) = leanings("s", view, ["o1"])
    assert [(traced.number, traced.alone) for traced in police.traced] == [(1, True), (4, False)]
    (reuters,) = leanings("s", view, ["o2"])
    assert [(traced.number, traced.alone) for traced in reuters.traced] == [(1, False), (2, True)]


def test_an_entity_appears_once_in_each_report(view: StoryView) -> None:
    entity = view.story.entities[0]
    (found,) = appearances("s", view, [entity.id])
    assert len({place.mention.report for place in found.places}) == len(found.places) > 0
    for place in found.places:
        text = next(report.text for report in view.reports if report.id == place.mention.report)
        assert place.before.lstrip("…") + place.mention.text + place.after.rstrip("…") in text
