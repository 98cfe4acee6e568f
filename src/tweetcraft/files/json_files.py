"""JSON lines: an object a line.  Where the file that is written is the same, the objects stay as they are written."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any, NoReturn

import numpy as np
import pyarrow as pa

from tweetcraft.errors import AnnotatingError, OptionError
from tweetcraft.files.lines import LONGEST, TextFile
from tweetcraft.files.rows import Batch, BrokenRow, RowError, Rows
from tweetcraft.files.values import jsons

__all__ = ["Fields", "JsonFile", "JsonReader", "JsonWriter", "schema_of", "united"]

_SPACE = " \t\r\n"
_MOST_FIELDS = 4096
_MANY = 100  # objects and lists, in fewer of which none stands too deep
_EXACT = 1 << 53
"""Beyond it a float is not every integer."""

_NULL, _BOOL, _INT, _LONG_INT, _FLOAT, _TEXT, _OTHER = 0, 1, 2, 4, 8, 16, 32
"""What values a field has, as bits; of integers those within :data:`_EXACT` and those in 64 bits."""
_COLUMN = {
    _BOOL: pa.bool_(),
    _INT: pa.int64(),
    _LONG_INT: pa.int64(),
    _INT | _LONG_INT: pa.int64(),
    _FLOAT: pa.float64(),
    _INT | _FLOAT: pa.float64(),
}
"""All others are strings: texts where they are nothing else, or else JSON."""

Fields = dict[str, int]
"""The fields of some objects, in the order in which they come, and what values they have."""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


class JsonFile(TextFile):
    """JSON lines that are read."""

    def batches_of_rows(self) -> Iterator[Batch]:
        return self.batches(_line_ends)

    def check(self, column: str) -> None:
        """Refuse the file at once if the column is in none of its first rows: all of them would be broken."""
        names: dict[str, None] = {}
        for line in self.beginning().split(b"\n"):
            with suppress(RowError):
                names.update(dict.fromkeys(_parsed(_decoded(line)) if line.strip() else ()))
            if column in names:
                return
        if names:
            raise AnnotatingError(
                f"{self.path}: there is no field {column!r} in its first lines; "
                f"their fields are {', '.join(map(repr, names))}"
            )


def _line_ends(data: bytes, start: int, *, is_all: bool) -> Iterable[int]:  # noqa: ARG001  (a line ends where it ends)
    ends: list[int] = (np.flatnonzero(np.frombuffer(data, np.uint8)[start:] == ord("\n")) + start + 1).tolist()
    return ends


def _decoded(line: bytes) -> str:
    try:
        return line.decode().strip(_SPACE)
    except UnicodeDecodeError as error:
        raise RowError(f"byte {error.start + 1} of it is not UTF-8") from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise RowError(f"no JSON: {error}") from None
    if end < len(text):
        raise RowError(f"no JSON: something follows its end at column {end + 1}")
    if not isinstance(value, dict):
        raise RowError(f"no JSON object but {_KIND_OF.get(type(value), 'null')}")
    return value


_KIND_OF = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}


@dataclass(frozen=True)
class JsonReader:
    """Parses batches of JSON lines."""

    column: str
    new: tuple[str, ...] = ()
    """The names of the columns that are added, which no object may have."""
    fields: Fields | None = None
    """Of all objects; where there are none given, the objects are kept as they are written."""

    def read(self, batch: Batch) -> Rows:
        try:
            texts = [text.strip(_SPACE) for text in batch.data.decode().split("\n")]
            if not texts[-1]:
                del texts[-1]  # what follows the last line end
            objects = [self._object(text) for text in texts]
            broken: list[BrokenRow] = []
        except (UnicodeDecodeError, RowError):
            texts, objects, broken = self._sorted_out(batch)
        keeps_raw = self.fields is None
        return Rows(self._columns(objects), texts if keeps_raw else [], broken)

    def _sorted_out(self, batch: Batch) -> tuple[list[str], list[dict[str, Any]], list[BrokenRow]]:
        """The whole rows as they stand there and as objects, and the others."""
        texts: list[str] = []
        objects: list[dict[str, Any]] = []
        broken: list[BrokenRow] = []
        for line, (start, end) in enumerate(pairwise((0, *batch.ends)), batch.line):
            row = batch.data[start:end]
            try:
                text = _decoded(row)
                if text:
                    objects.append(self._object(text))
                    texts.append(text)
            except RowError as error:
                raw = row.decode(errors="surrogateescape").rstrip("\r\n")
                broken.append(BrokenRow(len(objects) + len(broken) + 1, line, str(error), raw))
        return texts, objects, broken

    def survey(self, batch: Batch) -> tuple[int, Fields]:
        """The number of a batch, and the fields of its whole rows."""
        kinds: Fields = {}
        for start, end in pairwise((0, *batch.ends)):
            try:
                text = _decoded(batch.data[start:end])
                found = self._object(text) if text else {}
            except RowError:
                continue  # it is told when it is read
            for name, value in found.items():
                kinds[name] = kinds.get(name, _NULL) | _kind_of(value)
        return batch.number, kinds

    def _object(self, text: str) -> dict[str, Any]:
        found = _parsed(text)
        post = found.get(self.column)
        if not isinstance(post, str):
            if self.column not in found:
                raise RowError(f"there is no field {self.column!r}")
            if post is not None:
                raise RowError(f"field {self.column!r} is {_KIND_OF.get(type(post), 'an object')}, not a string")
        if "\\ud" in text or "\\uD" in text or text.count("[") + text.count("{") > _MANY:
            self._require_writable(found)
        if not found.keys().isdisjoint(self.new):
            name = next(name for name in self.new if name in found)
            raise OptionError(f"there is a field {name!r} already: rename it, or ask for a prefix")
        return found

    def _require_writable(self, found: dict[str, Any]) -> None:
        """Half of a surrogate pair can only come of an escape; beside the text it matters where columns are made."""
        held = found if self.fields is not None else found[self.column]
        try:
            json.dumps(held, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise RowError("half of a surrogate pair stands alone in it, which UTF-8 has no bytes for") from None
        except RecursionError:
            raise RowError("its objects and lists stand too deep in one another") from None

    def _columns(self, objects: list[dict[str, Any]]) -> pa.RecordBatch:
        fields = {self.column: _TEXT} if self.fields is None else self.fields
        schema = schema_of(fields)
        arrays = [
            pa.array(
                [_json(found.get(name)) for found in objects]
                if _is_json(kinds)
                else [found.get(name) for found in objects],
                schema.field(name).type,
            )
            for name, kinds in fields.items()
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _kind_of(value: Any) -> int:
    if isinstance(value, str):
        return _TEXT
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return _BOOL
    if isinstance(value, int):
        return _INT if abs(value) <= _EXACT else _LONG_INT if -(1 << 63) <= value < 1 << 63 else _OTHER
    return _FLOAT if isinstance(value, float) and math.isfinite(value) else _OTHER


def _is_json(kinds: int) -> bool:
    return kinds not in _COLUMN and kinds not in (_NULL, _TEXT)


def united(surveys: Iterable[Fields], column: str) -> Fields:
    """The fields of all objects, of those of the batches in order; the column of the posts is always one of them."""
    fields: Fields = {}
    for survey in surveys:
        for name, kinds in survey.items():
            fields[name] = fields.get(name, _NULL) | kinds
        if len(fields) > _MOST_FIELDS:
            raise OptionError(
                f"its objects have more than {_MOST_FIELDS:,} fields, too many for columns; write JSON lines instead"
            )
    return fields if column in fields else {column: _NULL, **fields}


def schema_of(fields: Fields) -> pa.Schema:
    """The columns for fields."""
    return pa.schema([(name, _COLUMN.get(kinds, pa.string())) for name, kinds in fields.items()])


@dataclass(frozen=True)
class JsonWriter:
    """Writes JSON lines."""

    added: int
    """How many columns are new."""

    def write(self, annotated: pa.RecordBatch, raw: list[str]) -> bytes:
        first = annotated.num_columns - self.added if raw else 0
        names = [json.dumps(name, ensure_ascii=False).replace("%", "%%") for name in annotated.schema.names[first:]]
        fields = ", ".join(f"{name}: %s" for name in names) + "}\n"
        rows = zip(*[jsons(column) for column in annotated.columns[first:]], strict=True)
        if raw:
            # An object that holds the post has a field already.
            lines = [f"{text[:-1]}, {fields % row}" for text, row in zip(raw, rows, strict=True)]
        else:
            lines = [f"{{{fields % row}" for row in rows]
        return "".join(lines).encode()

    @contextmanager
    def joining(self, path: Path) -> Iterator[Callable[[IO[bytes]], None]]:
        with path.open("wb") as file:
            yield lambda part: copyfileobj(part, file, LONGEST)
