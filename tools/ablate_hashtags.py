"""Does a package earn a place in the ranking of hashtags?  Its features beside those of ``tools/train_hashtags.py``.

usage: python -m tools.ablate_hashtags [--only NAME ...]

Learns the model without and with the features of each package that is installed, from one collection of tweets, and
tests it on all drafts of the other, both ways: recall@5 of the ranker alone.  Prints a table in Markdown; takes about
two minutes a package.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import permutations
from statistics import fmean, stdev
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks.hashtags import load_measure
from tools.train_hashtags import (
    Counts,
    Extra,
    Lists,
    More,
    Post,
    drafts_of,
    examples,
    read_lists,
    read_posts,
    train,
)
from tweetcraft.arabic import particles as ours
from tweetcraft.hashtags import ranking
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.hashtags.ranking import ROLES, Draft, Ranker, WordFacts

_BEST = 5
_WARMED_BY = 20  # drafts that are not timed
_HAVE = frozenset({"emoji", "regex"})  # what tweetcraft requires anyway
_PHRASES, _MOST_WORDS = 50, 3  # of YAKE
_RANKS = (1, 2, 3, 5, 9, 17)  # edges of buckets

Make = Callable[[int | None], Extra]
"""Makes the features of drafts of a fold, from counts without it."""


# What is tried


def simplemma(posts: Sequence[Post]) -> Make:
    from simplemma import lemmatize

    return _counted_by(lambda word: str(lemmatize(word, lang="ar")), posts)


def snowballstemmer(posts: Sequence[Post]) -> Make:
    from snowballstemmer import stemmer

    stem = stemmer("arabic").stemWord
    return _counted_by(lambda word: str(stem(word)), posts)


def _counted_by(form: Callable[[str], str], posts: Sequence[Post]) -> Make:
    """What is counted of words by their lemma or stem; named so that training trusts it as little as its own counts."""

    @cache
    def key(word: str) -> str:
        return tag_key(form(word))

    counts = Counts(posts, key)

    def make(fold: int | None) -> Extra:
        plain, tagged, alone, _ = counts.without(fold)

        @cache
        def of_word(word: str) -> list[str]:
            known = key(word)
            facts = WordFacts(plain[known], tagged[known], alone[known], 0)
            names = ranking.word_features(known, word, lambda _: facts, lambda _: 0)
            return [f"{name}:form" for name in names if name.startswith(("tr", "tw", "sg"))]

        return _of_words(of_word)

    return make


def wordfreq(_: Sequence[Post]) -> Make:
    from wordfreq import zipf_frequency

    return lambda _: _of_words(lambda word: (f"zipf{int(2 * zipf_frequency(word, 'ar'))}",))


def stopwordsiso(_: Sequence[Post]) -> Make:
    from stopwordsiso import stopwords

    keys = frozenset(map(tag_key, stopwords("ar")))
    return lambda _: _of_words(lambda word: (f"stop{tag_key(word) in keys:d}",))


def _of_words(of_word: Callable[[str], Iterable[str]]) -> Extra:
    return lambda _, draft: More([of_word(word) for word in draft.written], lambda *_: ())


def yake(_: Sequence[Post]) -> Make:
    from yake import KeywordExtractor

    extract = KeywordExtractor(lan="ar", n=_MOST_WORDS, top=_PHRASES).extract_keywords

    def extra(text: str, draft: Draft) -> More:
        keys = dict.fromkeys(tag_key(phrase.replace(" ", "")) for phrase, _ in extract(text))
        ranks = {key: rank for rank, key in enumerate(keys, 1)}

        def of_phrase(first: int, last: int) -> Iterable[str]:
            rank = ranks.get("".join(draft.keys[first : last + 1]), 0)
            place = f"yake{sum(rank >= edge for edge in _RANKS)}"
            return (place, f"{place}n{last - first + 1}")

        return More([()] * len(draft.keys), of_phrase)

    return lambda _: extra


def particles(_: Sequence[Post]) -> Make:
    """No package: lists that tweetcraft has anyway, flagged as ``stopwordsiso`` flags its own."""
    lists = (
        ours.PREPOSITIONS, ours.TIMES, ours.LEAD_ON, ours.RELATIVES, ours.COMPLEMENTS, ours.OR, ours.DETACHED,
        ours.CLAUSES, ours.HEADS, ours.ATTACHED,
    )  # fmt: skip
    keys = frozenset(tag_key(before + word) for words in lists for word in words for before in ("", "و"))
    return lambda _: _of_words(lambda word: (f"stop{tag_key(word) in keys:d}",))


TRIED: dict[str, Callable[[Sequence[Post]], Make]] = {
    make.__name__: make for make in (simplemma, wordfreq, stopwordsiso, snowballstemmer, yake, particles)
}
_NO_PACKAGES = frozenset({"particles"})


# Testing


class _Tested(NamedTuple):
    """What came of a model on the drafts of the other collection."""

    recalls: list[float]
    """Of each draft."""
    own: float
    """Milliseconds a draft of the ranking itself."""
    extra: float
    """Milliseconds a draft of the features beside it."""


def main() -> int:
    """Learn, test, print."""
    parser = argparse.ArgumentParser(description="Try the features of packages in the ranking of hashtags.")
    parser.add_argument("--only", nargs="+", choices=TRIED, default=list(TRIED), metavar="NAME", help=", ".join(TRIED))
    asked = parser.parse_args().only
    here = [name for name in asked if name in _NO_PACKAGES or _is_here(name)]
    for name in asked:
        if name not in here:
            print(f"skipped {name}: not installed", file=sys.stderr)
    posts, lists = list(read_posts(load_measure())), read_lists()
    ways = list(permutations(dict.fromkeys(post.source for post in posts), 2))
    without = [_tested(posts, lists, way) for way in ways]
    headings = [f"{learned} to {tested}" for learned, tested in ways]
    _print_row("features", *headings, "ms a draft", "MB", "MB with what it requires")
    _print_row("---", *("---:" for _ in [*ways, "ms", "MB", "MB"]))
    _print_row("drafts", *(f"{len(one.recalls):,}" for one in without), "", "", "")
    recalls = (f"{fmean(one.recalls):.3f} ± {_error(one.recalls):.3f}" for one in without)
    _print_row("those of the model", *recalls, f"{fmean(one.own for one in without):.2f}", "", "")
    for name in here:
        found = [_tested(posts, lists, way, TRIED[name]) for way in ways]
        gains = (_gain(one.recalls, base.recalls) for one, base in zip(found, without, strict=True))
        packages = [set[str](), set[str]()] if name in _NO_PACKAGES else [{name}, _required(name, set())]
        sizes = (f"{_megabytes(some):.1f}" for some in packages)
        _print_row(f"and {name}", *gains, f"+ {fmean(one.extra for one in found):.2f}", *sizes)
    return 0


def _is_here(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _tested(
    posts: Sequence[Post],
    lists: Lists,
    way: tuple[str, str],
    make: Callable[[Sequence[Post]], Make] | None = None,
) -> _Tested:
    """Learn from one collection, test on the other."""
    learned_from, tested_on = way
    known = [post for post in posts if post.source == learned_from]
    extra_of = make(known) if make else None
    model = train(known, lists, extra_of).model
    extra = extra_of(None) if extra_of else None
    drafts = drafts_of([post for post in posts if post.source == tested_on and post.is_inside])
    ranker = Ranker(model)
    own, more = _milliseconds(drafts, ranker, extra)
    return _Tested([_recall(post, model, ranker, extra) for post in drafts], own, more)


def _milliseconds(drafts: Sequence[Post], ranker: Ranker, extra: Extra | None) -> tuple[float, float]:
    """A draft's ranking, and the features beside it."""
    own, more = [], []
    for post in drafts:
        start = perf_counter()
        draft = Draft(post.body)
        ranker.rank(draft)
        own.append(perf_counter() - start)
        if extra:
            start = perf_counter()
            of_phrase = extra(post.body, draft).of_phrase
            for _, first, last in draft.phrases():
                of_phrase(first, last)
            more.append(perf_counter() - start)
    return 1000 * fmean(own[_WARMED_BY:]), 1000 * fmean(more[_WARMED_BY:] or [0.0])


