"""A tag that is glued to what stands before it, as a particle is: the platform sees no tag."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.editing import Change
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_glued"]


@review_rule(
    "tag_glued",
    "error",
    title_ar="الوسم الملتصق بحرف أو رقم قبله لا يعمل.",
    source="twitter-text 3.1.0: what may stand before #",
    fixes="entities",
)
def tag_glued(subject: Subject) -> Iterator[Hit]:
    """A tag right after a letter, a digit or & does not link."""
    for tag in subject.meant_tags:
        if tag.is_glued and not tag.is_chained:
            start = tag.span[0]
            yield Hit(
                tag.span,
                f"#{tag.name} does not link: put a space before it",
                f"لا يعمل الوسم #{tag.name} لأنه ملتصق بما قبله: ضع مسافة قبله",
                Change(start, start, " "),
            )
