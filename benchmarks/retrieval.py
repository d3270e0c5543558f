"""Whether searching an entity by its name in one language finds every report that names it, in all languages.

Of the entities with gold that reports in two languages or more name, in all cases: each is looked for under the first
name that each language's first report has for it, in an archive of all cases together. `--missed` lists what was not
found.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict

from shared import cases, gold

from secondsource import follow
from secondsource.archive import Archive, Wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true")
    list_missed = parser.parse_args().missed
    with tempfile.TemporaryDirectory() as place:
        archive = Archive(f"sqlite:///{place}/archive.db")
        follow.add([case / "reports" for case in cases()], archive)
        ids = {address: id for id, address in archive.addresses().items()}
        searches = found = shared = whole = 0
        for case in cases():
            told = gold(case)
            for entity in told["entities"]:
                names: dict[str, str] = {}
                wanted = set()
                for report, mentions in sorted(entity["mentions"].items()):
                    id = ids[str((case / "reports" / report).resolve())]
                    wanted.add(id)
                    names.setdefault(told["reports"][report]["language"], mentions[0])
                if len(names) < 2:
                    continue
                missed = defaultdict(list)
                for language, name in sorted(names.items()):
                    hits = {hit.report.id for hit in archive.search(Wanted(entity=name, limit=1000))}
                    searches += 1
                    found += wanted <= hits
                    if wanted - hits:
                        missed[f"{language} {name}"] = sorted(wanted - hits)
                shared += 1
                whole += not missed
                if missed and list_missed:
                    print(case.name, entity["name"], dict(missed))
        print(f"{found} of {searches} searches find every report: {found / searches:.3f}")
        print(f"{whole} of {shared} entities are found by their name in each of their languages: {whole / shared:.3f}")


if __name__ == "__main__":
    main()
