"""Tags as they are compared: what readers take for one tag, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft._characters import characters_of
from tweetcraft.arabic.script import ARABIC_DIGITS, INVISIBLE, PERSIAN_DIGITS, TASHKEEL, TATWEEL, VARIANTS

__all__ = ["PROCLITICS", "SHORT_WORD", "SIGNS", "tag_key", "words_of"]

SIGNS = "#＃"

PROCLITICS = "وفبكل"
"""Particles of one letter, which are written on to the word after them."""

SHORT_WORD = 4
"""The letters of the longest word in which a first letter of these is taken for one of its own."""

_FOLDED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, (*characters_of(TASHKEEL), *characters_of(INVISIBLE), TATWEEL, "_")), None),
    **{ord(variant): letter for letter, variants in VARIANTS.items() for variant in variants},
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    **{ord(digit): str(value) for digits in (ARABIC_DIGITS, PERSIAN_DIGITS) for value, digit in enumerate(digits)},
}


def tag_key(text: str) -> str:
    """A tag, or the words of one, as it is compared.

    Arguments:
        text: the tag without its sign; words may be parted by ``_``.

    Returns:
        The same without marks, tatweel and ``_``, with أ إ آ as ا, ى as ي, ة as ه, ؤ as و, ئ as ي, one kind of digits
        and small Latin letters.

    >>> from tweetcraft.hashtags.keys import tag_key
    >>> tag_key("أبو_ظبي") == tag_key("ابوظبي")
    True
    """
    return text.translate(_FOLDED).lower()


_WORD = re.compile(rf"[^\W_](?:[\w{TASHKEEL}{TATWEEL}])*")


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the words of a text, numbers among them; ``_`` parts them at their beginning only."""
    return (word.span() for word in _WORD.finditer(text, start, len(text) if end is None else end))
