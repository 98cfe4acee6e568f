"""Parquet: batches whatever the size of the row groups; on disk a part is an Arrow stream until all are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from tweetcraft.errors import AnnotatingError
from tweetcraft.files.rows import Batch, BrokenRow, Rows

__all__ = ["ParquetFile", "ParquetReader", "ParquetWriter"]

_MOST_BYTES = 1 << 24  # of a batch, as the file counts them: uncompressed, on average
_BUFFER = 1 << 20


class ParquetFile:
    """A Parquet file that is read."""

    unit = "rows"

    def __init__(self, path: Path, batch_rows: int) -> None:
        self.path = path
        try:
            with self._opened() as file:
                self.schema: pa.Schema = file.schema_arrow
                self.total: int = file.metadata.num_rows
                groups = [file.metadata.row_group(group) for group in range(file.num_row_groups)]
        except (pa.ArrowException, OSError) as error:
            raise AnnotatingError(f"{path}: it is no Parquet file, or damaged ({error})") from error
        heaviest = max((group.total_byte_size / max(1, group.num_rows) for group in groups), default=1)
        self._batch_rows = max(1, min(batch_rows, int(_MOST_BYTES / max(1, heaviest))))

    def _opened(self) -> pq.ParquetFile:
        # What is read ahead by default is a whole row group, and a file may have but one.
        return pq.ParquetFile(self.path, pre_buffer=False, buffer_size=_BUFFER)

    def batches_of_rows(self) -> Iterator[Batch]:
        row = 0
        try:
            with self._opened() as file:
                for number, batch in enumerate(file.iter_batches(self._batch_rows)):
                    yield Batch(number, _stream(batch), size=batch.num_rows)
                    row += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise AnnotatingError(f"{self.path}: it can't be read after row {row:,} ({error})") from error
        if row != self.total:
            raise AnnotatingError(f"{self.path}: it says that it has {self.total:,} rows, and has {row:,}")


def _stream(batch: pa.RecordBatch, compression: str | None = None) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as stream:
        stream.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


@dataclass(frozen=True)
class ParquetReader:
    """Takes batches of a Parquet file out of their Arrow streams."""

    column: str

    def read(self, batch: Batch) -> Rows:
        with pa.ipc.open_stream(batch.data) as stream:
            rows = stream.read_next_batch()
        try:
            rows.validate(full=True)  # reading a file checks no UTF-8
        except pa.ArrowInvalid:
            return self._sorted_out(rows)
        return Rows(rows, [], [])

    def _sorted_out(self, rows: pa.RecordBatch) -> Rows:
        errors: dict[int, str] = {}
        for name, column in zip(rows.schema.names, rows.columns, strict=True):
            for row in _invalid(column, 0):
                errors.setdefault(row, f"column {name!r} holds what is not UTF-8, or not valid")
        texts = rows.column(self.column)
        broken = [BrokenRow(row + 1, None, errors[row], _raw(texts.slice(row, 1))) for row in sorted(errors)]
        whole = pa.array([row for row in range(rows.num_rows) if row not in errors], pa.int64())
        kept = [_without_unused(column.take(whole)) for column in rows.columns]
        return Rows(pa.RecordBatch.from_arrays(kept, schema=rows.schema), [], broken)


def _invalid(column: pa.Array, first: int) -> Iterator[int]:
    """The rows that are not valid, by halves; a copy of each half, for children are checked beyond a slice."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    try:
        column.take(pa.array(range(len(column)), pa.int64())).validate(full=True)
    except pa.ArrowInvalid:
        if len(column) == 1:
            yield first
            return
        half = len(column) // 2
        yield from _invalid(column.slice(0, half), first)
        yield from _invalid(column.slice(half), first + half)


def _without_unused(column: pa.Array) -> pa.Array:
    """The dictionary of a column holds what is not valid even where no row has it."""
    if not pa.types.is_dictionary(column.type):
        return column
    return column.dictionary_decode().dictionary_encode().cast(column.type)


def _raw(text: pa.Array) -> str:
    if pa.types.is_dictionary(text.type):
        text = text.dictionary_decode()
    if pa.types.is_string_view(text.type):
        value = text.view(pa.binary_view())[0].as_py()
    else:
        is_large = pa.types.is_large_string(text.type)
        value = text.view(pa.large_binary() if is_large else pa.binary())[0].as_py()
    return (value or b"").decode(errors="surrogateescape")


@dataclass(frozen=True)
class ParquetWriter:
    """Writes a Parquet file, of a row group a batch."""

    schema: pa.Schema

    def write(self, annotated: pa.RecordBatch, raw: list[str]) -> bytes:  # noqa: ARG002  (text files have it)
        return _stream(
            pa.RecordBatch.from_arrays(annotated.columns, schema=self.schema),
            "lz4" if pa.Codec.is_available("lz4") else None,
        )

    @contextmanager
    def joining(self, path: Path) -> Iterator[Callable[[IO[bytes]], None]]:
        with pq.ParquetWriter(path, self.schema) as file:

            def add(part: IO[bytes]) -> None:
                with pa.ipc.open_stream(part) as stream:
                    for batch in stream:
                        if batch.num_rows:
                            file.write_batch(batch, batch.num_rows)

            yield add
