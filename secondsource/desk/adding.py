"""What is being taken in, in the background, one job after the other; each says how far it is and how it ended."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from threading import Lock

from secondsource import follow, intake
from secondsource.archive import Archive, Outcome
from secondsource.errors import SecondsourceError, fault
from secondsource.intake.doors import inside
from secondsource.intake.inputs import free
from secondsource.intake.web import is_address
from secondsource.model import Problem, Received
from secondsource.pipeline import Settings

_REMEMBERED = 200

Given = tuple[str, bytes]
"""A file's name, and what it holds."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How one input of a job ended."""

    input: str
    outcome: Outcome
    report: str | None
    """Id of the report that it is; null for a problem."""
    detail: str
    """Why, where it is a problem."""


@dataclass(slots=True)
class Job:
    """Something that is taken in. It is written to by the worker alone."""

    number: int
    by: str
    given: tuple[str, ...]
    """What was given, by name."""
    stage: str = "waiting"
    """waiting, reading, weighing, done or failed."""
    done: int = 0
    total: int = 0
    """So many parts of the stage are done, of so many; 0 where that is not known."""
    ended: list[Ended] = field(default_factory=list)
    failure: str = ""

    @property
    def over(self) -> bool:
        """Nothing more will come of it."""
        return self.stage in ("done", "failed")


class Adding:
    """Takes reports into an archive for whoever uses the desk."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        self._archive = archive
        self._settings = settings
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._numbers = count(1)
        self._worker = ThreadPoolExecutor(1, "adding")
        self._models = Lock()

    def job(self, number: int) -> Job | None:
        """A job of this run of the desk; null where there is none of that number, or it is long forgotten."""
        return self._jobs.get(number)

    def jobs(self) -> list[Job]:
        """All jobs that are remembered, the last first."""
        return list(reversed(self._jobs.values()))

    def files(self, files: Sequence[Given], by: str) -> Job:
        """Takes files in. Two files of one name that hold different things are two reports."""
        return self._start(tuple(name for name, _ in files), by, len(files), self._in_files(files))

    def text(self, text: str, name: str, by: str) -> Job:
        """Takes a text in, under a name."""
        return self.files([(f"{name.strip() or 'pasted'}.txt", text.encode("utf-8", "surrogatepass"))], by)

    def addresses(self, addresses: Sequence[str], by: str) -> Job:
        """Fetches pages and feeds, and takes in what they hold."""
        return self._start(tuple(addresses), by, len(addresses), self._at_addresses(addresses))

    def weigh(self) -> None:
        """Weighs what a correction has touched; back when that is done."""
        with self._models:
            follow.weigh(self._archive, settings=self._settings)

    def close(self) -> None:
        """Ends after the report that is being read; what was not taken in is not."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _start(self, given: tuple[str, ...], by: str, total: int, found: Iterable[Received | Problem]) -> Job:
        job = Job(next(self._numbers), by, given, total=total)
        self._jobs[job.number] = job
        while len(self._jobs) > _REMEMBERED:
            self._jobs.popitem(last=False)
        self._worker.submit(self._run, job, found)
        return job

    def _run(self, job: Job, found: Iterable[Received | Problem]) -> None:
        try:
            encoder = follow.encoder_for(self._archive, self._settings)
            job.stage = "reading"
            for one in found:
                with self._models:
                    outcome = follow.take(one, self._archive, self._settings, encoder)
                if isinstance(one, Problem):
                    job.ended.append(Ended(one.input, outcome, None, one.error))
                else:
                    # the archive may have given it another id, or have had it before
                    job.ended.append(Ended(one.report.id, outcome, self._archive.held(one.content), ""))
                job.done = min(job.done + 1, job.total)
            job.stage, job.done, job.total = "weighing", 0, 0
            with self._models:
                follow.weigh(self._archive, settings=self._settings, progress=lambda _, done, of: _tell(job, done, of))
            job.stage = "done"
        except SecondsourceError as error:
            job.failure, job.stage = str(error), "failed"
        except Exception as error:  # a fault of ours; the desk goes on, and whoever waits is told
            job.failure, job.stage = fault(error), "failed"
            raise

    def _in_files(self, files: Sequence[Given]) -> Iterator[Received | Problem]:
        taken = self._archive.addresses()
        known, used = {address: id for id, address in taken.items()}, set(taken)
        for name, content in files:
            address = f"upload {hashlib.sha256(content).hexdigest()[:16]}/{name}"
            id = free(name, used)
            used.add(id)
            found = inside(BytesIO(content), address, intake.Limits())
            yield from intake.named_reports(found, address, id, known, used)

    def _at_addresses(self, addresses: Sequence[str]) -> Iterator[Received | Problem]:
        web = [address for address in addresses if is_address(address)]
        for address in addresses:
            if address not in web:  # never a path: the desk does not read its own disk for whoever asks
                yield Problem(address, "is no address of a page; write it as https://…")
        if web:
            taken = self._archive.addresses()
            yield from intake.receive(web, taken=taken, fetcher=self._settings.fetcher)


def _tell(job: Job, done: int, of: int) -> None:
    job.done, job.total = done, of
