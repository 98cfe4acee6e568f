"""Which words belong together: pairs that an editor would judge alike, and the lists that decide."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweetcraft.arabic import particles
from tweetcraft.arabic.phrases import Joint, joint, opening, simplified

import strategies

PAIRS: dict[Joint, tuple[str, ...]] = {
    "participle": (
        *("الخبر مؤكدا", "اليوم مشيرا", "الوزير موضحا", "المتحدث مضيفا", "الناطقة لافتة", "الشركة معلنة"),
        *("المنظمة داعية", "الجلسة مشددا", "الخطاب محذرا", "البيان مطالبا", "الصحفيين قائلا", "الحوار نافيا"),
        *("العمال مطالبين", "التقرير كاشفا", "غدا متوقعا", "2030 مؤكدا"),
    ),
    "clause": (
        *("الاجتماع ثم", "الطريق لكن", "المدينة حيث", "البيت لأن", "الفريق بينما", "القرار مما", "السوق كما"),
        *("الضيف عندما", "المؤتمر إذ", "المقر لكنه", "الاتفاق وقال", "المشروع وأضاف"),
        *("المبنى وقد", "المباراة وكان", "الوزير وأكد", "البيان وأعلنت", "التقرير وأوضح", "الصحف ولم", "القاعة وهناك"),
        *("الحفل وسيحضر", "العمل ويستمر", "البنك ويتوقع", "2030 وقال", "read and", "works because"),
    ),
    "and": (
        *("كتاب وقلم", "الأمس وغدا", "المال وخبرة", "البيت وحديقة", "الطلاب ومعلموهم", "نهارا وليلا", "شعر ونثر"),
        *("العرب وغيرهم", "الأب وابنه", "الناس وأحلامهم", "القاهرة ودمشق", "صيفا وشتاء", "عمان ومسقط", "كبار وصغار"),
        *("دعم وتشجيع", "زملائي ووزيرنا", "العمل ووقتك"),
    ),
    "phrase": (
        *("يعمل في", "يذهب إلى", "وصل من", "تحدث عن", "جلس على", "سافر منذ", "تأجل حتى", "الحفل خلال", "عاد بعد"),
        *("وصل قبل", "التقى عند", "وقف بين", "نجح رغم", "توقف بسبب", "شارك ضمن", "5 في", "العام بهدف", "أكبر من"),
    ),
    "list": (
        *("التجارة والاستثمار", "الصناعة والزراعة", "العلوم والتقنية", "الرجال والنساء", "الأمن والسلام", "مصر وسوريا"),
        *("الصحة والتعليم", "الليل والنهار", "الثقافة والفنون", "السياحة والآثار", "الشعر والنثر", "الخبز والملح"),
        *("روسيا واليونان", "الاقتصاد وسياسة", "iPhone والآيباد", "أسبوع ويوم", "بيت وسيارة", "الصدق أو", "الشاي أم"),
        *("أحمد ويوسف", "خالد ويحيى", "المنتج وسعره", "الشركة وسياستها", "الأسبوع ويومين", "فرنسا وسويسرا", "30 أو"),
    ),
    "words": (
        *("يكتب قصة", "طفل يبكي", "زار مصنع", "كتب مقال", "يقرأ كتاب", "نجح فريقنا", "تعلم لغة", "رسم لوحة"),
        *("سعيد جدا", "وصل متأخر", "وصل وفد", "لقاء وزير", "شراء وحدات", "زار وزارة", "أكد أنه", "يريد أن"),
        *("الرجل الذي", "يلعب أخي", "المدينة التي", "تطبيق WhatsApp", "شهر رمضان"),
        *("اجتماع وزاري", "فيلم وثائقي", "زار والدي", "العاصمة واشنطن", "تطبيق واتساب", "موقع ويكيبيديا"),
        *("نظام ويندوز", "رسائل وسائط", "محمد وسيم", "أمر غير", "أعمال بناء", "افتتح اليوم"),
    ),
    "noun": (
        *("وزارة التجارة", "رئيس الوزراء", "مدينة الرياض", "الخط العربي", "القهوة العربية", "وزير الصحة"),
        *("طلاب الجامعة", "المملكة العربية", "سوق العمل", "القرن العشرين", "السبت المقبل", "شركة كبيرة", "قصيدة طويلة"),
        *("خطوة مهمة", "نجاحا كبيرا", "اتفاقا جديدا", "ضربة واحدة", "مدينة واسعة", "مجلس الوزراء"),
        *("ارتفاعا واضحا", "إقبالا واسعا", "هدفا وحيدا", "لجنة وزارية", "شركة وهمية", "كتابا مفيدا", "شركة خاصة"),
    ),
    "leads_on": (
        *("في البيت", "من المدرسة", "إلى المطار", "على الطاولة", "عن الحرب", "خلال العام", "بدون سكر", "وفي الختام"),
        *("هذا الكتاب", "هذه المدينة", "فهذا رأي", "أن يذهب", "لم يأت", "ولم يحضر", "لن نعود", "سوف نرى", "قد وصل"),
        *("ليس هنا", "الذي كتب", "كل الناس", "بعض الطلاب", "غير ممكن", "جميع الفرق", "وكل الناس", "عدم التدخين"),
        *("يا صديقي", "أيها القارئ", "بكل سرور", "لأي سبب", "لعدم وجود", "بغير حق", "لهذا السبب", "أكثر الناس"),
        *("إلى والديه", "في واشنطن", "على WhatsApp", "في 2030", "ولهذا السبب", "وبكل سرور", "ولعدم وجود"),
    ),
    "number": (
        *("30 ألف", "خمسة آلاف", "ثلاثة أيام", "5 ملايين", "مليون دولار", "مئة كتاب", "20 ريالا", "100 دولار"),
        *("عشرون طالبا", "عشر دقائق", "أحد عشر", "خمسة عشر", "ثلاث سنوات", "كم يوما", "بضع ساعات", "١٥ يناير"),
        *("يناير 2024", "عام 2030", "سنة 1990", "الساعة 7", "المادة 12", "صفحة 45", "رقم 9", "السبت 5", "نحو 30"),
        *("بنسبة 20%", "50 ٪", "5 بالمئة", "كوفيد 19", "خمسة وعشرون", "مئة وخمسون"),
    ),
    "name": (
        *("عبد الله", "أبو بكر", "أم كلثوم", "ابن سينا", "بن سلمان", "محمد بن", "فاطمة بنت", "آل سعود", "عبدالله آل"),
        *("الدكتور أحمد", "والدكتور سامي", "الشيخ زايد", "الأمير فيصل", "السيدة خديجة", "الملك عبدالعزيز", "د. سامي"),
        *("م. خالد", "أ. هدى", "نور الدين", "سيف الإسلام", "صلاح الدين", "بيت لحم", "رأس الخيمة", "ذو القعدة"),
        *("ربيع الأول", "جمادى الآخرة", "كانون الثاني", "تشرين الأول", "New York", "Apple Music", "Google Maps"),
        *("iPhone 15", "Windows 11"),
    ),
}  # fmt: skip

SHOULD_BE: dict[str, tuple[str, Joint]] = {
    # What the code says otherwise, by why it does.
    "شكر والديه": ("the و of والديه is its own", "words"),
    "الأمير وليد": ("a title has no name that begins with و after it", "name"),
}

OPENINGS: dict[str, tuple[str, ...]] = {
    "clause": (
        *("ثم", "لكن", "حيث", "مؤكدا", "مشيرا", "لأن", "وقال", "وأكد", "وفي", "وسيحضر", "ويستمر", "وهناك", "إذا"),
        *("لذلك", "فإنه", "فقد", "ولم", "وهو", "فقال", "فهو", "فلم", "وسمعت", "وسيرى"),
    ),
    "and": (
        *("وقلم", "والنساء", "وغيرهم", "ودمشق", "ويوم", "وسوريا", "ويوسف", "وسعره"),
        *("وWord",),
    ),
    "phrase": ("في", "إلى", "خلال", "بعد", "منذ", "بسبب", "عن", "مع", "ضمن", "رغم", "فضلا", "في:", "والذي"),
    "bare": (
        *("الكتاب", "جديدة", "يكتب", "كتبت", "وزير", "وزارة", "وقف", "واشنطن", "الذي", "التي", "الذين", "أن", "أنه"),
        *("فلسطين", "فريق", "فورا", "فالكتاب", "بأن", "وأنه", "أو", "أم", "2030", "and", "Word", "", "«»", "..."),
    ),
}  # fmt: skip

SHOULD_OPEN: dict[str, tuple[str, str]] = {
    # Likewise.
    "فذهب": ("of words with ف only those are known that begin a clause with و too", "clause"),
}

BOTH: dict[str, Joint] = {
    # Words of two meanings, by which wins.
    "وهم": "clause",
    "والي": "clause",
    "ورد": "clause",
    "وردت": "clause",
    "وسجل": "clause",
    "لاسيما": "clause",
    "وسائل": "words",
}

words = st.sampled_from([*{word for pairs in (*PAIRS.values(), SHOULD_BE) for pair in pairs for word in pair.split()}])
"""Words of the pairs, which are combined into others."""
marks = st.text(alphabet="\"'“”„«»‹›()[]{}﴾﴿،؛,;:.!?؟…-–—", max_size=3)
unseen = st.text(alphabet="\u0640\u064b\u064e\u0651\u0670\u200c\u200f\u061c\u00ad\ufeff", max_size=2)


def between(pair: str) -> Joint:
    """The joint of two words that stand in one string."""
    return joint(*map(simplified, pair.split(" ")))


def source_lists() -> dict[str, list[str]]:
    """The lists as they are written, with what stands there twice."""
    assignments = [node for node in ast.parse(inspect.getsource(particles)).body if isinstance(node, ast.Assign)]
    return {
        node.targets[0].id: ast.literal_eval(node.value.args[0]).split()
        for node in assignments
        if isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name)
    }


class TestJoint:
    """How two words hang together."""

    @pytest.mark.parametrize(
        ("pair", "expected"),
        [
            pytest.param(pair, kind, id=f"{kind}-{i}")
            for kind, pairs in PAIRS.items()
            for i, pair in enumerate(pairs, 1)
        ],
    )
    def test_pairs(self, pair: str, expected: Joint) -> None:
        """Two words that an editor would judge alike."""
        assert between(pair) == expected

    def test_every_joint(self) -> None:
        """Every joint has a dozen pairs or more, and none stands twice."""
        assert {*PAIRS} == {*get_args(Joint)}
        assert min(map(len, PAIRS.values())) >= 12
        assert [
            pair for pair, times in Counter(pair for pairs in PAIRS.values() for pair in pairs).items() if times > 1
        ] == []

    @pytest.mark.parametrize(
        ("pair", "expected"),
        [
            pytest.param(pair, expected, id=f"{expected}-{i}", marks=pytest.mark.xfail(reason=f"{pair}: {reason}"))
            for i, (pair, (reason, expected)) in enumerate(SHOULD_BE.items(), 1)
        ],
    )
    def test_known_failures(self, pair: str, expected: Joint) -> None:
        """Two words that an editor would judge otherwise."""
        assert between(pair) == expected

    @given(left=words, right=words, around=st.tuples(marks, marks, marks, marks))
    def test_marks(self, left: str, right: str, around: tuple[str, str, str, str]) -> None:
        """Marks around the words are left out of account."""
        left, right = simplified(left), simplified(right)
        assert joint(around[0] + left + around[1], around[2] + right + around[3]) == joint(left, right)

    @given(left=words, right=words, data=st.data())
    def test_unseen(self, left: str, right: str, data: st.DataObject) -> None:
        """So are tashkeel, tatweel, and what is not seen, anywhere in them."""

        def written(word: str) -> str:
            return "".join(character + data.draw(unseen) for character in word)

        assert joint(simplified(written(left)), simplified(written(right))) == joint(
            simplified(left), simplified(right)
        )

    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            ("إلى أن", "الى ان"),
            ("أبو بكر", "ابو بكر"),
            ("آل سعود", "ال سعود"),
            ("أحد عشر", "احد عشر"),
            ("على من", "علي من"),
        ],
        ids=ascii,
    )
    def test_hamzas(self, written: str, plain: str) -> None:
        """A draft without hamzas and dots is read as one with."""
        assert between(written) == between(plain) != "words"

    @given(left=strategies.posts, right=strategies.posts)
    def test_any(self, left: str, right: str) -> None:
        """Whatever stands there has one of the joints."""
        assert joint(simplified(left), simplified(right)) in get_args(Joint)

    @pytest.mark.parametrize(
        "pair", [("", "كلام"), ("كلام", ""), ("", ""), ("«»", "كلام"), ("كلام", "..."), ("-", "-")]
    )
    def test_no_word(self, pair: tuple[str, str]) -> None:
        """Nothing is known of what is no word."""
        assert joint(*pair) == "words"

    @pytest.mark.parametrize(("word", "expected"), BOTH.items(), ids=map(ascii, BOTH))
    def test_two_meanings(self, word: str, expected: Joint) -> None:
        """Of a word of two meanings one is taken."""
        assert joint("الكتاب", word) == expected


class TestOpening:
    """What begins with a word."""

    @pytest.mark.parametrize(
        ("word", "expected"),
        [pytest.param(word, kind, id=f"{kind}-{word}") for kind, opens in OPENINGS.items() for word in opens],
    )
    def test_words(self, word: str, expected: str) -> None:
        """A clause, another word with و, a phrase, or none of these."""
        assert opening(simplified(word)) == expected

    @pytest.mark.parametrize(
        ("word", "expected"),
        [
            pytest.param(word, expected, id=f"{expected}-{i}", marks=pytest.mark.xfail(reason=f"{word}: {reason}"))
            for i, (word, (reason, expected)) in enumerate(SHOULD_OPEN.items(), 1)
        ],
    )
    def test_known_failures(self, word: str, expected: str) -> None:
        """Words that an editor would judge otherwise."""
        assert opening(simplified(word)) == expected

    @given(word=words, before=marks, after=marks)
    def test_marks(self, word: str, before: str, after: str) -> None:
        """Marks around it are left out of account."""
        assert opening(before + simplified(word) + after) == opening(simplified(word))

    @given(right=words)
    def test_as_joint(self, right: str) -> None:
        """What begins a clause or a phrase after a noun of which nothing is known begins one by itself, too."""
        right = simplified(right)
        after_noun = joint("كلاما", right)
        assert (after_noun in {"participle", "clause"}) == (opening(right) == "clause")
        assert (after_noun == "phrase") == (opening(right) == "phrase")
        assert opening(right) in {"clause", "and", "phrase", "bare"}


class TestSimplified:
    """How words are compared."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("إلى", "الي"),
            ("أنَّ", "ان"),
            ("آل", "ال"),
            ("ٱلكتاب", "الكتاب"),
            ("مُؤَكِّدًا", "مؤكدا"),
            ("فـــي", "في"),
            ("\u200fفي\u200c", "في"),
            ("مدرسة", "مدرسة"),
            ("رئيس", "رئيس"),
            ("New York", "New York"),
            ("", ""),
        ],
        ids=ascii,
    )
    def test_examples(self, text: str, expected: str) -> None:
        """Without hamza on an alef, dots of ي, and marks; ة ؤ ئ stay."""
        assert simplified(text) == expected

    @given(text=strategies.posts)
    def test_twice(self, text: str) -> None:
        """Once is enough, and no word is lost or joined."""
        once = simplified(text)
        assert simplified(once) == once
        spaces = re.compile(r"[^\S\x1c-\x1f]")  # not those that are controls
        assert spaces.findall(once) == spaces.findall(text)

    @given(text=strategies.posts, other=strategies.posts)
    def test_together(self, text: str, other: str) -> None:
        """Two texts are simplified apart as they are together."""
        assert simplified(text + other) == simplified(text) + simplified(other)


