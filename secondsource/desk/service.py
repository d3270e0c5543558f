"""What every page works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from secondsource.archive import Archive
from secondsource.desk.adding import Adding
from secondsource.desk.gate import Doorkeeper
from secondsource.desk.library import Library, Pages
from secondsource.desk.live import Live
from secondsource.pipeline import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """An archive and what stands around it."""

    archive: Archive
    settings: Settings
    library: Library
    pages: Pages
    adding: Adding
    live: Live
    doorkeeper: Doorkeeper


def _of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _who(request: Request) -> str:
    name: str = request.state.user
    return name


TheDesk = Annotated[Desk, Depends(_of)]
"""A page's desk."""
Who = Annotated[str, Depends(_who)]
"""The name of whoever sent a request."""
