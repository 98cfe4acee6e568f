"""Which words belong together, and where between two words a clause or a phrase begins.

Closed lists (:mod:`tweetcraft.arabic.particles`) and the shape of the words, no grammar: what a careful editor sees in
the two words around a space.  Words are compared without tashkeel and tatweel, أ إ آ as ا and ى as ي, so that a draft
without hamzas is read as well as one with.
"""

from __future__ import annotations

import re
from typing import Literal

from tweetcraft.arabic import particles
from tweetcraft.arabic.script import INVISIBLE, TASHKEEL, TATWEEL

__all__ = ["Joint", "joint", "leads_on", "opening", "simplified", "with_plain_letters", "without_marks"]

Joint = Literal["participle", "clause", "and", "phrase", "words", "list", "noun", "leads_on", "number", "name"]
"""How two words hang together, from loosely to tightly.

``participle``: the second says how something is said, as مشيرا; ``clause``: it begins one, as ثم، لكن، وقال; ``and``:
it has a و that may begin one, or go on with a list; ``phrase``: it begins one, as في، خلال; ``words``: nothing is known
of the two; ``list``: the second of two nouns, as والاستثمار after التجارة; ``noun``: a noun and its adjective or what
it belongs to, as رئيس الوزراء; ``leads_on``: the first wants the second, as في، أن، هذا، سوف; ``number``: a number and
its noun, a date; ``name``: the words of one name, as عبد الله، د. سامي، New York.
"""

_UNSEEN = re.compile(f"[{TATWEEL}{TASHKEEL}{INVISIBLE}]+")
_AROUND = " \t\"'“”„«»‹›()[]{}﴾﴿،؛,;:.!?؟…-–—"
_SHORT = 3  # letters: too few to tell a particle or an ending from the rest of a word


def simplified(text: str) -> str:
    """A text as its words are compared here."""
    return without_marks(with_plain_letters(text))


def with_plain_letters(text: str) -> str:
    """A text with أ إ آ as ا and ى as ي, as long as it was."""
    for variants, letter in (("أإآٱ", "ا"), ("ى", "ي")):
        for variant in variants:
            text = text.replace(variant, letter)
    return text


def without_marks(text: str) -> str:
    """A text without tashkeel, tatweel and what is not seen."""
    return _UNSEEN.sub("", text)


def joint(left: str, right: str) -> Joint:
    """How two words hang together that stand beside each other.

    Arguments:
        left: the first, :func:`simplified`; marks around it are left out of account.
        right: the second, likewise.

    Returns:
        The name of the joint.

    >>> from tweetcraft.arabic.phrases import joint
    >>> [joint(*pair.split()) for pair in ("الاتفاق وقال", "عبد الله", "30 الف", "في الرياض", "وزارة التجارة")]
    ['clause', 'name', 'number', 'leads_on', 'noun']
    """
    if not left.isalpha():
        left = left.strip(_AROUND)
    if not right.isalpha():
        right = right.strip(_AROUND)
    if not left or not right:
        return "words"
    return _of_numbers_and_names(left, right) or _after(left, right) or _BEFORE.get(right) or _by_shape(left, right)


def opening(word: str) -> Literal["clause", "and", "phrase", "bare"]:
    """What begins with a word, whatever stands before it.

    Arguments:
        word: the word, :func:`simplified`; marks around it are left out of account.

    Returns:
        ``"clause"``, ``"and"`` for another word with و, ``"phrase"``, or ``"bare"``: a noun, a verb, الذي, أن, أو.
    """
    if not word.isalpha():
        word = word.strip(_AROUND)
    if word[1:] in particles.RELATIVES:
        return "phrase"  # والذي
    begins = _BEFORE.get(word)
    if begins in ("clause", "participle") or _is_and_with_verb(word):
        return "clause"
    if begins is None and word[:1] == "و" and len(word) > _SHORT and word[1:] not in particles.COMPLEMENTS:
        return "and" if word[1].isalpha() and not _is_or_ends(word, particles.ROOTED) else "bare"
    return "phrase" if begins == "phrase" else "bare"


