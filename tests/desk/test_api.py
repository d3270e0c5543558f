"""The desk for programs: the same as the command line, described, and never out of words."""

from __future__ import annotations

import json
import time

import pytest

from secondsource.render.json import parse
from tests.desk.conftest import Served


def asked(served: Served, path: str, status: int = 200) -> object:
    answer = served.client.get(f"/api/{path}")
    assert answer.status_code == status, answer.text[:500]
    return answer.json()


def test_a_story_is_the_document_of_the_contract(served: Served) -> None:
    answer = served.client.get(f"/api/stories/{served.handle}")
    brief = parse(answer.text)
    assert brief.stories[0] == served.archive.story(served.handle)[0]


def test_stories_are_listed_and_chosen(served: Served) -> None:
    found = asked(served, "stories?origin=Reuters")
    assert isinstance(found, dict)
    assert found["total"] == 1
    story = found["stories"][0]
    assert (story["story"], story["reports"], story["independent_origins"]) == (served.handle, 6, 1)
    assert len(story["arrivals"]) == 6
    assert asked(served, "stories?origin=Tass") == {"total": 0, "stories": []}


def test_who_said_it_and_who_stands_alone(served: Served) -> None:
    found = asked(served, "origins?name=Reuters")
    assert isinstance(found, list)
    assert [(one["finding"], one["alone"]) for one in found] == [("f1", False), ("f2", True)]
    named = asked(served, "entities?name=Nordlinje")
    assert isinstance(named, list)
    assert named[0]["story"] == served.handle


def test_search(served: Served) -> None:
    (hit,) = asked(served, "search?words=explosion&language=en&limit=5&from=2031-03-01")  # type: ignore[misc]
    report = served.archive.report(hit["report"])
    assert hit["text"] == report.text[hit["start"] : hit["end"]]
    assert all(report.text[start:end].casefold().startswith("explosion") for start, end in hit["marks"])


def test_status_adds_up(served: Served) -> None:
    status = asked(served, "status")
    assert isinstance(status, dict)
    assert status["inputs"] == sum(status[name] for name in ("reports", "versions", "duplicates", "problems")) == 6


def test_a_correction_is_made_and_taken_back(served: Served) -> None:
    given = {"kind": "reprint", "report": "nrk.txt", "original": "bbc-world.html"}
    made = served.client.post("/api/corrections", json=given)
    assert (made.status_code, made.json()) == (201, {"number": 1})
    (one,) = asked(served, "corrections")  # type: ignore[misc]
    assert (one["by"], one["kind"], one["undone"]) == ("ingrid", "copy", None)
    assert served.client.delete("/api/corrections/1").status_code == 204
    assert served.client.delete("/api/corrections/1").status_code == 404


def test_reports_are_taken_in_and_forgotten(served: Served) -> None:
    job = served.client.post("/api/reports", json={"text": "A barge sank off Nordvik, police said.", "name": "barge"})
    assert job.status_code == 202
    for _ in range(200):
        state = served.client.get(f"/api/jobs/{job.json()['number']}").json()
        if state["stage"] in ("done", "failed"):
            break
        time.sleep(0.05)
    assert [(one["outcome"], one["report"]) for one in state["ended"]] == [("report", "barge.txt")]
    assert served.client.delete("/api/reports?id=barge.txt").json() == ["barge.txt"]
    assert served.client.delete("/api/reports?id=barge.txt").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("stories/none", 404),
        ("reports?id=none", 404),
        ("jobs/99", 404),
        ("search?saved=none", 404),
        ("stories?from=yesterday", 422),
        ("stories?limit=0", 422),
        ("search?words=%00", 422),
        ("nowhere", 404),
    ],
)
def test_errors_are_json_and_say_what_is_wrong(served: Served, path: str, status: int) -> None:
    said = asked(served, path, status)
    assert isinstance(said, dict)
    assert said["detail"]


def test_the_description_is_whole(served: Served) -> None:
    described = served.client.get("/api/openapi.json").json()
    page = served.page("/api/docs")
    assert all(path.startswith("/api/") for path in described["paths"])
    for path, operations in described["paths"].items():
        assert f"<code>{path}</code>" in page
        for operation in operations.values():
            assert operation["description"]


def test_nothing_that_can_be_sent_is_a_fault_of_ours(served: Served) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    schema = schemathesis.openapi.from_dict(served.client.get("/api/openapi.json").json())
    operations = [result.ok() for result in schema.get_all_operations()]
    sent = 0

    @settings(
        max_examples=300, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(data=st.data())
    def send(data: st.DataObject) -> None:
        nonlocal sent
        case = data.draw(st.sampled_from(operations).flatmap(lambda operation: operation.as_strategy()))
        body = case.body if isinstance(case.body, dict | list | str) else None
        answer = served.client.request(case.method, case.formatted_path, params=case.query, json=body)
        assert answer.status_code < 500, (case.method, case.formatted_path, case.query, body, answer.text)
        json.loads(answer.text or "null")
        sent += 1

    send()
    assert sent >= 300
