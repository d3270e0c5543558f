"""The same reports give the same bytes, in whatever order and process they are read."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from secondsource import Settings, brief
from secondsource.encoding import Encoder
from secondsource.intake import read, report_from_text
from secondsource.render.json import render


@pytest.mark.parametrize("seed", range(4))
def test_order_of_the_inputs_changes_nothing(limousine: Path, one_topic: Encoder, seed: int) -> None:
    settings = Settings(encoder=one_topic)
    paths = sorted(limousine.iterdir())
    shuffled = random.Random(seed).sample(paths, len(paths))
    assert render(brief(shuffled, settings=settings)) == render(brief(paths, settings=settings))


def test_a_folder_its_files_and_their_reports_are_the_same(limousine: Path, one_topic: Encoder) -> None:
    settings = Settings(encoder=one_topic)
    folder = render(brief([limousine], settings=settings))
    files = sorted(limousine.iterdir())
    assert render(brief(files, settings=settings)) == folder
    assert render(brief([*files, limousine, str(files[0])], settings=settings)) == folder
    reports = [report_from_text(path.name, path.read_text(encoding="utf-8")) for path in reversed(files)]
    assert render(brief(reports, settings=settings)) == folder


def test_a_report_of_another_story_changes_nothing(limousine: Path) -> None:
    settings = Settings()
    reports, _ = read([limousine])
    alone = brief(reports[:1], settings=settings)
    other = report_from_text("99.txt", "De kat van de buren heeft gisteren de hele nacht liggen slapen op het dak.")
    both = brief([*reports[:1], other], settings=settings)
    assert len(both.stories) == 2
    assert both.stories[0] == alone.stories[0]


def test_a_case_reads_the_same_in_any_order(case: Path, one_topic: Encoder) -> None:
    settings = Settings(encoder=one_topic)
    reports, _ = read([case / "reports"])
    assert render(brief(reports[::-1], settings=settings)) == render(brief(reports, settings=settings))


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """With the real encoder and different hash seeds, as two users would have."""
    (tmp_path / "a.txt").write_text(
        "Mill on fire in Ostby\n\nOstby, 3 May 2031. A mill burned down on Friday, police and the fire brigade said.\n"
        'Two workers were hurt, according to the union. "We ran," said Ada Lund.\n',
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "Mølle i brann\n\nEi mølle i Østby brant ned fredag, opplyser politiet. Tre ble skadet, ifølge NTB.\n",
        encoding="utf-8",
    )
    written = []
    for seed, paths in (("1", ["a.txt", "b.txt"]), ("2", ["b.txt", "a.txt"])):
        command = [sys.executable, "-W", "error", "-c", "from secondsource.cli import main; main()", "brief", *paths]
        done = subprocess.run(
            [*command, "--format", "json"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr.decode()) == (0, "")
        written.append(done.stdout)
    assert written[0] == written[1]
