"""Signs that a text may have something to repair: seen in all of it at once, so that a clean text is soon done with.

A sign may be false; that costs time and nothing else.
"""

from __future__ import annotations

import re
import string

from tweetcraft._characters import characters_of
from tweetcraft._tables.normalization import ACTIVE
from tweetcraft.arabic.codepage import INSIDE, OTHER, bytes_of, decoded, encoded, has_triple, table, triples
from tweetcraft.arabic.repairs import LOOK_ALIKES
from tweetcraft.arabic.script import (
    ARABIC_DIGITS,
    INVISIBLE,
    LETTERS,
    PERSIAN_DIGITS,
    PRESENTATION,
    TASHKEEL,
    TATWEEL,
    VARIANTS,
)
from tweetcraft.arabic.spacing import ODD_SPACES

__all__ = ["Sign", "signs_of"]


class Sign:
    """What may be found in a text: one bit each, in plain integers, which are joined ten times as fast as flags."""

    FORM = 1 << 0
    INVISIBLE = 1 << 1
    TATWEEL = 1 << 2
    MARK = 1 << 3
    MARKS_TOGETHER = 1 << 4
    ACTIVE = 1 << 5
    """A rare character that normalization may join to another."""
    TRIPLE = 1 << 6
    LOOK_ALIKE = 1 << 7
    LATIN_DIGIT = 1 << 8
    ARABIC_DIGIT = 1 << 9
    PERSIAN_DIGIT = 1 << 10
    LATIN_MARK = 1 << 11
    REPEATED = 1 << 12
    ODD_SPACE = 1 << 13
    SPACE_BEFORE_MARK = 1 << 14
    NO_SPACE_AFTER_MARK = 1 << 15
    SPACE_IN_BRACKETS = 1 << 16
    LINE_END = 1 << 17
    DOTS = 1 << 18
    HONORIFIC = 1 << 19


_SIGNS_OF_CLASSES = {
    PRESENTATION: Sign.FORM,
    INVISIBLE: Sign.INVISIBLE,
    TATWEEL: Sign.TATWEEL,
    TASHKEEL: Sign.MARK,
    "".join(LOOK_ALIKES): Sign.LOOK_ALIKE,
    "0-9": Sign.LATIN_DIGIT,
    ARABIC_DIGITS: Sign.ARABIC_DIGIT,
    PERSIAN_DIGITS: Sign.PERSIAN_DIGIT,
    ",;?": Sign.LATIN_MARK,
    ODD_SPACES: Sign.ODD_SPACE,
    "\r\v\f\x85\u2028\u2029": Sign.LINE_END,
}
_SIGNS: dict[str, int] = {}
for _inside, _sign in _SIGNS_OF_CLASSES.items():
    for _character in characters_of(_inside):
        _SIGNS[_character] = _SIGNS.get(_character, 0) | _sign
_CHARACTERS = [*characters_of(INSIDE), OTHER]
_SIGNS_OF_PAGE = {character: _SIGNS.get(character, 0) for character in _CHARACTERS} | {OTHER: 0}
_SIGNS_OF_BYTES = [_SIGNS_OF_PAGE.get(decoded(bytes([byte])), 0) for byte in range(256)]
_ORDINARY = bytes(byte for byte, signs in enumerate(_SIGNS_OF_BYTES) if not signs)
# What is not in the page: marks may stand together with marks that are, and letters in threes.
for _inside, _sign in {ACTIVE: Sign.ACTIVE, TASHKEEL: Sign.MARKS_TOGETHER, LETTERS: Sign.TRIPLE}.items():
    for _character in characters_of(_inside):
        _SIGNS[_character] = _SIGNS.get(_character, 0) | _sign

_OUTSIDE = re.compile(f"([^{INSIDE}]+)")
_RUN_OF_MARKS = re.compile(b"[%b]{2}" % re.escape(bytes_of(characters_of(TASHKEEL))))
_LETTER_BYTES = frozenset(bytes_of(characters_of(LETTERS)))
_BETWEEN = bytes_of(characters_of(f"{TASHKEEL}{TATWEEL}{INVISIBLE}"))
_TO_BASE = table({variant: base for base, variants in VARIANTS.items() for variant in variants})

