"""How well reports are grouped into stories: B-cubed F1 on BASIL, ECB+ and all cases in one run.

The peers were measured on the same sets, with parameters picked on one half and reported on the other; secondsource's
threshold is one for all sets. Read gaps under 0.02 as ties. With `--coarse`, what comes of it where reports are told
apart by the coarse encoder.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from shared import cases, gold, report, rows, scorer

from secondsource import intake, packs, reading, stories
from secondsource.encoding import E5, Memory, Static
from secondsource.model import Reading, Report

# Other methods on the same vectors (multilingual-e5-small over title and 600 characters).
PEERS = {
    "BASIL": {"HDBSCAN": 0.991, "agglomerative": 0.973},
    "ECB+": {"HDBSCAN": 0.918, "agglomerative": 0.906, "BERTopic, tuned": 0.946},
    "cases": {},
}


def read(reports: Sequence[Report]) -> list[Reading]:
    return [reading.read(r, packs.load(r.language)) for r in reports]


def sets() -> list[tuple[str, list[Reading], dict[str, str]]]:
    """Each set: its name, its reports, and the story of each report id."""
    made = []
    for name, path in (("BASIL", "stories/basil"), ("ECB+", "stories/ecbplus")):
        found = list(rows(path))
        made.append((name, read([report(row) for row in found]), {row["id"]: row["story"] for row in found}))
    together, label = [], {}
    for case in cases():
        reports, _ = intake.read([case / "reports"])
        together += [replace(r, id=f"{case.name}/{r.id}") for r in reports]
        label |= {f"{case.name}/{r}": f"{case.name} {s}" for s, told in gold(case)["stories"].items() for r in told}
    return [*made, ("cases", read(together), label)]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--coarse", action="store_true")
    encoder, score = Memory(Static() if ask.parse_args().coarse else E5()), scorer()
    for name, readings, label in sets():
        said = {r.report.id: str(n) for n, told in enumerate(stories.group(readings, encoder)) for r in told}
        f1 = score.bcubed(score.groups(label), score.groups(said))
        told = f"{len(said)} reports, {len(set(label.values()))} stories, {len(set(said.values()))} found"
        peers = ", ".join(f"{peer} {value:.3f}" for peer, value in PEERS[name].items())
        print(f"{name:6} {f1:.3f}  ({told})" + (f"; peers: {peers}" if peers else ""), flush=True)


if __name__ == "__main__":
    main()
