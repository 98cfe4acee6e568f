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

from tweetcraft._characters import characters_of, class_of, outside_of
from tweetcraft._nfc import combining
from tweetcraft._tables.characters import HASHTAG
from tweetcraft._tables.normalization import ACTIVE
from tweetcraft.arabic.codepage import (
    INSIDE,
    OTHER,
    bytes_of,
    decoded,
    encoded_with_others,
    has_triple,
    in_page,
    table,
    triples,
)
from tweetcraft.arabic.placeholders import TAGS, URLS
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

_signed_others = re.compile(f"[^{outside_of(class_of(c for c in _SIGNS if not in_page(c)))}]").findall
# What may be a part of a link or a tag, or stands for one.
_has_linked_others = re.compile(f"(?![{INSIDE}])[{HASHTAG}{URLS}{TAGS}]").search
_LETTER_BYTES = frozenset(bytes_of(characters_of(LETTERS)))
_BETWEEN = bytes_of(characters_of(f"{TASHKEEL}{TATWEEL}{INVISIBLE}"))
_TO_BASE = table({variant: base for base, variants in VARIANTS.items() for variant in variants})

# What may be amiss where two characters meet: what stands on the left, what on the right, and the signs of that.  Each
# row is one bit, so that all pairs of a text are compared at once, as two long numbers.
_SPACES = f"\n {''.join(characters_of(ODD_SPACES))}"
_COMMAS, _ENDS, _OTHER_MARKS, _OPENING, _CLOSING = "،؛؟", "!…", ":,;?", "([{«“", ")]}»”"
_WORDS = "".join(c for c in _CHARACTERS if re.match(f"[{LETTERS}{TASHKEEL}]", c))
_LATIN = f"{string.ascii_letters}é"
_LINKS = f"{_LATIN}{string.digits}-"  # what a link may begin with
_ENTITIES = f"{OTHER}#@$"  # what else a tag, a name or an emoji may
_MARKS = _COMMAS + _ENDS + _OTHER_MARKS
_MARKS_OF_PAGE = [mark for mark in characters_of(TASHKEEL) if in_page(mark)]


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
    _Meeting(_COMMAS + _ENDS, _LINKS, Sign.NO_SPACE_AFTER_MARK),
    _Meeting(_COMMAS, f"{ARABIC_DIGITS}{_OPENING}", Sign.NO_SPACE_AFTER_MARK),
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
_DIGITS = {*string.digits, *ARABIC_DIGITS}
_LINK_AFTER_DOTS = re.compile(rb"\.\.%b" % _any_of(_LINKS))  # it takes a space before it
# A tag that stands by itself: what is threefold in there stays.
_TAG = re.compile(
    rb"#(?:(?<![^ \n]#)|(?<=%b\.#))%b++(?=[ \n.]|\Z)"
    % (_any_of(characters_of(LETTERS)), _any_of({*_LATIN, *_DIGITS, *characters_of(LETTERS), "_"}))
)
# Two marks that are the same, or not in the order of their combining classes.
_ODD_MARKS = re.compile(
    b"|".join(
        b"%b%b" % (_any_of(mark), _any_of(then for then in _MARKS_OF_PAGE if combining(then) <= combining(mark)))
        for mark in _MARKS_OF_PAGE
    )
)


class _Doubt(NamedTuple):
    """A sign that is false more often than not, and what is there where it is not."""

    sign: int
    seen: re.Pattern[bytes]
    of_plain: bool = False
    """Whether that is so only if what is not in the page is neither letter, mark nor space."""


_SELECTOR = "\ufe0f"  # after an emoji, or whatever else is not in the page, it is needed
_UNSEEN = {*characters_of(INVISIBLE)}
_IN_WORD = {*_WORDS, *_UNSEEN, TATWEEL, OTHER}
_CLASSES = {
    name: _any_of(characters)
    for name, characters in {
        b"selector": _SELECTOR,
        b"unseen": _UNSEEN - {_SELECTOR},
        b"tatweel": TATWEEL,
        b"letter": characters_of(LETTERS),
        b"in": _IN_WORD,
        b"in_or_space": _IN_WORD | {*_SPACES} - {"\n"},
        b"out": {*_CHARACTERS} - _IN_WORD,
        b"space": {*_SPACES} - {"\n"},
        b"comma": _COMMAS,
        b"dots": "…",
        b"closing": f"!{_COMMAS}{_CLOSING}",
        b"alnum": _DIGITS | {*string.ascii_letters},
        b"begins": _IN_WORD | {*_LINKS, *_ENTITIES},
        b"begins_or_number": _IN_WORD | _DIGITS | {*_LINKS, *_ENTITIES, *_OPENING},
        b"ends": _IN_WORD | _DIGITS | {*_LATIN, *_CLOSING, *'%"_'},
        b"ends_sentence": _IN_WORD | {*"!؟…"},
        b"other": OTHER,
    }.items()
} | {b"al": bytes_of("ا") + bytes_of("ل"), b"emoticon": EMOTICON.encode()}


