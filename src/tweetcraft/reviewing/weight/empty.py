"""A text in which there is nothing to see."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["empty"]


@review_rule(
    "empty", "error", title_ar="لا شيء يُنشر.", source="twitter-text 3.1.0, parseTweet: empty text is not valid"
)
def empty(subject: Subject) -> Iterator[Hit]:
    """There is nothing to publish: the text is empty or blank."""
    if subject.is_blank:
        yield Hit((0, len(subject.text)), "nothing to publish: the text is empty", "لا شيء يُنشر: النص فارغ")
