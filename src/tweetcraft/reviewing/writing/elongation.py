"""Letters typed again and again, as in رااااائع."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.script import INVISIBLE, LETTERS, TASHKEEL, TATWEEL, VARIANTS
from tweetcraft.editing import Edit
from tweetcraft.reviewing.normalizing import changed, places, quoted, word_around
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["elongation"]

_BESIDE = re.compile(f"[{TASHKEEL}{TATWEEL}{INVISIBLE}]+")
_TO_BASE = str.maketrans({variant: base for base, variants in VARIANTS.items() for variant in variants})
# ههههه, خخخخ, with a letter more (وههههه, اهههه, ههعههه) or a word glued to it, امممم, or any letter all alone.
_SOUND = re.compile(
    rf"[هخ]*+[{LETTERS}]?(?:ه{{3,}}+|خ{{3,}}+)[{LETTERS}]?|ه{{4,}}+[{LETTERS}]*+|[اه]*م{{3,}}+|([{LETTERS}])\1*+"
)


@review_rule(
    "elongation",
    "advice",
    title_ar="حرف مكرر للمدّ (رااااائع): لا يجد البحث الكلمة هكذا.",
    source="own rule: docs/normalizing.md, elongation",
)
def elongation(subject: Subject) -> Iterator[Hit]:
    """A letter three times and more, as in رااااائع, weighs and hides the word from search; laughter is left alone."""
    for place in places(subject, "elongation", wanted=_is_wanted, by_word=True):
        span = word_around(subject.text, place.span)
        before, after = quoted(subject.text[slice(*span)]), quoted(changed(subject.text, span, place.change))
        yield Hit(
            span,
            f"{before} is drawn out, and no search finds it so: {after}",
            f"{before} ممدودة ولا يجدها البحث هكذا: {after}",
            place.change,
        )


def _is_wanted(text: str, edit: Edit) -> bool:
    start, end = word_around(text, edit.span)
    word = _BESIDE.sub("", text[start:end])
    return not _SOUND.fullmatch(word.translate(_TO_BASE))
