"""The desk as its reader has it: in a real browser, from adding the example reports to taking a correction back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from secondsource.archive import Archive
from secondsource.desk.app import make_desk
from secondsource.desk.gate import Rules
from tests.desk.browser import chromium, running
from tests.kept import keep
from tests.render.sample import ferry_brief

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = """Minister resigns <img src=x onerror="document.title='taken'">

12 May 2031

The minister of trade resigned on Monday after a week of questions in parliament, the government said.
<script>document.title='taken'</script> <svg onload="document.title='taken'">

"I am leaving {{ 7 * 7 }} today," the minister told reporters outside the ministry. He was blamed for the loss of two
ferries in March, said the coastguard </p></main><iframe srcdoc="<script>parent.document.title='taken'</script>">.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    """The address of a desk with an empty archive, and the models that it has for its users."""
    archive = Archive(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'archive.db'}")
    with running(make_desk(archive, Rules("ingrid"))) as address:
        yield address
    archive.close()


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    context = browser.new_context(base_url=desk, viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    opened.set_default_timeout(60_000)
    yield opened
    context.close()
    assert not wrong, wrong


def test_a_reporter_works_through_a_story(page: Page, limousine: Path) -> None:
    # add the example through the page, and see it come in
    page.goto("/add")
    page.set_input_files("input[type=file]", sorted(limousine.glob("*.txt")))
    page.click("text=Add the files")
    page.wait_for_selector("h1:has-text('Done')", timeout=180_000)
    assert page.locator(".ended li").count() == 5
    page.click("text=To the stories")
    assert "5 reports" in page.inner_text(".leans")
    page.click(".stories h2 a")

    # read the table: as many rows as findings, a cell for each report that speaks, keys to go through it
    rows = page.locator("#matrix tbody tr")
    assert rows.count() == int(re.search(r"(\d+) findings", page.inner_text(".counts"))[1])  # type: ignore[index]
    assert page.locator("#matrix thead th.tall").count() == 5
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#open .claims")
    assert page.locator("#matrix tr.chosen").get_attribute("id") == "f2"
    assert "KCNA" in page.inner_text("#open")

    # whatever leans on KCNA, by a click on the map
    box = page.locator("#map [data-key]", has_text="KCNA").first
    box.click()
    left = page.locator("#matrix tbody tr:visible").count()
    assert 0 < left < rows.count()
    assert page.locator("#map .dim").count() > 0
    assert f"{left} · leaning on KCNA" in page.inner_text("#selected")
    page.click("#selected button")
    assert page.locator("#matrix tbody tr:visible").count() == rows.count()

    # one click from a claim to its words in the full text
    page.click("#open blockquote a")
    page.wait_for_selector(".read .lit")
    assert page.locator("fieldset.layers input").count() == 6
    page.uncheck("#show-claim")
    page.go_back()

    # two reports next to each other, scrolling together
    page.click("text=Reading room")
    columns = page.locator("#room .column")
    assert columns.count() == 2
    columns.nth(0).hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("document.querySelectorAll('#room .column')[1].scrollTop > 20")

    # a discrepancy is none; the correction is signed, and taken back
    page.click(".crumbs a")
    before = page.locator(".discrepancy").count()
    about = page.locator(".discrepancy header p bdi").first.inner_text()
    page.locator(".discrepancy form button").first.click()
    page.wait_for_load_state()
    assert page.locator(".discrepancy").count() == before - 1
    page.click("nav >> text=Corrections")
    assert page.locator("tbody tr").count() == 1
    assert "ingrid" in page.inner_text("tbody tr")
    page.click("text=Take back")
    page.wait_for_selector("tbody tr.undone")
    page.goto("/")
    page.click(".stories h2 a")
    assert page.locator(".discrepancy").count() == before
    assert about in page.inner_text("#parting")

    # across scripts: a name in one finds the reports in all
    page.goto("/search?entity=Kim Jong-un")
    assert page.locator(".hits > li").count() == 5
    page.goto("/search?origin=조선중앙통신")
    assert page.locator(".hits > li").count() >= 3

    # and out again
    page.go_back()
    page.goto("/")
    page.click(".stories h2 a")
    with page.expect_download() as download:
        page.click("#keep a:has-text('json') >> nth=0")
    document = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert (document["schema"], len(document["reports"])) == ("secondsource/1", 5)


def test_markup_in_a_report_never_runs(page: Page) -> None:
    page.goto("/add")
    page.set_input_files(
        "input[type=file]",
        [{"name": '<img src=x onerror="document.title=1">.txt', "mimeType": "text/plain", "buffer": HOSTILE.encode()}],
    )
    page.click("text=Add the files")
    page.wait_for_selector("h1:has-text('Done')", timeout=180_000)
    assert "onerror" in page.inner_text(".ended")
    for selector in (".ended a >> nth=0", ".crumbs a"):
        page.click(selector)
        page.wait_for_load_state()
        assert "taken" not in page.title()
        assert page.locator("main img, main svg[onload], main script, main iframe").count() == 0
    assert "inister" in page.inner_text("main")


def test_the_list_grows_while_somebody_looks(browser: Browser, tmp_path: Path) -> None:
    archive = Archive(f"sqlite:///{tmp_path / 'archive.db'}")
    with running(make_desk(archive, Rules("ingrid"))) as address:
        page = browser.new_page()
        page.goto(address)
        assert "Nothing is here yet" in page.inner_text("#stories")
        keep(archive, ferry_brief())
        page.wait_for_selector("#stories .leans", timeout=15_000)
        assert "6 reports" in page.inner_text("#stories")
        page.close()
    archive.close()


# --- for everybody ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[tuple[str, str]]:
    """The address of a desk with the ferry's story, and that of the story."""
    archive = Archive(f"sqlite:///{tmp_path_factory.mktemp('ferry') / 'archive.db'}")
    handle = keep(archive, ferry_brief())
    archive.decide("copy", {"reports": ["nrk.txt", "bbc-world.html"]}, "ingrid")
    with running(make_desk(archive, Rules("ingrid"))) as address:
        yield address, f"/stories/{handle}"
    archive.close()


PLACES = ("/", "", "/findings/f1", "/room", "/report?id=nrk.txt", "/entity?name=Nordlinje", "/origin?name=Reuters",
          "/search?words=ferry", "/add", "/status", "/corrections", "/api/docs", "/nowhere")  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_keeps_anybody_out(browser: Browser, ferry: tuple[str, str], width: int, scheme: Any) -> None:
    """WCAG 2.2 AA as far as axe can tell; and nothing is wider than the window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    address, story = ferry
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    wrong = []
    for place in PLACES:
        path = f"{story}{place}" if place in ("", "/findings/f1", "/room") else place
        page.goto(address + path)
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": levels}}).response["violations"]
        wrong += [(path, one["id"], one["nodes"][0]["html"][:200], len(one["nodes"])) for one in found]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wrong.append((path, "wider than the window", f"by {over} pixels", 1))
    context.close()
    assert not wrong, "\n".join(map(str, wrong))


def test_reading_needs_no_script(browser: Browser, ferry: tuple[str, str]) -> None:
    address, story = ferry
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.click(".stories h2 a")
    page.click("#f1 a.open")
    assert page.url.endswith(f"{story}/findings/f1")
    page.click("blockquote a >> nth=0")
    assert "/report?id=" in page.url
    page.goto(address + story)
    page.click("#map a:has-text('Reuters')")
    assert page.locator("#matrix tbody tr").count() == 2
    context.close()


def test_right_to_left_is_shown_right(browser: Browser, ferry: tuple[str, str]) -> None:
    address, _ = ferry
    page = browser.new_page()
    page.goto(f"{address}/report?id=aljareeda.txt")
    paragraph = page.locator(".read p").nth(1)
    assert paragraph.evaluate("element => getComputedStyle(element).direction") == "rtl"
    page.close()
