"""The words of a tag that was written without ``_``.

Where the script changes, at digits and at capital letters a tag parts by rules.  In a run of Arabic letters nothing
shows where a word ends, so a model weighs all ways to part it: how common each word is, how well the letters of an
unknown one follow each other, and how much the letters around each place look like those between two words.  The best
way is found from left to right, in time that is linear in the length of the run.

The model is in ``segmentation.bin``: 202,140 words, 199,216 features of boundaries and 40,022 sequences of letters.

Source: 40,224 of the 50,902 tweets of two public collections (motazsaad-58k-2019, ArSarcasm-v2), the others being kept
for tests, news articles (ANT corpus), how often words are in subtitles (OpenSubtitles 2018, as pyspellchecker counts
them, MIT licence) and names of people (Wikidata, CC0).  Made by ``python tools/train_segmentation.py``.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from tweetcraft._tables import characters as table
from tweetcraft._text import canonical, require_text
from tweetcraft.arabic.script import INVISIBLE, LETTERS, PRESENTATION, TASHKEEL, TATWEEL
from tweetcraft.hashtags.keys import SIGNS

__all__ = [
    "ENCODING",
    "LAYOUT",
    "LONGEST_WORD",
    "SCORE_STEPS",
    "WEIGHT_STEPS",
    "WEIGHT_ZERO",
    "WORD_SPELLING",
    "Parameters",
    "boundary_features",
    "segment_hashtag",
]


def segment_hashtag(tag: str) -> list[str]:
    """Find the words of a hashtag.

    Arguments:
        tag: with or without its sign.

    Returns:
        The words as they are written in the tag, in normalization form C: joined, they are the tag without its sign,
        ``_``, tashkeel, tatweel and what is invisible.  A number is a word.  A run with letters that Arabic does not
        have, as in Persian or Urdu, stays whole.

    Raises:
        TypeError: ``tag`` is no ``str``.

    >>> import tweetcraft as tc
    >>> tc.segment_hashtag("#اليومالوطني"), tc.segment_hashtag("RealMadrid2024")
    (['اليوم', 'الوطني'], ['Real', 'Madrid', '2024'])
    >>> tc.segment_hashtag("السعودية"), tc.segment_hashtag("رؤية_السعودية2030")
    (['السعودية'], ['رؤية', 'السعودية', '2030'])

    Source: our own model.  Of 1,300 Arabic tags that writers parted with ``_`` in tweets that it has not seen, 0.882
    come out the same, and 0.911 of the times that such tags were used; docs/hashtags-segmentation.md has the measure.
    """
    runs, unseen = _patterns()
    words: list[str] = []
    for run in runs.finditer(unseen.sub("", canonical(require_text(tag).lstrip(SIGNS)))):
        if run.lastgroup == "arabic":
            words += _arabic_words(run[0])
        elif run.lastgroup == "digits":
            words.append(run[0])
        else:
            words += _camel_case_words(run[0])
    return words


_LATIN = r"A-Za-zªºÀ-ÖØ-öø-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
_ARABIC = f"{LETTERS}{PRESENTATION}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands together in a tag, and what is taken out of it first."""
    mark = rf"(?:(?!\w)[{table.HASHTAG}])*"  # marks, and dots as in Catalan, belong to what they follow
    kinds = {"arabic": f"[{_ARABIC}]", "digits": r"\d", "latin": f"[{_LATIN}]"}
    others = rf"(?:(?![{_ARABIC}{_LATIN}\d_])[{table.HASHTAG}])+"
    runs = [f"(?P<{name}>(?:{one}{mark})+)" for name, one in kinds.items()]
    return re.compile("|".join([*runs, others])), re.compile(f"[{TATWEEL}{TASHKEEL}{INVISIBLE}]+")


def _camel_case_words(run: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(run)):
        if run[at].isupper() and _begins_word(run, at):
            yield run[start:at]
            start = at
    yield run[start:]


