"""A sign that belongs to a Latin name and leaves it in a line of Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.editing import Change
from tweetcraft.reviewing.direction.lines import LEFT_TO_RIGHT_MARK, few_fixes, isolated, turned
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["latin_edge"]

_ENDING_IN_SIGN = (
    "C++", "C#", "F#", "J#", "Notepad++", "Dev-C++", "A++", "G++", "Yahoo!", "Jeopardy!", "Yum!", "Disney+", "Google+",
    "Apple TV+", "Paramount+", "Discovery+", "Canal+", "OSN+", "ESPN+", "A+",
)  # fmt: skip
_BEGINNING_WITH_SIGN = (".NET", ".com", ".net", ".org", ".sa", ".ae")
_ends_in_sign = re.compile(r"[+#!](?<=[A-Za-z+].)(?![A-Za-z0-9])").search
_begins_with_sign = re.compile(r"\.(?=[A-Za-z])(?<![A-Za-z0-9]\.)").search
_NAME = re.compile(
    rf"(?<![A-Za-z0-9_.@#/+-])(?:{'|'.join(map(re.escape, sorted(_ENDING_IN_SIGN, key=len, reverse=True)))})(?![\w+#])"
    rf"|(?<![\w.@#/+-])(?:{'|'.join(map(re.escape, _BEGINNING_WITH_SIGN))})(?![A-Za-z0-9_./-])"
)


@review_rule(
    "latin_edge",
    "advice",
    title_ar="الإشارة التي هي من اسم لاتيني تنتقل إلى جهته الأخرى في سطر عربي.",
    source="UAX #9, rules N1 and N2; the names are a closed list",
)
def latin_edge(subject: Subject) -> Iterator[Hit]:
    """A sign at the edge of a Latin name moves to its other side in a line of Arabic: C++ is seen as ++C."""
    if not _ends_in_sign(subject.text) and not _begins_with_sign(subject.text):
        return
    yield from few_fixes(_torn(subject))


def _torn(subject: Subject) -> Iterator[Hit]:
    names = (found.span() for found in _NAME.finditer(subject.plain))
    for (start, end), _ in turned(subject, names):
        name = subject.text[start:end]
        at, side, side_ar = (start, "before", "قبله") if name[0] == "." else (end, "after", "بعده")
        yield Hit(
            (start, end),
            f"the sign of {name} will move to its other side: put a left-to-right mark (U+200E) {side} it",
            f"ستنتقل إشارة {isolated(name)} إلى جهته الأخرى: ضع {side_ar} علامة الاتجاه من اليسار إلى اليمين (U+200E)",
            Change(at, at, LEFT_TO_RIGHT_MARK),
        )
