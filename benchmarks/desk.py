"""The story page of a large story, 50 reports and 300 findings by default: at the server, in a browser, under load.

The story is invented: reports of some 400 words in five made-up languages, findings told by one to all of them, most by
few. `--reports N`, `--findings N` for other sizes. The browser's figures need Chromium and Playwright, those under load
wrk (`apt-get install chromium wrk`); what is not there is left out.
"""

from __future__ import annotations

import argparse
import gzip
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from secondsource.archive import Archive
from secondsource.desk.app import make_desk
from secondsource.desk.gate import Rules
from secondsource.model import (
    Brief,
    Claim,
    Discrepancy,
    Entity,
    Finding,
    Interval,
    Mention,
    Origin,
    Report,
    Side,
    Story,
    TimelineEntry,
)

sys.path.insert(0, str(Path(__file__).parent.parent))  # the tests' way to keep a brief, and to start a desk
from tests.desk.browser import chromium, running
from tests.kept import keep

LANGUAGES = ("en", "nb", "de", "fr", "es")
SENTENCES, WORDS = 30, 13
ORIGINS, ENTITIES, PARTINGS = 40, 80, 20
LOOKS, READERS, SECONDS = 30, 200, 10


def invented(reports: int, findings: int, seed: int = 3) -> Brief:
    """A story of that size, the same in every run."""
    chance = random.Random(seed)
    word = lambda: "".join(chance.choice("bdfglmnprst") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))  # noqa: E731
    day = date(2031, 5, 1)
    made: list[Report] = []
    places: dict[str, list[tuple[int, int]]] = {}
    for number in range(reports):
        sentences = [" ".join(word() for _ in range(WORDS)).capitalize() + "." for _ in range(SENTENCES)]
        id, text, spans = f"report-{number:03}.html", "", []
        for sentence in sentences:
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + ("\n\n" if len(spans) % 5 == 0 else " ")
        out = day + timedelta(days=number % 9)
        title = sentences[0]
        made.append(
            Report(
                id,
                text,
                LANGUAGES[number % 5],
                Interval(out, out),
                "stated",
                title,
                f"The {word().title()} {word().title()}",
            )
        )
        places[id] = spans
    texts = {report.id: report.text for report in made}
    origins = tuple(Origin(f"o{n}", f"{word().title()} {word().title()}", None, "official") for n in range(ORIGINS))

    weights = [1 / (n + 1) ** 1.5 for n in range(ORIGINS)]  # most lean on few, as in the cases that we know

    def claim(report: str) -> Claim:
        start, end = chance.choice(places[report])
        leaned = chance.choices(origins, weights, k=chance.choice((0, 1, 1, 2)))
        chain = tuple(dict.fromkeys(origin.id for origin in leaned))
        stance = chance.choices(("states", "denies", "withholds"), (90, 5, 5))[0]
        return Claim(
            report, start, end, texts[report][start:end], stance, chain, None, "reported", False, None, chance.random()
        )

    told: list[Finding] = []
    for number in range(findings):
        share = min(reports, max(1, int(reports * chance.random() ** 4)))
        claims = tuple(claim(report.id) for report in sorted(chance.sample(made, share), key=lambda r: r.id))
        count = min(share, chance.choice((0, 1, 1, 2, 3)))
        standing = "corroborated" if count > 1 else "single-origin" if count else "unattributed"
        told.append(Finding(f"f{number + 1}", claims[0].text, claims, count, standing, "Some reports tell it."))

    def mention(report: str) -> Mention:
        start, end = chance.choice(places[report])
        return Mention(report, start, end, texts[report][start:end])

    several = [finding for finding in told if len(finding.claims) > 1]
    partings = tuple(
        Discrepancy(
            f"d{n + 1}", "number", finding.id, word(),
            tuple(Side(word(), (Mention(c.report, c.start, c.end, c.text),)) for c in finding.claims[:2]),
            chance.random(),
        )
        for n, finding in enumerate(several[:PARTINGS])
    )  # fmt: skip
    entities = tuple(
        Entity(f"e{n}", word().title(), chance.choice(("person", "place", "organisation")), (),
               tuple(mention(chance.choice(made).id) for _ in range(10)))
        for n in range(ENTITIES)
    )  # fmt: skip
    times = tuple(TimelineEntry(Interval(day, day), finding.id, finding.statement) for finding in told[:30])
    ids = tuple(report.id for report in made)
    story = Story("s1", "A large story", ids, entities, origins, tuple(told), partings, times)
    return Brief(tuple(made), (story,), ())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=50)
    arguments.add_argument("--findings", type=int, default=300)
    given = arguments.parse_args()
    brief = invented(given.reports, given.findings)
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(f"sqlite:///{folder}/archive.db")
        handle = keep(archive, brief)
        small = keep(archive, invented(2, 4, seed=4), "small")
        path = f"/stories/{handle}"
        app = make_desk(archive, Rules("reader"))
        cells = sum(len({c.report for c in f.claims}) for f in brief.stories[0].findings)
        print(f"{given.reports} reports, {given.findings} findings, {cells} filled cells")
        with TestClient(app, base_url="http://localhost") as client:
            client.get(f"/stories/{small}")  # the templates are compiled once in a desk's life
            at_server(client, path)
        with running(make_desk(archive, Rules("reader"))) as address:
            in_browser(address + path)
            under_load(address + path)
            under_load(f"{address}/stories/{handle}/findings/f1")
        archive.close()


def at_server(client: TestClient, path: str) -> None:
    times = []
    for _ in range(LOOKS + 1):
        begun = time.perf_counter()
        content = client.get(path).content
        times.append(1000 * (time.perf_counter() - begun))
    size, packed = len(content) / 1000, len(gzip.compress(content)) / 1000
    print(f"at the server: first {times[0]:.0f} ms, then {statistics.median(times[1:]):.0f} ms (median of {LOOKS})")
    print(f"the page: {size:.0f} kB, {packed:.0f} kB compressed")


def in_browser(address: str) -> None:
    try:
        with chromium() as browser:
            readable = []
            for _ in range(5):
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                page.goto(address)
                readable.append(
                    page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
                )
                ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
                page.close()
            print(f"in Chromium: readable after {statistics.median(readable):.0f} ms, complete after {ready:.0f} ms")
    except BaseException as error:  # a skip of pytest's is none of Exception
        print(f"in Chromium: not measured ({error})")


def under_load(address: str) -> None:
    if shutil.which("wrk") is None:
        print("under load: not measured (wrk is not installed)")
        return
    command = ["wrk", "-t2", f"-c{READERS}", f"-d{SECONDS}s", "--timeout", "30s", "--latency", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kept = [
        line.strip()
        for line in said.splitlines()
        if any(w in line for w in ("requests in", "99%", "50%", "Requests/sec", "errors", "Non-2xx"))
    ]
    print(f"{READERS} readers at once, {SECONDS} s, {address.rpartition('/')[2]}: " + "; ".join(kept))


if __name__ == "__main__":
    main()
