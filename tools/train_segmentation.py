"""Writes src/tweetcraft/hashtags/segmentation.bin, the model by which segment_hashtag parts Arabic letters.

Run from the root of the project, with the shared texts beside it (or TWEETCRAFT_SHARED saying where they are):

    python tools/train_segmentation.py          # about three minutes; --check compares and writes nothing

Learned from are the tweets of shared/data/tweets.jsonl, without those in fold 0 of the measure of hashtags (as drafts
with their tags as words, or without them), and shared/data/articles.jsonl.  What is made is the same in every run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import math
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

from tweetcraft.hashtags.segmentation import (
    ENCODING,
    LAYOUT,
    LONGEST_WORD,
    SCORE_STEPS,
    WEIGHT_STEPS,
    WEIGHT_ZERO,
    WORD_SPELLING,
    Parameters,
    boundary_features,
)

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TWEETCRAFT_SHARED") or ROOT.parent / "shared") / "data"
MODEL = ROOT / "src" / "tweetcraft" / "hashtags" / "segmentation.bin"
FOLDS = 5

# Chosen on fold 1, by models that had learned from neither fold 0 nor fold 1.
CHOSEN = Parameters(
    boundary=1, word_weight=0.35, one_letter=2, unknown=0.5, unknown_base=-5, unknown_letter=3,
    spelling=3, prefix=4, suffix=6,
)  # fmt: skip
"""The bias that training finds is added to `boundary`."""
SHARE_OF_TAGS, SHARE_OF_ARTICLES = 0.4, 0.2  # the rest is of tweets
LEAST_WEIGHT = 0.15  # of a feature that is kept
EPOCHS = 2
RATE, RATE_OF_BIAS = 0.25, 0.0005
LEAST_COUNT = 5  # of a feature that is learned
TIMES_TAGS = 4  # each tag is learned from so often in one epoch
SURE = 0.02  # how near a guess is to the truth when nothing more is learned from it
SEED = 7


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="compare, write nothing, exit 1 where it differs")
    check = arguments.parse_args().check
    material = Material.of([post for post in read_posts() if 0 not in post.folds], read_articles())
    weights, bias = learn_boundaries(material)
    packed = pack(word_scores(material), weights, bias)
    if MODEL.is_file() and MODEL.read_bytes() == packed:
        return 0
    if check:
        print(f"{MODEL.name} differs from what this script makes")
        return 1
    MODEL.write_bytes(packed)
    print(f"wrote {MODEL.name}, {len(packed):,} bytes")
    return 0


# Texts, cleaned and in folds as the measure of hashtags has them

NOISE = re.compile(
    r"https?://\S+|www\.\S+|pic\.twitter\S+|@\w+|^RT\b|\[?(?:رابط|مستخدم)\]?|\b(?:USER|URL|user|http)\b|&\w+;"
)
TAG = re.compile(r"(?:^|(?<=[^\w&/]))[#＃]([\w\u064b-\u065f\u0670\u0640\u200c]+)")
TAGS_AT_END = re.compile(r"(?:\s*[#＃][\w\u064b-\u065f\u0640]+[\s.،!؟…\W]*)+$")
TAGS_AT_START = re.compile(r"^(?:[\W]*[#＃][\w\u064b-\u065f\u0640]+)+")
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
TWO_LETTERS = re.compile("[\u0621-\u064a]{2,}")
KEY = str.maketrans("أإآٱىةؤئ", "اااايهوي")

ARABIC = re.compile("[\u0621-\u064a]+")
NOT_ARABIC = re.compile("[^\u0621-\u064a ]+")
LETTER_SPELLING = str.maketrans("ٱ", "ا")

Words = tuple[str, ...]


class Post(NamedTuple):
    """A tweet without links and names."""

    text: str
    tags: list[str]
    folds: tuple[int, int]
    """With its tags as words, and without them."""


def read_posts() -> Iterator[Post]:
    with (DATA / "tweets.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            text = re.sub(r"\s+", " ", NOISE.sub(" ", json.loads(line)["text"])).strip()
            inside = TAGS_AT_START.sub(" ", TAGS_AT_END.sub(" ", text))
            with_tags = re.sub(r"[#＃](\S+)", lambda tag: tag[1].replace("_", " "), inside)
            without = re.sub(r"[#＃]\S+", " ", text)
            tags = [MARKS.sub("", tag) for tag in TAG.findall(text)]
            yield Post(text, tags, (fold_of(with_tags), fold_of(without)))


def fold_of(draft: str) -> int:
    words = [MARKS.sub("", word).translate(KEY) for word in TWO_LETTERS.findall(draft)]
    return int(hashlib.sha256(" ".join(words[:6]).encode()).hexdigest(), 16) % FOLDS


def read_articles() -> list[Words]:
    with (DATA / "articles.jsonl").open(encoding="utf-8") as lines:
        articles = map(json.loads, lines)
        return [words for article in articles for words in sentences(f"{article['title']} . {article['text']}")]


def sentences(text: str) -> Iterator[Words]:
    """The Arabic words that stand together, with nothing else between them, no tag either."""
    plain = MARKS.sub("", re.sub(r"[#＃]\S+", " ; ", text))
    return (tuple(run.split()) for run in NOT_ARABIC.split(plain) if not run.isspace() and run)


def parts_of(tag: str) -> Words:
    return tuple(part for part in tag.split("_") if part)


class Material(NamedTuple):
    """What is learned from."""

    tags: Counter[str]
    tweets: list[Words]
    articles: list[Words]
    in_tweets: Counter[str]
    """How often each word is there, as the model spells it."""
    in_articles: Counter[str]
    known: Counter[str]
    """In both."""

    @classmethod
    def of(cls, posts: Iterable[Post], articles: list[Words]) -> Material:
        posts = list(posts)
        tweets = [words for post in posts for words in sentences(post.text)]
        in_tweets, in_articles = (
            Counter(word.translate(WORD_SPELLING) for words in texts for word in words) for texts in (tweets, articles)
        )
        tags = Counter(tag for post in posts for tag in post.tags)
        return cls(tags, tweets, articles, in_tweets, in_articles, in_tweets + in_articles)

    def arabic_tags(self) -> Iterator[tuple[str, Words]]:
        """The tags that are of Arabic letters alone, each with its parts."""
        for tag in sorted(self.tags):
            parts = parts_of(tag)
            if parts and all(map(ARABIC.fullmatch, parts)):
                yield tag, parts


# Words that lost the space between them, of which collections are full


def is_glued(word: str, known: Mapping[str, int]) -> bool:
    """Whether a word is two: ة or ى stands inside, or ال after a common word."""
    if re.search("[ةى].", word) and not word[:-1].endswith("ى"):
        return True
    return known.get(word, 0) < 3 and any(
        word.startswith("ال", at) and known.get(word[:at], 0) >= 20 and known.get(word[at:], 0) >= 3
        for at in range(3, len(word) - 3)
    )


def is_glued_tag(tag: str, tags: Mapping[str, int], known: Mapping[str, int]) -> bool:
    """Whether the last part of a tag ran into the word after it: دبي_اليومبريطانيا."""
    last = parts_of(tag)[-1]
    spelled = last.translate(WORD_SPELLING)
    if known.get(spelled, 0) >= 3:
        return False
    before = tag[: len(tag) - len(last)]
    return is_glued(spelled, known) or any(
        tags.get(before + last[:at], 0) >= 2 and known.get(spelled[at:], 0) >= 5 for at in range(2, len(last) - 1)
    )


# How common words are


def word_scores(material: Material) -> dict[str, float]:
    """The logarithm of how common each word is, in tags, in tweets and in articles."""
    in_tags = words_in_tags(material)
    known = material.known
    total_tags, total_tweets = sum(in_tags.values()), material.in_tweets.total()
    total_articles = material.in_articles.total()
    scores = {}
    for word in sorted({*in_tags, *known}):
        if not in_tags.get(word) and known[word] < 3 and is_glued(word, known):
            continue
        if len(word) > LONGEST_WORD or (len(word) == 1 and word != "و"):
            continue
        share = (
            SHARE_OF_TAGS * in_tags.get(word, 0) / total_tags
            + (1 - SHARE_OF_TAGS - SHARE_OF_ARTICLES) * material.in_tweets[word] / total_tweets
            + SHARE_OF_ARTICLES * material.in_articles[word] / total_articles
        )
        if share > 0:
            scores[word] = math.log(share)
    return scores


def words_in_tags(material: Material) -> dict[str, float]:
    """How often words are parts of tags: a tag that is used often counts more, and less than as often as it is used."""
    found: dict[str, float] = {}
    for tag, parts in material.arabic_tags():
        words = [part.translate(WORD_SPELLING) for part in parts]
        weight = 1 + math.log(material.tags[tag])
        if len(words) == 1:
            if material.known.get(tag.translate(WORD_SPELLING), 0) < 3:
                continue  # it may be several
            weight *= 0.5
        elif is_glued_tag(tag, material.tags, material.known):
            del words[-1]
        for word in words:
            found[word] = found.get(word, 0) + weight
    return found


# What letters stand between words: logistic regression, with AdaGrad


def learn_boundaries(material: Material) -> tuple[dict[str, float], float]:
    """The weight of each feature, and the bias."""
    tags, texts = list(clean_tags(material)), clean_sentences(material)
    chance = random.Random(SEED)
    counts = Counter(
        feature
        for chunk in chunks(tags, texts, chance, 1)
        for features in boundary_features("".join(chunk))
        for feature in features
    )
    frequent = (feature for feature, count in counts.items() if count >= LEAST_COUNT)
    model = Boundaries({feature: number for number, feature in enumerate(frequent)})
    for epoch in range(EPOCHS):
        loss = model.learn(chunks(tags, texts, chance, TIMES_TAGS))
        print(f"epoch {epoch + 1} of {EPOCHS}: {len(model.weights):,} features, loss {loss:,.0f}", flush=True)
    return {feature: model.weights[number] for feature, number in model.numbers.items()}, model.bias


class Boundaries:
    """Weights while they are learned."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers
        self.weights = [0.0] * len(numbers)
        self.bias = -1.0
        self._squares = [1.0] * len(numbers)

    def learn(self, texts: Iterable[Words]) -> float:
        """Go through texts once, and say how wrong the guesses were."""
        loss = 0.0
        for words in texts:
            ends = {*accumulate(map(len, words[:-1]))}
            for place, features in enumerate(boundary_features("".join(words)), 1):
                known = [number for number in map(self.numbers.get, features) if number is not None]
                error = self._guess(known) - (place in ends)
                if abs(error) >= SURE:
                    self._correct(known, error)
                    loss += error * error
        return loss

    def _guess(self, features: Sequence[int]) -> float:
        logit = self.bias
        for number in features:  # not `sum`, which rounds otherwise from Python 3.12 on
            logit += self.weights[number]
        return 1 / (1 + math.exp(-logit)) if logit > -30 else 0.0

    def _correct(self, features: Sequence[int], error: float) -> None:
        self.bias -= RATE_OF_BIAS * error
        for number in features:
            self._squares[number] += error * error
            self.weights[number] -= RATE * error / math.sqrt(self._squares[number])


