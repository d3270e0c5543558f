"""E-mail: one message (.eml), or a mailbox of them (.mbox), as newsletters and wire services come in."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from typing import BinaryIO

from secondsource.errors import InputError
from secondsource.intake.doors.found import Door, Found
from secondsource.intake.fields import Fields, report_from_fields
from secondsource.intake.limits import Limits
from secondsource.model import Report

_HEADER = re.compile(
    rb"^(from|to|subject|date|message-id|mime-version|received|return-path|delivered-to):", re.I | re.M
)
_MAILBOX = re.compile(rb"From \S+ .*\d\d:\d\d")
FEWEST_HEADERS = 3


def _opens(head: bytes, address: str) -> bool:
    start = head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    found = {name.lower() for name in _HEADER.findall(start)}
    fewest = 1 if address.casefold().endswith(".eml") else FEWEST_HEADERS
    return _MAILBOX.match(head) is not None or (len(found) >= fewest and not head.startswith((b"<", b"{")))


def _read(file: BinaryIO, address: str, limits: Limits) -> Iterator[Found | InputError]:
    mailbox = _MAILBOX.match(file.read(512)) is not None
    file.seek(0)
    for number, content in enumerate(_messages(file, limits) if mailbox else [file.read(limits.max_bytes + 1)], 1):
        where = f"{address}!/{number}" if mailbox else address
        if len(content) > limits.max_bytes:
            yield InputError(where, f"is over the limit of {limits.max_bytes / 1e6:g} MB; save its text alone")
        else:
            yield Found(where, content, partial(report_from_mail, content=content, address=where))


def _messages(file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The messages of a mailbox; one over the limit comes cut, one byte longer than may be."""
    message = bytearray()
    before = b"\n"
    while line := file.readline(limits.max_bytes + 1):
        if line.startswith(b"From ") and not before.strip() and _MAILBOX.match(line):
            if message:
                yield bytes(message)
            message.clear()
        elif len(message) <= limits.max_bytes:
            message += line[1:] if line.startswith(b">From ") else line
            del message[limits.max_bytes + 1 :]
        before = line
    if message:
        yield bytes(message)


def report_from_mail(id: str, content: bytes, address: str) -> Report:
    """The report in a message: its subject, day, sender and text; raises `InputError` where it has no text."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        part = message.get_body(("plain", "html"))
        text = str(part.get_content()) if part is not None else ""
        subject, sent, sender = (_header(message, name) for name in ("subject", "date", "from"))
    except Exception as error:  # the parser of the standard library raises what a broken message leads it to
        raise InputError(address, f"is a damaged message ({type(error).__name__}); save its text alone") from error
    outlet = re.sub(r"\s*<[^<>]*>\s*$", "", sender).strip(" \"'")
    return report_from_fields(id, Fields(text, subject, sent, outlet if "@" not in outlet else ""))


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name) or "")


door = Door(_opens, _read)
