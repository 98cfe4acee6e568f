"""Text that nobody sees and machines read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.reviewing.direction.lines import few_fixes, without
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["hidden_text"]

_may_hide = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]").search
_TAG = "[\U000e0000-\U000e007f]"
_HIDDEN = re.compile(
    # The flags of England, Scotland and the like are written in tag characters.
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}+\U000e007f)"
    f"|{_TAG}++"
    # One selector after an ideograph chooses its shape.
    "|(?P<shape>(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef](?![\U000e0100-\U000e01ef]))"
    "|[\U000e0080-\U000e01ef]++"
    "|(?P<run>(?<![\ufe00-\ufe0f])[\ufe00-\ufe0f]{3,}+)"
)


@review_rule(
    "hidden_text",
    "error",
    title_ar="نص خفي لا يراه القراء وتقرؤه البرامج.",
    source="Unicode: Tags, Variation Selectors Supplement; UTS #51 for flags",
)
def hidden_text(subject: Subject) -> Iterator[Hit]:
    """Characters that nobody sees hide a text, which machines read."""
    if not _may_hide(subject.text):
        return
    yield from few_fixes(_hidden(subject.text))


def _hidden(text: str) -> Iterator[Hit]:
    for found in _HIDDEN.finditer(text):
        # One selector twice is a slip of some keyboards.
        if found["flag"] or found["shape"] or (found["run"] and len({*found["run"]}) == 1):
            continue
        start, end = found.span()
        hidden = "".join(chr(ord(letter) & 0x7F) for letter in found[0] if "\U000e0020" <= letter <= "\U000e007e")
        says = f' that say "{hidden}"' if hidden else ""
        says_ar = f" نصها «{hidden}»" if hidden else ""
        yield Hit(
            (start, end),
            f"{end - start} hidden characters{says}: take them away",
            f"رموز خفية عددها {end - start}{says_ar}: احذفها",
            without(text, start, end),
        )
