"""A tag that ends before what was meant to be in it: at a sign, or at something that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tweetcraft._tables import characters as table
from tweetcraft.arabic.script import EMBEDDINGS
from tweetcraft.editing import Change
from tweetcraft.findings import Severity
from tweetcraft.reviewing.meant import HIDDEN_IN_TAG, MeantTag
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["tag_cut", "tag_cut_by_hidden"]

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_JOINTS = f"-\N{HYPHEN}\N{NON-BREAKING HYPHEN}.{_APOSTROPHES}"
_CONTRACTED = frozenset({"here", "he", "how", "it", "let", "she", "that", "there", "what", "where", "who"})
"""With these 's is a verb; after another word it says whose, and is not meant to be in the tag."""
_FIRST_OF_EMOJI = "\N{DOUBLE EXCLAMATION MARK}"  # there are a few before it, which nobody writes in a tag


class _Patterns(NamedTuple):
    goes_on: re.Pattern[str]
    """A letter or a digit, of no link."""
    letter: re.Pattern[str]
    possessive: re.Pattern[str]
    hidden: re.Pattern[str]
    no_break: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    letter = f"(?!https?://|www\\.)[{table.HASHTAG_LETTER}]"
    return _Patterns(
        goes_on=re.compile(rf"{letter}|\d"),
        letter=re.compile(letter),
        possessive=re.compile(f"[{_APOSTROPHES}]s(?![{table.HASHTAG}])"),
        hidden=re.compile(f"[{HIDDEN_IN_TAG}]++"),
        no_break=re.compile(f"\N{NO-BREAK SPACE}(?={letter})"),
    )


@review_rule(
    "tag_cut",
    "warning",
    title_ar="الواصلة والفاصلة العليا والنقطة والرموز التعبيرية تنهي الوسم ولو تبعتها حروف.",
    source="twitter-text 3.1.0: letters, marks, digits and _ continue a tag",
)
def tag_cut(subject: Subject) -> Iterator[Hit]:
    """A tag ends at a hyphen, an apostrophe, a dot or an emoji, though letters follow."""
    text = subject.text
    tags = [tag for tag in subject.meant_tags if text[tag.span[1] : tag.span[1] + 1] in _JOINTS]
    for tag in tags:
        end = tag.span[1]
        if end < len(text) and _goes_on(text, end) and not _is_possessive(text, tag):
            yield _cut(tag, text[end], end + 1, "warning")
    others = [tag for tag in subject.meant_tags if text[tag.span[1] : tag.span[1] + 1] >= _FIRST_OF_EMOJI]
    ends = dict(entity.span for entity in subject.entities_of("emoji")) if others else {}
    for tag in others:
        start = end = tag.span[1]
        while end in ends:
            end = ends[end]
        # What follows an emoji is as often a sentence of its own, and the tag is whole.
        if end > start and _patterns().letter.match(text, end):
            yield _cut(tag, text[start:end], end, "advice")


def _goes_on(text: str, sign: int) -> bool:
    """Whether what follows a sign could have been meant to be in the tag; after a dot a digit is more often a list."""
    pattern = _patterns().letter if text[sign] == "." else _patterns().goes_on
    return pattern.match(text, sign + 1) is not None


def _is_possessive(text: str, tag: MeantTag) -> bool:
    found = _patterns().possessive.match(text, tag.span[1])
    return found is not None and tag.name.lower() not in _CONTRACTED


def _cut(tag: MeantTag, sign: str, end: int, severity: Severity) -> Hit:
    return Hit(
        (tag.span[0], end),
        f"the tag ends at {sign}, as #{tag.name}: join the rest with _, or put a space there",
        f"ينتهي الوسم عند {sign} فلا يبقى منه إلا #{tag.name}: صل ما بعده بشرطة سفلية _ أو افصله بمسافة",
        severity=severity,
    )


@review_rule(
    "tag_cut_by_hidden",
    "error",
    title_ar="العلامة الخفية داخل الوسم تنهيه عندها.",
    source="twitter-text 3.1.0: directional marks, zero-width and no-break spaces end a tag",
    fixes="entities",
)
def tag_cut_by_hidden(subject: Subject) -> Iterator[Hit]:
    """A character that nobody sees ends a tag in the middle, or keeps it from beginning."""
    text = subject.text
    controls = -1
    for tag in subject.meant_tags:
        for found in _patterns().hidden.finditer(tag.text):
            if controls < 0:
                controls = len(_CONTROLS.findall(text))
            start, end = (tag.span[0] + offset for offset in found.span())
            # Of an embedding both ends have to go, or none.
            alone = len(_CONTROLS.findall(found[0])) in {0, controls}
            shown = f"U+{ord(found[0][0]):04X}"
            yield Hit(
                (start, end),
                f"an invisible character ({shown}) keeps #{tag.name} from being one tag: take it away",
                f"محرف خفي ({shown}) يقطع الوسم #{tag.name}: احذفه",
                Change(start, end, "") if alone else None,
            )
        if _patterns().no_break.match(text, tag.span[1]):
            # It is as often a space of a web page, and the tag is whole.
            yield Hit(
                (tag.span[1], tag.span[1] + 1),
                f"a no-break space (U+00A0) ends #{tag.name}: write _ if the next word is meant to be in the tag",
                f"مسافة غير فاصلة (U+00A0) تنهي الوسم #{tag.name}: اكتب _ إن كانت الكلمة التالية منه",
                severity="warning",
            )


_CONTROLS = re.compile(f"[{EMBEDDINGS}]")
