"""Alerts as lines: on the terminal, and in the system's log (RFC 5424's older sister, as every daemon takes it)."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from logging.handlers import SysLogHandler

from secondsource.alerts.alert import Alert
from secondsource.errors import AlertError

_SOCKET = "/dev/log"
_MOST_BYTES = 1_800
"""A message over UDP is to fit into one packet."""


class Terminal:
    """Writes a line for each alert."""

    name = "terminal"

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def send(self, alert: Alert) -> None:
        """Writes the line."""
        self._say(f"ALERT {alert.story}: {alert.headline}")


class Syslog:
    """Sends a line for each alert to the system's log, or to a log server by UDP."""

    def __init__(self, host: str, port: int) -> None:
        self.name = f"syslog://{host}:{port}" if host else "syslog"
        self._address: str | tuple[str, int] = (host, port) if host else _SOCKET

    def send(self, alert: Alert) -> None:
        """Sends the line; raises `AlertError` where nobody takes it."""
        line = f"secondsource: {alert.story} {alert.rule}: {alert.headline}"
        line = line.encode("utf-8", "replace")[:_MOST_BYTES].decode("utf-8", "ignore")
        if isinstance(self._address, str) and not os.path.exists(self._address):
            raise AlertError(self.name, f"there is no {self._address}; name a log server, syslog://HOST:514")
        try:
            handler = SysLogHandler(self._address, SysLogHandler.LOG_USER, socket.SOCK_DGRAM)
        except OSError as error:
            raise AlertError(self.name, f"cannot be reached ({error}); it is tried again") from error
        failed: list[BaseException] = []
        handler.handleError = lambda record: failed.append(_error())  # type: ignore[method-assign]
        try:
            handler.emit(logging.LogRecord("secondsource", logging.WARNING, "", 0, line, None, None))
        finally:
            handler.close()
        if failed:
            raise AlertError(self.name, f"cannot be reached ({failed[0]}); it is tried again")


def _error() -> BaseException:
    import sys

    return sys.exc_info()[1] or OSError("unknown")
