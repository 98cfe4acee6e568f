"""What the platform does not take in an ad, or takes less of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["ad_emoji", "ad_link", "ad_over_257", "ad_tag"]

_MOST_WITH_LINK = 257
_PRESS = "press reports of mid-2025 on the rules for ads"


@review_rule("ad_tag", "error", title_ar="لا تُقبل الوسوم في الإعلانات.", source=_PRESS, kinds=["ad"])
def ad_tag(subject: Subject) -> Iterator[Hit]:
    """An ad may hold no tag."""
    for tag in subject.meant_tags:
        yield Hit(
            tag.span,
            f"ads may hold no tags: take #{tag.name} away",
            f"لا تُقبل الوسوم في الإعلانات: احذف #{tag.name}",
        )


@review_rule("ad_emoji", "error", title_ar="لا يُقبل في الإعلان أكثر من رمز تعبيري واحد.", source=_PRESS, kinds=["ad"])
def ad_emoji(subject: Subject) -> Iterator[Hit]:
    """An ad may hold one emoji at most."""
    for emoji in islice(subject.entities_of("emoji"), 1, None):
        yield Hit(
            emoji.span,
            f"ads may hold one emoji: take {emoji.text} away",
            f"لا يُقبل في الإعلان إلا رمز تعبيري واحد: احذف {emoji.text}",
        )


@review_rule(
    "ad_link",
    "warning",
    title_ar="بطاقة الإعلان تحمل الرابط، فلا حاجة إليه في النص.",
    source="documentation of the platform: website cards",
    kinds=["ad"],
)
def ad_link(subject: Subject) -> Iterator[Hit]:
    """The card of an ad brings its link: one in the text takes room and draws readers away from it."""
    for url in subject.entities_of("url"):
        yield Hit(
            url.span,
            "the card of the ad has the link: take this one out of the text",
            "بطاقة الإعلان تحمل الرابط: احذف هذا من النص",
        )


@review_rule(
    "ad_over_257",
    "error",
    title_ar="لا يزيد الإعلان الذي فيه رابط على 257 وحدة.",
    source="documentation of the platform: ads with a link have 257 characters",
    kinds=["ad"],
)
def ad_over_257(subject: Subject) -> Iterator[Hit]:
    """An ad with a link may weigh 257 at most."""
    urls = subject.entities_of("url")
    if urls and subject.weight > _MOST_WITH_LINK:
        yield Hit(
            (0, len(subject.text)),
            f"an ad with a link may weigh {_MOST_WITH_LINK}, and this one weighs {subject.weight}",
            f"لا يزيد الإعلان الذي فيه رابط على {_MOST_WITH_LINK} وحدة، ووزن هذا {subject.weight}",
        )
