"""The tags that a writer, a brand or a campaign uses: how often, how written, and in what company.

Three things are kept: how often each tag was used and in which spelling, how often its words stood there without a
sign, and, for tags that share no word with a draft, which words and emoji the posts had that it stood in.  Besides,
where in its posts this writer puts tags (most hang theirs at the end), and how the ranking moved by them.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nlargest
from operator import itemgetter
from os import PathLike
from pathlib import Path
from typing import Any

from tweetcraft._text import require_text
from tweetcraft.arabic.stems import light_stem
from tweetcraft.entities import extract
from tweetcraft.errors import VocabularyError
from tweetcraft.hashtags.keys import PROCLITICS, SHORT_WORD, SIGNS, tag_key
from tweetcraft.hashtags.posts import PlainWord, Post, emoji_of, plain_words
from tweetcraft.hashtags.ranking import NOTHING, Ranker, WordFacts, ranker
from tweetcraft.hashtags.segmentation import segment_hashtag
from tweetcraft.hashtags.tuning import Tuning
from tweetcraft.hashtags.validity import is_hashtag

__all__ = ["MOST_WORDS", "HashtagVocabulary", "Known"]

MOST_WORDS = 5
"""Of a tag that is looked for in a text."""

_FORMAT = "tweetcraft hashtag vocabulary"
_VERSION = 3
_MOST_DRAFTS = 3000  # that the ranking learns from at once: two milliseconds each
_MOST_COMMON = 0.2  # of the posts: a word that is in more says nothing of their subject
_FEW_POSTS = 50  # where so many are always taken
_NEIGHBOURS = 300  # posts
_MOST_RECALLED = 25  # tags
_MOST_READ = 2000  # entries of the index for one draft: the rarest words first
_SATURATION, _BY_LENGTH = 1.2, 0.75  # Okapi BM25, as everywhere
_UNSEEN = 2  # tags inside the sentence, and as many elsewhere, that every writer may have had besides


class Known:
    """What is known of one tag."""

    __slots__ = ("is_listed", "plain", "spellings")

    def __init__(self) -> None:
        self.spellings: Counter[str] = Counter()
        """How often it was written so."""
        self.is_listed = False
        """Whether it is from a list."""
        self.plain = 0
        """In how many posts its words stood without a sign."""

    @property
    def count(self) -> int:
        return self.spellings.total()

    @property
    def spelling(self) -> str:
        """The one that writers prefer; of equals the one with more ``_``, which is easier to read."""
        return max(self.spellings, key=lambda spelling: (self.spellings[spelling], spelling.count("_"), spelling))


class HashtagVocabulary:
    """Tags with their history.

    >>> import tweetcraft as tc
    >>> vocabulary = tc.HashtagVocabulary.from_posts(["انطلق #موسم_الرياض اليوم", "سعداء بكم في #موسم_الرياض"])
    >>> vocabulary.add("حفل جديد في #بوليفارد_سيتي")
    >>> len(vocabulary), "موسم الرياض" in vocabulary
    (2, True)
    """

    def __init__(self) -> None:
        self._tags: defaultdict[str, Known] = defaultdict(Known)
        self._posts: list[tuple[tuple[str, ...], int]] = []
        """The tags of each, and how many words it has."""
        # Arrays: for a draft thousands of entries are read, and objects all over the memory are slow to come by.
        self._once: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        """For each word the posts that it is in once."""
        self._often: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        """For each word the posts that it is in several times, each followed by how often."""
        self._words = 0
        """Of all posts."""
        self._inside = 0
        """How many of the tags stood between words of their posts."""
        self._placed = 0
        """How many of them stood anywhere in posts."""
        self._word_counts: defaultdict[str, list[int]] = defaultdict(partial(list, (0, 0, 0)))
        """For each word, as :class:`WordFacts` has them."""
        self._most_used: list[str] = []
        """As long as it was asked for last; empty where a post came since."""
        self._lengths = array("d")
        """Of the posts, as BM25 weighs them; likewise."""
        self._tuning = Tuning()
        self._ranker: Ranker | None = None
        """As long as no post came since."""

    @classmethod
    def from_posts(cls, posts: Iterable[str]) -> HashtagVocabulary:
        """Learn from posts as they were published, signs and all.

        Arguments:
            posts: their texts.

        Raises:
            TypeError: one of them is no ``str``.
        """
        vocabulary = cls()
        learned: list[list[str]] = []
        drafts: deque[Post] = deque(maxlen=_MOST_DRAFTS)
        for post in map(Post, posts):
            learned.append(vocabulary._learn(post))
            if any(post.is_inside(tag.start) for tag in post.tags):
                drafts.append(post)
        for keys in learned:  # all tags have to be known before any is counted
            vocabulary._count_plain(keys)
        # Posts that come together are alike, and what is learned last would count most; the same order in every run.
        for post in random.Random(0).sample(drafts, len(drafts)):
            vocabulary._tuning.learn(post, ranker(), vocabulary)
        return vocabulary

    @classmethod
    def from_tags(cls, tags: Iterable[str] | Mapping[str, int]) -> HashtagVocabulary:
        """Take tags from a list, of a brand or a campaign.

        Arguments:
            tags: with or without their sign; or a mapping to how often each was used.

        Raises:
            TypeError: one of them is no ``str``.
            VocabularyError: one of them is nothing that the platform would link.
        """
        vocabulary = cls()
        for tag in tags:
            name = require_text(tag).lstrip(SIGNS)
            if not is_hashtag(name):
                raise VocabularyError(f"{tag!r} is no hashtag; tweetcraft.make_hashtag may make one of it")
            vocabulary._tags[tag_key(name)].spellings[name] += tags[tag] if isinstance(tags, Mapping) else 1
            vocabulary._tags[tag_key(name)].is_listed = True
            parts = _words_of_tag(name)
            vocabulary._count_tag(parts)
            vocabulary._index_post((tag_key(name),), Counter(map(light_stem, parts)))
        return vocabulary

    def add(self, post: str) -> None:
        """Learn from one more post."""
        learned = Post(post)
        self._count_plain(self._learn(learned))
        self._tuning.learn(learned, ranker(), self)

    def __getstate__(self) -> dict[str, Any]:
        # It may be sent to a worker; what ranks is made again there.
        return {**self.__dict__, "_ranker": None}

    def __len__(self) -> int:
        return len(self._tags)

    def __iter__(self) -> Iterator[str]:
        """The keys of its tags."""
        return iter(self._tags)

    def __contains__(self, tag: object) -> bool:
        return isinstance(tag, str) and self.known(tag) is not None

    def __repr__(self) -> str:
        return f"<HashtagVocabulary of {len(self):,} tags, {len(self._posts):,} posts>"

    def known(self, tag: str) -> Known | None:
        """What is known of a tag, however it is written; words may stand for it."""
        return self.known_by(tag_key(tag.lstrip(SIGNS).replace(" ", "")))

    def known_by(self, key: str) -> Known | None:
        """As :meth:`known`, by the key of a tag."""
        return self._tags.get(key)

    def most_used(self, most: int) -> list[str]:
        """The keys of the tags that were used most, the first first."""
        if len(self._most_used) < min(most, len(self._tags)):
            self._most_used = nlargest(most, self._tags, key=lambda key: (self._tags[key].count, key))
        return self._most_used[:most]

    def facts(self, word: str) -> WordFacts:
        """How often a key was a plain word here, in a tag, and a tag by itself."""
        counts = self._word_counts.get(word)
        return WordFacts(counts[0], counts[1], counts[2], 0) if counts else NOTHING

    def times(self, key: str) -> int:
        """How often a key was a tag here."""
        known = self.known_by(key)
        return known.count if known else 0

    @property
    def ranker(self) -> Ranker:
        """What ranks the words of a draft, with this writer's counts and what was learned from them."""
        if self._ranker is None:
            self._ranker = ranker().adapted(self, self._tuning.tuned(ranker().weights))
        return self._ranker

    @property
    def posts(self) -> int:
        """How many were learned from; a tag of a list counts as one."""
        return len(self._posts)

    @property
    def inside(self) -> float:
        """The share of this writer's tags that stand inside the sentence, from 0 to 1; 0.5 where nothing is known."""
        return (self._inside + _UNSEEN) / (self._placed + 2 * _UNSEEN)

    # Learning

    def _learn(self, post: Post) -> list[str]:
        """Take the tags and the words of a post; the keys of the words that are in no tag, link or name."""
        starts: dict[str, int] = {}
        for tag in post.tags:
            self._tags[tag.key].spellings[tag.written] += 1
            starts.setdefault(tag.key, tag.start)
            self._count_tag(tag.parts)
        for word in {word.key for word in post.plain}:
            self._word_counts[word][0] += 1
        self._inside += sum(map(post.is_inside, starts.values()))
        self._placed += len(starts)
        self._index_post(tuple(starts), post.company())
        return [sys.intern(word.key) for word in post.plain]

    def _count_tag(self, parts: Sequence[str]) -> None:
        for part in parts:
            self._word_counts[part][1] += 1
        if len(parts) == 1:
            self._word_counts[parts[0]][2] += 1

    def _index_post(self, keys: tuple[str, ...], words: Counter[str]) -> None:
        """Take a post with its tags into the index; of a tag without a post, its words."""
        post = len(self._posts)
        self._most_used, self._lengths, self._ranker = [], array("d"), None
        self._posts.append((keys, words.total()))
        self._words += words.total()
        for word, times in words.items():
            if times == 1:
                self._once[word].append(post)
            else:
                self._often[word].extend((post, times))

    def _count_plain(self, words: Sequence[str]) -> None:
        """Count the tags whose words stand in a post without a sign."""
        for key in {key for key, *_ in self._phrases(words)}:
            self._tags[key].plain += 1

    def phrases(self, words: Sequence[PlainWord]) -> Iterator[tuple[str, int, int]]:
        """Known tags that some words of a text make, each with its key and its span."""
        keys = [word.key for word in words]
        for key, first, last in self._phrases(keys):
            yield key, words[first].start, words[last].end
        for at, key in enumerate(keys):
            if len(key) > SHORT_WORD and key[0] in PROCLITICS:
                for found, _, last in self._phrases([key[1:], *keys[at + 1 : at + MOST_WORDS]], 1):
                    yield found, words[at].start + 1, words[at + last].end

    def _phrases(self, words: Sequence[str], beginnings: int | None = None) -> Iterator[tuple[str, int, int]]:
        """Known tags that some words make, each with the places of its first word and its last."""
        for first in range(len(words) if beginnings is None else beginnings):
            phrase = ""
            for last in range(first, min(first + MOST_WORDS, len(words))):
                phrase += words[last]
                if phrase in self._tags:
                    yield phrase, first, last

    # Recalling

    def recall(self, text: str) -> dict[str, float]:
        """Tags of the posts that are most like a text.

        Arguments:
            text: the draft.

        Returns:
            For the keys of tags how much of the likeness, from 0 to 1, is of posts that they stood in.

        Source: Okapi BM25 over light stems and emoji; the squares of the scores of the 300 best are shared out.
        """
        entities = extract(require_text(text))
        return self.recall_by(plain_words(text, entities), emoji_of(entities))

    def recall_by(self, plain: Iterable[PlainWord], emoji: Iterable[str]) -> dict[str, float]:
        """As :meth:`recall`, by the words and the emoji of a text."""
        posts = len(self._posts)
        words = {*(light_stem(word.key) for word in plain), *emoji}
        found = sorted((count, word) for word in words if (count := self._posts_with(word)))
        rarity = {word: math.log(1 + (posts - count + 0.5) / (count + 0.5)) for count, word in found}
        scores = self._likeness(found, rarity)
        if not scores:
            return {}
        least = nlargest(_NEIGHBOURS, scores.values())[-1]
        near = (post for post, score in scores.items() if score >= least)
        best = sorted(near, key=lambda post: (-scores[post], post))[:_NEIGHBOURS]
        whole = sum(scores[post] ** 2 for post in best)
        shares: defaultdict[str, float] = defaultdict(float)
        for post in best:
            share = scores[post] ** 2 / whole
            for key in self._posts[post][0]:
                shares[key] += share
        return dict(nlargest(_MOST_RECALLED, shares.items(), key=itemgetter(1, 0)))

    def _posts_with(self, word: str) -> int:
        """How many posts a word is in."""
        return len(self._once.get(word, ())) + len(self._often.get(word, ())) // 2

    def _likeness(self, words: Iterable[tuple[int, str]], rarity: Mapping[str, float]) -> dict[int, float]:
        """The scores of posts that hold some words, the rarest of which come first."""
        scores: dict[int, float] = {}
        if not self._lengths:
            average = max(1, self._words) / max(1, len(self._posts))
            weighed = (_SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * words / average) for _, words in self._posts)
            self._lengths = array("d", weighed)
        lengths, score_of = self._lengths, scores.get
        most = _FEW_POSTS + _MOST_COMMON * len(self._posts)
        read = 0
        for count, word in words:
            read += count
            if count > most or read > _MOST_READ:
                break
            weight = rarity[word] * (_SATURATION + 1)
            for post in self._once.get(word, ()):
                scores[post] = score_of(post, 0.0) + weight / (1 + lengths[post])
            often = self._often.get(word, ())
            for post, times in zip(often[::2], often[1::2], strict=True):
                scores[post] = score_of(post, 0.0) + weight * times / (times + lengths[post])
        return scores

    # Files

    def save(self, path: str | PathLike[str]) -> None:
        """Write the vocabulary to one file, in UTF-8.

        Arguments:
            path: of the file; what stands there is replaced.
        """
        body: dict[str, Any] = {
            "tags": {key: [dict(known.spellings), known.plain, known.is_listed] for key, known in self._tags.items()},
            "words": self._word_counts,
            "posts": self._posts,
            "places": [self._inside, self._placed],
            "tuning": self._tuning.state(),
            "once": {word: posts.tolist() for word, posts in self._once.items()},
            "often": {word: posts.tolist() for word, posts in self._often.items()},
        }
        written = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        head = {"format": _FORMAT, "version": _VERSION, "sha256": hashlib.sha256(written.encode()).hexdigest()}
        Path(path).write_text(f"{json.dumps(head)}\n{written}\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: str | PathLike[str]) -> HashtagVocabulary:
        """Read a vocabulary from a file that :meth:`save` wrote.

        Arguments:
            path: of the file.

        Raises:
            OSError: it can't be read.
            VocabularyError: it is no such file, it is of a later version, or it was changed.
        """
        head, _, written = Path(path).read_bytes().partition(b"\n")
        try:
            said = json.loads(head)
        except ValueError:
            said = None
        if not isinstance(said, dict) or said.get("format") != _FORMAT:
            raise VocabularyError(f"{path}: not a file that HashtagVocabulary.save wrote")
        if said.get("version") != _VERSION:
            raise VocabularyError(f"{path}: version {said.get('version')!r}; this tweetcraft reads {_VERSION}")
        written = written.removesuffix(b"\n")
        if hashlib.sha256(written).hexdigest() != said.get("sha256"):
            raise VocabularyError(f"{path}: changed or cut off since it was written; save it again")
        body = json.loads(written)
        vocabulary = cls()
        for key, (spellings, plain, is_listed) in body["tags"].items():
            known = vocabulary._tags[key]
            known.spellings.update(spellings)
            known.plain, known.is_listed = plain, is_listed
        vocabulary._word_counts.update(body["words"])
        vocabulary._posts = [(tuple(keys), words) for keys, words in body["posts"]]
        vocabulary._inside, vocabulary._placed = body["places"]
        vocabulary._tuning = Tuning.of_state(body["tuning"])
        vocabulary._words = sum(words for _, words in vocabulary._posts)
        vocabulary._once.update((word, array("I", posts)) for word, posts in body["once"].items())
        vocabulary._often.update((word, array("I", posts)) for word, posts in body["often"].items())
        return vocabulary


def _words_of_tag(tag: str) -> list[str]:
    return [tag_key(word) for word in (tag.split("_") if "_" in tag else segment_hashtag(tag)) if word]
