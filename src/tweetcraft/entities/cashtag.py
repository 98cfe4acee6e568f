"""Cashtags: ``$`` and up to six Latin letters, with a class of up to two after a dot or an underscore."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tweetcraft._tables import characters as table

__all__ = ["CashtagMatch", "find_cashtags"]


class CashtagMatch(NamedTuple):
    """A cashtag, and where it stands."""

    start: int
    end: int
    symbol: str
    """Without its sign."""


def find_cashtags(text: str) -> list[CashtagMatch]:
    """Every cashtag, in order (rules of twitter-text 3.1.0)."""
    if "$" not in text:
        return []
    return [CashtagMatch(m.start(1) - 1, m.end(1), m[1]) for m in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\A|[{table.SPACE}])\$([A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?)(?=\Z|[{table.AFTER_CASHTAG}])"
    )
