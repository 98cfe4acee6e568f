"""Ta marbuta that was written as ha."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from tweetcraft.arabic.script import VARIANTS
from tweetcraft.editing import Change
from tweetcraft.reviewing.normalizing import Place, as_one, named
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject
from tweetcraft.reviewing.writing.reading import Reading, may_be_foreign, read

__all__ = ["ARTICLES", "PARTICLES", "ta_marbuta", "without_hamzas"]

PARTICLES = ("", "و", "ف", "ب", "ك", "وب", "وك", "فب", "ل", "ول", "فل")
"""Those that are written on to a word, and none."""
ARTICLES = tuple(f"{before}{'ل' if before.endswith('ل') else 'ال'}" for before in PARTICLES)
"""The same with the article."""

_ALEF, _HA, _TA_MARBUTA = "ا", "ه", "ة"
_WITHOUT_HAMZAS = str.maketrans(dict.fromkeys(VARIANTS[_ALEF], _ALEF))
_OF_LINK = re.compile(r"/[^\sA-Za-z]*\Z")
"""Stands before what would be more of the path of a link, which ends at its first Arabic letter."""
_MOST_OF_LINK = 80  # code points of it that are looked at


def without_hamzas(word: str) -> str:
    """A word with bare alefs, as many write it."""
    return word.translate(_WITHOUT_HAMZAS)


class _Words(NamedTuple):
    """Words with ta marbuta, by what they are without their hamzas."""

    definite: Mapping[str, str]
    """What follows the article; no pronoun can follow there, so ه is always a slip."""
    bare: Mapping[str, str]
    """Words without it, of which hardly one can have a pronoun for its last letter."""


@cache
def _words() -> _Words:
    data = json.loads(resources.files("tweetcraft.reviewing").joinpath("ta_marbuta.json").read_text("utf-8"))
    return _Words(*({without_hamzas(word): word for word in data[kind].split()} for kind in ("definite", "bare")))


class _Slip(NamedTuple):
    """A word with ha for ta marbuta."""

    wrong: str
    right: str
    span: tuple[int, int]
    """As it is read."""
    is_sure: bool
    """Without the article a word may be one that nobody thought of, with its pronoun: then a reader has to look."""


@review_rule(
    "ta_marbuta",
    "advice",
    title_ar="هاء مكان التاء المربوطة في كلمات من قائمة مغلقة (المدرسه، نهايه).",
    source="own rule; reviewing/ta_marbuta.json: words of OpenSubtitles, as pyspellchecker counts them, and of news",
)
def ta_marbuta(subject: Subject) -> Iterator[Hit]:
    """A ha for a ta marbuta, as in المدرسه or نهايه: one finding for the whole text."""
    reading = read(subject)
    found = [slip for slip in _slips(reading) if not _is_part(subject.text, reading.source_span(slip.span))]
    if not found or may_be_foreign(reading):  # Persian صفحه is spelled so
        return
    says, says_ar = named((slip.wrong, slip.right) for slip in found)
    mended = as_one(subject.text, [_mended(subject, reading, slip) for slip in found])
    is_sure = all(slip.is_sure for slip in found) and reading.mends(subject, mended.span)
    yield Hit(
        mended.span if is_sure else reading.source_span(found[0].span),
        f"ha is written for ta marbuta: {says}",
        f"هاء مكان التاء المربوطة: {says_ar}",
        mended.change if is_sure else None,
    )


def _slips(reading: Reading) -> Iterator[_Slip]:
    for word in reading.words:
        if word.text[-1] == _HA:
            with_ta = word.text[:-1] + _TA_MARBUTA
            words = _words()
            definite = _spelled(with_ta, ARTICLES, words.definite)
            right = definite or _spelled(with_ta, PARTICLES, words.bare)
            if right:
                yield _Slip(word.text, right, word.span, definite is not None)


def _spelled(word: str, beginnings: Iterable[str], words: Mapping[str, str]) -> str | None:
    """A word as it is spelled, if it is one of some words after one of some beginnings.

    The article has no hamza: آلامه are his pains, and no الأمة.
    """
    for before in beginnings:
        if word.startswith(before) and (right := words.get(without_hamzas(word[len(before) :]))):
            return before + right
    return None


def _is_part(text: str, span: tuple[int, int]) -> bool:
    """Whether a word is part of what is no word: of a link, or of a name or a tag that was meant."""
    start, end = span
    before = text[max(0, start - _MOST_OF_LINK) : start]
    return before[-1:] in {"@", "_"} or text[end : end + 1] == "_" or _OF_LINK.search(before) is not None


def _mended(subject: Subject, reading: Reading, slip: _Slip) -> Place:
    """The word as it is spelled; where it has vowel marks, which stay, only its last letter changes."""
    after = slip.right
    if reading.plain[slice(*slip.span)] != slip.wrong:
        at = reading.plain.rindex(_HA, *slip.span)
        after = reading.plain[slip.span[0] : at] + _TA_MARBUTA + reading.plain[at + 1 : slip.span[1]]
    span = reading.source_span(slip.span)
    return Place(Change(*span, after), subject.text[slice(*span)], frozenset())
