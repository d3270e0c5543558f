"""Sources: every phrase of a sentence that could name a speaker, and of what kind it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import Block, Report, Sentence
from secondsource.packs import load
from secondsource.reading import coreference, mentions, sources


def found(text: str, language: str = "en") -> tuple[sources.Candidate, ...]:
    """The possible speakers of a text that is one sentence."""
    pack = load(language)
    blocks = (Block(0, len(text), "body"),)
    report = Report("r", text, language, None, None, None, None, blocks=blocks, pack=language)
    names = coreference.link(mentions.find(report, pack), text, language, pack)
    candidates = sources.find(text, Sentence(0, len(text), text, "body", 0), names, pack, language)
    assert all(text[c.source.start : c.source.end] == c.source.text for c in candidates)
    return candidates


@pytest.mark.parametrize(
    ("text", "source", "kind", "role", "code"),
    [
        ("A ministry official left.", "ministry official", "official", "ministry", None),
        ("Ministry spokesman Ivo Kell left.", "Ministry spokesman Ivo Kell", "official", "ministry", None),
        ("Ghana's foreign ministry replied.", "Ghana's foreign ministry", "government", "ministry.foreign", "GH"),
        ("The Norwegian police replied.", "Norwegian police", "government", "police", "NO"),
        (
            "The culture ministry in Conakry replied.",
            "culture ministry in Conakry",
            "government",
            "ministry.culture",
            "GN",
        ),
        ("The police in Conakry replied.", "police in Conakry", "government", "police", None),
        ("South Korean officials met.", "South Korean officials", "official", "official", "KR"),
        ("The captain, Jon Berg, left.", "captain, Jon Berg", "person", "chief", None),
        ("The official news agency, KCNA, replied.", "official news agency, KCNA", "state media", "state_media", None),
        ("The newspaper Saltmarsh Gazette replied.", "newspaper Saltmarsh Gazette", "outlet", "outlet", None),
        ("The report was short.", "report", "document", "document", None),
        ("A source close to the inquiry left.", "source close to the inquiry", "anonymous", "source", None),
        ("Una Hallinger left.", "Una Hallinger", "person", None, None),
        ("Ghana replied.", "Ghana", "government", None, "GH"),
        ("She left.", "She", "person", None, None),
    ],
)
def test_kind(text: str, source: str, kind: str, role: str | None, code: str | None) -> None:
    assert [(c.source.text, c.source.kind, c.source.role, c.source.code) for c in found(text)] == [
        (source, kind, role, code)
    ]


def test_capital_that_speaks_is_a_government() -> None:
    (candidate,) = found("Moscow replied.")
    assert (candidate.source.kind, candidate.source.code) == ("government", "RU")


@pytest.mark.xfail(strict=True, reason="whatever follows an unnamed witness is taken into the source")
def test_verb_is_no_part_of_an_unnamed_source() -> None:
    assert [c.source.text for c in found("Two witnesses left.")] == ["witnesses"]


@pytest.mark.xfail(strict=True, reason="an unnamed source takes in whatever stands after it, also other speakers")
def test_speakers_never_overlap() -> None:
    one, other = found("A source Una Hallinger knew left.")
    assert one.source.end <= other.source.start


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "A source close to the inquiry told the newspaper all.", "source close to the inquiry"),
        ("en", "The source citing a report left.", "source"),
        ("en", "The sources according to a report left.", "sources"),
        ("hu", "A lap egy kormányzati forrásra hivatkozva ír.", "forrásra"),
        ("tr", "Gazete bir kaynağa dayandırarak yazdı.", "kaynağa"),
        ("de", "Einer Quelle zufolge war es so.", "Quelle"),
    ],
)
def test_complement_of_an_unnamed_source_ends_where_a_cue_begins(language: str, text: str, source: str) -> None:
    (unnamed,) = (c.source.text for c in found(text, language) if c.source.role == "source")
    assert unnamed.endswith(source)


def test_unnamed_official_is_anonymous() -> None:
    (candidate,) = found("An official at Norway's foreign ministry, who asked not to be named, left.")
    assert (candidate.source.kind, candidate.source.code) == ("anonymous", "NO")


def test_spokesman_speaks_for_the_named_body() -> None:
    (candidate,) = found("The spokesman for the company Kressfield left.")
    assert (candidate.source.kind, candidate.source.thing) == ("official", None)
    assert candidate.source.body is not None


def test_relative_is_the_one_in_apposition() -> None:
    text = "Una Hallinger's sister, Ada Lind, left."
    (candidate,) = found(text)
    assert (candidate.source.text, candidate.source.thing) == ("Una Hallinger's sister, Ada Lind", 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Una Hallinger and Tove Ansgill left.", ["Una Hallinger", "Tove Ansgill"]),
        ("The minister met the police.", ["minister", "police"]),
        ("They left it there.", ["They", "it"]),
        ("Una Hallinger; Tove Ansgill", ["Una Hallinger", "Tove Ansgill"]),
    ],
)
def test_speakers_that_stay_apart(text: str, expected: list[str]) -> None:
    assert [c.source.text for c in found(text)] == expected


@pytest.mark.parametrize("text", ["The pump failed at noon.", "Nobody came.", "The ferry “Blue Heron” sank.", ""])
def test_nobody_who_could_speak(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("language", "text", "source", "role"),
    [
        ("nb", "Det norske utenriksdepartementet svarte.", "norske utenriksdepartementet", "ministry.foreign"),
        ("de", "Die norwegische Polizei kam.", "norwegische Polizei", "police"),
        ("sv", "Den norska polisen kom.", "norska polisen", "police"),
        ("cs", "Norské ministerstvo obrany mlčí.", "Norské ministerstvo obrany", "ministry.defence"),
    ],
)
def test_state_of_an_institution(language: str, text: str, source: str, role: str) -> None:
    (candidate,) = (c for c in found(text, language) if c.source.role)
    assert (candidate.source.text, candidate.source.role, candidate.source.code) == (source, role, "NO")


SPEAKER_LIKE = st.lists(
    st.sampled_from(
        ["The", "police", "minister", "Una", "Lind", "Norway", "she", ",", "of", "“", "”", "source", "said"]
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(text=SPEAKER_LIKE | st.text(max_size=40), language=st.sampled_from(["en", "nb", "ko", "und"]))
def test_any_text_is_read(text: str, language: str) -> None:
    if text:
        found(text, language)
