"""Brackets and quotation marks that land on the wrong side of what they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.bidi import Levels, bracket_pairs, has_embeddings, levels_of
from tweetcraft.arabic.direction import Direction, first_strong
from tweetcraft.arabic.script import LETTERS, TASHKEEL
from tweetcraft.editing import Change
from tweetcraft.reviewing.direction.lines import LEFT_TO_RIGHT_MARK, few_fixes, isolated, lines_of
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["bracket_flipped"]

_has_bracket = re.compile(r"[()\[\]{}«»]").search
_ARABIC = f"{LETTERS}{TASHKEEL}؟،؛"
_HUGGING_ARABIC = re.compile(rf"(?<=[{_ARABIC}])[)\]}}]|[(\[{{](?=[{LETTERS}])")
_HUGGING_LATIN = re.compile(r"(?<=[A-Za-z])[)\]}]|[(\[{](?=[A-Za-z])")
_CALL = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.]*+(?:\(\)|\[\]|\{\})")
_QUOTES = re.compile("«[^«»\n]*+»")


@review_rule(
    "bracket_flipped",
    title_ar="القوس أو علامة التنصيص في غير جهتها حين يخالف اتجاه السطر اتجاه الكلام.",
    source="UAX #9, rules N0-N2",
)
def bracket_flipped(subject: Subject) -> Iterator[Hit]:
    """A bracket or guillemet is laid out away from the words that it belongs to."""
    text = subject.text
    if not _has_bracket(text):
        return
    # Programs that take links and names for letters and those that do not have to agree.
    base = first_strong(text)
    if base is None or (base == "ltr" and first_strong(subject.plain) == "rtl"):
        return
    is_against = subject.is_arabic == (base == "ltr")
    if not is_against and not (base == "rtl" and ("«" in text or _CALL.search(text))):
        return
    yield from few_fixes(
        hit for start, end in lines_of(text) for hit in _flipped(subject, start, end, base, is_against=is_against)
    )


def _flipped(subject: Subject, start: int, end: int, base: Direction, *, is_against: bool) -> Iterator[Hit]:
    """Those of one line."""
    line, plain = subject.text[start:end], subject.plain[start:end]
    if not _has_bracket(plain) or has_embeddings(line):
        return
    levels = levels_of(line, base)
    if base == "rtl":
        yield from _calls(start, plain, levels)
    if is_against:
        paired = {at for pair in bracket_pairs(line) for at in pair}
        hugging = _HUGGING_ARABIC if subject.is_arabic else _HUGGING_LATIN
        for found in hugging.finditer(plain):
            at = found.start()
            beside = at - 1 if found[0] in ")]}" else at + 1
            if at not in paired and (levels[at] == "1") != (levels[beside] == "1"):
                yield _hit(start + at, found[0])
    for quoted in _QUOTES.finditer(plain):
        first, last = quoted.start(), quoted.end() - 1
        if _are_torn(levels[first : last + 1], base):
            at = first if levels[first] != "1" == levels[last] else last
            yield _hit(start + at, line[at])


def _are_torn(levels: Levels, base: Direction) -> bool:
    """Whether what two marks hold is not seen between them; these are the levels from the one to the other."""
    own = "0" if base == "ltr" else "1"
    return (levels[0] == own) != (levels[-1] == own) or (levels[0] != own and own in levels)


def _hit(at: int, bracket: str) -> Hit:
    return Hit(
        (at, at + 1),
        f"{bracket} will stand on the other side, away from its words: begin with a word in the script of the rest",
        f"سيظهر {isolated(bracket)} في الجهة الأخرى بعيدا عن كلماته: ابدأ بكلمة من لغة النص",
    )


def _calls(start: int, plain: str, levels: Levels) -> Iterator[Hit]:
    """``print()`` of programs, whose empty brackets nothing holds to the name."""
    for found in _CALL.finditer(plain):
        first, last = found.span()
        if len(set(levels[first:last])) > 1:
            yield Hit(
                (start + first, start + last),
                f"the brackets of {found[0]} will stand before it: put a left-to-right mark (U+200E) after it",
                f"ستظهر أقواس {isolated(found[0])} قبله: ضع بعده علامة الاتجاه من اليسار إلى اليمين (U+200E)",
                Change(start + last, start + last, LEFT_TO_RIGHT_MARK),
            )
