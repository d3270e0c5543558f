"""The engine of one machine: readings stay in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType

from secondsource import stories
from secondsource.engines.engine import Job
from secondsource.model import Gathered, Problem, Reading, Report, Told


class Local:
    """Reads and weighs in the processes that the job was given, groups in this one."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._readings: dict[str, Reading] = {}

    def read(self, reports: Sequence[Report]) -> Iterator[Problem | None]:
        for made in self._job.read_all(reports):
            if isinstance(made, Problem):
                yield made
            else:
                self._readings[made.report.id] = made
                yield None

    def group(self) -> list[list[str]]:
        grouped = stories.group(list(self._readings.values()), self._job.encoder)
        return [[reading.report.id for reading in story] for story in grouped]

    def weigh(self, stories: Sequence[Sequence[str]]) -> Iterator[Told | Problem]:
        return self._job.weigh_all(
            Gathered(f"s{number}", [self._readings[id] for id in ids]) for number, ids in enumerate(stories, 1)
        )

    def __enter__(self) -> Local:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readings.clear()
