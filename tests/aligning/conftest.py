"""The aligner that ships, with its weights; it takes a second to open."""

from __future__ import annotations

import pytest

from secondsource.aligning import NetworkAligner


@pytest.fixture(scope="session")
def aligner() -> NetworkAligner:
    return NetworkAligner()