def clean_tags(material: Material) -> Iterator[Words]:
    for tag, parts in material.arabic_tags():
        if len(parts) == 1:
            is_sound = material.known.get(tag.translate(WORD_SPELLING), 0) >= 5
        else:
            is_sound = not is_glued_tag(tag, material.tags, material.known)
        if is_sound and 4 <= sum(map(len, parts)) <= 45:
            yield tuple(part.translate(LETTER_SPELLING) for part in parts)


def clean_sentences(material: Material) -> list[Words]:
    """Every sentence once, parted at words that lost their space."""
    texts = (material.tweets, material.articles)
    unique = {tuple(word.translate(LETTER_SPELLING) for word in words) for text in texts for words in text}
    glued = glued_words({word for words in unique for word in words}, material.known)
    return [tuple(run) for words in sorted(unique) for is_bad, run in groupby(words, glued.__contains__) if not is_bad]


def glued_words(words: Collection[str], known: Mapping[str, int]) -> set[str]:
    spelled = {word: word.translate(WORD_SPELLING) for word in words}
    return {word for word, plain in spelled.items() if known.get(plain, 0) < 3 and is_glued(plain, known)}


def chunks(tags: list[Words], texts: list[Words], chance: random.Random, times_tags: int) -> list[Words]:
    """Pieces of texts, of one word to four as tags are, other ones each time; and the tags."""
    pieces: set[Words] = set()
    for words in texts:
        at = 0
        while at < len(words):
            length = chance.choice((1, 2, 2, 3, 3, 4))
            piece = words[at : at + length]
            at += length
            if 4 <= sum(map(len, piece)) <= 40:
                pieces.add(piece)
    mixed = sorted(pieces) + tags * times_tags
    chance.shuffle(mixed)
    return mixed


# The file


def pack(scores: Mapping[str, float], weights: Mapping[str, float], bias: float) -> bytes:
    words = sorted(scores)
    features = sorted(feature for feature, weight in weights.items() if abs(weight) >= LEAST_WEIGHT)
    steps = bytes(min(255, round(-scores[word] * SCORE_STEPS)) for word in words)
    weight_steps = bytes(max(0, min(255, WEIGHT_ZERO + round(weights[feature] * WEIGHT_STEPS))) for feature in features)
    word_lines, feature_lines = ("\n".join(lines).encode(ENCODING) for lines in (words, features))
    parameters = CHOSEN._replace(boundary=CHOSEN.boundary + bias)
    head = LAYOUT.pack(*parameters, len(word_lines), len(feature_lines))
    return lzma.compress(
        b"".join([head, word_lines, steps, feature_lines, weight_steps]),
        filters=[{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "pb": 0}],
    )


if __name__ == "__main__":
    sys.exit(main())
