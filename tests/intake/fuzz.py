"""One door under atheris: `python -m tests.intake.fuzz SAMPLE SECONDS`; `--list` names the samples.

A crash, a hang of more than `HANG` seconds, more than `MEMORY` MB, and a file that ends as neither report nor problem
are findings; libFuzzer writes the file that led to one into the working folder and ends with another status than 0.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

HANG = 25
MEMORY = 2500


def main() -> None:
    from .samples import SAMPLES

    if sys.argv[1:] == ["--list"]:
        print("\n".join(SAMPLES))
        return
    name, seconds = sys.argv[1:]
    import atheris

    with atheris.instrument_imports(include=["secondsource.intake"]):
        from secondsource.intake import Limits
        from secondsource.intake.doors import inside
        from secondsource.intake.inputs import named_reports
    limits = Limits(max_bytes=200_000, max_unpacked=2_000_000, max_letters=50_000)

    def once(content: bytes) -> None:
        if not list(named_reports(inside(io.BytesIO(content), name, limits), name, "id", {}, set())):
            raise AssertionError("this file ended as nothing")

    with tempfile.TemporaryDirectory() as corpus:
        (Path(corpus) / "sample").write_bytes(SAMPLES[name])
        options = [f"-max_total_time={seconds}", f"-timeout={HANG}", f"-rss_limit_mb={MEMORY}", "-max_len=65536"]
        atheris.Setup([sys.argv[0], *options, corpus], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
