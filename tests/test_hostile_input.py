"""Input made to break a reader ends in a brief or in a problem that says why, never in a traceback.

Nothing here is timed: that it ends is the test. Sizes are those at which quadratic work would be felt.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from secondsource.cli import main
from secondsource.encoding import Encoder

from .contract import broken

NEWS = "The minister said on Monday that 12 people were hurt. "
NEWS_MARKED_UP = f"<article><p>{NEWS * 20}</p></article>"
BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069"

# What can be read, however odd: name to content.
READABLE: dict[str, str] = {
    "200,000 letters without a space": "x" * 200_000 + " " + NEWS,
    "a hyphenated word without end": "a-" * 50_000 + " " + NEWS,
    "an abbreviation without end": "a." * 20_000 + NEWS,
    "a letter with 20,000 accents": "e" + "\u0301" * 20_000 + " " + NEWS,
    "all capitals": NEWS.upper() * 100,
    "100,000 line breaks": "\n" * 100_000 + NEWS,
    "100,000 spaces in a sentence": NEWS + " " * 100_000 + NEWS,
    "500 short paragraphs": "a b\n\n" * 500 + NEWS,
    "only numbers": "12 345 678 " * 2_000,
    "one number": "9" * 100_000,
    "numbers between marks": "3-4-5/6/7.8,9:1 " * 500,
    "dates upon dates": "3. May 2024, " * 300,
    "50,000 quotation marks": '"' * 50_000 + " " + NEWS,
    "marks that open and never close": "“" * 2_000 + NEWS,
    "marks of all kinds in disorder": "\"'«»“”„‚‘’ a said b " * 150,
    "quotations in quotations": "“He said ‘she said " * 200 + "’ ”" * 200,
    "200 quotations, each closed": "“No,” said Bob Hope. " * 200,
    "a thousand cues": "said " * 1_000,
    "speakers and cues, no content": "he said that " * 300,
    "according to whom": "according to the police " * 40,
    "one name 400 times": "John Smith " * 400,
    "a name without end": "Bank of " * 200,
    "150 different names": " ".join(f"John Sm{chr(97 + i % 26)}th{chr(97 + i // 26)} said." for i in range(150)),
    "100 bylines": "By John Smith\n\n" * 100 + NEWS,
    "60 photo credits": "Photo: John Smith / Reuters\n\n" * 60 + NEWS,
    "Chinese without a full stop": "部长周一表示有人受伤" * 200,
    "Thai, which has no pack": "รัฐมนตรีกล่าวว่า" * 500,
    "turned writing direction": f"{BIDI}The minister said {BIDI}“{BIDI}we will{BIDI}”. " * 50,
    "invisible joiners": "\u200d" * 5_000 + NEWS,
    "brackets": "(" * 20_000 + NEWS,
    "commas": "a, " * 5_000 + "said Bob.",
    "unpaired tags": "<p" * 20_000 + NEWS,
}
PAGES: dict[str, str] = {
    "scripts": f"<html><head><script>alert('said the police')</script></head><body>{NEWS_MARKED_UP}"
    "<script>document.write('<p>The mayor denied it.</p>')</script><style>p{}</style></body></html>",
    "50,000 elements deep": "<div>" * 50_000 + NEWS_MARKED_UP + "</div>" * 50_000,
    "an attribute of a megabyte": f'<a href="{"x" * 200_000}">{NEWS_MARKED_UP}</a>',
    "a comment that never ends": f"<body>{NEWS_MARKED_UP}<!--" + "x" * 100_000,
    "entities": f"<p>{NEWS}&#0;&#x110000;&#xd800;&amp;amp;&nosuch;&#10;{NEWS}</p>" * 20,
}
# What cannot be read: name to content, and a word of the reason.
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "white space": (b" \n\t \xe3\x80\x80" * 100, "no words"),
    "marks only": (b"?!...---" * 100, "no words"),
    "zeros": (b"\0" * 10_000, "binary"),
    "all bytes": (bytes(range(256)) * 100, "binary"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "a zip archive": (b"PK\x03\x04" + bytes(range(256)), "zip"),
    "over the limit": (b"The minister said so. " * 1_000_000, "limit"),
}


@pytest.fixture
def run(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`secondsource brief` on these paths, as JSON, with an encoder that costs nothing."""
    monkeypatch.setattr("secondsource.pipeline.E5", lambda: encoder)

    def run(*paths: Path) -> Result:
        return CliRunner().invoke(main, ["brief", *map(str, paths), "--format", "json"], prog_name="secondsource")

    return run


