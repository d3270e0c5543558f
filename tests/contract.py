"""What must be true of every brief beyond its schema: spans, references, and the judgements by their definitions.

Written against the JSON document and without a line of secondsource, so that it can disagree with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]

TOUCHING = {"denial", "actor", "number", "date", "place"}
CARRIES_CLAIMS = {"title", "body", "caption", "subhead"}


def broken(document: Json) -> list[str]:
    """Every rule that `document` breaks, with its place; empty where it keeps them all."""
    return [*_reports(document), *(line for story in document["stories"] for line in _story(story, document))]


def _reports(document: Json) -> Iterator[str]:
    reports = document["reports"]
    ids = [r["id"] for r in reports]
    yield from _once("report", ids)
    if ids != sorted(ids):
        yield "reports are not ordered by id"
    told = [r for s in document["stories"] for r in s["reports"]]
    if sorted(told) != sorted(ids):
        yield f"each report must be in one story: {ids} against {told}"
    yield from _once("story", [s["id"] for s in document["stories"]])
    copies = {r["id"]: r["reprint_of"] for r in reports if r["reprint_of"] is not None}
    for report in reports:
        where, text = f"report {report['id']}", report["text"]
        end = 0
        for block in report["blocks"]:
            if not end <= block["start"] < block["end"] <= len(text):
                yield f"{where}: block {block} overlaps, is empty or lies outside"
            end = block["end"]
        for time in report["times"]:
            yield from _span(time, text, f"{where}: time")
            if (time["earliest"] is None) != (time["latest"] is None):
                yield f"{where}: half a time {time}"
            yield from _interval(time, f"{where}: time")
        yield from _interval(report["published"], where)
        if (report["published"] is None) != (report["published_basis"] is None):
            yield f"{where}: published without basis, or the reverse"
        if report["reprint_of"] is not None and (report["reprint_of"] not in ids or report["reprint_of"] in copies):
            yield f"{where}: reprint of {report['reprint_of']!r}, which is no original here"


def _story(story: Json, document: Json) -> Iterator[str]:
    where = f"story {story['id']}"
    reports = {r["id"]: r for r in document["reports"] if r["id"] in story["reports"]}
    copies = {r["id"]: r["reprint_of"] for r in document["reports"] if r["reprint_of"] is not None}
    entities = [e["id"] for e in story["entities"]]
    origins = [o["id"] for o in story["origins"]]
    findings = {f["id"]: f for f in story["findings"]}
    for noun, ids in (("entity", entities), ("origin", origins), ("finding", [f["id"] for f in story["findings"]])):
        yield from _once(f"{where}: {noun}", ids)

    def mention(place: Json, what: str) -> Iterator[str]:
        if place["report"] not in reports:
            yield f"{where}: {what}: report {place['report']!r} is not in the story"
        else:
            yield from _span(place, reports[place["report"]]["text"], f"{where}: {what} in {place['report']}")

    for entity in story["entities"]:
        if not entity["mentions"]:
            yield f"{where}: {entity['id']} is mentioned nowhere"
        for place in entity["mentions"]:
            yield from mention(place, entity["id"])
        yield from _aliases(entity, where)
    for origin in story["origins"]:
        if origin["entity"] is not None and origin["entity"] not in entities:
            yield f"{where}: {origin['id']} is entity {origin['entity']}, which is not there"
        yield from _aliases(origin, where)

    for finding in story["findings"]:
        here = f"{where}: {finding['id']}"
        if not finding["claims"]:
            yield f"{here} has no claims"
        if finding["statement"] not in [c["text"] for c in finding["claims"]]:
            yield f"{here}: its statement is none of its claims"
        yield from _once(here, [(c["report"], c["start"], c["end"], *c["chain"]) for c in finding["claims"]])
        for claim in finding["claims"]:
            yield from mention(claim, finding["id"])
            yield from _claim(claim, reports, origins, here)
        yield from _judgements(finding, story, copies, here)
    homes = Counter(p for f in story["findings"] for p in {(c["report"], c["start"], c["end"]) for c in f["claims"]})
    yield from (f"{where}: the claim at {place} is in {n} findings" for place, n in homes.items() if n > 1)

    yield from _once(f"{where}: discrepancy", [d["id"] for d in story["discrepancies"]])
    for discrepancy in story["discrepancies"]:
        here = f"{where}: {discrepancy['id']}"
        finding = findings.get(discrepancy["finding"])
        if finding is None and discrepancy["finding"] is not None:
            yield f"{here}: finding {discrepancy['finding']} is not there"
        if finding is None and discrepancy["kind"] != "name":
            yield f"{here}: of kind {discrepancy['kind']} and about no finding"
        if len(discrepancy["values"]) < 2 or not all(v["claims"] for v in discrepancy["values"]):
            yield f"{here}: fewer than two sides, or an empty one"
        for place in (c for v in discrepancy["values"] for c in v["claims"]):
            yield from mention(place, discrepancy["id"])
        for side in discrepancy["values"] if finding and discrepancy["kind"] != "name" else ():
            strange = [p for p in side["claims"] if not any(_same_place(p, c) for c in finding["claims"])]
            # who it was may stand beside what was said
            if strange and (discrepancy["kind"] != "actor" or len(strange) == len(side["claims"])):
                yield f"{here}: {strange} are no claims of {finding['id']}"

    days = [(e["when"]["earliest"], e["when"]["latest"]) for e in story["timeline"]]
    if days != sorted(days):
        yield f"{where}: the timeline is not in order"
    for entry in story["timeline"]:
        claims = findings[entry["finding"]]["claims"] if entry["finding"] in findings else []
        if not any(c["text"] == entry["text"] and c["when"] == entry["when"] for c in claims):
            yield f"{where}: timeline: {entry} repeats no claim of its finding"
    for flag in story["flags"]:
        if flag["finding"] not in findings:
            yield f"{where}: a flag on {flag['finding']}, which is not there"


def _claim(claim: Json, reports: dict[str, Json], origins: Sequence[str], where: str) -> Iterator[str]:
    chain = claim["chain"]
    yield from (f"{where}: chain names {o}, which is no origin" for o in chain if o not in origins)
    if len(set(chain)) < len(chain):
        yield f"{where}: chain {chain} goes round"
    if claim["mode"] == "asserted" and chain:
        yield f"{where}: asserted, yet on the word of {chain}"
    if chain == [] and claim["mode"] == "quoted":
        yield f"{where}: quoted from nobody: {claim['text']!r}"
    yield from _interval(claim["when"], where)
    blocks = reports[claim["report"]]["blocks"] if claim["report"] in reports else []
    if not any(
        b["start"] <= claim["start"] and claim["end"] <= b["end"] and b["role"] in CARRIES_CLAIMS for b in blocks
    ):
        yield f"{where}: claim {claim['text']!r} in {claim['report']} lies in no title, body, caption or subhead"


def _judgements(finding: Json, story: Json, copies: dict[str, str], where: str) -> Iterator[str]:
    count = independent_origins(finding["claims"], copies)
    if finding["independent_origins"] != count:
        yield f"{where}: independent_origins {finding['independent_origins']}, by the definition {count}"
    kinds = {d["kind"] for d in story["discrepancies"] if d["finding"] == finding["id"]}
    standing = "corroborated" if count > 1 else "single-origin" if count else "unattributed"
    standing = "disputed" if kinds & TOUCHING else standing
    if finding["standing"] != standing:
        yield f"{where}: standing {finding['standing']}, by the definition {standing}"


def independent_origins(claims: Sequence[Json], copies: dict[str, str]) -> int:
    """The definition, tried out: the most claims with disjoint chains from reports that are no copies of each other."""
    backing = {
        (copies.get(c["report"], c["report"]), frozenset(c["chain"]))
        for c in claims
        if c["stance"] == "states" and c["chain"]
    }

    def most(left: list[tuple[str, frozenset[str]]]) -> int:
        best = 0
        for i, (report, chain) in enumerate(left):
            best = max(best, 1 + most([(r, c) for r, c in left[i + 1 :] if r != report and not c & chain]))
        return best

    return most(sorted(backing, key=lambda b: (b[0], sorted(b[1]))))


def _same_place(a: Json, b: Json) -> bool:
    return all(a[key] == b[key] for key in ("report", "start", "end"))


def _span(place: Json, text: str, where: str) -> Iterator[str]:
    if not 0 <= place["start"] < place["end"] <= len(text):
        yield f"{where}: {place} is empty or lies outside"
    elif text[place["start"] : place["end"]] != place["text"]:
        yield f"{where}: {place['text']!r} is not what stands at {place['start']}:{place['end']}"


def _interval(days: Json | None, where: str) -> Iterator[str]:
    if days and days["earliest"] and days["earliest"] > days["latest"]:
        yield f"{where}: ends before it begins: {days}"


def _aliases(noun: Json, where: str) -> Iterator[str]:
    if not noun["name"].strip():
        yield f"{where}: {noun['id']} has no name"
    if noun["aliases"] != sorted(set(noun["aliases"]) - {noun["name"]}):
        yield f"{where}: aliases of {noun['id']} are not sorted, repeat themselves or hold its name"


def _once(what: str, ids: Sequence[Any]) -> Iterator[str]:
    yield from (f"{what}: {one!r} stands {n} times" for one, n in Counter(ids).items() if n > 1)
