"""Tags for a draft: the words of it that writers would have chosen, and those that its like had before."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from tweetcraft._text import require_text
from tweetcraft.arabic.counted import TIMES
from tweetcraft.entities import Entity, extract, masked
from tweetcraft.errors import HashtagError, OptionError, require_choice
from tweetcraft.hashtags.analysis import Analyzer, NameKind
from tweetcraft.hashtags.blocked import BLOCKED
from tweetcraft.hashtags.keys import PROCLITICS, SHORT_WORD, tag_key
from tweetcraft.hashtags.posts import PlainWord, emoji_of, plain_words
from tweetcraft.hashtags.ranking import NO_WORD, Draft, Ranked, Ranker, ranker
from tweetcraft.hashtags.readable import readable
from tweetcraft.hashtags.sharing import Evidence, score
from tweetcraft.hashtags.suggestions import HashtagSuggestion, written_at_end, written_inline
from tweetcraft.hashtags.validity import Joiner, make_hashtag
from tweetcraft.hashtags.vocabulary import HashtagVocabulary, Known
from tweetcraft.rules import Rules, X, require_rules

__all__ = ["evidence", "of_draft", "suggest_hashtags"]

_NAME = 2.0
"""Of a score: what an n-gram gains that an analyzer knows for a name.  Set by hand: no model was at hand to measure."""
_REASONS_OF_NAMES: dict[NameKind, tuple[str, str]] = {
    "place": ("the name of a place", "اسم مكان"),
    "person": ("the name of a person", "اسم شخص"),
    "organisation": ("the name of an organisation", "اسم جهة"),
    "other": ("a name", "اسم علم"),
}
_OFTEN, _MORE_OFTEN = 20, 4
"""How often a word has been seen without what may be its particle, and how many times as often as with it."""
_COMMONER = 3
"""Steps by which a word is commoner in general without what may be و; a step is by 2.8 times."""
_LISTED = 0.2
"""The least chance of a tag that somebody put on a list, where its words stand in the draft; set by hand."""


class Found(NamedTuple):
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
    analyzer: Analyzer | None = None,
    joiner: Joiner = "_",
    blocked: Collection[str] = BLOCKED,
    rules: Rules = X,
) -> list[HashtagSuggestion]:
    """Suggest the tags that the writer of a draft would have chosen.

    Arguments:
        text: the draft; links, names and tags in it stay what they are.
        limit: the most tags to suggest.
        vocabulary: the tags that this writer or brand uses; from it come tags whose words are not in the draft, too.
        analyzer: what knows lemmas and names, such as :class:`tweetcraft.camel.CamelAnalyzer`; names are kept whole.
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
    for found in _in_order(text, entities, vocabulary, analyzer, limit):
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


def _in_order(
    text: str,
    entities: Sequence[Entity],
    vocabulary: HashtagVocabulary | None,
    analyzer: Analyzer | None,
    limit: int,
) -> list[Found]:
    """The tags that could be suggested, the best first."""
    model = ranker() if vocabulary is None else vocabulary.ranker
    found = of_draft(text, entities, model, analyzer)
    if vocabulary is not None:
        words = list(plain_words(text, entities))
        recalled = vocabulary.recall_by(words, emoji_of(entities))
        found = _with_history(words, recalled, found, vocabulary, limit)
    return sorted(found.values(), key=lambda one: -one.score)


def of_draft(
    text: str, entities: Iterable[Entity], model: Ranker, analyzer: Analyzer | None = None
) -> dict[str, Found]:
    """The n-grams that could be suggested, by their keys.

    Arguments:
        text: the draft.
        entities: in it, none of which becomes a tag.
        model: what ranks n-grams.
        analyzer: what knows lemmas and names.
    """
    plain = masked(text, entities, NO_WORD)
    draft = Draft(plain)
    ranked = model.rank(draft, analyzer.lemma if analyzer else None)
    names = _names(draft, plain, analyzer) if analyzer else {}
    if names:
        kept = (one for one in ranked if not any(_cuts(one, *name) for name in names))
        raised = (one._replace(score=one.score + _NAME * ((one.first, one.last) in names)) for one in kept)
        ranked = sorted(raised, key=lambda one: -one.score)
    total = math.fsum(math.exp(one.score) for one in ranked)
    return {
        one.key: _phrase(draft, one, math.exp(one.score) / total, model, names.get((one.first, one.last)))
        for one in readable(draft, ranked)
    }


def _names(draft: Draft, plain: str, analyzer: Analyzer) -> dict[tuple[int, int], NameKind]:
    """The names in a draft, by their first and their last word."""
    starts = {start: at for at, (start, _) in enumerate(draft.spans)}
    ends = {end: at for at, (_, end) in enumerate(draft.spans)}
    # A link or a tag is no word of a sentence: spaces keep the places and say nothing.
    found = analyzer.names(plain.replace(NO_WORD, " "))
    return {(starts[a], ends[b]): kind for (a, b), kind in found if a in starts and b in ends}


