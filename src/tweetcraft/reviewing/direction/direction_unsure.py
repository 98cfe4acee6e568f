"""A text whose first letter gives it one direction and whose letters together give it the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from tweetcraft._text import shortened
from tweetcraft.arabic.direction import Direction, direction_by_share, first_strong
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import HIDDEN, Subject

__all__ = ["direction_unsure"]

_LONGEST_QUOTE = 30  # code points
_LATIN = re.compile("[A-Za-z\u249c-\u24e9\uff21-\uff5a\U0001d400-\U0001d7ff]")  # circled and fancy ones as well
_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]")  # letters to UAX #9, and drawn as pictures


@review_rule(
    "direction_unsure",
    title_ar="أول حرف في النص يجعله من جهة وأكثر حروفه تجعله من الجهة الأخرى.",
    source='HTML, dir="auto"; the share after what the W3C reports of RTLtextarea',
)
def direction_unsure(subject: Subject) -> Iterator[Hit]:
    """The first strong letter gives the text one direction and most of its letters the other."""
    if not _LATIN.search(subject.text):
        return
    if first_strong(subject.text) == "rtl" and subject.is_arabic:
        return
    text = _FLAGS.sub(HIDDEN, subject.text)
    first = first_strong(text)
    if first is None or direction_by_share(subject.text, subject.entities) in {first, None}:
        return
    start, end = _first_run(text, first)
    for entity in subject.entities_of("url", "mention", "list", "hashtag", "cashtag"):
        if entity.span[0] <= start < entity.span[1]:
            start, end = entity.span
            break
    piece = shortened(subject.text[start:end], _LONGEST_QUOTE)
    if first == "rtl":
        yield Hit(
            (start, end),
            f'the text begins with "{piece}" and is laid out from right to left, but most of it is Latin',
            f"يبدأ النص بـ«{piece}» فيعرض من اليمين إلى اليسار، وأكثره لاتيني",
        )
        return
    # On its pages the platform gives links and names a direction of their own, and there they do not count.
    is_mild = first_strong(_FLAGS.sub(HIDDEN, subject.plain)) == "rtl"
    yield Hit(
        (start, end),
        f'"{piece}" comes first, so the text may be laid out from left to right: begin with an Arabic word',
        f"يبدأ النص بـ«{piece}»، وقد يعرض من اليسار إلى اليمين: ابدأ بكلمة عربية",
        severity="advice" if is_mild else None,
    )


def _first_run(text: str, direction: Direction) -> tuple[int, int]:
    """From the first strong character to the last before one of the other direction, or before the line ends."""
    own, other = ({"L"}, {"R", "AL"}) if direction == "ltr" else ({"R", "AL"}, {"L"})
    start = next(at for at, character in enumerate(text) if bidirectional(character) in own)
    end = start + 1
    for at in range(start, len(text)):
        kind = bidirectional(text[at])
        if kind in other or kind == "B":
            break
        if kind in own:
            end = at + 1
    return start, end
