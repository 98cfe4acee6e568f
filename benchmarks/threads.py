"""Threads: how ours and its peers break articles into posts, and who finds the sentences that were marked by hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import tweetcraft as tc
from benchmarks.options import Options
from benchmarks.peers import Package, Peer, PythonPeer, from_pypi, opened, packages
from benchmarks.report import Section, Table
from benchmarks.texts import DATA, ROOT, articles
from benchmarks.timing import Rounds, in_turn
from tweetcraft.arabic.sentences import find_sentences

__all__ = ["SEGMENTERS", "SPLITTERS", "measure"]

ARTICLES = 300
"""The first of them."""
MARKED = ROOT / "tests" / "cases" / "sentences.json"
"""Sentences that were marked by hand."""

SPLIT_THREAD = "split_thread"
FIND_SENTENCES = "find_sentences"

_LIMIT = tc.X.limit
_RANGE = (200, _LIMIT)
_ARABIC_SEPARATORS = ["\n\n", "\n", ". ", "! ", "؟ ", "? ", "… ", "؛ ", "، ", ": ", " ", ""]


def ours() -> Package:
    return Package("tweetcraft", tc.__version__, "this tree")


# Who splits


def our_split_thread() -> Peer:
    def split(text: str) -> list[str]:
        return [post.text for post in tc.split_thread(text, numbering=None)]

    return PythonPeer(SPLIT_THREAD, split, package=ours())


def semantic() -> Peer:
    return _semantic(f"semantic-text-splitter, {_LIMIT}", _LIMIT)


def semantic_range() -> Peer:
    return _semantic("semantic-text-splitter, {} to {}".format(*_RANGE), _RANGE)


def _semantic(name: str, capacity: int | tuple[int, int]) -> Peer:
    package = from_pypi("semantic-text-splitter")
    from semantic_text_splitter import TextSplitter

    return PythonPeer(name, TextSplitter.from_callback(tc.weighted_length, capacity).chunks, package=package)


def semantic_characters() -> Peer:
    """As it is fastest: it counts by itself, and does not know what the platform counts."""
    package = from_pypi("semantic-text-splitter")
    from semantic_text_splitter import TextSplitter

    name = f"semantic-text-splitter, {_LIMIT} characters"
    return PythonPeer(name, TextSplitter(_LIMIT).chunks, package=package)


def langchain() -> Peer:
    package = from_pypi("langchain-text-splitters")
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=_LIMIT, chunk_overlap=0, length_function=tc.weighted_length)
    return PythonPeer("LangChain, default", splitter.split_text, package=package)


def langchain_arabic() -> Peer:
    package = from_pypi("langchain-text-splitters")
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=_ARABIC_SEPARATORS,
        keep_separator="end",
        chunk_size=_LIMIT,
        chunk_overlap=0,
        length_function=tc.weighted_length,
    )
    return PythonPeer("LangChain, Arabic separators", splitter.split_text, package=package)


SPLITTERS: Sequence[Callable[[], Peer]] = (
    our_split_thread, semantic, semantic_range, semantic_characters, langchain, langchain_arabic,
)  # fmt: skip


# Who finds sentences


def our_find_sentences() -> Peer:
    def find(text: str) -> list[str]:
        return [sentence.text for sentence in find_sentences(text)]

    return PythonPeer(FIND_SENTENCES, find, package=ours())


def pysbd() -> Peer:
    package = from_pypi("pysbd")
    from pysbd import Segmenter

    return PythonPeer("pysbd, ar", Segmenter(language="ar", clean=False).segment, package=package)


def pyarabic() -> Peer:
    package = from_pypi("pyarabic")
    from pyarabic.araby import sentence_tokenize

    return PythonPeer("pyarabic, sentence_tokenize", sentence_tokenize, package=package)


def semantic_told() -> Peer:
    """What it makes of a room as long as the longest sentence, which nobody knows who looks for sentences."""
    package = from_pypi("semantic-text-splitter")
    from semantic_text_splitter import TextSplitter

    longest = {marked.text: marked.longest for marked in _marked()}

    def split(text: str) -> list[str]:
        return list(TextSplitter(longest[text]).chunks(text))

    return PythonPeer("semantic-text-splitter, told the longest", split, package=package)


def semantic_sentences() -> Peer:
    """Its sentence level by itself: a chunk is full from one character on, so that nothing is merged."""
    package = from_pypi("semantic-text-splitter")
    from semantic_text_splitter import TextSplitter

    def split(text: str) -> list[str]:
        return list(TextSplitter((1, len(text))).chunks(text))

    return PythonPeer("semantic-text-splitter, nothing merged", split, package=package)


def expression() -> Peer:
    return PythonPeer("regular expression", re.compile(r"(?<=[.!?؟…])\s+|\n").split, package=None)


SEGMENTERS: Sequence[Callable[[], Peer]] = (
    our_find_sentences, pysbd, pyarabic, semantic_told, semantic_sentences, expression,
)  # fmt: skip


def measure(options: Options) -> Section:
    """Judge and time every peer that is here, on articles and on marked sentences."""
    path = DATA / "articles.jsonl"
    news = [text.strip() for text in articles(4_000_000).texts[:ARTICLES]]
    source = f"the first {len(news):,} in {path.name}" if path.is_file() else f"made up, because {path} is missing"
    marked = _marked()
    with (
        opened(SPLITTERS, news) as (splitters, no_splitters),
        opened(SEGMENTERS, [text.text for text in marked]) as (segmenters, no_segmenters),
    ):
        tables = [
            _splitting(splitters, news, in_turn(splitters, options.rounds)),
            _sentences(segmenters, marked, in_turn(segmenters, options.rounds)),
            packages([*splitters, *segmenters]),
        ]
    single = sum(not text.starts for text in marked)
    within = sum(len(text.starts) for text in marked)
    return Section(
        "Threads",
        tables,
        [
            f"Articles: {source}, at {_LIMIT} units a part, without numbers.",
            "Peers weigh with our `weighted_length` through a callback, but for the row of characters.",
            "`parts / least`: the least is the weight of each article on one line over the limit, rounded up.",
            "A break is told by what stands at it: a line break or a stop, the mark of a clause, a bare space.",
            "`shortest part`: of each thread, as a share of the limit; the median of threads.",
            "`text lost`: parts that do not stand in their article, and articles that lost characters but spaces.",
            f"Sentences: the {len(marked):,} texts of {MARKED.relative_to(ROOT)}, {single:,} of them one sentence.",
            f"They hold {within:,} boundaries. The file is ours, and rules of ours may have been written for it.",
            "A boundary is right where the next sentence begins; marks that a peer drops do not count.",
            "`told the longest`: the capacity is the longest marked sentence of each text, a part of the answer.",
            "`nothing merged`: the capacity is 1 to all characters of each text, its sentence level and no hint.",
            f"Times: CPU, {options.rounds} rounds in turn after one to warm up, the median; ratios round by round.",
            *no_splitters,
            *no_segmenters,
        ],
    )


def _spans(text: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Where the parts stand in a text, each after the one before; those that are not in it are left out."""
    spans = []
    at = 0
    for part in filter(None, map(str.strip, parts)):
        start = text.find(part, at)
        if start >= 0:
            at = start + len(part)
            spans.append((start, at))
    return spans


