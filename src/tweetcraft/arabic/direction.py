"""The direction of a line, as its strong characters have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple
from unicodedata import bidirectional

from tweetcraft.arabic.script import LETTERS, PRESENTATION
from tweetcraft.entities import Entity, extract

__all__ = [
    "BaseDirections",
    "Direction",
    "base_directions",
    "direction_by_share",
    "first_strong",
    "last_strong",
    "share_of_rtl",
]

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
    for character in text:
        kind = bidirectional(character)
        if kind in _STRONG:
            return _STRONG[kind]
        if character in _ISOLATES:
            return _strong(_outside_isolates(text))
    return None


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


# Of all letters

_RTL_LETTERS = re.compile(
    f"[\u05d0-\u05ea{LETTERS}\u0710-\u072f\u074d-\u07a5\u07ca-\u07ea\u0840-\u0858{PRESENTATION}]+"
)
_ALL_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_SHARE = 0.3


def share_of_rtl(text: str) -> float:
    """How many of the letters of a text run from right to left: 0.0 of none to 1.0 of all; 0.0 without a letter.

    >>> from tweetcraft.arabic.direction import share_of_rtl
    >>> share_of_rtl("مرحبا hello"), share_of_rtl("١/٥")
    (0.5, 0.0)
    """
    letters = "".join(_ALL_LETTERS.findall(text))
    return sum(map(len, _RTL_LETTERS.findall(letters))) / len(letters) if letters else 0.0


class BaseDirections(NamedTuple):
    """The direction of a post as two ways of telling it have it."""

    first_strong: Direction | None
    """Of its first strong character."""
    by_share: Direction | None
    """Of its letters: right-to-left where more than three in ten of them are, mentions and links left out; ``None``
    without a letter."""


def base_directions(text: str) -> BaseDirections:
    """The base direction of a post by its first strong character and by the share of its letters.

    Arguments:
        text: a post.

    Returns:
        Both.  Where they differ, it depends on the program that shows the post.

    >>> from tweetcraft.arabic.direction import base_directions
    >>> tuple(base_directions("AI يغير العالم")), tuple(base_directions("العالم يتغير"))
    (('ltr', 'rtl'), ('rtl', 'rtl'))

    Source: HTML, the ``dir`` attribute; for the share, what the W3C reports of Twitter's RTLtextarea.
    """
    return BaseDirections(first_strong(text), direction_by_share(text, extract(text)))


def direction_by_share(text: str, entities: Iterable[Entity]) -> Direction | None:
    """The direction that the letters of a text give it; ``entities`` are its links, mentions and more, in order."""
    kept = []
    at = 0
    for entity in entities:
        if entity.kind in {"url", "mention", "list"}:
            kept.append(text[at : entity.span[0]])
            at = entity.span[1]
    own = "".join([*kept, text[at:]])
    if not _ALL_LETTERS.search(own):
        return None
    return "rtl" if share_of_rtl(own) > _LEAST_SHARE else "ltr"
