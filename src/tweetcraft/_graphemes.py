"""Extended grapheme clusters (UAX #29)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

__all__ = ["graphemes", "is_boundary"]


def graphemes(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the grapheme clusters of a text, or of a part of it that begins with one."""
    for cluster in _pattern().finditer(text, start, len(text) if end is None else end):
        yield cluster.span()


def is_boundary(text: str, at: int) -> bool:
    """Whether a grapheme cluster ends where ``at`` stands, after a character that no cluster before it takes in."""
    cluster = _pattern().match(text, at - 1)
    return cluster is not None and cluster.end() == at


@cache
def _pattern() -> regex.Pattern[str]:
    import regex  # takes longer to import than the rest of the package

    # Flags come first, in pairs: to find where one ends, \X walks back through all of their letters each time.
    flag = r"[\U0001F1E6-\U0001F1FF]{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+"
    return regex.compile(rf"{flag}|\X")
