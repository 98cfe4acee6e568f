"""Repairs of characters: what is broken, invisible, or there for its looks alone.

Each function finds the changes that one rule wants in a text whose links, tags and emoji are placeholders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from tweetcraft._characters import characters_of, class_of, outside_of
from tweetcraft._nfc import nfc
from tweetcraft._tables.normalization import ACTIVE
from tweetcraft.arabic.placeholders import ENDS_IN_LETTER, is_seen
from tweetcraft.arabic.script import (
    ARABIC_DIGITS,
    DIRECTION_MARKS,
    EMBEDDINGS,
    INVISIBLE,
    LETTERS,
    MARK_FORMS,
    MEANINGLESS,
    PERSIAN_DIGITS,
    PRESENTATION,
    SEPARATORS,
    TANWEEN,
    TASHKEEL,
    TATWEEL,
    WORD,
)
from tweetcraft.editing import Change

__all__ = [
    "composed", "digits_in_arabic", "digits_in_latin", "free_tatweel", "honorific_signs", "invisible", "letter_shapes",
    "line_ends", "look_alikes", "marks", "vowel_marks",
]  # fmt: skip

_in_word = re.compile(f"[{WORD}]").match


def _is_in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and _in_word(text, at) is not None


# Line ends

_LINE_END = re.compile("[\r\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")


def line_ends(text: str) -> Iterator[Change]:
    """Every kind of line end becomes a line feed."""
    return (Change(*found.span(), "\n") for found in _LINE_END.finditer(text))


# Presentation forms

_FORM = re.compile(f"[{PRESENTATION}]")
_SHAPES = ("<initial>", "<medial>", "<final>", "<isolated>")


def _letters_of(form: str) -> str:
    """The letters and marks of a presentation form; an empty string where it is no form of letters."""
    shape = unicodedata.decomposition(form).partition(" ")[0]
    if shape not in _SHAPES or "\ufdf0" <= form <= "\ufdff":  # word ligatures are wanted
        return ""
    # A mark alone stands on a space or a tatweel; on a letter it needs neither.
    return unicodedata.normalize("NFKC", form).replace(" ", "").replace(TATWEEL, "")


LETTERS_OF_FORM = {form: letters for form in characters_of(PRESENTATION) if (letters := _letters_of(form))}
"""What each presentation form is made of, word ligatures left out."""


def letter_shapes(text: str) -> Iterator[Change]:
    """Presentation forms become letters; a shape of a mark only where there is a letter to carry it."""
    carried = -1  # the end of the last form that became letters
    for found in _FORM.finditer(text):
        at = found.start()
        letters = LETTERS_OF_FORM.get(found[0], "")
        if letters and (letters[0] not in _MARKS or at == carried or _is_in_word(text, at - 1)):
            carried = at + 1
            yield Change(at, at + 1, letters)


_MARKS = frozenset(characters_of(TASHKEEL))

# Invisible characters

_ZWNJ, _ZWJ = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"
_OPENING = "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}"
_OPENING_EMBEDDING = "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}"
_OVERRIDES = "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
_PDI, _PDF = "\N{POP DIRECTIONAL ISOLATE}", "\N{POP DIRECTIONAL FORMATTING}"

_INVISIBLE = re.compile(
    f"(?P<always>[{MEANINGLESS}])|(?P<zwnj>{_ZWNJ}+)|(?P<joiner>[{_ZWJ}\ufe00-\ufe0f]+)"
    f"|(?P<direction>[{DIRECTION_MARKS}]+(?: +[{DIRECTION_MARKS}]+)*+)"
    f"|(?P<embedding>[{EMBEDDINGS}\n])"
)
_DIRECTION_MARK = re.compile(f"[{DIRECTION_MARKS}]+")
# What no joiner and no variation selector can have a meaning beside.
_PLAIN = re.compile(rf"[{MEANINGLESS}{DIRECTION_MARKS}{EMBEDDINGS}\s!-/:-@\[-`{{-~0-9A-Za-z،؛؟«»…–—]")


def invisible(text: str, *, isolates: str) -> Iterator[Change]:
    """What is invisible goes, unless it shapes a letter, makes a word or turns a line."""
    found = list(_INVISIBLE.finditer(text))
    needless = _needless_embeddings(found, isolates)
    for match in found:
        start, end = match.span()
        match match.lastgroup:
            case "always":
                yield Change(start, end, "")
            case "zwnj":
                yield from _non_joiners(text, start, end)
            case "joiner":
                yield from _joiners(text, start, end)
            case "direction":
                yield from _direction_marks(text, start, end)
            case _:
                if start in needless:
                    yield Change(start, end, "")


def _non_joiners(text: str, start: int, end: int) -> Iterator[Change]:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    keep = (before.isalpha() or before in _MARKS) and after.isalpha()
    if end - start > keep:
        yield Change(start, end, _ZWNJ if keep else "")


def _joiners(text: str, start: int, end: int) -> Iterator[Change]:
    before, after = _is_in_word(text, start - 1), _is_in_word(text, end)
    if before and not after and text[start] == _ZWJ:  # the last letter of a word, shaped as if the word went on
        if end - start > 1 and set(text[start:end]) == {_ZWJ}:
            yield Change(start + 1, end, "")
        return
    if after and not before and text[end - 1] == _ZWJ:
        return
    if (before or _is_plain(text, start - 1)) and (after or _is_plain(text, end)):
        yield Change(start, end, "")


def _is_plain(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or _PLAIN.match(text, at) is not None


def _direction_marks(text: str, start: int, end: int) -> Iterator[Change]:
    """Between two Arabic letters, and between one and an end of the line, they turn nothing."""
    left, right = start, end
    while left and text[left - 1] == " ":
        left -= 1
    while right < len(text) and text[right] == " ":
        right += 1
    at_start, at_end = not left or text[left - 1] == "\n", right == len(text) or text[right] == "\n"
    before, after = _is_in_word(text, left - 1), _is_in_word(text, right)
    if (before or at_start) and (after or at_end):
        for mark in _DIRECTION_MARK.finditer(text, start, end):
            yield Change(*mark.span(), "")


def _needless_embeddings(found: list[re.Match[str]], isolates: str) -> set[int]:
    """Where an isolate or an embedding stands that is never closed, closes nothing, holds nothing, or is unwanted.

    An override is: it turns letters round, by accident or to deceive.
    """
    needless: set[int] = set()
    opened: list[tuple[str, int]] = []
    for match in (match for match in found if match.lastgroup == "embedding"):
        sign, at = match[0], match.start()
        if sign == "\n":
            needless.update(place for _, place in opened)
            opened.clear()
        elif sign in _PDI + _PDF:
            closes = _OPENING if sign == _PDI else _OPENING_EMBEDDING + _OVERRIDES
            if opened and opened[-1][0] in closes:
                opener, place = opened.pop()
                if isolates == "strip" or opener in _OVERRIDES or place + 1 == at:
                    needless |= {place, at}
            else:
                needless.add(at)
        else:
            opened.append((sign, at))
    needless.update(place for _, place in opened)
    return needless


# Tatweel

_TATWEELS = re.compile(f"{TATWEEL}{TATWEEL}*+(?:[{INVISIBLE}]++{TATWEEL}+)*+")
_TATWEEL_RUN = re.compile(f"{TATWEEL}+")
_leads_in = re.compile(f"[{MARK_FORMS}{ENDS_IN_LETTER}]").match
_PROCLITIC = re.compile(f"(?<![{WORD}])(?:[وف]?(?:[بكلسه]|[بكل]?ال|لل)|[{LETTERS}])[{TASHKEEL}]*+\\Z")
_LONGEST_PROCLITIC = 12  # with its marks, and the character before
_ENDS_WORD = re.compile(rf"[\s{re.escape(SEPARATORS)}]")


def free_tatweel(text: str) -> Iterator[Change]:
    """Tatweel goes where it only lengthens; where it stands for something, that stays.

    One stays in هـ and بـ, the last of a lone letter or proclitic.  With no letter before it, it is a dash.
    """
    for found in _TATWEELS.finditer(text):
        after = _instead_of_tatweel(text, *found.span())
        if after is None:
            continue
        for run in _TATWEEL_RUN.finditer(text, *found.span()):
            if run[0] != after:
                yield Change(*run.span(), after)
            after = ""


def _instead_of_tatweel(text: str, start: int, end: int) -> str | None:
    """What comes in the place of a run of it, in which something invisible may stand; ``None`` if it is left."""
    left, right = start, end
    while left and not is_seen(text, left - 1):
        left -= 1
    while right < len(text) and not is_seen(text, right):
        right += 1
    if left and _leads_in(text, left - 1):  # what it lengthens is in there
        return None
    free_left = not left or _ENDS_WORD.match(text, left - 1) is not None
    if _is_in_word(text, left - 1):
        if _is_in_word(text, right):
            return ""
        proclitic = _PROCLITIC.search(text, max(0, left - _LONGEST_PROCLITIC), left)
        return TATWEEL if proclitic and not _is_in_word(text, proclitic.start() - 1) else ""
    if _is_in_word(text, right):
        return TATWEEL if text[right] in _MARKS else "" if free_left else "-"
    if not free_left or (right < len(text) and not text[right].isspace()):
        return "-"
    is_line = text[left - 1 : left] in ("", "\n") and text[right : right + 1] in ("", "\n")
    return None if is_line else "\N{EN DASH}"


# Normalization form C

_SHORT_RUN = 4  # a letter and its marks: there are some hundred of them
_nfc_of_short = lru_cache(10_000)(nfc)
_ACTIVE_RUN = re.compile(f"[^{outside_of(ACTIVE)}][^{outside_of(ACTIVE)}]*+")


def composed(text: str) -> Iterator[Change]:
    """Normalization form C, one letter with its marks after the other."""
    for run in _ACTIVE_RUN.finditer(text):
        start = max(0, run.start() - 1)
        before = text[start : run.end()]
        after = _nfc_of_short(before) if len(before) <= _SHORT_RUN else nfc(before)
        if after != before:
            # What stands before the run may be a placeholder, which no change may hold.
            same = next(at for at, (old, new) in enumerate(zip_longest(before, after)) if old != new)
            yield Change(start + same, run.end(), after[same:])


# Letters, marks and digits by choice

_FOREIGN = re.compile("[\u067e\u0686\u0698\u06af\u06a4]")  # peh, tcheh, jeh, gaf, veh
LOOK_ALIKES = {
    "\N{ARABIC LETTER FARSI YEH}": "ي",
    "\N{ARABIC LETTER YEH BARREE}": "ي",
    "\N{ARABIC LETTER KEHEH}": "ك",
    "\N{ARABIC LETTER SWASH KAF}": "ك",
    "\N{ARABIC LETTER HEH GOAL}": "ه",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "ه",
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": "ة",
}
_LOOK_ALIKE = re.compile(f"[{''.join(LOOK_ALIKES)}]")
_LETTERS_AND_MARKS = re.compile(f"[{WORD}]+")
_ENDS_IN_ALEF_MAKSURA = frozenset(
    [
        "على",
        "إلى",
        "الى",
        "حتى",
        "متى",
        "لدى",
        "سوى",
        "مدى",
        "بلى",
        "أنى",
        "عسى",
        "مضى",
        "جرى",
        "رأى",
        "أخرى",
        "كبرى",
        "ذكرى",
    ]
)


def look_alikes(text: str) -> Iterator[Change]:
    """Persian and Urdu letters that stand in for Arabic ones, in words without a letter of those languages alone."""
    if _LOOK_ALIKE.search(text):
        for word in _LETTERS_AND_MARKS.finditer(text):
            if _LOOK_ALIKE.search(word[0]) and not _FOREIGN.search(word[0]):
                yield Change(*word.span(), _in_arabic_letters(word[0]))


def _in_arabic_letters(word: str) -> str:
    arabic = _LOOK_ALIKE.sub(lambda found: LOOK_ALIKES[found[0]], word)
    with_alef_maksura = f"{arabic[:-1]}ى"
    stem = with_alef_maksura.removeprefix("و").removeprefix("ف")
    is_spelled_so = word[-1] in "یے" and (with_alef_maksura in _ENDS_IN_ALEF_MAKSURA or stem in _ENDS_IN_ALEF_MAKSURA)
    return with_alef_maksura if is_spelled_so else arabic


# Hamza and madda, above and below, belong to a letter and are no vowels.
_HAMZA_AND_MADDA = "\u0653\u0654\u0655"
_VOWELS = re.compile(f"[{class_of(_MARKS - set(_HAMZA_AND_MADDA))}]+")
_SHADDA = "\N{ARABIC SHADDA}"
_LIGHT = frozenset(TANWEEN + _SHADDA)


def marks(text: str) -> Iterator[Change]:
    """All tashkeel goes."""
    return (Change(*found.span(), "") for found in _VOWELS.finditer(text))


def vowel_marks(text: str) -> Iterator[Change]:
    """Tashkeel goes but for shadda and tanween."""
    for found in _VOWELS.finditer(text):
        kept = "".join(mark for mark in found[0] if mark in _LIGHT)
        if kept != found[0]:
            yield Change(*found.span(), kept)


_TO_LATIN = str.maketrans(ARABIC_DIGITS + PERSIAN_DIGITS + "٫٬", "0123456789" * 2 + ".,")
_TO_ARABIC = str.maketrans("0123456789" + PERSIAN_DIGITS, ARABIC_DIGITS * 2)
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")


def digits_in_latin(text: str) -> Iterator[Change]:
    """Digits become 0-9, and the separators between them ``.`` and ``,``."""
    return _digits(text, _TO_LATIN)


def digits_in_arabic(text: str) -> Iterator[Change]:
    """Digits become ٠-٩."""
    return _digits(text, _TO_ARABIC)


_DIGITS = re.compile(f"[0-9{ARABIC_DIGITS}{PERSIAN_DIGITS}]+(?:[٫٬][0-9{ARABIC_DIGITS}{PERSIAN_DIGITS}]+)*+")


def _digits(text: str, table: dict[int, int]) -> Iterator[Change]:
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        in_latin_word = (start and _LATIN_LETTER.match(text, start - 1)) or _LATIN_LETTER.match(text, end)
        after = found[0].translate(table)
        if after != found[0] and not in_latin_word:
            yield Change(start, end, after)


# Honorifics

_SIGNS = {
    "صلى الله عليه وسلم": "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}",
    "جل جلاله": "\N{ARABIC LIGATURE JALLAJALALOUHOU}",
    "بسم الله الرحمن الرحيم": "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}",
}
_HONORIFIC = re.compile(rf"(?<![^\s(«\"،-])(?:{'|'.join(_SIGNS)})(?![^\s)»\"،؛.:!؟…-])")


def honorific_signs(text: str) -> Iterator[Change]:
    """ﷺ, ﷻ and ﷽ for their words."""
    return (Change(*found.span(), _SIGNS[found[0]]) for found in _HONORIFIC.finditer(text))
