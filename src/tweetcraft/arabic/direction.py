"""The direction of a line, as its strong characters have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from unicodedata import bidirectional

__all__ = ["Direction", "first_strong", "last_strong"]

Direction = Literal["ltr", "rtl"]

_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_ISOLATE = "\u2069"


def first_strong(text: str) -> Direction | None:
    """The direction of the first strong character, which ``dir="auto"`` gives the whole; ``None`` where none is.

    Arguments:
        text: a post.

    Returns:
        ``"ltr"``, ``"rtl"``, or ``None`` for a text of digits, marks and emoji.

    >>> from tweetcraft.arabic.direction import first_strong
    >>> first_strong("1/5 مرحبا"), first_strong("@user مرحبا"), first_strong("1/5")
    ('rtl', 'ltr', None)

    Source: UAX #9, rules P2 and P3; HTML, the ``dir`` attribute.
    """
    return _strong(_outside_isolates(text))


def last_strong(text: str) -> Direction | None:
    """The direction of the last strong character of a text, as :func:`first_strong` has it of the first."""
    return _strong(reversed(_outside_isolates(text)))


def _strong(characters: Iterable[str]) -> Direction | None:
    return next((_STRONG[kind] for kind in map(bidirectional, characters) if kind in _STRONG), None)


def _outside_isolates(text: str) -> str:
    """A text without what stands in isolates, which ends with its paragraph."""
    if _ISOLATES.isdisjoint(text):
        return text
    kept = []
    depth = 0
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == _END_OF_ISOLATE:
            depth = max(0, depth - 1)
        elif bidirectional(character) == "B":
            depth = 0
        elif not depth:
            kept.append(character)
    return "".join(kept)
