"""Sets of characters, and the regular-expression classes that hold them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

__all__ = ["characters_of", "class_of", "outside_of", "ranges_of"]

_ITEM = re.compile("(.)(?:-(.))?", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|U(........))")


def characters_of(inside: str) -> Iterator[str]:
    """Every character of a class, given as what stands inside its ``[]``: single characters, ranges and escapes."""
    for first, last in ranges_of(inside):
        yield from map(chr, range(first, last + 1))


def outside_of(inside: str) -> str:
    """What stands inside the ``[]`` of a class of all other characters.

    ``[^...]`` of it matches the same as the class given, and is found several times as fast where few are: what
    is in the Basic Multilingual Plane is settled by one look into a bit map, what is beyond range after range.
    """
    edges = [-1, *(edge for pair in sorted(ranges_of(inside)) for edge in pair), sys.maxunicode + 1]
    gaps = ((last + 1, first - 1) for last, first in zip(edges[::2], edges[1::2], strict=True))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in gaps if first <= last)


def ranges_of(inside: str) -> Iterator[tuple[int, int]]:
    """The first and the last code point of every range of a class, given as for :func:`characters_of`."""
    plain = _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2] or escape[3], 16)), inside)
    for first, last in _ITEM.findall(plain):
        yield ord(first), ord(last or first)


def class_of(characters: Iterable[str]) -> str:
    """What stands inside the ``[]`` of a class of these characters, as few ranges as possible."""
    inside = ""
    for _, run in groupby(enumerate(sorted(map(ord, set(characters)))), lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        inside += f"\\U{codes[0]:08x}-\\U{codes[-1]:08x}"
    return inside
