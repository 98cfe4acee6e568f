"""Hashtags: who suggests the tags that writers chose, beside peers; and what a vocabulary of 100,000 posts costs."""

from __future__ import annotations

import gc
import importlib.util
import json
import math
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median, quantiles, stdev
from time import perf_counter
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

import tweetcraft as tc
from benchmarks.options import Options
from benchmarks.peers import Package, Peer, PythonPeer, from_pypi, opened, packages
from benchmarks.report import Section, Table
from benchmarks.texts import DATA, SEED
from benchmarks.timing import Rounds, in_turn

__all__ = ["FOLD", "load_measure", "measure"]

FOLD = 0
"""The fifth of the drafts that the shipped model has not seen."""
POSTS = 100_000
"""In the vocabulary whose cost is measured."""

SUGGEST = "suggest_hashtags"

_BEST = 5
_MOST_WORDS = 3  # of a phrase of the peers
_MOST_OF_KNOWN = 5  # words of a tag of the history that is looked for
_NEIGHBOURS = 30  # posts
_EVERY = 10  # drafts to one that is timed
_T = TypeVar("_T")
_TWEETS = DATA / "tweets.jsonl"
_MEASURE = DATA.parent / "eval" / "hashtags.py"


def load_measure() -> ModuleType:
    """The measure of the shared folder: its drafts, its folds, and the key by which tags are compared."""
    spec = importlib.util.spec_from_file_location("measure", _MEASURE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Row(NamedTuple):
    """A tweet of the measure."""

    raw: str
    body: str
    """The draft made of it."""
    gold: frozenset[str]
    """Keys of the tags that its writer chose."""
    fold: int


class _Collection(NamedTuple):
    """The tweets of one kind of draft."""

    kind: str
    rows: list[_Row]

    def learned(self) -> list[_Row]:
        return [row for row in self.rows if row.fold != FOLD]

    def tested(self) -> list[_Row]:
        return [row for row in self.rows if row.fold == FOLD]


def measure(options: Options) -> Section:
    """Judge and time every peer that is here on the fold that was left out, then learn a large vocabulary."""
    missing = [path for path in (_TWEETS, _MEASURE) if not path.is_file()]
    if missing:
        return Section("Hashtags", [], [f"skipped: {path} is missing" for path in missing])
    judge = load_measure()
    inline, strip = (_Collection(kind, _rows(judge, _TWEETS, kind)) for kind in ("inline", "strip"))
    runs = [
        _run(f"default {inline.kind}", DEFAULT, inline.tested(), judge, options),
        *(_run(f"own {c.kind}", _own(c.learned(), judge), c.tested(), judge, options) for c in (inline, strip)),
    ]
    peers = {peer.name: peer for run in runs for peer in run.peers}
    return Section(
        "Hashtags",
        [*(run.table for run in runs), _whole(judge), *_scale(strip), packages([*peers.values()])],
        [
            f"Drafts, gold tags, folds and the key by which tags are compared: {_MEASURE.name} of the shared folder.",
            "`inline`: tags inside the sentence are plain words again, and gold; `strip`: all are deleted, and gold.",
            f"Drafts of fold {FOLD} alone: the shipped model has learned from all others of both collections.",
            "`own`: a vocabulary (or an index of neighbours) of the other folds' tweets of that kind.",
            "`hit@`: drafts with at least one of their tags among so many. `±`: the standard error of the mean.",
            f"YAKE: its Arabic list, up to {_MOST_WORDS} words or single ones, the best {_BEST}, all else as it comes.",
            (
                f"TF-IDF: times in the draft x rarity by wordfreq, of 1 to {_MOST_WORDS} words that spaces alone join;"
                f" they begin and end with none of the {_COMMONEST} commonest. A phrase is as rare as the commonest of"
                " its words (chosen on fold 1: recall@5 0.28 there, 0.25 with the mean of them, 0.09 with the sum)."
            ),
            f"BM25: tags of the {_NEIGHBOURS} nearest posts by the squares of their scores, over plain words and tags.",
            "Known tags: those of the other folds' tweets whose words stand in the draft, the most used first.",
            (
                "Whole collections: peers that learn nothing. The shipped model has seen most of these drafts;"
                " docs/hashtags.md has one that learned from one collection and was tested on the other."
            ),
            f"Times: CPU, {options.rounds} rounds in turn after one to warm up, one draft in {_EVERY}, the median.",
            (
                f"The {POSTS:,} posts: those of {_TWEETS.name}, then again with one word of each replaced by one of"
                f" another (seed {SEED}), so that few are exact copies. Drafts: `strip`, their own posts among them."
            ),
            "Learned in one fresh process, loaded in another; memory is what VmRSS grew by, times are by the clock.",
            *dict.fromkeys(note for run in runs for note in run.skipped),
        ],
    )


def _rows(judge: ModuleType, path: Path, kind: str) -> list[_Row]:
    return [_Row(row["raw"], row["body"], frozenset(row["gold"]), row["fold"]) for row in judge.drafts(path, kind)]


# Without a history


def _ours(**given: Any) -> Peer:
    def suggest(text: str) -> list[str]:
        return [suggestion.tag for suggestion in tc.suggest_hashtags(text, limit=_BEST, **given)]

    return PythonPeer(SUGGEST, suggest, package=Package("tweetcraft", tc.__version__, "this tree"), every=_EVERY)


def our_suggest() -> Peer:
    return _ours()


def yake() -> Peer:
    return _yake(f"YAKE, up to {_MOST_WORDS} words", _MOST_WORDS)


def yake_words() -> Peer:
    return _yake("YAKE, single words", 1)


def _yake(name: str, words: int) -> Peer:
    package = from_pypi("yake")
    from yake import KeywordExtractor

    extract = KeywordExtractor(lan="ar", n=words, top=_BEST).extract_keywords
    return PythonPeer(name, lambda text: [phrase for phrase, _ in extract(text)], package=package, every=_EVERY)


_PHRASE = re.compile(r"[\w\u064b-\u065f\u0670\u0640]+(?: [\w\u064b-\u065f\u0670\u0640]+)*")
_COMMONEST = 100
_UNSEEN = 1e-8  # frequency of a word that wordfreq has not


def tf_idf() -> Peer:
    package = from_pypi("wordfreq")
    from wordfreq import top_n_list, word_frequency

    common = frozenset(top_n_list("ar", _COMMONEST))

    def rarity(word: str) -> float:
        return -math.log(max(word_frequency(word, "ar"), _UNSEEN))

    def suggest(text: str) -> list[str]:
        found: Counter[str] = Counter()
        for run in _PHRASE.findall(text):
            words = run.split(" ")
            for first in range(len(words)):
                for last in range(first, min(first + _MOST_WORDS, len(words))):
                    if not {words[first], words[last]} & common:
                        found[" ".join(words[first : last + 1])] += 1
        scores = {phrase: times * min(map(rarity, phrase.split(" "))) for phrase, times in found.items()}
        return sorted(scores, key=lambda phrase: -scores[phrase])[:_BEST]

    return PythonPeer("TF-IDF by wordfreq", suggest, package=package, every=_EVERY)


def first_words() -> Peer:
    def suggest(text: str) -> list[str]:
        return [word for word in dict.fromkeys(re.findall(r"\w+", text)) if len(word) > 3][:_BEST]

    return PythonPeer("first words of four letters or more", suggest, package=None, every=_EVERY)


DEFAULT: Sequence[Callable[[], Peer]] = (our_suggest, yake, yake_words, tf_idf, first_words)


# With a history


def _own(learned: Sequence[_Row], judge: ModuleType) -> Sequence[Callable[[], Peer]]:
    """Peers that have learned from tweets."""

    def our_suggest() -> Peer:
        return _ours(vocabulary=tc.HashtagVocabulary.from_posts(row.raw for row in learned))

    def bm25() -> Peer:
        package = from_pypi("rank-bm25")
        from rank_bm25 import BM25Okapi

        def words_of(text: str) -> list[str]:
            return [judge.key(word) for word in judge.WORD.findall(text)]

        scores_of = BM25Okapi([words_of(row.raw.replace("_", " ")) for row in learned]).get_scores

        def recall(text: str) -> list[str]:
            scores = scores_of(words_of(text))
            shares: defaultdict[str, float] = defaultdict(float)
            for post in scores.argsort()[: -_NEIGHBOURS - 1 : -1]:
                for tag in judge.TAG.findall(learned[post].raw):
                    shares[judge.key(tag)] += scores[post] ** 2
            return sorted(shares, key=lambda tag: -shares[tag])[:_BEST]

        return PythonPeer("BM25 neighbours by rank-bm25", recall, package=package, every=_EVERY)

    def known_tags() -> Peer:
        package = from_pypi("yake")
        from yake import KeywordExtractor

        extract = KeywordExtractor(lan="ar", n=1, top=2 * _BEST).extract_keywords
        used = Counter(judge.key(tag) for row in learned for tag in judge.TAG.findall(row.raw))

        def suggest(text: str) -> list[str]:
            words = [judge.key(word) for word in re.findall(r"\w+", text)]
            phrases = {
                "".join(words[first : first + size])
                for first in range(len(words))
                for size in range(1, _MOST_OF_KNOWN + 1)
            }
            known = sorted(phrases & used.keys(), key=lambda tag: (-used[tag], tag))
            return [*dict.fromkeys([*known, *(judge.key(word) for word, _ in extract(text))])][:_BEST]

        return PythonPeer("known tags that stand there, then YAKE", suggest, package=package, every=_EVERY)

    return our_suggest, bm25, known_tags


# Judging


class _Run(NamedTuple):
    """What came of one kind of draft."""

    table: Table
    peers: Sequence[Peer]
    skipped: Sequence[str]


def _run(
    title: str, makers: Sequence[Callable[[], Peer]], rows: Sequence[_Row], judge: ModuleType, options: Options
) -> _Run:
    with opened(makers, [row.body for row in rows]) as (peers, skipped):
        taken = in_turn(peers, options.rounds)
        figures = [[*_judged(peer, rows, judge), *_times(peer, taken)] for peer in peers]
    columns = ("", "recall@5", "hit@1", "hit@5", "ms a draft", "ours / its")
    return _Run(Table(f"{title}: {len(rows):,} drafts of fold {FOLD}", columns, figures), peers, skipped)


def _judged(peer: Peer, rows: Sequence[_Row], judge: ModuleType) -> list[str]:
    answers = ([] if isinstance(tags, Exception) else tags for tags in peer.answers())
    found = [list(dict.fromkeys(judge.key(tag.replace(" ", "")) for tag in tags))[:_BEST] for tags in answers]
    pairs = [(row.gold, tags) for row, tags in zip(rows, found, strict=True)]
    recalls = [len(gold & set(tags)) / len(gold) for gold, tags in pairs]
    error = stdev(recalls) / math.sqrt(len(recalls))
    hits = (fmean(bool(gold & set(tags[:most])) for gold, tags in pairs) for most in (1, _BEST))
    return [peer.name, f"{fmean(recalls):.3f} ± {error:.3f}", *(f"{hit:.3f}" for hit in hits)]


def _times(peer: Peer, taken: dict[str, Rounds]) -> list[str]:
    return [f"{median(taken[peer.name].cpu) / 1000:.2f}", f"{taken[SUGGEST].over(taken[peer.name]):.2f}"]


def _whole(judge: ModuleType) -> Table:
    """Peers that learn nothing, on all drafts of each collection."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    with _TWEETS.open(encoding="utf-8") as tweets:
        for line in tweets:
            lines[json.loads(line)["source"]].append(line)
    rows = []
    for source, tweets_of in lines.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "tweets.jsonl")
            path.write_text("".join(tweets_of), encoding="utf-8")
            drafts = _rows(judge, path, "inline")
        with opened(DEFAULT[1:], [draft.body for draft in drafts]) as (peers, _):
            judged = [_judged(peer, drafts, judge) for peer in peers]
        rows += [[name, source, f"{len(drafts):,}", *figures] for name, *figures in judged]
    columns = ("", "collection", "drafts", "recall@5", "hit@1", "hit@5")
    return Table("default inline: whole collections", columns, rows)


# A large vocabulary

_DRAFTS = 1_000
_WARMED_BY = 100  # drafts that are not timed


def _scale(strip: _Collection) -> Iterator[Table]:
    """What a vocabulary of so many posts takes, each step in a process of its own."""
    drafts = [row.body for row in strip.tested()[: _DRAFTS + _WARMED_BY]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "vocabulary")
        learning = _in_fresh_process(_learning, path)
        loading = _in_fresh_process(_loading, path, drafts)
    rows = [
        ["tags", "", f"{learning.tags:,}"],
        ["learn, s", "< 30", f"{learning.seconds:.1f}"],
        ["memory of the learned one, MB", "", learning.memory],
        ["save, s", "", f"{learning.save:.1f}"],
        ["file, MB", "", f"{learning.size / 1e6:.1f}"],
        ["load, s", "", f"{loading.seconds:.1f}"],
        ["memory of the loaded one, MB", "", loading.memory],
    ]
    yield Table(f"HashtagVocabulary of {POSTS:,} posts", ("", "goal", ""), rows)
    columns = ("suggest_hashtags, ms a draft", "goal", "mean", "median", "95 of 100", "most")
    figures = [
        [name, goal, *(f"{t:.2f}" for t in (fmean(times), median(times), quantiles(times, n=20)[-1], max(times)))]
        for name, goal, times in (("with it", "< 3", loading.times), ("without", "", loading.times_without))
    ]
    yield Table(f"{len(loading.times):,} drafts", columns, figures)


class _Learning(NamedTuple):
    seconds: float
    memory: str
    tags: int
    save: float
    size: int
    """Of the file, in bytes."""


class _Loading(NamedTuple):
    seconds: float
    memory: str
    times: list[float]
    """Of each draft, in milliseconds."""
    times_without: list[float]


def _in_fresh_process(function: Callable[..., _T], *arguments: Any) -> _T:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        return processes.submit(function, *arguments).result()


def _learning(path: Path) -> _Learning:
    posts = _posts()
    before, start = _memory(), perf_counter()
    vocabulary = tc.HashtagVocabulary.from_posts(posts)
    learned = perf_counter()
    memory = _more_than(before)
    saving = perf_counter()
    vocabulary.save(path)
    return _Learning(learned - start, memory, len(vocabulary), perf_counter() - saving, path.stat().st_size)


def _loading(path: Path, drafts: Sequence[str]) -> _Loading:
    without = _draft_times(drafts)
    before, start = _memory(), perf_counter()
    vocabulary = tc.HashtagVocabulary.load(path)
    loaded = perf_counter()
    memory = _more_than(before)
    return _Loading(loaded - start, memory, _draft_times(drafts, vocabulary=vocabulary), without)


def _posts() -> list[str]:
    """Real tweets, then the same with one word of each replaced by a word of another."""
    with _TWEETS.open(encoding="utf-8") as lines:
        tweets = [json.loads(line)["text"] for line in lines]
    chance = random.Random(SEED)
    posts = list(tweets)
    while len(posts) < POSTS:
        parts = tweets[len(posts) % len(tweets)].split(" ")
        parts[chance.randrange(len(parts))] = chance.choice(chance.choice(tweets).split())
        posts.append(" ".join(parts))
    return posts[:POSTS]


def _draft_times(drafts: Sequence[str], **given: Any) -> list[float]:
    times = []
    for draft in drafts:
        start = perf_counter()
        tc.suggest_hashtags(draft, limit=_BEST, **given)
        times.append((perf_counter() - start) * 1000)
    return times[_WARMED_BY:]


def _memory() -> float | None:
    """What this process holds, in megabytes; ``None`` where the system does not say."""
    gc.collect()
    status = Path("/proc/self/status")
    said = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.is_file() else None
    return int(said[1]) * 1024 / 1e6 if said else None


def _more_than(before: float | None) -> str:
    after = _memory()
    return "unknown" if before is None or after is None else f"{after - before:.0f}"
