"""Discrepancies in real news, for a person to judge: numbers and dates in the stories of BASIL.

Each of its stories is told by three outlets. Nobody has marked where they part, so this prints both sides of the first
discrepancies that are found: do they speak of one thing, and can they not both be right?
"""

from __future__ import annotations

import argparse
import textwrap

from shared import read, report, told, weigh

from secondsource.encoding import E5, Memory
from secondsource.model import Discrepancy

SHOWN = 30
KINDS = ("number", "date")


def show(number: int, title: str, outlets: dict[str, str], discrepancy: Discrepancy) -> None:
    sure = "" if discrepancy.confidence is None else f"  confidence {discrepancy.confidence:.2f}"
    print(f"\n{number}. {discrepancy.kind}: {discrepancy.about}  [{title}]{sure}")
    for side in discrepancy.values:
        print(f"   {side.value}")
        for claim in side.claims:
            print(
                textwrap.fill(
                    f"{outlets[claim.report]}: {claim.text}", 118, initial_indent="     ", subsequent_indent="       "
                )
            )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=int, help="read no more stories than these (all 53 until enough is found)")
    ask.add_argument("--show", type=int, default=SHOWN, help=f"how many discrepancies to show ({SHOWN})")
    options = ask.parse_args()
    encoder, shown, looked = Memory(E5()), 0, 0
    for name, rows in list(told("stories/basil").items())[: options.stories]:
        if shown == options.show:
            break
        story = weigh(name, [read(report(row)) for row in rows], encoder)
        looked += 1
        parted = [d for d in story.discrepancies if d.kind in KINDS]
        for discrepancy in parted[: options.show - shown]:
            shown += 1
            show(shown, story.title, {row["id"]: row["outlet"] for row in rows}, discrepancy)
    print(f"\n{shown} discrepancies in {looked} stories")


if __name__ == "__main__":
    main()
