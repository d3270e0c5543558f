"""Addresses to reports: a page is one, a feed or a sitemap leads to many."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from secondsource.errors import InputError
from secondsource.intake import sitemaps
from secondsource.intake.doors import Found, inside
from secondsource.intake.doors.feeds import entries, is_feed
from secondsource.intake.fetch import Fetched
from secondsource.intake.fields import report_from_fields
from secondsource.intake.limits import Limits

Fetch = Callable[[str], Fetched]
"""Fetches an address; raises `InputError` where that cannot be."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A report that a feed or a sitemap leads to."""

    address: str
    stamp: str
    """Tells whether it is still the same: a digest of all that was said of it."""
    found: Found | None
    """The report, where the feed carries all of it; null where its page has to be fetched."""


def is_address(name: str) -> bool:
    """Whether an input is to be fetched, or to be refused as an address of another kind."""
    return re.match(r"[a-z][a-z0-9+.-]+://", name, re.IGNORECASE) is not None


def leads(fetched: Fetched, fetch: Fetch, limits: Limits) -> list[Lead | InputError] | None:
    """What a feed or a sitemap leads to, at most `limits.max_leads`; null where the page is neither."""
    if is_feed(fetched.content):
        return _of_feed(fetched)[: limits.max_leads]
    if sitemaps.is_sitemap(fetched.content):
        found: list[Lead | InputError] = []
        for lead in _of_sitemap(fetched, fetch):
            found.append(lead)
            if len(found) >= limits.max_leads:
                break
        return found
    return None


def reports_at(address: str, fetch: Fetch, limits: Limits) -> Iterator[Found | InputError]:
    """The reports at an address: the page, what a feed or a sitemap leads to, or what is in a file."""
    try:
        fetched = fetch(address)
        led = leads(fetched, fetch, limits)
    except InputError as error:
        yield error
        return
    if led is None:
        yield from inside(BytesIO(fetched.content), address, limits)
        return
    for lead in led:
        if isinstance(lead, InputError):
            yield lead
        elif lead.found:
            yield lead.found
        else:
            yield from at_lead(lead, fetch, limits)
    if not led:
        yield InputError(address, "leads to no reports now; try again later")


def at_lead(lead: Lead, fetch: Fetch, limits: Limits) -> Iterator[Found | InputError]:
    """The report that a lead leads to."""
    try:
        yield from inside(BytesIO(fetch(lead.address).content), lead.address, limits)
    except InputError as error:
        yield error


def _of_feed(fetched: Fetched) -> list[Lead | InputError]:
    found: list[Lead | InputError] = []
    for number, entry in enumerate(entries(fetched.content, fetched.address), 1):
        stamp = hashlib.sha256(entry.content).hexdigest()
        if entry.whole or (not entry.address and entry.fields.text.strip()):
            where = entry.address or f"{fetched.address}!/{number}"
            found.append(
                Lead(where, stamp, Found(where, entry.content, partial(report_from_fields, fields=entry.fields)))
            )
        elif entry.address:
            found.append(Lead(entry.address, stamp, None))
        else:
            where = f"{fetched.address}!/{number}"
            found.append(InputError(where, "is an entry of a feed with neither text nor a link; nothing can be read"))
    return found


def _of_sitemap(fetched: Fetched, fetch: Fetch) -> Iterator[Lead | InputError]:
    """Its pages; of a list of sitemaps the pages of these, which may be no lists themselves."""
    for page in sitemaps.pages(fetched.content, fetched.address):
        if not page.sitemap:
            yield Lead(page.address, page.stamp, None)
            continue
        try:
            below = sitemaps.pages(fetch(page.address).content, page.address)
        except InputError as error:
            yield error
            continue
        for one in below:
            if not one.sitemap:
                yield Lead(one.address, one.stamp, None)