# Articles

_KINDS = ("paragraph or sentence", "clause", "bare space", "inside a word")
_SENTENCE_END = re.compile(r"[.!?؟…۔][»\"”’)\]﴾﴿]*\Z")
_CLAUSE_END = re.compile(r"[؛;:،,–—-][»\"”’)\]]*\Z")
_LOOK_BACK = 4  # characters: a mark, and what closes after it


class _Split(NamedTuple):
    """What became of one article."""

    weights: list[int]
    """Of its parts."""
    least: int
    """How many parts it cannot do without."""
    breaks: Counter[str]
    cut: int
    lost: int


def _judged(text: str, parts: Sequence[str]) -> _Split:
    spans = _spans(text, parts)
    kept = "".join(text[start:end] for start, end in spans)
    held = Counter(entity for part in parts for entity in _entities(part))
    return _Split(
        weights=[tc.weighted_length(part) for part in parts],
        least=-(-tc.weighted_length(" ".join(text.split())) // _LIMIT),
        breaks=Counter(_kind(text, end, start) for (_, end), (start, _) in pairwise(spans)),
        cut=(Counter(_entities(text)) - held).total(),
        lost=len(parts) - len(spans) + ("".join(kept.split()) != "".join(text.split())),
    )


def _entities(text: str) -> list[str]:
    return [entity.text for entity in tc.extract(text)]


def _kind(text: str, end: int, start: int) -> str:
    """Of the break between a part that ends and the one that starts after it."""
    gap, looked_at = text[end:start], (max(0, end - _LOOK_BACK), end)
    if "\n" in gap or _SENTENCE_END.search(text, *looked_at):
        return "paragraph or sentence"
    if _CLAUSE_END.search(text, *looked_at):
        return "clause"
    return "bare space" if gap else "inside a word"


def _splitting(peers: Sequence[Peer], texts: Sequence[str], taken: dict[str, Rounds]) -> Table:
    rows = []
    for peer in peers:
        splits = [_judged(text, parts) for text, parts in zip(texts, peer.answers(), strict=True)]
        breaks = sum((split.breaks for split in splits), Counter[str]())
        weights = [weight for split in splits for weight in split.weights]
        shortest = [min(split.weights) / _LIMIT for split in splits if len(split.weights) > 1]
        rows.append(
            [
                peer.name,
                f"{len(weights) / sum(split.least for split in splits):.3f}",
                *(_percent(breaks[kind], breaks.total()) for kind in _KINDS),
                f"{median(shortest):.2f}" if shortest else "-",
                f"{sum(weight > _LIMIT for weight in weights):,}",
                f"{sum(split.cut for split in splits):,}",
                f"{sum(split.lost for split in splits):,}",
                f"{median(taken[peer.name].cpu) / 1000:.2f}",
                f"{taken[SPLIT_THREAD].over(taken[peer.name]):.2f}",
            ]
        )
    columns = (
        "", "parts / least", *_KINDS, "shortest part", "over the limit", "entities cut", "text lost",
        "ms an article", "ours / its",
    )  # fmt: skip
    return Table("Splitting", columns, rows)


# Marked sentences


class _Marked(NamedTuple):
    """A text, and what is known of its sentences."""

    text: str
    starts: frozenset[int]
    """Of all but the first, in code points."""
    longest: int
    """In code points."""


def _marked() -> list[_Marked]:
    found = []
    for case in json.loads(MARKED.read_text(encoding="utf-8")):
        first, *others = case["sentences"]
        text, starts = first, []
        for gap, sentence in zip(case.get("gaps") or [case.get("gap", " ")] * len(others), others, strict=True):
            text += gap
            starts.append(len(text))
            text += sentence
        found.append(_Marked(text, frozenset(starts), max(map(len, case["sentences"]))))
    return found


def _sentences(peers: Sequence[Peer], marked: Sequence[_Marked], taken: dict[str, Rounds]) -> Table:
    rows = []
    for peer in peers:
        found = [
            {start for start, _ in _spans(known.text, parts)} - {0}
            for known, parts in zip(marked, peer.answers(), strict=True)
        ]
        pairs = [(starts, known.starts) for starts, known in zip(found, marked, strict=True)]
        both = sum(len(starts & known) for starts, known in pairs)
        said, meant = sum(len(starts) for starts, _ in pairs), sum(len(known) for _, known in pairs)
        rows.append(
            [
                peer.name,
                f"{sum(starts == known for starts, known in pairs):,} of {len(pairs):,}",
                *(_percent(part, whole) for part, whole in ((both, said), (both, meant), (2 * both, said + meant))),
                f"{median(taken[peer.name].cpu):.1f}",
                f"{taken[FIND_SENTENCES].over(taken[peer.name]):.2f}",
            ]
        )
    columns = ("", "texts all right", "precision", "recall", "F1", "µs a text", "ours / its")
    return Table("Sentences", columns, rows)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"
