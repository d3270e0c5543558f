"""The memory of a desk: reports as they came in and as they were read, their stories, and a way to find them again.

archive.py      takes in, gives back, corrects, forgets
database.py     SQLite or PostgreSQL, one writer at a time
tables.py       what is held; `migrations/` brings older archives up to it
codec.py        nouns to what a table holds, and back
neighbours.py   which reports are near enough to be one story
membership.py   which story each report is in
decisions.py    what people have corrected
correcting.py   the same, said of a story in its own terms
feeds.py        what is followed, and what came of it
log.py          how every input ended, and when what happened
listing.py      the stories, some at a time
accounts.py     who may use the desk
told.py         which flags were told of where
institutions.py which ministry, police, embassy is meant, in any language
index.py, words.py, query.py, meaning.py, search.py, searches.py, called.py   finding
"""

from secondsource.archive.archive import Archive, Version, Waiting
from secondsource.archive.decisions import Decision, across
from secondsource.archive.feeds import Feed, Feeds
from secondsource.archive.institutions import institutions
from secondsource.archive.log import Outcome
from secondsource.archive.search import Hit, Wanted
from secondsource.archive.searches import Searches

__all__ = [
    "Archive",
    "Decision",
    "Feed",
    "Feeds",
    "Hit",
    "Outcome",
    "Searches",
    "Version",
    "Waiting",
    "Wanted",
    "across",
    "institutions",
]
