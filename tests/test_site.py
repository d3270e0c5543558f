"""The documentation builds as a site in which every page is to be found and every link leads somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

pytest.importorskip("mkdocs", reason="needs the extra `site`")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_in_the_site_and_its_contents(site: Path) -> None:
    index = (site / "index.html").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert (site / f"{page.stem}.html").is_file()
        assert f'href="{page.stem}.html"' in index or page.stem == "index"


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.glob("*.html"):
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\bsrc=\"([^\"]+)\"", page.read_text(encoding="utf-8"))
        loaded += re.findall(
            r"<link[^>]*rel=\"(?:stylesheet|preload|icon)\"[^>]*href=\"([^\"]+)\"", page.read_text("utf-8")
        )
        assert not [address for address in loaded if "//" in address], page.name


def test_the_reference_is_made_from_the_code(site: Path) -> None:
    page = (site / "python.html").read_text(encoding="utf-8")
    assert "The most claims that state it, are attributed, share no origin" in page
    assert "secondsource.pipeline.Settings" in page


def test_no_link_leads_out_of_the_site(site: Path) -> None:
    for page in site.glob("*.html"):
        for link in re.findall(r"<a [^>]*href=\"([^\"#]+)", page.read_text(encoding="utf-8")):
            if "//" not in link and not link.startswith("mailto:"):
                assert (site / link.lstrip("/")).resolve().exists(), f"{page.name}: {link}"
