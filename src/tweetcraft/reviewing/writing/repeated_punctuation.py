"""A mark of punctuation that stands twice and more."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.reviewing.normalizing import places, quoted
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["repeated_punctuation"]


@review_rule(
    "repeated_punctuation",
    "advice",
    title_ar="علامة ترقيم مكررة (!!!!): تكفي واحدة.",
    source="own rule: docs/normalizing.md, repeated punctuation",
)
def repeated_punctuation(subject: Subject) -> Iterator[Hit]:
    """A mark of punctuation again and again, where one says the same."""
    for place in places(subject, "repeated_punctuation"):
        start, end = place.span
        while start and subject.text[start - 1] == subject.text[place.change.start]:
            start -= 1
        run = quoted(subject.text[start:end])
        if subject.text[start] == ".":
            message, message_ar = f"{run}: three dots are enough", f"{run}: تكفي ثلاث نقاط"
        else:
            message, message_ar = f"{run}: one mark says the same", f"{run}: تكفي علامة واحدة"
        yield Hit((start, end), message, message_ar, place.change)
