"""Attributions: the examples of every language pack, whole chains, and what is no speech."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from secondsource.model import Block, Reading, Report, Source, Statement
from secondsource.packs import Pack, load
from secondsource.reading import read

from .cases import rows


def reading(text: str, language: str = "en", outlet: str | None = None) -> Reading:
    """What a text yields whose lines are one body block each."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), "body"))
        start += len(line) + 1
    report = Report("r", text, language, None, None, None, outlet, blocks=tuple(blocks), pack=language)
    return read(report, load(language))


def overlap(start: int, end: int, other: tuple[int, int]) -> int:
    """How many code points two spans share."""
    return min(end, other[1]) - max(start, other[0])


def about(found: Sequence[Statement], content: tuple[int, int]) -> list[Statement]:
    """The statements that share at least half of the shorter with `content`."""
    return [s for s in found if overlap(s.start, s.end, content) >= 0.5 * min(s.end - s.start, content[1] - content[0])]


def is_pronoun(source: str, cue: str, pack: Pack) -> bool:
    """Whether a row's source is a pronoun, be it inside its cue ("in her account")."""
    p = pack.pronouns
    pronoun = pack.any_of(*p.person, *p.plural, *p.thing).fullmatch(source)
    return bool(pronoun) or bool(pack.any_of(*pack.attribution.own_account).fullmatch(cue))


@pytest.mark.parametrize(("language", "row"), rows("attribution"))
def test_example_of_the_pack(language: str, row: dict[str, Any]) -> None:
    text, pack = row["text"], load(language)

    def place(part: str) -> tuple[int, int]:
        assert part in text, f"the row's {part!r} is not in its text"
        return text.index(part), text.index(part) + len(part)

    found = about(reading(text, language).statements, place(row["content"]))
    assert found, "no statement overlaps the content"
    sources = [s for statement in found for chain in statement.chains for s in chain]
    shown = [[s.text for s in chain] for statement in found for chain in statement.chains]
    if not row["source"]:
        assert not sources, shown
    elif is_pronoun(row["source"], row["cue"], pack):
        assert sources, "no source"
    elif sources or row["stance"] != "withholds":  # "declined to comment" may be the report's own voice
        assert any(overlap(s.start, s.end, place(row["source"])) > 0 for s in sources), shown
    assert row["stance"] in {s.stance for s in found}
    assert not row["hedged"] or any(s.hedged for s in found)
