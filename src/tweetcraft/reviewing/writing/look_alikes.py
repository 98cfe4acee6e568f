"""Letters of Persian and Urdu keyboards in Arabic words."""

from __future__ import annotations

from collections.abc import Iterator

from tweetcraft.arabic.counted import WORDS
from tweetcraft.editing import Change
from tweetcraft.reviewing.normalizing import MOST_WORDS, Place, in_few, quoted
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject
from tweetcraft.reviewing.writing.reading import LOOK_ALIKE, has_look_alikes, in_arabic_letters, read_letters

__all__ = ["look_alikes"]


@review_rule(
    "look_alikes",
    "warning",
    title_ar="حرف فارسي أو أردي (ی ک ۀ) في كلمة عربية يخفيها عن البحث.",
    source="own rule: the Unicode Standard, Arabic: letters of Persian and Urdu",
)
def look_alikes(subject: Subject) -> Iterator[Hit]:
    """A Persian or Urdu letter in a word of an Arabic text looks the same, and hides the word from search."""
    reading = read_letters(subject)
    if not has_look_alikes(reading):
        return
    found = []
    letters: list[str] = []
    for word in reading.words:
        letter = LOOK_ALIKE.search(word.text)
        if letter and len(word.text) > 1:
            span = reading.source_span(word.span)
            letters.append(letter[0])
            change = Change(*span, in_arabic_letters(reading.plain[slice(*word.span)]))
            found.append(Place(change, subject.text[slice(*span)], frozenset()))
    for place, odd in zip(in_few(subject.text, found, MOST_WORDS) if found else (), letters, strict=False):
        before, after = quoted(place.before), quoted(place.change.after)
        more = place.made_of - 1
        others, others_ar = (
            (f" and {more} more word{'s' if more > 1 else ''}", f" وفي {WORDS.by(more)} غيرها") if more else ("", "")
        )
        yield Hit(
            place.span,
            f"{before}{others}: «{odd}» (U+{ord(odd):04X}) is no Arabic letter, and no search finds it: {after}",
            f"في {before}{others_ar} الحرف «{odd}» (U+{ord(odd):04X}) ليس عربيًا ويخفيها عن البحث: {after}",
            place.change if reading.mends(subject, place.span) else None,
        )
