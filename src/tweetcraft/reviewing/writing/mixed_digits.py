"""Digits of two kinds in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.script import ARABIC_DIGITS, PERSIAN_DIGITS
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["mixed_digits"]

_EASTERN = re.compile(f"[{ARABIC_DIGITS}{PERSIAN_DIGITS}]")
# Numbers of Latin names, such as iPhone 15 and 4G, and keycaps are written with 0-9 in any case.
_NUMBER = re.compile(
    rf"(?<![#_0-9])(?:[0-9](?:[0-9.,:/]*[0-9])?+(?! ?[A-Za-z\ufe0f\u20e3])|[{ARABIC_DIGITS}]+|[{PERSIAN_DIGITS}]+)"
)
_AFTER_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*[ -]?\Z")
_LONGEST_NAME = 20  # code points that are looked at before a number


@review_rule(
    "mixed_digits",
    "advice",
    title_ar="أرقام من نوعين (٠-٩ و0-9) في نص واحد.",
    source="own rule: one kind of digits in a text",
)
def mixed_digits(subject: Subject) -> Iterator[Hit]:
    """Digits of two kinds, ٠-٩ and 0-9, in one text; links, tags, names and Latin words aside."""
    if not _EASTERN.search(subject.plain):
        return
    kinds: dict[str, list[re.Match[str]]] = {}
    for found in _NUMBER.finditer(subject.plain):
        before = subject.plain[max(0, found.start() - _LONGEST_NAME) : found.start()]
        kind = "0-9" if found[0][0].isascii() else "٠-٩" if found[0][0] in ARABIC_DIGITS else "۰-۹"
        if kind != "0-9" or not _AFTER_LATIN.search(before):
            kinds.setdefault(kind, []).append(found)
    if len(kinds) > 1:
        # The kind that is there more often is the one that is meant; of two alike, the first.
        meant = max(kinds, key=lambda kind: len(kinds[kind]))
        odd = min((one for kind, all_of in kinds.items() if kind != meant for one in all_of), key=re.Match.start)
        yield Hit(
            odd.span(),
            f"«{odd[0]}» beside digits {meant}: choose one kind for the text",
            f"«{odd[0]}» إلى جانب الأرقام {meant}: اختر نوعًا واحدًا للنص",
        )