def _cuts(one: Ranked, first: int, last: int) -> bool:
    """Whether an n-gram has some words of a name, and not all."""
    return one.first <= last and first <= one.last and not one.first <= first <= last <= one.last


def _phrase(draft: Draft, one: Ranked, chance: float, model: Ranker, kind: NameKind | None) -> Found:
    start, end = draft.spans[one.first][0], draft.spans[one.last][1]
    reason = _reason(one, kind)
    key = draft.keys[one.first]
    if key.startswith("لل") and len(key) > SHORT_WORD:  # the article has lost its alef to the particle
        return Found(chance, f"ال{draft.text[start + 2 : end]}", None, reason, is_of_draft=True)
    start += _has_particle(key, model)
    return Found(chance, draft.text[start:end], (start, end), reason, is_of_draft=True)


def _has_particle(key: str, model: Ranker) -> bool:
    """Whether a particle is written on to a word: before the article, or before a tag when the whole is none."""
    if key.startswith(("وال", "فال", "بال", "كال")):
        return True
    if key[:1] not in PROCLITICS or len(key) <= SHORT_WORD:
        return False
    whole, rest = model.facts(key), model.facts(key[1:])
    if whole.alone or whole.place:
        return False
    if key[0] == "و" and model.general(key[1:]) - model.general(key) >= _COMMONER:
        return True
    if not (rest.tagged or rest.place):
        return False
    seen = rest.plain + rest.tagged
    return seen >= _OFTEN and seen >= _MORE_OFTEN * whole.plain


def _reason(one: Ranked, kind: NameKind | None) -> tuple[str, str]:
    if kind is not None:
        return _REASONS_OF_NAMES[kind]
    if one.tags:
        return (
            f"writers have made it a tag ({_times(one.tags)} where this was learned)",
            f"استُعمل وسما {TIMES.by(one.tags)} في ما تعلّمنا منه",
        )
    if one.place:
        return _REASONS_OF_NAMES["place"]
    if one.last > one.first:
        return "a phrase that stands where writers put tags", "عبارة في موضع يكثر فيه الوسم"
    return "a word that stands where writers put tags", "كلمة في موضع يكثر فيه الوسم"


def _with_history(
    words: Sequence[PlainWord],
    recalled: Mapping[str, float],
    of_draft: dict[str, Found],
    vocabulary: HashtagVocabulary,
    limit: int,
) -> dict[str, Found]:
    """What the draft has and what this writer had before, by one scale."""
    spans = {key: (start, end) for key, start, end in vocabulary.phrases(words)}
    gathered = evidence({key: one.score for key, one in of_draft.items()}, spans, recalled, vocabulary, limit)
    posts, inside = vocabulary.posts, vocabulary.inside
    scores = {key: score(one, posts, inside) for key, one in gathered.items()}
    most = max(scores.values(), default=0.0)
    powers = {key: math.exp(points - most) for key, points in scores.items()}
    whole = math.fsum(powers.values())
    found = {}
    for key, one in gathered.items():
        known = vocabulary.known_by(key)
        if known is None:
            found[key] = of_draft[key]._replace(score=powers[key] / whole)
        else:
            found[key] = Found(powers[key] / whole, known.spelling, spans.get(key), _reason_of_history(one, known))
    return found


def evidence(
    chances: Mapping[str, float],
    standing: Collection[str],
    recalled: Mapping[str, float],
    vocabulary: HashtagVocabulary,
    limit: int,
) -> dict[str, Evidence]:
    """What speaks for each tag that a draft or a vocabulary could supply.

    Arguments:
        chances: of the n-grams of the draft, by their keys, from 0 to 1.
        standing: keys of the vocabulary's tags whose words stand in the draft.
        recalled: for the keys of tags that posts like the draft had, their shares, from 0 to 1.
        vocabulary: what its writer had before.
        limit: how many tags of it are taken for being used most.
    """
    gathered = {}
    for key in dict.fromkeys((*chances, *standing, *recalled, *vocabulary.most_used(limit))):
        known = vocabulary.known_by(key)
        chance = chances.get(key)
        if chance is None and key in standing:  # behind a particle, or in words that nobody would have made a tag
            chance = max(chances.get(particle + key, 0.0) for particle in PROCLITICS)
        if chance is not None and known is not None and known.is_listed:
            chance = max(chance, _LISTED)
        count, plain = (known.count, known.plain) if known else (0, 0)
        gathered[key] = Evidence(chance, count, plain, recalled.get(key, 0.0))
    return gathered


def _reason_of_history(one: Evidence, known: Known) -> tuple[str, str]:
    if one.chance is None and one.share:
        return "posts like this one had it", "حملته تغريدات تشبه هذه"
    if known.is_listed:
        return "it is on the list", "وسم من القائمة"
    return f"used {_times(one.count)} before", f"استُعمل من قبل {TIMES.by(one.count)}"


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"