def _of_numbers_and_names(left: str, right: str) -> Joint | None:
    last, first = left[-1], right[0]
    if last.isdecimal() or first.isdecimal():
        return _beside_digits(left, right)
    if first == "و":
        return "number" if left in _NUMBERS and right[1:] in _NUMBERS else None
    if right in _NOT_COUNTED:
        return None
    if left in _NUMBERS or right in particles.SCALES:
        return "number"
    if last.isascii() and first.isascii() and last.isalpha() and first.isalpha():
        return "clause" if right.lower() in particles.ENGLISH_CLAUSES else "name"
    is_name = left in _NAMES or right in particles.SONS
    return "name" if is_name or (left in particles.MONTHS and right in _SECOND_OF_MONTHS) else None


def _beside_digits(left: str, right: str) -> Joint | None:
    last, first = left[-1], right[0]
    if last.isdecimal():
        counted = first in "%٪$€£" or first.isdecimal() or (first.isalpha() and right not in _NOT_COUNTED)
        return "number" if counted and first != "و" else None
    if last.isascii() and last.isalpha():
        return "name"  # iPhone 15
    return "number" if left in particles.NUMBER_HEADS or left in particles.MONTHS else None


def leads_on(word: str) -> bool:
    """Whether a word, :func:`simplified`, wants another after it: في، أن، الذي، كل، و."""
    return word in _LEADS_ON or word in particles.DETACHED or word in _HEADS


def _after(left: str, right: str) -> Joint | None:
    if leads_on(left) and (left not in _HEADS or right not in _BEFORE):
        return "leads_on"
    return "and" if right == "و" else None


def _by_shape(left: str, right: str) -> Joint:
    if right[0] == "و" and len(right) > _SHORT and not _is_or_ends(right, particles.ROOTED):
        if right.startswith("وال") or _is_or_ends(right[1:], particles.NOUNS_LIKE_VERBS):
            return "list"
        return "clause" if right[1] in "يس" else "and"
    if right[0].isdecimal():
        return "noun"  # a name and what it was given
    if right.startswith("ال") and len(right) > _SHORT:
        return "words" if right in particles.TIMES and left not in particles.TIMES else "noun"
    # Indefinite nouns and their adjectives agree: نجاحا كبيرا, شركة كبيرة.
    agree = left[-1] == right[-1] and left[-1] in "اة" and min(len(left), len(right)) > _SHORT
    return "noun" if agree else "phrase" if left in particles.TIMES else "words"


def _is_and_with_verb(word: str) -> bool:
    """Whether a word is و and a verb of the present or the future, by its second letter."""
    return (
        word[:2] in ("وي", "وس")
        and len(word) > _SHORT
        and not _is_or_ends(word, particles.ROOTED)
        and not _is_or_ends(word[1:], particles.NOUNS_LIKE_VERBS)
    )


_ENDINGS = ("ية", "ها", "هم", "ين", "ون", "ات", "نا", "ا", "ة", "ه", "ي", "ك")


def _is_or_ends(word: str, words: frozenset[str]) -> bool:
    """Whether a word is one of a list, or one with an ending, before which ة is written ت."""
    if word in words:
        return True
    stems = (word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending))
    return any(stem in words or (stem.endswith("ت") and f"{stem[:-1]}ة" in words) for stem in stems)


_NUMBERS = particles.NUMBERS | particles.SCALES
_NAMES = particles.TITLES | particles.FIRST_OF_NAMES | {f"و{title}" for title in particles.TITLES}
_SECOND_OF_MONTHS = frozenset({"الاول", "الثاني", "الثانية", "الاخر", "الاخرة"})
_LEADS_ON = {
    prefix + word
    for word in particles.PREPOSITIONS | particles.LEAD_ON | particles.RELATIVES | particles.ATTACHED
    for prefix in ("", "و", "ف")
}
_HEADS = {prefix + word for word in particles.HEADS for prefix in ("", "و", "ف", "ب", "ل")}
_GOES_ON = particles.RELATIVES | particles.COMPLEMENTS
_BEFORE: dict[str, Joint] = {
    **dict.fromkeys(particles.PREPOSITIONS, "phrase"),
    **dict.fromkeys(_GOES_ON, "words"),
    **dict.fromkeys(particles.OR, "list"),
    **dict.fromkeys(particles.PARTICIPLES, "participle"),
    **dict.fromkeys(particles.CLAUSES, "clause"),
    **dict.fromkeys((particle + word for word in particles.AFTER_AND for particle in "وف"), "clause"),
}
_NOT_COUNTED = _BEFORE.keys() | _LEADS_ON | _HEADS
