"""CSV: commas, quotes where they are needed, a header; every column is text, exactly as it is written."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from shutil import copyfileobj
from typing import IO

import pyarrow as pa

from tweetcraft.errors import AnnotatingError
from tweetcraft.files.lines import BOM, LONGEST, TextFile
from tweetcraft.files.rows import Batch, BrokenRow, RowError, Rows
from tweetcraft.files.values import cell, cells

__all__ = ["CsvFile", "CsvReader", "CsvWriter"]

_MORE = 8  # fields than the header has: with any number of them time would grow with the square of the length
_MOST_COLUMNS = 4096
_FIELD = rb'(?:"(?:[^"]++|"")*+"(?=[,\r\n])|[^",\r\n][^,\r\n]*+|(?=[,\r\n]))'
_LONGEST_FIELD = min(sys.maxsize, (1 << 31) - 1)  # what fits a C long everywhere


def _records_of(columns: int) -> re.Pattern[bytes]:
    """Records, or, as the only group, lines that begin none: a quote is not closed, or text follows where it is."""
    return re.compile(rb"%b(?:,%b){0,%d}+\r*+\n|([^\n]*+\n)" % (_FIELD, _FIELD, columns - 1 + _MORE))


class CsvFile(TextFile):
    """A CSV that is read."""

    def __init__(self, path: Path, batch_rows: int) -> None:
        super().__init__(path, batch_rows)
        self.header, self.names = self._header()
        self._record = _records_of(len(self.names))

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(name, pa.string()) for name in self.names])

    def batches_of_rows(self) -> Iterator[Batch]:
        return self.batches(self._ends)

    def _header(self) -> tuple[str, list[str]]:
        """The header as it stands there, with the byte order mark if there is one, and the names in it."""
        beginning = self.beginning()
        for found in _records_of(_MOST_COLUMNS).finditer(beginning + b"\n"):
            record = found[0]
            self.start += len(record)
            self.start_line += record.count(b"\n")
            if record.strip(b"\r\n"):
                break
        else:
            raise AnnotatingError(f"{self.path}: it is empty; its first line must name the columns")
        try:
            text = record.decode().rstrip("\r\n")
            names = next(_parsed([text]))
        except UnicodeDecodeError:
            raise AnnotatingError(f"{self.path}: its header is not UTF-8; convert it with iconv -t UTF-8") from None
        except csv.Error as error:
            raise AnnotatingError(f"{self.path}: its header is no line of a CSV: {error}") from None
        with self.opened() as (file, _):
            mark = "\ufeff" if file.read(len(BOM)) == BOM else ""  # without which Excel takes it for another encoding
        return mark + text, names

    def _ends(self, data: bytes, start: int, *, is_all: bool) -> Iterable[int]:
        for found in self._record.finditer(data, start):
            if found[1] is not None and not is_all and len(data) - found.start() <= LONGEST:
                return  # the end of a field in quotes may come yet
            yield found.end()


def _parsed(records: Iterable[str]) -> Iterator[list[str]]:
    return csv.reader(records, strict=True)


@dataclass(frozen=True)
class CsvReader:
    """Parses batches of a CSV."""

    names: tuple[str, ...]
    column: str
    keeps_raw: bool
    """The file that is written is a CSV too: it takes over every row as it stands."""

    def read(self, batch: Batch) -> Rows:
        limit = csv.field_size_limit(_LONGEST_FIELD)  # else it is 131,072, for the whole process
        try:
            return self._read(batch)
        finally:
            csv.field_size_limit(limit)

    def _read(self, batch: Batch) -> Rows:
        records = [batch.data[start:end] for start, end in pairwise((0, *batch.ends))]
        try:
            texts = [record.decode() for record in records]
            rows = list(_parsed(texts))
        except (UnicodeDecodeError, csv.Error):
            rows = []
        broken: list[BrokenRow] = []
        # Beyond a quote that is not closed the parser takes the next record for more of the same.
        if len(rows) != len(records) or {*map(len, rows)} != {len(self.names)}:
            texts, rows, broken = self._sorted_out(records, batch.line)
        columns = list(zip(*rows, strict=True)) or [()] * len(self.names)
        raw = [text.rstrip("\r\n") for text in texts] if self.keeps_raw else []
        taken = [self.names.index(self.column)] if self.keeps_raw else range(len(self.names))
        made = pa.RecordBatch.from_arrays(
            [pa.array(columns[column], pa.string()) for column in taken], [self.names[column] for column in taken]
        )
        return Rows(made, raw, broken)

    def _sorted_out(self, records: list[bytes], line: int) -> tuple[list[str], list[list[str]], list[BrokenRow]]:
        """The whole rows as they stand there and as fields, and the others."""
        texts: list[str] = []
        rows: list[list[str]] = []
        broken: list[BrokenRow] = []
        for record in records:
            if record.strip(b"\r\n"):
                try:
                    text = _decoded(record)
                    rows.append(self._fields(text))
                    texts.append(text)
                except RowError as error:
                    raw = record.decode(errors="surrogateescape").rstrip("\r\n")
                    broken.append(BrokenRow(len(rows) + len(broken) + 1, line, str(error), raw))
            line += record.count(b"\n")
        return texts, rows, broken

    def _fields(self, text: str) -> list[str]:
        try:
            fields = next(_parsed([text]))
        except csv.Error as error:
            raise RowError(_SAID.get(str(error)[:20], str(error))) from None
        if len(fields) != len(self.names):
            count = f"{len(fields)} field" + ("s" if len(fields) > 1 else "")
            raise RowError(f"{count} where the header has {len(self.names)}")
        return fields


_SAID = {
    "unexpected end of data"[:20]: "a quote is not closed",
    "',' expected after '\"'"[:20]: "text follows a closing quote, or a quote is not closed",
    "new-line character seen"[:20]: "a carriage return stands in a field without quotes",
}
"""What the ``csv`` module says, by its beginning, in words for who has the file."""


def _decoded(record: bytes) -> str:
    try:
        return record.decode()
    except UnicodeDecodeError as error:
        raise RowError(f"byte {error.start + 1} of it is not UTF-8") from None


@dataclass(frozen=True)
class CsvWriter:
    """Writes a CSV."""

    header: str
    """With the new columns."""
    added: int
    """How many columns are new."""

    @classmethod
    def with_columns(cls, names: Sequence[str], added: int, header: str = "") -> CsvWriter:
        """With the header as it stands in a CSV that is read, if it is from one."""
        new = [cell(name) for name in (names[len(names) - added :] if header else names)]
        return cls(",".join([header, *new] if header else new), added)

    def write(self, annotated: pa.RecordBatch, raw: list[str]) -> bytes:
        columns = annotated.columns[-self.added :] if raw else annotated.columns
        written = [cells(column) for column in columns]
        rows = zip(raw, *written, strict=True) if raw else zip(*written, strict=True)
        return "".join([",".join(row) + "\n" for row in rows]).encode()

    @contextmanager
    def joining(self, path: Path) -> Iterator[Callable[[IO[bytes]], None]]:
        with path.open("wb") as file:
            file.write(f"{self.header}\n".encode())
            yield lambda part: copyfileobj(part, file, LONGEST)
