"""Something done to many things in several processes, each of which loads what it needs once; in order, losing none."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

FEWEST_EACH = 16
"""A process more pays from so many things on: it takes seconds to start."""
AHEAD = 4
"""For each process so many things are under way, or done and not yet taken: memory does not grow with all of them."""
ALONE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""What keeps the arithmetic of a process to one thread, if it is set before that starts: threads of several processes
that wait for each other take more time than all the work."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def that_pay(things: int) -> int:
    """How many processes are worth their start for so many things."""
    return max(1, min(cores(), things // FEWEST_EACH))


def enough(things: Iterable[Given]) -> tuple[int, Iterator[Given]]:
    """How many processes are worth their start for things of which nobody knows the number, and the things."""
    left = iter(things)
    first = list(islice(left, FEWEST_EACH * cores()))
    return that_pay(len(first)), chain(first, left)


def mapped(
    work: Callable[[Given], Made],
    things: Iterable[Given],
    processes: int,
    begin: Callable[[], object],
    here: Callable[[Given], Made] | None = None,
) -> Iterator[Made]:
    """What `work` makes of each thing, in their order; `begin` is called first in each process.

    `work` must be a function of a module. One process is this one. Where a process dies (of memory, of a signal), what
    it had in hand and all that is left is done in this one, by `here` if there is one.
    """
    left = iter(things)
    if processes < 2:
        yield from map(here or work, left)
        return
    waiting: deque[tuple[Given, Future[Made]]] = deque()
    context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
    with _environment(dict.fromkeys(ALONE, "1")), ProcessPoolExecutor(processes, context, begin) as pool:
        try:
            while True:
                for thing in left:
                    waiting.append((thing, Future()))  # so that it is not lost where it cannot be handed out
                    waiting[-1] = (thing, pool.submit(work, thing))
                    if len(waiting) >= AHEAD * processes:
                        break
                if not waiting:
                    return
                made = waiting[0][1].result()
                waiting.popleft()
                yield made
        except BrokenProcessPool:
            pass
    yield from map(here or work, chain((thing for thing, _ in waiting), left))


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for as long as processes may be started."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
