"""Whose vectors the reports have. Up to here they were all of the one encoder that came with the program."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table, and names that encoder where there are reports."""
    op.create_table(
        "encoders", sa.Column("name", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("name", name="pk_encoders")
    )
    op.execute("INSERT INTO encoders (name) SELECT 'multilingual-e5-small' WHERE EXISTS (SELECT 1 FROM reports)")
