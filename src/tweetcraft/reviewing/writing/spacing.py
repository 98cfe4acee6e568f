"""Spaces that are doubled, missing or in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.counted import PLACES
from tweetcraft.arabic.script import EMBEDDINGS
from tweetcraft.editing import Edit
from tweetcraft.reviewing.normalizing import Place, names_of, places
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["spacing"]

_RULES = ("spaces", "space_before", "space_after", "bracket_spaces")
_SIGNS_OF_TAGS = frozenset("#＃")  # a tag right after a mark links as well
_EMBEDDINGS = re.compile(f"[{EMBEDDINGS}]+")  # what takes these away leaves the spaces
_MARKS = re.compile("[،؛؟,;?!.:…]{1,8}")
_OPENING = dict(zip(")]}»", "([{«", strict=True))
_MOST_DOUBLED = 3  # spaces in a row; more are there to set words apart, as the halves of a verse


@review_rule(
    "spacing",
    "advice",
    title_ar="مسافة مكررة، أو قبل علامة الترقيم، أو ناقصة بعدها، أو داخل الأقواس.",
    source="own rule: docs/normalizing.md, spaces",
)
def spacing(subject: Subject) -> Iterator[Hit]:
    """A doubled space, a space before a mark, none after it, or one inside brackets."""
    for place in places(subject, *_RULES, wanted=_is_wanted, across=_MARKS):
        start, end = place.span
        message, message_ar = _what(subject.text, place)
        change = None if _is_at_lone_bracket(subject.text, place) else place.change
        yield Hit((start if start < end else max(0, start - 1), end), message, message_ar, change)


def _is_wanted(text: str, edit: Edit) -> bool:
    """Whether an edit is no space at an end of a line, which nobody sees, no other kind of space, and no tag's."""
    start, end = edit.span
    if "spaces" not in names_of(edit.rule):
        return text[end : end + 1] not in _SIGNS_OF_TAGS or edit.before != ""
    if start == 0 or end == len(text) or text[start - 1] == "\n" or text[end] == "\n":
        return False
    blanks = _EMBEDDINGS.sub("", edit.before)
    return blanks.isspace() and 1 < len(blanks) <= _MOST_DOUBLED


def _is_at_lone_bracket(text: str, place: Place) -> bool:
    """Whether a space stands before a bracket that closes nothing: nobody can say which word it belongs to."""
    bracket = text[place.change.end : place.change.end + 1]
    return bracket in _OPENING and text.count(_OPENING[bracket]) != text.count(bracket)


def _what(text: str, place: Place) -> tuple[str, str]:
    start, end = place.span
    if place.made_of > 1:
        return f"spaces are amiss in {place.made_of} places", f"المسافات في غير محلها في {PLACES.by(place.made_of)}"
    if "space_after" in place.rules:
        mark = place.change.after.strip()[-1:] or text[start - 1 : start]
        if "space_before" in place.rules or place.before[:1] == " ":
            return f"the space belongs after «{mark}», not before it", f"المسافة بعد «{mark}» لا قبلها"
        return f"a space is missing after «{mark}»", f"تنقص مسافة بعد «{mark}»"
    if "space_before" in place.rules:
        mark = place.change.after.strip()[:1] or text[end : end + 1]
        return f"no space stands before «{mark}»", f"لا مسافة قبل «{mark}»"
    if "bracket_spaces" in place.rules:
        return "no space stands inside brackets", "لا مسافة داخل القوسين"
    return "one space is enough", "تكفي مسافة واحدة"