class TestLists:
    """What holds for every list."""

    def test_all(self) -> None:
        """Every list is named, and is what is written."""
        lists = source_lists()
        assert sorted(lists) == sorted(particles.__all__)
        assert all({*source} == getattr(particles, name) for name, source in lists.items())

    @pytest.mark.parametrize("name", particles.__all__)
    def test_simplified(self, name: str) -> None:
        """Its words are such as are compared, and there are some."""
        entries = getattr(particles, name)
        assert entries
        assert [word for word in entries if simplified(word) != word or not word.isalpha()] == []

    @pytest.mark.parametrize("name", particles.__all__)
    def test_once(self, name: str) -> None:
        """No word stands twice in it."""
        assert [word for word, times in Counter(source_lists()[name]).items() if times > 1] == []

    def test_rooted(self) -> None:
        """A word with a و of its own is not taken for و and a word."""
        with_and = {f"و{word}" for word in particles.AFTER_AND | particles.NOUNS_LIKE_VERBS}
        assert with_and & particles.ROOTED == set()

    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            ("CLAUSES", "COMPLEMENTS", ""),
            ("CLAUSES", "HEADS", ""),
            ("CLAUSES", "OR", ""),
            ("CLAUSES", "RELATIVES", ""),
            ("CLAUSES", "TIMES", ""),
            ("COMPLEMENTS", "OR", ""),
            ("COMPLEMENTS", "PREPOSITIONS", ""),
            ("HEADS", "LEAD_ON", ""),
            ("HEADS", "PARTICIPLES", ""),
            ("HEADS", "PREPOSITIONS", ""),
            ("HEADS", "TITLES", ""),
            ("NUMBERS", "SCALES", ""),
            ("PARTICIPLES", "CLAUSES", ""),
            ("PARTICIPLES", "COMPLEMENTS", ""),
            ("PARTICIPLES", "PREPOSITIONS", ""),
            ("PARTICIPLES", "TIMES", ""),
            ("PREPOSITIONS", "TIMES", ""),
            ("PREPOSITIONS", "FIRST_OF_NAMES", ""),
            ("PREPOSITIONS", "TITLES", ""),
            ("ROOTED", "CLAUSES", ""),
            ("ROOTED", "TIMES", ""),
            # Two readings of one word.
            ("AFTER_AND", "NOUNS_LIKE_VERBS", ""),
            ("CLAUSES", "PREPOSITIONS", ""),
            ("FIRST_OF_NAMES", "OR", "ام"),
            ("HEADS", "NUMBERS", "احد احدي"),
            ("PREPOSITIONS", "ROOTED", "وراء وسط وفق وفقا"),
            ("NOUNS_LIKE_VERBS", "TIMES", "يوميا"),
        ],
    )
    def test_apart(self, one: str, other: str, both: str) -> None:
        """Lists that say different things of a word have none in common, but those that are named."""
        assert getattr(particles, one) & getattr(particles, other) == {*both.split()}

    def test_used(self) -> None:
        """Each word that leads on does so, with و and ف before it too, before a noun."""
        leading = particles.PREPOSITIONS | particles.LEAD_ON | particles.RELATIVES
        written = ["".join(pair) for pair in product(("", "و", "ف"), leading)]
        numbers_or_names = particles.NUMBERS | particles.TITLES | particles.FIRST_OF_NAMES
        assert [word for word in written if joint(word, "الكتاب") != "leads_on" and word not in numbers_or_names] == []

    def test_and(self) -> None:
        """Each word that begins a clause with و does so after a noun."""
        assert [word for word in particles.AFTER_AND if joint("الكتاب", f"و{word}") != "clause"] == []

    def test_own_and(self) -> None:
        """No word with a و of its own is the second of two."""
        assert [word for word in particles.ROOTED if joint("كتاب", word) in {"and", "list", "clause"}] == []
