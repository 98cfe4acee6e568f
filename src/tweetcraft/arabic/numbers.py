"""Arabic number words: those that digits can stand for, and the words of a number.

To find them, a pattern takes runs of words that have to do with numbers, as long as they are; each word becomes a
sign, and a small grammar of signs says what a run is worth.  A run that the grammar does not know is left whole: half
a number in digits is worse than none.  Words with vowel marks are left too: who marks them wants them read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any, NamedTuple

from tweetcraft._text import require_text
from tweetcraft.arabic.script import TASHKEEL, TATWEEL
from tweetcraft.errors import MissingExtraError, TweetcraftError

__all__ = ["NumberWords", "find_number_words", "spell_number"]


class NumberWords(NamedTuple):
    """A number written in words, and where it stands."""

    start: int
    end: int
    value: int


def find_number_words(text: str) -> Iterator[NumberWords]:
    """Number words that can be written in digits without changing the meaning.

    Three to ten are taken before a word that looks like a plural, before من or إلى and the like, and before a unit of
    money or measure: alone they are also a lady (ست), a lion (سبع), a fifth (خمس), a company (ثمانية).  A single ten is
    taken before a word without ال, a single hundred unless there is one, and two words or more wherever they stand.
    One and two, ordinals, words with ال, ألف by itself, fractions, and all that is joined to one of these, are left.

    Arguments:
        text: the draft.  Words in a URL or a tag are for the caller to leave out.

    Returns:
        The numbers in the order of the text, not overlapping; offsets are half-open, in code points.  A و, ف, ب or ل
        that is written on to the first word stays outside, and so does what is counted, of which مليون and مليار are
        part, and ألف after a hundred or more.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> from tweetcraft.arabic.numbers import find_number_words
    >>> text = "حضر خمسة وعشرون لاعبا وثلاثة مدربين من ثلاثمئة ألف مشجع"
    >>> [(text[n.start : n.end], n.value) for n in find_number_words(text)]
    [('خمسة وعشرون', 25), ('ثلاثة', 3), ('ثلاثمئة', 300)]

    Source: our own choice of what is sure enough, made with 1,500 news articles and 50,902 tweets.
    """
    return _found(require_text(text))


def spell_number(number: int, *, feminine: bool = False, accusative_or_genitive: bool = False) -> str:
    """A whole number in Arabic words.

    Arguments:
        number: 0 to 999,999,999,999.
        feminine: whether what is counted is feminine: خمس سنوات, but خمسة أيام.
        accusative_or_genitive: عشرين, مئتين, ألفين rather than عشرون, مئتان, ألفان.

    Returns:
        The words, without vowel marks but the tanween of ألفًا, مليونًا and مليارًا.  A dual keeps the ن that it drops
        right before a noun: مئتان, not مئتا.

    Raises:
        MissingExtraError: pyarabic is not installed: ``pip install "tweetcraft[pyarabic]"``.
        TweetcraftError: ``number`` is out of range.
        TypeError: ``number`` is no ``int``; ``True`` is none either.

    >>> from tweetcraft.arabic.numbers import spell_number
    >>> spell_number(25)  # doctest: +SKIP
    'خمسة وعشرون'
    >>> spell_number(2025, feminine=True, accusative_or_genitive=True)  # doctest: +SKIP
    'ألفين وخمس وعشرين'
    >>> spell_number(-1)
    Traceback (most recent call last):
        ...
    tweetcraft.errors.TweetcraftError: number must be from 0 to 999,999,999,999, not -1

    Source: the words below a thousand are those of pyarabic 0.6.15, ``ArNumbers``, put right where it errs.
    """
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"number must be an int, not {type(number).__name__}")
    if not 0 <= number < _TOO_MANY:
        # From pyarabic, a negative number is صفر, and one with thirteen digits a KeyError.
        raise TweetcraftError(f"number must be from 0 to {_TOO_MANY - 1:,}, not {number:,}")
    speller = _Speller(feminine=feminine, oblique=accusative_or_genitive)
    return speller.spell(number)


# Words and their signs

_UNITS = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع")
_TENS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDREDS = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")


def _words() -> Iterator[tuple[str, str, int]]:
    """Each word with its sign and what it adds.

    ::

        m f a  خمسة، خمس، خمسًا        t s  عشرة، عشر           T    عشرون
        1 i o  أحد، إحدى، واحد واثنان  D E  اثنا، اثنتا          H C  مئة، خمسمئة
        K A    ألف، آلاف               N    مليون and the like   x    what no number here is made of
    """
    for value, unit in enumerate(_UNITS, 3):
        yield from ((f"{unit}ة", "m", value), (unit, "f", value), (f"{unit}ا", "a", value))
    yield from (("ثمان", "f", 8), ("عشرة", "t", 10), ("عشر", "s", 10))
    yield from (("أحد", "1", 1), ("إحدى", "i", 1), ("واحد", "o", 1), ("واحدة", "o", 1), ("واحدا", "o", 1))
    yield from ((two, "o", 2) for two in ("اثنان", "اثنين", "اثنتان", "اثنتين"))
    yield from (("اثنا", "D", 2), ("اثني", "D", 2), ("اثنتا", "E", 2), ("اثنتي", "E", 2))
    for value, ten in enumerate(_TENS, 2):
        yield from ((f"{ten}{case}", "T", 10 * value) for case in ("ون", "ين"))
    for hundred in ("مئة", "مائة"):
        yield hundred, "H", 100
        yield from ((f"{hundred[:-1]}{dual}", "C", 200) for dual in ("تان", "تين", "تا", "تي"))
        yield from ((f"{unit}{hundred}", "C", 100 * value) for value, unit in enumerate(_HUNDREDS, 3))
        yield f"ثماني{hundred}", "C", 800
    yield from (("ألف", "K", 1000), ("ألفا", "K", 1000), ("آلاف", "A", 1000))
    yield from ((noun, "N", 0) for noun in ("مليون", "مليونا", "ملايين", "مليار", "مليارا", "مليارات", "ملايير"))
    yield from ((noun, "N", 0) for noun in ("بليون", "بلايين", "تريليون", "تريليونا", "تريليونات"))
    yield from ((word, "x", 0) for word in _NO_NUMBERS.split())


_NO_NUMBERS = """
ألفان ألفين ألفي مليونان مليونين ملياران مليارين عشرات مئات صفر مية ميتين ميتان
نصف ثلث ثلثا ثلثي ثلثان ثلثين ربع أرباع أثلاث أخماس أسداس أسباع أثمان أتساع أعشار
الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة
الثامن الثامنة التاسع التاسعة
"""  # with an ordinal before it, عشر is part of that

_SPELLINGS = {"ا": "[اأإآ]", "ة": "[ةه]", "ي": "[يى]"}
_TANWEEN = "(?:ا\N{ARABIC FATHATAN}?|\N{ARABIC FATHATAN}ا)"
_FOLDED = str.maketrans("أإآى", "اااي")


def _fold(word: str) -> str:
    """A word without what its writers are free about: hamza, the dots of ى and ة, and a tanween at its end."""
    folded = word.translate(_FOLDED).replace("\N{ARABIC FATHATAN}", "")
    return f"{folded[:-1]}ة" if folded.endswith("ه") else folded


def _spelled(folded: str) -> str:
    """The pattern of all that folds to this."""
    last = _TANWEEN if folded.endswith("ا") else _SPELLINGS.get(folded[-1], folded[-1])
    pattern = "".join(_SPELLINGS.get(letter, letter) for letter in folded[:-1]) + last
    return pattern.replace(f"و{_SPELLINGS['ا']}حد", "واحد")  # with a hamza it is و and أحد


@cache
def _table() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for word, sign, value in _words():
        table.setdefault(_fold(word), (sign, value))
    return table


# Runs of words

_WORD = f"\\w{TASHKEEL}"
_GAP = "[ \N{NO-BREAK SPACE}]{1,2}"


class _Patterns(NamedTuple):
    run: re.Pattern[str]
    word: re.Pattern[str]
    """One word of a run: what joins it, a leading ال, and the word itself."""
    before: re.Pattern[str]
    """What a و at the start of a run is joined to: a word, perhaps with marks, or digits."""
    after: re.Pattern[str]
    """The next word."""


@cache
def _patterns() -> _Patterns:
    spelled = {_spelled(word) for word in _table()}
    # Words that begin alike stand together, so that the engine tries a branch a letter and not a branch a word.
    branches = (
        f"{first}(?:{'|'.join(sorted((word.removeprefix(first) for word in words), reverse=True))})"
        for first, words in groupby(sorted(spelled, key=_first), _first)
    )
    # The lazy clitic comes second: واحد is no و and أحد.
    word = f"([وفبل]??)(ال|لل)??({'|'.join(branches)})(?![{_WORD}])"
    return _Patterns(
        run=re.compile(f"(?<![{_WORD}#@]){word}(?:{_GAP}(?:و{_GAP})?{word})*+"),
        word=re.compile(f"(و{_GAP})?{word}"),
        before=re.compile(f"(?<![{_WORD}])([{_WORD}]+){_GAP}(و{_GAP})?\\Z"),
        after=re.compile(f"{_GAP}([{_WORD}]{{1,24}}+)"),
    )


def _first(spelled: str) -> str:
    """The first letter of a word in a pattern, or the class that stands for it."""
    return spelled[: spelled.index("]") + 1] if spelled.startswith("[") else spelled[0]


def _found(text: str) -> Iterator[NumberWords]:
    for run in _patterns().run.finditer(text):
        number = _number(text, run)
        if number:
            yield number


class _Token(NamedTuple):
    start: int
    end: int
    signs: str
    value: int


def _tokens(run: re.Match[str]) -> Iterator[_Token]:
    """The words of a run.  What is joined with و has a + before its sign, and what has another clitic or ال is an x."""
    for word in _patterns().word.finditer(run.string, run.start(), run.end()):
        apart, clitic, article, number = word.groups()
        sign, value = _table()[_fold(number)]
        first = word.start() == run.start()
        joint = "" if first else "+" if clitic == "و" or (apart and not clitic) else clitic
        yield _Token(word.start(4), word.end(), "x" if article or joint not in ("", "+") else joint + sign, value)


# The grammar of signs

_FROM_ELEVEN = r"(?:ms|ft|1s|it|Ds|Et|[mfa1io]\+T|T)"
_BELOW_100 = f"(?:{_FROM_ELEVEN}|[mfts])"
_BELOW_1000 = rf"(?:(?:f?H|C)(?:\+(?:{_BELOW_100}|o))?|{_BELOW_100})"
_THOUSANDS = rf"(?:[mfts]A|{_FROM_ELEVEN}K)(?:\+(?:{_BELOW_1000}|o))?"
_NUMBER = re.compile(f"(?:{_THOUSANDS}|{_BELOW_1000})")
_NUMBER_AND_MILLIONS = re.compile(f"(?:{_NUMBER.pattern})N")
_HUNDREDS_AND_THOUSANDS = re.compile(rf"(?:f?H|C)(?:\+(?:{_BELOW_100}|o))?[KA]")


def _number(text: str, run: re.Match[str]) -> NumberWords | None:
    """The number that a run is, where it is one and nothing else."""
    tokens = list(_tokens(run))
    signs = "".join(token.signs for token in tokens)
    if _joined_to_more(text, run, signs):
        return None
    if _NUMBER_AND_MILLIONS.fullmatch(signs) or _HUNDREDS_AND_THOUSANDS.fullmatch(signs):
        tokens.pop()  # what is counted, as good a noun as any: 5 ملايين, 300 ألف
    elif not _NUMBER.fullmatch(signs) or not _is_no_other_word(text, tokens):
        return None
    return NumberWords(tokens[0].start, tokens[-1].end, _value(tokens))


def _value(tokens: list[_Token]) -> int:
    total = part = 0
    for token in tokens:
        if token.signs in {"K", "A"}:
            total += part * token.value
            part = 0
        elif token.signs == "H" and part:  # ثلاث مئة
            part *= token.value
        else:
            part += token.value
    return total + part


# What stands around a number

_AMBIGUOUS = frozenset(("لست", "لسته", "لستة", "وست", "بتسع", "لتسع", "فتسع"))
"""With its clitic also another word: I am not, a list, West, it holds."""

_MARKS = re.compile(f"[{TASHKEEL}{TATWEEL}]")


def _joined_to_more(text: str, run: re.Match[str], signs: str) -> bool:
    """Whether the first word is another with its clitic, or goes with what is before: ال, or a number not in words."""
    if run[0].split()[0] in _AMBIGUOUS:
        return True
    before = _patterns().before.search(text, max(0, run.start() - _LOOK_BACK), run.start())
    if run[1] != "و" and not (before and before[2]):
        return before is not None and before[1] == "ال"
    # وعشرون alone is hardly ever a number of its own; what comes before may be in dialect.
    return signs.startswith("T") or (before is not None and _is_number(before[1]))


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) or bool(_patterns().word.fullmatch(_MARKS.sub("", word)))


def _is_no_other_word(text: str, tokens: list[_Token]) -> bool:
    """Whether a single word is sure to be a number by what follows; two or more are sure by themselves."""
    if len(tokens) > 1:
        return True
    after = _patterns().after.match(text, tokens[0].end)
    following = _MARKS.sub("", after[1]) if after else ""
    if tokens[0].signs in {"H", "C"}:
        return not _is_definite(following)
    if tokens[0].signs == "T":
        return following not in _NEVER_COUNTED and not _is_definite(following)
    if text[tokens[0].start : tokens[0].end] in {"ست", "سته"} and following in _NO_PLURALS.split():
        return False  # of a lady too
    return bool(_COUNTED.fullmatch(following)) and following not in _HARDLY_COUNTED


def _is_definite(word: str) -> bool:
    return word.startswith("ال") and word != "الى"


_LOOK_BACK = 24  # code points; longer words are no numbers
_NEVER_COUNTED = frozenset(("", "داهية", "داهيه"))

_PLURALS = """
أشهر اشهر أسهم اسهم أحرف احرف أسطر اسطر أوجه أعين أذرع أرجل أضلع أنفس أسر
دول كتب طرق فرق مدن صور غرف نسخ قطع خطط علب جمل فرص قرى قمم ورش جثث سفن تهم حصص نقط عقد شقق
قتلى جرحى مرضى أسرى ليالي ليال ثواني ثوان سنين طلبة إخوة اخوة فتية نسوة صبية
"""
_NO_PLURALS = """
من منهم منها منهن إلى الى أو او فقط آخرون آخرين أخرى مساء صباحا بالمئة بالمائة
ريال دولار دينار درهم جنيه ليرة يورو كيلو متر كيلومتر كم جيجا ميجا
"""
"""What stands after a number all the same."""
_HARDLY_COUNTED = frozenset(
    ("أمام", "امام", "أثناء", "اثناء", "أضاف", "أشار", "أعاد", "أقام", "أثار", "أراد", "أحيانا")
)

_COUNTED = re.compile(
    "|".join((
        r"(?!ال|[أا](?:رباع|خماس|سداس|سباع|عشار))(?:[^و]\w+(?:ات|ون|ين)",
        r"[^و]\w[او]\w{1,4}",  # شهور، رجال، مراكز، دقائق، مشاريع
        r"[أاآ]\w{1,2}ا\w{1,4}",  # أيام، أشخاص، أسابيع
        r"[أا]\w{3}[ةه]",  # أجهزة، أسئلة
        r"\w{3,}اء)",  # أصدقاء، علماء
        *f"{_PLURALS}{_NO_PLURALS}".split(),
    ))
)  # fmt: skip
"""The shapes of words that three to ten of something are called; which nouns there are only a dictionary knows."""


# Spelling

_TOO_MANY = 10**12


class _Scale(NamedTuple):
    """A thousand and its powers, as counted nouns: all of them masculine."""

    singular: str
    dual: str
    oblique_dual: str
    plural: str
    accusative: str


_SCALES = (
    _Scale("مليار", "ملياران", "مليارين", "مليارات", "مليارًا"),
    _Scale("مليون", "مليونان", "مليونين", "ملايين", "مليونًا"),
    _Scale("ألف", "ألفان", "ألفين", "آلاف", "ألفًا"),
)


class _Speller:
    """Spells numbers with pyarabic's words below a thousand, and puts them together by itself.

    Wrong in pyarabic 0.6.15, and mended here:

    - its genders are not the noun's: with one and two it means the word, with three to ten the noun, the wrong way
      round, so no setting is right for واحد and for ثلاثة; each block is asked for with the one that its end needs;
    - a thousand is counted as if it were feminine: ثلاث آلاف;
    - after 11 to 99 the noun lacks its tanween (خمسة عشر ألف), and after 103 it is no plural (مئة و ثلاث ألف);
    - 102,000 is مئة و إثنان ألف, not مئة ألف وألفان;
    - 200,000 keeps its ن: مئتان ألف, not مئتا ألف;
    - with a feminine noun, 21 is واحدة و عشرون, not إحدى وعشرون, and 28 is ثماني و عشرون, not ثمان وعشرون;
    - إثنان has a hamza, and و stands apart from its word.
    """

    def __init__(self, *, feminine: bool, oblique: bool) -> None:
        self._numbers = _pyarabic().ArNumbers
        self._feminine = feminine
        self._oblique = oblique

    def spell(self, number: int) -> str:
        parts: list[str] = []
        for power, scale in zip((3, 2, 1), _SCALES, strict=True):
            parts += self._counted(number // 1000**power % 1000, scale)
        if number % 1000 or not number:
            parts.append(self._block(number % 1000, feminine=self._feminine))
        return " و".join(parts)

    def _counted(self, count: int, scale: _Scale) -> Iterator[str]:
        """So many thousands: one phrase, or two where it is one or two beyond the hundreds."""
        hundreds, rest = divmod(count, 100)
        if rest > 2:
            yield f"{self._block(count)} {scale.plural if rest <= 10 else scale.accusative}"
            return
        if hundreds:
            words = self._block(100 * hundreds)
            yield f"{words[:-1] if hundreds == 2 else words} {scale.singular}"
        if rest:
            yield scale.singular if rest == 1 else scale.oblique_dual if self._oblique else scale.dual

    def _block(self, number: int, *, feminine: bool = False) -> str:
        agrees = number % 100 in {11, 12} or (number % 10 in {1, 2} and number % 100 not in range(3, 20))
        numbers = self._numbers()
        numbers.set_feminine(2 if feminine == agrees else 1)
        numbers.set_format(2 if self._oblique else 1)
        words: str = numbers.int2str(str(number))
        return (
            words.replace(" و ", " و").replace("إثن", "اثن").replace("ثماني و", "ثمان و").replace("واحدة و", "إحدى و")
        )


@cache
def _pyarabic() -> Any:
    # Imported by name: it has no types, and it is an extra for its licence, the GPL.
    try:
        return import_module("pyarabic.number")
    except ImportError as error:
        raise MissingExtraError('to spell numbers takes pyarabic: pip install "tweetcraft[pyarabic]"') from error
