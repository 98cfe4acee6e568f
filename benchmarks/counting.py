"""Counting: ours, its peers and the floor over the same tweets, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple
from unicodedata import is_normalized

import tweetcraft as tc
from benchmarks.node import NodePeer
from benchmarks.options import Options
from benchmarks.peers import Package, Peer, PythonPeer, from_pypi, opened, packages
from benchmarks.report import Section, Table
from benchmarks.texts import Sample, drafts, tweets
from benchmarks.timing import Rounds, in_turn
from tweetcraft._weighing import Meter
from tweetcraft.twitter_text import parse_tweet

__all__ = ["PEERS", "measure"]

WEIGHTED_LENGTH = "weighted_length, TWITTER_TEXT_3"
COUNT = "count, TWITTER_TEXT_3"
JAVASCRIPT = "twitter-text under Node"
PYTHON_PORT = "twitter-text-parser"
FLOOR = "floor"


def ours() -> Package:
    return Package("tweetcraft", tc.__version__, "this tree")


def our_weighted_length() -> Peer:
    weighted_length, rules = tc.weighted_length, tc.TWITTER_TEXT_3

    def weigh(text: str) -> int:  # not a partial, which takes its time over keywords
        return weighted_length(text, rules=rules)

    return PythonPeer(WEIGHTED_LENGTH, weigh, package=ours())


def our_weighted_length_in_python() -> Peer:
    """The same without the compiled scanner, as it is on a machine that has no compiler."""
    meter = Meter(tc.TWITTER_TEXT_3, compiled=False)

    def weigh(text: str) -> int:
        return meter.weigh(text)

    return PythonPeer("the same in pure Python", weigh, package=ours())


def our_weighted_length_x() -> Peer:
    return PythonPeer("weighted_length, X", tc.weighted_length, package=ours())


def our_count() -> Peer:
    count, rules = tc.count, tc.TWITTER_TEXT_3

    def counted(text: str) -> tc.Count:
        return count(text, rules=rules)

    return PythonPeer(COUNT, counted, value=attrgetter("weighted_length"), package=ours())


def our_count_x() -> Peer:
    return PythonPeer("count, X", tc.count, value=attrgetter("weighted_length"), package=ours())


def our_parse_tweet() -> Peer:
    return PythonPeer("twitter_text.parse_tweet", parse_tweet, value=attrgetter("weightedLength"), package=ours())


def twitter_text() -> Peer:
    return NodePeer(JAVASCRIPT, "parseTweet")


def twitter_text_parser() -> Peer:
    package = from_pypi("twitter-text-parser")
    import twitter_text as port  # asks for pkg_resources, which setuptools has only before release 81

    return PythonPeer(PYTHON_PORT, port.parse_tweet, value=attrgetter("weightedLength"), every=100, package=package)


def tweet_counter() -> Peer:
    package = from_pypi("tweet-counter")
    from tweet_counter import count_tweet

    return PythonPeer("tweet-counter", count_tweet, every=10, package=package)


def floor() -> Peer:
    """What nobody who weighs a text in Python can do without: ask whether it is in NFC, look once for what is heavy."""
    heavy = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]").search

    def scan(text: str) -> None:
        is_normalized("NFC", text)
        heavy(text)

    return PythonPeer(FLOOR, scan, package=None)


PEERS: Sequence[Callable[[], Peer]] = (
    our_weighted_length, our_weighted_length_in_python, our_weighted_length_x, our_count, our_count_x,
    our_parse_tweet, twitter_text, twitter_text_parser, tweet_counter, floor,
)  # fmt: skip


def measure(options: Options) -> Section:
    """Time every peer that is here on so many tweets, and compare their answers."""
    published = tweets(options.tweets)
    written = drafts(published)
    with opened(PEERS, published.texts) as (peers, skipped):
        taken, tweet = _timed("Time a tweet", peers, published, options.rounds)
        draft = _timed("Time a draft", peers, written, options.rounds)[1] if written.texts else None
    return Section(
        "Counting",
        [tweet, _goals(taken), *([draft] if draft else []), packages(peers)],
        [
            published.source + ".",
            written.source + ".",
            f"{options.rounds} rounds in turn after one to warm up; × is the median of the rounds' CPU ratios.",
            f"`differ`: answers whose weighted length is not that of {JAVASCRIPT}. X has newer emoji and domains.",
            "The floor is `unicodedata.is_normalized` and one compiled scan.",
            *skipped,
        ],
    )


def _timed(title: str, peers: Sequence[Peer], sample: Sample, rounds: int) -> tuple[dict[str, Rounds], Table]:
    for peer in peers:
        peer.load(sample.texts)
    taken = in_turn(peers, rounds)
    differing = _differing({peer.name: peer.answers() for peer in peers if peer.name != FLOOR})
    columns = (
        "",
        "best, µs",
        "CPU best, µs",
        "CPU median, µs",
        "× weighted_length",
        "× count",
        "texts timed",
        "differ",
    )
    return taken, Table(title, columns, [_row(peer, taken, differing) for peer in peers])


def _row(peer: Peer, taken: dict[str, Rounds], differing: dict[str, int]) -> list[str]:
    own = taken[peer.name]
    times = [f"{time:.2f}" for time in (min(own.wall), min(own.cpu), median(own.cpu))]
    ratios = [f"{own.over(taken[base]):.2f}" for base in (WEIGHTED_LENGTH, COUNT)]
    timed = f"{peer.timed:,}"
    differs = f"{differing[peer.name]:,}" if peer.name in differing else "-"
    return [peer.name, *times, *ratios, timed, differs]


def _differing(answers: dict[str, list[Any]]) -> dict[str, int]:
    """How many answers of each peer are not the JavaScript's."""
    right = answers.get(JAVASCRIPT)
    if right is None:
        return {}
    return {name: sum(a != b for a, b in zip(own, right, strict=True)) for name, own in answers.items()}


class _Goal(NamedTuple):
    slow: str
    fast: str
    times: float
    at_least: bool


_GOALS = (
    _Goal(JAVASCRIPT, WEIGHTED_LENGTH, 8, at_least=True),
    _Goal(PYTHON_PORT, WEIGHTED_LENGTH, 300, at_least=True),
    _Goal(JAVASCRIPT, COUNT, 5, at_least=True),
    _Goal(WEIGHTED_LENGTH, FLOOR, 2, at_least=False),
)


def _goals(taken: dict[str, Rounds]) -> Table:
    rows = []
    for slow, fast, times, at_least in _GOALS:
        if slow in taken and fast in taken:
            seen = taken[slow].over(taken[fast])
            met = seen >= times if at_least else seen <= times
            sign = "≥" if at_least else "≤"
            rows.append([f"{slow} / {fast}", f"{sign} {times:g}", f"{seen:.1f}", "yes" if met else "no"])
    return Table("Against the goals", ("time of one over time of the other", "goal", "seen", "met"), rows)
