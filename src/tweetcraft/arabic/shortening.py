"""Shorter wording: where the phrases of the lists stand, and number words that digits can stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tweetcraft.arabic.numbers import find_number_words
from tweetcraft.arabic.script import ARABIC_DIGITS, WORD
from tweetcraft.arabic.wording import LISTS, Wording
from tweetcraft.editing import Change

__all__ = ["NUMBERS", "Shortening", "find_shortenings"]

NUMBERS = Wording(
    name="number words",
    harm=2,
    reason="digits instead of number words",
    reason_ar="أرقام بدل كلمات العدد",
    source="own editing practice",
    entries=(),
)


class Shortening(NamedTuple):
    """What can stand in the place of a phrase."""

    change: Change
    wording: Wording


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    shorter: str
    wording: Wording


_WORD = re.compile(f"[{WORD}]+")
_LONGEST = max(len(phrase.split(" ")) for wording in LISTS for phrase, _ in wording.entries)


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """By their first word, the longest first."""
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    for wording in LISTS:
        for phrase, shorter in wording.entries:
            words = tuple(phrase.split(" "))
            phrases[words[0]].append(_Phrase(words, shorter, wording))
    for of_word in phrases.values():
        of_word.sort(key=lambda phrase: -len(phrase.words))
    return dict(phrases)


_compiled = cache(re.compile)  # the same few patterns, those of the lists


def find_shortenings(text: str) -> list[Shortening]:
    """Every place where wording can be shortened, in order, not overlapping.

    ``text`` is one whose links, tags and emoji are placeholders.
    """
    found = sorted([*_of_phrases(text), *_of_numbers(text)])
    kept: list[Shortening] = []
    for shortening in found:
        # Nor right after a phrase that is written on to what follows: ل and digits would need a tatweel.
        if not kept or shortening.change.start > kept[-1].change.end:
            kept.append(shortening)
    return kept


def _of_phrases(text: str) -> Iterator[Shortening]:
    words = [(word.start(), word.end(), word[0]) for word in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        taken = 1
        for prefix in ("", "و", "ف"):
            if words[at][2].startswith(prefix) and (shortening := _match(text, words, at, prefix)):
                yield shortening
                taken = sum(start < shortening.change.end for start, _, _ in words[at : at + _LONGEST + 1])
                break
        at += max(1, taken)


def _match(text: str, words: list[tuple[int, int, str]], at: int, prefix: str) -> Shortening | None:
    first = words[at][2].removeprefix(prefix)
    start = words[at][0] + len(prefix)
    for phrase in _phrases().get(first, ()):
        end = start + sum(map(len, phrase.words)) + len(phrase.words) - 1
        last = at + len(phrase.words) - 1
        if last < len(words) and words[last][1] == end and text[start:end] == " ".join(phrase.words):
            change = _change(text, start, end, phrase)
            if change and _fits_in(text, words[at][0], end, phrase.wording):
                return Shortening(change, phrase.wording)
    return None


def _fits_in(text: str, start: int, end: int, wording: Wording) -> bool:
    if wording.preceded_by:
        left = start
        while left and text[left - 1] == " ":
            left -= 1
        if not _compiled(wording.preceded_by).search(text, max(0, left - 1), left) and left:
            return False
    return _compiled(wording.followed_by).match(text, end) is not None


def _change(text: str, start: int, end: int, phrase: _Phrase) -> Change | None:
    """What puts the shorter phrase in place, written on to the next word where it is a mere letter or nothing."""
    if len(phrase.shorter) > 1:
        return Change(start, end, phrase.shorter)
    following = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    if not following:
        return None
    if phrase.shorter and following[0].startswith("ال"):  # ل and ال make لل, and before another ل one of them goes
        return Change(start, end + 3, "ل" if following[0].startswith("الل") else "لل")
    return Change(start, end + 1, phrase.shorter)


_CURSE = re.compile(r"\b(?:ابن|بنت) \Z")  # ابن ستين
_CLITIC = re.compile("[بلك]")


def _of_numbers(text: str) -> Iterator[Shortening]:
    arabic = sum(map(text.count, ARABIC_DIGITS)) > sum(map(text.count, "0123456789"))
    for number in find_number_words(text):
        if _CURSE.search(text, max(0, number.start - 5), number.start):
            continue
        digits = str(number.value)
        if arabic:
            digits = digits.translate(dict(zip(map(ord, "0123456789"), ARABIC_DIGITS, strict=True)))
        is_clitic_before = number.start and _CLITIC.match(text, number.start - 1)
        yield Shortening(Change(number.start, number.end, f"ـ{digits}" if is_clitic_before else digits), NUMBERS)
