"""The engine of many machines: Ray (Moritz et al. 2018, arXiv:1712.05889), and Ray Data over it.

Reports are read in blocks, in the order in which they came out, by actors that load the networks once. Readings stay
where they were made, in Ray's object store, which moves to disk what memory does not hold; this process knows of each
report its id, its block and its shelf. Near pairs are found shard by shard, components are made of them here, and each
is grouped, and each story weighed, by a task that fetches the blocks that it needs. What a lost worker had in hand is
done again.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import subprocess
import sys
import warnings
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from types import TracebackType
from typing import Any
from uuid import uuid4

from secondsource import stories, workers
from secondsource.engines.engine import Job
from secondsource.errors import EngineError, MissingExtraError
from secondsource.model import Problem, Reading, Report, Told
from secondsource.stories import clusters, shards

try:
    import ray
    from ray import cloudpickle  # a folder called ray has none
except ImportError as error:
    raise MissingExtraError("--engine ray", "ray") from error

REACH_SECONDS = 60.0
"""How long a cluster may take to answer at all."""
RETRIES = 8
"""Workers that one block or story may outlive; one that kills every worker must not go on for ever."""
# Reports in a block: small ones are shared out evenly, large ones cost this process less to keep track of.
FEWEST, MOST, BLOCKS_EACH = 4, 256, 8
ASKED = 5000  # reports of a shelf that one task asks about
TOGETHER = 64  # reports that a task groups or weighs: a task costs some milliseconds
AHEAD = 4  # tasks under way for each processor

_ASK = "is the cluster up, and this the port that `ray start` tells?"
_TRY = "import ray, sys; ray.init(sys.argv[1], log_to_driver=False)"

Block = Any
"""A reference to what lies in the object store."""


class Ray:
    """Does a job on a cluster, or on a Ray of this machine that lives as long as this does.

    A Ray that the process is connected to already is used, and left as it is.
    """

    def __init__(self, job: Job, address: str | None = None, processes: int | None = None) -> None:
        self._name = "ray" if address is None else f"ray://{address}"
        self._job = job
        self._packed = self._pickled(job)
        self._mine = not ray.is_initialized()
        if self._mine:
            self._connect(address, processes)
        self._sent = [ray.put(self._packed)]  # in a list, so that Ray hands on the reference and not what it leads to
        self._run = uuid4().hex
        self._block: dict[str, int] = {}
        self._windows: dict[str, tuple[shards.Shelf, int, int]] = {}
        self._readings: list[Block] = []
        self._outlines: list[Block] = []

    def read(self, reports: Sequence[Report]) -> Iterator[Problem | None]:
        """See `Engine.read`."""
        if not reports:
            return
        problems: dict[int, Problem] = {}
        ordered = sorted(enumerate(reports), key=lambda pair: (_day(pair[1]), pair[1].id))
        size = min(MOST, max(FEWEST, len(reports) // (BLOCKS_EACH * self._processors())))
        outlined = _task(_outlined, num_cpus=0, num_returns=2)
        with self._in_words(), _quiet():
            rows = [{"at": at, "report": pickle.dumps(report)} for at, report in ordered]
            read = self._data().from_items(rows, override_num_blocks=-(-len(rows) // size))
            del rows
            read = read.map_batches(
                _Reader,
                fn_constructor_args=(self._packed, version("secondsource")),
                batch_size=None,
                compute=self._data().ActorPoolStrategy(size=self._processors()),
                num_cpus=1,
                max_restarts=-1,  # what a report may cost is bounded by its retries
                max_task_retries=RETRIES,
            )
            for bundle in read.iter_internal_ref_bundles():
                for block in bundle.block_refs:
                    listing, outlines = outlined.remote(block)
                    made, failed = ray.get(listing)
                    self._block.update((id, len(self._readings)) for id, _ in made)
                    self._windows.update(made)
                    self._readings.append(block)
                    self._outlines.append(outlines)
                    problems.update(failed)
                    yield from (None for _ in made)
        yield from (problems[at] for at in sorted(problems))

    def group(self) -> list[list[str]]:
        """See `Engine.group`."""
        with self._in_words():
            near = shards.merged(list(self._each(_task(_near), self._shards())))
            ids = sorted(self._windows)
            parts = clusters.components(ids, near)
            alone = [part for part, _ in parts if len(part) == 1]
            hanging = sorted((part for part in parts if len(part[0]) > 1), key=lambda part: self._block[part[0][0]])
            given = ((some, *self._of(self._outlines, some)) for some in _some(hanging, lambda part: len(part[0])))
            found = list(self._each(_task(_stories_in), given))
        return sorted([*alone, *(sorted(story) for some in found for story in some)])

    def weigh(self, stories: Sequence[Sequence[str]]) -> Iterator[Told | Problem]:
        """See `Engine.weigh`."""
        named = [(f"s{number}", list(ids)) for number, ids in enumerate(stories, 1)]
        with self._in_words():
            if self._job.stays:
                for id, ids in named:
                    blocks = {n: ray.get(self._readings[n]) for n in {self._block[report] for report in ids}}
                    yield self._job.weigh(id, _picked(blocks.values(), ids))
                return
            given = (
                (self._run, self._sent, some, *self._of(self._readings, [(ids, ()) for _, ids in some]))
                for some in _some(named, lambda story: len(story[1]))
            )
            for told in self._each(_task(_weighed), given):
                yield from told

    def __enter__(self) -> Ray:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readings, self._outlines, self._sent = [], [], []
        if self._mine:
            ray.shutdown()

    def _shards(self) -> Iterator[tuple[Any, ...]]:
        """What is given to each task that finds near pairs: ids to ask about, shelves, and the blocks they lie in."""
        on: dict[shards.Shelf, list[str]] = defaultdict(list)
        for id in sorted(self._windows):
            on[self._windows[id][0]].append(id)
        for asked, against in shards.shards(self._windows.values()):
            blocks = {self._block[id] for shelf in against | {asked} for id in on[shelf]}
            for at in range(0, len(on[asked]), ASKED):
                yield on[asked][at : at + ASKED], against, *(self._outlines[n] for n in sorted(blocks))

    def _of(self, blocks: Sequence[Block], parts: Iterable[tuple[Sequence[str], object]]) -> list[Block]:
        """The blocks that hold these reports."""
        return [blocks[n] for n in sorted({self._block[id] for ids, _ in parts for id in ids})]

    def _each(self, task: Any, given: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What a task makes of each, in their order; not all are under way at once."""
        waiting: deque[Block] = deque()
        most = AHEAD * self._processors()
        for arguments in given:
            waiting.append(task.remote(*arguments))
            if len(waiting) >= most:
                yield ray.get(waiting.popleft())
        while waiting:
            yield ray.get(waiting.popleft())

    def _processors(self) -> int:
        return max(1, int(ray.cluster_resources().get("CPU", 1)))

    def _pickled(self, job: Job) -> bytes:
        try:
            packed: bytes = cloudpickle.dumps(job)
        except Exception as error:
            reason = f"what the settings hold cannot be sent to other processes ({error}); take --engine local"
            raise EngineError(self._name, reason) from error
        return packed

    def _connect(self, address: str | None, processes: int | None) -> None:
        """Starts a Ray on this machine, or joins the one at an address."""
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing leaves the machines
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what it says of itself is for its developers
        logging.getLogger("ray").setLevel(logging.ERROR)
        quiet = {"log_to_driver": False, "configure_logging": False, "logging_level": logging.ERROR}
        with _quiet():
            if address is None:
                try:
                    ray.init(num_cpus=processes or workers.cores(), include_dashboard=False, **quiet)
                except Exception as error:
                    raise EngineError(self._name, f"cannot be started on this machine: {error}") from error
                return
            if address != "auto":
                self._knock(address)
            try:
                ray.init(address=address, **quiet)
            except Exception as error:
                raise EngineError(self._name, f"cannot be joined from this machine: {error}") from error

    def _knock(self, address: str) -> None:
        """Refuses at once what is no address, or where nobody listens."""
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise EngineError(self._name, "is no address; say ray://host:port, as `ray start` tells it")
        try:
            socket.create_connection((host.strip("[]"), int(port)), REACH_SECONDS).close()
        except (OSError, OverflowError) as error:
            raise EngineError(self._name, f"nobody answers there ({error}); {_ASK}") from error
        # What is no Ray keeps `ray.init` trying for minutes, and may end the process: another one asks first.
        command = [sys.executable, "-W", "ignore", "-c", _TRY, address]
        try:
            asked = subprocess.run(command, capture_output=True, timeout=REACH_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise EngineError(self._name, f"no Ray answers there in {REACH_SECONDS:.0f} seconds; {_ASK}") from error
        if asked.returncode:
            said = asked.stderr.decode("utf-8", "replace")
            why = said.rpartition("Error: ")[2].strip() or "Ray gives no reason"
            why += "; it wants a token: set RAY_AUTH_MODE=token" * ("InvalidAuthToken" in said)
            raise EngineError(self._name, f"cannot be joined from this machine: {why}")

    def _data(self) -> Any:
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        return ray.data

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except ray.exceptions.RayError as error:
            last = str(error).strip().splitlines()[-1:]
            raise EngineError(self._name, f"broke down: {type(error).__name__}: {''.join(last)}") from error


class _Reader:
    """An actor that reads: loads the networks once."""

    def __init__(self, packed: bytes, wanted: str) -> None:
        if (mine := version("secondsource")) != wanted:
            raise RuntimeError(f"a worker has secondsource {mine}, who asked has {wanted}; install the same")
        self._job: Job = pickle.loads(packed)  # noqa: S301  (of this run)
        _alone()

    def __call__(self, batch: Mapping[str, Any]) -> Mapping[str, Any]:
        """One row for each report: where it was in the input, its reading or problem, and its outline."""
        made = [self._job.read(pickle.loads(report)) for report in batch["report"]]  # noqa: S301
        readings = [one for one in made if isinstance(one, Reading)]
        outlines = {o.report: o for o in stories.outlines(readings, self._job.encoder)}
        ids = [one.report.id if isinstance(one, Reading) else "" for one in made]
        return {
            "at": batch["at"],
            "id": _column(ids),
            "made": _column(pickle.dumps(one) for one in made),
            "outline": _column(pickle.dumps(outlines.get(id)) for id in ids),
        }


def _outlined(block: Any) -> tuple[Any, Any]:
    """What is to be known of a block's reports (their ids with their windows, and the problems), and their outlines."""
    outlines = [pickle.loads(row) for row in _values(block, "outline")]  # noqa: S301
    failed = [n for n, outline in enumerate(outlines) if outline is None]
    made, at = _values(block, "made"), _values(block, "at")
    problems = [(int(at[n]), pickle.loads(made[n])) for n in failed]  # noqa: S301
    kept = [outline for outline in outlines if outline is not None]
    return ([(o.report, shards.window(o)) for o in kept], problems), kept


def _near(ids: Sequence[str], against: frozenset[shards.Shelf], *blocks: Sequence[stories.Outline]) -> shards.Found:
    """Which reports on some shelves are near each of those with these ids."""
    known = sorted((o for block in blocks for o in block), key=lambda o: o.report)
    asked = set(ids)
    return shards.found_in((o for o in known if o.report in asked), (o for o in known if shards.shelf(o) in against))


def _stories_in(
    parts: Sequence[tuple[Sequence[str], clusters.Near]], *blocks: Sequence[stories.Outline]
) -> list[list[str]]:
    """The stories in each of some components."""
    known = {o.report: o for block in blocks for o in block}
    return [story for ids, near in parts for story in clusters.stories_in([known[id] for id in ids], near)]


def _weighed(
    run: str, sent: Sequence[Block], named: Sequence[tuple[str, Sequence[str]]], *blocks: Any
) -> list[Told | Problem]:
    """Some stories, weighed."""
    if run not in _jobs:
        _jobs.clear()
        _jobs[run] = pickle.loads(ray.get(sent[0]))  # noqa: S301
        _alone()
    known = {r.report.id: r for r in _picked(blocks, [id for _, ids in named for id in ids])}
    return [_jobs[run].weigh(id, [known[report] for report in ids]) for id, ids in named]


_jobs: dict[str, Job] = {}
"""The job of the run that this worker is in, so that it loads what it needs once."""


def _picked(blocks: Iterable[Any], ids: Sequence[str]) -> list[Reading]:
    """The readings with these ids, in their order, out of the blocks that hold them."""
    wanted, found = set(ids), {}
    for block in blocks:
        for row, id in enumerate(_values(block, "id")):
            if id in wanted:
                found[id] = pickle.loads(block.column("made")[row].as_py())  # noqa: S301
    return [found[id] for id in ids]


def _values(block: Any, column: str) -> list[Any]:
    made: list[Any] = block.column(column).to_pylist()
    return made


def _column(values: Iterable[Any]) -> Any:
    """Values as Ray Data takes them, each as it is."""
    import numpy as np

    listed = list(values)
    made = np.empty(len(listed), object)
    made[:] = listed
    return made


def _some(things: Iterable[Any], size: Callable[[Any], int]) -> Iterator[list[Any]]:
    """Things in handfuls of `TOGETHER` reports, or one larger."""
    hand: list[Any] = []
    held = 0
    for thing in things:
        if hand and held + size(thing) > TOGETHER:
            yield hand
            hand, held = [], 0
        hand.append(thing)
        held += size(thing)
    if hand:
        yield hand


def _task(work: Callable[..., Any], **options: Any) -> Any:
    return ray.remote(work).options(max_retries=RETRIES, **options)


def _alone() -> None:
    """Each worker computes on one thread, as Ray has one for each processor."""
    from secondsource.encoding import layers

    layers.threads = 1


def _day(report: Report) -> date:
    return report.published.earliest if report.published else date.max


@contextmanager
def _quiet() -> Iterator[None]:
    """Warnings of Ray about itself are none to whoever asks for a brief."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
