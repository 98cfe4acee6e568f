"""The posts of one Arrow array, and every output of them; what several outputs need is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tweetcraft.arabic.direction import first_strong
from tweetcraft.arabic.folding import search_key
from tweetcraft.arabic.normalization import normalize
from tweetcraft.arrow.column import Bools, Column, Integers
from tweetcraft.arrow.scanning import Scan
from tweetcraft.arrow.signs import FIRST_LOOKED_AT, signs_for
from tweetcraft.counting import count, weighted_length
from tweetcraft.entities import Entity, Kind, extract

if TYPE_CHECKING:
    from tweetcraft.arrow.annotating import Annotator

__all__ = ["OUTPUTS", "Posts", "kinds_of"]

_TEXTS = pa.list_(pa.string())
_RANGE = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())])
_LISTS: dict[str, Kind] = {
    "urls": "url",
    "mentions": "mention",
    "lists": "list",
    "hashtags": "hashtag",
    "cashtags": "cashtag",
    "emoji": "emoji",
}
_COUNTS: dict[str, Kind] = {f"{kind}_count": kind for kind in _LISTS.values()}

OUTPUTS: dict[str, pa.DataType] = {
    "weighted_length": pa.int32(),
    "is_valid": pa.bool_(),
    "reason": pa.string(),
    "valid_range": _RANGE,
    **dict.fromkeys(_COUNTS, pa.int32()),
    **dict.fromkeys(_LISTS, _TEXTS),
    "normalized": pa.string(),
    "search_key": pa.string(),
    "direction": pa.string(),
    "findings": _TEXTS,
    "suggested_hashtags": _TEXTS,
}
"""Every output and the Arrow type of its column."""

_REASONS = ("empty", "too_long", "invalid_characters")
_LTR, _RTL, _UNKNOWN = 0, 1, 2
_DIRECTION_OF_CLASS = {"L": _LTR, "R": _RTL, "AL": _RTL}
_DIRECTIONS = np.array(
    [_DIRECTION_OF_CLASS.get(bidirectional(chr(code)), _UNKNOWN) for code in range(FIRST_LOOKED_AT)], np.uint8
)


def kinds_of(outputs: Iterable[str]) -> frozenset[Kind]:
    """The kinds of entities that some outputs are about."""
    about = {**_LISTS, **_COUNTS}
    return frozenset(about[output] for output in outputs if output in about)


class Posts:
    """One array of strings, with what was asked of it."""

    def __init__(self, texts: pa.StringArray | pa.LargeStringArray, asked: Annotator) -> None:
        self._array = texts
        self._asked = asked
        self._signs = signs_for(asked.rules)
        self._rules = self._signs.rules
        self._rows = len(texts)
        self._is_null = np.zeros(self._rows, np.bool_)
        if texts.null_count:
            self._is_null = texts.is_null().to_numpy(zero_copy_only=False)

    def output(self, name: str) -> pa.Array:
        """The column of one of :data:`OUTPUTS`."""
        if name in _COUNTS:
            return self._count(_COUNTS[name])
        if name in _LISTS:
            return self._list(_LISTS[name])
        column: Callable[[], pa.Array] = getattr(self, f"_{name}")
        return column()

    @property
    def is_settled(self) -> Bools:
        """Rows that are weighed by tables, with no call of a scalar function for all or a part of them."""
        return ~(self._is_hard | self._is_null | (self._signs.settles and self._weighed.asked))

    # Weights

    def _weighted_length(self) -> pa.Array:
        return self._integers(self._weights)

    def _is_valid(self) -> pa.Array:
        return pa.array(self._reasons < 0, mask=self._is_null)

    def _reason(self) -> pa.Array:
        return pa.array(_REASONS).take(pa.array(self._reasons, mask=self._is_null | (self._reasons < 0)))

    def _valid_range(self) -> pa.Array:
        # Where normalization may change the number of code points, or not all of a text fits, it is counted.
        ends = self._scan.lengths.copy()
        rows = np.flatnonzero((self._is_hard | (self._reasons >= 0)) & ~self._is_null)
        rules = self._rules
        ends[rows] = [count(text, rules=rules).valid_range[1] for text in self._texts_at(rows)]
        start = pa.array(np.zeros(self._rows, np.int32))
        end = pa.array(ends.astype(np.int32))
        return pa.StructArray.from_arrays([start, end], fields=list(_RANGE), mask=pa.array(self._is_null))

    @cached_property
    def _column(self) -> Column:
        return Column(self._array.fill_null("") if self._array.null_count else self._array)

    @cached_property
    def _scan(self) -> Scan:
        return Scan(self._column, self._signs)

    @cached_property
    def _weighed(self) -> Scan:
        self._scan.weigh()
        return self._scan

    @cached_property
    def _is_hard(self) -> Bools:
        return self._weighed.hard if self._signs.settles else np.ones(self._rows, np.bool_)

    @cached_property
    def _weights(self) -> Integers:
        weights: Integers = self._weighed.weights if self._signs.settles else np.zeros(self._rows, np.int64)
        rows = np.flatnonzero(self._is_hard & ~self._is_null)
        rules = self._rules
        weights[rows] = [weighted_length(text, rules=rules) for text in self._texts_at(rows)]
        return weights

    @cached_property
    def _reasons(self) -> npt.NDArray[np.int8]:
        """For each row the index of why it can't be published, -1 where it can."""
        reasons = np.where(self._scan.invalid, np.int8(2), np.int8(-1))
        reasons[self._weights > self._rules.limit] = 1
        reasons[self._weights == 0] = 0
        return reasons

    # Entities

    @cached_property
    def _entities(self) -> list[tuple[int, list[Entity]]]:
        """The rows that may hold what is asked for, and their entities."""
        rows = np.flatnonzero(self._scan.may_hold(kinds_of(self._asked.outputs)) & ~self._is_null)
        rules = self._rules
        found = (extract(text, rules=rules) for text in self._texts_at(rows))
        return list(zip(rows.tolist(), found, strict=True))

    def _count(self, kind: Kind) -> pa.Array:
        counts = np.zeros(self._rows, np.int64)
        for row, entities in self._entities:
            counts[row] = sum(entity.kind == kind for entity in entities)
        return self._integers(counts)

    def _list(self, kind: Kind) -> pa.Array:
        values: list[str] = []
        sizes = np.zeros(self._rows, np.int64)
        for row, entities in self._entities:
            found = [entity.value for entity in entities if entity.kind == kind]
            sizes[row] = len(found)
            values += found
        return self._lists_of(values, sizes)

    # Arabic

    def _normalized(self) -> pa.Array:
        form = self._asked.form
        return self._strings(lambda text: normalize(text, form=form))

    def _search_key(self) -> pa.Array:
        return self._strings(search_key)

    def _direction(self) -> pa.Array:
        codes = self._column.first_code_points()
        directions = np.full(self._rows, _UNKNOWN, np.uint8)
        known = (codes >= 0) & (codes < FIRST_LOOKED_AT)
        directions[known] = _DIRECTIONS[codes[known]]
        rows = np.flatnonzero((directions == _UNKNOWN) & ~self._is_null)
        told = {"ltr": _LTR, "rtl": _RTL, None: _UNKNOWN}
        directions[rows] = [told[first_strong(text)] for text in self._texts_at(rows)]
        return pa.array(["ltr", "rtl"]).take(pa.array(directions, mask=self._is_null | (directions == _UNKNOWN)))

    # Rows of words

    def _findings(self) -> pa.Array:
        from tweetcraft.reviewing import review  # two megabytes of rules and lists, for those who ask

        rules, kind = self._rules, self._asked.kind
        return self._lists(lambda text: [finding.rule for finding in review(text, rules=rules, kind=kind)])

    def _suggested_hashtags(self) -> pa.Array:
        from tweetcraft.hashtags import suggest_hashtags  # as above, of models

        rules, vocabulary = self._rules, self._asked.vocabulary
        return self._lists(
            lambda text: [found.tag for found in suggest_hashtags(text, vocabulary=vocabulary, rules=rules)]
        )

    # Columns

    def _texts_at(self, rows: Integers) -> list[str]:
        texts: list[str] = self._array.take(pa.array(rows)).to_pylist()
        return texts

    @cached_property
    def _texts(self) -> list[str | None]:
        texts: list[str | None] = self._array.to_pylist()
        return texts

    def _integers(self, values: Integers) -> pa.Array:
        return pa.array(values, mask=self._is_null).cast(pa.int32())  # which says where one is too large for it

    def _strings(self, change: Callable[[str], str]) -> pa.Array:
        return pa.array((None if text is None else change(text) for text in self._texts), pa.string(), size=self._rows)

    def _lists(self, found_in: Callable[[str], Sequence[str]]) -> pa.Array:
        return pa.array((None if text is None else found_in(text) for text in self._texts), _TEXTS, size=self._rows)

    def _lists_of(self, values: list[str], sizes: Integers) -> pa.Array:
        offsets = np.zeros(self._rows + 1, np.int32)
        np.cumsum(sizes, out=offsets[1:])
        held: Any = pa.array(values, pa.string())
        return pa.ListArray.from_arrays(pa.array(offsets), held, mask=pa.array(self._is_null))
