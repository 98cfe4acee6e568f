"""Normalizing: ours and its peers over the same articles, and the time of a tweet that needs no repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

import tweetcraft as tc
from benchmarks.options import Options
from benchmarks.peers import Package, Peer, PythonPeer, from_pypi, opened, packages
from benchmarks.report import Section, Table
from benchmarks.texts import Sample, articles, tweets
from benchmarks.timing import Rounds, in_turn

__all__ = ["PEERS", "measure"]

SIZE = 5_000_000
"""Bytes of UTF-8."""

NORMALIZE = "normalize"
EXPLAIN = "normalize_and_explain"
SEARCH_KEY = "search_key"
CLEANING = "to publish"
FOLDING = "to search"

ARCLEAN = "camel-tools, arclean"
CAMEL_CHAIN = "camel-tools, chain"
PYARABIC = "pyarabic, normalize_searchtext"
ARABCHECK_CLEAN = "arabcheck, clean_text"
ARABCHECK_FOLD = "arabcheck, normalize and clean_text"
ARACLEAN_CLEAN = "araclean, default"
ARACLEAN_FOLD = "araclean, search"
FLOOR = "floor"


def ours() -> Package:
    return Package("tweetcraft", tc.__version__, "this tree")


def our_normalize() -> Peer:
    return PythonPeer(NORMALIZE, tc.normalize, package=ours())


def our_normalize_and_explain() -> Peer:
    return PythonPeer(EXPLAIN, tc.normalize_and_explain, package=ours())


def our_search_key() -> Peer:
    return PythonPeer(SEARCH_KEY, tc.search_key, package=ours())


def camel_arclean() -> Peer:
    package = from_pypi("camel-tools")
    from camel_tools.utils.charmap import CharMapper

    return PythonPeer(ARCLEAN, CharMapper.builtin_mapper("arclean"), package=package)


def camel_chain() -> Peer:
    """What it has for searching: nothing for tatweel, digits and elongation among it."""
    package = from_pypi("camel-tools")
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    def fold(text: str) -> str:
        text = normalize_alef_maksura_ar(normalize_alef_ar(normalize_unicode(text)))
        return str(dediac_ar(normalize_teh_marbuta_ar(text)))

    return PythonPeer(CAMEL_CHAIN, fold, package=package)


def pyarabic() -> Peer:
    package = from_pypi("pyarabic")
    from pyarabic.normalize import normalize_searchtext

    return PythonPeer(PYARABIC, normalize_searchtext, package=package)


def arabcheck_clean() -> Peer:
    package = from_pypi("arabcheck")
    from arabcheck import ArabCheck

    return PythonPeer(ARABCHECK_CLEAN, ArabCheck().clean_text, package=package)


def arabcheck_fold() -> Peer:
    package = from_pypi("arabcheck")
    from arabcheck import ArabCheck

    checker = ArabCheck()

    def fold(text: str) -> str:
        return str(checker.clean_text(checker.normalize(text, taa_marbuta=True)))

    return PythonPeer(ARABCHECK_FOLD, fold, package=package)


def araclean_clean() -> Peer:
    package = from_pypi("araclean")
    from araclean import normalize

    return PythonPeer(ARACLEAN_CLEAN, normalize, package=package)


def araclean_fold() -> Peer:
    package = from_pypi("araclean")
    from araclean import normalize

    def fold(text: str) -> str:
        return str(normalize(text, profile="search"))

    return PythonPeer(ARACLEAN_FOLD, fold, package=package)


def floor() -> Peer:
    """What nobody can do without who looks for some characters in Python: one compiled scan."""
    return PythonPeer(FLOOR, re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]").search, package=None)


PEERS: Sequence[Callable[[], Peer]] = (
    our_normalize, our_normalize_and_explain, our_search_key, camel_arclean, camel_chain, pyarabic,
    arabcheck_clean, arabcheck_fold, araclean_clean, araclean_fold,
)  # fmt: skip
OURS: Sequence[Callable[[], Peer]] = (our_normalize, our_normalize_and_explain, our_search_key, floor)

WORK = {
    NORMALIZE: CLEANING, EXPLAIN: CLEANING, ARCLEAN: CLEANING, ARABCHECK_CLEAN: CLEANING, ARACLEAN_CLEAN: CLEANING,
    SEARCH_KEY: FOLDING, CAMEL_CHAIN: FOLDING, PYARABIC: FOLDING, ARABCHECK_FOLD: FOLDING, ARACLEAN_FOLD: FOLDING,
}  # fmt: skip


def measure(options: Options) -> Section:
    """Time every peer that is here on the articles, and ours on tweets that come out as they went in."""
    news = articles(SIZE)
    settled = _settled(tweets(options.tweets))
    with opened(PEERS, news.texts) as (peers, skipped):
        over_news = in_turn(peers, options.rounds)
        table = packages(peers)
    with opened(OURS, settled.texts) as (peers, _):
        over_tweets = in_turn(peers, options.rounds)
    weights = _Weights(len(news.texts), sum(len(text.encode()) for text in news.texts))
    return Section(
        "Normalizing",
        [_of_news(over_news, weights), _of_tweets(over_tweets), _goals(over_news, over_tweets, weights), table],
        [
            news.source + "; MB are millions of bytes of UTF-8.",
            settled.source + ".",
            f"{options.rounds} rounds in turn after one to warm up, CPU time; × is the median of the rounds' ratios.",
            "The peers do less than is done here: none leaves links and tags alone, for one.",
            "The floor is one compiled scan that finds nothing in most texts.",
            *skipped,
        ],
    )


def _settled(published: Sample) -> Sample:
    """The tweets that need no repair."""
    texts = [text for text in published.texts if tc.normalize(text) == text]
    return Sample(texts, f"Nothing to repair: {len(texts):,} of {published.source}")


class _Weights(NamedTuple):
    texts: int
    utf8: int

    def speed(self, microseconds: float) -> float:
        """MB/s, from the time of a text."""
        return self.utf8 / self.texts / microseconds


def _of_news(taken: dict[str, Rounds], weights: _Weights) -> Table:
    rows = []
    for name, rounds in taken.items():
        speeds = [f"{weights.speed(time):.1f}" for time in (min(rounds.cpu), median(rounds.cpu))]
        ratios = [f"{rounds.over(taken[base]):.2f}" for base in (NORMALIZE, SEARCH_KEY)]
        rows.append([name, WORK[name], *speeds, *ratios])
    columns = ("", "work", "best, MB/s", "median, MB/s", "× normalize", "× search_key")
    return Table("Articles", columns, rows)


def _of_tweets(taken: dict[str, Rounds]) -> Table:
    rows = [
        [name, *(f"{time:.2f}" for time in (min(rounds.wall), min(rounds.cpu), median(rounds.cpu)))]
        for name, rounds in taken.items()
    ]
    return Table("A tweet with nothing to repair", ("", "best, µs", "CPU best, µs", "CPU median, µs"), rows)


_LEAST = {NORMALIZE: 30.0, SEARCH_KEY: 60.0}  # MB/s
_MOST = 6.0  # µs


def _goals(over_news: dict[str, Rounds], over_tweets: dict[str, Rounds], weights: _Weights) -> Table:
    rows = []
    for name, least in _LEAST.items():
        speed = weights.speed(min(over_news[name].cpu))
        rows.append(_goal(f"{name} of articles, MB/s", f"≥ {least:g}", f"{speed:.1f}", met=speed >= least))
    for own in _LEAST:
        for peer, rounds in over_news.items():
            if WORK[peer] == WORK[own] and peer not in (own, EXPLAIN):
                times = rounds.over(over_news[own])
                rows.append(_goal(f"time of {peer} over time of {own}", "≥ 1", f"{times:.2f}", met=times >= 1))
    time = min(over_tweets[NORMALIZE].cpu)
    rows.append(
        _goal("normalize of a tweet with nothing to repair, µs", f"≤ {_MOST:g}", f"{time:.2f}", met=time <= _MOST)
    )
    return Table("Against the goals", ("", "goal", "seen", "met"), rows)


def _goal(what: str, goal: str, seen: str, *, met: bool) -> list[str]:
    return [what, goal, seen, "yes" if met else "no"]
