"""Every kind of file gives its reports, with what it says of them; whatever it holds, it is never lost from sight."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.intake import Limits, read
from secondsource.intake.inputs import receive
from secondsource.model import Problem, Received, Report

from .samples import BODY, PAGE, SAMPLES, TEXT, TITLE, mail, pdf, rss, tarred, warc, zipped

DAY = date(2021, 5, 3)
TWO = {"box.mbox", "news.jsonl", "reports.zip", "reports.tgz"}
UNDATED = {"text.txt", "text.txt.gz", "text.txt.bz2", "text.txt.xz", "paper.pdf", "reports.zip", "reports.tgz"}


def taken(folder: Path, name: str, content: bytes, limits: Limits | None = None) -> tuple[list[Report], list[Problem]]:
    path = folder / name
    path.write_bytes(content)
    return read([path], limits=limits or Limits())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_gives_its_reports(tmp_path: Path, name: str) -> None:
    reports, problems = taken(tmp_path, name, SAMPLES[name])
    assert problems == []
    assert len(reports) == 2 if name in TWO else 1
    for report in reports:
        said = " ".join(report.text.split())
        assert "ran aground off" in said
        assert "without being asked by anybody at all." in said
        assert "newsletter" not in said, "what stands around the article is left out"
        if name not in UNDATED and name != "news.jsonl":
            assert report.published is not None
            assert (report.published.earliest, report.published.latest) == (DAY, DAY)
    if name not in {*UNDATED, "wire.xml", "item.json", "message.eml", "box.mbox"}:
        assert {report.outlet for report in reports} == {"Harbour Post"}


@pytest.mark.parametrize("name", [n for n in SAMPLES if n not in ("text.txt", "paper.pdf")])
def test_title_is_kept_apart_from_the_text(tmp_path: Path, name: str) -> None:
    reports, _ = taken(tmp_path, name, SAMPLES[name])
    assert TITLE in {report.title for report in reports}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_folder_is_searched_for_every_kind(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAMPLES[name])
    assert read([tmp_path])[0]


def test_what_stands_in_a_container_is_named_after_it(tmp_path: Path) -> None:
    reports, _ = taken(tmp_path, "r.zip", zipped())
    assert [report.id for report in reports] == ["r.zip!/a.txt", "r.zip!/deep/b.html"]


def test_bytes_of_each_report_are_its_own(tmp_path: Path) -> None:
    path = tmp_path / "r.zip"
    path.write_bytes(zipped())
    received = list(receive([path]))
    assert [one.content for one in received if isinstance(one, Received)] == [TEXT.encode(), PAGE.encode()]
    assert [one.address for one in received if isinstance(one, Received)] == [f"{path}!/a.txt", f"{path}!/deep/b.html"]


# --- what cannot be read is a problem ----------------------------------------------------------------


def bomb() -> bytes:
    return gzip.compress(b"0" * 40_000_000, mtime=0)


def links() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for kind, target in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "../../etc/passwd")):
            member = tarfile.TarInfo(f"link{kind.decode()}.txt")
            member.type, member.linkname = kind, target
            archive.addfile(member)
        member = tarfile.TarInfo("pipe.txt")
        member.type = tarfile.FIFOTYPE
        archive.addfile(member)
    return made.getvalue()


def locked() -> bytes:
    content = bytearray(zipped({"a.txt": TEXT.encode()}))
    at = content.find(b"PK\x01\x02")
    content[6] |= 1  # the flags of member and directory say that it is encrypted
    content[at + 8] |= 1
    return bytes(content)


ENTITIES = (
    b"<!DOCTYPE x [" + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 9)) + b"]>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
NEWSML = SAMPLES["wire.xml"].partition(b"?>")[2]

BROKEN: dict[str, tuple[str, bytes, str]] = {
    "a bomb in gzip": ("a.txt.gz", bomb(), "MB"),
    "a bomb in a ZIP": ("a.zip", zipped({"a.txt": b"0" * 40_000_000}), "MB"),
    "archives without end": (
        "a.zip", zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": zipped()})})}), "archives already",
    ),
    "a ZIP that ends too soon": ("a.zip", zipped()[:80], "damaged"),
    "a ZIP with a password": ("a.zip", locked(), "password"),
    "a tar that ends too soon": ("a.tgz", tarred()[:60], "damaged"),
    "a tar of links and pipes": ("a.tar", links(), "not a file"),
    "an empty ZIP": ("a.zip", b"PK\x05\x06" + b"\0" * 18, "no reports"),
    "a PDF that is none": ("a.pdf", b"%PDF-1.4\nnothing", "PDF"),
    "a PDF without text": ("a.pdf", pdf(""), "no text"),
    "a WARC of errors": ("a.warc", warc(status="404 Not Found"), "no reports"),
    "a WARC that ends too soon": ("a.warc.gz", gzip.compress(warc(), mtime=0)[:200], "ends in the middle"),
    "a WARC whose page ends too soon": ("a.warc", warc()[:-300], "less of it is there"),
    "a feed of teasers": ("a.rss", rss(""), "teaser|without text"),
    "a feed of broken links": (
        "a.rss", b'<rss version="2.0"><channel><item><link>x</title></item></y</link></rss>', "damaged feed",
    ),
    "a feed without entries": ("a.rss", b"<rss version='2.0'><channel></channel></rss>", "no reports"),
    "entities that grow": ("a.xml", ENTITIES + NEWSML.replace(b"A ferry", b"&e8;"), "entit|damaged"),
    "an entity from outside": ("a.xml", OUTSIDE + NEWSML.replace(b"A ferry", b"&e;"), "entit|damaged"),
    "JSON without end": ("a.json", b"[" * 100_000, "JSON|words"),
    "JSON of numbers": ("a.json", b'{"a": [1, 2, 3]}', "text"),
    "a line of JSON that is broken": ("a.jsonl", SAMPLES["news.jsonl"] + b'{"text": \n', "JSON"),
    "a table without a text": ("a.csv", b"name,age\nAda,36\n", "text"),
    "mail without a text": ("a.eml", b"From: a@example.org\nSubject: x\n\n", "text|words"),
    "a page of links": ("a.html", b"<html><head></head>" + b"<p><a href=/a>Ferry aground</a>" * 40, "article"),
    "a cookie wall": ("a.html", b"<html><head></head><p>We use cookies. Accept all?</p></html>", "article"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_or_hostile_is_a_problem_and_nothing_else(tmp_path: Path, name: str) -> None:
    file, content, said = BROKEN[name]
    _, problems = taken(tmp_path, file, content)
    assert problems
    assert any(re.search(said, problem.error) for problem in problems), problems
    assert "root:" not in str(problems)


def test_members_that_lead_out_of_an_archive_are_refused(tmp_path: Path) -> None:
    names = ["../../../tmp/out.txt", "/etc/out.txt", "C:\\out.txt", "a/../../b.txt"]
    (tmp_path / "deep").mkdir()
    reports, problems = taken(tmp_path / "deep", "a.zip", zipped({name: TEXT.encode() for name in [*names, "b.txt"]}))
    assert [report.id for report in reports] == ["a.zip!/b.txt"]
    assert len([problem for problem in problems if "leads out of its archive" in problem.error]) == len(names)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.zip"]


def test_member_without_a_name_is_a_problem(tmp_path: Path) -> None:
    reports, problems = taken(tmp_path, "a.zip", zipped({"": TEXT.encode(), "b.txt": TEXT.encode()}))
    assert ([report.id for report in reports], len(problems)) == (["a.zip!/b.txt"], 1)


def test_limits_hold_inside_of_archives_and_the_rest_goes_on(tmp_path: Path) -> None:
    files = {f"{n}.txt": TEXT.encode() for n in range(5)}
    reports, problems = taken(tmp_path, "a.zip", zipped({"big.txt": b"x " * 3000, **files}), Limits(max_bytes=2000))
    assert len(reports) == 5
    assert len(problems) == 1
    for kind, content in (("zip", zipped(files)), ("tgz", tarred(files))):
        for limits in (Limits(max_members=3), Limits(max_unpacked=2 * len(TEXT))):
            reports, problems = taken(tmp_path, f"b.{kind}", content, limits)
            assert reports == []
            assert "part it into smaller ones" in problems[0].error or "unpacks to more" in problems[0].error


def test_a_line_over_the_limit_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    content = b'{"text": "' + b"x" * 9000 + b'"}\n' + SAMPLES["news.jsonl"]
    reports, problems = taken(
        tmp_path, "a.jsonl", SAMPLES["news.jsonl"].splitlines()[0] + b"\n" + content, Limits(5000)
    )
    assert len(reports) == 3
    assert "over the limit" in problems[0].error


def test_reports_beside_a_broken_one_are_read(tmp_path: Path) -> None:
    rows = [json.dumps({"text": BODY, "title": TITLE}), "{", json.dumps({"text": BODY, "title": "Another"})]
    reports, problems = taken(tmp_path, "a.jsonl", "\n".join(rows).encode())
    assert [len(reports), len(problems)] == [2, 1]


def test_columns_are_what_somebody_says_that_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'Überschrift;Artikel;Tag\n{TITLE};"{BODY}";2021-05-03\n', encoding="utf-8")
    assert read([path])[0] == []
    (report,), _ = read([path], columns={"Überschrift": "title", "artikel": "text", "Tag": "published"})
    assert (report.title, report.published and report.published.earliest) == (TITLE, DAY)


def test_mail_is_told_by_its_plain_text_where_it_has_one(tmp_path: Path) -> None:
    plain = "The ferry was pulled free on Monday, the owner said. " * 8
    reports, _ = taken(tmp_path, "a.eml", mail(plain).as_bytes())
    assert "pulled free" in reports[0].text


# --- any bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=25)
@given(data=st.data())
def test_no_bytes_break_a_door(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    content = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["flip", "cut", "repeat", "insert"])):
            case "flip":
                content[at] ^= data.draw(st.integers(1, 255))
            case "cut":
                del content[at : at + data.draw(st.integers(1, 40))]
            case "repeat":
                content[at:at] = content[at : at + 50] * 3
            case _:
                content[at:at] = data.draw(st.binary(max_size=20))
        content = content or bytearray(b"x")
    folder = tmp_path_factory.getbasetemp() / "fuzz"
    folder.mkdir(exist_ok=True)
    reports, problems = taken(folder, name, bytes(content), Limits(max_bytes=200_000, max_unpacked=2_000_000))
    assert reports or problems, "every input ends as a report or a problem"
