"""One look over the bytes of a column of texts: how much each weighs, and which of them take a second look.

The column is one buffer of UTF-8.  Letters below U+0800, Arabic and Latin, weigh one unit each and are only counted;
what can weigh otherwise begins with a byte that the scan stops at: all lead bytes of three and four, those of the
blocks of marks that compose, and the dot that a link needs.  Those few are decoded and looked up in the tables of
:mod:`tweetcraft.arrow.signs`.  A text with anything that the tables can't settle is *hard*: the scalar functions
answer for it, so that each row has their answer either way.
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
_SPACE = re.compile(b"[ \n]")
_SIGNS: dict[Kind, str] = {"hashtag": "#＃", "cashtag": "$", "mention": "@＠", "list": "@＠"}
_LEAD_OF_COPYRIGHT = 0xC2  # U+00A9 and U+00AE may be emoji, and are below what is looked up

_SIZES = np.ones(256, np.intp)
for _first, _size in ((0xC0, 2), (0xE0, 3), (0xF0, 4)):
    _SIZES[_first:] = _size


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
_BEFORE_LINK = ~(_ALNUM | _NOT_ASCII | _bytes_in(b"@$#"))
"""ASCII that may stand before a link."""
_ENDS_LINK = _bytes_in(bytes([*b' \n"<>{}\\^`', 0xC2, *range(0xD8, 0xDC)]))
"""What no link goes on into, whatever follows: spaces, brackets, signs of Latin 1, Arabic letters."""
_MAY_END_LINK = _bytes_in(b"!',.:;#")
"""What a link goes on into only where more of it follows."""

_SHORT_LINK = b"https://t.co/"
_TO_DOT = _SHORT_LINK.index(b".")
_FIRST_OF_LINK, _LAST_OF_LINK = (int.from_bytes(part, "little") for part in (_SHORT_LINK[:8], _SHORT_LINK[-8:]))
_MOST_OF_SLUG = 12  # all have 10 today, and a few old ones less
_MOST_OF_TLD = 256  # bytes, and more than the longest has with what says where it ends


class Scan:
    """What the bytes of one Arrow array of strings say; made for :data:`~tweetcraft.arrow.signs.Signs` of some rules.

    ``lengths`` (code points) has one entry a row, and so have, once it was told to :meth:`weigh`, ``weights``
    (weighted units), ``hard`` and ``asked``; a null is an empty text.
    """

    def __init__(self, texts: pa.StringArray | pa.LargeStringArray, signs: Signs) -> None:
        self._signs = signs
        self._starts, self._data = _buffers_of(texts)
        # Every eight bytes that stand together, and not only every eighth eight.
        self._words = np.ndarray(self._data.size - _WORD + 1, np.dtype("<u8"), self._data.data, strides=(1,))
        self.rows = len(texts)
        counted = pc.fill_null(pc.utf8_length(texts), 0)
        self.lengths = counted.to_numpy(zero_copy_only=False).astype(np.int64)
        """In code points."""
        self._at = _joined(self._looked_at())
        """Where the characters stand that are looked up, in bytes."""
        self._bounds = np.searchsorted(self._at, self._starts)
        """Where in ``_at`` each row begins; the last entry is where the last one ends."""
        self._codes = self._code_points(self._at)
        self._kinds = signs.kinds[self._codes]

    def weigh(self) -> None:
        """Weigh all rows; where one is hard, its weight means nothing."""
        signs = self._signs
        self.hard = self._rows_with(HARD)
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
                found[self._rows_of(self._dots[0])] = True
            elif kind == "emoji":
                found |= self._rows_with(EMOJI) | self._rows_with_byte(_LEAD_OF_COPYRIGHT)
            else:
                ascii_sign, *wide_signs = map(ord, _SIGNS[kind])
                found |= self._rows_with_byte(ascii_sign)
                for sign in wide_signs:
                    found[self._rows_of(self._at[self._codes == sign])] = True
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
            found = block >= 0xE0
            found |= block - np.uint8(0xCC) < 12  # U+0300 to U+05FF: marks of Latin, Greek and Hebrew
            found |= (block == 0xD9) & (after - np.uint8(0x93) < 3)  # U+0653 to U+0655: madda and hamza
            found |= (block == _DOT) & (after > _AT)  # all letters come after it
            yield np.flatnonzero(found) + start

    def _byte(self, at: Integers) -> Bytes:
        return np.take(self._data, at, mode="clip")

    def _word(self, at: Integers) -> Words:
        """The eight bytes that begin at each place, the first of them lowest; zeros after the last of the column."""
        held = np.clip(at, 0, self._words.size - 1)
        words: Words = np.right_shift(self._words[held], ((at - held) * 8).astype(np.uint64), dtype=np.uint64)
        return words

    def _code_points(self, at: Integers) -> Integers:
        """The code points whose first bytes stand there."""
        word = self._word(at).astype(np.int64)
        lead = word & 0xFF
        codes = (word & 0x0F) << 12 | (word >> 2) & 0xFC0 | (word >> 16) & 0x3F  # of three bytes, as most are
        one, two, four = (np.flatnonzero(_SIZES[lead] == size) for size in (1, 2, 4))
        codes[one] = lead[one]
        codes[two] = (word[two] & 0x1F) << 6 | (word[two] >> 8) & 0x3F
        codes[four] = (codes[four] & 0x7FFF) << 6 | (word[four] >> 24) & 0x3F
        held: Integers = np.minimum(codes, sys.maxunicode)
        return held

    # Rows

    def _rows_with(self, kind: int) -> Bools:
        """Rows with at least one character of a kind."""
        found = np.zeros(self.rows, np.bool_)
        found[self._rows_of(self._at[np.flatnonzero(self._kinds & kind)])] = True
        return found

    def _rows_with_byte(self, byte: int) -> Bools:
        at = _joined(np.flatnonzero(block == byte) + start for start, block in self._blocks())
        return np.diff(np.searchsorted(at, self._starts)) > 0

    def _summed(self, values: npt.NDArray[np.generic]) -> Integers:
        sums = np.zeros(values.size + 1, np.int64)
        np.cumsum(values, out=sums[1:], dtype=np.int64)
        return np.diff(sums[self._bounds])

    def _rows_of(self, at: Integers) -> Integers:
        return np.searchsorted(self._starts, at, side="right") - 1

    # What the characters make together

    def _join_emoji(self) -> None:
        """Weigh runs of emoji in which characters are joined; where it is not plain what one begins with, that is hard.

        An emoji that stands between other characters is one of its own wherever it stands, so a run of them is weighed
        by itself, and once.
        """
        joiners = self._kinds & JOINER != 0
        if not joiners.any():
            return
        emoji = np.flatnonzero(self._kinds & EMOJI)
        starts = self._at[emoji]
        ends = starts + np.where(self._codes[emoji] > 0xFFFF, 4, 3)
        firsts = np.flatnonzero(np.append(True, starts[1:] != ends[:-1]))
        joined = np.logical_or.reduceat(joiners[emoji], firsts)
        lasts = np.append(firsts[1:], len(emoji)) - 1
        firsts, lasts = firsts[joined], lasts[joined]
        starts, ends = starts[firsts], ends[lasts]
        rows = self._rows_of(starts)
        # What is bound to what stands before it may not begin a run, as a keycap after a digit.
        self.hard[rows[self._kinds[emoji[firsts]] & BOUND != 0]] = True
        whole = ends <= self._starts[rows + 1]
        np.add.at(self.weights, rows[whole], self._added_by_emoji(starts[whole], ends[whole]))
        for row, start, end in zip(rows[~whole].tolist(), starts[~whole].tolist(), ends[~whole].tolist(), strict=True):
            self._add_across(row, start, end)

    def _add_across(self, row: int, start: int, end: int) -> None:
        """Weigh a run of emoji that the end of a row, or of several, parts into as many."""
        while start < end:
            stop = min(end, int(self._starts[row + 1]))
            self.weights[row] += self._signs.added_by_emoji(bytes(self._data.data[start:stop]))
            row, start = row + 1, stop

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
        data = self._data.data
        long = zip(starts[~short].tolist(), ends[~short].tolist(), strict=True)
        added[~short] = [added_by(bytes(data[start:end])) for start, end in long]
        return added

    def _find_links(self, url_weight: int) -> None:
        """Weigh the t.co links, whose shape says where they end; the scanner of links is asked about all others."""
        at, begins, ends = self._dots
        rows = self._rows_of(at)
        start = at - _TO_DOT
        slug = start + len(_SHORT_LINK)
        window = slug[:, None] + np.arange(_MOST_OF_SLUG + 1)
        # How many letters and digits follow; the column that is added ends the longest run.
        in_slug = _ALNUM[self._byte(window)] & (window < ends[:, None])
        size = np.argmin(np.column_stack([in_slug, np.zeros(len(at), np.bool_)]), axis=1)
        end = slug + size
        short = (start >= begins) & (size > 0) & (size <= _MOST_OF_SLUG)
        short &= (self._word(start) == _FIRST_OF_LINK) & (self._word(slug - 8) == _LAST_OF_LINK)
        # A t.co link ends after its slug or its query.  What else follows may only be part of another link, and of none
        # where no other dot follows.
        short &= self._ends_link(end, ends) | ((self._byte(end) != _QUESTION) & self._is_alone(end, at, rows))
        after_word = _ALNUM[self._byte(start - 1)] & (start > begins)  # which makes it none
        plain = short & (after_word | self._may_stand_before(start, begins))
        for row in self._with_other_links(rows[~plain], at[~plain], ends[~plain]):
            self.asked[row] = True
            self._weigh_links(row, at[slice(*np.searchsorted(rows, (row, row + 1)))])
        plain &= ~self.asked[rows]
        linked = plain & ~after_word
        np.add.at(self.weights, rows[linked], url_weight - (len(_SHORT_LINK) + size[linked]) * self._signs.base)

    def _is_alone(self, end: Integers, dots: Integers, rows: Integers) -> Bools:
        """Whether no later dot stands between the end of a link and the next space."""
        alone = np.append(rows[1:] != rows[:-1], True)
        for index in np.flatnonzero(~alone).tolist():
            alone[index] = _SPACE.search(self._data.data, end[index], dots[index + 1]) is not None
        return alone

    def _with_other_links(self, rows: Integers, dots: Integers, ends: Integers) -> list[int]:
        """Those of the rows that have a top-level domain after one of these dots."""
        found: list[int] = []
        for row, dot, end in zip(rows.tolist(), dots.tolist(), ends.tolist(), strict=True):
            if not self.hard[row] and row not in found[-1:]:
                after = self._data[dot + 1 : min(end, dot + 1 + _MOST_OF_TLD)].tobytes()  # it may cut a character
                if self._signs.begins_with_tld(after.decode(errors="ignore")):
                    found.append(row)
        return found

    def _weigh_links(self, row: int, dots: Integers) -> None:
        """Weigh the stretches between spaces that hold these dots; no link goes over a space."""
        begin = int(self._starts[row])
        text = bytes(self._data.data[begin : int(self._starts[row + 1])])
        stop = 0
        for dot in dots.tolist():
            at = dot - begin
            if at >= stop:
                start = max(text.rfind(b" ", stop, at), text.rfind(b"\n", stop, at), stop)  # with the space
                space = _SPACE.search(text, at)
                stop = space.start() if space else len(text)
                added = self._signs.added_by_links(text[start:stop].decode())
                if added is None:
                    self.hard[row] = True
                    return
                self.weights[row] += added

    @cached_property
    def _dots(self) -> tuple[Integers, Integers, Integers]:
        """The dots that a domain could go through, and where the rows begin and end that they are in."""
        at = self._at[self._codes == _DOT]
        at = at[_LABEL[self._byte(at - 1)] & _TLD[self._byte(at + 1)]]
        rows = self._rows_of(at)
        begins, ends = self._starts[rows], self._starts[rows + 1]
        second = at + 1 + _SIZES[self._byte(at + 1)]
        codes = self._code_points(at + 1), self._code_points(second)
        known = _is_in(codes[0] << 21 | codes[1], self._signs.beginnings)
        # Marks may change places before links are looked for.
        marked = (self._signs.kinds[codes[0]] | self._signs.kinds[codes[1]]) & MARK != 0
        kept = (at > begins) & (second < ends) & (known | marked)
        return at[kept], begins[kept], ends[kept]

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
