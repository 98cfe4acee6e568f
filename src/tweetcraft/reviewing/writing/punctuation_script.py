"""Latin punctuation after an Arabic word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.reviewing.normalizing import places
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["punctuation_script"]

_LATIN = re.compile("[,;?]")
_ARABIC = {",": "،", ";": "؛", "?": "؟"}


@review_rule(
    "punctuation_script",
    "warning",
    title_ar="علامة ترقيم لاتينية (, ; ?) بعد كلمة عربية.",
    source="own rule: docs/normalizing.md, punctuation",
)
def punctuation_script(subject: Subject) -> Iterator[Hit]:
    """A Latin comma, semicolon or question mark after an Arabic word, where the Arabic one belongs."""
    if not _LATIN.search(subject.text):
        return
    for place in places(subject, "punctuation"):
        found = _LATIN.search(place.before)
        mark = found[0] if found else ","
        yield Hit(
            place.span,
            f"after an Arabic word stands «{_ARABIC[mark]}», not «{mark}»",
            f"بعد الكلمة العربية تأتي «{_ARABIC[mark]}» لا «{mark}»",
            place.change,
        )
