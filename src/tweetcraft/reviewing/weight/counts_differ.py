"""A text that fits by today's count, and not by that of twitter-text 3.1.0."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.counting import weighted_length
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject
from tweetcraft.rules import TWITTER_TEXT_3, X

__all__ = ["counts_differ"]

_HEAVIEST = 2  # units of a code point


@review_rule(
    "counts_differ",
    "warning",
    title_ar="النص ضمن الحد بحساب اليوم، وفوقه بحساب twitter-text 3.1.0 الذي ما زالت أدوات تستعمله.",
    source="twitter-text 3.1.0 (emoji of Unicode 11, top-level domains of 2020); issue #369 of twitter-text",
)
def counts_differ(subject: Subject) -> Iterator[Hit]:
    """The text fits today's count, but not that of twitter-text 3.1.0, which some tools still use."""
    if subject.rules is not X or subject.weight > X.limit:
        return
    # Only emoji and links are counted otherwise, and at most by what their characters weigh.
    most = sum(len(entity.text) for entity in subject.entities if entity.kind in {"emoji", "url"})
    if not most or subject.weight + _HEAVIEST * most <= X.limit:
        return
    weight = weighted_length(subject.text, rules=TWITTER_TEXT_3)
    if weight > X.limit:
        yield Hit(
            (0, len(subject.text)),
            f"{subject.weight} by today's count, {weight} by twitter-text 3.1.0: tools that use it refuse the text",
            f"{subject.weight} بحساب اليوم، و{weight} بحساب twitter-text 3.1.0: سترفضه الأدوات التي تستعمله",
        )
