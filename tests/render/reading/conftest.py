"""Fixtures: `every_reading` for what holds always."""

from __future__ import annotations

import pytest

from secondsource.model import Reading

from .sample import READINGS


@pytest.fixture(params=list(READINGS))
def every_reading(request: pytest.FixtureRequest) -> Reading:
    return READINGS[request.param]()
