"""Feeds are asked when they are due, what is new is taken in, and what goes wrong is told and tried again later."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from secondsource.archive import Archive, Feed, Feeds
from secondsource.encoding import EncoderError
from secondsource.encoding.encoder import Vectors
from secondsource.errors import InputError
from secondsource.intake.fetch import Fetcher
from secondsource.intake.opml import feeds_in
from secondsource.intake.robots import Visitor
from secondsource.rounds import Rounds

from .archive.desk import SETTINGS
from .intake.samples import PAGE, SAMPLES, rss
from .sites import HOST, Answer, Site, serving

EVERY = timedelta(minutes=15)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    kept = Archive(f"sqlite:///{tmp_path / 'archive.db'}")
    yield kept
    kept.close()


def feed(*links: str) -> bytes:
    items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'.encode()


def rounds(archive: Archive, *addresses: str) -> tuple[Rounds, list[str]]:
    told: list[str] = []
    Feeds(archive.database).follow(addresses)
    visitor = Visitor(Fetcher([HOST]), pause=0)
    return Rounds(archive, visitor, EVERY, settings=SETTINGS, tell=lambda name, said: told.append(said)), told


def known(archive: Archive) -> Feed:
    (only,) = Feeds(archive.database).all()
    return only


def waits(archive: Archive) -> float:
    """Minutes until the feed is due."""
    return (datetime.fromisoformat(known(archive).due) - datetime.now(UTC)).total_seconds() / 60


def test_what_is_new_is_fetched_once(archive: Archive, site: Site) -> None:
    site.answers["/feed"] = Answer(feed(f"{site.address}/1"), "application/rss+xml", headers={"ETag": '"1"'})
    site.answers["/1"] = Answer(PAGE.encode())
    site.answers["/2"] = Answer(PAGE.replace("Friday", "Sunday").encode())
    following, told = rounds(archive, f"{site.address}/feed")
    following.once()
    following.once()
    assert site.paths() == ["/feed", "/1"], "it is not due yet"
    following.once(all_feeds=True)
    assert site.paths() == ["/feed", "/1", "/feed"]
    links = feed(f"{site.address}/1", f"{site.address}/2")
    site.answers["/feed"] = Answer(links, "application/rss+xml", headers={"ETag": '"2"'})
    following.once(all_feeds=True)
    assert site.paths()[3:] == ["/feed", "/2"]
    assert told == ["1 report", "unchanged", "1 report, 1 known"]
    status = archive.status()
    assert (status["reports"], status["problems"], status["waiting"]) == (2, 0, 0)


def test_page_of_which_its_feed_says_something_new_is_a_new_version(archive: Archive, site: Site) -> None:
    site.answers["/feed"] = Answer(feed(f"{site.address}/1"))
    site.answers["/1"] = Answer(PAGE.encode())
    following, _ = rounds(archive, f"{site.address}/feed")
    following.once()
    site.answers["/feed"] = Answer(feed(f"{site.address}/1").replace(b"</title>", b" (corrected)</title>"))
    site.answers["/1"] = Answer(PAGE.replace("Twelve", "Thirteen").encode())
    following.once(all_feeds=True)
    assert [version.number for version in archive.versions(f"{site.address}/1")] == [1, 2]


def test_page_that_could_not_be_had_is_tried_three_times(archive: Archive, site: Site) -> None:
    site.answers["/feed"] = Answer(feed(f"{site.address}/1", f"{site.address}/2"), headers={"ETag": '"1"'})
    site.answers["/1"] = Answer(status=500)
    following, _ = rounds(archive, f"{site.address}/feed")
    for _ in range(5):
        following.once(all_feeds=True)
    assert [site.paths().count(path) for path in ("/1", "/2")] == [3, 1], "what is not there is not asked for again"
    assert {problem.input for problem in archive.problems()} == {f"{site.address}/1", f"{site.address}/2"}


def test_page_that_comes_back_is_no_problem_any_more(archive: Archive, site: Site) -> None:
    site.answers["/feed"] = Answer(feed(f"{site.address}/1"), headers={"ETag": '"1"'})
    site.answers["/1"] = Answer(status=500)
    following, _ = rounds(archive, f"{site.address}/feed")
    following.once()
    site.answers["/1"] = Answer(PAGE.encode())
    following.once(all_feeds=True)
    assert archive.problems() == []
    assert archive.status()["reports"] == 1


def test_feed_that_fails_waits_longer_each_time_and_stops_no_other(archive: Archive, site: Site) -> None:
    site.answers["/ok"] = Answer(rss())
    following, told = rounds(archive, f"{site.address}/broken", f"{site.address}/ok")
    site.answers["/broken"] = Answer(status=500)
    following.once()
    assert archive.status()["reports"] == 1
    waited = []
    for _ in range(9):
        following.once(all_feeds=True)
        due = datetime.fromisoformat(Feeds(archive.database).all()[0].due)
        waited.append(round((due - datetime.now(UTC)).total_seconds() / 60))
    assert waited[:3] == [60, 120, 240]
    assert waited[-1] == 24 * 60
    assert "status 500" in told[0]
    site.answers["/broken"] = Answer(feed())
    following.once(all_feeds=True)
    assert [f.failures for f in Feeds(archive.database).all()] == [0, 0]


def test_feed_waits_as_long_as_its_host_asks(archive: Archive, site: Site) -> None:
    site.answers["/feed"] = Answer(status=429, headers={"Retry-After": "7200"})
    following, _ = rounds(archive, f"{site.address}/feed")
    following.once()
    assert 119 < waits(archive) <= 120


def test_page_that_robots_forbid_is_a_problem_with_its_cause(archive: Archive, site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /1\n", "text/plain")
    site.answers["/feed"] = Answer(feed(f"{site.address}/1"))
    following, _ = rounds(archive, f"{site.address}/feed")
    for _ in range(3):
        following.once(all_feeds=True)
    (problem,) = archive.problems()
    assert "robots.txt" in problem.error
    assert archive.status()["problems"] == 1, "it is not asked for again"
    assert "/1" not in site.paths()


def test_page_itself_can_be_followed(archive: Archive, site: Site) -> None:
    site.answers["/live"] = Answer(PAGE.encode())
    following, told = rounds(archive, f"{site.address}/live")
    following.once()
    following.once(all_feeds=True)
    site.answers["/live"] = Answer(PAGE.replace("Twelve", "Thirteen").encode())
    following.once(all_feeds=True)
    assert told == ["1 report", "1 duplicate", "1 version"]


def test_it_ends_between_two_reports_when_it_is_asked_to(archive: Archive, site: Site) -> None:
    site.answers["/feed"] = Answer(feed(*(f"{site.address}/{n}" for n in range(50))), headers={"ETag": '"1"'})
    stop = threading.Event()
    Feeds(archive.database).follow([f"{site.address}/feed"])
    visitor = Visitor(Fetcher([HOST]), pause=0.05, sleep=stop.wait)
    following = Rounds(archive, visitor, EVERY, settings=SETTINGS, stop=stop)
    thread = threading.Thread(target=following.forever)
    thread.start()
    while len(site.paths()) < 4:
        time.sleep(0.01)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(site.paths()) < 50
    assert known(archive).asked is None, "what was left is taken in the next time"


def test_command_ends_well_when_it_is_asked_to(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = Answer(feed())
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    command = [sys.executable, "-m", "secondsource", "follow", f"{site.address}/feed", "--archive", url]
    process = subprocess.Popen([*command, "--allow-host", HOST], stderr=subprocess.PIPE, text=True)
    while not site.paths() and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "nothing in it" in said


# --- lists of feeds -----------------------------------------------------------------------------------

OPML = """<opml version="2.0"><body><outline text="News">
<outline type="rss" text="Post" xmlUrl="https://example.org/feed"/><outline xmlUrl="ftp://example.org/feed"/>
<outline type="rss" text="again" xmlUrl="https://example.org/feed"/></outline></body></opml>"""


@pytest.mark.parametrize("written", [OPML, "# mine\nhttps://example.org/feed\n\nnot a feed\n"])
def test_feeds_are_listed_in_opml_or_line_by_line(tmp_path: Path, written: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(written, encoding="utf-8")
    assert feeds_in(path) == ["https://example.org/feed"]


@pytest.mark.parametrize(
    "content",
    [b"", b"nothing here", b"<opml><body>", b'<!DOCTYPE x [<!ENTITY e "x">]><opml><body>&e;</body></opml>',
     SAMPLES["reports.zip"]],
)  # fmt: skip
def test_list_without_feeds_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "feeds"
    path.write_bytes(content)
    with pytest.raises(InputError):
        feeds_in(path)


def test_encoder_that_is_not_there_makes_the_feed_wait_and_loses_nothing(archive: Archive, site: Site) -> None:
    class Absent:
        name, version, dimensions, there = "absent", "1", 2, False

        def encode(self, texts: Sequence[str]) -> Vectors:
            if not self.there:
                raise EncoderError(self.name, "it cannot be reached")
            return np.array([[0.6, 0.8]] * len(texts), np.float32)

    encoder = Absent()
    site.answers["/feed"] = Answer(feed(f"{site.address}/1"), "application/rss+xml")
    site.answers["/1"] = Answer(PAGE.encode())
    told: list[str] = []
    Feeds(archive.database).follow([f"{site.address}/feed"])
    settings = replace(SETTINGS, encoder=encoder)
    following = Rounds(
        archive, Visitor(Fetcher([HOST]), pause=0), EVERY, settings=settings, tell=lambda name, said: told.append(said)
    )
    following.once()
    assert (told, known(archive).failures, archive.status()["held"]) == (["it cannot be reached"], 1, 0)
    encoder.there = True
    following.once(all_feeds=True)
    assert archive.status()["held"] == 1
