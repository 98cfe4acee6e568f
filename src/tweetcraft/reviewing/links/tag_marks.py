"""A tag with vowel marks or tatweel in it: another tag than the one that everybody writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft._nfc import nfc
from tweetcraft.arabic.script import LETTERS, TASHKEEL, TATWEEL
from tweetcraft.editing import Change
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_marks"]

# The tatweel of 1445هـ, the Hijri year, is spelling.
_MARKS = re.compile(rf"[{TASHKEEL}]|(?<!\dه){TATWEEL}|{TATWEEL}(?=[{LETTERS}{TATWEEL}])")
# After a letter that does not join the next one a tatweel lengthens nothing: it was typed for an underscore.
_FOR_UNDERSCORE = re.compile(f"(?<=[ءآأؤإاةدذرزوى]){TATWEEL}+(?=[{LETTERS}])")
_ARABIC = re.compile(f"[{LETTERS}]")


@review_rule(
    "tag_marks",
    "warning",
    title_ar="التشكيل والتطويل يجعلان الوسم غير الوسم الذي يكتبه الناس.",
    source="own rule: a tag is found by the letters that readers type",
    fixes="entities",
)
def tag_marks(subject: Subject) -> Iterator[Hit]:
    """Vowel marks or tatweel make another tag of it than the one that readers type."""
    for tag in subject.meant_tags:
        if not _MARKS.search(tag.name):
            continue
        composed = nfc(tag.text)  # a hamza or a madda that stands as a mark is part of its letter
        plain = _plain(composed)
        if plain == composed or not _ARABIC.search(plain):
            continue
        name = _plain(nfc(tag.name))
        yield Hit(
            tag.span,
            f"write #{name} without vowel marks and tatweel: with them it is another tag",
            f"اكتب الوسم #{name} بلا تشكيل ولا تطويل: فهو بهما وسم آخر",
            Change(*tag.span, plain),
        )


def _plain(tag: str) -> str:
    return _MARKS.sub("", _FOR_UNDERSCORE.sub("_", tag))
