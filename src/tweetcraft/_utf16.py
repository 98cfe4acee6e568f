"""Texts as UTF-16 has them, for the sake of programs that count its code units."""

from __future__ import annotations

import re

__all__ = ["astral_characters", "code_units"]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def astral_characters(text: str, start: int, end: int) -> int:
    """How many characters of two code units stand between two offsets."""
    return len(_ASTRAL.findall(text, start, end))


def code_units(text: str) -> str:
    """A text each of whose characters is one UTF-16 code unit; ``join_surrogates`` is the way back."""
    return _ASTRAL.sub(lambda found: _surrogates(ord(found[0])), text)


def _surrogates(code: int) -> str:
    return chr(0xD7C0 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
