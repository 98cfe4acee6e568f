"""More tags than the platform advises."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["too_many_tags"]

_ADVISED = 2


@review_rule(
    "too_many_tags",
    "advice",
    title_ar="أكثر من وسمين يشتت القارئ، والمنصة تنصح بوسمين على الأكثر.",
    source="advice of the platform: two tags at most",
)
def too_many_tags(subject: Subject) -> Iterator[Hit]:
    """More than two tags distract readers; the platform advises two at most."""
    tags = subject.meant_tags
    if len(tags) > _ADVISED:
        yield Hit(
            tags[_ADVISED].span,
            f"this is the third of {len(tags)} tags: keep the two that matter",
            f"هذا الوسم هو الثالث وعدد الوسوم {len(tags)}: أبقِ أهم وسمين",
        )
