"""Pages from templates: every value is escaped, report text made visible, words in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from secondsource.desk.speech import Speech, preferred, speech, spoken
from secondsource.render import wording
from secondsource.render.page import environment as templates
from secondsource.render.story_view import claims_by_text, named_in, reports_behind

INTERFACE, READS = "interface", "reads"
"""Names of the cookies that say which language the desk speaks, and which one the reader reads."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at a page, as far as it matters for what it shows."""

    speech: Speech
    reads: str
    """The language that he reads, for reports."""
    name: str
    """Who he is; corrections are signed with it."""
    may_leave: bool
    """He came in by a name or a token, and may leave again."""


def reader(request: Request) -> Reader:
    """Who sent a request: by what the gate and the cookies say, else by what the browser asks for."""
    asked = request.cookies.get(INTERFACE, "")
    code = asked if asked in spoken() else preferred(request.headers.get("accept-language", ""))
    reads = request.cookies.get(READS, "")
    state = request.state
    return Reader(
        speech(code),
        reads if reads.isalpha() and len(reads) <= 3 else code,
        getattr(state, "user", ""),
        getattr(state, "may_leave", False),
    )


def page(request: Request, template: str, status: int = 200, /, **shown: object) -> HTMLResponse:
    """A page, or the part of one, for whoever asked."""
    who = reader(request)
    drawn = environment(who.speech.code).get_template(template).render(
        reader=who, speech=who.speech, request=request, partly="hx-request" in request.headers, **shown
    )  # fmt: skip
    return HTMLResponse(drawn, status)


def address(path: str, **query: object) -> str:
    """A path with a query, without what is empty."""
    given = [(name, str(value)) for name, value in query.items() if value not in ("", None)]
    return f"{path}?{urlencode(given, errors='replace')}" if given else path


def finding_address(handle: str, id: str) -> str:
    """The page of a finding."""
    return f"/stories/{handle}/findings/{quote(id, safe='', errors='replace')}"


def report_address(id: str, start: int | None = None, end: int | None = None) -> str:
    """The page of a report, at some of its words."""
    return address("/report", id=id) + (f"#c{start}-{end}" if start is not None else "")


def here(request: Request) -> str:
    """The address of this very page."""
    path = quote(request.url.path, safe="/", errors="replace")
    return f"{path}?{request.url.query}" if request.url.query else path


def changed(request: Request, **query: object) -> str:
    """The address of this very page with some of its query changed."""
    given: Mapping[str, object] = {**request.query_params, **query}
    return address(request.url.path, **given)


@cache
def environment(code: str) -> Environment:
    """The templates in a language; a name that a page was not given is an error."""
    spoken_here = speech(code)
    made = templates("secondsource.desk", "jinja2.ext.i18n")
    made.install_gettext_translations(spoken_here.translations, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        claims_by_text=claims_by_text,
        named_in=named_in,
        reports_behind=reports_behind,
        doubted=wording.doubted,
        count=spoken_here.count,
        days=spoken_here.days,
        moment=spoken_here.moment,
        language=spoken_here.language,
        say=spoken_here.say,
    )
    made.globals.update(
        address=address,
        finding_address=finding_address,
        report_address=report_address,
        changed=changed,
        here=here,
        standings=wording.STANDINGS,
        discrepancy_names=wording.DISCREPANCIES,
        origin_meaning=wording.ORIGIN_MEANING,
        spoken=[speech(one) for one in spoken()],
    )
    return made
