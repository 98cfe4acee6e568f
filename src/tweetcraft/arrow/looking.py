"""One look over all bytes of a column: the characters whose neighbours matter, and what each row weighs without them.

Letters below U+0800, Arabic and Latin, weigh one unit each and are only counted; what can weigh otherwise begins with
a byte that the look stops at: all lead bytes of three and four, those of the blocks of marks that compose, and the dot
that a link needs.  Those few are decoded and looked up.

Two looks tell the same: the compiled one, and one in NumPy for a machine without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow.compute as pc

from tweetcraft.arrow.column import Bools, Column, Integers
from tweetcraft.arrow.signs import EMOJI, INVALID, Signs

if TYPE_CHECKING:
    from tweetcraft._native import Scanner

__all__ = ["CompiledLook", "Look", "NumpyLook", "look_over"]

_BLOCK = 1 << 17
"""Bytes: so many, and what is worked out of them, stay in the cache of a core."""

_DOT, _AT = b".@"


class Look(Protocol):
    """What was seen; ``at``, ``row`` and ``codes`` have an entry a character, in the order of the column.

    Every mark that may compose is among those, every dot that a domain could go through, and every part of an emoji of
    several characters; others may be.  Only the dots of t.co links that are weighed already are not.
    """

    lengths: Integers
    """Of each row, in code points."""
    weights: Integers
    """Of each row, in weighted units, if each character weighed by itself, or each that is in no t.co link."""
    at: Integers
    """In bytes."""
    row: Integers
    codes: Integers

    has_links: Bools
    """Of each row, whether it has t.co links that are weighed already."""

    def rows_with(self, kind: int) -> Bools:
        """Rows with at least one character of a kind, :data:`~tweetcraft.arrow.signs.INVALID` or ``EMOJI``."""


def look_over(column: Column, signs: Signs) -> Look:
    """Look over a column, in the way that is fastest here."""
    return NumpyLook(column, signs) if signs.scanner is None else CompiledLook(column, signs.scanner)


class CompiledLook:
    """The look of the compiled scanner."""

    def __init__(self, column: Column, scanner: Scanner) -> None:
        self._scanner = scanner
        self.lengths = np.empty(column.rows, np.int64)
        self.weights = np.empty(column.rows, np.int64)
        self._kinds = np.empty(column.rows, np.uint16)
        found = scanner.look_at_rows(column.data, column.starts, self.lengths, self.weights, self._kinds)
        self.has_links = self._kinds & scanner.LINK != 0
        self.at, self.row, self.codes = np.frombuffer(found, np.int64).reshape(-1, 3).T.copy()

    def rows_with(self, kind: int) -> Bools:
        there: Bools = self._kinds & {INVALID: self._scanner.INVALID, EMOJI: self._scanner.EMOJI}[kind] != 0
        return there


class NumpyLook:
    """The same, by a handful of operations on whole blocks of bytes."""

    def __init__(self, column: Column, signs: Signs) -> None:
        self._signs = signs
        self.lengths = pc.utf8_length(column.texts).to_numpy(zero_copy_only=False).astype(np.int64)
        self.at = np.concatenate([np.empty(0, np.int64), *_looked_at(column)])
        bounds = np.searchsorted(self.at, column.starts)
        self.row = np.repeat(np.arange(column.rows), np.diff(bounds))
        self.codes = column.code_points(self.at)
        added = np.zeros(self.at.size + 1, np.int64)
        np.cumsum(signs.added[self.codes], out=added[1:], dtype=np.int64)
        self.weights = self.lengths * signs.base + np.diff(added[bounds])
        self.has_links = np.zeros(column.rows, np.bool_)

    def rows_with(self, kind: int) -> Bools:
        found = np.zeros(self.lengths.size, np.bool_)
        found[self.row[np.flatnonzero(self._signs.kinds[self.codes] & kind)]] = True
        return found


def _looked_at(column: Column) -> Iterator[Integers]:
    """Where the characters stand that are looked up, in bytes."""
    first, last = int(column.starts[0]), int(column.starts[-1])
    for start in range(first, last, _BLOCK):
        block = column.data[start : min(start + _BLOCK, last)]
        after = column.data[start + 1 : start + len(block) + 1]
        if len(after) < len(block):
            after = np.append(after, np.uint8(0))
        # So turned, what leads U+0600 to U+07FF stands below all other lead bytes.
        found = block ^ np.uint8(0x18) >= 0xC8
        found |= (block == 0xD9) & (after - np.uint8(0x93) < 3)  # U+0653 to U+0655: madda and hamza
        found |= (block == _DOT) & (after > _AT)  # all letters come after it
        yield np.flatnonzero(found) + start
