"""One tag twice."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.hashtags.keys import tag_key
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_repeated"]


@review_rule(
    "tag_repeated",
    "warning",
    title_ar="الوسم المكرر لا يزيد الوصول ويأخذ مكانًا.",
    source="own rule: compared as tweetcraft.hashtags compares tags",
)
def tag_repeated(subject: Subject) -> Iterator[Hit]:
    """A tag a second time, perhaps spelled another way, takes room and brings no more readers."""
    tags = subject.meant_tags
    if len(tags) < 2:
        return
    seen: dict[str, str] = {}
    for tag in tags:
        key = tag_key(tag.name)
        first = seen.get(key)
        if first is None:
            seen[key] = tag.name
        elif first == tag.name:
            yield Hit(tag.span, f"#{tag.name} is here twice: once is enough", f"الوسم #{tag.name} مكرر: تكفي مرة واحدة")
        else:
            yield Hit(
                tag.span,
                f"#{tag.name} is the tag #{first} once more, spelled another way: keep one of the two",
                f"الوسم #{tag.name} هو الوسم #{first} نفسه بكتابة أخرى: أبقِ أحدهما",
            )
