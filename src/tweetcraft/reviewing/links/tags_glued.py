"""Tags that are glued to each other: the platform sees none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tweetcraft.editing import Change
from tweetcraft.hashtags.keys import SIGNS
from tweetcraft.reviewing.meant import MeantTag, tag_patterns
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tags_glued"]

_NO_SPACE = re.compile(rf"[{SIGNS}\w]*+")
_BEFORE_SIGN = re.compile(f"(?<=[^{SIGNS}])(?=[{SIGNS}])")
_MARK_APART = re.compile(r"\s+[،؛؟,;?!.:…)\]}»]")
_SIGNS = re.compile(f"[{SIGNS}]++")


@review_rule(
    "tags_glued",
    "error",
    title_ar="الوسوم الملتصق بعضها ببعض لا تعمل.",
    source="twitter-text 3.1.0: what may stand before # and after a tag",
    fixes="entities",
)
def tags_glued(subject: Subject) -> Iterator[Hit]:
    """Tags without a space between them do not link."""
    for tags in _groups(subject.text, (tag for tag in subject.meant_tags if tag.is_chained)):
        (start, first_end), end = tags[0].span, tags[-1].span[1]
        name = f"#{tags[0].name}"
        if len(tags) > 1:
            message = f"{len(tags)} tags, from {name} on, do not link: put spaces between them"
            message_ar = f"الوسوم الملتصقة بدءًا من {name} لا تعمل: ضع مسافة بين كل وسم وما يليه"
        elif first_end < len(subject.text) and subject.text[first_end] in SIGNS:
            message = f"{name} does not link because of the # right after it: part them, or take the sign away"
            message_ar = f"لا يعمل الوسم {name} بسبب # الملتصقة بآخره: افصل بينهما بمسافة أو احذف العلامة"
        else:
            message = f"{name} does not link: put a space before it"
            message_ar = f"لا يعمل الوسم {name} لأنه ملتصق بما قبله: ضع مسافة قبله"
        yield Hit((start, end), message, message_ar, _parted(subject.text, start, end))


def _groups(text: str, tags: Iterable[MeantTag]) -> Iterator[list[MeantTag]]:
    """Those together that no space or other sign parts."""
    group: list[MeantTag] = []
    for tag in tags:
        if group and not _NO_SPACE.fullmatch(text, group[-1].span[1], tag.span[0]):
            yield group
            group = []
        group.append(tag)
    if group:
        yield group


def _parted(text: str, start: int, end: int) -> Change | None:
    """Spaces between the tags, and what would still break the first and the last of them away.

    Nothing where a mark stands apart behind a sign that would go: the space before it would be amiss then.
    """
    patterns = tag_patterns()
    parted = _BEFORE_SIGN.sub(" ", text[start:end])
    if start and patterns.before.match(text, start - 1):
        parted = f" {parted}"
    signs = _SIGNS.match(text, end)
    if signs is None:
        return Change(start, end, parted)
    if patterns.run.match(text, signs.end()):
        return Change(start, end, f"{parted} ")
    return None if _MARK_APART.match(text, signs.end()) else Change(start, signs.end(), parted)
