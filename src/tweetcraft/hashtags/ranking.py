"""Which words of a draft its writer would have made a tag: a linear model over n-grams of up to five words.

The score of an n-gram is the sum of what its words say in their roles (the only one, the first, one inside, the last),
of what the words before and after it say, and of a few things about the n-gram itself.  What a word says is summed once
a word, so an n-gram costs a few additions.  Weights and word tables are in ``ranking.json.gz``, which
``tools/train_hashtags.py`` makes; both use the features of this module, and a change here wants a new training.

Source: 50,902 tweets (ArSarcasm-v2, MIT; motazsaad/arabic-sentiment-analysis, Apache-2.0), a fifth of them left out;
names of places from CLDR (Unicode licence) and GeoNames (CC-BY 4.0, geonames.org); how common words are in general from
the Arabic word list of pyspellchecker (MIT), which counts the subtitles of films of OpenSubtitles.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

from tweetcraft.arabic import particles
from tweetcraft.hashtags.keys import PROCLITICS, SHORT_WORD, tag_key
from tweetcraft.hashtags.names import GIVEN_NAMES

__all__ = [
    "LEADING",
    "NOTHING",
    "NO_WORD",
    "PARTICLES",
    "ROLES",
    "Draft",
    "History",
    "Ranked",
    "Ranker",
    "Weights",
    "WordFacts",
    "phrase_features",
    "ranker",
    "roles_of",
    "word_features",
]

ROLES = "UBIEPN"
"""A word by itself, the first, one inside, the last of an n-gram, the word before it, the one after it."""

NO_WORD = "|"
"""Stands in a draft for what is no word of it: links, names and tags."""

_CLOSED = (
    particles.PREPOSITIONS | particles.TIMES | particles.LEAD_ON | particles.RELATIVES | particles.COMPLEMENTS
    | particles.OR | particles.DETACHED | particles.CLAUSES
)  # fmt: skip
PARTICLES = frozenset(tag_key(before + word) for word in _CLOSED for before in ("", "و"))
"""Keys of words that no tag begins with."""
LEADING = PARTICLES | frozenset(map(tag_key, particles.HEADS))
"""Keys of words that no tag ends with."""

_MOST_WORDS = 5
_SHORTEST, _LONGEST = 3, 39  # code points of a key
_MOST_CACHED = 20_000  # words


class WordFacts(NamedTuple):
    """What was counted of a word."""

    plain: int = 0
    """Times that it was a plain word."""
    tagged: int = 0
    """Times that it was in a tag."""
    alone: int = 0
    """Times that it was a tag by itself."""
    place: int = 0
    """How well known a place of its name is; 0 where none is."""


NOTHING = WordFacts()

# Edges of buckets.
_COUNTS = (1, 2, 3, 5, 9, 17, 33, 65, 129, 257, 513, 1025)
_RATES = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 0.8)
_FEW_COUNTS = (1, 5, 17, 65, 257)
_SEEN = (1, 3, 10, 50)
_POSITIONS = (0.01, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
_LENGTHS = (6, 10, 15, 20, 30)

_TOKEN = re.compile(r"[\w\u064b-\u065f\u0670\u0640\u200c]+")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
_MARKS = {
    mark: name
    for marks, name in (
        ("\"«»“”'‘’", "q"),
        (":;؛", ":"),
        (".…!؟?", "."),
        ("،,", ","),
        ("|-–—_/•~*", "-"),
        ("()[]{}", "("),
    )
    for mark in marks
}
_IN_NUMBER = re.compile("[.,:/٫٬-]")
_IMPERFECT = "يتنا"  # first letters of verbs, by person; alef is folded
_PERFECT = ("ت", "وا", "نا")
_PRONOUNS = ("ها", "هم", "نا", "كم", "ني", "ه", "ك", "ي")


def _bucket(value: float, edges: Sequence[float]) -> int:
    for index, edge in enumerate(edges):
        if value < edge:
            return index
    return len(edges)


def _rate(facts: WordFacts) -> int:
    return _bucket((facts.tagged + 0.1) / (facts.plain + facts.tagged + 1), _RATES)


def word_features(
    word: str, written: str, look: Callable[[str], WordFacts], general: Callable[[str], int]
) -> Iterator[str]:
    """Names of what is known of one word, whatever its role.

    Arguments:
        word: its key.
        written: the word as it stands in the draft.
        look: what was counted of a key.
        general: how common a key is beyond tweets.
    """
    facts = look(word)
    rate, often = _rate(facts), _bucket(facts.plain, _COUNTS)
    length = min(len(word), 10)
    yield from (f"tr{rate}_{_bucket(facts.plain + facts.tagged, _SEEN)}", f"tr{rate}", f"len{length}")
    yield from (f"tw{_bucket(facts.tagged, _COUNTS)}", f"sg{_bucket(facts.alone, _COUNTS)}", f"geo{facts.place}")
    yield from (f"i:{word}", f"pt{word in PARTICLES:d}", f"cm{general(word)}")
    if "\u0621" <= word[:1] <= "\u064a":
        yield from _arabic_features(word, written, look, length, often)
        yield from _forms(word, general)
    elif word[:1].isalpha():
        yield f"lat{written[:1].isupper():d}"
        if written.isupper() and len(word) > 1:
            yield "UP"
    else:
        yield "num" if word[:1].isdigit() else "oth"


def _arabic_features(
    word: str, written: str, look: Callable[[str], WordFacts], length: int, often: int
) -> Iterator[str]:
    definite = word.startswith("ال")
    yield from (f"al{definite:d}", f"ta{written.endswith('ة'):d}", f"len{length}al{definite:d}")
    yield from (f"{side}:{ending}" for side, ending in (("s1", word[-1:]), ("s2", word[-2:]), ("s3", word[-3:])))
    yield from (f"{side}:{start}" for side, start in (("p1", word[:1]), ("p2", word[:2]), ("p3", word[:3])))
    if definite:
        yield f"alp:{word[2:4]}"
    particle, rest = _without_particle(word)
    if particle:
        facts = look(rest)
        yield from (f"cl{particle}{_bucket(facts.plain, _FEW_COUNTS)}", f"clr{_rate(facts)}_{often > 3:d}")
        yield f"clg{facts.place > 0:d}"
    pronoun = next((p for p in _PRONOUNS if word.endswith(p) and len(word) > len(p) + 2), None)
    if pronoun:
        stem = word[: -len(pronoun)]
        times = _bucket(look(stem).plain + look(f"{stem}ه").plain, _FEW_COUNTS)
        yield f"px{pronoun}{times}_{often > 2:d}"
    yield f"gn{word in GIVEN_NAMES:d}"


def _forms(word: str, general: Callable[[str], int]) -> Iterator[str]:
    """How common a word is without its particle and ال, and whether other forms of it show that it is a verb."""
    others = _IMPERFECT.replace(word[0], "") if word[0] in _IMPERFECT and len(word) >= SHORT_WORD else ""
    yield f"im{sum(general(person + word[1:]) > 0 for person in others)}"
    yield f"pf{min(sum(general(word + person) > 0 for person in _PERFECT), 2)}"
    particle, rest = _without_particle(word)
    if particle:
        known, without = general(word), general(rest)
        yield f"cp{particle}{without // 2}_{known // 3}"
        word = rest if without > known else word
    if word.startswith("ال"):
        yield f"ca{general(word[2:]) // 2}"


def _without_particle(word: str) -> tuple[str, str]:
    """A particle that is written on to a word, and the rest."""
    if word.startswith("لل") and len(word) > SHORT_WORD:
        return "لل", f"ال{word[2:]}"
    # Words of four letters as well: the model weighs what it sees, and need not be sure.
    has_particle = word[:1] in PROCLITICS and len(word) >= SHORT_WORD
    return (word[0], word[1:]) if has_particle else ("", word)


class Draft:
    """The words of a draft, and the n-grams that spaces alone join."""

    def __init__(self, text: str) -> None:
        self.text = text
        tokens = list(_TOKEN.finditer(text))
        self.spans = [token.span() for token in tokens]
        self.written = [token[0] for token in tokens]
        self.keys = [tag_key(word) for word in self.written]
        self.times = Counter(self.keys)
        edges = [0, *(edge for span in self.spans for edge in span), len(text)]
        gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        self.gaps = [_gap(gap) for gap in gaps]
        """What stands before each word, and at the end."""
        self.gaps[0] = self.gaps[0] if gaps[0] else "BOS"
        self.gaps[-1] = self.gaps[-1] if gaps[-1].strip() else "EOS"

    def phrases(self) -> Iterator[tuple[str, int, int]]:
        """Each n-gram once: its key, its first word and its last."""
        seen = set()
        for first in range(len(self.keys)):
            phrase = ""
            for last in range(first, min(first + _MOST_WORDS, len(self.keys))):
                if last > first and self.gaps[last] != "sp":
                    break
                phrase += self.keys[last]
                if _SHORTEST <= len(phrase) <= _LONGEST and phrase not in seen and not phrase.isdecimal():
                    seen.add(phrase)
                    yield phrase, first, last

    def is_inside_number(self, at: int) -> bool:
        """Whether a word and the one before it are parts of one number, as 1 and 35 in 1.35 are."""
        return (
            0 < at < len(self.keys)
            and self.keys[at][0:1].isdecimal()
            and self.keys[at - 1][-1:].isdecimal()
            and _IN_NUMBER.fullmatch(self.text, self.spans[at - 1][1], self.spans[at][0]) is not None
        )


def _gap(gap: str) -> str:
    if gap == " ":
        return "sp"
    if not gap:
        return "none"
    return "emo" if _EMOJI.search(gap) else _MARKS.get(gap.strip()[:1], "o")


def phrase_features(draft: Draft, first: int, last: int, tags: int, place: int) -> Iterator[str]:
    """Names of what is known of an n-gram as a whole.

    Arguments:
        draft: the draft.
        first: the place of its first word.
        last: the place of its last word.
        tags: how often it was a tag.
        place: as of a word.
    """
    keys, size, words = draft.keys, last - first + 1, len(draft.keys)
    before, after = draft.gaps[first], draft.gaps[last + 1]
    times = _bucket(tags, _COUNTS)
    yield from (f"n{size}", f"gb{before}", f"ga{after}", f"gb{before}ga{after}", f"T{size}_{times}")
    yield f"gv{size}:{''.join(_name_sign(keys, at) for at in range(first - 1, min(last, first + 2) + 2))}"
    if size == 1:
        yield f"Ugb{before}ga{after}"
    else:
        start, end = keys[first], keys[last]
        yield from (f"TM{times}", f"Blen{min(len(start), 6)}Elen{min(len(end), 6)}", f"G{place}")
        yield f"BE{start[:2] == 'ال':d}{end[:2] == 'ال':d}"
    yield from (f"pos{_bucket(first / words, _POSITIONS)}", f"i{min(first, 5)}", f"ri{min(words - 1 - last, 4)}")
    yield f"nt{_bucket(words, _LENGTHS)}L{size}"
    if min(draft.times[key] for key in keys[first : last + 1]) > 1:
        yield f"rep{min(size, 2)}"


def roles_of(draft: Draft, first: int, last: int) -> list[tuple[int, int]]:
    """The places of the words that an n-gram is scored by, each with its role by its place in :data:`ROLES`."""
    inside = ((at, 2) for at in range(first + 1, last))
    roles = [(first, 0)] if first == last else [(first, 1), *inside, (last, 3)]
    if draft.gaps[first] == "sp":
        roles.append((first - 1, 4))
    if draft.gaps[last + 1] == "sp":
        roles.append((last + 1, 5))
    return roles


def _name_sign(keys: Sequence[str], at: int) -> str:
    if not 0 <= at < len(keys):
        return "0"
    return "1" if keys[at] in GIVEN_NAMES else "2" if keys[at].startswith("ال") else "0"


class Ranked(NamedTuple):
    """An n-gram of a draft, and how likely it is that its writer would have made it a tag."""

    score: float
    """On a logarithmic scale that can be compared within one draft."""
    key: str
    first: int
    last: int
    tags: int
    """How often it was a tag where the model was learned."""
    place: int


class History(Protocol):
    """What one writer's own posts say of words and tags."""

    def facts(self, word: str) -> WordFacts:
        """What was counted of a key."""

    def times(self, key: str) -> int:
        """How often a key was a whole tag."""