def _recall(post: Post, model: dict[str, Any], ranker: Ranker, extra: Extra | None) -> float:
    """The share of a draft's own tags that are among the five that the model with the features ranks best."""
    by_role, flat = model["role_weights"], model["weights"]

    def weight(name: str) -> int:
        role, bar, of_word = name.partition("|")
        if bar and of_word in by_role and role in ROLES:
            return int(by_role[of_word][ROLES.index(role)])
        return int(flat.get(name, 0))

    found = examples(post, ranker, by_role, extra)
    best = sorted(found, key=lambda one: -sum(map(weight, one[1])))[:_BEST]
    return sum(is_gold for is_gold, _ in best) / len(post.gold)


# The table


def _gain(recalls: Sequence[float], before: Sequence[float]) -> str:
    """The difference, and its standard error draft by draft."""
    gains = [one - base for one, base in zip(recalls, before, strict=True)]
    return f"{fmean(recalls):.3f} ({fmean(gains):+.3f} ± {_error(gains):.3f})"


def _error(values: Sequence[float]) -> float:
    """Standard error of the mean."""
    return stdev(values) / math.sqrt(len(values))


def _required(name: str, known: set[str]) -> set[str]:
    """A package and all that it requires, without what tweetcraft has already."""
    if name in known or name in _HAVE:
        return known
    known.add(name)
    for requirement in distribution(name).requires or ():
        required = re.match(r"[\w.-]+", requirement)
        if required and "extra ==" not in requirement and _is_here(required[0]):
            _required(required[0], known)
    return known


def _megabytes(names: Iterable[str]) -> float:
    """Installed."""
    return sum(file.size or 0 for name in names for file in distribution(name).files or ()) / 1e6


def _print_row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
