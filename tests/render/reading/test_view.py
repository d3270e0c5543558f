"""How a reading is arranged: numbers, things, chains, and marks in the order in which they nest."""

from __future__ import annotations

from dataclasses import replace

from secondsource.model import Reading, Source, Span
from secondsource.render.reading.view import beginning, chain_words, days_words, sure_words, view_reading

from .sample import arabic, crossing, ferry, hostile


def test_names_of_one_thing_are_one_row_called_by_the_longest() -> None:
    things = view_reading(ferry()).things
    assert [(thing.number, thing.name, thing.kind, thing.aliases, len(thing.names)) for thing in things] == [
        (1, "Sandvik", "place", (), 1),
        (2, "Marit Holm", "person", (), 1),
        (3, "Solvind", "product", (), 2),
        (4, "Ida Berg", "person", ("Berg",), 2),
        (5, "Courier", "organisation", (), 1),
        (6, "Nordlinje", "organisation", (), 1),
    ]
    assert things[0].code == "NO"


def test_each_attribution_stands_beside_its_chain() -> None:
    told, fears, says, quoted = view_reading(ferry()).attributions
    assert [chain_words(chain) for chain in told.chains] == ["Courier [n5], outlet ← Ida Berg [n4], witness"]
    assert (fears.chains, fears.how) == ((), ("held",))
    assert ([chain_words(chain) for chain in says.chains], says.how) == (["Ida Berg [n4], person"], ("said", "denies"))
    assert quoted.how == ("said", "quoted")


def test_speakers_side_by_side_have_a_chain_each() -> None:
    reading = ferry()
    first = reading.attributions[0]
    second = replace(first, sources=(replace(first.sources[1], text="Ida Berg", thing=None, kind="person"),))
    (told, *_) = view_reading(replace(reading, attributions=(first, second))).attributions
    assert len(told.chains) == 2


def test_of_two_attributions_with_one_cue_the_one_with_the_source_counts() -> None:
    reading = ferry()
    first = reading.attributions[0]
    other = replace(first, sources=(Source(0, 5, "Ferry", "official", None),))
    (told, *_) = view_reading(replace(reading, attributions=(other, first))).attributions
    assert [chain_words(chain) for chain in told.chains] == ["Courier [n5], outlet ← Ida Berg [n4], witness"]


def test_without_a_cue_the_content_tells_which_attribution_it_is() -> None:
    reading = ferry()
    bare = tuple(replace(relation, cue=()) for relation in reading.relations)
    resolved = tuple(replace(attribution, cue=None) for attribution in reading.attributions)
    view = view_reading(replace(reading, relations=bare, attributions=resolved))
    assert len(view.attributions[0].chains) == 1
    assert chain_words(view.attributions[3].chains[0]) == "Ida Berg [n4], person"


def test_whom_a_speaker_speaks_for_is_said() -> None:
    reading = ferry()
    first = reading.attributions[0]
    spokesman = replace(first, sources=(replace(first.sources[1], body=4, kind="official"),))
    (told, *_) = view_reading(replace(reading, attributions=(spokesman,))).attributions
    assert chain_words(told.chains[0]) == "Ida Berg [n4], official, for Nordlinje [n6]"


def test_times_have_days_where_the_report_gives_them() -> None:
    assert [days_words(time) for time in view_reading(ferry()).times] == ["14 Mar 2031", "not told"]


def test_marks_come_in_the_order_in_which_they_stand_around_each_other() -> None:
    def ids(reading: Reading) -> list[str]:
        return list(view_reading(reading).marks)

    assert ids(crossing()) == [
        "q1-1", "n1-1", "n2-1", "n3-1", "s2-1", "q2-1", "q3-1", "s3-1", "c3-1", "n4-1", "n5-1",
    ]  # fmt: skip


def test_pieces_hold_the_whole_text_and_every_mark() -> None:
    for reading in (ferry(), arabic(), crossing(), hostile()):
        view = view_reading(reading)
        pieces = [piece for part in view.parts for piece in part.pieces]
        drawn: dict[str, str] = {}
        for piece in pieces:
            for id in piece.inside:
                drawn[id] = drawn.get(id, "") + piece.text
        for id, mark in view.marks.items():
            assert "".join(drawn[id].split()) == "".join(reading.report.text[mark.start : mark.end].split())
        assert "".join("".join(piece.text for piece in pieces).split()) == "".join(reading.report.text.split())


def test_a_mark_that_reaches_out_of_the_text_is_left_out() -> None:
    view = view_reading(hostile())
    assert "q1-1" in view.marks
    assert "q1-2" not in view.marks


def test_words_for_what_is_known_of_an_attribution() -> None:
    assert (sure_words(None), sure_words(0.9349), sure_words(1)) == ("by rule", "0.93", "1.00")
    spans = (Span(0, 3, "a\nb"), Span(9, 12, "cde"))
    assert beginning(spans, 20) == "a b … cde"
    assert beginning(spans, 6) == "a b…"