def brief_of(result: Result) -> dict[str, Any]:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    document: dict[str, Any] = json.loads(result.stdout)
    assert broken(document) == []
    return document


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE.keys())
def test_odd_text_is_read(run: Any, tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(content, encoding="utf-8")
    result = run(path)
    document = brief_of(result)
    assert (result.exit_code, document["problems"]) == (0, [])
    assert [r["id"] for r in document["reports"]] == ["odd.txt"]
    assert [s["reports"] for s in document["stories"]] == [["odd.txt"]]


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES.keys())
def test_odd_pages_are_read_and_their_scripts_are_not(run: Any, tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.html"
    path.write_text(content, encoding="utf-8")
    result = run(path)
    document = brief_of(result)
    assert result.exit_code == 0
    (report,) = document["reports"]
    assert "12 people were hurt" in report["text"]
    assert not [word for word in ("alert", "mayor denied", "document.write") if word in report["text"]]
    assert document["stories"][0]["findings"]


@pytest.mark.parametrize(("content", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_named_with_the_reason(run: Any, tmp_path: Path, content: bytes, reason: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(NEWS, encoding="utf-8")
    result = run(tmp_path)
    document = brief_of(result)
    assert result.exit_code == 1
    assert [r["id"] for r in document["reports"]] == ["good.txt"]
    ((problem),) = document["problems"]
    assert problem["input"] == str(bad)
    assert reason in problem["error"]
    assert f"could not read {bad}" in result.stderr


def test_ten_megabytes_in_one_line(run: Any, tmp_path: Path) -> None:
    """No news report is that long; it may be read or refused, and the others are read all the same."""
    long, good = tmp_path / "long.txt", tmp_path / "short.txt"
    long.write_bytes(b"a" * 10_000_000)
    good.write_text(NEWS, encoding="utf-8")
    result = run(tmp_path)
    document = brief_of(result)
    assert result.exit_code == (1 if document["problems"] else 0)
    assert "short.txt" in [r["id"] for r in document["reports"]]


def test_two_encodings_in_one_file(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes("Politiet sier at båten sank. ".encode() * 20 + "Å være eller ikke, sier Åse. ".encode("cp1252"))
    (report,) = brief_of(run(path))["reports"]
    assert "båten" in report["text"]
    assert "sier Åse" in report["text"]


def test_zeros_between_letters(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "zeros.txt"
    path.write_bytes((NEWS * 50).encode().replace(b"hurt", b"hu\0rt", 2))
    document = brief_of(run(path))
    assert "\0" not in document["reports"][0]["text"]
    assert document["stories"][0]["findings"]


def test_all_of_it_at_once(run: Any, tmp_path: Path) -> None:
    for number, name in enumerate(("all capitals", "only numbers", "turned writing direction", "a thousand cues")):
        (tmp_path / f"{number}.txt").write_text(READABLE[name], encoding="utf-8")
    for number, (content, _) in enumerate(list(UNREADABLE.values())[:5]):
        (tmp_path / f"bad{number}.txt").write_bytes(content)
    result = run(tmp_path, tmp_path / "missing.txt")
    document = brief_of(result)
    assert result.exit_code == 1
    assert len(document["reports"]) == 4
    assert len(document["problems"]) == 6


def test_the_installed_command_says_so_with_its_status(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    command = [sys.executable, "-c", "from secondsource.cli import main; main()", "brief", str(tmp_path)]
    done = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert document["reports"] == document["stories"] == []
    assert "Traceback" not in done.stderr
    assert "empty.txt" in done.stderr
