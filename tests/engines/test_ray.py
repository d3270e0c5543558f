"""Briefs on a Ray of two workers: the same bytes as on one machine, also where workers are killed half way."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from secondsource import Settings, brief
from secondsource.errors import EngineError
from secondsource.intake import report_from_text
from secondsource.model import Report
from secondsource.render.json import render
from secondsource.tagging import NoTagger
from secondsource.weighing.judge import Question

ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")

EVENTS = (
    ("The ferry Solvind ran aground off Sandvik", "the coastguard said", "All 41 passengers were brought ashore"),
    ("Miners in Kalvheim laid down their work", "according to the union", "About 300 miners are on strike"),
    ("The bridge at Torsund was closed", "the mayor said", "Cracks were found in two pillars"),
)


def reports() -> list[Report]:
    """Twenty-four reports of three events over three months, every seventh without a date."""
    made = []
    for n in range(24):
        what, who, more = EVENTS[n % 3]
        day = f"Published {1 + n} {('May', 'June', 'July')[n % 3]} 2031\n\n" if n % 7 else ""
        made.append(report_from_text(f"r{n:02}.txt", f"{what}\n\n{day}{what}, {who}. {more}, {who}. It was day {n}.\n"))
    return made


@pytest.fixture(scope="module", autouse=True)
def two_workers() -> Iterator[None]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
        yield
        ray.shutdown()


@pytest.fixture(scope="module")
def undisturbed() -> str:
    return render(brief(reports(), settings=Settings(tagger=NoTagger())))


def on_ray(**more: Any) -> Settings:
    return Settings(**{"tagger": NoTagger(), "engine": "ray", **more})


def test_the_same_bytes_in_any_order_and_progress_is_told(undisturbed: str) -> None:
    told: list[tuple[str, int, int]] = []
    made = brief(reports()[::-1], settings=on_ray(), progress=lambda *step: told.append(step))
    assert render(made) == undisturbed
    assert len(made.stories) > 1
    assert [step for step in told if step[0] == "reading"] == [("reading", n, 24) for n in range(25)]
    assert told[-1] == ("weighing", len(made.stories), len(made.stories))
    assert ray.is_initialized()  # a Ray that was there before is left as it is


def test_the_networks_of_the_program_give_the_same(limousine: Path) -> None:
    assert render(brief([limousine], settings=Settings(engine="ray"))) == render(brief([limousine]))


def test_nothing_in_is_nothing_out() -> None:
    made = brief([], settings=on_ray())
    assert (made.reports, made.stories, made.problems) == ((), (), ())


def die_once(mark: Path) -> None:
    """Kills the process that it is in, the first time that it is called anywhere."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class DyingTagger(NoTagger):
    """Kills the worker that reads a report of the second event, once."""

    mark: Path

    def tag(self, text: str, *more: Any) -> Any:
        if "Kalvheim" in text:
            die_once(self.mark)
        return super().tag(text, *more)


@dataclass(frozen=True)
class DyingScreen:
    """Kills the worker that weighs the story of the third event, once; lists nobody."""

    mark: Path

    def story(self, story: Any, dated: Any) -> tuple[()]:
        if any("Torsund" in reading.report.text for reading in dated):
            die_once(self.mark)
        return ()


def test_a_worker_killed_while_it_reads_loses_nothing(undisturbed: str, tmp_path: Path) -> None:
    assert render(brief(reports(), settings=on_ray(tagger=DyingTagger(tmp_path / "died")))) == undisturbed
    assert (tmp_path / "died").exists()


def test_a_worker_killed_while_it_weighs_loses_nothing(undisturbed: str, tmp_path: Path) -> None:
    assert render(brief(reports(), settings=on_ray(screen=DyingScreen(tmp_path / "died")))) == undisturbed
    assert (tmp_path / "died").exists()


class FaultyTagger(NoTagger):
    """Has a fault with some reports."""

    def tag(self, text: str, *more: Any) -> Any:
        if "day 5" in text or "day 20" in text:
            raise ZeroDivisionError("by a fault")
        return super().tag(text, *more)


def test_a_fault_is_the_same_problem_as_on_one_machine() -> None:
    one, other = (brief(reports(), settings=Settings(tagger=FaultyTagger(), engine=e)) for e in ("local", "ray"))
    assert [problem.input for problem in one.problems] == ["r05.txt", "r20.txt"]
    assert render(one) == render(other)


class Silent:
    """A judge that cannot be sent anywhere, and has no opinion."""

    name = "silent"
    unusable: Mapping[str, int] = {}

    def __init__(self) -> None:
        self.held = threading.Lock()
        self.asked: list[Question] = []

    def judge(self, questions: Sequence[Question]) -> list[None]:
        self.asked += questions
        return [None] * len(questions)


def test_a_judge_is_asked_where_it_is(limousine: Path) -> None:
    one, other = Silent(), Silent()
    local = brief([limousine], settings=Settings(judge=one))
    assert render(brief([limousine], settings=Settings(judge=other, engine="ray"))) == render(local)
    assert other.asked == one.asked
    assert one.asked


class Held(NoTagger):
    """A tagger that cannot be sent anywhere."""

    def __init__(self) -> None:
        self.held = threading.Lock()


def test_what_cannot_be_sent_is_refused_in_words() -> None:
    with pytest.raises(EngineError, match="cannot be sent to other processes"):
        brief(reports(), settings=on_ray(tagger=Held()))
