"""Attribution on PolNeAR's development part, beside what others reach there. Options go to the scoring program."""

from __future__ import annotations

import sys

from shared import reading_scores

# F1 over word tokens on the same articles, scored by the same program.
PEERS = {
    "Citron's method, trained on PolNeAR": {"content": 0.698, "source": 0.642, "cue": 0.464, "attribution": 0.503},
    "Citron's own models": {"content": 0.609, "source": 0.445, "cue": 0.378, "attribution": 0.416},
    "54 lines of rules": {"content": 0.692, "source": 0.351, "cue": 0.325, "attribution": 0.352},
    "textacy, direct quotations": {"content": 0.486, "source": 0.213, "cue": 0.214, "attribution": 0.247},
}


def main() -> None:
    of = reading_scores(["attribution/polnear-dev"], sys.argv[1:])["attribution/polnear-dev"]
    parts = ("content", "source", "cue", "attribution")
    print(f"{'F1 over word tokens':38}" + "".join(f"{part:>13}" for part in parts))
    print(f"{'secondsource':38}" + "".join(f"{of[part]:13.3f}" for part in parts))
    for name, figures in PEERS.items():
        print(f"{name:38}" + "".join(f"{figures[part]:13.3f}" for part in parts))


if __name__ == "__main__":
    main()
