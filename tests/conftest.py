"""What many tests share.

`encoder` is for all tests that do not look at meaning: it takes microseconds and needs no model. `one_topic` is the
same with all texts close together, so that every report lands in one story. `cases` are the stories with gold that
lie outside the repository; tests that ask for them are skipped where there are none.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from secondsource.encoding import Encoder
from secondsource.encoding.encoder import Vectors

# The same examples in every run, so that a failure is the change's and not the dice's. To search farther:
# pytest --hypothesis-profile=default --hypothesis-seed=…
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

# No test leaves anything in the folders of whoever runs it.
os.environ["SECONDSOURCE_CACHE"] = "none"

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("SECONDSOURCE_SHARED", ROOT.parent / "shared"))


class Letters:
    """Encodes a text by the runs of three letters in it; `shared` draws all texts together, as real encoders do."""

    dimensions = 64

    def __init__(self, shared: float = 0.0) -> None:
        self.shared = shared
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            data = f" {text.casefold()} ".encode("utf-8", "replace")
            for i in range(min(len(data), 2000) - 2):
                row[1 + zlib.crc32(data[i : i + 3]) % (self.dimensions - 1)] += 1
            row /= max(float(np.linalg.norm(row)), 1e-9)
            row[0] = self.shared or not row.any()
            row /= np.linalg.norm(row)
        return rows


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Letters()


@pytest.fixture(scope="session")
def one_topic() -> Encoder:
    return Letters(shared=4.0)


@pytest.fixture(scope="session")
def limousine() -> Path:
    """Five reports of one event in five languages, with all that is told of them in `examples/README.md`."""
    return ROOT / "examples" / "limousine"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    folders = sorted(path.parent for path in SHARED.glob("data/cases/*/gold.json"))
    none = pytest.param(None, marks=pytest.mark.skip(reason=f"no cases in {SHARED}; set SECONDSOURCE_SHARED"))
    metafunc.parametrize("case", folders or [none], ids=lambda path: path.name if path else "none")
