"""An alert is sent once, again when the standing changes, and again to whoever could not be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from secondsource.alerts.alert import Alert
from secondsource.alerts.due import send
from secondsource.archive import Archive
from secondsource.archive.archive import Waiting
from secondsource.archive.listing import Chosen, listed, rules
from secondsource.errors import AlertError
from secondsource.intake.fetch import Fetcher
from secondsource.intake.robots import Visitor
from secondsource.model import Flag, Mention, Standing, Story
from secondsource.rounds import Rounds
from tests.archive.conftest import postgresql, url  # noqa: F401  (fixtures)
from tests.archive.desk import SETTINGS
from tests.kept import keep
from tests.render.sample import ferry_brief

AT = "2031-05-12T10:00:00+00:00"


class Box:
    """A channel that keeps what it is told, or cannot be reached."""

    def __init__(self, name: str = "box") -> None:
        self.name = name
        self.got: list[Alert] = []
        self.closed = False

    def send(self, alert: Alert) -> None:
        if self.closed:
            raise AlertError(self.name, "is closed")
        self.got.append(alert)

    def said(self) -> list[tuple[str, str, str]]:
        return [(alert.rule, alert.before, alert.standing) for alert in self.got]


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:  # noqa: F811
    kept = Archive(url)
    yield kept
    kept.close()


def flagged(rule: str, finding: str) -> Flag:
    """A flag of the ferry's story, fired by the first claim of the finding."""
    story = ferry_brief().stories[0]
    claim = next(one for one in story.findings if one.id == finding).claims[0]
    mention = Mention(claim.report, claim.start, claim.end, claim.text)
    return Flag(rule, finding, "a basis", "May fall under it.", f"The {rule} rule", claims=(mention,), confidence=0.9)


def weighed(archive: Archive, *flags: Flag, **standings: Standing) -> str:
    """Keeps the ferry's story with these flags, and these standings of its findings."""
    brief = ferry_brief()
    story = brief.stories[0]
    findings = tuple(replace(one, standing=standings.get(one.id, one.standing)) for one in story.findings)
    changed: Story = replace(story, flags=flags, findings=findings)
    held = archive.stories()
    if not held:
        return keep(archive, replace(brief, stories=(changed,)))
    handle = held[0][0]
    members = _members(archive, handle)
    assert archive.weighed(Waiting(handle, members, story.reports), (changed, brief.reports))
    return handle


def _members(archive: Archive, handle: str) -> str:
    from sqlalchemy import select

    from secondsource.archive.tables import stories

    with archive.database.read() as connection:
        return str(connection.execute(select(stories.c.members).where(stories.c.handle == handle)).scalar_one())


def test_a_flag_is_told_once(archive: Archive) -> None:
    handle = weighed(archive, flagged("luxury", "f3"))
    box = Box()
    assert send(archive, [box], AT) == 1
    assert send(archive, [box], AT) == 0
    (alert,) = box.got
    assert (alert.story, alert.rule, alert.standing, alert.before) == (handle, "luxury", "single-origin", "")
    assert alert.claims[0].text in alert.body
    weighed(archive, flagged("luxury", "f3"))  # nothing new
    assert send(archive, [box], AT) == 0


def test_a_change_of_standing_is_told(archive: Archive) -> None:
    box = Box()
    for standing in ("single-origin", "corroborated", "corroborated", "disputed"):
        weighed(archive, flagged("luxury", "f3"), f3=standing)
        send(archive, [box], AT)
    assert box.said() == [
        ("luxury", "", "single-origin"),
        ("luxury", "single-origin", "corroborated"),
        ("luxury", "corroborated", "disputed"),
    ]


def test_of_several_findings_the_one_that_stands_best_is_told(archive: Archive) -> None:
    weighed(archive, flagged("luxury", "f4"), flagged("luxury", "f3"), flagged("arms", "f5"))
    box = Box()
    send(archive, [box], AT)
    assert box.said() == [("arms", "", "unattributed"), ("luxury", "", "single-origin")]


def test_who_cannot_be_reached_is_told_later_and_nobody_twice(archive: Archive) -> None:
    weighed(archive, flagged("luxury", "f3"), flagged("arms", "f5"))
    shut, open_ = Box("shut"), Box("open")
    shut.closed = True
    said: list[tuple[str, str]] = []
    assert send(archive, [shut, open_], AT, lambda where, why: said.append((where, why))) == 2
    assert said == [("shut", "is closed")]
    shut.closed = False
    assert send(archive, [shut, open_], AT) == 2
    assert (len(shut.got), len(open_.got)) == (2, 2)


def test_a_flag_that_is_gone_is_not_told(archive: Archive) -> None:
    weighed(archive, flagged("luxury", "f3"))
    weighed(archive)
    assert send(archive, [Box()], AT) == 0


def test_rounds_send_what_is_due(tmp_path: Path) -> None:
    archive = Archive(f"sqlite:///{tmp_path / 'archive.db'}")
    weighed(archive, flagged("luxury", "f3"))
    box = Box()
    following = Rounds(archive, Visitor(Fetcher(), pause=0), timedelta(minutes=1), settings=SETTINGS, channels=[box])
    following.once()
    following.once()
    assert box.said() == [("luxury", "", "single-origin")]
    archive.close()


def test_stories_are_chosen_by_rule(archive: Archive) -> None:
    handle = weighed(archive, flagged("luxury", "f3"))
    assert rules(archive.database) == ["luxury"]
    found, total = listed(archive.database, Chosen(flag="luxury"), 10)
    assert ([one.handle for one in found], total) == ([handle], 1)
    assert listed(archive.database, Chosen(flag="arms"), 10) == ([], 0)
