"""What ``normalize`` would change in a text under review, put together into places that are mended at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tweetcraft._text import shortened
from tweetcraft.arabic.counted import WORDS
from tweetcraft.arabic.script import INVISIBLE, PRESENTATION, TATWEEL, WORD
from tweetcraft.counting import weighted_length
from tweetcraft.editing import Change, Edit, apply_changes
from tweetcraft.reviewing.subject import Subject

__all__ = [
    "MOST_PLACES",
    "MOST_WORDS",
    "Place",
    "as_one",
    "changed",
    "in_few",
    "named",
    "names_of",
    "places",
    "quoted",
    "saved_by",
    "word_around",
]

MOST_PLACES = 20
"""Findings of one rule in a text; where there are more, they are one, mended at once."""
MOST_WORDS = 5
"""The same for words: where more are amiss, the text was typed so throughout."""

_IN_WORD = re.compile(f"[{WORD}{TATWEEL}{PRESENTATION}{INVISIBLE}]*+")
_WORD_END = re.compile(f"[{WORD}{TATWEEL}{PRESENTATION}\u200c\u200d]*+")
_LONGEST_WORD = 60  # code points that are looked at on each side; longer runs are no words
_LONGEST_QUOTE = 31  # code points
_MOST_NAMED = 3  # words


class Place(NamedTuple):
    """Where something is amiss, and what comes there instead."""

    change: Change
    before: str
    rules: frozenset[str]
    """Names of the rules of ``normalize`` that have to do with it."""
    made_of: int = 1
    """How many places it was made of."""

    @property
    def span(self) -> tuple[int, int]:
        return self.change.start, self.change.end


@cache
def names_of(rule: str) -> frozenset[str]:
    """The rules that met in one edit."""
    return frozenset(rule.split("+"))


def places(
    subject: Subject,
    *rules: str,
    wanted: Callable[[str, Edit], bool] | None = None,
    across: re.Pattern[str] | None = None,
    by_word: bool = False,
) -> list[Place]:
    """Where some rules of ``normalize`` would change the text.

    Edits that touch are one place, with what other rules edit between them: half of it would be no repair.

    Arguments:
        subject: the text.
        rules: their names in ``Edit.rule``.
        wanted: which of their edits count; all unless told otherwise.
        across: what may stand between two edits that are one place all the same.
        by_word: whether those of one word are one place.

    Returns:
        The places in order; where there are very many, one that holds them all.
    """
    groups: list[list[Edit]] = []
    between: list[Edit] = []  # edits of other rules since the last group
    for edit in subject.edits:
        if names_of(edit.rule).isdisjoint(rules) or (wanted and not wanted(subject.text, edit)):
            between.append(edit)
        elif groups and _are_joined(subject.text, [groups[-1][-1], *between[: _MOST_BETWEEN + 1], edit], across):
            groups[-1] += (*between, edit)
            between.clear()
        else:
            groups.append([edit])
            between.clear()
    found = [as_one(subject.text, [_place(edit) for edit in group])._replace(made_of=1) for group in groups]
    return in_few(subject.text, _by_word(subject.text, found), MOST_WORDS) if by_word else in_few(subject.text, found)


def _place(edit: Edit) -> Place:
    return Place(Change(*edit.span, edit.after), edit.before, names_of(edit.rule))


_MOST_BETWEEN = 4  # edits of other rules that meet in one place with theirs


def _are_joined(text: str, edits: Sequence[Edit], across: re.Pattern[str] | None) -> bool:
    """Whether some edits touch, or have only between them what may stand there."""
    return len(edits) <= _MOST_BETWEEN + 2 and all(
        one.span[1] == other.span[0] or (across is not None and across.fullmatch(text, one.span[1], other.span[0]))
        for one, other in pairwise(edits)
    )


def _by_word(text: str, found: Sequence[Place]) -> list[Place]:
    words: list[list[Place]] = []
    for place in found:
        if words and _IN_WORD.fullmatch(text, words[-1][-1].change.end, place.change.start):
            words[-1].append(place)
        else:
            words.append([place])
    return [as_one(text, of_word)._replace(made_of=1) for of_word in words]


def in_few(text: str, found: list[Place], most: int = MOST_PLACES) -> list[Place]:
    """The places, or one that holds them all where they are more than ``most``."""
    return found if len(found) <= most else [as_one(text, found)]


def as_one(text: str, found: Sequence[Place]) -> Place:
    """One place that holds some, with the text between them as it is."""
    if len(found) == 1:
        return found[0]
    start, end = found[0].change.start, found[-1].change.end
    inside = (Change(place.change.start - start, place.change.end - start, place.change.after) for place in found)
    after = apply_changes(text[start:end], inside)
    rules = frozenset[str]().union(*(place.rules for place in found))
    return Place(Change(start, end, after), text[start:end], rules, sum(place.made_of for place in found))


# What is said of them


def saved_by(subject: Subject, place: Place) -> int:
    """How much lighter a place gets, in weighted units."""
    before, after = (weighted_length(text, rules=subject.rules) for text in (place.before, place.change.after))
    return before - after


def word_around(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the rest of the words that it begins and ends in."""
    start, end = span
    before = text[max(0, start - _LONGEST_WORD) : start][::-1]
    found_before, found_after = _WORD_END.match(before), _WORD_END.match(text, end, end + _LONGEST_WORD)
    assert found_before is not None
    assert found_after is not None
    return start - found_before.end(), found_after.end()


def changed(text: str, span: tuple[int, int], change: Change) -> str:
    """What a span that holds a change is after it."""
    return text[span[0] : change.start] + change.after + text[change.end : span[1]]


def quoted(text: str) -> str:
    """A piece of the text as a message names it."""
    return f"«{shortened(' '.join(text.split()), _LONGEST_QUOTE)}»"


def named(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Words and what is right for them as messages name them, in English and in Arabic: the first few, each once."""
    different = list(dict.fromkeys(pairs))
    more = len(different) - _MOST_NAMED
    rest, rest_ar = (f", and {more} more", f"، و{WORDS.by(more)} غيرها") if more > 0 else ("", "")
    some = different[:_MOST_NAMED]
    return (
        ", ".join(f"«{wrong}» for «{right}»" for wrong, right in some) + rest,
        "، ".join(f"«{wrong}» بدل «{right}»" for wrong, right in some) + rest_ar,
    )
