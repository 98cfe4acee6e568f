"""Numbers in digits, and the form of the noun that they count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Literal, NamedTuple

from tweetcraft.arabic.phrases import without_marks
from tweetcraft.arabic.script import ARABIC_DIGITS, LETTERS, PERSIAN_DIGITS, TASHKEEL, TATWEEL
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject
from tweetcraft.reviewing.writing.reading import read

__all__ = ["number_agreement"]

_Form = Literal["plural", "tamyiz", "singular"]

_DIGITS = f"0-9{ARABIC_DIGITS}{PERSIAN_DIGITS}"
_HAS_DIGIT = re.compile(f"[{_DIGITS}]")
_COUNTED = re.compile(
    rf"(?<![\w.,:/٫٬+\-–%٪#$])([{_DIGITS}]{{1,3}}(?:[,٬][{_DIGITS}]{{3}})+|[{_DIGITS}]{{1,7}}) "
    rf"([{LETTERS}][{LETTERS}{TASHKEEL}{TATWEEL}]*+)(?!\w)"
)
_BEFORE = re.compile(r"(\S+)[ \t]+\Z")  # on the same line
_NEXT = re.compile(f'[ \t]*(?:([{LETTERS}][{LETTERS}{TASHKEEL}{TATWEEL}]*)|([{_DIGITS}A-Za-z(«"])|$|\\n|.)')
_LINE_WITH_NUMBER = re.compile(rf"(?:\A|\n)[ \t]*[{_DIGITS}]+[ .)-]")  # several make a list
_NO_WORD = re.compile(r"\W+")
_LATIN = re.compile("[A-Za-z]")
_SEPARATORS = re.compile("[,٬]")
_LONGEST_WORD = 24  # code points that are looked at before a number

# After these a number is a name, not a count: hour 5, number 5, season 3, 5 March, iPhone 7.
_NUMBERED = frozenset(
    """
    ساعة ساعه رقم عدد دور طابق قناة موسم جزء حلقة فصل صفحة مادة فقرة بند سورة آية باب غرفة مجموعة فئة شارع إصدار نسخة
    مستوى مرحلة درجة بوابة صالة قاعة حصة محاضرة جولة خط تاريخ سعر نمرة مباراة كلاس
    رمضان محرم صفر رجب شعبان شوال أحد احد اثنين إثنين ثلاثاء أربعاء اربعاء خميس جمعة سبت
    يناير فبراير مارس أبريل ابريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر
    ايفون آيفون أيفون جالكسي جلاكسي جالاكسي هواوي نوت
    """.split()  # noqa: SIM905 - as one reads them
)
_DATED = frozenset(["يوم", "ليلة", "شهر", "عام", "سنة", "حتى"])  # but today 5 of something may have come
_PREFIX = re.compile("(?:[وفبلك]|لل)?(?:ال)?")
_ALSO_VERBS = frozenset(["كتب", "صور", "خطط", "فرق"])  # on the 12th he wrote
_PARTICLES = frozenset(
    """
    في من على إلى الى عن مع حتى خلال منذ قبل بعد فقط تقريبا أو او ثم حول داخل خارج كل لكل بين عبر لمدة ضمن فأكثر وأكثر
    """.split()  # noqa: SIM905 - as one reads them
)
_MONTHS = frozenset(
    """
    رمضان شعبان شوال رجب محرم صفر ربيع جمادى ذي ذو
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    """.split()  # noqa: SIM905 - as one reads them
)
_LAST_DUAL, _LAST_FEW = 2, 10  # the bounds of the forms after CLDR
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_HIJRI, _LAST_HIJRI = 1350, 1500


class _Noun(NamedTuple):
    singular: str
    plurals: tuple[str, ...]
    accusatives: tuple[str, ...]
    """Without vowel marks."""
    forms: dict[_Form, str]
    """As a message names them."""


@cache
def _nouns() -> dict[str, _Noun]:
    """By each of their forms; what stands uninflected after any number in ordinary usage is left out."""
    data: dict[str, Any] = json.loads(
        resources.files("tweetcraft.reviewing").joinpath("counted_nouns.json").read_text("utf-8")
    )
    nouns: dict[str, _Noun] = {}
    for entry in data["nouns"]:
        if entry.get("lenient"):
            continue
        accusatives = tuple(dict.fromkeys(without_marks(form) for form in entry["tamyiz"]))
        marked = next((form for form in entry["tamyiz"] if form.endswith("ًا")), entry["tamyiz"][0])
        forms: dict[_Form, str] = {"plural": entry["plural"][0], "tamyiz": marked, "singular": entry["singular"]}
        noun = _Noun(entry["singular"], tuple(entry["plural"]), accusatives, forms)
        for form in (noun.singular, *noun.plurals, *accusatives):
            nouns.setdefault(form, noun)
    return nouns


@review_rule(
    "number_agreement",
    "advice",
    title_ar="المعدود لا يوافق العدد: 3 عروض، و11 عرضًا، و100 عرض.",
    source="CLDR, plural rules of Arabic; reviewing/counted_nouns.json",
)
def number_agreement(subject: Subject) -> Iterator[Hit]:
    """A number and a noun that do not agree: it is 3 عروض, 11 عرضًا, 100 عرض."""
    if not _HAS_DIGIT.search(subject.plain):
        return
    reading = read(subject)
    plain = reading.plain
    nouns = _nouns()
    is_list: bool | None = None
    for found in _COUNTED.finditer(plain):
        word = without_marks(found[2])
        noun = nouns.get(word)
        number = int(_SEPARATORS.sub("", found[1]))
        needed = _needed(number)
        if not noun or not needed or not _is_slip(plain, found, word, noun, needed) or _is_year(found[1], number):
            continue
        before = _BEFORE.search(plain, max(0, found.start() - _LONGEST_WORD), found.start())
        if before is None:
            is_list = len(_LINE_WITH_NUMBER.findall(plain)) > 1 if is_list is None else is_list
        if is_list if before is None else _names_number(before[1]):
            continue
        yield Hit(
            reading.source_span(found.span()),
            f"after {found[1]} the noun is «{noun.forms[needed]}»",
            f"تمييز العدد {found[1]} هو «{noun.forms[needed]}»",
        )


def _needed(number: int) -> _Form | None:
    """The form of the noun after a number of three or more."""
    if number <= _LAST_DUAL:  # written as words
        return None
    rest = number % 100
    return "singular" if rest <= _LAST_DUAL else "plural" if rest <= _LAST_FEW else "tamyiz"


def _is_slip(text: str, found: re.Match[str], word: str, noun: _Noun, needed: _Form) -> bool:
    """Whether a noun is in another form than it needs, and no reading makes it right."""
    following = _NEXT.match(text, found.end())
    after = without_marks(following[1] or "") if following else ""
    goes_on = following is not None and following[2] is not None
    if needed == "plural":
        # A definite noun after it, a number or a name begins anew: 5 | يوم الخميس, 27 | شهر رمضان.
        return word not in noun.plurals and not (goes_on or after.startswith("ال") or after in _MONTHS)
    if word in noun.plurals:
        return word not in _ALSO_VERBS
    if needed == "singular":
        return word != noun.singular
    # Before a noun that depends on it the accusative has no tanween: 12 جهاز هاتف.
    is_last = not after and not goes_on
    return word not in noun.accusatives and (is_last or after in _PARTICLES)


def _is_year(digits: str, number: int) -> bool:
    is_of_era = _FIRST_YEAR <= number < _LAST_YEAR or _FIRST_HIJRI <= number < _LAST_HIJRI
    return is_of_era and _SEPARATORS.search(digits) is None


def _names_number(word: str) -> bool:
    """Whether a number after a word is a name: hour 5, season 3, or part of a Latin one."""
    bare = _NO_WORD.sub("", word)
    return (
        _LATIN.search(word) is not None
        or _PREFIX.sub("", bare, count=1) in _NUMBERED
        or bare in _NUMBERED
        or bare in _DATED
        or bare[1:] in _DATED
    )