def _begins_word(run: str, at: int) -> bool:
    """Whether a capital letter is the first of a word: P of MyPhone and of BBCPhone, but not of iPhone."""
    if run[at - 1].isupper():
        return run[at + 1 : at + 2].islower()
    return at > 1 or not run[0].islower()


# Arabic

LONGEST_WORD = 18
"""In letters; what is longer is two words, or none that the model could know."""

_ALPHABET = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_KEYBOARDS = str.maketrans("ٱکی", "اكي")
WORD_SPELLING = str.maketrans("أإآٱ", "اااا")
"""How the words of the model are written: writers leave the hamza of an alef out as they please."""


def _arabic_words(run: str) -> Iterator[str]:
    """Part a run of Arabic letters: for each end the best start of the word before it, then back from the last end."""
    letters = run.translate(_KEYBOARDS)
    if not _ALPHABET.fullmatch(letters):
        yield run
        return
    model = _model()
    spelled = letters.translate(WORD_SPELLING)
    boundaries = [0.0, *model.boundaries(letters), 0.0]
    likely = [model.letter_sums(spelled[start : start + LONGEST_WORD]) for start in range(len(run))]
    best = [0.0]  # how well the letters before each place can be parted
    starts = [0]
    for end in range(1, len(run) + 1):
        score, start = max(
            (best[start] + model.word(spelled[start:end], likely[start][end - start - 1]), -start)
            for start in range(max(0, end - LONGEST_WORD), end)
        )
        best.append(score + boundaries[end])
        starts.append(-start)
    ends = [len(run)]
    while ends[-1]:
        ends.append(starts[ends[-1]])
    for end, start in zip(ends[-2::-1], ends[:0:-1], strict=True):
        yield run[start:end]


class Parameters(NamedTuple):
    """Numbers that weigh the parts of the model against each other: all are natural logarithms, or of their kind."""

    boundary: float
    """What each place is worth, whatever letters stand there."""
    word_weight: float
    """What the words count beside the boundaries."""
    one_letter: float
    """What a word of one letter costs."""
    unknown: float
    """What a word costs that is not among the known ones."""
    unknown_base: float
    """What a word of which nothing is known is worth beside how its letters follow each other."""
    unseen: float
    """What each letter costs that was never seen after those before it, for each that is left out of the look back."""
    spelling: float
    prefix: float
    suffix: float
    """What it costs to know a word by another spelling of its end, without a prefix, and without a suffix."""


LAYOUT = struct.Struct(f"<{len(Parameters._fields)}f3I")
"""The parameters, and how many bytes the words, the features and the sequences of letters take."""
ENCODING = "iso8859_6"  # one byte for each letter
SCORE_STEPS = 8  # the score of a word, and of letters, is kept in so many steps to one, below zero
WEIGHT_STEPS, WEIGHT_ZERO = 16, 128


