"""Every score of every case, by the program that the cases come with; takes its options, `--least standing=0.7` say."""

from __future__ import annotations

import shlex
import subprocess
import sys

from shared import SHARED, cases


def main() -> None:
    command = shlex.join([sys.executable, "-c", "from secondsource.cli import main; main()", "brief"])
    run = f"{command} {{reports}} --format json"
    score = [sys.executable, str(SHARED / "bench" / "score.py"), "--run", run, *sys.argv[1:], *map(str, cases())]
    sys.exit(subprocess.run(score, check=False).returncode)


if __name__ == "__main__":
    main()
