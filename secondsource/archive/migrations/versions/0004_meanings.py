"""Vectors of reports say what they mean, whatever language they are in; which are near each other is found anew."""

import numpy as np
import sqlalchemy as sa
from alembic import op

from secondsource.archive import codec
from secondsource.encoding.space import shipped
from secondsource.stories import Index

revision = "0004"
down_revision = "0003"

reports = sa.table("reports", sa.column("id"), sa.column("language"), sa.column("outline"), sa.column("vector"))
near = sa.table("near", sa.column("one"), sa.column("other"))
AT_ONCE = 1000


def upgrade() -> None:
    """Takes off each vector what only tells its language, as `stories.outlines` now does."""
    connection = op.get_bind()
    space = shipped()
    ids = list(connection.execute(sa.select(reports.c.id).order_by(reports.c.id)).scalars())
    index = Index()
    for at in range(0, len(ids), AT_ONCE):
        chosen = sa.select(reports.c.id, reports.c.language, reports.c.outline, reports.c.vector)
        for id, language, outline, vector in connection.execute(
            chosen.where(reports.c.id.in_(ids[at : at + AT_ONCE])).order_by(reports.c.id)
        ).all():
            row = codec.meant(vector)
            if len(row) == len(space.middle):
                row = space.meanings(np.array(row)[None], [language])[0]
                written = row.astype("<f4").tobytes()
                connection.execute(sa.update(reports).where(reports.c.id == id).values(vector=written))
            index.add(codec.outline(outline, row.tobytes()))
    connection.execute(sa.delete(near))
    pairs = {(min(id, other), max(id, other)) for id in ids for other in index.near(index[id])}
    if pairs:
        connection.execute(sa.insert(near), [{"one": one, "other": other} for one, other in sorted(pairs)])
