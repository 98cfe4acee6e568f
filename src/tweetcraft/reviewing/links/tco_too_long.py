"""A short link of the platform that is too long to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tco_too_long"]

_TOO_LONG = re.compile(r"https?://t\.co/[A-Za-z0-9]{41,}+", re.IGNORECASE)


@review_rule(
    "tco_too_long",
    "error",
    title_ar="رابط t.co الذي يتجاوز رمزه 40 حرفًا ليس رابطًا.",
    source="twitter-text 3.1.0: at most 40 characters after t.co/",
)
def tco_too_long(subject: Subject) -> Iterator[Hit]:
    """A t.co link with more than 40 characters after the slash does not link."""
    if "t.co/" not in subject.text and "T.CO/" not in subject.text:
        return
    for found in _TOO_LONG.finditer(subject.text):
        size = len(found[0]) - found[0].rindex("/") - 1
        yield Hit(
            found.span(),
            f"a t.co link has at most 40 characters after the slash, and this one {size}: copy it anew",
            f"لا يزيد رمز رابط t.co على 40 حرفًا، وهذا {size}: انسخ الرابط من جديد",
        )
