"""The ranking goes on learning from one writer's posts: which of their words this writer made tags.

The weights that are shipped are where it starts.  Each post with a tag between its words is once a draft whose tags are
known, and moves the weights one step (AdaGrad) up the slope of what ``tools/train_hashtags.py`` learns by, a softmax
within the draft.  What the post itself added to the counts is taken off for that: no draft shall know its answer.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from tweetcraft.hashtags.posts import Post
from tweetcraft.hashtags.ranking import (
    ROLES,
    History,
    Ranker,
    Weights,
    WordFacts,
    phrase_features,
    roles_of,
    word_features,
)

__all__ = ["Tuning"]

_STEP = 4.0  # in hundredths, as weights are
_DAMPING = 0.1  # of the first steps of a weight
_UNTUNED = 100  # drafts of other writers that count beside this writer's own
_LEAST_SLOPE = 0.001  # an n-gram that matters less is passed over

_Moved = defaultdict[str, list[float]]
"""For the name of a feature, by role: how far its weight moved, then the sum of the squares of its slopes."""


class Tuning:
    """How the weights of the ranking move for one writer."""

    def __init__(self) -> None:
        self._new = 0
        """How many drafts had a tag that the shipped ranking never saw."""
        self._of_words: _Moved = defaultdict(partial(list, (0.0,) * (2 * len(ROLES))))
        self._of_phrases: _Moved = defaultdict(partial(list, (0.0,) * 2))

    def learn(self, post: Post, model: Ranker, history: History) -> None:
        """Take one step.

        Arguments:
            post: what it has no tag between words of says nothing.
            model: the shipped one.
            history: of the writer, this post included.
        """
        gold = {tag.key for tag in post.tags if post.is_inside(tag.start)}
        if not gold:
            return
        is_new = not all(any(model.whole(key, single=single)[0] for single in (True, False)) for key in gold)
        model = model.adapted(_Without(post, history, model), model.weights)
        draft = post.draft()
        words = [
            list(word_features(key, written, model.facts, model.general))
            for key, written in zip(draft.keys, draft.written, strict=True)
        ]
        of_word = [self._scores(names, model.weights) for names in words]
        shipped = model.weights.of_phrases.get
        phrases, scores, is_gold = [], [], []
        for key, first, last in draft.phrases():
            names = list(phrase_features(draft, first, last, *model.whole(key, single=first == last)))
            roles = roles_of(draft, first, last)
            score = sum(of_word[at][role] for at, role in roles)
            score += sum(shipped(name, 0) for name in names)
            score += sum(self._of_phrases[name][0] for name in names if name in self._of_phrases)
            phrases.append((roles, names))
            scores.append(score / 100)
            is_gold.append(key in gold)
        if any(is_gold) and not all(is_gold):
            self._step(words, phrases, _slopes(scores, is_gold))
            self._new += is_new

    def _scores(self, names: Sequence[str], weights: Weights) -> list[float]:
        """What a word says in each role."""
        shipped = filter(None, map(weights.of_words.get, names))
        moved = (self._of_words[name] for name in names if name in self._of_words)
        return [sum(of_role) for of_role in zip((0.0,) * len(ROLES), *shipped, *moved, strict=False)]

    def _step(
        self,
        words: Sequence[Collection[str]],
        phrases: Sequence[tuple[Sequence[tuple[int, int]], Collection[str]]],
        slopes: Sequence[float],
    ) -> None:
        of_word = [[0.0] * len(ROLES) for _ in words]
        of_phrases: defaultdict[str, float] = defaultdict(float)
        for (roles, names), slope in zip(phrases, slopes, strict=True):
            if abs(slope) >= _LEAST_SLOPE:
                for at, role in roles:
                    of_word[at][role] += slope
                for name in names:
                    of_phrases[name] += slope
        of_words: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(ROLES))
        for features, by_role in zip(words, of_word, strict=True):
            if any(by_role):
                for name in features:
                    of_words[name] = [a + b for a, b in zip(of_words[name], by_role, strict=True)]
        for name, slope in of_phrases.items():
            _move(self._of_phrases[name], [slope])
        for name, by_role in of_words.items():
            _move(self._of_words[name], by_role)

    def tuned(self, weights: Weights) -> Weights:
        """Weights with what was learned from this writer, trusted the more the more drafts had a new tag.

        A ranking that knows all tags of the posts was learned from them, and would only learn them by heart.
        """
        trust = self._new / (self._new + _UNTUNED)
        of_words, of_phrases = dict(weights.of_words), dict(weights.of_phrases)
        for name, moved in self._of_words.items():
            shipped = of_words.get(name, (0,) * len(ROLES))
            of_words[name] = [a + round(trust * b) for a, b in zip(shipped, moved, strict=False)]
        for name, (moved_by, _) in self._of_phrases.items():
            of_phrases[name] = of_phrases.get(name, 0) + round(trust * moved_by)
        return Weights(of_words, of_phrases)

    def state(self) -> list[Any]:
        """All of it, for a file."""
        return [self._new, self._of_words, self._of_phrases]

    @classmethod
    def of_state(cls, state: Sequence[Any]) -> Tuning:
        """What :meth:`state` gave."""
        tuning = cls()
        tuning._new = state[0]
        tuning._of_words.update(state[1])
        tuning._of_phrases.update(state[2])
        return tuning


class _Without:
    """What a writer's posts say, without one of them.

    It is taken off twice, as far as there is anything to take off: the shipped counts may be of the same post.
    """

    def __init__(self, post: Post, history: History, shipped: Ranker) -> None:
        self._history, self._shipped = history, shipped
        self._plain = Counter({word.key for word in post.plain})
        self._parts = Counter(part for tag in post.tags for part in tag.parts)
        self._alone = Counter(tag.parts[0] for tag in post.tags if len(tag.parts) == 1)
        self._tags = Counter(tag.key for tag in post.tags)

    def facts(self, word: str) -> WordFacts:
        own, shipped = self._history.facts(word), self._shipped.facts(word)
        return WordFacts(
            own.plain - min(2 * self._plain[word], own.plain + shipped.plain),
            own.tagged - min(2 * self._parts[word], own.tagged + shipped.tagged),
            own.alone - min(2 * self._alone[word], own.alone + shipped.alone),
            0,
        )

    def times(self, key: str) -> int:
        own = self._history.times(key)
        return own - min(2 * self._tags[key], own + self._shipped.whole(key, single=False)[0])


def _slopes(scores: Sequence[float], is_gold: Sequence[bool]) -> list[float]:
    """How the likelihood of the tags of a draft grows with the score of each n-gram."""
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    others = math.fsum(power for power, gold in zip(powers, is_gold, strict=True) if not gold) or math.ulp(0.0)
    share = 1 / sum(is_gold)
    pull = math.fsum(share / (others + power) for power, gold in zip(powers, is_gold, strict=True) if gold)
    return [
        share * others / (others + power) if gold else -power * pull
        for power, gold in zip(powers, is_gold, strict=True)
    ]


def _move(moved: list[float], slopes: Sequence[float]) -> None:
    """Move the weights of one feature; so few decimals are kept that they can stand in a file."""
    for role, slope in enumerate(slopes):
        if slope:
            squares = len(slopes) + role
            moved[squares] = round(moved[squares] + slope * slope, 4)
            moved[role] = round(moved[role] + _STEP * slope / math.sqrt(moved[squares] + _DAMPING), 2)
