"""How well reports are grouped into stories: B-cubed F1 on BASIL, ECB+, all cases in one run, and the invented stories.

All at once, as `brief` groups them; one by one in chance order into an archive, as `add` does; and beside them, in the
same run and where their packages are installed (`pip install hdbscan bertopic`), TF-IDF with HDBSCAN and BERTopic.
These get for each set the best of several parameters, judged on that very set; secondsource has one threshold for all
sets. Read gaps under 0.02 as ties. The invented stories are those of training/stories, half of them: the other half is
what the means of languages (`encoding/space.py`) are taken from here. `--encoder NAME` groups by another encoder, as it
does in `secondsource brief`.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from news import FOLDER, reports_of
from shared import cases, gold, report, rows, scorer

from secondsource import intake, packs, reading, stories
from secondsource.archive import Archive, tables
from secondsource.encoding import Encoder, Matched, Memory, Space, named
from secondsource.encoding.encoder import Vectors
from secondsource.model import Reading, Received, Report
from secondsource.stories import Outline
from secondsource.stories.outline import lead

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Set:
    """Reports, read, and the story of each report id."""

    name: str
    readings: Sequence[Reading]
    label: Labels
    encoder: Encoder


class Halved:
    """An encoder whose means of languages come from some texts only."""

    def __init__(self, encoder: Encoder, texts: Sequence[str], languages: Sequence[str]) -> None:
        self._encoder, self.dimensions = encoder, encoder.dimensions
        self.space = Space.of(encoder.encode(texts), languages)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode(texts)


def read(reports: Sequence[Report]) -> list[Reading]:
    return [reading.read(r, packs.load(r.pack)) for r in reports]


def sets(encoder: Encoder) -> Iterator[Set]:
    for name, path in (("BASIL", "stories/basil"), ("ECB+", "stories/ecbplus")):
        found = list(rows(path))
        yield Set(name, read([report(row) for row in found]), {row["id"]: row["story"] for row in found}, encoder)
    together, label = [], {}
    for case in cases():
        reports, _ = intake.read([case / "reports"])
        together += [replace(r, id=f"{case.name}/{r.id}") for r in reports]
        label |= {f"{case.name}/{r}": f"{case.name} {s}" for s, told in gold(case)["stories"].items() for r in told}
    yield Set("cases", read(together), label, encoder)
    yield invented(encoder)


def invented(encoder: Encoder) -> Set:
    """Every other of the invented stories; the others say where languages lie."""
    halves: tuple[list[Report], list[Report]] = ([], [])
    label = {}
    for n, path in enumerate(sorted(FOLDER.glob("*.txt"))):
        for number, (_, plain) in enumerate(reports_of(path)):
            halves[n % 2].append(intake.report_from_text(f"{path.stem}/{number}", plain))
            label[f"{path.stem}/{number}"] = path.stem
    others = read(halves[1])
    half = Halved(encoder, [lead(r) for r in others], [r.report.language for r in others])
    return Set("invented", read(halves[0]), {r.id: label[r.id] for r in halves[0]}, half)


def one_by_one(readings: Sequence[Reading], outlines: Sequence[Outline]) -> Labels:
    """The story of each report after all have come into an archive in chance order."""
    came = list(zip(readings, outlines, strict=True))
    random.Random(1).shuffle(came)
    with tempfile.TemporaryDirectory() as place:
        archive = Archive(f"sqlite:///{place}/archive.db")
        for r, outline in came:
            archive.put(
                Received(f"/{r.report.id}", f"{r.report.id} {r.report.text}".encode(), r.report), r, outline, ""
            )
        with archive.database.read() as connection:
            columns = tables.reports.c
            found = connection.execute(tables.reports.select().with_only_columns(columns.id, columns.story)).all()
        archive.close()
    return dict(found)


def peers(texts: Sequence[str], vectors: Vectors) -> Iterator[tuple[str, Callable[[], Iterator[Sequence[int]]]]]:
    """Other methods: a name, and what makes a label for each text, once for each of several parameters."""
    try:
        import hdbscan
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        return

    def density(table: Vectors) -> Iterator[Sequence[int]]:
        for epsilon in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
            made = hdbscan.HDBSCAN(min_cluster_size=2, min_samples=1, cluster_selection_epsilon=epsilon)
            yield made.fit_predict(table.astype(np.float64)).tolist()

    yield "TF-IDF, HDBSCAN", lambda: density(TfidfVectorizer(sublinear_tf=True).fit_transform(texts).toarray())
    yield "the encoder's vectors, HDBSCAN", lambda: density(vectors)
    try:
        from bertopic import BERTopic
        from umap import UMAP
    except ImportError:
        return

    def topics() -> Iterator[Sequence[int]]:
        for neighbours, smallest in product((3, 5, 10, 15), (2, 3, 5, 8)):
            reduced = UMAP(n_neighbors=neighbours, n_components=5, min_dist=0.0, metric="cosine", random_state=1)
            model = BERTopic(umap_model=reduced, min_topic_size=smallest, calculate_probabilities=False)
            yield model.fit_transform(list(texts), embeddings=vectors)[0]

    yield "BERTopic", topics


def singled(labels: Sequence[int]) -> list[str]:
    """A story of its own for each text that was put to none."""
    return [f"alone {n}" if label < 0 else str(label) for n, label in enumerate(labels)]


def main() -> None:
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", default="e5")
    encoder, score = Memory(Matched(named(parser.parse_args().encoder))), scorer()

    def f1(truth: Labels, said: Labels) -> float:
        return float(score.bcubed(score.groups(truth), score.groups(said)))

    for one in sets(encoder):
        ids = [r.report.id for r in one.readings]
        texts = [lead(r) for r in one.readings]
        began = time.perf_counter()
        raw = encoder.encode(texts)
        encoded = time.perf_counter() - began
        began = time.perf_counter()
        outlines = stories.outlines(one.readings, one.encoder)
        said = {id: str(n) for n, told in enumerate(stories.grouped(outlines)) for id in told}
        grouped = time.perf_counter() - began
        print(f"{one.name}: {len(ids)} reports, {len(set(one.label.values()))} stories", flush=True)
        rate = f"{len(ids) / grouped:.0f} a second, encoding {len(ids) / encoded:.0f} a second"
        print(f"  {'all at once':32}{f1(one.label, said):.3f}  {len(set(said.values()))} found; {rate}", flush=True)
        began = time.perf_counter()
        streamed = one_by_one(one.readings, outlines)
        rate = f"{len(ids) / (time.perf_counter() - began):.0f} a second"
        print(f"  {'one by one, into an archive':32}{f1(one.label, streamed):.3f}  {rate}", flush=True)
        for name, made in peers(texts, raw):
            began, best, runs = time.perf_counter(), 0.0, 0
            for labels in made():
                runs += 1
                best = max(best, f1(one.label, dict(zip(ids, singled(labels), strict=True))))
            rate = f"best of {runs}; {runs * len(ids) / (time.perf_counter() - began):.0f} a second"
            print(f"  {name:32}{best:.3f}  {rate}", flush=True)


if __name__ == "__main__":
    main()
