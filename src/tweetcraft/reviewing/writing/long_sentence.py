"""Sentences that are too long to be read at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.counted import WORDS
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["long_sentence"]

_MOST = 40
_WORD = re.compile(r"\S*\w\S*")


@review_rule(
    "long_sentence",
    "advice",
    title_ar="جملة تزيد على 40 كلمة.",
    source="own rule: no more than 40 words; tweetcraft.arabic.sentences.find_sentences",
)
def long_sentence(subject: Subject) -> Iterator[Hit]:
    """A sentence of more than 40 words, in which a reader loses the thread."""
    if len(subject.text.split()) <= _MOST:
        return
    for start, end in subject.sentences:
        count = sum(1 for word in subject.plain[start:end].split() if _WORD.search(word))
        if count > _MOST:
            yield Hit(
                (start, end),
                f"a sentence of {count} words: make two of it",
                f"جملة من {WORDS.by(count)}: اجعلها جملتين",
            )
