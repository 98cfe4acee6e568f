"""Sets of characters, and the regular-expression classes that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

__all__ = ["characters_of", "class_of"]

_ITEM = re.compile("(.)(?:-(.))?", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|U(........))")


def characters_of(inside: str) -> Iterator[str]:
    """Every character of a class, given as what stands inside its ``[]``: single characters, ranges and escapes."""
    plain = _ESCAPE.sub(lambda escape: chr(int(escape[1] or escape[2] or escape[3], 16)), inside)
    for first, last in _ITEM.findall(plain):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


def class_of(characters: Iterable[str]) -> str:
    """What stands inside the ``[]`` of a class of these characters, as few ranges as possible."""
    inside = ""
    for _, run in groupby(enumerate(sorted(map(ord, set(characters)))), lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        inside += f"\\U{codes[0]:08x}-\\U{codes[-1]:08x}"
    return inside
