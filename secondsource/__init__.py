"""Many reports, one story: who says so, who else can back it, and where the accounts part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secondsource.model import Brief, Report
    from secondsource.pipeline import Settings, brief

__all__ = ["Brief", "Report", "Settings", "__version__", "brief"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Imported when used, so that `secondsource --help` need not load an encoder.
    if name in ("Settings", "brief"):
        from secondsource import pipeline

        return getattr(pipeline, name)
    if name in ("Brief", "Report"):
        from secondsource import model

        return getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
