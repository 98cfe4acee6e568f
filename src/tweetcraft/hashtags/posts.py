"""A post as it was published: its words, its tags, and the draft that it may have been."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tweetcraft._text import require_text
from tweetcraft.arabic.stems import light_stem
from tweetcraft.entities import Entity, extract
from tweetcraft.hashtags.keys import tag_key, words_of
from tweetcraft.hashtags.ranking import NO_WORD, Draft

__all__ = ["PlainWord", "Post", "Tag", "emoji_of", "plain_words"]

_SHORTEST, _LONGEST = 3, 40  # code points of a tag that is worth suggesting
_NO_TONE = {0xFE0F: None} | dict.fromkeys(range(0x1F3FB, 0x1F400))  # emoji style, and tones of skin


class PlainWord(NamedTuple):
    """A word of a text that is in no tag, link or name."""

    key: str
    start: int
    end: int


class Tag(NamedTuple):
    """A tag where it stands in a post."""

    key: str
    written: str
    start: int
    parts: tuple[str, ...]
    """The keys of the words that its writer parted."""


class Post:
    """One post."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._entities = extract(require_text(text))
        self.plain = list(plain_words(text, self._entities))
        self.emoji = list(emoji_of(self._entities))
        self.tags = [
            Tag(key, one.value, one.span[0], tuple(tag_key(part) for part in one.value.split("_") if part))
            for one in self._entities
            if one.kind == "hashtag" and _SHORTEST <= len(key := tag_key(one.value)) <= _LONGEST
        ]

    def is_inside(self, start: int) -> bool:
        """Whether what starts at a place stands between words of the post."""
        return bool(self.plain) and self.plain[0].start < start < self.plain[-1].start

    def company(self) -> Counter[str]:
        """What posts are compared by: the stems of words, those of tags among them, and emoji."""
        keys = [*(word.key for word in self.plain), *(part for tag in self.tags for part in tag.parts)]
        return Counter([*map(light_stem, keys), *self.emoji])

    def draft(self) -> Draft:
        """The post before it had tags: those between its words are words again, the others are away."""
        parts, at = [], 0
        for entity in self._entities:
            if entity.kind != "emoji":
                start, end = entity.span
                parts += [self.text[at:start], self._before(entity)]
                at = end
        return Draft(re.sub(r"\s+", " ", "".join([*parts, self.text[at:]])).strip())

    def _before(self, entity: Entity) -> str:
        if entity.kind != "hashtag":
            return NO_WORD
        return entity.value.replace("_", " ") if self.is_inside(entity.span[0]) else ""


def plain_words(text: str, entities: Iterable[Entity]) -> Iterator[PlainWord]:
    """The words of a text that are in no tag, link or name."""
    at = 0
    for start, end in (*(entity.span for entity in entities if entity.kind != "emoji"), (len(text), len(text))):
        for a, b in words_of(text, at, start):
            yield PlainWord(tag_key(text[a:b]), a, b)
        at = end


def emoji_of(entities: Iterable[Entity]) -> Iterator[str]:
    """The emoji of a text, of whatever tone."""
    return (entity.value.translate(_NO_TONE) for entity in entities if entity.kind == "emoji")
