"""Controls of direction that are not closed, close nothing, or turn letters round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tweetcraft.arabic.script import EMBEDDINGS
from tweetcraft.editing import Change
from tweetcraft.reviewing.direction.lines import few_fixes, isolated, without
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["controls_unbalanced", "direction_override"]

_has_control = re.compile(f"[{EMBEDDINGS}]").search
_CONTROL = re.compile(f"[{EMBEDDINGS}\n\r\x1c-\x1e\x85\u2029]")  # every one of them ends with its paragraph
_OVERRIDES = "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
_IN_EMBEDDINGS = f"\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}{_OVERRIDES}"
_ISOLATES = "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}"
_END, _END_OF_ISOLATE = "\N{POP DIRECTIONAL FORMATTING}", "\N{POP DIRECTIONAL ISOLATE}"


class _Controls(NamedTuple):
    """Where they stand: pairs of beginning and end, and what is alone."""

    pairs: dict[int, int]
    alone: list[int]


def _controls(text: str) -> _Controls:
    """Matched as in UAX #9: the end of an isolate ends the embeddings in it, and no other end reaches out of one."""
    pairs: dict[int, int] = {}
    alone: list[int] = []
    opened: list[int] = []
    isolates = 0
    for found in _CONTROL.finditer(text):
        sign, at = found[0], found.start()
        if sign in _IN_EMBEDDINGS or sign in _ISOLATES:
            opened.append(at)
            isolates += sign in _ISOLATES
        elif sign == _END:
            if opened and text[opened[-1]] in _IN_EMBEDDINGS:
                pairs[opened.pop()] = at
            else:
                alone.append(at)
        elif sign == _END_OF_ISOLATE:
            if not isolates:
                alone.append(at)
                continue
            while text[opened[-1]] not in _ISOLATES:
                alone.append(opened.pop())
            pairs[opened.pop()] = at
            isolates -= 1
        else:
            alone += opened
            opened.clear()
            isolates = 0
    return _Controls(pairs, sorted(alone + opened))


@review_rule(
    "controls_unbalanced",
    title_ar="علامة اتجاه تفتح ولا تغلق، أو تغلق ما لم يفتح.",
    source="UAX #9, rules X1-X8",
)
def controls_unbalanced(subject: Subject) -> Iterator[Hit]:
    """An embedding or isolate has no end, or an end has no beginning."""
    if not _has_control(subject.text):
        return
    yield from few_fixes(_alone(subject))


def _alone(subject: Subject) -> Iterator[Hit]:
    text = subject.text
    alone = [at for at in _controls(text).alone if text[at] not in _OVERRIDES]
    for start, end in _runs(alone):
        name = f"U+{ord(text[start]):04X}"
        is_end = text[start] in {_END, _END_OF_ISOLATE}
        yield Hit(
            (start, end),
            f"{name}, which nobody sees, {'ends nothing' if is_end else 'has no end'}: take it away",
            f"العلامة الخفية {isolated(name)} {'تغلق ما لم يفتح' if is_end else 'لا غلق لها'}: احذفها",
            without(text, start, end),
        )


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """The spans of places, in order, those together that stand side by side."""
    for _, run in groupby(enumerate(places), lambda place: place[1] - place[0]):
        side_by_side = [at for _, at in run]
        yield side_by_side[0], side_by_side[-1] + 1


@review_rule(
    "direction_override",
    "error",
    title_ar="علامة خفية تقلب ترتيب الحروف، وبها تزور الأسماء والروابط.",
    source="UAX #9, section 2.2; UTR #36, bidirectional text spoofing",
)
def direction_override(subject: Subject) -> Iterator[Hit]:
    """An override turns the order of letters round, as names and links are forged."""
    text = subject.text
    if _OVERRIDES[0] not in text and _OVERRIDES[1] not in text:
        return
    yield from few_fixes(_turning(text))


def _turning(text: str) -> Iterator[Hit]:
    pairs = _controls(text).pairs
    ends = {pairs[at]: at for at in pairs if text[at] in _OVERRIDES}
    reached = -1  # the end of the outermost override so far, which takes what is in it along
    for found in re.finditer(f"[{_OVERRIDES}]", text):
        at = found.start()
        change = None
        if at >= reached:
            reached = pairs.get(at, at) + 1
            inside = "".join(
                text[place]
                for place in range(at + 1, reached - 1)
                if text[place] not in _OVERRIDES and place not in ends
            )
            change = Change(at, reached, inside) if inside else without(text, at, reached)
        name = f"U+{ord(found[0]):04X}"
        yield Hit(
            (at, at + 1),
            f"{name}, which nobody sees, turns the letters after it round, as forged names and links do: take it away",
            f"العلامة الخفية {isolated(name)} تقلب ترتيب ما بعدها كما في الأسماء والروابط المزورة: احذفها",
            change,
        )
