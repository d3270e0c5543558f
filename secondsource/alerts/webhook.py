"""A webhook: each alert as JSON, signed, so that whoever gets it can tell that it comes from this desk.

`X-Secondsource-Signature: t=1909000000,v1=…` has the time in seconds and the HMAC-SHA256, in hexadecimal, of the time,
a full stop and the body, under the secret that both know. A receiver compares it, and refuses what is older than some
minutes, so that nobody can send it again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlsplit

import httpx

from secondsource.alerts.alert import Alert
from secondsource.errors import AlertError

_SECONDS = 15.0


def signature(body: bytes, secret: str, at: int) -> str:
    """The header's value for a body sent at that time."""
    made = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={made.hexdigest()}"


class Webhook:
    """Posts alerts to an address, which may well be a server of the desk's own; redirects are not followed."""

    def __init__(self, address: str, secret: str) -> None:
        parts = urlsplit(address)
        # what stands behind the host may be a secret in itself
        digest = hashlib.sha256(address.encode()).hexdigest()[:12]
        self.name = f"{parts.scheme}://{parts.hostname}/… {digest}"
        self._address = address
        self._secret = secret

    def send(self, alert: Alert) -> None:
        """Posts an alert; whatever is no 2xx is a failure."""
        body = json.dumps(alert.document(), ensure_ascii=True).encode("ascii")
        headers = {
            "content-type": "application/json",
            "user-agent": "secondsource",
            "x-secondsource-signature": signature(body, self._secret, int(time.time())),
        }
        try:
            answer = httpx.post(self._address, content=body, headers=headers, timeout=_SECONDS, follow_redirects=False)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            raise AlertError(self.name, f"cannot be reached ({reason}); it is tried again") from error
        if not answer.is_success:
            raise AlertError(self.name, f"answered {answer.status_code}; it is tried again")
