"""Parquet: typed columns, decimals exact, what is missing null; for pandas, DuckDB, R and their like."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.timezone import now

from accounts.api import Resource
from config.formats.columns import Column, Kind
from config.formats.tables import Chunks, Table
from indicators.calc import RULE_VERSION

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 10_000  # rows that are compressed together, and in memory as columns until then
PLACES = 6  # of decimals; more are refused, not rounded


class Parquet(Table):
    """Each column has its meaning as metadata `description`; the file has where it came from, and when.

    pyarrow is imported here only: it costs a process 60 MB that never writes a table.
    """

    media_type = "application/vnd.apache.parquet"
    format = "parquet"

    def written(self, columns: Sequence[Column], chunks: Chunks, view: Resource) -> Iterator[bytes]:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        schema = _schema(columns, view)
        sink, waiting, count = Sink(), [], 0
        writer = ParquetWriter(sink, schema, compression="zstd")
        for chunk in chunks:
            waiting.append(_batch(columns, chunk, schema))
            count += len(chunk)
            if count >= GROUP:
                writer.write_table(pa.Table.from_batches(waiting, schema))
                waiting, count = [], 0
                yield sink.taken()
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting, schema))
        writer.close()
        yield sink.taken()


class Sink(io.RawIOBase):
    """What was written, until it is taken; a stream of its own, because the writer asks where it is."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.place = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        self.place += len(data)
        return len(data)

    def taken(self) -> bytes:
        found = b"".join(self.parts)
        self.parts.clear()
        return found


def _schema(columns: Sequence[Column], view: Resource) -> pa.Schema:
    import pyarrow as pa

    types: Mapping[Kind, pa.DataType] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "decimal": pa.decimal128(38, PLACES),
        "truth": pa.bool_(),
        "date": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"),
    }
    fields = [
        pa.field(each.name, types[each.kind], metadata={"description": each.meaning}) for each in columns
    ]
    about = {
        "address": view.request.build_absolute_uri(),
        "made_at": now().isoformat(timespec="seconds"),
        "schema_version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "rule_version": RULE_VERSION,
    }
    return pa.schema(fields, metadata=about)


def _batch(columns: Sequence[Column], rows: Sequence[Any], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    arrays = []
    for column, field in zip(columns, schema, strict=True):
        try:
            arrays.append(pa.array(column.values(rows), field.type))
        except pa.ArrowException as error:
            error.add_note(f"in the column {column.name}")
            raise
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
