"""Numbers in Arabic words: those that digits can stand for, and the words of a number."""

from __future__ import annotations

import pickle
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetcraft.arabic import numbers
from tweetcraft.arabic.numbers import NumberWords, find_number_words, spell_number
from tweetcraft.errors import MissingExtraError, TweetcraftError

import strategies

FOUND = {
    # three to ten, in both genders and the spellings that there are
    "ثلاثة أيام": ("ثلاثة", 3),
    "ثلاث سنوات": ("ثلاث", 3),
    "ثلاثه ايام": ("ثلاثه", 3),
    "اربعه شهور": ("اربعه", 4),
    "أربع مرات": ("أربع", 4),
    "ست سنوات": ("ست", 6),
    "سبع دول": ("سبع", 7),
    "ثمان سنين": ("ثمان", 8),
    "ثماني ساعات": ("ثماني", 8),
    "ثمانى ساعات": ("ثمانى", 8),
    "تسعة أشهر": ("تسعة", 9),
    "عشر دقائق": ("عشر", 10),
    "عشرة رجال": ("عشرة", 10),
    "خمسة من اللاعبين": ("خمسة", 5),
    "خمسة ريال": ("خمسة", 5),
    "خمسة\N{NO-BREAK SPACE}أيامٍ": ("خمسة", 5),
    # eleven to nineteen
    "أحد عشر كوكبا": ("أحد عشر", 11),
    "احد عشر كوكبا": ("احد عشر", 11),
    "إحدى عشرة سنة": ("إحدى عشرة", 11),
    "اثنا عشر شهرا": ("اثنا عشر", 12),
    "إثني عشر شهرا": ("إثني عشر", 12),
    "اثنتا عشرة ساعة": ("اثنتا عشرة", 12),
    "ثلاثة عشر": ("ثلاثة عشر", 13),
    "ثلاث عشرة": ("ثلاث عشرة", 13),
    "ثماني عشرة": ("ثماني عشرة", 18),
    # tens, alone and with units
    "عشرون لاعبا": ("عشرون", 20),
    "عشرين لاعبا": ("عشرين", 20),
    "ثمانين يوما": ("ثمانين", 80),
    "ثلاثين ثانية": ("ثلاثين", 30),
    "ثلاثين يونيو": ("ثلاثين", 30),
    "واحد وعشرون": ("واحد وعشرون", 21),
    "إحدى وعشرين": ("إحدى وعشرين", 21),
    "اثنان وعشرون": ("اثنان وعشرون", 22),
    "خمسة وعشرون": ("خمسة وعشرون", 25),
    "خمس وعشرين": ("خمس وعشرين", 25),
    "خمسة و عشرون": ("خمسة و عشرون", 25),
    "خمسًا وعشرين": ("خمسًا وعشرين", 25),
    "خمساً وعشرين": ("خمساً وعشرين", 25),
    # hundreds
    "مئة كتاب": ("مئة", 100),
    "مائه كتاب": ("مائه", 100),
    "مئتان": ("مئتان", 200),
    "مائتي ريال": ("مائتي", 200),
    "ثلاثمئة": ("ثلاثمئة", 300),
    "ثلاثمائة": ("ثلاثمائة", 300),
    "ثلاث مئة": ("ثلاث مئة", 300),
    "ثمانيمئة": ("ثمانيمئة", 800),
    "مئة وواحد": ("مئة وواحد", 101),
    "مئة وخمسة وعشرون": ("مئة وخمسة وعشرون", 125),
    "أربعمئة وأحد عشر": ("أربعمئة وأحد عشر", 411),
    # thousands
    "خمسة آلاف": ("خمسة آلاف", 5000),
    "خمسة الاف": ("خمسة الاف", 5000),
    "عشرة آلاف": ("عشرة آلاف", 10_000),
    "أحد عشر ألفا": ("أحد عشر ألفا", 11_000),
    "عشرون ألفًا": ("عشرون ألفًا", 20_000),
    "خمسين الف": ("خمسين الف", 50_000),
    "خمسة وعشرون ألفاً": ("خمسة وعشرون ألفاً", 25_000),
    "ثلاثة آلاف وثلاث مئة": ("ثلاثة آلاف وثلاث مئة", 3300),
    "خمسة آلاف وثلاثمئة وعشرون": ("خمسة آلاف وثلاثمئة وعشرون", 5320),
    # what is counted is a number itself
    "خمسة ملايين ريال": ("خمسة", 5),
    "عشرون مليون": ("عشرون", 20),
    "ثلاثمئة ألف": ("ثلاثمئة", 300),
    "مئة وعشرون ألفا": ("مئة وعشرون", 120),
    # clitics stay outside
    "وخمسة لاعبين": ("خمسة", 5),
    "بخمسة ريالات": ("خمسة", 5),
    "لعشرين يوما": ("عشرين", 20),
    "فثلاثمئة": ("ثلاثمئة", 300),
    "«خمسة أيام»": ("خمسة", 5),
}

