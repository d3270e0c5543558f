"""Adds 2,000 invented reports while the process that does it is killed at 50 random moments, and two processes at once.

Afterwards each archive must be what it is without kills, on SQLite and on PostgreSQL. Needs nothing but the tests'
packages; takes about half an hour. `--reports N --kills N` for less.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from secondsource import follow  # noqa: E402
from secondsource.archive import Archive  # noqa: E402
from tests.archive.desk import SETTINGS, held, invented, written  # noqa: E402  (the path comes first)


def adding(url: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.archive.desk", url, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def killed(url: str, folder: Path, kills: int, seconds: float) -> int:
    """How often the process was killed before it was done; moments are spread over the time that it takes."""
    chance, done = random.Random(1), 0
    while done < kills:
        process = adding(url, folder)
        try:
            process.wait(4 + chance.random() * 2 * seconds / kills)
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            done += 1
    if adding(url, folder).wait():
        raise SystemExit("the last run failed")
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        import pgserver

        server = pgserver.get_server(Path(place) / "postgresql")
        folder = written(Path(place) / "in", invented(asked.reports))
        whole = Archive(f"sqlite:///{place}/whole.db")
        began = time.monotonic()
        follow.add([folder], whole, settings=SETTINGS)
        seconds, wanted = time.monotonic() - began, held(whole)
        print(f"undisturbed: {seconds:.0f} s, {whole.status()['stories']} stories", flush=True)
        for kind in ("sqlite", "postgresql"):
            for trial in ("killed", "twice"):
                server.psql(f"CREATE DATABASE {trial};") if kind == "postgresql" else None
                url = f"sqlite:///{place}/{trial}.db" if kind == "sqlite" else str(server.get_uri(trial))
                if trial == "killed":
                    said = f"killed {killed(url, folder, asked.kills, seconds)} times"
                else:
                    both = [adding(url, folder) for _ in range(2)]
                    said = f"two at once, ended with {[one.wait() for one in both]}"
                archive = Archive(url)
                status = archive.status()
                same = held(archive) == wanted if trial == "killed" else status["held"] == asked.reports
                print(f"{kind}: {said}: {'the same archive' if same else 'NOT THE SAME'}; {status}", flush=True)
                archive.close()
        server.cleanup()


if __name__ == "__main__":
    main()