# What kind of character stands beside what: each kind is one byte.
_KINDS = {
    "p": "،؛؟",
    "e": "!…",
    "f": ".",
    "m": ":,;?",
    "o": "([{«“",
    "c": ")]}»”",
    "x": f"{OTHER}#@$",  # what a link, a tag or an emoji may begin with
    "l": "".join(c for c in _CHARACTERS if re.match(f"[{LETTERS}{TASHKEEL}]", c)),
    "a": string.ascii_letters,
    "d": f"{string.digits}{ARABIC_DIGITS}",
    "s": f" {''.join(characters_of(ODD_SPACES))}",
    "n": "\n",
}
_KIND_OF = dict.fromkeys(_CHARACTERS, "-") | {c: kind for kind, members in _KINDS.items() for c in members}
_TO_KINDS = table(_KIND_OF)
# Coarser still, so that a few searches settle most texts: space, mark, bracket that opens, digit, what is a sign
# by itself, and all else.
_COARSE = {"s": " ", "n": " ", "p": ".", "e": ".", "m": ".", "f": ".", "c": ".", "o": "(", "d": "0"}
_DIGITS = Sign.LATIN_DIGIT | Sign.ARABIC_DIGIT
_TO_COARSE_KINDS = table(
    {c: "!" if _SIGNS_OF_PAGE.get(c, 0) & ~_DIGITS else _COARSE.get(kind, "a") for c, kind in _KIND_OF.items()}
)


def signs_of(text: str) -> int:
    """The signs that a text shows."""
    signs = Sign.HONORIFIC  # to look for the words of one takes as long as all the rest
    try:
        coded = encoded(text)
    except UnicodeEncodeError:
        pieces = _OUTSIDE.split(text)
        coded = encoded(OTHER.join(pieces[::2]))
        for character in set("".join(pieces[1::2])):
            signs |= _SIGNS.get(character, 0)
    coarse = coded.translate(_TO_COARSE_KINDS).decode("ascii")  # strings are searched faster than bytes
    if "0" in coarse:
        signs |= _DIGITS
    if "!" in coarse:
        for byte in set(coded.translate(None, _ORDINARY)):
            signs |= _SIGNS_OF_BYTES[byte]
        if signs & Sign.MARK and _RUN_OF_MARKS.search(coded):
            signs |= Sign.MARKS_TOGETHER
    folded = coded.translate(_TO_BASE, _BETWEEN)
    if has_triple(folded) and any(folded[at] in _LETTER_BYTES for at in triples(folded)):
        signs |= Sign.TRIPLE
    if b"..." in coded:  # three or more: an ellipsis, or a row
        signs |= Sign.DOTS | Sign.REPEATED if b"...." in coded else Sign.DOTS
    if (
        " ." in coarse
        or ".a" in coarse
        or "  " in coarse
        or ".." in coarse
        or "!" in coarse
        or ".0" in coarse
        or ".(" in coarse
        or "( " in coarse
        or coarse[:1] == " "
        or coarse[-1:] == " "
    ):
        signs |= _signs_of_spacing(coded.translate(_TO_KINDS))
    return signs


# Two scans that begin with one byte, or with what is rare: all pairs of kinds that may be amiss.
_after_space = re.compile(b"s(?=([spmfecn]))").findall
_beside_mark = re.compile(b"([opemf])(?=((?<=o)s|(?<=p)[ladpox]|(?<=e)[laxe]|(?<=m)[lxm]|(?<=f)[lx]|(?<=ff)a))").findall

_SIGNS_AFTER_SPACE = {b"s": Sign.ODD_SPACE, b"n": Sign.ODD_SPACE, b"c": Sign.SPACE_BEFORE_MARK | Sign.SPACE_IN_BRACKETS}


def _signs_of_spacing(kinds: bytes) -> int:
    signs = 0
    if kinds[:1] == b"s" or kinds[-1:] == b"s" or b"ns" in kinds:
        signs = Sign.ODD_SPACE
    for after in set(_after_space(kinds)):
        signs |= _SIGNS_AFTER_SPACE.get(after, Sign.SPACE_BEFORE_MARK)
    for mark, after in set(_beside_mark(kinds)):
        signs |= (
            Sign.REPEATED if mark == after else Sign.SPACE_IN_BRACKETS if mark == b"o" else Sign.NO_SPACE_AFTER_MARK
        )
    return signs