LEFT = [
    # one, two, and what is no number of its own
    *("واحد", "كتاب واحد", "اثنان", "إحدى الدول", "أحد اللاعبين", "ألف", "ألف كتاب", "آلاف الكتب", "مليون", "صفر"),
    # ordinals, ال, pronouns, longer words, tags
    *("ثالث", "الثالث عشر رجلا", "الخامسة عشرة سنوات", "رابعة العدوية", "العشرين دقيقة", "الخمسة رجال", "ال خمسة رجال"),
    *("خمستهم رجال", "ثلاثتنا", "خمسينات القرن", "#خمسة أيام", "@سبع مرات", "خمسة_أيام", "خمسةَ أيام", "خمـسة أيام"),
    # other words
    *("سبع البحر", "ست البيت", "ست جميلة", "ست من الستات", "لست أشخاصا", "لستة أسماء", "وست بروميتش", "عشرة عمر"),
    *(
        "عشر ذي الحجة",
        "خمس الأرباح",
        "بودكاست ثمانية جديد",
        "أربعين الحسين",
        "ستين",
        "في ستين داهية",
        "تسع القاعة مئات",
    ),
    *("خمسة", "خمسة.", "خمسة\nرجال", "خمسة   رجال", "سبعة أمام"),
    # parts of something that is not understood
    *("خمسة خمسة", "عشرين ثلاثين رجل", "ألف وخمسمئة", "ألفين وخمسة كتب", "خمسة ألف", "خمسة ونصف", "ثلاثة أرباع"),
    *(
        "ثلاث ارباعهم",
        "خمسة عشرة دقائق",
        "سبعة عشرة",
        "أحد عشرة لاعبين",
        "خمسة بخمسة رجال",
        "عشرون وخمسة",
        "مليون وخمسة رجال",
    ),
    *(
        "خمسة ملايين ونصف",
        "خمسة ملايين وثلاثمئة",
        "وعشرون رجلا",
        "تلاتة وعشرين يوم",
        "تلاتة و عشرين يوم",
        "1000 وخمسة كتب",
    ),
    *("مِئة وخمسة كتب", "مئة ألف وخمسمئة"),
]


def one(text: str) -> tuple[str, int] | None:
    """The words and the value of the only number in a text."""
    found = [(text[number.start : number.end], number.value) for number in find_number_words(text)]
    assert len(found) <= 1, found
    return found[0] if found else None


class TestFindNumberWords:
    """Words that digits can stand for."""

    @pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=FOUND)
    def test_found(self, text: str, expected: tuple[str, int]) -> None:
        """The words, and nothing beside them, whatever text stands around."""
        assert one(text) == expected
        assert one(f"قال: {text}") == expected
        assert one(f"{text}\n") == expected

    @pytest.mark.parametrize("text", LEFT)
    def test_left(self, text: str) -> None:
        """Words that are no number, or may be none, stay words."""
        assert one(text) is None
        assert one(f"قال: {text}") is None

    def test_several(self) -> None:
        """All of a text, in order."""
        text = "من ثلاثة إلى خمسة أيام، وخمسة وعشرون كتابا"
        assert [*find_number_words(text)] == [NumberWords(3, 8, 3), NumberWords(13, 17, 5), NumberWords(25, 36, 25)]

    @given(text=strategies.posts | st.lists(st.sampled_from([*FOUND, *LEFT, " ", "و", "ً", "ا"])).map("".join))
    def test_any(self, text: str) -> None:
        """In any text the spans are in order, hold words, and are worth three or more."""
        end = 0
        for number in find_number_words(text):
            assert end <= number.start < number.end
            assert number.value >= 3
            end = number.end

    def test_type(self) -> None:
        """Something else than text is refused at once."""
        with pytest.raises(TypeError, match="text must be str"):
            find_number_words(b"")  # type: ignore[arg-type]