class _Model(NamedTuple):
    parameters: Parameters
    scores: Mapping[str, float]
    """The logarithm of how common a word is."""
    weights: Mapping[str, float]
    """What a feature of a place says for a boundary there."""
    letters: Mapping[str, float]
    """The logarithm of how often the last letter of a sequence follows the others inside words."""

    def boundaries(self, letters: str) -> Iterator[float]:
        """For each place inside a run, how much its letters look like those between two words."""
        weight = self.weights.get
        for features in boundary_features(letters):
            yield self.parameters.boundary + sum([weight(feature, 0.0) for feature in features])

    def letter_sums(self, word: str) -> list[float]:
        """For each letter how well it and all before it follow each other, as in a word that begins here."""
        marked = f"^{word}"
        return [*accumulate(self._last_letter(marked[max(0, end - 3) : end + 1]) for end in range(1, len(marked)))]

    def _last_letter(self, sequence: str) -> float:
        """How well the last letter follows the others, by as many of them as were seen with it."""
        score = self.letters.get(sequence)
        return self._last_letter(sequence[1:]) - self.parameters.unseen if score is None else score

    def word(self, word: str, letter_sum: float) -> float:
        """How good a word is, known or not."""
        parameters = self.parameters
        score = self.scores.get(word)
        cost = parameters.one_letter if len(word) == 1 else 0.0
        if score is None:
            score = self._guess(word, letter_sum)
            cost += parameters.unknown
        return parameters.word_weight * score - cost

    def _guess(self, word: str, letter_sum: float) -> float:
        """What an unknown word is worth, by its letters or by a known one that it may be a form of."""
        end = self._last_letter(f"^{word}$"[-4:])
        scores = [self.parameters.unknown_base + letter_sum + end]
        if len(word) > 2:
            scores += (self.scores[form] - cost for form, cost in self._forms(word) if form in self.scores)
        return max(scores)

    def _forms(self, word: str) -> Iterator[tuple[str, float]]:
        """Words that an unknown one may be a form of, and what it costs to think so."""
        spelling, prefix, suffix = self.parameters[-3:]
        if word[-1] in _LAST_LETTERS:
            yield word[:-1] + _LAST_LETTERS[word[-1]], spelling
        if len(word) == 3:
            return
        if word[0] in "وبل":
            yield word[1:], prefix
        elif word[0] in "فكس":
            yield word[1:], prefix + 1
        if word.startswith("ال"):
            yield word[2:], prefix
        else:
            yield f"ال{word}", prefix + 1
        if word.startswith("لل"):
            yield f"ال{word[2:]}", prefix
        if word.startswith("يا"):
            yield word[2:], prefix + 2
        for length in range(1, min(3, len(word) - 3) + 1):
            if word[-length:] in _SUFFIXES:
                yield word[:-length], suffix
                yield f"{word[:-length]}ة", suffix


_LAST_LETTERS = {"ه": "ة", "ة": "ه", "ي": "ى", "ى": "ي"}
_SUFFIXES = frozenset((
    "ه", "ها", "هم", "هن", "ك", "كم", "ي", "ني", "نا", "ا", "ان", "ات", "اتي", "ين", "ون", "و", "وا", "يه", "ية", "تي",
    "ته",
))  # fmt: skip
_SIDES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (3, 3))


def boundary_features(letters: str) -> Iterator[list[str]]:
    """For each place inside a run the letters around it: up to four on either side, up to three on both."""
    padded = f"^^^^{letters}$$$$"
    for at in range(5, len(letters) + 4):
        features = [f"{padded[at - length : at]}|" for length in range(1, 5)]
        features += [f"|{padded[at : at + length]}" for length in range(1, 5)]
        features += [f"{padded[at - before : at]}|{padded[at : at + after]}" for before, after in _SIDES]
        yield features


@cache
def _model() -> _Model:
    import lzma
    from importlib import resources

    packed = resources.files("tweetcraft.hashtags").joinpath("segmentation.bin").read_bytes()
    data = memoryview(lzma.decompress(packed))
    *parameters, word_bytes, feature_bytes, sequence_bytes = LAYOUT.unpack_from(data)
    score_of = [-step / SCORE_STEPS for step in range(256)]
    weight_of = [(step - WEIGHT_ZERO) / WEIGHT_STEPS for step in range(256)]
    words, at = _values(data, LAYOUT.size, word_bytes, score_of)
    features, at = _values(data, at, feature_bytes, weight_of)
    sequences, _ = _values(data, at, sequence_bytes, score_of)
    return _Model(Parameters(*parameters), words, features, sequences)


def _values(data: memoryview, start: int, length: int, values: list[float]) -> tuple[dict[str, float], int]:
    """Lines, with a byte for each after them that says its value, and where that ends."""
    lines = str(data[start : start + length], ENCODING).split("\n")
    end = start + length + len(lines)
    return dict(zip(lines, map(values.__getitem__, data[start + length : end]), strict=True)), end
