"""Tatweel that only lengthens a word."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.arabic.script import TATWEEL
from tweetcraft.editing import Edit
from tweetcraft.reviewing.normalizing import changed, places, quoted, saved_by, word_around
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tatweel"]


@review_rule(
    "tatweel",
    "advice",
    title_ar="التطويل (مرحـــبا) يزيد الوزن ويخفي الكلمة عن البحث.",
    source="twitter-text 3.1.0, configuration v3: weights; docs/normalizing.md",
)
def tatweel(subject: Subject) -> Iterator[Hit]:
    """Tatweel, as in مرحـــبا, weighs as much as letters and hides a word from search."""
    if TATWEEL not in subject.text:
        return
    for place in places(subject, "tatweel", wanted=_is_wanted, by_word=True):
        span = word_around(subject.text, place.span)
        before, after = quoted(subject.text[slice(*span)]), quoted(changed(subject.text, span, place.change))
        if place.change.after in ("-", "–"):
            message = "a tatweel lengthens letters; between words stands a dash"
            message_ar = "التطويل يمدّ الحروف؛ وبين الكلمات تأتي شرطة"
        else:
            saved = saved_by(subject, place)
            message = f"{before} without the tatweel is {after} and saves {saved}: search finds it so"
            message_ar = f"{before} من دون تطويل {after}: يجدها البحث وتوفّر {saved} من الوزن"
        yield Hit(span, message, message_ar, place.change)


def _is_wanted(text: str, edit: Edit) -> bool:
    """Whether it is no dash between digits: in a date a hyphen would do worse, since it turns the groups round."""
    start, end = edit.span
    return not (text[start - 1 : start].isdecimal() and text[end : end + 1].isdecimal())
