"""An Atom feed (RFC 4287) in a file: the last alerts, the newest first, for any feed reader or web server."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from xml.etree import ElementTree as Tree

from defusedxml.ElementTree import parse

from secondsource.alerts.alert import Alert
from secondsource.errors import AlertError

_MOST = 200
_ATOM = "http://www.w3.org/2005/Atom"


class Atom:
    """Keeps alerts in a feed."""

    def __init__(self, path: str) -> None:
        self.name = f"atom:{path}"
        self._path = Path(path)

    def send(self, alert: Alert) -> None:
        """Puts an alert on top of the feed; raises `AlertError` where the file is no feed, or cannot be written."""
        try:
            before = self._entries()
            entries = [_entry(alert), *(one for one in before if one.findtext(_tag("id")) != _id(alert))]
            self._write(entries[:_MOST], alert.at)
        except (OSError, Tree.ParseError, ValueError) as error:
            raise AlertError(self.name, f"cannot be written ({error}); it is tried again") from error

    def _entries(self) -> list[Tree.Element]:
        if not self._path.exists():
            return []
        root = parse(self._path).getroot()
        if root.tag != _tag("feed"):
            raise ValueError("the file is no Atom feed; name another one")
        return list(root.findall(_tag("entry")))

    def _write(self, entries: list[Tree.Element], updated: str) -> None:
        feed = Tree.Element(_tag("feed"))
        _part(feed, "id", "urn:secondsource:alerts")
        _part(feed, "title", "secondsource: findings that may fall under a watch rule")
        _part(feed, "updated", updated)
        _part(_part(feed, "author"), "name", "secondsource")
        feed.extend(entries)
        Tree.register_namespace("", _ATOM)
        target = self._path.resolve()
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                Tree.ElementTree(feed).write(file, encoding="utf-8", xml_declaration=True)
            os.chmod(temporary, 0o644)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise


def _entry(alert: Alert) -> Tree.Element:
    made = Tree.Element(_tag("entry"))
    _part(made, "id", _id(alert))
    _part(made, "title", alert.headline)
    _part(made, "updated", alert.at)
    Tree.SubElement(made, _tag("category"), term=_clean(alert.rule))
    if alert.link.startswith(("https://", "http://")):
        Tree.SubElement(made, _tag("link"), href=_clean(alert.link), rel="related")
    _part(made, "content", alert.body).set("type", "text")
    return made


def _id(alert: Alert) -> str:
    return f"urn:secondsource:alert:{alert.key}"


def _part(parent: Tree.Element, name: str, text: str = "") -> Tree.Element:
    made = Tree.SubElement(parent, _tag(name))
    made.text = _clean(text) or None
    return made


def _clean(text: str) -> str:
    """`text` without what XML cannot hold; the rest of what cannot be seen is spelled out already."""
    return text.encode("utf-8", "replace").decode()


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
