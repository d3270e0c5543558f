"""A file of every kind that reports come in, each with the same report or two: for the tests and for `scripts/fuzz`."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import mailbox
import tarfile
import tempfile
import textwrap
import zipfile
from email.message import EmailMessage
from pathlib import Path

TITLE = "Ferry runs aground off Sandvik"
BODY = (
    "A ferry ran aground off Sandvik on Friday night, the coastguard said. Twelve people were hurt, and two hundred "
    "passengers were taken ashore by fishing boats. The captain told the Harbour Post that fog had come up within "
    "minutes.\n\nThe coastguard would not say whether the radar had worked. An inquiry begins on Monday. The line has "
    "been closed until further notice, and its owner, Nordlys Ferries, has hired buses to take people round the fjord. "
    "It did not say for how long, nor who would pay for them. Mayor Marit Solberg thanked the fishermen, who had gone "
    "out in the dark without being asked by anybody at all."
)
TEXT = f"{TITLE}\n\n{BODY}\n"
SECOND = TEXT.replace("Sandvik", "Orbal").replace("Twelve", "Thirty")
PARAGRAPHS = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
PAGE = (
    f"<!doctype html><html lang=en><head><title>{TITLE} | Harbour Post</title>"
    '<meta property="og:site_name" content="Harbour Post">'
    '<meta property="article:published_time" content="2021-05-03T08:30:00+02:00"></head>'
    "<body><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
    f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article><footer>Subscribe to our newsletter today</footer></body></html>"
)


def mail(text: str = TEXT) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "Harbour Post <desk@example.org>"
    message["Date"] = "Mon, 03 May 2021 08:30:00 +0200"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    message.add_alternative(PAGE, subtype="html")
    return message


def mbox() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(Path(folder) / "box")
        for text in (TEXT, SECOND):
            message = mail(text)
            message.replace_header("Message-ID", f"<{len(box)}@example.org>")
            box.add(message)
        box.close()
        return (Path(folder) / "box").read_bytes()


def pdf(text: str = TEXT) -> bytes:
    """A PDF of one page, with as little in it as a reader needs."""
    lines = textwrap.wrap(text, 90)
    shown = "".join(f"({line.translate(_PDF)}) Tj T*\n" for line in lines)
    drawn = f"BT /F1 10 Tf 40 780 Td 12 TL\n{shown}ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(made),
    )  # fmt: skip


_PDF = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\", "\n": " "})


def warc(page: str = PAGE, status: str = "200 OK") -> bytes:
    body = page.encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    block = http.encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/ferry\r\n"
        "WARC-Date: 2021-05-03T06:30:00Z\r\nWARC-Record-ID: <urn:uuid:6a3cb1a0-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def rss(text: str = f"<![CDATA[{PARAGRAPHS}]]>") -> bytes:
    item = (
        f"<item><title>{TITLE}</title><link>https://example.org/ferry</link>"
        f"<pubDate>Mon, 03 May 2021 08:30:00 +0200</pubDate><description>{text}</description></item>"
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{item}</channel></rss>'.encode()
    )


def atom() -> bytes:
    escaped = PARAGRAPHS.replace("<", "&lt;")
    entry = (
        f'<entry><title>{TITLE}</title><link href="https://example.org/ferry"/><id>urn:1</id>'
        f'<published>2021-05-03T08:30:00+02:00</published><content type="html">{escaped}</content></entry>'
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>{entry}</feed>'.encode()


def json_feed() -> bytes:
    item = {"id": "1", "url": "https://example.org/ferry", "title": TITLE, "content_html": PARAGRAPHS,
            "date_published": "2021-05-03T08:30:00+02:00"}  # fmt: skip
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": [item]}
    ).encode()


def json_lines() -> bytes:
    rows = (
        {"maintext": BODY, "title": TITLE, "date_publish": "2021-05-03 08:30:00", "source_domain": "Harbour Post"},
        {"text": SECOND, "title": "", "date": "2021-05-03", "sitename": "Harbour Post"},
    )
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def ninjs() -> bytes:
    item = {"uri": "https://example.org/ferry", "headlines": [{"role": "main", "value": TITLE}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": PARAGRAPHS}],
            "language": "en", "versionCreated": "2021-05-03T08:30:00+02:00"}  # fmt: skip
    return json.dumps(item).encode()


def newsml() -> bytes:
    return (
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        '<newsItem guid="urn:newsml:example.org:1" version="1"><contentMeta>'
        f"<contentCreated>2021-05-03T08:30:00+02:00</contentCreated><headline>{TITLE}</headline></contentMeta>"
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<body>{PARAGRAPHS}</body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    ).encode()


def table(separator: str) -> bytes:
    made = io.StringIO()
    rows = csv.writer(made, delimiter=separator)
    rows.writerows([["Title", "Text", "Date", "Outlet"], [TITLE, BODY, "2021-05-03", "Harbour Post"]])
    return made.getvalue().encode()


def zipped(files: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files or {"a.txt": TEXT.encode(), "deep/b.html": PAGE.encode()}).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def tarred(files: dict[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in (files or {"a.txt": TEXT.encode(), "b.txt": SECOND.encode()}).items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


SAMPLES: dict[str, bytes] = {
    "text.txt": TEXT.encode(),
    "page.html": PAGE.encode(),
    "paper.pdf": pdf(),
    "message.eml": mail().as_bytes(),
    "box.mbox": mbox(),
    "crawl.warc": warc(),
    "crawl.warc.gz": gzip.compress(warc(), mtime=0),
    "feed.rss": rss(),
    "feed.atom": atom(),
    "feed.json": json_feed(),
    "news.jsonl": json_lines(),
    "item.json": ninjs(),
    "wire.xml": newsml(),
    "table.csv": table(","),
    "table.tsv": table("\t"),
    "reports.zip": zipped(),
    "reports.tgz": tarred(),
    "text.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
    "text.txt.bz2": bz2.compress(TEXT.encode()),
    "text.txt.xz": lzma.compress(TEXT.encode()),
}
