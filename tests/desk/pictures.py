"""Pictures of every page of the desk, from the example: `scripts/pictures` puts them into `docs/images/`.

With a folder as argument, every page at 1440 and 390 pixels goes there instead, to be looked at.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from secondsource import Settings, follow
from secondsource.archive import Archive, correcting
from secondsource.desk.app import make_desk
from secondsource.desk.gate import Rules
from tests.conftest import ROOT
from tests.desk.browser import chromium, running

SHOWN = {
    "stories": 300, "story": 1180, "map": 900, "finding": 760, "room": 1150, "report": 900, "entity": 480,
    "origin": 640, "search": 860, "add": 660, "status": 620, "corrections": 260, "docs": 700,
}  # fmt: skip
"""The pages, and how many pixels of each from the top the docs show."""


def main(folder: Path | None) -> None:
    with tempfile.TemporaryDirectory() as kept, chromium() as browser:
        archive = Archive(f"sqlite:///{kept}/archive.db")
        follow.add([ROOT / "examples" / "limousine"], archive, settings=Settings())
        ((handle, _, _),) = archive.stories()
        story = f"/stories/{handle}"
        pages = {
            "stories": "/",
            "story": story,
            "map": f"{story}#map",
            "finding": f"{story}/findings/f1",
            "room": f"{story}/room",
            "report": "/report?id=02_harbour_post.txt",
            "entity": "/entity?name=Kim Yo-jong",
            "origin": "/origin?name=KCNA",
            "search": "/search?words=limousine",
            "add": "/add",
            "status": "/status",
            "corrections": "/corrections",
            "docs": "/api/docs",
        }
        with running(make_desk(archive, Rules("ingrid"))) as address:
            for width in (1440, 390) if folder else (1280,):
                for name, path in pages.items():
                    height = 900 if folder else SHOWN[name]
                    if name == "corrections":
                        correcting.copy(archive, "02_harbour_post.txt", None, "ingrid")
                    page = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB").new_page()
                    page.goto(address + path)
                    if name == "story":
                        page.click("#f2 a.open")
                        page.wait_for_selector("#open .claims")
                        page.evaluate("scrollTo(0, 0)")
                    if name == "map":
                        page.locator("#map [data-key]", has_text="KCNA").first.hover()
                    page.wait_for_timeout(300)
                    to = folder / f"{name}-{width}.png" if folder else ROOT / "docs" / "images" / f"desk-{name}.png"
                    page.screenshot(path=to, full_page=folder is not None)
                    page.close()
        archive.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
