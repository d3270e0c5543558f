"""What reading costs on one core: rules alone, and with the tagger, in one run; and the memory of the process."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

from secondsource import intake, packs, reading  # noqa: E402  (one thread must be asked for first)
from secondsource.tagging import NetworkTagger, Tagger  # noqa: E402
from secondsource.words import length  # noqa: E402

WORDS = 400
ROUNDS = 7
EXAMPLES = Path(__file__).parent.parent / "examples" / "limousine"


def main() -> None:
    texts = [Path(p).read_text(encoding="utf-8") for p in sys.argv[1:]] or [
        p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*.txt"))
    ]
    reports = [intake.report_from_text(f"{n}", text) for n, text in enumerate(texts)]
    words = sum(length(r.text) for r in reports)

    def seconds(tagger: Tagger | None) -> float:
        best = float("inf")
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for report in reports:
                reading.read(report, packs.load(report.pack), tagger)
            best = min(best, time.perf_counter() - began)
        return best

    rules, tagged = seconds(None), seconds(NetworkTagger())
    print(f"{words} words in {len(reports)} reports; the best of {ROUNDS} rounds, warm, on one core")
    print(f"rules alone: {1000 * rules * WORDS / words:6.0f} ms for {WORDS} words")
    print(f"with tagger: {1000 * tagged * WORDS / words:6.0f} ms for {WORDS} words, {tagged / rules:.1f} times as long")
    print(f"memory at its height: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
