"""Latin letters in disguise: bold, script, circled, fullwidth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tweetcraft.editing import Change
from tweetcraft.reviewing.normalizing import Place, in_few, quoted
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["fancy_letters"]

# Circled, parenthesized and squared letters; on black they have no compatibility form.
_ENCLOSED = "\u249c-\u24e9\U0001f110-\U0001f12b\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_LETTERLIKE = "ℂℊℋℌℍℎℐℑℒℓℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴ"  # letters of the mathematical alphabets that were there before them
_FANCY = f"\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a{_ENCLOSED}{_LETTERLIKE}"
_FIRST = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff5a\u249c-\u24e9\U0001f110-\U0001f189]")
_RUN = re.compile(f"[{_FANCY}]{{3,}}+")
_EMOJI = re.compile("[\U0001f170\U0001f171\U0001f17e\U0001f17f\ufe0f]+")  # blood types and parking
_ON_BLACK = ((0x1F150, 0x1F169), (0x1F170, 0x1F189))


@review_rule(
    "fancy_letters",
    "warning",
    title_ar="حروف لاتينية مزخرفة (𝗕𝗼𝗹𝗱): قارئ الشاشة يتهجاها حرفًا حرفًا، ووزنها مضاعف.",
    source="twitter-text 3.1.0: weights; UAX #15, compatibility forms; own rule on screen readers",
)
def fancy_letters(subject: Subject) -> Iterator[Hit]:
    """Latin letters in disguise, such as 𝗕𝗼𝗹𝗱, weigh double, are not found, and screen readers spell them out."""
    if not _FIRST.search(subject.plain):
        return
    found = [
        Place(Change(*run.span(), _plain_letters(run[0])), run[0], frozenset())
        for run in _RUN.finditer(subject.plain)
        if not _EMOJI.fullmatch(run[0])
    ]
    for place in in_few(subject.text, found) if found else ():
        before, after = quoted(place.before), quoted(place.change.after)
        yield Hit(
            place.span,
            f"{before} are signs that weigh double and that screen readers spell out: write {after}",
            f"{before} رموز تشبه الحروف، وزنها مضاعف ويتهجاها قارئ الشاشة: اكتب {after}",
            place.change,
        )


def _plain_letters(run: str) -> str:
    return "".join(map(_plain_letter, run))


def _plain_letter(character: str) -> str:
    for first, last in _ON_BLACK:
        if first <= ord(character) <= last:
            return chr(ord("A") + ord(character) - first)
    return unicodedata.normalize("NFKC", character).strip("()")
