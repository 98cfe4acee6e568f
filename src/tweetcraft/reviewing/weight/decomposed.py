"""Letters that are written as a letter and a mark, where there is one character for both."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft._nfc import nfc
from tweetcraft.editing import Edit
from tweetcraft.reviewing.normalizing import places, quoted, word_around
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["decomposed"]


@review_rule(
    "decomposed",
    "advice",
    title_ar="حرف وعلامته في محرفين (ألف ثم مدة) بدل محرف واحد: أدوات تعدّهما اثنين، وبحث لا يجدهما.",
    source="UAX #15, Normalization Form C",
)
def decomposed(subject: Subject) -> Iterator[Hit]:
    """A letter and its mark as two characters, where one is both: the platform joins them, many a tool does not."""
    for place in places(subject, "nfc", wanted=_composes, by_word=True):
        span = word_around(subject.text, place.span)
        word = quoted(subject.text[slice(*span)])
        yield Hit(
            span,
            f"{word} has a letter and its mark as two characters: as one it is counted right and found everywhere",
            f"في {word} حرف وعلامته في محرفين: بمحرف واحد تُعدّ عدًّا صحيحًا ويجدها كل بحث",
            place.change,
        )


def _composes(_text: str, edit: Edit) -> bool:
    """Whether characters become fewer: marks that only change places are written as everyone types them."""
    return len(nfc(edit.before)) < len(edit.before)
