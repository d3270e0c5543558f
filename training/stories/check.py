"""Checks files of stories against the form in README.md: `python check.py FILE…`."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

MARK = re.compile(r"⟦(\d+[!?]?(?:,\d+[!?]?)*) ([^⟦⟧]+)⟧")


def faults(text: str) -> list[str]:
    """What is wrong with a story, in words; empty where nothing is."""
    out = []
    head, *parts = re.split(r"^# (\w\w)\s*$", text, flags=re.M)
    points = {int(n) for n in re.findall(r"^= (\d+) \S", head, flags=re.M)}
    where: dict[int, set[int]] = defaultdict(set)
    if len(parts) < 4:
        out.append("fewer than two reports")
    for number, report in enumerate(parts[1::2], 1):
        rest = MARK.sub("", report)
        if "⟦" in rest or "⟧" in rest:
            at = min(i for i in (rest.find("⟦"), rest.find("⟧")) if i >= 0)
            near = rest[max(0, at - 30) : at + 30]
            out.append(f"report {number}: a mark that is not closed, nested or without number near {near!r}")
        for labels, _ in MARK.findall(report):
            for label in labels.split(","):
                point = int(label.rstrip("!?"))
                if point and point not in points:
                    out.append(f"report {number}: point {point} is not listed")
                where[point].add(number)
    out += [f"point {p} stands in {len(where[p])} report(s)" for p in sorted(points) if len(where[p]) < 2]
    return out


def main() -> None:
    wrong = 0
    for path in map(Path, sys.argv[1:]):
        text = path.read_text(encoding="utf-8")
        found = faults(text)
        wrong += bool(found)
        kinds = Counter(m[0][-1] if m[0][-1] in "!?" else "." for m in MARK.findall(text))
        claims = f"{sum(kinds.values())} claims, {kinds['!']} deny, {kinds['?']} withhold"
        print(f"{path.name}: {claims}", *found, sep="\n  ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
