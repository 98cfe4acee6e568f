"""More emoji than a reader takes in, or a screen reader reads out in good time."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["many_emoji"]

_MOST = 4


@review_rule(
    "many_emoji",
    "advice",
    title_ar="أكثر من أربعة رموز تعبيرية: قارئ الشاشة يقرأ اسم كل واحد منها.",
    source="own rule: screen readers read the name of every emoji",
)
def many_emoji(subject: Subject) -> Iterator[Hit]:
    """More than four emoji: a screen reader reads the name of each one."""
    if subject.text.isascii():
        return
    emoji = subject.entities_of("emoji")
    if len(emoji) > _MOST:
        yield Hit(
            (emoji[_MOST].span[0], emoji[-1].span[1]),
            f"{len(emoji)} emoji: a screen reader reads the name of each; {_MOST} are enough",
            f"عدد الرموز التعبيرية {len(emoji)}، وقارئ الشاشة يقرأ اسم كل منها: تكفي {_MOST}",
        )
