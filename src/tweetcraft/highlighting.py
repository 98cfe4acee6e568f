"""HTML with a tag around what a search has hit: character for character what twitter-text 3.1.0 makes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tweetcraft._text import join_surrogates, require_text
from tweetcraft._utf16 import code_units

__all__ = ["hit_highlight"]

_CHARACTER_REFERENCE = re.compile("&(?:#[0-9]+|#[Xx][0-9A-Fa-f]+|[A-Za-z][0-9A-Za-z]*);")


def hit_highlight(
    text: str, hits: Iterable[Iterable[int]] = (), tag: str = "em", *, plain_offsets: bool = False
) -> str:
    """The HTML with a tag around each hit, inside links where hits lie in links.

    Arguments:
        text: HTML, such as ``auto_link`` returns; **not** plain text, where a ``>`` by itself would open a tag: escape
            it first, by ``html_escape``.
        hits: half-open pairs of offsets in UTF-16 code units, in order; tags in the HTML do not count.
        tag: the name of the tag.
        plain_offsets: whether offsets are those of the text that a reader sees, in which ``&amp;`` is one character.
            twitter-text counts five, and splits it where a hit ends among them.

    Returns:
        The HTML, as safe as the HTML passed in.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> from tweetcraft.twitter_text import hit_highlight, html_escape
    >>> hit_highlight("<a>حصاد</a> اليوم", [(0, 4)])
    '<a><em>حصاد</em></a> اليوم'
    >>> hit_highlight(html_escape("1 < 2 & 3"), [(2, 3), (8, 9)], plain_offsets=True)
    '1 <em>&lt;</em> 2 &amp; <em>3</em>'

    Source: twitter-text 3.1.0; ``plain_offsets`` is ours.
    """
    hits = list(hits)
    text = join_surrogates(require_text(text))
    if not hits:
        return text
    chunks = [chunk for piece in code_units(text).split("<") for chunk in piece.split(">")]
    offsets = list(chain.from_iterable(hits))
    if plain_offsets:
        offsets = _in_html("".join(chunks[::2]), offsets)
    return join_surrogates("".join(_highlighted(chunks, offsets, (f"<{tag or 'em'}>", f"</{tag or 'em'}>"))))


def _in_html(shown: str, offsets: Iterable[int]) -> list[int]:
    """For offsets in the text that a reader sees, those in its HTML, whose tags are taken out."""
    from html import unescape

    ends: list[int] = []  # of the characters that stand as character references, in the text that a reader sees
    grown = [0]
    for found in _CHARACTER_REFERENCE.finditer(shown):
        width = len(code_units(unescape(found[0])))
        ends.append(found.start() - grown[-1] + width)
        grown.append(grown[-1] + len(found[0]) - width)
    return [offset + grown[bisect_right(ends, offset)] for offset in offsets]


def _highlighted(chunks: Sequence[str], offsets: Iterable[int], tags: Sequence[str]) -> Iterator[str]:
    """The pieces of HTML whose chunks are text and the insides of tags in turn, with a tag at each offset.

    The tag that ends a hit is put before the tags of the HTML that stand there, the one that begins a hit after them;
    but a hit that began in an earlier chunk ends after them too.
    """
    at = cursor = before = 0  # the chunk, the place in it, and how much text there is before it
    began_here = False
    for number, offset in enumerate(offsets):
        mark = tags[number % 2]
        while at < len(chunks) and offset >= before + len(chunks[at]):
            yield chunks[at][cursor:]
            before += len(chunks[at])
            if began_here and offset == before:
                yield mark
                mark = ""
            if at + 1 < len(chunks) and chunks[at + 1]:
                yield f"<{chunks[at + 1]}>"
            at += 2
            cursor = 0
            began_here = False
        if not mark:
            continue
        if at < len(chunks):
            yield chunks[at][cursor : offset - before]
            cursor = offset - before
            began_here = number % 2 == 0
        yield mark
    if at < len(chunks):
        yield chunks[at][cursor:]
    for number in range(at + 1, len(chunks)):
        yield f"<{chunks[number]}>" if number % 2 else chunks[number]
