"""A file of posts in, the same with columns out: cut into batches, annotated by all cores, put together again."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from importlib import metadata
from os import PathLike
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

import pyarrow as pa

from tweetcraft.arrow import Annotator
from tweetcraft.errors import AnnotatingError, OptionError
from tweetcraft.files.csv_files import CsvFile, CsvReader, CsvWriter
from tweetcraft.files.json_files import Fields, JsonFile, JsonReader, JsonWriter, schema_of, united
from tweetcraft.files.parquet_files import ParquetFile, ParquetReader, ParquetWriter
from tweetcraft.files.parts import Job, Parts, side_file_of
from tweetcraft.files.rows import Batch, BrokenRow, Part, Reader, Writer
from tweetcraft.files.workers import Workers, cores

__all__ = ["BATCH_ROWS", "Annotated", "Progress", "annotate_file"]

BATCH_ROWS = 1 << 15
"""With what a batch of posts takes on its way, some tens of megabytes a worker."""

_LARGE = 1 << 23  # bytes
_Format = Literal["parquet", "csv", "jsonl"]
_FORMATS: dict[str, _Format] = {".parquet": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_Source = ParquetFile | CsvFile | JsonFile
_Result = TypeVar("_Result")


class Progress(NamedTuple):
    """How far a run is."""

    stage: Literal["looking for fields", "annotating"]
    done: int
    total: int
    unit: str
    """Of both: rows of a Parquet file, bytes of another."""


@dataclass(frozen=True)
class Annotated:
    """What became of a file."""

    path: Path
    rows: int
    """Those that were read."""
    broken: int
    """Those of them that are not in the file that was written."""
    side_file: Path | None
    """Where the broken ones are, if there are any."""
    seconds: float
    """That this run took; what an earlier one did is not in it."""


def annotate_file(  # noqa: PLR0913  (all but the first three are asked for by name)
    source: str | PathLike[str],
    target: str | PathLike[str],
    annotator: Annotator,
    *,
    jobs: int | None = None,
    batch_rows: int = BATCH_ROWS,
    overwrite: bool = False,
    fresh: bool = False,
    progress: Callable[[Progress], None] | None = None,
    on_broken: Callable[[BrokenRow], None] | None = None,
) -> Annotated:
    r"""Annotate the posts in a file, of any size, into another.

    What is done is kept in a folder beside ``target`` until all is: if the run is stopped, even killed, the same call
    goes on from there.  ``target`` itself is whole or not there.

    Arguments:
        source: a Parquet file, a CSV or JSON lines, told by its ending; the latter two may be compressed (``.gz``).
        target: the file to write, told likewise.
        annotator: what is asked, and the column that holds the posts.
        jobs: how many processes work at it; all cores that this one may use, unless said.
        batch_rows: how many rows are worked at in one piece, at most.
        overwrite: replace ``target`` if it is there.
        fresh: throw away what an earlier run has left half done.
        progress: called whenever some rows more are done.
        on_broken: called with every broken row, in order.

    Returns:
        How many rows there were, and how many of them broken: they go to ``TARGET.broken.jsonl``.

    Raises:
        AnnotatingError: a file can't be used, or a worker died; the message says what to do.
        OptionError: a call that can't be made, such as for a column that is there already.
        OSError: a file can't be read or written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from tweetcraft.arrow import Annotator
    >>> from tweetcraft.files import annotate_file
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     posts, out = Path(folder, "posts.csv"), Path(folder, "out.csv")
    ...     _ = posts.write_text("id,text\n007,مرحبا #الرياض\n", encoding="utf-8")
    ...     done = annotate_file(posts, out, Annotator("text", ("weighted_length", "hashtags")), jobs=1)
    ...     print(done.rows, done.broken, out.read_text(encoding="utf-8"), sep="\n")
    1
    0
    id,text,weighted_length,hashtags
    007,مرحبا #الرياض,13,"[""الرياض""]"
    <BLANKLINE>
    """
    started = time.monotonic()
    source, target = Path(source), Path(target)
    run = _Run(source, target, annotator, batch_rows)
    if jobs is not None and jobs < 1:
        raise OptionError(f"jobs must be 1 or more, not {jobs}")
    parts = Parts(target, run.job).open(overwrite=overwrite, fresh=fresh)
    try:
        if parts.finished is None:
            with Workers(jobs or cores()) as workers:
                if run.is_large:
                    workers.begin()
                run.make_parts(parts, workers, progress, on_broken)
        assert parts.finished is not None
        rows, broken = parts.finished["rows"], parts.finished["broken"]
        parts.settle()
    finally:
        parts.close()
    side_file = side_file_of(target) if broken else None
    return Annotated(target, rows, broken, side_file, time.monotonic() - started)


@dataclass(frozen=True)
class _Work:
    """What is done with each batch, in a worker."""

    reader: Reader
    writer: Writer
    annotator: Annotator

    def __call__(self, batch: Batch) -> Part:
        rows = self.reader.read(batch)
        data = self.writer.write(self.annotator(rows.batch), rows.raw)
        return Part(batch.number, rows.batch.num_rows + len(rows.broken), rows.broken, data)


class _Run:
    """One call, checked as far as can be before anything is done."""

    def __init__(self, source: Path, target: Path, annotator: Annotator, batch_rows: int) -> None:
        if batch_rows < 1:
            raise OptionError(f"batch_rows must be 1 or more, not {batch_rows}")
        self._annotator = annotator
        self._new = [f"{annotator.prefix}{output}" for output in annotator.outputs]
        if not self._new:
            raise OptionError("outputs are empty: there is nothing to add")
        self._to = _format_of(target, may_be_compressed=False)
        come_from = _format_of(source, may_be_compressed=True)
        if not source.is_file():
            raise AnnotatingError(f"{source}: there is no such file")
        if target.exists() and source.samefile(target):
            raise AnnotatingError(f"{target}: it is the file that is read; choose another name")
        if not target.absolute().parent.is_dir():
            raise AnnotatingError(f"{target}: there is no such folder to write it in")
        self._source = _opened(come_from, source, batch_rows)
        if isinstance(self._source, JsonFile):
            self._source.check(annotator.column)
        else:
            self._check(self._source.schema)
        self._path, self._stat = source, source.stat()
        self.is_large = self._stat.st_size > _LARGE
        """Whether it is sure to take longer than processes take to begin."""
        self.job = self._job(come_from, batch_rows)

    def _job(self, come_from: str, batch_rows: int) -> Job:
        asked = {field.name: repr(getattr(self._annotator, field.name)) for field in fields(Annotator)}
        vocabulary = self._annotator.vocabulary
        if vocabulary is not None:  # whose repr says little
            with tempfile.TemporaryDirectory() as folder:
                vocabulary.save(Path(folder, "vocabulary"))
                asked["vocabulary"] = hashlib.sha256(Path(folder, "vocabulary").read_bytes()).hexdigest()
        return {
            "source": str(self._path.resolve()),
            "size": self._stat.st_size,
            "mtime_ns": self._stat.st_mtime_ns,
            "read as": come_from,
            "written as": self._to,
            **asked,
            "batch_rows": batch_rows,
            "tweetcraft": metadata.version("tweetcraft"),
            "pyarrow": pa.__version__,
        }

    def make_parts(
        self,
        parts: Parts,
        workers: Workers,
        progress: Callable[[Progress], None] | None,
        on_broken: Callable[[BrokenRow], None] | None,
    ) -> None:
        """Make the parts that are not there, and put all together."""
        meter = _Meter(self._source, progress)
        work = _Work(*self._reader_and_writer(parts, workers, meter), self._annotator)
        meter.begin("annotating")
        with parts.joining(work.writer) as add:  # while workers are at the next ones
            joined = _Joined(parts, add, on_broken)
            for part in self._each(work, workers, meter, parts.has):
                parts.save(part)
                meter.done(part.number)
                joined.go_on()
            joined.go_on()
            if joined.number < meter.batches:
                raise AssertionError(f"part {joined.number} of {meter.batches} is missing")
            self._require_all(joined.rows)

    def _reader_and_writer(self, parts: Parts, workers: Workers, meter: _Meter) -> tuple[Reader, Writer]:
        """By what the rows are parsed, and by what they are written."""
        source, column, new = self._source, self._annotator.column, self._new
        if isinstance(source, JsonFile):
            reader = JsonReader(column, tuple(new))
            if self._to == "jsonl":
                return reader, JsonWriter(len(new))
            # A column has to have a type before its first row is written, and any row may bring a field.
            found: Fields = parts.note("fields", lambda: self._survey(reader, workers, meter))
            return JsonReader(column, tuple(new), found), self._writer(schema_of(found))
        if isinstance(source, CsvFile):
            keeps_raw = self._to == "csv"
            writer = self._writer(source.schema, source.header if keeps_raw else "")
            return CsvReader(tuple(source.names), column, keeps_raw), writer
        return ParquetReader(column), self._writer(source.schema)

    def _writer(self, schema: pa.Schema, header: str = "") -> Writer:
        annotated = self._check(schema)
        if self._to == "csv":
            return CsvWriter.with_columns(annotated.names, len(self._new), header)
        return ParquetWriter(annotated) if self._to == "parquet" else JsonWriter(len(self._new))

    def _check(self, schema: pa.Schema) -> pa.Schema:
        """The schema of what is written."""
        try:
            annotated = self._annotator.schema(schema)
        except (OptionError, TypeError) as error:
            raise AnnotatingError(f"{self._source.path}: {error}") from None
        twice = {name for name in schema.names if schema.names.count(name) > 1}
        if twice and not (self._to == "csv" and isinstance(self._source, CsvFile)):
            raise AnnotatingError(f"{self._source.path}: several columns are named {min(twice)!r}; rename them")
        return annotated

    def _survey(self, reader: JsonReader, workers: Workers, meter: _Meter) -> Fields:
        meter.begin("looking for fields")
        found: dict[int, Fields] = {}
        for number, kinds in self._each(_Survey(reader), workers, meter):
            found[number] = kinds
            meter.done(number)
        try:
            return united((found[number] for number in sorted(found)), reader.column)
        except OptionError as error:
            raise AnnotatingError(f"{self._path}: {error}") from None

    def _each(
        self,
        work: Callable[[Batch], _Result],
        workers: Workers,
        meter: _Meter,
        is_done: Callable[[int], bool] = lambda _: False,
    ) -> Iterator[_Result]:
        """What comes of the batches that are not done."""

        def missing() -> Iterator[Batch]:
            for batch in meter.passing(self._source.batches_of_rows()):
                if is_done(batch.number):
                    meter.done(batch.number)
                else:
                    yield batch

        try:
            yield from workers.each(work, missing())
        except OptionError as error:  # that of the one who reads knows of no file
            raise AnnotatingError(f"{self._path}: {error}") from None

    def _require_all(self, rows: int) -> None:
        """Nothing is lost, and what was read is what was there when the run began."""
        stat = self._path.stat()
        if (stat.st_size, stat.st_mtime_ns) != (self._stat.st_size, self._stat.st_mtime_ns):
            raise AnnotatingError(f"{self._path}: it was changed while it was read; begin anew with fresh (--fresh)")
        if isinstance(self._source, ParquetFile) and rows != self._source.total:
            raise AssertionError(f"{rows} rows of {self._source.total} were written")


@dataclass(frozen=True)
class _Survey:
    """What is done with each batch before fields become columns, in a worker."""

    reader: JsonReader

    def __call__(self, batch: Batch) -> tuple[int, Fields]:
        return self.reader.survey(batch)


class _Meter:
    """Counts what of the source is done."""

    def __init__(self, source: _Source, progress: Callable[[Progress], None] | None) -> None:
        self._source = source
        self._progress = progress
        self._sizes: dict[int, int] = {}
        self.batches = 0
        self._report: Callable[[int], Progress]

    def begin(self, stage: Literal["looking for fields", "annotating"]) -> None:
        self.batches = self._done = 0
        self._report = partial(Progress, stage, total=self._source.total, unit=self._source.unit)

    def passing(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        for batch in batches:
            self.batches += 1
            self._sizes[batch.number] = batch.size
            yield batch

    def done(self, number: int) -> None:
        self._done += self._sizes.pop(number)
        if self._progress:
            self._progress(self._report(self._done))


class _Joined:
    """The parts that are put together, in order: a part may be done before the one that it follows."""

    def __init__(
        self,
        parts: Parts,
        add: Callable[[int], tuple[int, list[BrokenRow]]],
        on_broken: Callable[[BrokenRow], None] | None,
    ) -> None:
        self._parts = parts
        self._add = add
        self._on_broken = on_broken
        self.number = 0
        """Of the first part that is not among them."""
        self.rows = 0
        """In those before it."""

    def go_on(self) -> None:
        while self._parts.has(self.number):
            rows, broken = self._add(self.number)
            if self._on_broken:
                for row in broken:
                    self._on_broken(row)
            self.rows += rows
            self.number += 1


def _format_of(path: Path, *, may_be_compressed: bool) -> _Format:
    suffix = path.suffix.lower()
    compressed = ""
    if suffix == ".gz" and may_be_compressed:
        suffix, compressed = Path(path.stem).suffix.lower(), suffix
    found = _FORMATS.get(suffix)
    if found is None or (compressed and found == "parquet"):
        gz = "; all but the first also with .gz" if may_be_compressed else ""
        raise AnnotatingError(f"{path}: its ending must be one of {', '.join(_FORMATS)}{gz}")
    return found


def _opened(come_from: _Format, path: Path, batch_rows: int) -> _Source:
    kinds: dict[_Format, type[_Source]] = {"parquet": ParquetFile, "csv": CsvFile, "jsonl": JsonFile}
    return kinds[come_from](path, batch_rows)
