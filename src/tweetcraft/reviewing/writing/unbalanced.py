"""Brackets and quotation marks without their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tweetcraft.reviewing.normalizing import MOST_PLACES
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["unbalanced"]

_ANY = re.compile(r"[()\[\]{}«»“”„\"]")
_BRACKET_RUN = re.compile(r"\(+|\)+|\[+|\]+|\{+|\}+|«+|»+")
_CLOSES = {")": "(", "]": "[", "}": "{", "»": "«"}
_OPENS = {opening: closing for closing, opening in _CLOSES.items()}
_QUOTE = re.compile('"+|“+|”+|„+')
_INCHES = re.compile('[0-9٠-٩]"')
# Eyes before a mouth, eyes after it, and a mouth that is one of several: :) ;-( =) (: ^_^) :')
_EYES_BEFORE = re.compile(r"[:;=8xX^٪%'’*_][-'^oO]?\Z|[-_]\s?\Z")
_EYES_AFTER = re.compile(r"[-'^]?[:;=^]|¸")
_WORD = re.compile(r"\w")
_ITEM = re.compile(r"(?<![\w(])(?:[0-9٠-٩]{1,3}|\w)[ -]?\Z")
_LOOK_BACK = 5


@review_rule(
    "unbalanced",
    "warning",
    title_ar="قوس أو علامة تنصيص بلا نصفها الآخر.",
    source="own rule: docs/normalizing.md, brackets",
)
def unbalanced(subject: Subject) -> Iterator[Hit]:
    """A bracket or a quotation mark without its other half; emoticons and the numbers of lists aside."""
    if not _ANY.search(subject.text):
        return
    lone = [*_lone_brackets(subject.plain), *_lone_quotes(subject.plain)]
    for start, end in sorted(lone)[:MOST_PLACES]:
        yield _hit(subject.text, start, end)


def _hit(text: str, start: int, end: int) -> Hit:
    sign = text[start]
    if sign in _CLOSES:
        return Hit(
            (start, end),
            f"{sign} closes what no {_CLOSES[sign]} opens",
            f"العلامة {sign} تُغلق ما لم تفتحه {_CLOSES[sign]}",
        )
    if sign in _OPENS:
        return Hit(
            (start, end),
            f"{sign} is never closed: {_OPENS[sign]} is missing",
            f"العلامة {sign} لم تُغلق: تنقص {_OPENS[sign]}",
        )
    return Hit(
        (start, end),
        f"{sign} stands alone: the other quotation mark is missing",
        f"علامة التنصيص {sign} وحدها: تنقص الأخرى",
    )


@dataclass(slots=True)
class _Opened:
    """A run of one opening bracket."""

    span: tuple[int, int]
    closed: int = 0


def _lone_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Runs of one bracket that have no counterpart: how many are in a run is decoration."""
    opened: dict[str, list[_Opened]] = {opening: [] for opening in _OPENS}
    closing: dict[str, list[tuple[int, int]]] = {opening: [] for opening in _OPENS}
    for found in _BRACKET_RUN.finditer(text):
        sign, (start, end) = found[0][0], found.span()
        if sign in _OPENS:
            if not _is_mouth(text, start, end):
                opened[sign].append(_Opened((start, end)))
            continue
        runs = opened[_CLOSES[sign]]
        if runs and not _EYES_BEFORE_SURE.search(text, max(0, start - 2), start):
            for _ in range(end - start):
                if runs:
                    runs[-1].closed += 1
                    if runs[-1].closed == runs[-1].span[1] - runs[-1].span[0]:
                        runs.pop()
        elif not _is_no_bracket(text, start, end):
            closing[_CLOSES[sign]].append((start, end))
    for opening, left in opened.items():
        lone = [run.span for run in left if not run.closed]
        # Reversed pairs, as )word( and »word«, are balanced in their way.
        pairs = min(len(lone), len(closing[opening]))
        yield from lone[: len(lone) - pairs]
        yield from closing[opening][pairs:]


_EYES_BEFORE_SURE = re.compile(r"[:;][-']?\Z")


def _is_no_bracket(text: str, start: int, end: int) -> bool:
    """Whether what closes nothing is a mouth, a row of mouths, or stands after the number of an item."""
    if _is_mouth(text, start, end) or (end - start > 1 and text[start] == ")"):
        return True
    if text[start] == ")" and text[max(0, start - 2) : start] in {": ", "; "}:
        return True
    return text[start] == ")" and _ITEM.search(text, max(0, start - _LOOK_BACK), start) is not None


def _is_mouth(text: str, start: int, end: int) -> bool:
    if text[start] not in "()[]{}":
        # Two and more are arrows.
        return end - start > 1
    if _EYES_AFTER.match(text, end):
        return True
    # What opens right before a word is no mouth: he said:(this).
    opens_word = text[start] in _OPENS and _WORD.match(text, end) is not None
    return not opens_word and _EYES_BEFORE.search(text, max(0, start - _LOOK_BACK), start) is not None


def _lone_quotes(text: str) -> list[tuple[int, int]]:
    """The last of an odd number of quotation marks; “ ” and " are often mixed, so they are counted together."""
    quotes = [found.span() for found in _QUOTE.finditer(text)]
    if len(quotes) % 2 == 0 or _INCHES.search(text):
        return []
    return quotes[-1:]
