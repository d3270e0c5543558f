"""Whatever text goes in, a brief comes out that keeps the contract: property tests over all of Unicode."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondsource import Settings, brief, packs
from secondsource.encoding import Encoder
from secondsource.intake import report_from_text
from secondsource.model import Block, Report
from secondsource.render.json import render, schema
from secondsource.tagging import NoTagger, Tagger

from .contract import broken

VALIDATOR = jsonschema.Draft202012Validator(schema())

# One a script and a way of writing; each costs a second to load.
LANGUAGES = ("en", "nb", "de", "ar", "zh", "und")

calm = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=30)

# Everything but lone surrogates, which no file can hold.
characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, max_size=300)


def phrases(value: Any) -> Iterator[str]:
    """Every string that a pack lists, wherever in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from phrases(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from phrases(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from phrases(getattr(value, field.name))


@cache
def fragments(language: str) -> st.SearchStrategy[str]:
    """Pieces of which news in a language is made, with what is between them: marks, numbers, names, white space."""
    pack = packs.load(language)
    own = sorted({p.replace("*", "").replace("…", " ") for p in phrases(pack)} - {""})
    cues = sorted({p.replace("*", "").replace("…", " ") for p in phrases((pack.attribution, pack.speakers, pack.time))})
    marks = sorted({m for pair in pack.quotes.pairs for m in pair} | set("\"'“”«»„‘’—–-.,:;!?…()/。，、「」،"))
    others = [
        "Ada Lund",
        "Kim",
        "KCNA",
        "U.N.",
        "3",
        "12 000",
        "1.5",
        "2031-05-03",
        "3/5/31",
        "%",
        "€",
        "\n",
        "\n\n",
        "\t",
        "\u202e",
    ]
    return st.one_of(
        st.sampled_from(own or others), st.sampled_from(cues or others), st.sampled_from(marks), st.sampled_from(others)
    )


@st.composite
def made_of_fragments(draw: st.DrawFn, language: str) -> str:
    pieces = draw(st.lists(fragments(language), max_size=40))
    glue = draw(st.sampled_from([" ", " ", " ", "", "\n"]))
    return glue.join(pieces)


def report(id: str, text: str, language: str) -> Report:
    blocks = (Block(0, len(text), "body"),) if text else ()
    return Report(id, text, language, None, None, None, None, blocks=blocks, pack=language)


def assert_keeps_the_contract(inputs: Sequence[Path | Report], encoder: Encoder, tagger: Tagger | None = None) -> None:
    """`tagger` is the one that ships where it is null; the packs are tried without, which is quicker."""
    made = brief(inputs, settings=Settings(encoder=encoder, tagger=tagger))
    document = json.loads(render(made).encode("utf-8"))
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)] == []
    assert broken(document) == []


@calm
@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from(LANGUAGES))
def test_any_text_as_a_report(encoder: Encoder, given_texts: list[str], language: str) -> None:
    reports = [report(f"{n}.txt", text, language) for n, text in enumerate(given_texts)]
    assert_keeps_the_contract(reports, encoder)


@calm
@given(st.lists(texts, min_size=1, max_size=2), st.sampled_from([".txt", ".html"]))
def test_any_text_as_a_file(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory, given_texts: list[str], suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for n, text in enumerate(given_texts):
        (folder / f"{n}{suffix}").write_bytes(text.encode("utf-8"))
    assert_keeps_the_contract([folder], encoder)


@calm
@given(st.binary(max_size=400))
def test_any_bytes_as_a_file(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_bytes(content)
    assert_keeps_the_contract([path], encoder)


@pytest.mark.parametrize("language", LANGUAGES)
@calm
@given(st.data())
def test_news_in_pieces(one_topic: Encoder, language: str, data: st.DataObject) -> None:
    """Fragments of a pack in any order, in up to three reports of one story."""
    made = data.draw(st.lists(made_of_fragments(language), min_size=1, max_size=3))
    assert_keeps_the_contract(
        [report(f"{n}.txt", text, language) for n, text in enumerate(made)], one_topic, NoTagger()
    )


@calm
@given(st.data(), st.sampled_from(LANGUAGES))
def test_news_in_pieces_through_intake(one_topic: Encoder, data: st.DataObject, language: str) -> None:
    text = data.draw(made_of_fragments(language))
    assert_keeps_the_contract([report_from_text("a.txt", text)], one_topic, NoTagger())


def test_a_lone_surrogate_is_no_reason_to_fail(encoder: Encoder) -> None:
    assert_keeps_the_contract([report("a.txt", 'The \ud800 police said "\udfff" on Monday.', "en")], encoder)
