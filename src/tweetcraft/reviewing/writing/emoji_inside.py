"""An emoji in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.phrases import without_marks
from tweetcraft.arabic.script import LETTERS, TASHKEEL, TATWEEL
from tweetcraft.arabic.sentences import BULLETS
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["emoji_inside"]

# In posts an emoji between two words nearly always stands for a full stop, so only what binds them shows that it does
# not: a word before it that ends no sentence, or one after it that begins none.
_NEVER_LAST = frozenset(
    "نحن أن إن التي الذي الذين إذا اذا لأن لان كل جميع قد سوف لن".split()  # noqa: SIM905 - as one reads them
)
_NEVER_FIRST = frozenset(["الذي", "التي", "الذين"])
# Faces, hearts and hands say how a sentence was meant, and so end one even before and after these.
_HARDLY_LAST = frozenset(
    """
    في من على إلى الى عن مع بين حتى أو او ثم نحو عبر لدى عند منذ خلال ومن وعلى وعن ومع
    كوب فنجان تشكيلة باقة علبة مجموعة قطعة عشاق
    """.split()  # noqa: SIM905 - as one reads them
)
_HARDLY_FIRST = frozenset(["مع", "أو", "او", "ثم", "عبر", "لدى"])
_FEELING = re.compile(
    "[\u261d\u263a\u2639\u270a-\u270d\u2764\u2763\u2665\U0001f440-\U0001f450\U0001f485\U0001f493-\U0001f49f"
    "\U0001f4a5\U0001f4aa\U0001f590\U0001f595\U0001f596\U0001f5a4\U0001f600-\U0001f64f\U0001f90c-\U0001f93f"
    "\U0001f970-\U0001f97a\U0001f9e1\U0001f90d\U0001f90e\U0001fae0-\U0001faff]"
)
_WORD = f"[{LETTERS}{TASHKEEL}{TATWEEL}]"
_BEFORE = re.compile(f"(?<!\\S){_WORD}+ \\Z")
_AFTER = re.compile(f"\ufe0f?( ?)({_WORD}+)")
_LONGEST_WORD = 24  # code points


@review_rule(
    "emoji_inside",
    "advice",
    title_ar="رمز تعبيري وسط الجملة: قارئ الشاشة يقرأ اسمه بين كلماتها.",
    source="own rule: screen readers read the name of an emoji where it stands",
)
def emoji_inside(subject: Subject) -> Iterator[Hit]:
    """An emoji between two words of one sentence: a screen reader reads its name in the middle of it."""
    if subject.text.isascii() or not subject.entities:
        return
    for emoji in subject.entities_of("emoji"):
        start, end = emoji.span
        if emoji.text[0] in BULLETS:
            continue
        after = _AFTER.match(subject.plain, end)
        before = _BEFORE.search(subject.plain, max(0, start - _LONGEST_WORD), start) if after else None
        if after and before and _is_inside(emoji.text, _bare(before[0]), _bare(after[2]), apart=after[1] == " "):
            yield Hit(
                (start, end),
                f"{emoji.text} stands inside the sentence, and screen readers read its name there: put it at the end",
                f"الرمز {emoji.text} وسط الجملة، وقارئ الشاشة يقرأ اسمه هناك: ضعه في آخرها",
            )


def _is_inside(emoji: str, before: str, after: str, *, apart: bool) -> bool:
    """Whether the words around an emoji are of one sentence."""
    if before in _NEVER_LAST or (apart and after in _NEVER_FIRST):
        return True
    if after.startswith("و"):  # it stands for a word
        return False
    return not _FEELING.match(emoji) and (before in _HARDLY_LAST or (apart and after in _HARDLY_FIRST))


def _bare(word: str) -> str:
    return without_marks(word.strip())
