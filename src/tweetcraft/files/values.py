"""Arrow values as text: JSON, and the cells of a CSV.  Column by column, for a value at a time is many times slower."""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["cell", "cells", "jsons"]

_encode = json.encoder.encode_basestring
_needs_quotes = re.compile(r'[",\r\n]|^$').search
"""An empty text too: a cell with nothing in it is a null, for readers that know the difference."""

_Texts = Iterable[str | None]


def jsons(column: pa.Array) -> list[str]:
    """Each value of a column as JSON.

    Times and decimals are strings, as Arrow writes them; bytes are base64; what JSON has no number for is ``null``.
    """
    column = _plain(column)
    texts: _Texts
    if pa.types.is_floating(column.type):
        texts = (repr(value) if value is not None and math.isfinite(value) else None for value in _floats(column))
    elif _is_number(column.type):
        texts = _as_strings(column)
    elif pa.types.is_nested(column.type):
        texts = _nested(column)
    else:
        texts = (None if text is None else _encode(text) for text in _leaves(column))
    return ["null" if text is None else text for text in texts]


def cells(column: pa.Array) -> list[str]:
    """Each value of a column as a cell of a CSV: a null is empty, what holds other values is JSON."""
    column = _plain(column)
    texts: _Texts
    if pa.types.is_floating(column.type):
        texts = (None if value is None else repr(value) for value in _floats(column))
    elif _is_number(column.type):
        texts = _as_strings(column)
    else:
        held = _nested(column) if pa.types.is_nested(column.type) else _leaves(column)
        texts = (None if text is None else cell(text) for text in held)
    return ["" if text is None else text for text in texts]


def cell(text: str) -> str:
    """A text as a cell of a CSV."""
    return '"' + text.replace('"', '""') + '"' if _needs_quotes(text) else text


def _plain(column: pa.Array) -> pa.Array:
    """The values themselves."""
    if isinstance(column, pa.ExtensionArray):
        return _plain(column.storage)
    if pa.types.is_dictionary(column.type):
        return column.dictionary_decode()
    return column


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_boolean(kind))


def _floats(column: pa.Array) -> list[float | None]:
    values: list[float | None] = column.cast(pa.float64()).to_pylist()
    return values


def _as_strings(column: pa.Array) -> list[str | None]:
    texts: list[str | None] = column.cast(pa.string()).to_pylist()
    return texts


_BYTES = (
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
    pa.types.is_fixed_size_binary,
)


def _leaves(column: pa.Array) -> list[str | None]:
    """The texts of what is no number and holds no other values."""
    if any(is_kind(column.type) for is_kind in _BYTES):
        return [None if value is None else base64.b64encode(value).decode() for value in column.to_pylist()]
    return _as_strings(column)


_LISTS = (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)


def _nested(column: pa.Array) -> _Texts:
    """What holds other values, as JSON."""
    if pa.types.is_struct(column.type):
        texts = _objects(column)
    elif any(is_kind(column.type) for is_kind in _LISTS):
        texts = _lists(column)
    else:
        texts = (json.dumps(value, ensure_ascii=False, default=str) for value in column.to_pylist())
    return (None if is_null else text for text, is_null in zip(texts, column.is_null().to_pylist(), strict=True))


def _objects(column: pa.StructArray) -> Iterable[str]:
    names = [f"{_encode(field.name)}: " for field in column.type]
    if not names:
        return ["{}"] * len(column)
    values = [jsons(child) for child in column.flatten()]
    return (
        "{" + ", ".join([name + value for name, value in zip(names, row, strict=True)]) + "}"
        for row in zip(*values, strict=True)
    )


def _lists(column: Any) -> Iterable[str]:
    values = jsons(column.flatten())  # without those of rows that are null
    sizes = pc.fill_null(pc.list_value_length(column), 0).to_pylist()
    ends = accumulate(sizes, initial=0)
    return ("[]" if start == end else f"[{', '.join(values[start:end])}]" for start, end in pairwise(ends))
