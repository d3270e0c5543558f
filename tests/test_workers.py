"""Several processes: in order, the same as one, and nothing lost where one of them dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from secondsource import Settings, reading, weighing, workers
from secondsource.encoding import E5
from secondsource.intake import report_from_text
from secondsource.model import Corrections, Gathered, Problem, Reading, Report, Story
from secondsource.pipeline import brief, read_report, read_reports, weigh_stories
from secondsource.render.json import render


def squared(number: int) -> tuple[int, str]:
    time.sleep(0.01 if number % 3 else 0.05)
    return number * number, os.environ["OPENBLAS_NUM_THREADS"]


def nothing() -> None:
    """What needs no beginning."""


def dying(mark: Path, number: int) -> int:
    """Kills the process that it is in, once, half way."""
    if number == 20 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return -number


def test_in_order_and_each_process_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    made = list(workers.mapped(squared, range(40), 2, nothing))
    assert made == [(number * number, "1") for number in range(40)]
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"


def test_a_process_that_dies_loses_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "died"
    assert list(workers.mapped(partial(dying, mark), range(50), 2, nothing)) == [-n for n in range(50)]
    assert mark.exists()


def test_not_all_is_under_way_at_once() -> None:
    asked = []

    def things() -> object:
        for number in range(100):
            asked.append(number)
            yield number

    first = next(iter(workers.mapped(squared, things(), 2, nothing)))  # type: ignore[arg-type]
    assert first[0] == 0
    assert len(asked) <= 2 * workers.AHEAD


def test_what_one_process_raises_is_raised() -> None:
    with pytest.raises(TypeError):
        list(workers.mapped(squared, ["a"], 2, nothing))  # type: ignore[list-item]


def test_many_processes_pay_for_many_things_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 8)
    assert [workers.that_pay(n) for n in (0, 1, 31, 32, 64, 10_000)] == [1, 1, 1, 2, 4, 8]


def test_two_processes_read_what_one_reads() -> None:
    texts = [
        "The ferry ran aground on Monday, the harbour master said. Twelve people were brought ashore.",
        "Fergen gikk på grunn mandag, opplyser havnesjefen. Tolv personer ble brakt i land.",
        "Der Bürgermeister bestritt, dass die Fähre zu schnell war.",
    ]
    reports = [report_from_text(f"{n}.txt", text) for n, text in enumerate(texts)]
    one, two = (list(read_reports(reports, Settings(processes=n))) for n in (1, 2))
    assert one == two
    assert all(
        (a.vector == b.vector).all() for x, y in zip(one, two, strict=True) for a, b in zip(x.seen, y.seen, strict=True)
    )
    assert render(brief(reports, settings=Settings(processes=2))) == render(brief(reports))


def test_a_fault_of_ours_stops_no_other_report(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = reading.read

    def read(report: Report, *more: Any) -> Reading:
        if report.id == "1.txt":
            raise ZeroDivisionError("by a fault")
        return inside(report, *more)

    monkeypatch.setattr(reading, "read", read)
    reports = [report_from_text(f"{n}.txt", "The ferry ran aground, the harbour master said.") for n in range(3)]
    made = brief(reports)
    assert [report.id for report in made.reports] == ["0.txt", "2.txt"]
    ((input, error),) = [(problem.input, problem.error) for problem in made.problems]
    assert input == "1.txt"
    assert "ZeroDivisionError: by a fault" in error


TOLD_TWICE = {
    "a.txt": "A ferry ran aground at Holmvik, the harbour master Ada Lind said. Twelve came ashore.\n\n2031-05-18",
    "b.txt": "En ferge gikk på grunn ved Holmvik, sier havnesjef Ada Lind. Tolv kom i land.\n\n2031-05-18",
    "c.txt": "The bank of Sandvik raised its rates. The governor Ola Berg said prices were rising.\n\n2011-01-07",
}


def told_twice() -> list[Report]:
    return [report_from_text(id, text) for id, text in TOLD_TWICE.items()]


def gathered() -> list[Gathered]:
    settings = Settings()
    readings = [read_report(report, settings) for report in told_twice()]
    named = Corrections(copies={"b.txt": "a.txt"})
    return [Gathered("x", readings[:2], named), Gathered("y", readings[2:]), Gathered("z", readings[1:])]


def test_two_processes_weigh_what_one_weighs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST_EACH", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    stories = gathered()
    one, two = (list(weigh_stories(stories, Settings(rules=(), processes=n), E5())) for n in (1, 2))
    assert one == two
    assert [story.id for story, _ in one] == ["x", "y", "z"]  # type: ignore[misc]
    assert {report.reprint_of for report in one[0][1]} == {None, "a.txt"}  # type: ignore[index]


def test_what_cannot_be_sent_elsewhere_is_weighed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST_EACH", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)

    class Mine(E5):
        """Of this function, so that no other process has it."""

        def __reduce__(self) -> Any:
            return Mine, ()

    settings = Settings(encoder=Mine(), rules=(), processes=2)
    made = list(weigh_stories(gathered()[:2], settings, E5()))
    assert not any(isinstance(story, Problem) for story in made)


def test_a_story_that_meets_a_fault_of_ours_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = weighing.weigh

    def weigh(id: str, readings: Sequence[Reading], *more: Any, **named: Any) -> Story:
        if any(r.report.id == "c.txt" for r in readings):
            raise ZeroDivisionError("by a fault")
        return inside(id, readings, *more, **named)

    monkeypatch.setattr(weighing, "weigh", weigh)
    made = brief(told_twice())
    assert [report.id for report in made.reports] == ["a.txt", "b.txt"]
    (problem,) = made.problems
    assert problem.input == "story s2 (c.txt)"
    assert "ZeroDivisionError: by a fault" in problem.error