def _seen(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern % _CLASSES, re.VERBOSE)


_DOUBTS = (
    _Doubt(Sign.INVISIBLE, _seen(rb"(?<!%(other)b)%(selector)b | %(unseen)b"), of_plain=True),
    # One after a letter alone or after ال is there for what follows.
    _Doubt(
        Sign.TATWEEL,
        _seen(
            rb"""%(tatweel)b(?:
                (?<!%(out)b%(letter)b%(tatweel)b)(?<!\A%(letter)b%(tatweel)b)
                (?<!%(out)b%(al)b%(tatweel)b)(?<!\A%(al)b%(tatweel)b)
                | (?=%(in)b)
            )"""
        ),
    ),
)
# Where marks stand beside words, links and tags: of what is not in the page, emoji and their like are none of these.
# Each pattern begins with what is rare, and looks back from there.
_DOUBTS_OF_MARKS = (
    _Doubt(Sign.LATIN_MARK, _seen(rb"(?:[,?]|;(?!%(emoticon)b))(?<=%(in_or_space)b.)")),
    _Doubt(Sign.REPEATED, re.compile(rb"(%b)\1|\.{4}" % _any_of("!؟?،؛"))),
    _Doubt(
        Sign.SPACE_BEFORE_MARK,
        _seen(
            rb"""%(space)b(?<=%(ends)b.)%(space)b*+
            (?:%(closing)b|[,?;:](?!%(emoticon)b|%(alnum)b)|(?:\.|%(dots)b)(?!%(alnum)b))"""
        ),
    ),
    _Doubt(
        Sign.NO_SPACE_AFTER_MARK,
        _seen(
            rb"""%(comma)b%(begins_or_number)b
            | (?:!|%(dots)b)(?<=%(ends_sentence)b.)%(begins)b
            | [.:](?<=%(in)b%(in)b.)%(in)b
            | \.(?<=%(in)b.)\.\.?%(begins)b"""
        ),
    ),
)
_DOUBTFUL = reduce(or_, (doubt.sign for doubt in _DOUBTS + _DOUBTS_OF_MARKS))
_OTHER_BYTE, _NEITHER = bytes_of(OTHER), bytes_of("•")
_SPACE_BYTES = bytes_of(_SPACES)
_FULL_STOP = ord(".")


def signs_of(text: str) -> int:
    """The signs that a text shows."""
    coded = encoded_with_others(text)
    signs = Sign.ALWAYS
    odd = coded.translate(None, _ORDINARY)
    if odd:
        for byte in set(odd):
            signs |= _SIGNS_OF_BYTES[byte]
        if signs & Sign.MARK and _ODD_MARKS.search(coded):
            signs |= Sign.MARKS_TOGETHER
    others = _signs_of_others(text) if signs & Sign.OUTSIDE else 0
    signs |= others
    folded = coded.translate(_TO_BASE, _BETWEEN)
    if has_triple(folded):
        signs |= _signs_of_triples(_TAG.sub(b"#", coded).translate(_TO_BASE, _BETWEEN))
    if b".." in coded and _LINK_AFTER_DOTS.search(coded):
        signs |= Sign.NO_SPACE_AFTER_MARK
    signs |= _signs_of_meetings(coded)
    return signs & ~_false_signs(signs, text, coded, others) if signs & _DOUBTFUL else signs


def _signs_of_others(text: str) -> int:
    """The signs of what is not in the page."""
    signs = 0
    for character in set(_signed_others(text)):
        signs |= _SIGNS[character]
    return signs


def _false_signs(signs: int, text: str, coded: bytes, others: int) -> int:
    """Those of the signs that a closer look shows to be false."""
    false = 0
    for doubt in _DOUBTS:
        if signs & doubt.sign and not (others and doubt.of_plain) and not doubt.seen.search(coded):
            false |= doubt.sign
    if signs & Sign.OUTSIDE and not others and not _has_linked_others(text):
        coded = coded.replace(_OTHER_BYTE, _NEITHER)
    for doubt in _DOUBTS_OF_MARKS:
        if signs & doubt.sign and not doubt.seen.search(coded):
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
