"""A word that was typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject
from tweetcraft.reviewing.writing.reading import read

__all__ = ["word_repeated"]

# Nouns and adverbs are doubled for emphasis (جدا جدا), and names; من من is also who of, لم لم is also why not.
_NEVER_TWICE = frozenset(
    """
    في على إلى الى عن أن إن التي الذي الذين اللي هذا هذه هؤلاء ذلك تلك أو او ثم حيث منذ عند لدى خلال ضمن حول نحو عبر
    كان كانت يكون تكون قد وقد وفي وعلى ومن والتي والذي وهذا وهذه بأن بان لأن لان كما لكن ولكن إذا اذا التى الذى
    حتى سوف أنه انه أنها انها وكان وكانت فإن وأن وان لقد هل مع ومع فيها فيه عليه عليها
    """.split()  # noqa: SIM905 - as one reads them
)
_BEFORE_SAYINGS = frozenset(["اللي", "واللي", "الي", "ما", "وما", "من"])
_SPACES = re.compile(" +")
_NEXT_WORD = re.compile(r" +[\w\ufffc#@(«\"]")


@review_rule(
    "word_repeated",
    "advice",
    title_ar="كلمة مكتوبة مرتين متتاليتين.",
    source="own rule: closed list of words that are never doubled for emphasis",
)
def word_repeated(subject: Subject) -> Iterator[Hit]:
    """A word twice in a row that nobody says twice, such as في في."""
    text, words, _ = reading = read(subject)
    if not any(one.text == other.text for one, other in pairwise(words)):
        return
    for at, (one, other) in enumerate(pairwise(words)):
        if one.text != other.text or one.text not in _NEVER_TWICE:
            continue
        around = [word.text for word in (*words[max(0, at - 1) : at], *words[at + 2 : at + 3])]
        # Three times is on purpose, and so is at the end of a line; what was, was (اللي كان كان).
        on_purpose = any(word.startswith(one.text) for word in around) or not _NEXT_WORD.match(text, other.span[1])
        is_saying = at > 0 and words[at - 1].text in _BEFORE_SAYINGS
        same = text[slice(*one.span)] == text[slice(*other.span)]
        if same and not on_purpose and not is_saying and _SPACES.fullmatch(text, one.span[1], other.span[0]):
            yield Hit(
                reading.source_span((one.span[0], other.span[1])),
                f"«{one.text}» stands here twice",
                f"«{one.text}» مكتوبة هنا مرتين",
            )
