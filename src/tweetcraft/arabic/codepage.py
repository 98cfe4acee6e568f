"""A code page for Arabic posts: what nearly every text is made of, one byte a character.

Bytes are translated, searched and compared several times as fast as characters, and one translation folds all letters
at once.  What is not in the page stays as it is, or the text is looked at character by character.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping

from tweetcraft._characters import characters_of, class_of
from tweetcraft.arabic.script import ARABIC_DIGITS, PERSIAN_DIGITS, TATWEEL

__all__ = [
    "INSIDE",
    "OTHER",
    "bytes_of",
    "decoded",
    "encoded",
    "encoded_with_others",
    "has_triple",
    "in_page",
    "table",
    "triples",
]

OTHER = "\ufdef"
"""A noncharacter of the page that may stand for what is not in it."""

_CHARACTERS = [
    *map(chr, range(128)),
    *characters_of("\u0621-\u063a\u0641-\u0652\u0670"),  # letters, short vowels
    *characters_of("ٱیکگپچژڤہھےۀۃ۔"),
    *f"{TATWEEL}{ARABIC_DIGITS}{PERSIAN_DIGITS}٪٫٬،؛؟",
    *"“”„‘’‹›«»…–—•·°€£é×﴾﴿",
    *characters_of("\xa0\xad\u061c\u200b-\u200f\u202a-\u202f\u2066-\u2069\ufe0f\ufeff"),
]
_PAGE = "".join(dict.fromkeys(_CHARACTERS)).ljust(255, "\ufffe") + OTHER
_ENCODING = codecs.charmap_build(_PAGE)
# The codec writes a question mark for what it does not know.
_ENCODING_OF_OTHERS = codecs.charmap_build(_PAGE.replace("?", "\ufffe").replace(OTHER, "?"))

INSIDE = class_of({*_PAGE} - {"\ufffe", OTHER})
"""The inside of a class of all characters that are in the page."""
_OUTSIDE = re.compile(f"[^{INSIDE}]")


def encoded(text: str) -> bytes:
    """The text in the code page.

    Raises:
        UnicodeEncodeError: a character is not in the page.
    """
    return codecs.charmap_encode(text, "strict", _ENCODING)[0]


def encoded_with_others(text: str) -> bytes:
    """The text in the code page, with ``OTHER`` for each character that is not in it."""
    if "?" in text:
        return encoded(_OUTSIDE.sub(OTHER, text))
    return codecs.charmap_encode(text, "replace", _ENCODING_OF_OTHERS)[0]


def decoded(coded: bytes) -> str:
    """What the bytes stand for."""
    return codecs.charmap_decode(coded, "strict", _PAGE)[0]


def in_page(character: str) -> bool:
    """Whether a character is in the page."""
    return character in _PAGE and character not in ("\ufffe", OTHER)


def bytes_of(characters: Iterable[str]) -> bytes:
    """The bytes of those characters that are in the page."""
    return bytes({_PAGE.index(character) for character in characters if character in _PAGE})


def table(replacements: Mapping[str, str]) -> bytes:
    """What ``bytes.translate`` takes: one character for another, both in the page."""
    return bytes(_PAGE.index(replacements.get(c, c)) if c != "\ufffe" else at for at, c in enumerate(_PAGE))


def _unlike_next(coded: bytes) -> bytes:
    """Zero for each byte that is equal to the next one.

    All at once, as one long number: that is eight times as fast as a pattern with a back-reference.
    """
    number = int.from_bytes(coded, "little")
    return (number ^ (number >> 8)).to_bytes(len(coded), "little")


def has_triple(coded: bytes) -> bool:
    """Whether three equal bytes stand together."""
    return b"\0\0" in _unlike_next(coded)


def triples(coded: bytes) -> Iterator[int]:
    """Where three equal bytes stand."""
    equal_next = _unlike_next(coded)
    at = equal_next.find(b"\0\0")
    while at >= 0:
        yield at
        at = equal_next.find(b"\0\0", at + 1)
