"""A line of a text with carets under a part of it, as a terminal shows it, where Arabic runs from the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tweetcraft.arabic.bidi import levels_of, places_seen
from tweetcraft.arabic.direction import first_strong

__all__ = ["pointed"]

_RLM = "\N{RIGHT-TO-LEFT MARK}"
_CUT = "…"
_WIDTH = 72  # columns
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc"})


def pointed(text: str, span: tuple[int, int], *, reordered: bool, width: int = _WIDTH) -> tuple[str, str]:
    """The part of a line that a span stands in, and a line with carets that stand under the span.

    Arguments:
        text: the whole text.
        span: in code points; what of it is on other lines than its first character is left out.
        reordered: whether the display lays each line out by its own direction, as a terminal with UAX #9 does; else
            characters stand from the left in the order that they are in.
        width: the most columns to show; what is cut off is shown as ``…``.

    Returns:
        Both lines.  Where the display reorders and the line is Arabic, the second begins with a right-to-left mark, so
        that it is laid out from the right as well.

    >>> from tweetcraft.carets import pointed
    >>> print(pointed("see and#tag now", (4, 11), reordered=False)[1])
        ^^^^^^^
    """
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[0])
    line = text[start : end if end >= 0 else len(text)]
    first, last = span[0] - start, min(span[1] - start, len(line))
    line, shift = _excerpt(line, first, max(last, first), width)
    first, last = first - shift, min(max(last, first) - shift, len(line))
    line = line.translate(_AS_SHOWN)
    rtl = reordered and first_strong(line) == "rtl"
    columns = list(_columns(line, rtl=rtl) if reordered else _plain_columns(line))
    left = min((column for column, _ in columns[first:last]), default=sum(map(_columns_of, line[:first])))
    right = max((column + size for column, size in columns[first:last]), default=left)
    return line, f"{_RLM if rtl else ''}{' ' * left}{'^' * max(1, right - left)}"


_AS_SHOWN = dict.fromkeys((*range(32), 127), " ")
"""A terminal acts on control characters; a tab would move the carets."""


def _excerpt(line: str, first: int, last: int, width: int) -> tuple[str, int]:
    """What of a line is shown, and how far offsets move."""
    if sum(map(_columns_of, line)) <= width:
        return line, 0
    last = min(last, first + width // 2)
    begin, end = first, last
    room = width - 2 - sum(map(_columns_of, line[first:last]))
    while room > 0 and (begin > 0 or end < len(line)):
        if begin > 0:
            begin -= 1
            room -= _columns_of(line[begin])
        if end < len(line) and room > 0:
            room -= _columns_of(line[end])
            end += 1
    before, after = (_CUT if begin else ""), (_CUT if end < len(line) else "")
    return f"{before}{line[begin:end]}{after}", begin - len(before)


def _columns_of(character: str) -> int:
    """How many columns a character takes."""
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _plain_columns(line: str) -> Iterator[tuple[int, int]]:
    column = 0
    for character in line:
        size = _columns_of(character)
        yield column, size
        column += size


def _columns(line: str, *, rtl: bool) -> Iterator[tuple[int, int]]:
    """For each character its column, counted from where the line begins, and how many it takes."""
    sizes = [_columns_of(character) for character in line]
    order = places_seen(levels_of(line, "rtl" if rtl else "ltr"))
    columns = [0] * len(line)
    column = 0
    for at in reversed(order) if rtl else order:
        columns[at] = column
        column += sizes[at]
    yield from zip(columns, sizes, strict=True)
