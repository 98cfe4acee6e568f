"""One look over the bytes of a column of texts: how much each weighs, and which of them take a second look.

The column is one buffer of UTF-8.  Letters below U+0800, Arabic and Latin, weigh one unit each and are only counted;
what can weigh otherwise begins with a byte that the scan stops at: all lead bytes of three and four, those of the
blocks of marks that compose, and the dot that a link needs.  Those few are decoded and looked up in the tables of
:mod:`tweetcraft.arrow.signs`.  A text with anything that the tables can't settle is *hard*: the scalar functions
answer for it, so that each row has their answer either way.

What is done for every byte is a handful of operations on whole blocks, and most of the time goes there; what is done
for a character that was looked up costs some tens of times as much, and what is done for a row in Python, thousands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tweetcraft._nfc import is_plainly_nfc
from tweetcraft.arrow.signs import BOUND, EMOJI, HARD, INVALID, JOINER, MARK, Signs
from tweetcraft.entities import Kind

__all__ = ["Bools", "Integers", "Scan"]

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

_WORD = 8  # bytes
_FULL = np.uint64(2**64 - 1)
_BLOCK = 1 << 17
"""Bytes: so many, and what is worked out of them, stay in the cache of a core."""

_DOT, _QUESTION, _AT = b".?@"
_ZWJ = ord("\N{ZERO WIDTH JOINER}")
_SPACE = re.compile(b"[ \n]")
_SIGNS: dict[Kind, str] = {"hashtag": "#＃", "cashtag": "$", "mention": "@＠", "list": "@＠"}

_SIZES = np.repeat([1, 2, 3, 4], (0xC0, 0x20, 0x10, 0x10))
"""Of the character that a byte begins, in bytes."""
_BITS_OF_LEAD = np.arange(256) & np.array([0x7F, 0x1F, 0x0F, 0x07])[_SIZES - 1]
_BITS_TOO_MANY = 6 * (4 - _SIZES)
"""Where a character is taken for one of four bytes."""


def _bytes_in(characters: bytes) -> Bools:
    found = np.zeros(256, np.bool_)
    found[list(characters)] = True
    return found


_LETTERS_AND_DIGITS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ALNUM = _bytes_in(_LETTERS_AND_DIGITS)
_NOT_ASCII = np.arange(256) >= 0x80
_LABEL = _ALNUM | _NOT_ASCII
"""What may stand before the dot of a domain."""
_TLD = _bytes_in(_LETTERS_AND_DIGITS[10:]) | _NOT_ASCII
"""What may begin a top-level domain."""
_ON_KEYCAP = _bytes_in(b"0123456789#*")
_BEFORE_LINK = ~(_ALNUM | _NOT_ASCII | _bytes_in(b"@$#"))
"""ASCII that may stand before a link."""
_ENDS_LINK = _bytes_in(bytes([*b' \n"<>{}\\^`', 0xC2, *range(0xD8, 0xDC)]))
"""What no link goes on into, whatever follows: spaces, brackets, signs of Latin 1, Arabic letters."""
_MAY_END_LINK = _bytes_in(b"!',.:;#")
"""What a link goes on into only where more of it follows."""

_SHORT_LINK = b"https://t.co/"
_TO_DOT = _SHORT_LINK.index(b".")
_FIRST_OF_LINK, _LAST_OF_LINK = (int.from_bytes(part, "little") for part in (_SHORT_LINK[:8], _SHORT_LINK[-8:]))
_MOST_OF_TLD = 256  # bytes, and more than the longest has with what says where it ends


class Scan:
    """What the bytes of one Arrow array of strings say; made for :data:`~tweetcraft.arrow.signs.Signs` of some rules.

    ``lengths`` (code points) has one entry a row, and so have, once it was told to :meth:`weigh`, ``weights``
    (weighted units), ``hard`` and ``asked``; a null is an empty text.
    """

    def __init__(self, texts: pa.StringArray | pa.LargeStringArray, signs: Signs) -> None:
        self._signs = signs
        self._starts, self._data = _buffers_of(texts)
        self.rows = len(texts)
        counted = pc.fill_null(pc.utf8_length(texts), 0)
        self.lengths = counted.to_numpy(zero_copy_only=False).astype(np.int64)
        """In code points."""
        self._at = _joined(self._looked_at())
        """Where the characters stand that are looked up, in bytes."""
        self._bounds = np.searchsorted(self._at, self._starts)
        """Where in ``_at`` each row begins; the last entry is where the last one ends."""
        self._row = np.repeat(np.arange(self.rows), np.diff(self._bounds))
        """The row of each entry of ``_at``."""
        self._codes = self._code_points(self._at)
        self._kinds = signs.kinds[self._codes]

    def weigh(self) -> None:
        """Weigh all rows; where one is hard, its weight means nothing."""
        signs = self._signs
        self.hard = self._that_compose()
        self.weights = self.lengths * signs.base + self._summed(signs.added[self._codes])
        self._join_emoji()
        self.asked = np.zeros(self.rows, np.bool_)
        """Rows with a link that the scanner of links was asked about."""
        if signs.url_weight is not None:
            self._find_links(signs.url_weight)

    @cached_property
    def invalid(self) -> Bools:
        """Rows with a character that the platform refuses."""
        return self._rows_with(INVALID)

    def may_hold(self, kinds: Iterable[Kind]) -> Bools:
        """Rows that may hold an entity of one of these kinds; in no other is one."""
        found = np.zeros(self.rows, np.bool_)
        for kind in kinds:
            if kind == "url":
                found[self._row[self._dots]] = True
            elif kind == "emoji":
                found |= self._rows_with(EMOJI)
            else:
                ascii_sign, *wide_signs = map(ord, _SIGNS[kind])
                found |= self._rows_with_byte(ascii_sign)
                for sign in wide_signs:
                    found[self._row[self._codes == sign]] = True
        return found

    def first_code_points(self) -> Integers:
        """The first code point of each row, -1 where there is none."""
        codes = np.full(self.rows, -1, np.int64)
        some = self._starts[1:] > self._starts[:-1]
        codes[some] = self._code_points(self._starts[:-1][some])
        return codes

    # Bytes

    def _blocks(self) -> Iterator[tuple[int, Bytes]]:
        first, last = int(self._starts[0]), int(self._starts[-1])
        for start in range(first, last, _BLOCK):
            yield start, self._data[start : min(start + _BLOCK, last)]

    def _looked_at(self) -> Iterator[Integers]:
        """Where the characters stand that are looked up, in bytes."""
        for start, block in self._blocks():
            after = self._data[start + 1 : start + len(block) + 1]
            if len(after) < len(block):
                after = np.append(after, np.uint8(0))
            # So turned, what leads U+0600 to U+07FF stands below all other lead bytes.
            found = block ^ np.uint8(0x18) >= 0xC8
            found |= (block == 0xD9) & (after - np.uint8(0x93) < 3)  # U+0653 to U+0655: madda and hamza
            found |= (block == _DOT) & (after > _AT)  # all letters come after it
            yield np.flatnonzero(found) + start

    def _byte(self, at: Integers) -> Bytes:
        return np.take(self._data, at, mode="clip")

    def _word(self, at: Integers) -> Words:
        """The eight bytes that begin at each place, the first of them lowest; zeros after the last of the column."""
        # Every eight bytes that stand together, and not only every eighth eight.
        words = np.ndarray(self._data.size - _WORD + 1, np.dtype("<u8"), self._data.data, strides=(1,))
        held = np.clip(at, 0, words.size - 1)
        word: Words = np.right_shift(words[held], ((at - held) * 8).astype(np.uint64), dtype=np.uint64)
        return word

    def _code_points(self, at: Integers) -> Integers:
        """The code points whose first bytes stand there."""
        lead = self._byte(at)
        codes = _BITS_OF_LEAD[lead]
        for further in (1, 2, 3):
            codes <<= 6
            codes |= self._byte(at + further) & 0x3F
        codes >>= _BITS_TOO_MANY[lead]
        held: Integers = np.minimum(codes, sys.maxunicode, out=codes)
        return held

    # Rows

    def _rows_with(self, kind: int) -> Bools:
        """Rows with at least one character of a kind."""
        found = np.zeros(self.rows, np.bool_)
        found[self._row[np.flatnonzero(self._kinds & kind)]] = True
        return found

    def _that_compose(self) -> Bools:
        """Rows that may have another length or weight once they are normalized."""
        found = np.zeros(self.rows, np.bool_)
        composing = np.flatnonzero(self._kinds & HARD)
        rows = self._row[composing]
        is_first = np.diff(rows, prepend=-1) > 0
        is_last = np.append(is_first[1:], True)[: rows.size]
        firsts, lasts = self._at[composing[is_first]], self._at[composing[is_last]]
        rows = rows[is_first]
        begins, ends = self._starts[rows], self._starts[rows + 1]
        before = map(self._between, begins.tolist(), firsts.tolist())
        after = map(self._between, firsts.tolist(), ends.tolist())
        # Nothing composes with a space.
        for row, left, right, length in zip(rows.tolist(), before, after, (lasts - firsts).tolist(), strict=True):
            end = right.find(b" ", length)
            text = left[left.rfind(b" ") + 1 :] + right[: end if end >= 0 else None]
            found[row] = not is_plainly_nfc(text.decode())
        return found

    def _rows_with_byte(self, byte: int) -> Bools:
        at = _joined(np.flatnonzero(block == byte) + start for start, block in self._blocks())
        return np.diff(np.searchsorted(at, self._starts)) > 0

    def _summed(self, values: npt.NDArray[np.generic]) -> Integers:
        sums = np.zeros(values.size + 1, np.int64)
        np.cumsum(values, out=sums[1:], dtype=np.int64)
        return np.diff(sums[self._bounds])

    # What the characters make together

    def _join_emoji(self) -> None:
        """Weigh emoji of several characters; keycaps are hard, for they begin with a digit that is not looked up.

        An emoji goes on over what is always bound to the character before it, and over what a joiner joins to it.
        Stretches of such characters are weighed by themselves, and once.
        """
        bound = self._kinds & JOINER != 0
        bound[1:] |= self._codes[:-1] == _ZWJ
        bound_at = np.flatnonzero(bound)
        if not bound_at.size:
            return
        before = np.maximum(bound_at - 1, 0)
        is_next = (self._at[bound_at] == self._end(before)) & (self._row[bound_at] == self._row[before])
        # Of the characters that are not looked up, an emoji begins with those of a keycap.
        of_keycap = ~is_next & (self._kinds[bound_at] & BOUND != 0) & _ON_KEYCAP[self._byte(self._at[bound_at] - 1)]
        self.hard[self._row[bound_at[of_keycap]]] = True
        goes_on = np.zeros(self._at.size + 1, np.bool_)
        goes_on[bound_at[is_next]] = True
        firsts, lasts = np.flatnonzero(goes_on[1:] > goes_on[:-1]), np.flatnonzero(goes_on[:-1] > goes_on[1:])
        np.add.at(self.weights, self._row[firsts], self._added_by_emoji(self._at[firsts], self._end(lasts)))

    def _end(self, indices: Integers) -> Integers:
        """Where characters end that are looked up, in bytes."""
        at = self._at[indices]
        ends: Integers = at + _SIZES[self._byte(at)]
        return ends

    def _added_by_emoji(self, starts: Integers, ends: Integers) -> Integers:
        """What runs of emoji weigh more than their characters; of those that fit a word, each is asked for once."""
        added = np.empty(len(starts), np.int64)
        sizes = ends - starts
        short = sizes <= _WORD
        words = self._word(starts[short]) & _FULL >> (8 * (_WORD - sizes[short])).astype(np.uint64)
        kinds, which = np.unique(words, return_inverse=True)
        added_by = self._signs.added_by_emoji
        known = [added_by(word.to_bytes(_WORD, "little").rstrip(b"\0")) for word in kinds.tolist()]
        added[short] = np.array(known, np.int64)[which]
        added[~short] = list(map(added_by, map(self._between, starts[~short].tolist(), ends[~short].tolist())))
        return added

    def _between(self, start: int, end: int) -> bytes:
        return self._data[start:end].tobytes()

    def _find_links(self, url_weight: int) -> None:
        """Weigh the t.co links, whose shape says where they end; the scanner of links is asked about all others."""
        at, rows = self._at[self._dots], self._row[self._dots]
        begins, ends = self._starts[rows], self._starts[rows + 1]
        start = at - _TO_DOT
        slug = start + len(_SHORT_LINK)
        # How many letters and digits follow; none, if there is no end to them.
        following = np.column_stack([self._word(slug), self._word(slug + _WORD)]).astype("<u8").view(np.uint8)
        size = np.minimum(np.argmin(_ALNUM[following], axis=1), ends - slug)
        end = slug + size
        short = (start >= begins) & (size > 0)
        short &= (self._word(start) == _FIRST_OF_LINK) & (self._word(slug - _WORD) == _LAST_OF_LINK)
        # A t.co link ends after its slug or its query.  What else follows may only be part of another link, and of none
        # where no other dot follows.
        ends_there = self._ends_link(end, ends)
        short &= ends_there | (self._byte(end) != _QUESTION)
        goes_on = np.flatnonzero((short & ~ends_there)[:-1] & (rows[1:] == rows[:-1]))
        for index, after, dot in zip(goes_on.tolist(), end[goes_on].tolist(), at[goes_on + 1].tolist(), strict=True):
            short[index] = _SPACE.search(self._between(after, dot)) is not None
        after_word = _ALNUM[self._byte(start - 1)] & (start > begins)  # which makes it none
        plain = short & (after_word | self._may_stand_before(start, begins))
        linked = plain & ~after_word & ~self._ask(at, rows, np.flatnonzero(~plain))
        np.add.at(self.weights, rows[linked], url_weight - (len(_SHORT_LINK) + size[linked]) * self._signs.base)

    def _ask(self, dots: Integers, rows: Integers, others: Integers) -> Bools:
        """Weigh all links of the stretches between spaces that hold others than those of t.co; no link goes over one.

        ``others``: which of the dots such a link could go through.  The result: which dots those stretches hold.
        """
        others = others[~self.hard[rows[others]]]
        spans: list[int] = []
        before, begin, text, stop = -1, 0, b"", 0
        for row, dot in zip(rows[others].tolist(), dots[others].tolist(), strict=True):
            if row != before:
                before, begin, stop = row, int(self._starts[row]), 0
                text = self._between(begin, int(self._starts[row + 1]))
            at = dot - begin
            after, _, _ = text[at + 1 : at + 1 + _MOST_OF_TLD].partition(b" ")
            if at < stop or not self._signs.begins_with_tld(after.decode(errors="ignore")):  # it may cut a character
                continue
            start = max(text.rfind(b" ", stop, at), text.rfind(b"\n", stop, at), stop)  # with the space
            space = _SPACE.search(text, at)
            stop = space.start() if space else len(text)
            spans += begin + start, begin + stop
            added = self._signs.added_by_links(text[start:stop].decode())
            self.asked[row] = True
            self.hard[row] |= added is None
            self.weights[row] += added or 0
        # Of the beginnings and the ends of all spans, an odd number stands before what is in one.
        weighed: Bools = np.searchsorted(np.array(spans, np.int64), dots, side="right") % 2 == 1
        return weighed

    @cached_property
    def _dots(self) -> Integers:
        """Which of ``_at`` are dots that a domain could go through."""
        found = np.flatnonzero(self._codes == _DOT)
        at = self._at[found]
        may_be = _LABEL[self._byte(at - 1)] & _TLD[self._byte(at + 1)]
        found, at = found[may_be], at[may_be]
        rows = self._row[found]
        second = at + 1 + _SIZES[self._byte(at + 1)]
        codes = self._code_points(at + 1), self._code_points(second)
        known = _is_in(codes[0] << 21 | codes[1], self._signs.beginnings)
        # Marks may change places before links are looked for.
        marked = (self._signs.kinds[codes[0]] | self._signs.kinds[codes[1]]) & MARK != 0
        kept: Integers = found[(at > self._starts[rows]) & (second < self._starts[rows + 1]) & (known | marked)]
        return kept

    def _may_stand_before(self, start: Integers, begins: Integers) -> Bools:
        """Whether a link may follow what stands before a place.

        All but Latin letters and digits and the signs of tags and names may stand there: of what is not ASCII, the
        full-width signs, whose lead byte is 0xEF.
        """
        before, second, third, fourth = (self._byte(start - back) for back in (1, 2, 3, 4))
        of_three = (second < 0xC0) & (third >= 0xE0) & (third < 0xEF)
        of_four = (second < 0xC0) & (third < 0xC0) & (fourth >= 0xF0)
        not_ascii = _NOT_ASCII[before] & ((second >= 0xC0) | of_three | of_four)
        allowed: Bools = (start == begins) | _BEFORE_LINK[before] | not_ascii
        return allowed

    def _ends_link(self, end: Integers, ends: Integers) -> Bools:
        """Whether a link plainly ends at a place."""
        after, second, third = (self._byte(end + further) for further in range(3))
        second_ends = (end + 1 == ends) | _ENDS_LINK[second]
        general_punctuation = (after == 0xE2) & (second == 0x80) & (third != 0x93)  # but the dash, U+2013
        plainly: Bools = (end == ends) | _ENDS_LINK[after] | (_MAY_END_LINK[after] & second_ends) | general_punctuation
        return plainly


def _buffers_of(texts: pa.StringArray | pa.LargeStringArray) -> tuple[Integers, Bytes]:
    """Where each text begins and the last one ends, in bytes, and the bytes."""
    _, offsets, data = texts.buffers()
    size = np.dtype(np.int64 if pa.types.is_large_string(texts.type) else np.int32)
    starts = np.zeros(1, size)
    if len(texts):
        starts = np.frombuffer(offsets, size, len(texts) + 1, texts.offset * size.itemsize)
    held = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    return starts.astype(np.int64), held if held.size >= _WORD else np.pad(held, (0, _WORD - held.size))


def _joined(pieces: Iterable[Integers]) -> Integers:
    return np.concatenate([np.empty(0, np.int64), *pieces])


def _is_in(keys: Integers, table: Integers) -> Bools:
    """Whether each key stands in a table in order."""
    found: Bools = table[np.minimum(np.searchsorted(table, keys), table.size - 1)] == keys
    return found
