"""Shapes of letters, as old programs and PDF files leave them, in the place of letters."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.reviewing.normalizing import changed, places, quoted, saved_by, word_around
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["presentation_forms"]


@review_rule(
    "presentation_forms",
    "warning",
    title_ar="أشكال الحروف (ﻣﺮﺣﺒﺎ) وزنها مضاعف ولا يجدها البحث؛ الحروف العادية يجدها.",
    source="twitter-text 3.1.0, configuration v3: weights; the Unicode Standard, Arabic Presentation Forms",
)
def presentation_forms(subject: Subject) -> Iterator[Hit]:
    """Presentation forms such as ﻣﺮﺣﺒﺎ weigh double, and no search finds them."""
    for place in places(subject, "presentation_forms", by_word=True):
        saved = saved_by(subject, place)
        span = word_around(subject.text, place.span)
        before, after = quoted(subject.text[slice(*span)]), quoted(changed(subject.text, span, place.change))
        spared, spared_ar = (f" and saves {saved}", f" ويوفّر {saved} من الوزن") if saved > 0 else ("", "")
        yield Hit(
            span,
            f"{before} is written in shapes of letters, which no search finds: {after} is the same in letters{spared}",
            f"{before} مكتوبة بأشكال الحروف، ولا يجدها البحث: كتابتها {after} تبقيها كما هي{spared_ar}",
            place.change,
        )
