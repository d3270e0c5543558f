"""A desk to look at: the ferry's story in an archive, and a client that stands for a browser on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs the extra `desk`")
from fastapi.testclient import TestClient

from secondsource.archive import Archive
from secondsource.desk.app import make_desk
from secondsource.desk.gate import Rules
from tests.archive.desk import SETTINGS
from tests.kept import keep
from tests.render.sample import ferry_brief

HOME = "http://localhost"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    kept = Archive(f"sqlite:///{tmp_path / 'desk.db'}")
    yield kept
    kept.close()


@dataclass
class Served:
    """A desk with the ferry's story, and somebody who looks at it."""

    client: TestClient
    archive: Archive
    handle: str

    @property
    def story(self) -> str:
        """The address of the story."""
        return f"/stories/{self.handle}"

    def page(self, path: str, status: int = 200) -> str:
        """A page, which has to come with that status."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text[:500]
        return answer.text


@pytest.fixture
def served(archive: Archive) -> Iterator[Served]:
    handle = keep(archive, ferry_brief())
    with TestClient(make_desk(archive, Rules("ingrid"), SETTINGS), base_url=HOME) as client:
        yield Served(client, archive, handle)
