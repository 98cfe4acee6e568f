"""How many options a poll has, how long they are, and whether they differ."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.counting import count
from tweetcraft.hashtags.keys import tag_key
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["poll_option_long", "poll_options", "poll_options_alike"]

_FEWEST, _MOST = 2, 4
_CLOSING = " .!؟?،…"


@review_rule(
    "poll_options",
    "error",
    title_ar="للتصويت خياران على الأقل وأربعة على الأكثر.",
    source="documentation of the platform: polls",
    kinds=["poll"],
)
def poll_options(subject: Subject) -> Iterator[Hit]:
    """A poll has two to four options."""
    given = [part for part, option in enumerate(subject.options) if option.strip()]
    if len(given) < _FEWEST:
        yield Hit(
            (0, len(subject.text)),
            f"a poll has {_FEWEST} to {_MOST} options, and this one {len(given)}: add some",
            f"للتصويت من خيارين إلى أربعة، وعددها هنا {len(given)}: أضف خيارات",
        )
    for part in given[_MOST:]:
        yield Hit(
            (0, len(subject.options[part])),
            f"a poll has {_MOST} options at most: take this one away",
            "لا يزيد التصويت على أربعة خيارات: احذف هذا",
            part=part,
        )


@review_rule(
    "poll_option_long",
    "error",
    title_ar="لا يزيد خيار التصويت على 25 حرفًا.",
    source="third parties: 25 characters an option",
    kinds=["poll"],
)
def poll_option_long(subject: Subject) -> Iterator[Hit]:
    """An option of a poll is too long."""
    for part, option in enumerate(subject.options):
        counted = count(option, rules=subject.option_rules)
        if counted.remaining < 0:
            yield Hit(
                (counted.valid_range[1], len(option)),
                f"an option has {counted.limit} characters at most, and this one {counted.weighted_length}: shorten it",
                f"لا يزيد الخيار على {counted.limit} حرفًا، وطول هذا {counted.weighted_length}: اختصره",
                part=part,
            )


@review_rule(
    "poll_options_alike",
    "error",
    title_ar="خياران متشابهان في تصويت واحد.",
    source="own rule: compared as readers read, without marks, hamza and case",
    kinds=["poll"],
)
def poll_options_alike(subject: Subject) -> Iterator[Hit]:
    """Two options of a poll read alike."""
    seen: dict[str, int] = {}
    for part, option in enumerate(subject.options):
        folded = " ".join(tag_key(option).split())
        key = folded.rstrip(_CLOSING) or folded
        if not key:
            continue
        first = seen.setdefault(key, part)
        if first != part:
            yield Hit(
                (0, len(option)),
                f"options {first + 1} and {part + 1} read alike: change one of them",
                f"الخيار {first + 1} والخيار {part + 1} متشابهان: غيّر أحدهما",
                part=part,
            )