# Nominative for a masculine noun, genitive for a feminine one.
SPELLED = {
    0: ("صفر", "صفر"),
    1: ("واحد", "واحدة"),
    2: ("اثنان", "اثنتين"),
    3: ("ثلاثة", "ثلاث"),
    8: ("ثمانية", "ثماني"),
    10: ("عشرة", "عشر"),
    11: ("أحد عشر", "إحدى عشرة"),
    12: ("اثنا عشر", "اثنتي عشرة"),
    13: ("ثلاثة عشر", "ثلاث عشرة"),
    18: ("ثمانية عشر", "ثماني عشرة"),
    20: ("عشرون", "عشرين"),
    21: ("واحد وعشرون", "إحدى وعشرين"),
    22: ("اثنان وعشرون", "اثنتين وعشرين"),
    28: ("ثمانية وعشرون", "ثمان وعشرين"),
    99: ("تسعة وتسعون", "تسع وتسعين"),
    100: ("مئة", "مئة"),
    101: ("مئة وواحد", "مئة وواحدة"),
    112: ("مئة واثنا عشر", "مئة واثنتي عشرة"),
    120: ("مئة وعشرون", "مئة وعشرين"),
    200: ("مئتان", "مئتين"),
    800: ("ثمانمئة", "ثمانمئة"),
    1000: ("ألف", "ألف"),
    1001: ("ألف وواحد", "ألف وواحدة"),
    2000: ("ألفان", "ألفين"),
    2025: ("ألفان وخمسة وعشرون", "ألفين وخمس وعشرين"),
    3000: ("ثلاثة آلاف", "ثلاثة آلاف"),
    11_000: ("أحد عشر ألفًا", "أحد عشر ألفًا"),
    100_000: ("مئة ألف", "مئة ألف"),
    101_000: ("مئة ألف وألف", "مئة ألف وألف"),
    102_000: ("مئة ألف وألفان", "مئة ألف وألفين"),
    103_000: ("مئة وثلاثة آلاف", "مئة وثلاثة آلاف"),
    111_000: ("مئة وأحد عشر ألفًا", "مئة وأحد عشر ألفًا"),
    200_000: ("مئتا ألف", "مئتي ألف"),
    1_000_000: ("مليون", "مليون"),
    2_000_003: ("مليونان وثلاثة", "مليونين وثلاث"),
    3_000_000: ("ثلاثة ملايين", "ثلاثة ملايين"),
    10**9: ("مليار", "مليار"),
    12 * 10**9: ("اثنا عشر مليارًا", "اثني عشر مليارًا"),
}


class TestSpellNumber:
    """The words of a number."""

    @pytest.fixture(autouse=True)
    def _pyarabic(self) -> None:
        pytest.importorskip("pyarabic.number", reason="pyarabic, which spells numbers, is an extra")

    @pytest.mark.parametrize(("number", "words"), SPELLED.items(), ids=map(str, SPELLED))
    def test_words(self, number: int, words: tuple[str, str]) -> None:
        """With a masculine noun in the nominative, and with a feminine one in the genitive."""
        assert spell_number(number) == words[0]
        assert spell_number(number, feminine=True, accusative_or_genitive=True) == words[1]

    @pytest.mark.parametrize("feminine", [False, True])
    @pytest.mark.parametrize("oblique", [False, True])
    def test_round_trip(self, *, feminine: bool, oblique: bool) -> None:
        """What is spelled is found, and is worth the same."""
        for number in (*range(3, 1000), *range(3000, 100_000, 37)):
            words = spell_number(number, feminine=feminine, accusative_or_genitive=oblique)
            assert one(f"{words} أيام") == (words, number)

    def test_different(self) -> None:
        """No two numbers are spelled alike."""
        some = {*range(3000), *range(0, 400_000, 997), *(10**power for power in range(12))}
        assert len({spell_number(number) for number in some}) == len(some)

    def test_largest(self) -> None:
        """The largest has words of every scale."""
        words = spell_number(10**12 - 1)
        assert [words.count(noun) for noun in ("مليارًا", "مليونًا", "ألفًا", "تسعمئة وتسعة وتسعون")] == [1, 1, 1, 4]


class TestRefused:
    """What is refused, with pyarabic and without."""

    @pytest.mark.parametrize("number", [True, 2.0, "2", None])
    def test_type(self, number: int) -> None:
        """A number that is no `int` is a `TypeError`."""
        with pytest.raises(TypeError, match=f"number must be an int, not {type(number).__name__}"):
            spell_number(number)

    @pytest.mark.parametrize("number", [-1, 10**12])
    def test_range(self, number: int) -> None:
        """One out of range is told the range."""
        with pytest.raises(TweetcraftError, match="from 0 to 999,999,999,999, not"):
            spell_number(number)

    def test_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without pyarabic, the message says how to get it."""
        monkeypatch.setitem(sys.modules, "pyarabic.number", None)
        numbers._pyarabic.cache_clear()
        with pytest.raises(MissingExtraError, match=r'pip install "tweetcraft\[pyarabic\]"') as raised:
            spell_number(3)
        assert isinstance(raised.value, ImportError)
        assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
