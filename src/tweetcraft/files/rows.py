"""What goes from the file that is read to the one that is written, batch by batch, and the errors on the way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple, Protocol

import pyarrow as pa

from tweetcraft.errors import TweetcraftError

__all__ = ["Batch", "BrokenRow", "Part", "Reader", "RowError", "Rows", "Writer"]


class RowError(TweetcraftError):
    """One row is broken; the message says what is wrong with it."""


@dataclass(frozen=True)
class BrokenRow:
    """A row that can't be read, and so is left out."""

    row: int
    """Its number, from one on; the header of a CSV and blank lines are no rows."""
    line: int | None
    """That of the file at which it begins, from one on; a Parquet file has none."""
    error: str
    """What is wrong with it."""
    raw: str
    """As it stands in the file; a byte that is not UTF-8 is the code point U+DC00 more, as ``surrogateescape`` has it.
    Of a Parquet file, its text."""

    def __str__(self) -> str:
        place = f"row {self.row:,}" + (f" (line {self.line:,})" if self.line else "")
        return f"{place} is broken: {self.error}"


class Batch(NamedTuple):
    """So many rows in a row, not yet parsed: what a worker is sent."""

    number: int
    """Among the batches of the file, from 0 on."""
    data: bytes
    """As it stands in a file of text; an Arrow stream of what stands in a Parquet file."""
    ends: tuple[int, ...] = ()
    """Where in ``data`` each record of a file of text ends."""
    line: int = 1
    """At which ``data`` begins."""
    size: int = 0
    """What it adds to what was read: rows of a Parquet file, bytes of another."""


class Rows(NamedTuple):
    """What was read of a batch."""

    batch: pa.RecordBatch
    """The rows that are whole."""
    raw: list[str]
    """They as they stand in the file, where the one that is written has the same format; else nothing."""
    broken: list[BrokenRow]
    """With their numbers in this batch."""


class Part(NamedTuple):
    """What is written for a batch."""

    number: int
    rows: int
    """Those that were read, broken ones too."""
    broken: list[BrokenRow]
    data: bytes


class Reader(Protocol):
    """Parses batches, wherever they were sent."""

    def read(self, batch: Batch) -> Rows: ...


class Writer(Protocol):
    """Writes what was annotated: batch by batch, wherever they were sent, and then all of it."""

    def write(self, annotated: pa.RecordBatch, raw: list[str]) -> bytes:
        """A part, of rows and, where they have them, of how they stood in a file of the same format."""
        ...

    def joining(self, path: Path) -> AbstractContextManager[Callable[[IO[bytes]], None]]:
        """Write the file, of the open files of all parts in order: each is given to what comes of this."""
        ...
