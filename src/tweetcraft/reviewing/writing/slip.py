"""Spelling slips of closed lists, and hamzas that were left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple

from tweetcraft.editing import Change
from tweetcraft.findings import Severity
from tweetcraft.reviewing.normalizing import MOST_PLACES, named
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject, Word
from tweetcraft.reviewing.writing.reading import read

__all__ = ["bare_hamza", "slip"]

_SOURCE = "reviewing/slips.json, which names a source for each entry (عبد السلام هارون، قواعد الإملاء, and others)"
_BARE_HAMZA = "bare_hamza"
_TANWEEN = "\N{ARABIC FATHATAN}"
_SPACES = re.compile("[ \N{NO-BREAK SPACE}]+")
_IN_WORD = re.compile(r"\w")


class _Right(NamedTuple):
    """What a slip should be."""

    words: tuple[str, ...]
    """Of the slip."""
    right: str
    severity: Severity


class _Slips(NamedTuple):
    by_first: dict[str, tuple[_Right, ...]]
    """By the first word; of several, the longest first."""
    bare_hamzas: dict[str, str]
    """What they are meant for, or the two or three words that they may be meant for."""


@cache
def _slips() -> _Slips:
    data: dict[str, Any] = json.loads(resources.files("tweetcraft.reviewing").joinpath("slips.json").read_text("utf-8"))
    by_first: dict[str, list[_Right]] = {}
    bare_hamzas: dict[str, str] = {}
    for entry in data["entries"]:
        rights = entry["right"] if isinstance(entry["right"], list) else [entry["right"]] * len(entry["wrong"])
        for wrong, right in zip(entry["wrong"], rights, strict=True):
            if entry["group"] == _BARE_HAMZA:
                bare_hamzas[wrong] = " / ".join(entry.get("choices", [right]))
                continue
            severity: Severity = entry.get("severity", data["groups"][entry["group"]]["severity"])
            words = tuple(wrong.split())
            by_first.setdefault(words[0], []).append(_Right(words, right, severity))
    longest_first = {first: tuple(sorted(found, key=_words_of, reverse=True)) for first, found in by_first.items()}
    return _Slips(longest_first, bare_hamzas)


def _words_of(right: _Right) -> int:
    return len(right.words)


@review_rule(
    "slip",
    "warning",
    title_ar="خطأ إملائي من قائمة مغلقة: انشاء الله، اللذي، لاكن، إستخدام.",
    source=_SOURCE,
)
def slip(subject: Subject) -> Iterator[Hit]:
    """A spelling slip of closed lists, such as انشاء الله, اللذي, لاكن or إستخدام."""
    by_first, reading = _slips().by_first, read(subject)
    words = reading.words
    if by_first.keys().isdisjoint([word.text for word in words]):
        return
    done = number = 0
    for at, word in enumerate(words):
        if word.text not in by_first or word.span[0] < done:
            continue
        for wrong, right, severity in by_first[word.text]:
            if not _stands(reading.plain, words[at : at + len(wrong)], wrong):
                continue
            start, done = word.span[0], words[at + len(wrong) - 1].span[1]
            before = reading.plain[start:done]
            span = reading.source_span((start, done))
            number += 1
            # Vowel marks that the right form does not have would be lost.
            is_plain = " ".join(wrong) == _SPACES.sub(" ", before).replace(_TANWEEN, "") and (
                _TANWEEN in right or _TANWEEN not in before
            )
            yield Hit(
                span,
                f"«{' '.join(wrong)}» is spelled «{right}»",
                f"الصواب «{right}» لا «{' '.join(wrong)}»",
                Change(*span, right) if is_plain and number <= MOST_PLACES and reading.mends(subject, span) else None,
                severity,
            )
            break


def _stands(text: str, words: list[Word], wrong: tuple[str, ...]) -> bool:
    """Whether some words of a text are those of a slip, with nothing but spaces between them, and whole."""
    if tuple(word.text for word in words) != wrong:
        return False
    start, end = words[0].span[0], words[-1].span[1]
    if (start and _IN_WORD.match(text, start - 1)) or _IN_WORD.match(text, end):
        return False
    return all(_SPACES.fullmatch(text, one.span[1], other.span[0]) for one, other in pairwise(words))


@review_rule(
    _BARE_HAMZA,
    "advice",
    title_ar="همزة القطع غير مكتوبة في كلمات من قائمة مغلقة (الى، اكثر، ان).",
    source=_SOURCE,
)
def bare_hamza(subject: Subject) -> Iterator[Hit]:
    """Hamzas that were left out, as in الى or اكثر: one finding for the whole text."""
    bare_hamzas, reading = _slips().bare_hamzas, read(subject)
    if bare_hamzas.keys().isdisjoint([word.text for word in reading.words]):
        return
    found = [
        word for word in reading.words if word.text in bare_hamzas and _stands(reading.plain, [word], (word.text,))
    ]
    if not found:
        return
    says, says_ar = named((word.text, bare_hamzas[word.text]) for word in found)
    yield Hit(reading.source_span(found[0].span), f"the hamza is left out: {says}", f"الهمزة غير مكتوبة: {says_ar}")
