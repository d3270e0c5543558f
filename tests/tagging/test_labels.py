"""Labels: each kind begins and goes on, and the kinds are those of the brief."""

from __future__ import annotations

from typing import get_args

import pytest

from secondsource.model import EntityKind
from secondsource.tagging.labels import ANCHORS, KINDS, NAMES, ROLES


@pytest.mark.parametrize("labels", [NAMES, ANCHORS], ids=["names", "anchors"])
def test_every_kind_begins_and_goes_on(labels: tuple[str, ...]) -> None:
    assert labels[0] == "O"
    borders = [label[:2] for label in labels[1:]]
    kinds = [label[2:] for label in labels[1:]]
    assert borders == ["B-", "I-"] * (len(borders) // 2)
    assert kinds[::2] == kinds[1::2]
    assert len(set(labels)) == len(labels)


def test_kinds_of_names_are_those_of_the_brief() -> None:
    assert {label[2:] for label in NAMES[1:]} == set(KINDS) == set(get_args(EntityKind))


def test_what_an_attribution_hangs_on() -> None:
    assert {label[2:] for label in ANCHORS[1:]} == {"said", "held", "source"}


def test_nothing_comes_first() -> None:
    """The network learned that row 0 is no role; a new one goes to the end."""
    assert ROLES == ("none", "source", "cue", "content")
