"""Where alerts can be told, and how that is written on the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from secondsource.alerts.alert import Alert
from secondsource.alerts.atom import Atom
from secondsource.alerts.lines import Syslog, Terminal
from secondsource.alerts.mail import Mail, Tls
from secondsource.alerts.places import HELP
from secondsource.alerts.webhook import Webhook
from secondsource.errors import AlertError


class Channel(Protocol):
    """A place where alerts are told."""

    name: str
    """What it is remembered by; never with a secret in it."""

    def send(self, alert: Alert) -> None:
        """Tells of an alert; raises `AlertError` where that cannot be done now."""


def channel(where: str, say: Callable[[str], None], secrets: Mapping[str, str] = os.environ) -> Channel:
    """The channel that `where` names; `say` writes a line on the terminal. Raises `AlertError` where it names none."""
    try:
        parts = urlsplit(where)
        port = parts.port
    except ValueError as error:
        raise AlertError(where, f"is no place to send alerts to ({error}); write {HELP}") from error
    if where == "terminal":
        return Terminal(say)
    if parts.scheme in ("http", "https") and parts.hostname:
        secret = secrets.get("SECONDSOURCE_WEBHOOK_SECRET", "")
        if not secret:
            raise AlertError(where, "needs a secret to sign with: set SECONDSOURCE_WEBHOOK_SECRET")
        return Webhook(where, secret)
    if parts.scheme in ("smtp", "smtps") and parts.hostname:
        return _mail(where, parts, port, secrets.get("SECONDSOURCE_SMTP_PASSWORD", ""))
    if parts.scheme == "atom" and where[5:]:
        return Atom(where[5:])
    if where == "syslog" or (parts.scheme == "syslog" and parts.hostname):
        return Syslog(parts.hostname or "", port or 514)
    raise AlertError(where, f"is no place to send alerts to; write {HELP}")


def _mail(where: str, parts: SplitResult, port: int | None, password: str) -> Mail:
    asked = parse_qs(parts.query)
    sender, to = asked.get("from", [""])[0], asked.get("to", [])
    if parts.password:
        raise AlertError(where.replace(parts.password, "…"), "has a password in it, which others can see; "
                         "set SECONDSOURCE_SMTP_PASSWORD")  # fmt: skip
    if not sender or not to:
        example = "smtp://HOST/?from=desk@example.org&to=ingrid@example.org"
        raise AlertError(where, f"does not say from whom and to whom; write {example}")
    tls: Tls = "wrapped" if parts.scheme == "smtps" else "none" if asked.get("tls") == ["none"] else "started"
    usual = 465 if tls == "wrapped" else 587
    user = unquote(parts.username or "")
    return Mail(str(parts.hostname), port or usual, user, password, sender, tuple(to), tls)
