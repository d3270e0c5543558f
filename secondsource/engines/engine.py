"""What an engine is, and the job that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Protocol

from secondsource.encoding import Encoder
from secondsource.model import Gathered, Problem, Reading, Report, Told


class Job(Protocol):
    """What is to be done to reports and stories. Can be pickled, unless it holds what somebody gave who cannot be."""

    @property
    def encoder(self) -> Encoder:
        """What turns texts into vectors."""
        ...

    @property
    def stays(self) -> bool:
        """Whether stories must be weighed in the process that has the job: somebody is asked about them there."""
        ...

    def read(self, report: Report) -> Reading | Problem:
        """What a report says; a problem where reading met a fault."""
        ...

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading | Problem]:
        """The same for many, in their order, in as many processes of this machine as were chosen."""
        ...

    def weigh(self, id: str, readings: Sequence[Reading]) -> Told | Problem:
        """The story of that id that the readings tell together, with its reports; a problem where that met a fault."""
        ...

    def weigh_all(self, gathered: Iterable[Gathered]) -> Iterator[Told | Problem]:
        """The same for many, in their order, in as many processes of this machine as were chosen."""
        ...


class Engine(Protocol):
    """Does one job, step after step; keeps the readings wherever it likes. Every engine gives the same."""

    def read(self, reports: Sequence[Report]) -> Iterator[Problem | None]:
        """Reads the reports; one answer for each, as they get done, and problems in the order of the reports."""
        ...

    def group(self) -> list[list[str]]:
        """The reports that were read parted into stories: ids in order, stories by their first."""
        ...

    def weigh(self, stories: Sequence[Sequence[str]]) -> Iterator[Told | Problem]:
        """Each story weighed, in their order, and called `s1`, `s2` and so on; a problem for one that cannot be."""
        ...

    def __enter__(self) -> Engine: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends it, and lets go of what it holds."""
        ...
