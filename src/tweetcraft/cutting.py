"""Cut a text where it hurts least: at the end of a sentence, between two words, inside a word as the last resort."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tweetcraft._graphemes import graphemes
from tweetcraft.counting import weighted_length
from tweetcraft.editing import Change, apply_changes
from tweetcraft.entities import Entity, extract
from tweetcraft.rules import Rules

__all__ = ["cut"]

_ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"[.!؟?…]+[»”\")\]]*(?=\s)|(?=\n)")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_LEAST_OF_SENTENCES = 0.6  # a sentence end is taken where so much of what could stay is before it
_SPACES = " \t\n"
_TRAILING = " \t\n،؛:,.…-–"
# A text does not end in a word that leads on to another.
_LEADS_ON = frozenset(
    "و في من على إلى الى أن ان إن أو ثم عن مع ما لا لم لن قد كما".split()  # noqa: SIM905
    + "بين بعد قبل عند كل غير أي التي الذي هذا هذه حتى لكن".split()  # noqa: SIM905
)
_LONGEST = 6  # of these, with the space before
_LAST_WORD = re.compile(r"\s(\w+)\Z")


def cut(text: str, rules: Rules) -> list[Change]:
    """What leaves out the end of a text, so that it fits; nothing where that cannot be done.

    Links, names and tags stay: those at the very end stand after the ellipsis, and nothing is cut before another.
    """
    entities = extract(text, rules=rules)
    end = _end_of_body(text, entities)
    first = max((e.span[1] for e in entities if e.kind != "emoji" and e.span[1] <= end), default=0)

    def last_that_fits(places: Sequence[int]) -> Change | None:
        fitting = bisect_left(places, True, key=lambda at: not _fits(text, _change(text, at, first, end), rules))
        return _change(text, places[fitting - 1], first, end) if fitting else None

    at_word = last_that_fits([found.end() for found in _WORD_END.finditer(text, first, end)])
    at_sentence = last_that_fits([found.end() for found in _SENTENCE_END.finditer(text, first, end)])
    if at_word and at_sentence and at_sentence.start >= _LEAST_OF_SENTENCES * at_word.start:
        return [at_sentence]
    change = at_word or last_that_fits([at for at, _ in graphemes(text[:end]) if at > first])
    return [change] if change else []


def _end_of_body(text: str, entities: Sequence[Entity]) -> int:
    """Where the links, tags and emoji begin that end a text, with the space before them."""
    end = _without_trailing(text, len(text), _SPACES)
    whole = {start for start, _ in graphemes(text)} if entities else set()  # older rules know only a part of some emoji
    for entity in reversed(entities):
        if entity.span[1] != end or entity.span[0] not in whole:
            break
        end = _without_trailing(text, entity.span[0], _SPACES)
    return end


def _without_trailing(text: str, end: int, trailing: str, first: int = 0) -> int:
    while end > first and text[end - 1] in trailing:
        end -= 1
    return end


def _change(text: str, at: int, first: int, end: int) -> Change:
    """What puts an ellipsis in the place of all from ``at`` to ``end``, and of what should not stand before one."""
    at = _without_trailing(text, at, _TRAILING, first)
    while (word := _LAST_WORD.search(text, max(first, at - _LONGEST), at)) and word[1] in _LEADS_ON:
        at = _without_trailing(text, word.start(), _TRAILING, first)
    return Change(at, end, _ELLIPSIS)


def _fits(text: str, change: Change, rules: Rules) -> bool:
    return weighted_length(apply_changes(text, [change]), rules=rules) <= rules.limit
