"""How much each text of a column weighs, and which of them take a second look.

:mod:`tweetcraft.arrow.looking` tells what the characters weigh, each by itself, and where those stand whose neighbours
matter: here is what they make together, marks, emoji and links.  A text with anything that can't be settled so is
*hard*: the scalar functions answer for it, so that each row has their answer either way.

What is done for every byte is a handful of operations, and much of the time goes there; what is done here for a
character costs some tens of times as much, and what is done for a row in Python, thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from tweetcraft._nfc import is_plainly_nfc
from tweetcraft.arrow.column import SIZES, WORD, Bools, Column, Integers
from tweetcraft.arrow.looking import Look, look_over
from tweetcraft.arrow.signs import BOUND, EMOJI, HARD, INVALID, JOINER, MARK, Signs
from tweetcraft.entities import Kind

__all__ = ["Scan"]

_FULL = np.uint64(2**64 - 1)

_DOT, _QUESTION = b".?"
_ZWJ = ord("\N{ZERO WIDTH JOINER}")
_SPACE = re.compile(b"[ \n]")
_SIGNS: dict[Kind, str] = {"hashtag": "#＃", "cashtag": "$", "mention": "@＠", "list": "@＠"}


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
    """What a column says of its rows; made for :data:`~tweetcraft.arrow.signs.Signs` of some rules.

    ``weights`` (weighted units), ``hard`` and ``asked`` have an entry a row, once it was told to :meth:`weigh`.
    """

    def __init__(self, column: Column, signs: Signs) -> None:
        self._column, self._signs = column, signs
        self._starts = column.starts

    @cached_property
    def _look(self) -> Look:
        return look_over(self._column, self._signs)

    @property
    def lengths(self) -> Integers:
        """Of each row, in code points."""
        return self._look.lengths

    def weigh(self) -> None:
        """Weigh all rows; where one is hard, its weight means nothing."""
        self.weights = self._look.weights
        self.hard = self._that_compose()
        self._join_emoji()
        self.asked = np.zeros(self._column.rows, np.bool_)
        """Rows with a link that the scanner of links was asked about."""
        if self._signs.url_weight is not None:
            self._find_links(self._signs.url_weight)

    @cached_property
    def invalid(self) -> Bools:
        """Rows with a character that the platform refuses."""
        return self._look.rows_with(INVALID)

    def may_hold(self, kinds: Iterable[Kind]) -> Bools:
        """Rows that may hold an entity of one of these kinds; in no other is one."""
        found = np.zeros(self._column.rows, np.bool_)
        for kind in kinds:
            if kind == "url":
                found |= self._look.has_links
                found[self._look.row[self._dots]] = True
            elif kind == "emoji":
                found |= self._look.rows_with(EMOJI)
            else:
                for sign in _SIGNS[kind]:
                    found |= pc.match_substring(self._column.texts, sign).to_numpy(zero_copy_only=False)
        return found

    # What the characters make together

    @cached_property
    def _kinds(self) -> npt.NDArray[np.uint8]:
        return self._signs.kinds[self._look.codes]

    def _that_compose(self) -> Bools:
        """Rows that may have another length or weight once they are normalized."""
        found = np.zeros(self._column.rows, np.bool_)
        composing = np.flatnonzero(self._kinds & HARD)
        rows = self._look.row[composing]
        is_first = np.diff(rows, prepend=-1) > 0
        is_last = np.append(is_first[1:], True)[: rows.size]
        firsts, lasts = self._look.at[composing[is_first]], self._look.at[composing[is_last]]
        rows = rows[is_first]
        begins, ends = self._starts[rows], self._starts[rows + 1]
        before = map(self._column.between, begins.tolist(), firsts.tolist())
        after = map(self._column.between, firsts.tolist(), ends.tolist())
        # Nothing composes with a space.
        for row, left, right, length in zip(rows.tolist(), before, after, (lasts - firsts).tolist(), strict=True):
            end = right.find(b" ", length)
            text = left[left.rfind(b" ") + 1 :] + right[: end if end >= 0 else None]
            found[row] = not is_plainly_nfc(text.decode())
        return found

    def _join_emoji(self) -> None:
        """Weigh emoji of several characters; keycaps are hard, for they begin with a digit that is not looked up.

        An emoji goes on over what is always bound to the character before it, and over what a joiner joins to it.
        Stretches of such characters are weighed by themselves, and once.
        """
        bound = self._kinds & JOINER != 0
        bound[1:] |= self._look.codes[:-1] == _ZWJ
        bound_at = np.flatnonzero(bound)
        if not bound_at.size:
            return
        before = np.maximum(bound_at - 1, 0)
        is_next = (self._look.at[bound_at] == self._end(before)) & (self._look.row[bound_at] == self._look.row[before])
        # Of the characters that are not looked up, an emoji begins with those of a keycap.
        of_keycap = (
            ~is_next & (self._kinds[bound_at] & BOUND != 0) & _ON_KEYCAP[self._column.byte(self._look.at[bound_at] - 1)]
        )
        self.hard[self._look.row[bound_at[of_keycap]]] = True
        goes_on = np.zeros(self._look.at.size + 1, np.bool_)
        goes_on[bound_at[is_next]] = True
        firsts, lasts = np.flatnonzero(goes_on[1:] > goes_on[:-1]), np.flatnonzero(goes_on[:-1] > goes_on[1:])
        np.add.at(self.weights, self._look.row[firsts], self._added_by_emoji(self._look.at[firsts], self._end(lasts)))

    def _end(self, indices: Integers) -> Integers:
        """Where characters end that are looked up, in bytes."""
        at = self._look.at[indices]
        ends: Integers = at + SIZES[self._column.byte(at)]
        return ends

    def _added_by_emoji(self, starts: Integers, ends: Integers) -> Integers:
        """What runs of emoji weigh more than their characters; of those that fit a word, each is asked for once."""
        added = np.empty(len(starts), np.int64)
        sizes = ends - starts
        short = sizes <= WORD
        words = self._column.word(starts[short]) & _FULL >> (8 * (WORD - sizes[short])).astype(np.uint64)
        kinds, which = np.unique(words, return_inverse=True)
        added_by = self._signs.added_by_emoji
        known = [added_by(word.to_bytes(WORD, "little").rstrip(b"\0")) for word in kinds.tolist()]
        added[short] = np.array(known, np.int64)[which]
        added[~short] = list(map(added_by, map(self._column.between, starts[~short].tolist(), ends[~short].tolist())))
        return added

    def _find_links(self, url_weight: int) -> None:
        """Weigh the t.co links, whose shape says where they end; the scanner of links is asked about all others."""
        at, rows = self._look.at[self._dots], self._look.row[self._dots]
        begins, ends = self._starts[rows], self._starts[rows + 1]
        start = at - _TO_DOT
        slug = start + len(_SHORT_LINK)
        # How many letters and digits follow; none, if there is no end to them.
        following = (
            np.column_stack([self._column.word(slug), self._column.word(slug + WORD)]).astype("<u8").view(np.uint8)
        )
        size = np.minimum(np.argmin(_ALNUM[following], axis=1), ends - slug)
        end = slug + size
        short = (start >= begins) & (size > 0)
        short &= (self._column.word(start) == _FIRST_OF_LINK) & (self._column.word(slug - WORD) == _LAST_OF_LINK)
        # A t.co link ends after its slug or its query.  What else follows may only be part of another link, and of none
        # where no other dot follows.
        ends_there = self._ends_link(end, ends)
        short &= ends_there | (self._column.byte(end) != _QUESTION)
        goes_on = np.flatnonzero((short & ~ends_there)[:-1] & (rows[1:] == rows[:-1]))
        for index, after, dot in zip(goes_on.tolist(), end[goes_on].tolist(), at[goes_on + 1].tolist(), strict=True):
            short[index] = _SPACE.search(self._column.between(after, dot)) is not None
        after_word = _ALNUM[self._column.byte(start - 1)] & (start > begins)  # which makes it none
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
                text = self._column.between(begin, int(self._starts[row + 1]))
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
        found = np.flatnonzero(self._look.codes == _DOT)
        at = self._look.at[found]
        may_be = _LABEL[self._column.byte(at - 1)] & _TLD[self._column.byte(at + 1)]
        found, at = found[may_be], at[may_be]
        rows = self._look.row[found]
        second = at + 1 + SIZES[self._column.byte(at + 1)]
        codes = self._column.code_points(at + 1), self._column.code_points(second)
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
        before, second, third, fourth = (self._column.byte(start - back) for back in (1, 2, 3, 4))
        of_three = (second < 0xC0) & (third >= 0xE0) & (third < 0xEF)
        of_four = (second < 0xC0) & (third < 0xC0) & (fourth >= 0xF0)
        not_ascii = _NOT_ASCII[before] & ((second >= 0xC0) | of_three | of_four)
        allowed: Bools = (start == begins) | _BEFORE_LINK[before] | not_ascii
        return allowed

    def _ends_link(self, end: Integers, ends: Integers) -> Bools:
        """Whether a link plainly ends at a place."""
        after, second, third = (self._column.byte(end + further) for further in range(3))
        second_ends = (end + 1 == ends) | _ENDS_LINK[second]
        general_punctuation = (after == 0xE2) & (second == 0x80) & (third != 0x93)  # but the dash, U+2013
        plainly: Bools = (end == ends) | _ENDS_LINK[after] | (_MAY_END_LINK[after] & second_ends) | general_punctuation
        return plainly


def _is_in(keys: Integers, table: Integers) -> Bools:
    """Whether each key stands in a table in order."""
    found: Bools = table[np.minimum(np.searchsorted(table, keys), table.size - 1)] == keys
    return found
