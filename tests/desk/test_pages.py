"""What the pages show, to whom, and that report text stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from secondsource.archive import Archive
from secondsource.desk.app import make_desk
from secondsource.desk.gate import Rules
from secondsource.render.json import parse, render
from tests.archive.desk import SETTINGS, invented
from tests.desk.conftest import HOME, Served
from tests.kept import keep
from tests.render.sample import hostile_brief


class Page(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


def addresses(served: Served) -> list[str]:
    """Every page of the desk."""
    return [
        "/",
        served.story,
        f"{served.story}/findings/f1",
        f"{served.story}/room",
        "/report?id=nrk.txt",
        "/entity?name=Nordlinje",
        "/origin?name=Reuters",
        "/search",
        "/search?words=ferry",
        "/add",
        "/status",
        "/corrections",
        "/api/docs",
    ]


def test_the_list_sets_reports_beside_origins(served: Served) -> None:
    page = served.page("/")
    assert "6 reports · 1 origin" in page
    assert f'href="{served.story}"' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("language=nb", True),
        ("language=fr", False),
        ("entity=Nordlinje", True),
        ("entity=Sydlinje", False),
        ("origin=Reuters", True),
        ("origin=Tass", False),
        ("standing=disputed", True),
        ("standing=corroborated", False),
        ("from=2031-03-16&to=2031-03-20", True),
        ("from=2032-01-01", False),
        ("language=nb&origin=Tass", False),
    ],
)
def test_the_list_can_be_chosen_from(served: Served, query: str, found: bool) -> None:
    assert (served.story in served.page(f"/?{query}")) is found


def test_the_table_shows_who_states_denies_withholds_and_is_silent(served: Served) -> None:
    page = served.page(served.story)
    rows = dict(re.findall(r'<tr id="f(\d+)"(.*?)</tr>', page, re.DOTALL))
    assert len(rows) == 8
    assert rows["1"].count(">●<") == 5  # the German report is silent
    assert rows["1"].count("<td><td") + rows["1"].endswith("<td>") == 1
    assert rows["2"].count(">✕<") == 2  # denied in two reports, one of which states it too
    assert rows["4"].count(">◌<") == 2


@pytest.mark.parametrize(
    ("query", "first", "number"),
    [
        ("", "1", 8),
        ("standing=disputed", "1", 2),
        ("origin=o2", "1", 2),
        ("report=nrk.txt", "1", 6),
        ("order=reports", "1", 8),
        ("order=time", "7", 8),
        ("order=standing", "1", 8),
    ],
)
def test_the_table_can_be_sorted_and_chosen_from(served: Served, query: str, first: str, number: int) -> None:
    found = re.findall(r'<tr id="f(\d+)"', served.page(f"{served.story}?{query}"))
    assert (found[0], len(found)) == (first, number)


def test_a_finding_is_a_page_and_a_part_of_one(served: Served) -> None:
    whole = served.page(f"{served.story}/findings/f3")
    part = served.client.get(f"{served.story}/findings/f3", headers={"hx-request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert "Ifølge BBC har" in part
    assert "/report?id=nrk.txt#c" in part


def test_beside_a_foreign_claim_stands_the_nearest_in_the_readers_language(served: Served) -> None:
    part = served.client.get(f"{served.story}/findings/f3", headers={"cookie": "reads=en"}).text
    assert "The nearest in English, by BBC" in part
    assert "The nearest in" not in served.client.get(f"{served.story}/findings/f3", headers={"cookie": "reads=fr"}).text


def test_a_claim_leads_to_its_words_in_the_report(served: Served) -> None:
    part = served.page(f"{served.story}/findings/f3")
    to = re.search(r'href="(/report\?id=nrk.txt)#(c\d+-\d+)"', part)
    assert to
    assert f'id="{to[2]}"' in served.page(to[1])


def test_the_room_aligns_what_two_reports_share(served: Served) -> None:
    page = served.page(f"{served.story}/room?report=nrk.txt&report=bbc-world.html")
    assert "Ifølge BBC har" in page
    assert "The Norwegian Coastal Administration confirmed" in page
    assert len(re.findall(r'<tr id="f\d+"', page)) == 2
    assert 'id="k0-f3"' in page
    assert 'id="k1-f3"' in page


def test_origins_and_entities_have_pages(served: Served) -> None:
    origin = served.page("/origin?name=Reuters")
    assert "state media" not in origin
    assert "2 findings" in origin
    assert served.story in served.page("/entity?name=Nordlinje")
    assert "No story names it" in served.page("/entity?name=nobody")


def test_search_finds_and_marks(served: Served) -> None:
    page = served.page("/search?words=explosion")
    assert "<mark>explosion</mark>" in page
    assert "No report answers" in served.page("/search?words=unheardof")


def test_a_search_can_be_kept_and_forgotten(served: Served) -> None:
    served.client.post("/search/keep", data={"name": "blasts", "words": "explosion", "from": "2031-03-01"})
    page = served.page("/search")
    assert "words=explosion&amp;from=2031-03-01" in page
    served.client.post("/search/drop", data={"name": "blasts"})
    assert "blasts" not in served.page("/search")


def test_lists_can_be_kept_in_four_forms(served: Served) -> None:
    rows = list(csv.DictReader(io.StringIO(served.page("/?format=csv").removeprefix("\ufeff"))))
    assert [(row["story"], row["reports"], row["independent_origins"]) for row in rows] == [(served.handle, "6", "1")]
    assert json.loads(served.page("/origin?name=Reuters&format=json"))[0]["origin"] == "Reuters"
    assert served.page("/search?words=explosion&format=markdown").startswith("# Search\n")
    assert "<table>" in served.page("/entity?name=Nordlinje&format=html")


def test_a_story_leaves_in_the_forms_of_the_command_line(served: Served) -> None:
    assert json.loads(served.page(f"{served.story}/export?format=json"))["schema"] == "secondsource/1"
    answer = served.client.get(f"{served.story}/export?format=html")
    assert answer.headers["content-disposition"] == f'attachment; filename="{served.handle}.html"'
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "no form" in served.page(f"{served.story}/export?format=nonsense", 422)


def test_the_desk_speaks_norwegian(served: Served) -> None:
    page = served.client.get(served.story, headers={"accept-language": "nn-NO, nb;q=0.8, en;q=0.5"}).text
    assert '<html lang="nb" dir="ltr">' in page
    assert "6 meldinger" in page
    assert "Hvor det skurrer" in page
    assert "14. mars 2031" in page
    part = served.client.get(f"{served.story}/findings/f1", headers={"accept-language": "nb"}).text
    assert "5 meldinger forteller det" in part


def test_the_language_can_be_set_and_stays(served: Served) -> None:
    answer = served.client.post(
        "/speech", data={"interface": "nb", "reads": "de", "to": "/search"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/search"
    assert "Søk" in served.page("/search")
    assert served.client.cookies["reads"] == "de"
    away = served.client.post(
        "/speech", data={"interface": "nb", "reads": "de", "to": "//evil.example"}, follow_redirects=False
    )
    assert away.headers["location"] == "/"


def test_what_is_not_there_is_said_to_be_not_there(served: Served) -> None:
    for path in (
        "/nowhere",
        "/stories/s-0",
        f"{served.story}/findings/f99",
        "/report?id=none",
        "/jobs/7",
        "/static/../app.py",
    ):
        assert "This is not here" in served.page(path, 404)
    assert "could not be taken" in served.page("/?from=yesterday", 422)
    assert "could not be taken" in served.page("/search?words=%00", 422)


# --- corrections ------------------------------------------------------------------------------------


def test_a_correction_is_signed_listed_and_taken_back(served: Served) -> None:
    before = served.page(served.story)
    assert 'id="d1"' in before
    served.archive.decide("no copy", {"reports": ["000_77ab0c1d9e.txt"]}, "somebody")
    page = served.page("/corrections")
    assert "somebody" in page
    served.client.post("/corrections/1/undo")
    assert served.archive.decisions()[0].undone
    assert "no correction 1" in served.client.post("/corrections/1/undo").text


def test_nothing_is_corrected_that_is_not_there(served: Served) -> None:
    for path, form in (
        ("merge", {"story": served.handle, "other": "s-0"}),
        ("split", {"story": served.handle, "report": "none"}),
        ("discrepancy", {"story": served.handle, "discrepancy": "d99"}),
        ("copy", {"story": served.handle, "report": "none", "original": ""}),
        ("identity", {"story": served.handle, "noun": "origin", "name": "Reuters", "other": "nobody"}),
    ):
        assert served.client.post(f"/corrections/{path}", data=form).status_code == 404
    assert served.client.post("/corrections/split", data={"story": served.handle}).status_code == 422
    assert served.archive.decisions() == []


# --- adding -----------------------------------------------------------------------------------------


def waited_for(client: TestClient, path: str) -> str:
    """The page of a job, once it is over."""
    for _ in range(600):
        page = client.get(path).text
        if "hx-trigger" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the job takes more than 30 seconds")


def test_files_texts_and_addresses_are_taken_in_and_every_problem_shown(archive: Archive) -> None:
    texts = invented(3)
    with TestClient(make_desk(archive, Rules("ingrid"), SETTINGS), base_url=HOME) as client:
        files = [("files", (f"../{n}.txt", text.encode(), "text/html")) for n, text in enumerate(texts)]
        files.append(("files", ("broken.pdf", b"%PDF-1.7 nothing", "application/pdf")))
        page = waited_for(client, client.post("/add/files", files=files).url.path)
        assert page.count("/report?id=") == 3
        assert "broken.pdf" in page
        assert "could not be read" in page
        again = waited_for(client, client.post("/add/text", data={"text": texts[0], "name": "again"}).url.path)
        assert "was here already" in again
        refused = client.post(
            "/add/addresses", data={"addresses": "file:///etc/passwd http://127.0.0.1:9/x /etc/passwd"}
        )
        page = waited_for(client, refused.url.path)
        assert page.count("could not be read") == 3
        assert "root:" not in page
        status = client.get("/status").text
        assert "8 inputs = 3 reports + 0 versions + 1 duplicate + 4 problems" in status
        assert client.post("/add/text", data={"text": " "}).status_code == 422
    assert set(archive.addresses()) == {"0.txt", "1.txt", "2.txt"}


def test_two_files_of_one_name_are_two_reports(archive: Archive) -> None:
    one, other = invented(2)
    with TestClient(make_desk(archive, Rules("ingrid"), SETTINGS), base_url=HOME) as client:
        for text in (one, other):
            sent = client.post("/add/files", files=[("files", ("story.txt", text.encode(), "text/plain"))])
            waited_for(client, sent.url.path)
    assert sorted(archive.addresses()) == ["story.txt", "story.txt (2)"]


def test_a_new_version_shows_what_changed(archive: Archive, served: Served) -> None:
    from dataclasses import replace

    from secondsource.model import Received
    from tests.kept import reading_of
    from tests.render.sample import REPORTS

    later = replace(REPORTS[0], text=REPORTS[0].text.replace("120 meter", "121 meter"))
    archive.put(Received(f"/havdis/{later.id}", later.text.encode(), later), *reading_of(later), "reader")
    page = served.page("/report?id=nrk.txt&version=2")
    assert "<del>120</del><ins>121</ins>" in page


# --- hostile text -----------------------------------------------------------------------------------


def test_hostile_text_is_text_on_every_page(archive: Archive) -> None:
    # half of a pair is no text that a database takes; intake lets none through
    handle = keep(archive, parse(render(hostile_brief()).replace("\\ud800", "?")))
    with TestClient(make_desk(archive, Rules("ingrid"), SETTINGS), base_url=HOME) as client:
        served = Served(client, archive, handle)
        story = archive.story(handle)[0]
        ids = [report.id for report in archive.story(handle)[1]]
        paths = [
            *addresses(served)[:2],
            *(f"{served.story}/findings/{quote(f.id, safe='', errors='replace')}" for f in story.findings[:4]),
            f"{served.story}/room",
            *(f"/report?id={quote(id, safe='')}" for id in ids),
            f"/entity?name={quote(story.entities[0].name)}",
            f"/origin?name={quote(story.origins[0].name)}",
            "/search?words=heading",
        ]
        for path in paths:
            answer = client.get(path)
            assert answer.status_code in (200, 404), path
            page = Page(answer.text)
            assert [script.get("src") for script in page.of("script")] == [
                "/static/htmx.js", "/static/htmx-sse.js", "/static/desk.js",
            ]  # fmt: skip
            for _, attributes in page.elements:
                assert not any(name.startswith("on") or name == "style" for name in attributes)
                for name in ("href", "src", "action"):
                    to = attributes.get(name) or "/"
                    assert to.startswith(("/", "#", "?", "https://", "http://", f"{handle}/")), to
            assert "\x1b" not in answer.text
            assert "\u202e" not in answer.text


def test_the_original_is_never_a_page(served: Served) -> None:
    answer = served.client.get("/report/original?id=nrk.txt")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.startswith(b"Brann om bord")
