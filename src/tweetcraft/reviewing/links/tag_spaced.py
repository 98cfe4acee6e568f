"""A tag with a space in it: after its sign, or beside a ``_``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tweetcraft._tables import characters as table
from tweetcraft.editing import Change
from tweetcraft.hashtags.keys import SIGNS
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_spaced"]

_SPACES = re.compile(" +")


@review_rule(
    "tag_spaced",
    "error",
    title_ar="المسافة بعد # أو بجوار الشرطة السفلية تقطع الوسم.",
    source="twitter-text 3.1.0: a space ends a tag",
    fixes="entities",
)
def tag_spaced(subject: Subject) -> Iterator[Hit]:
    """A space after the sign, or beside an underscore, keeps a tag from linking as it was meant."""
    text = subject.text
    if "# " not in text and "_ " not in text and " _" not in text and "＃" not in text:
        return
    meant = set()
    for tag in subject.meant_tags:
        start, end = tag.span
        meant.add(start)
        for space in _SPACES.finditer(tag.text):
            yield Hit(
                tag.span,
                f"the space breaks #{tag.name}: take it away",
                f"المسافة تقطع الوسم #{tag.name}: احذفها",
                Change(start + space.start(), start + space.end(), ""),
            )
        if tag.text.endswith("_") and _word().match(text, end):
            yield Hit(
                tag.span,
                f"{tag.text} ends with _: the word after the space is not in the tag",
                f"الوسم {tag.text} ينتهي بشرطة سفلية، والكلمة التي بعد المسافة ليست منه",
                severity="warning",
            )
    # A sign that may be a bullet or an ornament; at the beginning of a line it most likely is.
    for found in _sign_and_word().finditer(text):
        if found.start() not in meant:
            yield Hit(
                found.span(),
                "# before a space makes no tag: take the space away if you meant one",
                "العلامة # قبل المسافة لا تصنع وسمًا: احذف المسافة إن أردت وسمًا",
                severity="advice",
            )


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f" [{table.HASHTAG_LETTER}]")


@cache
def _sign_and_word() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w[ \xa0])[{SIGNS}] (?!https?://)[{table.HASHTAG_LETTER}][{table.HASHTAG}]*+")
