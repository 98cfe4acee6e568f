"""Fitting: by which means drafts a little over the limit come under it, made of real tweets and of news."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from statistics import median
from typing import get_args

import tweetcraft as tc
from benchmarks.options import Options
from benchmarks.peers import Package, Peer, PythonPeer, opened
from benchmarks.report import Section, Table
from benchmarks.texts import DATA, SEED, Sample, articles, tweets
from benchmarks.timing import Rounds, in_turn
from tweetcraft.fitting import Fitted, Means

__all__ = ["DRAFTS", "WEIGHTS", "measure"]

DRAFTS = 2_000
"""Of each kind, or a fifth of the tweets where that is less."""
WEIGHTS = range(281, 331)
"""What they weigh."""

_MEANS: tuple[Means, ...] = get_args(Means)
_ALLOWED: dict[str, Sequence[Means]] = {
    "fit, no word changed": _MEANS[:2],
    "fit, with wording": _MEANS[:3],
    "fit, with a cut": _MEANS,
}
_EVERY = 10  # drafts to one that is timed


def measure(options: Options) -> Section:
    """Fit drafts of both kinds with all means allowed, and time a draft."""
    size = min(DRAFTS, options.tweets // 5)
    tables: list[Table] = []
    notes: list[str] = []
    for kind, file, make in (("tweets", "tweets.jsonl", _of_tweets), ("news", "articles.jsonl", _of_news)):
        if not (DATA / file).is_file():
            notes.append(f"skipped drafts of {kind}: {DATA / file} is missing")
            continue
        drafts = make(size)
        fitted = [tc.fit(text, allow=_MEANS) for text in drafts.texts]
        with opened([_peer(name) for name in _ALLOWED], drafts.texts) as (peers, _):
            taken = in_turn(peers, options.rounds)
        tables += [_by_means(kind, fitted), _by_rule(kind, fitted), _checks(kind, fitted), _times(kind, taken)]
        notes.append(f"{drafts.source}.")
    return Section(
        "Fitting",
        tables,
        [
            *notes,
            f"Every draft weighs {WEIGHTS[0]} to {WEIGHTS[-1]} units, and {tc.X.limit} are allowed.",
            "A draft fits by the last means that it took; what is invisible or typography changes no word.",
            f"Times: CPU, {options.rounds} rounds in turn after one to warm up, one draft in {_EVERY}.",
        ],
    )


def _peer(name: str) -> Callable[[], Peer]:
    allow = _ALLOWED[name]

    def fitting() -> Peer:
        package = Package("tweetcraft", tc.__version__, "this tree")
        return PythonPeer(name, lambda text: tc.fit(text, allow=allow), package=package, every=_EVERY)

    return fitting


# Drafts


def _of_tweets(size: int) -> Sample:
    """Pairs of tweets, each on a line of its own."""
    known = tweets(10**9).texts
    weights = {text: tc.weighted_length(text) for text in known}
    chance = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < size:
        pair = chance.sample(known, 2)
        draft = "\n".join(pair)
        # Near the weight first: two texts may weigh another unit where they meet.
        if abs(sum(map(weights.__getitem__, pair)) - 305) < 30 and tc.weighted_length(draft) in WEIGHTS:
            found[draft] = None
    return Sample([*found], f"Drafts of tweets: {len(found):,} pairs, drawn (seed {SEED}) from {len(known):,} tweets")


_WORD_END = re.compile(r"(?<=\S)(?=\s)")


def _of_news(size: int) -> Sample:
    """The beginnings of articles, then of their second halves, up to the end of a word."""
    texts = list(dict.fromkeys(articles(4_000_000).texts))
    parts = texts + [text[text.find("\n", len(text) // 2) + 1 :] for text in texts]
    chance = random.Random(SEED)
    beginnings = (_beginning(part, chance.choice(WEIGHTS)) for part in parts)
    found = list(islice(filter(None, beginnings), size))
    halves = max(0, len(found) - len(texts))
    source = f"Drafts of news: the beginnings of {len(found) - halves:,} articles and of {halves:,} second halves"
    return Sample(found, f"{source}, cut at a word (seed {SEED})")


def _beginning(text: str, most: int) -> str:
    """All that weighs no more, in whole words; nothing where that fits."""
    ends = (end.start() for end in _WORD_END.finditer(text, 0, 400))
    fitting = [text[:end] for end in ends if tc.weighted_length(text[:end]) <= most]
    return fitting[-1] if fitting and tc.weighted_length(fitting[-1]) in WEIGHTS else ""


# Tables


def _by_means(kind: str, fitted: Sequence[Fitted]) -> Table:
    """How many fit by which means, each counted where it fits first."""
    last = Counter(result.steps[-1].means if result.fits else None for result in fitted)
    rows: list[list[str]] = []
    so_far = 0
    for means in _MEANS:
        so_far += last[means]
        rows.append([means, f"{last[means]:,}", _share(last[means], fitted), f"{so_far:,}", _share(so_far, fitted)])
    rows.append(["not at all", f"{last[None]:,}", _share(last[None], fitted), "-", "-"])
    return Table(f"Drafts of {kind} that fit", ("by", "drafts", "share", "so far", "share so far"), rows)


def _by_rule(kind: str, fitted: Sequence[Fitted]) -> Table:
    """What was done, rule by rule."""
    steps = [step for result in fitted for step in result.steps]
    rules = dict.fromkeys((step.means, step.rule) for step in sorted(steps, key=lambda s: _MEANS.index(s.means)))
    rows = []
    for means, rule in rules:
        own = [step for step in steps if (step.means, step.rule) == (means, rule)]
        saved, places = sum(step.saved for step in own), sum(step.places for step in own)
        rows.append([rule, means, f"{len(own):,}", f"{places:,}", f"{saved:,}", f"{saved / places:.1f}"])
    columns = ("", "means", "steps", "places", "units saved", "units a place")
    return Table(f"Edits of drafts of {kind}", columns, rows)


def _checks(kind: str, fitted: Sequence[Fitted]) -> Table:
    """What must never be."""
    wrong = {
        "said to fit, and over the limit": [r for r in fitted if r.fits and tc.weighted_length(r.text) > tc.X.limit],
        "said not to fit, and within it": [r for r in fitted if not r.fits and tc.weighted_length(r.text) <= 280],
        "heavier than before": [r for r in fitted if tc.weighted_length(r.text) > tc.weighted_length(r.source)],
        "a link, name or tag changed": [r for r in fitted if _linked(r.source) != _linked(r.text)],
    }
    return Table(f"Checks of drafts of {kind}", ("", "drafts"), [[what, f"{len(r):,}"] for what, r in wrong.items()])


def _linked(text: str) -> list[tuple[str, str]]:
    return [(entity.kind, entity.text) for entity in tc.extract(text) if entity.kind != "emoji"]


def _times(kind: str, taken: dict[str, Rounds]) -> Table:
    rows = [
        [name, *(f"{time / 1000:.2f}" for time in (min(rounds.wall), min(rounds.cpu), median(rounds.cpu)))]
        for name, rounds in taken.items()
    ]
    return Table(f"Time a draft of {kind}", ("", "best, ms", "CPU best, ms", "CPU median, ms"), rows)


def _share(part: int, whole: Sequence[Fitted]) -> str:
    return f"{100 * part / len(whole):.1f} %"
