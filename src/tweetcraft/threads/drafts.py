"""What of a text is split, and what goes to posts of the caller's choice: the tags and links that end it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Literal, NamedTuple

from tweetcraft.entities import Entity, extract
from tweetcraft.rules import Rules
from tweetcraft.threads.posts import Piece

__all__ = ["Draft", "HashtagPlacement", "LinkPlacement", "Tail", "draft_of"]

HashtagPlacement = Literal["keep", "last", "first", "each"]
LinkPlacement = Literal["keep", "last"]

Span = tuple[int, int]

_REST_OF_LINE = re.compile(r"[^\S\n]*(?:\n|\Z)")


class Tail(NamedTuple):
    """Tags or links that are put to the end of a post."""

    text: str = ""
    """With the white space before each of them."""
    pieces: tuple[Piece, ...] = ()
    """Where they stand in the source, and in ``text``."""

    def at(self, offset: int) -> Iterator[Piece]:
        """The pieces of a post in which the tail begins at an offset."""
        return (Piece(piece.span, piece.at + offset) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text without what goes elsewhere."""

    text: str
    kept: tuple[Span, ...]
    """Spans of the source that the text is made of."""
    begins: tuple[int, ...]
    """Where each of them begins in the text."""
    tags: Tail
    links: Tail

    def pieces(self, start: int, end: int, at: int) -> Iterator[Piece]:
        """The pieces of a post in which a part of the text begins at an offset."""
        for index in range(bisect_right(self.begins, start) - 1, len(self.kept)):
            begin, (first, last) = self.begins[index], self.kept[index]
            if begin >= end:
                break
            a, b = max(start, begin), min(end, begin + last - first)
            if a < b:
                yield Piece((first + a - begin, first + b - begin), at + a - start)

    def offset_of(self, source_offset: int) -> int | None:
        """Where an offset of the source is in the text; ``None`` where it went elsewhere."""
        index = bisect_right(self.kept, source_offset, key=itemgetter(0)) - 1
        if index < 0 or source_offset > self.kept[index][1]:
            return None
        return self.begins[index] + source_offset - self.kept[index][0]


def draft_of(text: str, rules: Rules, hashtags: HashtagPlacement, links: LinkPlacement) -> Draft:
    """A text without its last tags, where they are not kept, and without the links that stand for themselves."""
    whole = Draft(text, ((0, len(text)),), (0,), Tail(), Tail())
    if hashtags == links == "keep":
        return whole
    entities = extract(text, rules=rules)
    trailing = _trailing(text, entities)
    tags = [e.span for e in trailing if e.kind == "hashtag"] if hashtags != "keep" else []
    urls = []
    if links == "last":
        ends_text = {e.span for e in trailing}
        urls = [e.span for e in entities if e.kind == "url" and (e.span in ends_text or _has_own_line(text, e.span))]
    kept = tuple(_without(text, sorted([*tags, *urls])))
    if not any(text[a:b].strip() for a, b in kept):
        return whole
    begins = tuple(accumulate((b - a for a, b in kept[:-1]), initial=0))
    return Draft("".join(text[a:b] for a, b in kept), kept, begins, _tail(text, tags), _tail(text, urls))


def _trailing(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities that end a text, with nothing but white space between them."""
    trailing = []
    end = _before_space(text, len(text))
    for entity in reversed(entities):
        start = entity.span[0]
        if entity.span[1] != end or (start and not text[start - 1].isspace()):
            break
        trailing.append(entity)
        end = _before_space(text, start)
    return trailing[::-1]


def _before_space(text: str, at: int) -> int:
    """Where the white space begins that ends at an offset."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def _has_own_line(text: str, span: Span) -> bool:
    start, end = span
    rest = _REST_OF_LINE.match(text, end)
    return rest is not None and (not _before_space(text, start) or "\n" in text[_before_space(text, start) : start])


def _without(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """What is left without some spans and the white space before them."""
    at = 0
    for start, end in spans:
        before = _before_space(text, start)
        if at < before:
            yield at, before
        at = end
    if at < len(text):
        yield at, len(text)


def _tail(text: str, spans: Sequence[Span]) -> Tail:
    """Tags or links, on a line of their own if they were."""
    if not spans:
        return Tail()
    first = spans[0][0]
    gap = text[_before_space(text, first) : first]
    gap = gap if "\n" in gap else " "
    written = ""
    pieces: list[Piece] = []
    for start, end in spans:
        written += gap if not pieces else "\n" if "\n" in gap and text[start:end][0] not in "#＃" else " "
        pieces.append(Piece((start, end), len(written)))
        written += text[start:end]
    return Tail(written, tuple(pieces))
