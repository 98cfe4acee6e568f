"""Which n-grams of a draft read as a tag, whatever their score: what a reader would laugh at is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tweetcraft.arabic import particles
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.hashtags.ranking import LEADING, PARTICLES, Draft, Ranked

__all__ = ["readable"]

_BEFORE_NOUNS = frozenset({"اليوم", "مساء"})
"""Words of time that are nouns where a definite one follows: اليوم الوطني, مساء الخير."""
_DEFINITE = re.compile("ال.{3,}")
_ADJECTIVE = re.compile("ال.{2,}(?:ي|يه)")
"""The form of a relative adjective; that of some names too."""
_TITLES = frozenset(map(tag_key, particles.TITLES))
_OVERSHADOWED = 4.0  # of a score: what stands so far below a phrase that it shares words with is a piece of it


def readable(draft: Draft, ranked: Iterable[Ranked]) -> Iterator[Ranked]:
    """The n-grams that can stand alone, the likeliest first.

    None begins or ends with a particle, cuts a number, begins with the adjective of a noun before it, or is a piece of
    what stands far above it; no adjective stands above the phrase with its noun.

    Arguments:
        draft: the draft.
        ranked: its n-grams, the likeliest first.
    """
    words = _Words(draft)
    best: dict[int, Ranked] = {}  # for each word, of those that hold it
    for one in _with_nouns_first([one for one in ranked if words.can_be(one)], words.adjectives):
        held = range(one.first, one.last + 1)
        if not any(_is_piece(one, best[word]) for word in held if word in best):
            for word in held:
                best.setdefault(word, one)
            yield one


class _Words:
    """What each word of a draft can be in a tag."""

    def __init__(self, draft: Draft) -> None:
        keys = draft.keys
        places = range(len(keys))
        definite = [_DEFINITE.fullmatch(key) is not None for key in keys]
        # After a title what has the form of an adjective is a name.
        self.adjectives = {
            at
            for at in places[1:]
            if definite[at - 1] and _ADJECTIVE.fullmatch(keys[at]) and draft.gaps[at] == "sp"
            if keys[at - 1] not in _TITLES
        }
        in_number = [draft.is_inside_number(at) for at in range(len(keys) + 1)]
        self._alone = [not in_number[at] and keys[at] not in PARTICLES for at in places]
        self._last = [not in_number[at + 1] and keys[at] not in LEADING for at in places]
        self._first = [
            (self._alone[at] and at not in self.adjectives) or (keys[at] in _BEFORE_NOUNS and definite[at + 1])
            for at in places[:-1]
        ]

    def can_be(self, one: Ranked) -> bool:
        """Whether an n-gram can be a tag."""
        return self._last[one.last] and (self._alone if one.first == one.last else self._first)[one.first]


def _with_nouns_first(ranked: list[Ranked], adjectives: Iterable[int]) -> list[Ranked]:
    """The same, where an adjective alone stood above the phrase with its noun, the two in each other's place."""
    places = {(one.first, one.last): place for place, one in enumerate(ranked)} if adjectives else {}
    for at in adjectives:
        place, phrase = places.get((at, at)), places.get((at - 1, at))
        if place is not None and phrase is not None and place < phrase:
            low, high = ranked[phrase], ranked[place]
            ranked[place], ranked[phrase] = low._replace(score=high.score), high._replace(score=low.score)
    return ranked


def _is_piece(one: Ranked, better: Ranked) -> bool:
    """Whether an n-gram has some words of another that stands far above it, and not all."""
    has_all = one.first <= better.first and better.last <= one.last
    return better.score - one.score > _OVERSHADOWED and not has_all
