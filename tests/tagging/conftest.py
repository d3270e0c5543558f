"""The tagger that ships, with its weights; it takes a second to open."""

from __future__ import annotations

import pytest

from secondsource.tagging import NetworkTagger


@pytest.fixture(scope="session")
def tagger() -> NetworkTagger:
    return NetworkTagger()
