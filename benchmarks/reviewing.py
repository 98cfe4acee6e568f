"""Reviewing: what a review of a tweet takes, what mending takes, and how often each rule speaks."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import tweetcraft as tc
from benchmarks.options import Options
from benchmarks.peers import Package, PythonPeer, opened
from benchmarks.report import Section, Table
from benchmarks.texts import tweets
from benchmarks.timing import in_turn
from tools.sample_review import rates_of

__all__ = ["measure"]

_EVERY = 5  # tweets to one that is timed
_GOAL = "300"  # us a tweet


def measure(options: Options) -> Section:
    """Review real tweets; no peer reviews Arabic for X."""
    sample = tweets(options.tweets)
    package = Package("tweetcraft", tc.__version__, "this tree")

    def peer(name: str, run: Callable[[str], object]) -> Callable[[], PythonPeer]:
        return lambda: PythonPeer(name, run, package=package, every=_EVERY)

    runs: dict[str, Callable[[str], object]] = {"review": tc.review, "review and apply_fixes": _mended}
    with opened([peer(name, run) for name, run in runs.items()], sample.texts) as (peers, _):
        taken = in_turn(peers, options.rounds)
    rates = [rate for rate in rates_of([tc.review(text) for text in sample.texts]) if rate.findings]
    return Section(
        "Reviewing",
        [
            Table(
                "A tweet",
                ("", "us a tweet", "goal"),
                [(name, f"{median(rounds.cpu):.0f}", _GOAL) for name, rounds in taken.items()],
            ),
            Table(
                "What is found",
                ("rule", "severity", "per 1,000 tweets", "tweets with one", "with a fix"),
                [rate.cells for rate in rates],
            ),
        ],
        [f"{sample.source}.", f"Times: CPU, {options.rounds} rounds, one tweet in {_EVERY}."],
    )


def _mended(text: str) -> str:
    return tc.apply_fixes(text, tc.review(text))
