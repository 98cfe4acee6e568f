"""A sign and a number: a tag needs a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tweetcraft._tables import characters as table
from tweetcraft.hashtags.keys import SIGNS
from tweetcraft.reviewing.meant import HIDDEN_IN_TAG, is_in, tag_patterns
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_of_digits"]

_NUMBERED = re.compile(
    r"\b(?:رقم|برقم|طلب|طلبك|طلبكم|الطلب|فاتورة|الفاتورة|تذكرة|التذكرة|بلاغ|غرفة|order|invoice|ticket|case|issue|room"
    r"|number|no|nr)[ :.]*\Z",
    re.IGNORECASE,
)
"""What follows such a word is the number of something."""
_MOST_OF_WORD = 12


@review_rule(
    "tag_of_digits",
    "error",
    title_ar="الوسم المكوّن من أرقام فقط لا يعمل: لا بد فيه من حرف.",
    source="twitter-text 3.1.0: a tag holds a letter",
)
def tag_of_digits(subject: Subject) -> Iterator[Hit]:
    """A tag of digits alone does not link: it needs a letter."""
    text = subject.text
    if "#" not in text and "＃" not in text:
        return
    numbers = list(_number().finditer(text))
    if not numbers:
        return
    urls = [entity.span for entity in subject.entities_of("url")]
    ends_of_tags = {tag.span[1] for tag in subject.meant_tags}
    before = tag_patterns().before
    for found in numbers:
        start, end = found.span()
        # Right after a letter it is the number of something, and after & a character of HTML.
        if start and start not in ends_of_tags and before.match(text, start - 1):
            continue
        if _NUMBERED.search(text, max(0, start - _MOST_OF_WORD), start) or is_in(start, urls):
            continue
        digits = found[0].strip(f"{SIGNS}_")
        yield Hit(
            (start, end),
            f"{found[0]} does not link, for it has no letter: add a word, as in #Vision_{digits}",
            f"لا يعمل الوسم {found[0]} لأنه بلا حروف: أضف إليه كلمة كما في #رؤية_{digits}",
        )


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"[{SIGNS}](?=_*+\d)[\d_]{{3,}}+(?![{HIDDEN_IN_TAG}]*+[{table.HASHTAG}])")
