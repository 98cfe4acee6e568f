"""Files of text, cut into batches of whole records; nothing of them is parsed here but where a record ends."""

from __future__ import annotations

import gzip
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn, Protocol

from tweetcraft.errors import AnnotatingError
from tweetcraft.files.rows import Batch

__all__ = ["BOM", "LONGEST", "RecordEnds", "TextFile"]

BOM = b"\xef\xbb\xbf"
LONGEST = 1 << 23
"""Bytes that a record may have: what is not closed is looked for its end no further."""
_MOST_BYTES = 1 << 23  # of a batch
_BLOCK = 1 << 22


class RecordEnds(Protocol):
    """Finds where records end."""

    def __call__(self, data: bytes, start: int, *, is_all: bool) -> Iterable[int]:
        """The ends of the records from a place on, unless more of the file could move them."""
        ...


class TextFile:
    """A file of records in lines, which may be compressed with gzip."""

    unit = "B"

    def __init__(self, path: Path, batch_rows: int) -> None:
        self.path = path
        self._batch_rows = batch_rows
        self.start = 0
        """Where the rows begin, in bytes; after a byte order mark and a header."""
        self.start_line = 1
        """The line that they begin at."""
        with self.opened() as (file, _):
            first = file.read(3)
        if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise AnnotatingError(f"{path}: it is UTF-16; convert it with iconv -f UTF-16 -t UTF-8")
        if first == BOM:
            self.start = len(BOM)

    @property
    def total(self) -> int:
        """Bytes, compressed if they are."""
        return self.path.stat().st_size

    def beginning(self) -> bytes:
        """So much from the start on that a record is in it, if there is any."""
        with self.opened() as (file, _):
            file.seek(self.start)
            return file.read(LONGEST)

    def batches(self, record_ends: RecordEnds) -> Iterator[Batch]:
        """All records, in order: where a batch ends depends on nothing but the file and the rows asked for."""
        number, line, told = 0, self.start_line, 0
        data = b""
        ends: list[int] = []
        with self.opened() as (file, raw):
            file.seek(self.start)
            is_all = False
            while not is_all:
                block = file.read(_BLOCK)
                is_all = not block
                if is_all and data and not data.endswith(b"\n"):
                    block = b"\n"  # so that the last record ends as all others do
                data += block
                ends += record_ends(data, ends[-1] if ends else 0, is_all=is_all)
                if len(data) - (ends[-1] if ends else 0) > 2 * LONGEST:
                    self._refuse_line(line + data.count(b"\n", 0, ends[-1] if ends else 0))
                first = begin = 0
                while records := self._records_of_batch(ends, first, begin, is_all=is_all):
                    taken = ends[first : first + records]
                    read = raw.tell()
                    yield Batch(number, data[begin : taken[-1]], tuple(end - begin for end in taken), line, read - told)
                    number, line, told = number + 1, line + data.count(b"\n", begin, taken[-1]), read
                    first, begin = first + records, taken[-1]
                data, ends = data[begin:], [end - begin for end in ends[first:]]

    def _records_of_batch(self, ends: list[int], first: int, begin: int, *, is_all: bool) -> int:
        """How many records the next batch has, from the first on, which begins there; 0 where that is not known yet."""
        left = len(ends) - first
        if not left or not (is_all or left >= self._batch_rows or ends[-1] > begin + _MOST_BYTES):
            return 0
        return min(left, self._batch_rows, max(1, bisect_right(ends, begin + _MOST_BYTES, first) - first))

    def _refuse_line(self, line: int) -> NoReturn:
        raise AnnotatingError(
            f"{self.path}: line {line:,} goes on for more than {LONGEST >> 20} MiB; is it such a file?"
        )

    @contextmanager
    def opened(self) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        """The file, and what says how much of it was read."""
        try:
            with self.path.open("rb") as raw:
                if self.path.suffix.lower() != ".gz":
                    yield raw, raw
                    return
                with gzip.GzipFile(fileobj=raw) as file:
                    yield file, raw  # type: ignore[misc]  # it has what is used of it
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise AnnotatingError(f"{self.path}: it is damaged, or no gzip file ({error})") from error
