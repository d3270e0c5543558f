"""Where the work of a brief is done: in this process and others of this machine, or on many machines."""

from __future__ import annotations

from secondsource.engines.engine import Engine, Job
from secondsource.engines.local import Local
from secondsource.errors import EngineError

__all__ = ["ADDRESS", "Engine", "Job", "Local", "begin"]

ADDRESS = "ray://"


def begin(name: str, job: Job, processes: int | None = None) -> Engine:
    """The engine of that name, begun: `local`, `ray`, or `ray://host:port` for a cluster that runs there.

    `processes` are for an engine on this machine; none for as many as there are processors. Raises `EngineError`
    where there is no such engine or it cannot be reached, `MissingExtraError` where its package is not installed.
    """
    if name == "local":
        return Local(job)
    if name == "ray" or (name.startswith(ADDRESS) and name != ADDRESS):
        from secondsource.engines.ray import Ray

        return Ray(job, name.removeprefix(ADDRESS) if name != "ray" else None, processes)
    raise EngineError(name, "is no engine; say local, ray, or ray://host:port")
