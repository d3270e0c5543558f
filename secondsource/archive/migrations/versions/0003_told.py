"""Flags, and what desks were told of them; languages are found without looking at every report."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables of flags and of what was told where."""
    op.create_table(
        "flags",
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("finding", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.handle"], name="fk_flags_story", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story", "rule", "finding", name="pk_flags"),
    )
    op.create_index("ix_flags_rule", "flags", ["rule"], unique=False)
    op.create_index("ix_reports_language", "reports", ["language"], unique=False)
    op.create_table(
        "told",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("channel", "story", "rule", name="pk_told"),
    )
