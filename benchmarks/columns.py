"""Columns: the Arrow kernel beside a loop over the same posts, and beside twitter-text under Node."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter_ns, process_time_ns
from typing import Any

import pyarrow as pa

import tweetcraft as tc
from benchmarks.counting import twitter_text
from benchmarks.options import Options
from benchmarks.peers import Package, Peer, PythonPeer, Taken, opened, packages
from benchmarks.report import Section, Table
from benchmarks.texts import tweets
from benchmarks.timing import Rounds, in_turn
from tweetcraft.arrow import Annotator, compute
from tweetcraft.arrow.posts import Posts
from tweetcraft.arrow.signs import signs_for

__all__ = ["measure"]

COLUMN = "compute, weighted_length"
LOOP = "weighted_length in a loop"
BY_LIST = "the column as a list, the loop, and back"
JAVASCRIPT = "twitter-text under Node"

_GOALS = ((LOOP, 3.0), (JAVASCRIPT, 25.0))
_OTHERS = ("is_valid", "valid_range", "direction", "hashtags", "emoji_count", "search_key", "normalized")


class ColumnPeer:
    """A function of an Arrow array, in this process."""

    def __init__(self, name: str, function: Callable[[pa.Array], pa.Array]) -> None:
        self.name = name
        self.package: Package | None = Package("pyarrow", pa.__version__, "PyPI")
        self.timed = 0
        self._function = function
        self._column = pa.array([], pa.string())

    def load(self, texts: Sequence[str]) -> None:
        self._column = pa.array(texts, pa.string())
        self.timed = len(texts)

    def round(self) -> Taken:
        wall, cpu = perf_counter_ns(), process_time_ns()
        self._function(self._column)
        return Taken(perf_counter_ns() - wall, process_time_ns() - cpu)

    def answers(self) -> list[Any]:
        answers: list[Any] = self._function(self._column).to_pylist()
        return answers

    def close(self) -> None:
        pass


def _loop(text: str) -> int:
    return tc.weighted_length(text, rules=tc.TWITTER_TEXT_3)


def our_column() -> Peer:
    return ColumnPeer(COLUMN, lambda column: compute(column, "weighted_length", rules=tc.TWITTER_TEXT_3))


def our_column_in_numpy() -> Peer:
    """The same without the compiled scanner, as it is on a machine that has no compiler."""
    signs = signs_for(tc.TWITTER_TEXT_3)

    def weigh(column: pa.Array) -> pa.Array:
        scanner, signs.scanner = signs.scanner, None
        try:
            return compute(column, "weighted_length", rules=tc.TWITTER_TEXT_3)
        finally:
            signs.scanner = scanner

    return ColumnPeer("the same, looked over by NumPy", weigh)


def our_loop() -> Peer:
    return PythonPeer(LOOP, _loop, package=Package("tweetcraft", tc.__version__, "this tree"))


def by_list() -> Peer:
    return ColumnPeer(BY_LIST, lambda column: pa.array(map(_loop, column.to_pylist()), pa.int32()))


def measure(options: Options) -> Section:
    """Weigh a column of real tweets in three ways and by Node, and time the other outputs."""
    sample = tweets(options.tweets)
    with opened((our_column, our_column_in_numpy, our_loop, by_list, twitter_text), sample.texts) as (peers, skipped):
        taken = in_turn(peers, options.rounds)
        told = {peer.name: peer.answers() for peer in peers}
        shown = packages(peers)
    differ = sum(len(set(row)) > 1 for row in zip(*told.values(), strict=True))
    column = pa.array(sample.texts)
    settled = Posts(column, Annotator("text", ("weighted_length",))).is_settled.mean()
    return Section(
        "Columns",
        [
            Table(
                "Weighted length of a column, TWITTER_TEXT_3",
                ("", "CPU best, µs a post", "CPU median, µs", "posts a second", f"× {COLUMN}"),
                [_row(name, rounds, taken[COLUMN]) for name, rounds in taken.items()],
            ),
            Table(
                "Against the goals",
                ("CPU time of one over CPU time of the column", "goal", "seen", "met"),
                [_goal(taken[slow].over(taken[COLUMN]), slow, goal) for slow, goal in _GOALS if slow in taken],
            ),
            Table("Each output by itself, X", ("", "CPU median, µs a post"), _others(sample.texts, options.rounds)),
            shown,
        ],
        [
            f"{sample.source}; one Arrow array of them, one core.",
            f"{options.rounds} rounds in turn after one to warm up; × is the median of the rounds' CPU ratios.",
            f"Posts whose weighted length is not the same in all: {differ:,}.",
            f"Settled by tables, without a call of the scalar function: {settled:.2%} of the posts.",
            *skipped,
        ],
    )


def _row(name: str, rounds: Rounds, column: Rounds) -> list[str]:
    times = [f"{time:.3f}" for time in (min(rounds.cpu), median(rounds.cpu))]
    return [name, *times, f"{1e6 / median(rounds.cpu):,.0f}", f"{rounds.over(column):.1f}"]


def _goal(seen: float, slow: str, goal: float) -> list[str]:
    return [f"{slow} / {COLUMN}", f"≥ {goal:g}", f"{seen:.1f}", "yes" if seen >= goal else "no"]


def _others(texts: Sequence[str], rounds: int) -> list[list[str]]:
    def output(name: str) -> Callable[[pa.Array], pa.Array]:
        return lambda column: compute(column, name)

    peers = [ColumnPeer(name, output(name)) for name in _OTHERS]
    for peer in peers:
        peer.load(texts)
    taken = in_turn(peers, max(1, rounds // 3))
    return [[name, f"{median(rounds.cpu):.2f}"] for name, rounds in taken.items()]
