"""Cut a text where it hurts least: at the end of a sentence, between two words, inside a word as the last resort."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tweetcraft._graphemes import graphemes
from tweetcraft.arabic.phrases import leads_on, simplified
from tweetcraft.arabic.script import TATWEEL
from tweetcraft.arabic.sentences import outline
from tweetcraft.counting import weighted_length
from tweetcraft.editing import Change, apply_changes
from tweetcraft.entities import Entity, extract
from tweetcraft.rules import Rules
from tweetcraft.safe_edits import are_same

__all__ = ["cut"]

_ELLIPSIS = "…"
_LINE_END = re.compile(r"(?=\n)")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_MOST_TRIES = 8  # places where the ellipsis would make a tag of what was none, as in @name@name
_LEAST_OF_SENTENCES = 0.6  # a sentence end is taken where so much of what could stay is before it
_TRAILING = "،؛:,.…-–"
_LONGEST = 7  # of these, with the space before
_LAST_WORD = re.compile(r"\s(\w+)\Z")


def cut(text: str, rules: Rules) -> list[Change]:
    """What leaves out the end of a text, so that it fits; nothing where that cannot be done.

    Links, names and tags stay: those at the very end stand after the ellipsis, and nothing is cut before another.
    """
    entities = extract(text, rules=rules)
    linked = [entity for entity in entities if entity.kind != "emoji"]
    for trailing in (entities, linked) if len(linked) < len(entities) else (entities,):
        change = _cut(text, rules, linked, _end_of_body(text, trailing))
        if change:
            return [change]
    return []


def _cut(text: str, rules: Rules, linked: Sequence[Entity], end: int) -> Change | None:
    """What leaves out text before ``end``, where what is left fits and links as before."""
    first = max((e.span[1] for e in linked if e.span[1] <= end), default=0)

    def last_that_fits(places: Sequence[int]) -> Change | None:
        fitting = bisect_left(places, True, key=lambda at: not _fits(text, _change(text, at, first, end), rules))
        for at in reversed(places[max(0, fitting - _MOST_TRIES) : fitting]):
            change = _change(text, at, first, end)
            for candidate in (change, change._replace(after=f" {_ELLIPSIS}")):
                if _links_as(linked, text, candidate, rules) and _fits(text, candidate, rules):
                    return candidate
        return None

    at_word = last_that_fits([found.end() for found in _WORD_END.finditer(text, first, end)])
    line_ends = (found.end() for found in _LINE_END.finditer(text, first, end))
    stops = (stop.end for stop in outline(text).stops if not stop.depth and first <= stop.end <= end)
    at_sentence = last_that_fits(sorted({*line_ends, *stops}))
    if at_word and at_sentence and at_sentence.start >= _LEAST_OF_SENTENCES * at_word.start:
        return at_sentence
    return at_word or last_that_fits([at for at, _ in graphemes(text[:end]) if at > first])


def _end_of_body(text: str, entities: Sequence[Entity]) -> int:
    """Where the links, tags and emoji begin that end a text, with the space before them."""
    end = _without_trailing(text, len(text))
    whole = {start for start, _ in graphemes(text)} if entities else set()  # older rules know only a part of some emoji
    for entity in reversed(entities):
        if entity.span[1] != end or entity.span[0] not in whole:
            break
        end = _without_trailing(text, entity.span[0])
    return end


def _without_trailing(text: str, end: int, marks: str = "", first: int = 0) -> int:
    while end > first and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return end


def _change(text: str, at: int, first: int, end: int) -> Change:
    """What puts an ellipsis in the place of all from ``at`` to ``end``, and of what should not stand before one."""
    at = _without_trailing(text, at, _TRAILING, first)
    while (word := _LAST_WORD.search(text, max(first, at - _LONGEST), at)) and _leads_on(word[1]):
        at = _without_trailing(text, word.start(), _TRAILING, first)
    return Change(at, end, _ELLIPSIS)


def _leads_on(word: str) -> bool:
    """Whether a text does not end in a word, because it wants another."""
    return leads_on(simplified(word)) or word.endswith(TATWEEL)


def _links_as(linked: Sequence[Entity], text: str, change: Change, rules: Rules) -> bool:
    """Whether a text links after a change as before: an ellipsis right after $TWTR would unmake it."""
    after = extract(apply_changes(text, [change]), rules=rules)
    return are_same(linked, [entity for entity in after if entity.kind != "emoji"])


def _fits(text: str, change: Change, rules: Rules) -> bool:
    return weighted_length(apply_changes(text, [change]), rules=rules) <= rules.limit
