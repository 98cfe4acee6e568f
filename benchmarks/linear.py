"""Whether time grows in proportion to length: each hostile text at a length and at twice that length."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import process_time
from typing import Any, NamedTuple

import pyarrow as pa

import tweetcraft as tc
from benchmarks.hostile import HOSTILE, Hostile
from benchmarks.node import NodePeer
from benchmarks.options import Options
from benchmarks.peers import Unavailable
from benchmarks.report import Section, Table
from benchmarks.timing import no_collection
from tweetcraft.arabic.numbers import find_number_words
from tweetcraft.arabic.sentences import find_sentences
from tweetcraft.arrow import compute
from tweetcraft.twitter_text import auto_link, hit_highlight

__all__ = ["FUNCTIONS", "measure"]

SIZES = (16_000, 256_000)
THREAD_SIZES = (16_000, 64_000)  # of what is made for ``split_thread``
MOST = 2.5  # what doubling the length may multiply the time by
_CLEARLY_LINEAR = 2.25
_HOPELESS = 3.2  # a text that is this far off at the small size is not tried at the large one
_RUNS = 3
_MOST_RUNS = 6  # where the factor leaves doubts
_SHORT = 0.002  # seconds: what is over sooner is run several times in a row
_LONG = 0.1  # seconds: what takes longer is run again only where the factor leaves doubts


FUNCTIONS: dict[str, Callable[[str], Any]] = {
    "weighted_length": tc.weighted_length,
    "count": tc.count,
    "extract": tc.extract,
    "split_thread": tc.split_thread,
    "find_sentences": find_sentences,
    "find_number_words": lambda text: [*find_number_words(text)],
    "suggest_hashtags": tc.suggest_hashtags,
    "normalize": tc.normalize,
    "normalize_and_explain": tc.normalize_and_explain,
    "search_key": tc.search_key,
    "review": tc.review,
    "auto_link": lambda text: auto_link(text, safe=True),
    "hit_highlight": lambda text: hit_highlight(
        text, [(at, at + 1) for at in range(0, len(text), 2)], plain_offsets=True
    ),
    "compute": lambda text: compute(pa.array([text.encode(errors="replace").decode()]), "weighted_length"),
}


class Doubling(NamedTuple):
    """What a text took, and what one of twice its length."""

    length: int
    single: float
    double: float

    @property
    def factor(self) -> float:
        return self.double / self.single

    def __str__(self) -> str:
        return f"{self.factor:.2f}" + (" !" if self.factor > MOST else "")


def measure(_: Options) -> Section:
    """Double every hostile text for every function."""
    found: dict[str, dict[str, list[Doubling]]] = {}
    for number, text in enumerate(HOSTILE, 1):
        print(f"... {number} of {len(HOSTILE)}", end="\r", file=sys.stderr, flush=True)
        with no_collection():
            found[text.name] = {name: _doublings(name, text) for name in FUNCTIONS}
    lengths = " and ".join(f"{length:,}" for length in SIZES)
    thread_lengths = " and ".join(f"{length:,}" for length in THREAD_SIZES)
    columns = ("repeated", *FUNCTIONS, "slowest, ns a character")
    rows = [[name, *map(_cell, row.values()), _slowest(row)] for name, row in found.items()]
    return Section(
        "Growth",
        [Table("What doubling the length multiplies the time by", columns, rows), _worst(found), *_contrast()],
        [
            f"At {lengths} characters, in CPU time. `!`: over {MOST}. `-`: not run.",
            f"Best of {_RUNS} runs, of one where it takes over {_LONG} s.",
            f"Of up to {_MOST_RUNS} where the factor is over {_CLEARLY_LINEAR}: another program may slow down a run.",
            "`split_thread` is given plain text, and a shorter one of what is hard to cut between graphemes.",
            f"What tries it without being like a thread it is given at {thread_lengths} characters.",
            f"`suggest_hashtags` is given what is no plain text at {SIZES[0]:,} characters alone.",
        ],
    )


def _sizes(name: str, text: Hostile) -> Sequence[int]:
    """The lengths at which a function is tried: what is no scanner takes its time."""
    if text.plain or name not in ("split_thread", "suggest_hashtags"):
        return SIZES
    if name == "split_thread" and text.thread:
        return THREAD_SIZES
    return SIZES[:1] if name == "suggest_hashtags" or text.graphemes else ()


def _doublings(name: str, text: Hostile) -> list[Doubling]:
    found: list[Doubling] = []
    for length in _sizes(name, text):
        if not found or found[-1].factor < _HOPELESS:
            found.append(_doubling(FUNCTIONS[name], text, length))
    return found


def _doubling(run: Callable[[str], Any], text: Hostile, length: int) -> Doubling:
    single, double = text.of(length), text.of(2 * length)
    times = max(1, int(_SHORT / max(_seconds(run, text.of(length // 16), 1) * 16, 1e-6)))
    best = Doubling(length, float("inf"), float("inf"))
    for number in range(1, _MOST_RUNS + 1):
        taken = _seconds(run, single, times), _seconds(run, double, times)
        best = Doubling(length, min(best.single, taken[0]), min(best.double, taken[1]))
        enough = 1 if taken[1] > _LONG else _RUNS
        if (number >= enough and best.factor < _CLEARLY_LINEAR) or (number >= _RUNS and best.factor > _HOPELESS):
            break
    return best


def _seconds(run: Callable[[str], Any], text: str, times: int) -> float:
    """CPU time of one call; that it refuses the text is as good an answer as any."""
    start = process_time()
    for _ in range(times):
        with suppress(tc.TweetcraftError):
            run(text)
    return (process_time() - start) / times


def _cell(doublings: Sequence[Doubling]) -> str:
    return "  ".join([*map(str, doublings), *["-"] * (len(SIZES) - len(doublings))])


def _slowest(row: dict[str, list[Doubling]]) -> str:
    taken = {name: max(d.double / d.length / 2 for d in doublings) for name, doublings in row.items() if doublings}
    name = max(taken, key=lambda name: taken[name])
    return f"{taken[name] * 1e9:,.0f} ({name})"


def _worst(found: dict[str, dict[str, list[Doubling]]]) -> Table:
    rows = []
    for function in FUNCTIONS:
        every = [(d, name) for name, row in found.items() for d in row[function]]
        worst, name = max(every, key=lambda pair: pair[0].factor)
        over = sum(doubling.factor > MOST for doubling, _ in every)
        rows.append([function, str(worst), f"{name}, {worst.length:,}", f"{over} of {len(every)}"])
    return Table("The worst", ("", "factor", "text", f"over {MOST}"), rows)


def _contrast() -> list[Table]:
    """The reference on one of the texts, much shorter: it would not come to an end on these."""
    text = Hostile("", "م.")
    sizes = (1_000, 2_000, 4_000)
    try:
        node = NodePeer("", "parseTweet")
    except Unavailable:
        return []
    rows = []
    for size in sizes:
        node.load([text.of(size)])
        theirs = min(node.round().cpu for _ in range(_RUNS)) / 1e6
        ours = min(_seconds(tc.weighted_length, text.of(size), 3) for _ in range(_RUNS)) * 1e3
        rows.append([f"{size:,}", f"{theirs:.2f}", f"{ours:.2f}"])
    node.close()
    return [Table("For contrast: meem and dot, ms", ("characters", "twitter-text under Node", "weighted_length"), rows)]
