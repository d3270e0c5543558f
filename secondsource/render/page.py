"""How pages are made: templates that escape every value, with the filters that every page needs."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from secondsource.render import wording
from secondsource.render.visible import one_line, visible


def environment(package: str = "secondsource.render", *extensions: str) -> Environment:
    """The templates of a package; a name that a page was not given is an error."""
    made = Environment(
        extensions=extensions,
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        visible=visible,
        one_line=one_line,
        count=wording.count,
        interval_words=wording.interval_words,
        language_name=wording.language_name,
        published_words=wording.published_words,
    )
    return made
