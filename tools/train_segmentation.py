"""Writes src/tweetcraft/hashtags/segmentation.bin, the model by which segment_hashtag parts Arabic letters.

Run from the root of the project, with the shared texts beside it (or TWEETCRAFT_SHARED saying where they are):

    python tools/train_segmentation.py          # about five minutes; --check compares and writes nothing

Learned from are the tweets of shared/data/tweets.jsonl, without those in fold 0 of the measure of hashtags (as drafts
with their tags as words, or without them), shared/data/articles.jsonl, and of the extra `tools`: how often words are in
subtitles (OpenSubtitles 2018, as pyspellchecker counts them, MIT licence) and the names of people (Wikidata, CC0, as
arabic-name-romanizer has them).  What is made is the same in every run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import lzma
import math
import os
import random
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
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

# Chosen on fold 1, by models that had learned from neither fold 0 nor fold 1, and on folds 1 to 4 of each collection,
# by models that had learned from the other.
CHOSEN = Parameters(
    boundary=0.2, word_weight=0.9, one_letter=1.5, unknown=1, unknown_base=-3.5, unseen=1.3,
    spelling=3, prefix=4, suffix=6,
)  # fmt: skip
"""The bias that training finds is added to `boundary`."""
SHARE_OF_TAGS, SHARE_OF_TWEETS, SHARE_OF_ARTICLES, SHARE_OF_NAMES, SHARE_OF_SUBTITLES = 0.4, 0.4, 0.3, 0.03, 0.2
LEAST_SEQUENCE = 8  # of letters that are kept
LETTER_TRUST = 3
LEAST_WEIGHT = 0.2  # of a feature that is kept
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
    posts = [post for post in read_posts() if 0 not in post.folds]
    material = Material.of(posts, read_articles(), read_names(), read_subtitles())
    weights, bias = learn_boundaries(material)
    scores = word_scores(material)
    packed = pack(scores, weights, bias, letter_scores(scores))
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


def read_subtitles() -> Counter[str]:
    """How often words are in subtitles, as the model spells them: those of 51 times or more, of 270 million."""
    counts: Counter[str] = Counter()
    for word, count in subtitle_counts().items():
        if ARABIC.fullmatch(word):
            counts[word.translate(WORD_SPELLING)] += count
    return counts


def subtitle_counts() -> dict[str, int]:
    """The list of pyspellchecker, as it is."""
    packed = (resources_of("spellchecker") / "ar.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return counts


def read_names() -> list[Words]:
    """The full names of people of Arab countries."""
    query = "select distinct arabic_key from full_names where source = 'wikidata' and country not in ('AF', 'IR', 'PK')"
    with sqlite3.connect(resources_of("arabic_name_romanizer") / "names.sqlite3") as names:
        texts = sorted(tuple(name.split()) for (name,) in names.execute(query))
    return [words for words in texts if all(map(ARABIC.fullmatch, words))]


def resources_of(package: str) -> Path:
    """Where a package keeps its data; it is not imported, which would need what it depends on."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is missing: pip install -e '.[tools]'")
    return Path(spec.origin).parent / "resources"


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
    names: list[Words]
    in_names: Counter[str]
    in_subtitles: Counter[str]

    @classmethod
    def of(
        cls, posts: Iterable[Post], articles: list[Words], names: list[Words], in_subtitles: Counter[str]
    ) -> Material:
        posts = list(posts)
        tweets = [words for post in posts for words in sentences(post.text)]
        in_tweets, in_articles, in_names = (
            Counter(word.translate(WORD_SPELLING) for words in texts for word in words)
            for texts in (tweets, articles, names)
        )
        tags = Counter(tag for post in posts for tag in post.tags)
        known = in_tweets + in_articles
        return cls(tags, tweets, articles, in_tweets, in_articles, known, names, in_names, in_subtitles)

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


def is_negated(word: str, known: Mapping[str, int], edited: Collection[str]) -> bool:
    """Whether a word is لا or ما and another, which only those write together who are in a hurry."""
    return len(word) > 4 and word.startswith(("لا", "ما")) and known.get(word[2:], 0) >= 20 and word not in edited


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
    """The logarithm of how common each word is: the mean of its shares in all kinds of text."""
    in_tags, known = words_in_tags(material), material.known
    kinds: list[tuple[float, Mapping[str, float]]] = [
        (SHARE_OF_TAGS, in_tags),
        (SHARE_OF_TWEETS, material.in_tweets),
        (SHARE_OF_ARTICLES, material.in_articles),
        (SHARE_OF_NAMES, material.in_names),
        (SHARE_OF_SUBTITLES, material.in_subtitles),
    ]
    edited = {*material.in_articles, *material.in_names, *material.in_subtitles}
    rates = [(share / sum(counts.values()), counts) for share, counts in kinds]
    scores = {}
    for word in sorted({word for _, counts in kinds for word in counts}):
        if not in_tags.get(word) and known[word] < 3 and is_glued(word, known):
            continue
        if len(word) > LONGEST_WORD or (len(word) == 1 and word != "و") or is_negated(word, known, edited):
            continue
        scores[word] = math.log(math.fsum(rate * counts.get(word, 0) for rate, counts in rates))
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


# How letters follow each other inside words, by which unknown ones are judged


def letter_scores(words: Iterable[str]) -> dict[str, float]:
    """The logarithm of how likely the last letter of a sequence is after the others, which are up to three.

    Every word counts once.  A sequence is taken for as likely as the shorter one without its first letter says, as much
    as if that had been seen LETTER_TRUST times.
    """
    counts = Counter(
        marked[start:end]
        for marked in (f"^{word}$" for word in words if len(word) > 2)
        for end in range(2, len(marked) + 1)
        for start in range(max(0, end - 4), end)
    )
    before: Counter[str] = Counter()
    for sequence, count in counts.items():
        before[sequence[:-1]] += count
    likely = {"": 1 / 40}
    for sequence in sorted(counts, key=lambda sequence: (len(sequence), sequence)):
        shorter = LETTER_TRUST * likely[sequence[1:]]
        likely[sequence] = (counts[sequence] + shorter) / (before[sequence[:-1]] + LETTER_TRUST)
    return {sequence: math.log(likely[sequence]) for sequence, count in counts.items() if count >= LEAST_SEQUENCE}


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
    texts = (material.tweets, material.articles, material.names)
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


def pack(scores: Mapping[str, float], weights: Mapping[str, float], bias: float, letters: Mapping[str, float]) -> bytes:
    kept = {feature: weight for feature, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}
    parts = [
        lines_and_steps(scores, -SCORE_STEPS, 0),
        lines_and_steps(kept, WEIGHT_STEPS, WEIGHT_ZERO),
        lines_and_steps(letters, -SCORE_STEPS, 0),
    ]
    parameters = CHOSEN._replace(boundary=CHOSEN.boundary + bias)
    head = LAYOUT.pack(*parameters, *(len(lines) for lines, _ in parts))
    return lzma.compress(
        head + b"".join(lines + steps for lines, steps in parts),
        filters=[{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "pb": 0}],
    )


def lines_and_steps(values: Mapping[str, float], steps: int, zero: int) -> tuple[bytes, bytes]:
    """The names on lines, and for each its value in one byte."""
    names = sorted(values)
    return "\n".join(names).encode(ENCODING), bytes(
        max(0, min(255, zero + round(values[name] * steps))) for name in names
    )


if __name__ == "__main__":
    sys.exit(main())
