"""How far the work is, on standard error, where somebody is looking and it takes a while."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Work that is done sooner needs no bar.
_PATIENCE_SECONDS = 1.0


class ProgressBar:
    """To be called with stage, done and total; draws nothing when piped or in the first second.

    >>> with ProgressBar() as progress:
    ...     progress("reading", 1, 12)
    """

    def __init__(self) -> None:
        self._looked_at = sys.stderr is not None and sys.stderr.isatty()
        self._started = time.monotonic()
        self._bar: Progress | None = None
        self._stages: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBar:
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Note that `done` of `total` steps of a stage are done."""
        if not self._looked_at or time.monotonic() - self._started < _PATIENCE_SECONDS:
            return
        bar = self._bar or self._start()
        if stage not in self._stages:
            self._stages[stage] = bar.add_task(stage, total=total)
        bar.update(self._stages[stage], completed=done, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        return self._bar
