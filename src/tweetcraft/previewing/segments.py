"""A text cut into elements where ranges of it begin and end, whatever ranges overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple, Protocol

from tweetcraft._graphemes import graphemes
from tweetcraft.previewing.markup import Markup, joined

__all__ = ["Range", "in_elements"]


class _Wrap(Protocol):
    def __call__(self, inside: Markup, *, again: bool) -> Markup: ...


class Range(NamedTuple):
    """A part of a text that has an element of its own, or several where it overlaps another."""

    start: int
    end: int
    depth: int
    """What has a lower one stands outside."""
    wrap: _Wrap
    """Makes the element; ``again`` says that it is not the first of its range."""


class _Open(NamedTuple):
    """An element that has not ended yet."""

    range: Range
    pieces: list[Markup | str]


def in_elements(text: str, ranges: Iterable[Range]) -> Markup:
    """The HTML of a text with the elements of its ranges.

    Arguments:
        text: the text.
        ranges: in code points of it.  What a reader sees as one character is never cut: a range takes it in whole.  An
            empty range takes in the character after it, at the end of the text the one before it.

    Returns:
        HTML whose text is the text.
    """
    edges = [0, *(end for _, end in graphemes(text))]
    whole = sorted(
        (found for found in (_snapped(one, edges) for one in ranges) if found.start < found.end),
        key=lambda one: (one.depth, one.start, -one.end),
    )
    starting: dict[int, list[Range]] = {}
    for one in whole:
        starting.setdefault(one.start, []).append(one)
    cuts = sorted({0, len(text), *(one.start for one in whole), *(one.end for one in whole)})
    root: list[Markup | str] = []
    stack: list[_Open] = []
    seen: set[int] = set()
    active: list[Range] = []
    for start, end in pairwise(cuts):
        # In a stable order: of one depth what began first is outside, and of what begins together the longer.
        active = sorted([one for one in active if one.end > start] + starting.get(start, []), key=lambda one: one.depth)
        kept = 0
        while kept < min(len(stack), len(active)) and stack[kept].range is active[kept]:
            kept += 1
        _close(stack, kept, root, seen)
        stack += (_Open(one, []) for one in active[kept:])
        (stack[-1].pieces if stack else root).append(text[start:end])
    _close(stack, 0, root, seen)
    return joined(root)


def _snapped(one: Range, edges: list[int]) -> Range:
    start, end = one.start, max(one.start, one.end)
    if start == end:
        start, end = (start, start + 1) if start < edges[-1] else (start - 1, start)
    start, end = max(0, start), min(end, edges[-1])
    last = bisect_left(edges, end)
    return one._replace(start=edges[bisect_right(edges, start) - 1], end=edges[min(last, len(edges) - 1)])


def _close(stack: list[_Open], kept: int, root: list[Markup | str], seen: set[int]) -> None:
    """End the elements above the ones that are kept, the innermost first."""
    while len(stack) > kept:
        one, pieces = stack.pop()
        html = one.wrap(joined(pieces), again=id(one) in seen)
        seen.add(id(one))
        (stack[-1].pieces if stack else root).append(html)
