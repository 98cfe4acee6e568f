"""Entities: what a platform links or draws, one module a kind, and the pass that puts them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from tweetcraft._text import in_source, join_surrogates, require_text
from tweetcraft.entities.cashtag import find_cashtags
from tweetcraft.entities.emoji import emoji_finder
from tweetcraft.entities.hashtag import find_hashtags
from tweetcraft.entities.mention import find_mentions
from tweetcraft.entities.tld import tld_matcher
from tweetcraft.entities.url import find_urls
from tweetcraft.rules import Rules, X, require_rules

__all__ = ["Entity", "Kind", "extract", "masked"]

Kind = Literal["url", "mention", "list", "hashtag", "cashtag", "emoji"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One link, tag, name or emoji of a text."""

    kind: Kind
    text: str
    """As it stands in the text, sign included."""
    value: str
    """Without its sign; ``user/list`` for a list."""
    span: tuple[int, int]
    """Half-open, in code points of the text that was passed in."""


def extract(text: str, *, rules: Rules = X) -> list[Entity]:
    """Find every URL, mention, list, hashtag, cashtag and emoji.

    Arguments:
        text: the draft.
        rules: whose list of top-level domains and whose emoji apply.

    Returns:
        The entities in the order of the text, not overlapping: of two that would, the one that begins first is kept,
        and of two that begin together the earlier in the list of kinds above.  Spans are half-open, in code points.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> import tweetcraft as tc
    >>> [(e.kind, e.value) for e in tc.extract("زوروا example.com مع @user #رؤية_2030 🌴")]
    [('url', 'example.com'), ('mention', 'user'), ('hashtag', 'رؤية_2030'), ('emoji', '🌴')]

    Source: twitter-text 3.1.0, ``extractEntitiesWithIndices``; emoji after UTS #51.
    """
    require_rules(rules)
    joined = join_surrogates(require_text(text))
    found = _extract(joined, rules)
    if joined == text:
        return found
    offsets = in_source(text, (offset for entity in found for offset in entity.span))
    spans = ((start, next(offsets)) for start in offsets)
    return [replace(e, span=(a, b), text=text[a:b]) for e, (a, b) in zip(found, spans, strict=True)]


def masked(text: str, entities: Iterable[Entity], character: str) -> str:
    """Put one character in the place of each one of a link, a tag, a name or a cashtag.

    Arguments:
        text: the text.
        entities: what it holds, as :func:`extract` found it; emoji among them stay.
        character: what hides the others.

    Returns:
        A text in which every offset is what it was.

    >>> from tweetcraft.entities import extract, masked
    >>> masked("تابعوا @user 👍", extract("تابعوا @user 👍"), "|")
    'تابعوا ||||| 👍'
    """
    parts: list[str] = []
    at = 0
    for start, end in (entity.span for entity in entities if entity.kind != "emoji"):
        parts += (text[at:start], character * (end - start))
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def _extract(text: str, rules: Rules) -> list[Entity]:
    linked = list(_without_overlaps(sorted(_linked(text, rules), key=_start)))
    emoji = (Entity("emoji", text[a:b], text[a:b], (a, b)) for a, b in emoji_finder(rules.emoji_data).all(text))
    # A link or tag comes first even where an emoji begins before it: the keycap of `#️⃣` is no part of a tag anyway.
    return sorted(chain(linked, _outside(emoji, linked)), key=_start)


def _linked(text: str, rules: Rules) -> Iterator[Entity]:
    for url in find_urls(text, tld_matcher(rules.tld_data)):
        yield Entity("url", text[url.start : url.end], url.url, (url.start, url.end))
    for name in find_mentions(text):
        kind: Kind = "list" if name.list_slug else "mention"
        span = (name.start, name.end)
        yield Entity(kind, text[name.start : name.end], name.screen_name + name.list_slug, span)
    for tag in find_hashtags(text):
        yield Entity("hashtag", text[tag.start : tag.end], tag.tag, (tag.start, tag.end))
    for symbol in find_cashtags(text):
        yield Entity("cashtag", text[symbol.start : symbol.end], symbol.symbol, (symbol.start, symbol.end))


def _start(entity: Entity) -> int:
    return entity.span[0]


def _without_overlaps(entities: list[Entity]) -> Iterator[Entity]:
    """Of ``entities`` in order, those that begin where the one kept before has ended, or later."""
    end = 0
    for entity in entities:
        if entity.span[0] >= end:
            end = entity.span[1]
            yield entity


def _outside(emoji: Iterator[Entity], linked: list[Entity]) -> Iterator[Entity]:
    """The emoji that no link or tag overlaps; both are in order."""
    at = 0
    for entity in emoji:
        start, end = entity.span
        while at < len(linked) and linked[at].span[1] <= start:
            at += 1
        if at == len(linked) or linked[at].span[0] >= end:
            yield entity
