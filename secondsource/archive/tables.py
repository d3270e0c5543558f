"""What the archive holds, as tables: the same in SQLite and PostgreSQL. `migrations.py` makes them.

contents   every text that was ever taken in, by the digest of its bytes: kept, replaced, or forgotten
reports    the newest version of each report: as received, and as read
versions   what a newer version replaced
readings   what reports say, ready to be weighed again; a cache, which may be emptied at any time
near       pairs of reports near enough to be one story
stories    one row a story: its document is null until it is weighed for the first time
changes    what has happened to reports, so that another process can catch up
history    what has happened to stories
outcomes   how every input ended
decisions  what people have corrected
briefs     what was shown
texts      the words of reports, to be searched
feeds      what is followed: when each was asked last, and when it is due
leads      pages that feeds led to, and whether they were taken in
searches   what somebody looks for again and again
names      under which names a story's reports speak of whom, and lean on whom
accounts   who may use the desk where others can reach it
sessions   who is there now
flags      under which watch rules which findings of a story may fall
told       which flags were told of where, and how the finding stood
encoders   whose vectors the reports have: one row at most
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Times are ISO 8601 in UTC, as text: they sort as they should and read the same in both databases.

contents = Table(
    "contents",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("report", Text, nullable=False),
    Column("state", String(9), nullable=False),  # kept, replaced or forgotten
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # of its row in `texts`
    Column("address", Text, nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("received", String(32), nullable=False),
    Column("language", String(8), nullable=False, index=True),
    Column("outlet", Text),  # as names are made comparable
    Column("published", String(10), index=True),  # first day on which it may have come out
    Column("published_until", String(10)),
    Column("story", String(64), nullable=False, index=True),
    # what is long comes last: SQLite need not read over it
    Column("outline", Text, nullable=False),  # the Outline without its vector, JSON
    Column("vector", LargeBinary, nullable=False),  # float32, little endian
    Column("document", Text, nullable=False),  # the Report as it was read, JSON
    Column("raw", LargeBinary, nullable=False),  # zlib
)

versions = Table(
    "versions",
    metadata,
    Column("report", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("received", String(32), nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("document", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("report", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("reader", String(64), nullable=False),  # digest of what read it
    Column("used", Integer, nullable=False, index=True),  # counts up with each use
    Column("packed", LargeBinary, nullable=False),
)

near = Table(
    "near",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Index("ix_near_other", "other"),
)

stories = Table(
    "stories",
    metadata,
    Column("handle", String(64), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # in the order in which they were founded
    Column("members", String(64), nullable=False),  # digest of reports and versions that it has
    Column("weighed", String(64)),  # the same of those that the document was made from
    Column("updated", String(32), nullable=False),
    Column("document", Text),  # the Story and its reports, JSON
)

changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("report", Text, nullable=False),
    Column("gone", Integer, nullable=False),  # 1 where the report, or its earlier version, is no more
)

history = Table(
    "history",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("story", String(64), nullable=False, index=True),
    Column("event", String(16), nullable=False),  # founded, joined, left, merged, updated
    Column("detail", Text, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("input", Text, nullable=False, index=True),
    Column("outcome", String(10), nullable=False, index=True),  # report, version, duplicate or problem
    Column("report", Text),
    Column("detail", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("about", Text, nullable=False),  # JSON
    Column("undone", String(32)),
)

briefs = Table(
    "briefs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("document", LargeBinary, nullable=False),  # zlib of the JSON
)

# Full text: the words of each report as `words.py` writes them. SQLite has a virtual table of these columns instead.
texts = Table("texts", MetaData(), Column("rowid", Integer, primary_key=True), Column("words", Text, nullable=False))

searches = Table(
    "searches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("wanted", Text, nullable=False),  # JSON
)

feeds = Table(
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Column("asked", String(32)),  # null: not yet
    Column("due", String(32), nullable=False),
    Column("failures", Integer, nullable=False),  # one after the other
    Column("said", Text, nullable=False),  # how it went the last time, in words
)

leads = Table(
    "leads",
    metadata,
    Column("address", Text, primary_key=True),
    Column("stamp", Text, nullable=False),  # tells whether it is still the same
    Column("failures", Integer, nullable=False),  # -1: taken in
)

names = Table(
    "names",
    metadata,
    Column("story", String(64), ForeignKey("stories.handle", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),  # a name as `names.py` makes it comparable, or a standing
    Column("kind", String(8), primary_key=True),  # entity, origin, body or standing
    Column("id", String(16), primary_key=True),  # of the entity, origin or finding in its story
    Column("report", Text, primary_key=True),  # one that names it, or leans on it
    Index("ix_names_key", "key"),
    Index("ix_names_report", "report"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("password", Text, nullable=False),  # its argon2 hash
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # of what the browser holds
    Column("account", Text, nullable=False),
    Column("until", String(32), nullable=False),
)

flags = Table(
    "flags",
    metadata,
    Column("story", String(64), ForeignKey("stories.handle", ondelete="CASCADE"), primary_key=True),
    Column("rule", Text, primary_key=True, index=True),
    Column("finding", String(16), primary_key=True),
)

told = Table(
    "told",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("story", String(64), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("standing", String(16), nullable=False),
    Column("at", String(32), nullable=False),
)

encoders = Table("encoders", metadata, Column("name", Text, primary_key=True))
