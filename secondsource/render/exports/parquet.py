"""Tables as Apache Parquet, for pandas, DuckDB, R and whatever else reads columns with their types."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from secondsource.model import Brief
from secondsource.render.exports.tables import Kind, Table, claims_table, tables
from secondsource.render.exports.zip_file import zipped


def render(brief: Brief) -> bytes:
    """Every claim as a row."""
    return _file(claims_table(brief))


def render_all(brief: Brief) -> bytes:
    """All tables, a file each, as a ZIP."""
    return zipped({f"{one.name}.parquet": _file(one) for one in tables(brief)})


def _file(made: Table) -> bytes:
    import pyarrow as pa  # an extra, and slow to import
    import pyarrow.parquet as pq

    types: Mapping[Kind, Any] = {
        "text": pa.string(), "count": pa.int64(), "share": pa.float64(), "day": pa.date32(), "yes": pa.bool_(),
    }  # fmt: skip
    schema = pa.schema([(name, types[kind]) for name, kind in made.columns.items()])
    columns = zip(*made.rows, strict=True) if made.rows else [()] * len(made.columns)
    arrays = [pa.array(list(column), type) for column, type in zip(columns, schema.types, strict=True)]
    file = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), file)
    return file.getvalue()
