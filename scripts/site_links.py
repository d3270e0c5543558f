"""For the site: links that lead out of docs/, into the repository, become the words that they are on."""

from __future__ import annotations

import re
from typing import Any

_OUT = re.compile(r"(?<!!)\[([^\]]+)\]\(\.\./[^)\s]*\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page without links that the site could not follow."""
    return _OUT.sub(r"\1", markdown)
