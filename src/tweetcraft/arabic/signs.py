"""Signs that a text may have something to repair: seen in all of it at once, so that a clean text is soon done with.

A sign may be false; that costs time and nothing else.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from tweetcraft._characters import characters_of
from tweetcraft._tables.normalization import ACTIVE
from tweetcraft.arabic.codepage import INSIDE, OTHER, bytes_of, decoded, encoded, has_triple, table, triples
from tweetcraft.arabic.repairs import LETTERS_OF_FORM, LOOK_ALIKES
from tweetcraft.arabic.script import (
    ARABIC_DIGITS,
    INVISIBLE,
    LETTERS,
    MARK_FORMS,
    TASHKEEL,
    TATWEEL,
    VARIANTS,
)
from tweetcraft.arabic.spacing import EMOTICON, ODD_SPACES

__all__ = ["Sign", "signs_of"]


class Sign:
    """What may be found in a text: one bit each, in plain integers, which are joined many times as fast as flags."""

    ALWAYS = 1
    """Of rules that find what they look for as fast as a sign of it would be found."""
    FORM = 1 << 1
    INVISIBLE = 1 << 2
    TATWEEL = 1 << 3
    MARK = 1 << 4
    MARKS_TOGETHER = 1 << 5
    ACTIVE = 1 << 6
    """A rare character that normalization may join to another."""
    TRIPLE = 1 << 7
    LOOK_ALIKE = 1 << 8
    LATIN_MARK = 1 << 9
    REPEATED = 1 << 10
    ODD_SPACE = 1 << 11
    SPACE_BEFORE_MARK = 1 << 12
    NO_SPACE_AFTER_MARK = 1 << 13
    SPACE_IN_BRACKETS = 1 << 14
    LINE_END = 1 << 15
    DOTS = 1 << 16
    OUTSIDE = 1 << 17
    """Something that is not in the code page: without it there is no emoji, and no noncharacter."""


_SIGNS_OF_CLASSES = {
    "".join(LETTERS_OF_FORM): Sign.FORM,
    INVISIBLE: Sign.INVISIBLE,
    TATWEEL: Sign.TATWEEL,
    TASHKEEL: Sign.MARK,
    "".join(LOOK_ALIKES): Sign.LOOK_ALIKE,
    ",;?": Sign.LATIN_MARK,
    ODD_SPACES: Sign.ODD_SPACE,
    "\r\v\f\x85\u2028\u2029": Sign.LINE_END,
}
_SIGNS: dict[str, int] = {}
for _inside, _sign in _SIGNS_OF_CLASSES.items():
    for _character in characters_of(_inside):
        _SIGNS[_character] = _SIGNS.get(_character, 0) | _sign
_CHARACTERS = [*characters_of(INSIDE), OTHER]
_SIGNS_OF_PAGE = {character: _SIGNS.get(character, 0) for character in _CHARACTERS} | {OTHER: Sign.OUTSIDE}
_SIGNS_OF_BYTES = [_SIGNS_OF_PAGE.get(decoded(bytes([byte])), 0) for byte in range(256)]
_ORDINARY = bytes(byte for byte, signs in enumerate(_SIGNS_OF_BYTES) if not signs)
# What is not in the page: marks may stand together with marks that are, letters in threes, and others between those.
_SIGNS_OF_OTHERS = {
    ACTIVE: Sign.ACTIVE,
    TASHKEEL: Sign.MARKS_TOGETHER | Sign.TRIPLE,
    LETTERS: Sign.TRIPLE,
    f"{INVISIBLE}{MARK_FORMS}": Sign.TRIPLE,
}
for _inside, _sign in _SIGNS_OF_OTHERS.items():
    for _character in characters_of(_inside):
        _SIGNS[_character] = _SIGNS.get(_character, 0) | _sign

_OUTSIDE = re.compile(f"([^{INSIDE}][^{INSIDE}]*+)")
_RUN_OF_MARKS = re.compile(b"[%b]{2}" % re.escape(bytes_of(characters_of(TASHKEEL))))
_LETTER_BYTES = frozenset(bytes_of(characters_of(LETTERS)))
_BETWEEN = bytes_of(characters_of(f"{TASHKEEL}{TATWEEL}{INVISIBLE}"))
_TO_BASE = table({variant: base for base, variants in VARIANTS.items() for variant in variants})

# What may be amiss where two characters meet: what stands on the left, what on the right, and the signs of that.  Each
# row is one bit, so that all pairs of a text are compared at once, as two long numbers.
_SPACES = f"\n {''.join(characters_of(ODD_SPACES))}"
_COMMAS, _ENDS, _OTHER_MARKS, _OPENING, _CLOSING = "،؛؟", "!…", ":,;?", "([{«“", ")]}»”"
_WORDS = "".join(c for c in _CHARACTERS if re.match(f"[{LETTERS}{TASHKEEL}]", c))
_ENTITIES = f"{OTHER}#@$"  # what a link, a tag or an emoji may begin with
_MARKS = _COMMAS + _ENDS + _OTHER_MARKS


class _Meeting(NamedTuple):
    left: str
    right: str
    signs: int


_MEETINGS = (
    _Meeting(_SPACES, _SPACES, Sign.ODD_SPACE),
    _Meeting(_SPACES, f"{_MARKS}.", Sign.SPACE_BEFORE_MARK),
    _Meeting(_SPACES, _CLOSING, Sign.SPACE_BEFORE_MARK | Sign.SPACE_IN_BRACKETS),
    _Meeting(_OPENING, _SPACES, Sign.SPACE_IN_BRACKETS),
    _Meeting(_MARKS, _MARKS, Sign.REPEATED),
    _Meeting(f"{_MARKS}.", f"{_WORDS}{_ENTITIES}", Sign.NO_SPACE_AFTER_MARK),
    _Meeting(_COMMAS + _ENDS, string.ascii_letters, Sign.NO_SPACE_AFTER_MARK),
    _Meeting(_COMMAS, f"{string.digits}{ARABIC_DIGITS}{_OPENING}", Sign.NO_SPACE_AFTER_MARK),
)


def _any_of(characters: Iterable[str]) -> bytes:
    """A class of those of the characters that are in the page."""
    return b"[%b]" % re.escape(bytes_of(characters))


def _bits(sides: Iterable[str]) -> bytes:
    """For each byte of the page, the rows on whose side it is."""
    rows = list(enumerate(sides))
    characters = (decoded(bytes([byte])) for byte in range(256))
    return bytes(sum(int(character in side) << bit for bit, side in rows) for character in characters)


_ON_THE_LEFT, _ON_THE_RIGHT = _bits(row.left for row in _MEETINGS), _bits(row.right for row in _MEETINGS)
_SIGNS_OF_BITS = [
    reduce(or_, (row.signs for bit, row in enumerate(_MEETINGS) if bits >> bit & 1), 0) for bits in range(256)
]
_LATIN = [c for c in _CHARACTERS if c.isalnum() and c < "\u0250"]
# A link, which takes a space before it after an ellipsis.
_LATIN_AFTER_DOTS = re.compile(rb"\.\.%b" % _any_of(_LATIN))


class _Doubt(NamedTuple):
    """A sign that is false more often than not, and what is there where it is not."""

    sign: int
    seen: re.Pattern[bytes]
    of_plain: bool = False
    """Whether that is so only if what is not in the page is neither letter, mark nor space."""


_SELECTOR = "\ufe0f"  # after an emoji, or whatever else is not in the page, it is needed
_IN_WORD = {*_WORDS, *characters_of(INVISIBLE), TATWEEL, OTHER}
_OTHER_INVISIBLE = {*characters_of(INVISIBLE)} - {_SELECTOR}
_DOUBTS = (
    _Doubt(
        Sign.INVISIBLE,
        re.compile(rb"(?<!%b)%b|%b" % (_any_of(OTHER), _any_of(_SELECTOR), _any_of(_OTHER_INVISIBLE))),
        of_plain=True,
    ),
    # One after a letter alone or after ال is there for what follows.
    _Doubt(
        Sign.TATWEEL,
        re.compile(
            rb"%(t)b(?:(?<!%(out)b%(letter)b%(t)b)(?<!\A%(letter)b%(t)b)(?<!%(out)b%(al)b%(t)b)(?<!\A%(al)b%(t)b)|(?=%(in)b))"
            % {
                b"t": _any_of(TATWEEL),
                b"letter": _any_of(characters_of(LETTERS)),
                b"al": bytes_of("ا") + bytes_of("ل"),
                b"in": _any_of(_IN_WORD),
                b"out": _any_of({*_CHARACTERS} - _IN_WORD),
            }
        ),
    ),
    _Doubt(Sign.REPEATED, re.compile(rb"(%b)\1|\.{4}" % _any_of("!؟?،؛"))),
    _Doubt(
        Sign.SPACE_BEFORE_MARK,
        re.compile(
            rb"%b(?:%b|[,?;:](?!%b|%b))"
            % (
                _any_of(_SPACES),
                _any_of(f"{_COMMAS}{_ENDS}.{_CLOSING}"),
                EMOTICON.encode(),
                _any_of([*_LATIN, *ARABIC_DIGITS]),
            )
        ),
    ),
    _Doubt(
        Sign.NO_SPACE_AFTER_MARK,
        re.compile(
            rb"%b%b|%b%b|%b%b|\.\.%b"
            % (
                _any_of(f"{_MARKS}."),
                _any_of(_WORDS),
                _any_of(_COMMAS + _ENDS),
                _any_of([*_LATIN, *_ENTITIES]),
                _any_of(_COMMAS),
                _any_of([*string.digits, *ARABIC_DIGITS, *_OPENING]),
                _any_of([*_LATIN, *_ENTITIES]),
            )
        ),
        of_plain=True,
    ),
)
_DOUBTFUL = reduce(or_, (doubt.sign for doubt in _DOUBTS))
_SPACE_BYTES = bytes_of(_SPACES)
_FULL_STOP = ord(".")


def signs_of(text: str) -> int:
    """The signs that a text shows."""
    try:
        coded, others = encoded(text), 0
    except UnicodeEncodeError:
        coded, others = _without_others(text)
    signs = Sign.ALWAYS | others
    odd = coded.translate(None, _ORDINARY)
    if odd:
        for byte in set(odd):
            signs |= _SIGNS_OF_BYTES[byte]
        if signs & Sign.MARK and _RUN_OF_MARKS.search(coded):
            signs |= Sign.MARKS_TOGETHER
    folded = coded.translate(_TO_BASE, _BETWEEN)
    if has_triple(folded):
        signs |= _signs_of_triples(folded)
    if b"." in coded and _LATIN_AFTER_DOTS.search(coded):
        signs |= Sign.NO_SPACE_AFTER_MARK
    signs |= _signs_of_meetings(coded)
    return signs & ~_false_signs(signs, coded, others) if signs & _DOUBTFUL else signs


def _without_others(text: str) -> tuple[bytes, int]:
    """A text in the code page, with one character for all others that stand together, and the signs of those."""
    pieces = _OUTSIDE.split(text)
    signs = Sign.OUTSIDE
    for character in set("".join(pieces[1::2])):
        signs |= _SIGNS.get(character, 0)
    return encoded(OTHER.join(pieces[::2])), signs


def _false_signs(signs: int, coded: bytes, others: int) -> int:
    """Those of the signs that a closer look shows to be false."""
    are_plain = not others & ~Sign.OUTSIDE
    false = 0
    for doubt in _DOUBTS:
        if signs & doubt.sign and (are_plain or not doubt.of_plain) and not doubt.seen.search(coded):
            false |= doubt.sign
    return false


def _signs_of_triples(folded: bytes) -> int:
    signs = 0
    for at in triples(folded):
        if folded[at] in _LETTER_BYTES:
            signs |= Sign.TRIPLE
        elif folded[at] == _FULL_STOP:
            signs |= Sign.DOTS | Sign.REPEATED
    return signs


def _signs_of_meetings(coded: bytes) -> int:
    left = int.from_bytes(coded.translate(_ON_THE_LEFT), "little")
    right = int.from_bytes(coded.translate(_ON_THE_RIGHT), "little")
    signs = Sign.ODD_SPACE if coded and (coded[0] in _SPACE_BYTES or coded[-1] in _SPACE_BYTES) else 0
    if amiss := left & (right >> 8):
        for bits in set(amiss.to_bytes(len(coded), "little").translate(None, b"\0")):  # most are zero
            signs |= _SIGNS_OF_BITS[bits]
    return signs
