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

__all__ = ["Joint", "joint", "opening", "simplified"]

Joint = Literal["clause", "and", "phrase", "list", "words", "noun", "leads_on", "number", "name"]
"""How two words hang together, from loosely to tightly.

``clause``: the second begins one, as ثم، لكن، مشيرا، وقال; ``and``: it has a و that may begin one, or go on with a
list; ``phrase``: it begins one, as في، خلال، الذي; ``list``: it is the second of two nouns, as والاستثمار after
التجارة; ``words``: nothing is known of the two; ``noun``: a noun and its adjective or what it belongs to, as رئيس
الوزراء; ``leads_on``: the first wants the second, as في، أن، هذا، سوف; ``number``: a number and its noun, a date;
``name``: the words of one name, as عبد الله، د. سامي، New York.
"""

_UNSEEN = re.compile(f"[{TATWEEL}{TASHKEEL}{INVISIBLE}]+")
_AROUND = " \t\"'“”„«»‹›()[]{}﴾﴿،؛,;:.!?؟…-–—"
_SHORT = 3  # letters: too few to tell a particle or an ending from the rest of a word


def simplified(text: str) -> str:
    """A text as its words are compared here."""
    for variants, letter in (("أإآٱ", "ا"), ("ى", "ي")):
        for variant in variants:
            text = text.replace(variant, letter)
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text


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


def opening(word: str) -> str:
    """What begins with a word, whatever stands before it: a ``clause``, a ``phrase``, or ``""`` for neither."""
    if not word.isalpha():
        word = word.strip(_AROUND)
    if _is_and_with_verb(word):
        return "clause"
    return "phrase" if word in _GOES_ON else {"clause": "clause", "phrase": "phrase"}.get(_BEFORE.get(word, ""), "")


def _of_numbers_and_names(left: str, right: str) -> Joint | None:
    last, first = left[-1], right[0]
    if last.isdecimal() or first.isdecimal():
        if last.isdecimal():
            counted = first in "%٪$€£" or first.isdecimal() or (first.isalpha() and right not in _NOT_COUNTED)
        else:
            counted = left in particles.NUMBER_HEADS or left in particles.MONTHS
        return "number" if counted and first != "و" else None
    if first == "و" or right in _NOT_COUNTED:
        return None
    if left in _NUMBERS or right in particles.SCALES:
        return "number"
    if left in _NAMES or right in particles.SONS or (left in particles.MONTHS and right in _SECOND_OF_MONTHS):
        return "name"
    if last.isascii() and first.isascii() and last.isalpha() and first.isalpha():
        return "clause" if right.lower() in particles.ENGLISH_CLAUSES else "name"
    return None


def _after(left: str, right: str) -> Joint | None:
    return "leads_on" if left in _LEADS_ON or (left in _HEADS and right not in _BEFORE) else None


def _by_shape(left: str, right: str) -> Joint:
    if right[0] == "و" and len(right) > _SHORT and right not in particles.ROOTED:
        if right.startswith("وال") or right[1:] in particles.NOUNS_LIKE_VERBS:
            return "list"
        return "clause" if _is_and_with_verb(right) else "and"
    if right.startswith("ال") and len(right) > _SHORT:
        return "noun"
    # Indefinite nouns and their adjectives agree: نجاحا كبيرا, شركة كبيرة.
    agree = left[-1] == right[-1] and left[-1] in "اة" and min(len(left), len(right)) > _SHORT
    return "noun" if agree else "phrase" if left in particles.TIMES else "words"


def _is_and_with_verb(word: str) -> bool:
    """Whether a word is و and a verb of the present or the future, by its second letter."""
    if word[:2] not in ("وي", "وس") or len(word) <= _SHORT:
        return False
    return word not in particles.ROOTED and word[1:] not in particles.NOUNS_LIKE_VERBS


_NUMBERS = particles.NUMBERS | particles.SCALES
_NAMES = particles.TITLES | particles.FIRST_OF_NAMES | {f"و{title}" for title in particles.TITLES}
_SECOND_OF_MONTHS = frozenset({"الاول", "الثاني", "الثانية", "الاخر", "الاخرة"})
_LEADS_ON = particles.ATTACHED | {
    prefix + word
    for word in particles.PREPOSITIONS | particles.LEAD_ON | particles.RELATIVES
    for prefix in ("", "و", "ف")
}
_HEADS = {prefix + word for word in particles.HEADS for prefix in ("", "و", "ف", "ب", "ل")}
_GOES_ON = particles.RELATIVES | particles.COMPLEMENTS
_BEFORE: dict[str, Joint] = {
    **dict.fromkeys(particles.PREPOSITIONS, "phrase"),
    **dict.fromkeys(_GOES_ON, "words"),
    **dict.fromkeys(particles.OR, "and"),
    **dict.fromkeys(particles.CLAUSES, "clause"),
    **dict.fromkeys((f"و{word}" for word in particles.AFTER_AND), "clause"),
}
_NOT_COUNTED = _BEFORE.keys() | _LEADS_ON | _HEADS
