"""E-mail (SMTP): each alert as a message of its own in plain text; all about one story and rule make a thread."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from typing import Literal

from secondsource.alerts.alert import Alert
from secondsource.errors import AlertError

_SECONDS = 30.0
_SUBJECT_LETTERS = 150

Tls = Literal["started", "wrapped", "none"]
"""By STARTTLS, from the first byte, or not at all."""


class Mail:
    """Sends alerts to some people by a mail server."""

    def __init__(
        self, host: str, port: int, user: str, password: str, sender: str, to: tuple[str, ...], tls: Tls
    ) -> None:
        self.name = f"smtp://{host}:{port}/?to={','.join(to)}"
        self._server = (host, port)
        self._login = (user, password)
        self._from, self._to = sender, to
        self._tls = tls

    def send(self, alert: Alert) -> None:
        """Sends an alert; raises `AlertError` where the server does not take it."""
        try:
            with self._connected() as server:
                if self._login[0]:
                    server.login(*self._login)
                server.send_message(self.message(alert))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise AlertError(self.name, f"did not take the mail ({error}); it is tried again") from error

    def message(self, alert: Alert) -> EmailMessage:
        """The alert as a message."""
        made = EmailMessage()
        made["From"], made["To"] = self._from, ", ".join(self._to)
        headline = alert.headline.encode("utf-8", "replace").decode()
        made["Subject"] = headline if len(headline) <= _SUBJECT_LETTERS else headline[: _SUBJECT_LETTERS - 1] + "…"
        made["Date"] = formatdate()
        host = self._from.rpartition("@")[2] or "localhost"
        thread = hashlib.sha256(f"{alert.story} {alert.rule}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        made["Message-ID"] = f"<{alert.key}@{host}>"
        made["References"] = f"<{thread}@{host}>"
        made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from whoever is on holiday
        made.set_content(alert.body.encode("utf-8", "replace").decode())
        return made

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._tls == "wrapped":
            return smtplib.SMTP_SSL(*self._server, timeout=_SECONDS, context=context)
        server = smtplib.SMTP(*self._server, timeout=_SECONDS)
        try:
            if self._tls == "started":
                server.starttls(context=context)
        except BaseException:
            server.close()
            raise
        return server
