"""Times in the gold of all cases: how many are found, and how many of these mean the right days."""

from __future__ import annotations

import re

from shared import cases, gold

from secondsource import pipeline


def main() -> None:
    found = right = total = 0
    for case in cases():
        brief = pipeline.brief([case / "reports"])
        texts = {r.id: r for r in brief.reports}
        for date in gold(case)["dates"]:
            report = texts[date["report"]]
            pattern = r"\s+".join(map(re.escape, date["text"].split()))
            spans = [m.span() for m in re.finditer(pattern, report.text)]
            near = [t for t in report.times if any(t.start < b and a < t.end for a, b in spans)]
            total += 1
            found += bool(near)
            days = (date["earliest"], date["latest"])
            right += any((str(t.earliest), str(t.latest)) == days for t in near)
    print(
        f"{total} times in the cases: {found / total:.3f} found, {right / total:.3f} with exactly the days of the gold"
    )
    print("Published on TempEval-3 English, extent only: HeidelTime strict 0.818, relaxed 0.907; TEI2GO 0.824, 0.906.")


if __name__ == "__main__":
    main()
