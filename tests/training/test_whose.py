"""On whose word the claims of stories are told: every file fits its story, and slips are named."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from .conftest import TRAINING, load

STORIES = TRAINING / "stories"
FILES = sorted(STORIES.rglob("*.whose"))

STORY = """= 1 the boat sank

# en
⟦1 The boat sank⟧

⟦1 It went down⟧, the coast guard told the Post. ⟦0 It was new⟧.

# nb
⟦1! Båten sank ikke⟧, sier kystvakta og eieren.
"""
GOOD = """@ Post = the Post
@ coast guard = the coast guard | kystvakta
@ owner = eieren

# en
1 The boat >>
2 It went down >> Post < coast guard
3 It was new >>

# nb
1 Båten sank >> coast guard ; owner
"""


@pytest.fixture(scope="session")
def whose() -> ModuleType:
    load("told")  # by this name it imports it
    return load("whose")


def written(folder: Path, whose: str, story: str = STORY) -> Path:
    (folder / "a.txt").write_text(story, encoding="utf-8")
    (folder / "a.whose").write_text(whose, encoding="utf-8")
    return folder / "a.whose"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_fits_its_story(whose: ModuleType, path: Path) -> None:
    assert whose.faults(path) == []


def test_how_many_there_are() -> None:
    said = (STORIES / "README.md").read_text(encoding="utf-8")
    own, more, unseen = (sum(path.parent.name == name for path in FILES) for name in ("stories", "more", "unseen"))
    assert f"{own} of the stories, {more} of those in more/ and {unseen} of the unseen ones" in said


def test_what_is_read(whose: ModuleType, tmp_path: Path) -> None:
    found = whose.read(written(tmp_path, GOOD))
    assert found.origins == {
        "Post": ("the Post",),
        "coast guard": ("the coast guard", "kystvakta"),
        "owner": ("eieren",),
    }
    assert [[mark.chains for mark in report] for report in found.reports] == [
        [(), (("Post", "coast guard"),), ()],
        [(("coast guard",), ("owner",))],
    ]
    assert whose.faults(tmp_path / "a.whose") == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("3 It was new >>\n", "", "other reports or marks"),
        ("2 It went down", "2 It came down", "no mark begins with 'It came down'"),
        ("Post < coast guard", "Past < coast guard", "origin 'Past' is not listed"),
        (" ; owner", "", "origin 'owner' says nothing"),
        ("= eieren", "= eier en", "no report has 'eier en' for 'owner'"),
    ],
)
def test_a_slip_is_named(whose: ModuleType, tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    found = whose.faults(written(tmp_path, GOOD.replace(old, new)))
    assert any(fault in said for said in found), found


def test_a_line_of_no_form_is_named_with_its_place(whose: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.whose:6: neither an origin, nor a report, nor a mark: '1 The boat'"):
        whose.read(written(tmp_path, GOOD.replace("1 The boat >>", "1 The boat")))
