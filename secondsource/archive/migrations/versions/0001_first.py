"""The tables of the first version."""

from alembic import op

from secondsource.archive.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table, and the words of reports findable in each database's own way."""
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute('CREATE VIRTUAL TABLE texts USING fts5(words, tokenize = "unicode61 remove_diacritics 0")')
    else:
        op.execute(
            "CREATE TABLE texts (rowid INTEGER PRIMARY KEY, words TEXT NOT NULL, "
            "vector TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED)"
        )
        op.execute("CREATE INDEX ix_texts_vector ON texts USING gin (vector)")