class Weights(NamedTuple):
    """What the features of a model say, in hundredths."""

    of_words: Mapping[str, Sequence[int]]
    """By role."""
    of_phrases: Mapping[str, int]


class Ranker:
    """Ranks the n-grams of drafts by one model."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._history: History | None = None
        self._words: dict[str, Sequence[int]] = data["words"]
        self._tags: dict[str, int] = data["tags"]
        self._places: dict[str, int] = data["places"]
        self._general = {word: step for step, words in enumerate(data["general"]) for word in words.split()}
        self.weights = Weights(data["role_weights"], data["weights"])
        self._word_scores = lru_cache(_MOST_CACHED)(self._scores_of_word)

    def adapted(self, history: History, weights: Weights) -> Ranker:
        """The same model with the counts of one writer added to its own, and other weights."""
        adapted = copy(self)
        adapted._history, adapted.weights = history, weights
        adapted._word_scores = lru_cache(_MOST_CACHED)(adapted._scores_of_word)
        return adapted

    def facts(self, word: str) -> WordFacts:
        """What was counted of a key."""
        facts = WordFacts(*self._words.get(word, ()))
        if self._history is None:
            return facts
        own = self._history.facts(word)
        return WordFacts(facts.plain + own.plain, facts.tagged + own.tagged, facts.alone + own.alone, facts.place)

    def general(self, word: str) -> int:
        """How common a key is beyond tweets, on a logarithmic scale up to 15; 0 where it is not among common words.

        A name of a new topic and an ordinary word that few tweets had are told apart by it.
        """
        return self._general.get(word, 0)

    def whole(self, key: str, *, single: bool) -> tuple[int, int]:
        """How often an n-gram was a tag, and how well known a place of its name is."""
        if single:
            facts = self.facts(key)
            return facts.alone, facts.place
        own = self._history.times(key) if self._history is not None else 0
        return self._tags.get(key, 0) + own, self._places.get(key, 0)

    def rank(self, draft: Draft, lemma: Callable[[str], str | None] | None = None) -> list[Ranked]:
        """The n-grams of a draft, the likeliest first.

        Arguments:
            draft: the draft.
            lemma: the dictionary form of a word; it stands for words that this model has not seen.
        """
        keys = (
            draft.keys
            if lemma is None
            else [self._known(*pair, lemma) for pair in zip(draft.keys, draft.written, strict=True)]
        )
        scores = [self._word_scores(key, word) for key, word in zip(keys, draft.written, strict=True)]
        weight = self.weights.of_phrases.get
        ranked = []
        for key, first, last in draft.phrases():
            tags, place = self.whole(key, single=first == last)
            score = scores[first][0] if first == last else scores[first][1] + scores[last][3]
            score += sum(scores[at][2] for at in range(first + 1, last))
            if draft.gaps[first] == "sp":
                score += scores[first - 1][4]
            if draft.gaps[last + 1] == "sp":
                score += scores[last + 1][5]
            score += sum(weight(name, 0) for name in phrase_features(draft, first, last, tags, place))
            ranked.append(Ranked(score / 100, key, first, last, tags, place))
        return sorted(ranked, key=lambda one: (-one.score, one.first, one.last))

    def _known(self, key: str, written: str, lemma: Callable[[str], str | None]) -> str:
        """The key of a word, or of its lemma where only that was seen."""
        if self.facts(key) != NOTHING or not (form := lemma(written)):
            return key
        known = tag_key(form)
        return key if self.facts(known) == NOTHING else known

    def _scores_of_word(self, key: str, written: str) -> tuple[int, ...]:
        known = (self.weights.of_words.get(name) for name in word_features(key, written, self.facts, self.general))
        return tuple(map(sum, zip((0,) * len(ROLES), *filter(None, known), strict=True)))


@cache
def ranker() -> Ranker:
    """The ranker with the model that is shipped."""
    return Ranker(json.loads(gzip.decompress(files("tweetcraft.hashtags").joinpath("ranking.json.gz").read_bytes())))
