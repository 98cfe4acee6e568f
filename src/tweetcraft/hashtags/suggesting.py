"""Tags for a draft: the words of it that writers would have chosen, and those that its like had before."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, get_args

from tweetcraft._text import require_text
from tweetcraft.arabic import particles
from tweetcraft.entities import Entity, extract
from tweetcraft.errors import HashtagError, OptionError, require_choice
from tweetcraft.hashtags.blocked import BLOCKED
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.hashtags.ranking import Draft, Ranked, ranker
from tweetcraft.hashtags.suggestions import HashtagSuggestion, written_at_end, written_inline
from tweetcraft.hashtags.validity import Joiner, make_hashtag
from tweetcraft.hashtags.vocabulary import HashtagVocabulary
from tweetcraft.rules import Rules, X, require_rules

__all__ = ["suggest_hashtags"]

_TRUST_IN_RATE = 0.9
"""How much more a tag of the vocabulary counts whose words stand in the draft, where they always were a tag."""
_UNSEEN = 0.5  # times that every tag of a vocabulary may have stood there as plain words yet
_MOST_RECALLED = ((0.15, 2), (0.3, 3), (0.5, 4))
"""Of five tags those that may come from posts that are so much like the draft: their words need not stand in it."""
_LEAST_SHARE = 0.15
"""Of the likeness, for a tag to be recalled."""


_OVERSHADOWED = 4.0  # of a score: what stands so far below a phrase that it shares a word with is a part of it


class _Found(NamedTuple):
    """A tag that could be suggested."""

    score: float
    tag: str
    span: tuple[int, int] | None
    reason: tuple[str, str]
    is_of_draft: bool = False
    """Whether it is words of the draft, and not a tag that somebody wrote."""


def suggest_hashtags(  # noqa: PLR0913 - one call, and every option by keyword
    text: str,
    *,
    limit: int = 5,
    vocabulary: HashtagVocabulary | None = None,
    joiner: Joiner = "_",
    blocked: Collection[str] = BLOCKED,
    rules: Rules = X,
) -> list[HashtagSuggestion]:
    """Suggest the tags that the writer of a draft would have chosen.

    Arguments:
        text: the draft; links, names and tags in it stay what they are.
        limit: the most tags to suggest.
        vocabulary: the tags that this writer or brand uses; from it come tags whose words are not in the draft, too.
        joiner: what stands between the words of a tag: ``"_"``, or ``""`` for nothing.
        blocked: words that no suggested tag may hold, by the key of :func:`tweetcraft.hashtags.keys.tag_key`.
        rules: under which the weights are counted.

    Returns:
        The suggestions, the best first: no tag that the draft has already, none that the platform would not link as
        one.  Spans are in code points of ``text``, weights in weighted units.

    Raises:
        TypeError: ``text`` is no ``str``.
        OptionError: ``limit`` is no whole number from 0 on, or there is no such joiner.

    >>> import tweetcraft as tc
    >>> draft = "أعلنت وزارة التجارة عن إطلاق معرض القاهرة الدولي للكتاب غدا"
    >>> for suggestion in tc.suggest_hashtags(draft, limit=1):
    ...     print(suggestion.tag, suggestion.span, suggestion.inline_weight, suggestion.end_weight)
    معرض_القاهرة_الدولي_للكتاب (29, 55) 1 28

    Source: a model learned from tweets, see :mod:`tweetcraft.hashtags.ranking`; measured in docs/hashtags.md.
    """
    require_rules(rules)
    require_choice("joiner", joiner, get_args(Joiner))
    if not isinstance(limit, int) or limit < 0:
        raise OptionError(f"limit must be a whole number from 0 on, not {limit!r}")
    entities = extract(require_text(text), rules=rules)
    taken = {tag_key(entity.value) for entity in entities if entity.kind == "hashtag"}
    suggestions: list[HashtagSuggestion] = []
    for found in _in_order(text, entities, vocabulary, limit):
        if len(suggestions) == limit:
            break
        try:
            tag = make_hashtag(found.tag, joiner=joiner) if found.is_of_draft else found.tag
        except HashtagError:
            continue
        key = tag_key(tag)
        if key in taken or any(tag_key(part) in blocked for part in tag.split("_")):
            continue
        taken.add(key)
        inline = written_inline(text, entities, found.span, tag, rules) if found.span else None
        weight = written_at_end(text, tag, rules)
        suggestions.append(HashtagSuggestion(tag, found.score, *found.reason, found.span, inline, weight))
    return suggestions


def _in_order(text: str, entities: Iterable[Entity], vocabulary: HashtagVocabulary | None, limit: int) -> list[_Found]:
    """The tags that could be suggested, the best first; what is recalled takes the last places."""
    draft = Draft(_without(text, entities))
    ranked = ranker().rank(draft)
    whole = math.fsum(math.exp(one.score) for one in ranked)
    found = {one.key: _of_draft(text, draft, one, math.exp(one.score) / whole) for one in _worth_reading(draft, ranked)}
    recalled: list[_Found] = []
    if vocabulary is not None:
        for key, start, end in vocabulary.phrases_in(text):
            found[key] = _of_vocabulary(key, vocabulary, (start, end), found.get(key))
        recalled = _recalled(text, vocabulary, limit)
    best = sorted(found.values(), key=lambda one: -one.score)
    first = max(0, limit - len(recalled))
    return [*best[:first], *recalled, *best[first:]]


def _worth_reading(draft: Draft, ranked: Iterable[Ranked]) -> Iterator[Ranked]:
    """The n-grams that neither begin nor end with a particle, and that no other stands far above at the same place."""
    above: dict[int, float] = {}  # for each word the best score of those that hold it
    for one in ranked:
        words = range(one.first, one.last + 1)
        if draft.keys[one.first] in _WEAK or draft.keys[one.last] in _WEAK_END:
            continue
        if any(above.get(word, -math.inf) - one.score > _OVERSHADOWED for word in words):
            continue
        for word in words:
            above.setdefault(word, one.score)
        yield one


_PARTICLES = (
    particles.PREPOSITIONS | particles.TIMES | particles.LEAD_ON | particles.RELATIVES | particles.COMPLEMENTS
    | particles.OR | particles.DETACHED | particles.CLAUSES
)  # fmt: skip
_WEAK = frozenset(tag_key(before + word) for word in _PARTICLES for before in ("", "و"))
_WEAK_END = _WEAK | frozenset(map(tag_key, particles.HEADS))


def _without(text: str, entities: Iterable[Entity]) -> str:
    """A draft without its links, names and tags, every word where it was."""
    parts = []
    at = 0
    for start, end in (entity.span for entity in entities if entity.kind != "emoji"):
        parts += [text[at:start], "|" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _of_draft(text: str, draft: Draft, one: Ranked, chance: float) -> _Found:
    start, end = draft.spans[one.first][0], draft.spans[one.last][1]
    if draft.keys[one.first].startswith(("وال", "فال", "بال", "كال")):
        start += 1  # a particle that is written on to the word
    return _Found(chance, text[start:end], (start, end), _reason(one), is_of_draft=True)


def _reason(one: Ranked) -> tuple[str, str]:
    if one.tags:
        return (
            f"writers have made it a tag ({one.tags} times where this was learned)",
            f"استُعمل وسما {one.tags} مرة في ما تعلّمنا منه",
        )
    if one.place:
        return "the name of a place", "اسم مكان"
    if one.last > one.first:
        return "a phrase that stands where writers put tags", "عبارة في موضع يكثر فيه الوسم"
    return "a word that stands where writers put tags", "كلمة في موضع يكثر فيه الوسم"


def _of_vocabulary(key: str, vocabulary: HashtagVocabulary, span: tuple[int, int], before: _Found | None) -> _Found:
    """A tag of a vocabulary whose words stand in the draft."""
    known = vocabulary.known(key)
    assert known is not None
    rate = known.count / (known.count + known.plain + _UNSEEN)
    score = 1 - (1 - (before.score if before else 0.0)) * (1 - _TRUST_IN_RATE * rate)
    reason = (f"used {known.count} times before", f"استُعمل من قبل {known.count} مرة")
    return _Found(score, known.spelling, span, reason)


def _recalled(text: str, vocabulary: HashtagVocabulary, limit: int) -> list[_Found]:
    """Tags of posts that are like the draft; the more they are, the more places their tags take."""
    reason = ("posts like this one had it", "حملته تغريدات تشبه هذه")
    recalled = vocabulary.recall(text)
    most = max((places for likeness, places in _MOST_RECALLED if recalled.likeness >= likeness), default=0)
    shares = sorted(recalled.shares.items(), key=lambda pair: (-pair[1], pair[0]))
    kept = ((vocabulary.known(key), share) for key, share in shares if share >= _LEAST_SHARE)
    found = [_Found(share, known.spelling, None, reason) for known, share in kept if known is not None]
    return found[: math.ceil(limit * most / 5)]
