"""The bytes of one Arrow array of strings: where each text stands, and what is read at many places at once."""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
import pyarrow as pa

__all__ = ["SIZES", "WORD", "Bools", "Bytes", "Column", "Integers", "Words"]

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

WORD = 8  # bytes

SIZES = np.repeat([1, 2, 3, 4], (0xC0, 0x20, 0x10, 0x10))
"""Of the character that a byte begins, in bytes."""
_BITS_OF_LEAD = np.arange(256) & np.array([0x7F, 0x1F, 0x0F, 0x07])[SIZES - 1]
_BITS_TOO_MANY = 6 * (4 - SIZES)
"""Where a character is taken for one of four bytes."""


class Column:
    """One buffer of UTF-8 and where its rows begin, none of them null; offsets are in bytes of that buffer."""

    def __init__(self, texts: pa.StringArray | pa.LargeStringArray) -> None:
        _, offsets, data = texts.buffers()
        size = np.dtype(np.int64 if pa.types.is_large_string(texts.type) else np.int32)
        starts = np.zeros(1, size)
        if len(texts):
            starts = np.frombuffer(offsets, size, len(texts) + 1, texts.offset * size.itemsize)
        held = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
        self.texts = texts
        self.rows = len(texts)
        self.starts: Integers = starts.astype(np.int64)
        """Where each text begins; the last entry is where the last one ends."""
        self.data: Bytes = held if held.size >= WORD else np.pad(held, (0, WORD - held.size))

    def byte(self, at: Integers) -> Bytes:
        """The byte at each place."""
        return np.take(self.data, at, mode="clip")

    def word(self, at: Integers) -> Words:
        """The eight bytes that begin at each place, the first of them lowest; zeros after the last of the column."""
        # Every eight bytes that stand together, and not only every eighth eight.
        words = np.ndarray(self.data.size - WORD + 1, np.dtype("<u8"), self.data.data, strides=(1,))
        held = np.clip(at, 0, words.size - 1)
        word: Words = np.right_shift(words[held], ((at - held) * 8).astype(np.uint64), dtype=np.uint64)
        return word

    def code_points(self, at: Integers) -> Integers:
        """The code points whose first bytes stand there."""
        lead = self.byte(at)
        codes = _BITS_OF_LEAD[lead]
        for further in (1, 2, 3):
            codes <<= 6
            codes |= self.byte(at + further) & 0x3F
        codes >>= _BITS_TOO_MANY[lead]
        held: Integers = np.minimum(codes, sys.maxunicode, out=codes)
        return held

    def first_code_points(self) -> Integers:
        """The first code point of each row, -1 where there is none."""
        codes = np.full(self.rows, -1, np.int64)
        some = self.starts[1:] > self.starts[:-1]
        codes[some] = self.code_points(self.starts[:-1][some])
        return codes

    def between(self, start: int, end: int) -> bytes:
        """The bytes between two places."""
        return self.data[start:end].tobytes()
