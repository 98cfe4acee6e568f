"""What a reader reads: the words of a text once its letters are mended.

Rules about words look at these, so that no repair of letters brings to light what they had not seen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tweetcraft.arabic import repairs
from tweetcraft.arabic.script import LETTERS
from tweetcraft.editing import Change, SpanMap, apply_changes
from tweetcraft.reviewing.normalizing import MOST_WORDS, names_of
from tweetcraft.reviewing.subject import Subject, Word, find_words

__all__ = ["LOOK_ALIKE", "Reading", "has_look_alikes", "in_arabic_letters", "may_be_foreign", "read", "read_letters"]

_OF_LETTERS = ("presentation_forms", "invisible", "tatweel", "nfc", "elongation")

_HEH_WITH_YEH = "\N{ARABIC LETTER HEH WITH YEH ABOVE}"  # on Persian keyboards it stands for ة
LOOK_ALIKE = re.compile(f"[{''.join(repairs.LOOK_ALIKES)}{_HEH_WITH_YEH}]")
"""A Persian or Urdu letter that looks like an Arabic one."""
# Letters that Persian, Urdu or Kurdish have and Arabic does not: the text, or a name in it, is in one of these.
_FOREIGN = re.compile("[پچژگٹڈڑںڕڵێۆە]")
_FOREIGN_WORDS = frozenset(
    """
    این است را که از برای های می هست شد شده کرد کردن کرده یک آن هم در بر ای خود نیست دارد باید بود همه چه کن کنید
    شما ما ایران فارسی زبان ہے ہیں کے کی کا میں سے نے اور یہ وہ کو بھی نہیں
    """.split()  # noqa: SIM905 - as one reads them
)
# Of which only Arabic has the last letter, or the article.
_ARABIC = re.compile(f"[ةىيكأإ]|(?<![{LETTERS}])[وفبك]?ال[{LETTERS}]{{2}}")


class Reading(NamedTuple):
    """A text as it is read, links, tags and names hidden."""

    plain: str
    words: list[Word]
    """With spans in ``plain``."""
    spans: SpanMap | None = None
    """To the text under review; ``None`` where they are the same."""

    def source_span(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where a span stands in the text under review."""
        return self.spans.backward(span) if self.spans else span

    def mends(self, subject: Subject, span: tuple[int, int]) -> bool:
        """Whether a change of a span may mend its letters as well, and does not break up what mends many words."""
        return (
            self.spans is None
            or len(subject.edits) <= MOST_WORDS
            or all(edit.span[1] <= span[0] or span[1] <= edit.span[0] for edit in subject.edits)
        )


@lru_cache(maxsize=1)  # the rules of one review ask one after the other
def read_letters(subject: Subject) -> Reading:
    """A text with letters for their shapes, and without what is drawn out or not seen."""
    changes = [
        Change(*edit.span, edit.after) for edit in subject.edits if not names_of(edit.rule).isdisjoint(_OF_LETTERS)
    ]
    if not changes:
        return Reading(subject.plain, subject.words)
    plain = apply_changes(subject.plain, changes)
    return Reading(plain, find_words(plain), SpanMap(changes))


@lru_cache(maxsize=1)
def read(subject: Subject) -> Reading:
    """The same with Arabic letters for those that look like them, if the text is Arabic."""
    letters = read_letters(subject)
    if not has_look_alikes(letters):
        return letters
    plain = in_arabic_letters(letters.plain)
    return Reading(plain, find_words(plain), letters.spans)


def has_look_alikes(reading: Reading) -> bool:
    """Whether an Arabic text has letters of Persian or Urdu."""
    plain = reading.plain
    if not LOOK_ALIKE.search(plain) or _FOREIGN.search(plain) or not _ARABIC.search(plain):
        return False
    return all(word.text not in _FOREIGN_WORDS for word in reading.words)


def may_be_foreign(reading: Reading) -> bool:
    """Whether a text, as :func:`read` gives it, has letters of Persian, Urdu or Kurdish."""
    return LOOK_ALIKE.search(reading.plain) is not None or _FOREIGN.search(reading.plain) is not None


def in_arabic_letters(text: str) -> str:
    """A text with Arabic letters for those that look like them; offsets stay."""
    text = text.replace(_HEH_WITH_YEH, "ة")
    return apply_changes(text, repairs.look_alikes(text))
