"""Shorter wording for drafts that do not fit: data, and what each list may do to the text.

An entry is a phrase, spelled as it stands in a text, and what may stand in its place; where nothing may, it is empty.
Of two phrases that begin together the longer goes first.  A و or ف may be written on to the first word: it stays, with
what takes the phrase's place, or with the word after it.  Vowel marks and tatweel are not in the lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

__all__ = ["ADVERBS", "FILLERS", "LIGHT_VERBS", "LISTS", "OPENERS", "PROCLITIC", "SHORTER", "Wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A list of phrases that have a shorter equal."""

    name: str
    harm: int
    """1: nobody notices, to 5: the tone changes."""
    reason: str
    reason_ar: str
    source: str
    entries: tuple[tuple[str, str], ...]
    """Each phrase, in whole words, with what takes its place."""
    followed_by: str = ""
    """A regular expression that what stands right after a phrase, from the space on, has to begin with."""
    preceded_by: str = ""
    """One that what stands before it has to end with, spaces left out."""


_OWN_PRACTICE = "own editing practice"


def _each(table: str) -> Iterator[tuple[str, str]]:
    """The entries of a table, one a line: the phrase, a bar, and what takes its place."""
    for line in table.strip().splitlines():
        phrase, shorter = line.split("|")
        yield phrase.strip(), shorter.strip()


def _without(first: str, rest: str) -> Iterator[tuple[str, str]]:
    """Phrases that are as good without their first word."""
    yield from ((f"{first} {phrase.strip()}", phrase.strip()) for phrase in rest.split("،"))


FILLERS = Wording(
    name="fillers",
    harm=1,
    reason="words that can go with no loss before what follows",
    reason_ar="كلمات يمكن حذفها دون أن يتغير المعنى",
    source=_OWN_PRACTICE,
    entries=(
        # Not before في or على: «وذلك في رأيي خطأ» has ذلك for its subject.
        *_without(
            "وذلك", "بعد، قبل، خلال، أثناء، منذ، عندما، عقب، إثر، بسبب، بفضل، بحضور، بمناسبة، بالتعاون، بالتزامن"
        ),
        *_without("وذلك", "لأن، وفق، وفقا، وفقًا، وفقاً، حسب، بحسب، ضمن، تحت، رغم، حتى، عبر، نتيجة"),
        *_without("في", "العام الماضي، العام المقبل، العام القادم، الأسبوع الماضي، الأسبوع المقبل، الأسبوع القادم"),
        *_without("في", "الشهر الماضي، الشهر المقبل، الشهر القادم، السنة الماضية، السنة المقبلة، السنة القادمة"),
        *_without("في", "كل عام، كل سنة، كل شهر، كل أسبوع، كل يوم، كل مرة، صباح اليوم، مساء اليوم"),
        *_without("في", "داخل، أثناء، خلال"),
        *_each("""
            وذلك من خلال | عبر
            وذلك عن طريق | عبر
            في يوم أمس | أمس
            يوم أمس | أمس
            في يوم غد | غدًا
            في تمام الساعة | الساعة
            عند تمام الساعة | الساعة
            ما بين | بين
            فيما بين | بين
            من بعد أن | بعد أن
            من قبل أن | قبل أن
            خاصة وأن | خاصة أن
            خصوصا وأن | خصوصا أن
            لا سيما وأن | لا سيما أن
            كما وأن | كما أن
            لا بد وأن | لا بد أن
            لابد وأن | لابد أن
            ألا وهو | هو
            ألا وهي | هي
            هو عبارة عن | هو
            هي عبارة عن | هي
            بكل سهولة | بسهولة
            بكل بساطة | ببساطة
            بكل وضوح | بوضوح
            بكل صراحة | بصراحة
            جميع أنحاء | أنحاء
            كافة أنحاء | أنحاء
            مختلف أنحاء | أنحاء
            في أقرب وقت ممكن | في أقرب وقت
            في أسرع وقت ممكن | في أسرع وقت
            بأسرع وقت ممكن | بأسرع وقت
        """),
    ),
)

# What a ل may stand before; بهدف alone is also how a match is won: فاز بهدف اللاعب.
_AIMS = """
    تحقيق تعزيز تطوير دعم زيادة تحسين توفير تسهيل ضمان حماية نشر تشجيع تمكين تقديم خفض تقليل توعية تنمية توسيع جذب بناء
    إنشاء مساعدة تنظيم تسريع الحد التعريف الحفاظ المحافظة الوصول التوصل
"""


def _aims() -> Iterator[tuple[str, str]]:
    for aim in _AIMS.split():
        attached = f"لل{aim[2:]}" if aim.startswith("ال") else f"ل{aim}"
        yield from ((f"{with_aim} {aim}", attached) for with_aim in ("بهدف", "وذلك بهدف"))


SHORTER = Wording(
    name="shorter",
    harm=1,
    reason="a shorter preposition, connector or adverb that says the same",
    reason_ar="حرف أو رابط أو ظرف أقصر يؤدي المعنى نفسه",
    source=_OWN_PRACTICE,
    entries=(
        *_aims(),
        *_each("""
            على الرغم من | رغم
            بالرغم من | رغم
            على الرغم من أن | مع أن
            بالرغم من أن | مع أن
            على الرغم من ذلك | مع ذلك
            بالرغم من ذلك | مع ذلك
            وذلك على الرغم من | رغم
            وذلك بالرغم من | رغم
            بالإضافة إلى | إلى جانب
            بالاضافة الى | الى جانب
            بالإضافة الى | الى جانب
            بالاضافة إلى | إلى جانب
            بالإضافة إلى ذلك | كذلك
            بالاضافة الى ذلك | كذلك
            إضافة إلى ذلك | كذلك
            اضافة الى ذلك | كذلك
            من خلال | عبر
            عن طريق | عبر
            عن طريق الخطأ | خطأ
            عن طريق الصدفة | صدفة
            بسبب أن | لأن
            نظرًا لأن | لأن
            نظراً لأن | لأن
            نظرا لأن | لأن
            نظرا لان | لان
            نظرًا إلى أن | لأن
            نظرا إلى أن | لأن
            حيث إن | إذ إن
            حيث أن | إذ إن
            في حين أن | بينما
            بناء على ذلك | لذلك
            بناءً على ذلك | لذلك
            على هذا الأساس | لذلك
            نتيجة لذلك | لذلك
            نتيجةً لذلك | لذلك
            لهذا السبب | لذلك
            كما هو الحال في | كما في
            كما هو الحال مع | كما مع
            مع العلم أن | علمًا أن
            مع العلم بأن | علمًا بأن
            مما لا شك فيه أن | لا شك أن
            وهو الأمر الذي | وهو ما
            بدلًا من | بدل
            بدلاً من | بدل
            بدلا من | بدل
            عوضًا عن | بدل
            عوضاً عن | بدل
            عوضا عن | بدل
            بالقرب من | قرب
            على مقربة من | قرب
            في إطار | ضمن
            تحت عنوان | بعنوان
            على عكس | عكس
            على العكس من | عكس
            إلى غاية | حتى
            لغاية الآن | حتى الآن
            بدون أي | بلا
            من دون أي | بلا
            دون أي | بلا
            من دون | دون
            من دون شك | بلا شك
            بدون شك | بلا شك
            على الأرجح | غالبًا
            في الوقت الحالي | حاليًا
            في الوقت الحاضر | حاليًا
            في الوقت الراهن | حاليًا
            في الفترة الحالية | حاليًا
            في المستقبل القريب | قريبًا
            في القريب العاجل | قريبًا
            عما قريب | قريبًا
            في السابق | سابقًا
            في وقت سابق | سابقًا
            في وقت سابق من | سابقًا
            في وقت لاحق | لاحقًا
            في وقت لاحق من | لاحقًا
            فيما بعد | لاحقًا
            في بعض الأحيان | أحيانًا
            بين الحين والآخر | أحيانًا
            من حين إلى آخر | أحيانًا
            من حين لآخر | أحيانًا
            من وقت إلى آخر | أحيانًا
            من وقت لآخر | أحيانًا
            في كثير من الأحيان | كثيرًا
            في معظم الأحيان | غالبًا
            في أغلب الأحيان | غالبًا
            في غالب الأحيان | غالبًا
            في نهاية المطاف | في النهاية
            في نهاية الأمر | في النهاية
            في آن واحد | معًا
            على الفور | فورًا
            مرة أخرى | مجددًا
            مرة اخرى | مجددًا
            للمرة الأولى | لأول مرة
            قبل كل شيء | أولًا
            أولا وقبل كل شيء | أولًا
            أولاً وقبل كل شيء | أولًا
            على سبيل المثال | مثلًا
            على سبيل المثال لا الحصر | مثلًا
            على وجه الخصوص | خصوصًا
            على وجه التحديد | تحديدًا
            على وجه السرعة | سريعًا
            بوجه خاص | خصوصًا
            بوجه عام | عمومًا
            إلى حد ما | نوعًا ما
            بعبارة أخرى | أي
            عدد كبير من | كثير من
            عدد قليل من | قليل من
            على مدار العام | طوال العام
            على مدار السنة | طوال السنة
            على مدار الأسبوع | طوال الأسبوع
            على مدار اليوم | طوال اليوم
        """),
    ),
)

# The adjective as بشكل has it, as بصورة and بصفة have it, and the adverb.
_ADVERBS = """
    كبير كبيرة كثيرًا، عام عامة عمومًا، خاص خاصة خصوصًا، كامل كاملة تمامًا، دائم دائمة دائمًا، مستمر مستمرة باستمرار
    مباشر مباشرة مباشرة، سريع سريعة سريعًا، جيد جيدة جيدًا، واضح واضحة بوضوح، يومي يومية يوميًا، أسبوعي أسبوعية أسبوعيًا
    شهري شهرية شهريًا، سنوي سنوية سنويًا، دوري دورية دوريًا، مفاجئ مفاجئة فجأة، تدريجي تدريجية تدريجيًا
    نهائي نهائية نهائيًا، رسمي رسمية رسميًا، تلقائي تلقائية تلقائيًا، مجاني مجانية مجانًا، مؤقت مؤقتة مؤقتًا
    جزئي جزئية جزئيًا، فوري فورية فورًا، عاجل عاجلة عاجلًا، سلمي سلمية سلميًا، سري سرية سرًا، علني علنية علنًا
    مسبق مسبقة مسبقًا، جماعي جماعية جماعيًا، فردي فردية فرديًا، شخصي شخصية شخصيًا، حصري حصرية حصريًا
    أساسي أساسية أساسًا، نسبي نسبية نسبيًا، آمن آمنة بأمان، فعال فعالة بفاعلية، سهل سهلة بسهولة، دقيق دقيقة بدقة
    سلبي سلبية سلبًا، إيجابي إيجابية إيجابًا، طبيعي طبيعية طبيعيًا، كلي كلية كليًا، عشوائي عشوائية عشوائيًا
    منتظم منتظمة بانتظام، متكرر متكررة مرارًا، كثيف كثيفة بكثافة
"""


def _adverbs() -> Iterator[tuple[str, str]]:
    for row in _ADVERBS.replace("\n", "،").split("،"):
        if row.strip():
            masculine, feminine, adverb = row.split()
            yield from ((f"{manner} {masculine}", adverb) for manner in ("بشكل", "على نحو"))
            yield from ((f"{manner} {feminine}", adverb) for manner in ("بصورة", "بصفة"))


ADVERBS = Wording(
    name="adverbs",
    harm=1,
    reason="one adverb instead of بشكل and an adjective",
    reason_ar="ظرف واحد بدل «بشكل» مع صفة",
    source=_OWN_PRACTICE,
    entries=tuple(_adverbs()),
    followed_by=r"(?! ?و)",  # بشكل سريع وآمن: the second adjective needs the noun
)

_WITHOUT_ARTICLE = (
    "ال(?:ت(?:زام|حاق|قاء|ماس|فات|هاب|باس|هام|قاط|واء|ئام|فاف|جاء|صاق|حام)|غاء|قاء|هام|حاق|زام|صاق|ف\\b|م\\b)"
)

PROCLITIC = Wording(
    name="proclitic",
    harm=2,
    reason="ل written on to the next word instead of a phrase for the purpose",
    reason_ar="لام متصلة بالكلمة التالية بدل عبارة الغرض",
    source=_OWN_PRACTICE,
    entries=tuple(
        _each("""
            من أجل | ل
            من اجل | ل
            لأجل | ل
            بغرض | ل
            لغرض | ل
            بقصد | ل
            بغية | ل
            وذلك من أجل | ل
            وذلك بغرض | ل
        """)
    ),
    # لأن is because, and أجل غير مسمى a term; and in التزام and الغاء, ال is no article, which would turn to لل.
    followed_by=rf" (?!(?:أن|ان|ألا|الا|إلى|الى|غير|لا)\b|{_WITHOUT_ARTICLE})[ء-ي]",
)

# The masdar, the verb in the perfect and in the present, without its ي; verbs that take a direct object only.
_VERBS = """
    زيارة زار زور، كتابة كتب كتب، إرسال أرسل رسل، إعداد أعد عد، إجراء أجرى جري، إطلاق أطلق طلق، إصدار أصدر صدر
    إغلاق أغلق غلق، إلغاء ألغى لغي، إضافة أضاف ضيف، إدارة أدار دير، إعادة أعاد عيد، إنهاء أنهى نهي، إنتاج أنتج نتج
    إدخال أدخل دخل، إزالة أزال زيل، إعلان أعلن علن، إيقاف أوقف وقف، إخفاء أخفى خفي، تقديم قدم قدم، تنفيذ نفذ نفذ
    تنظيم نظم نظم، تطوير طور طور، توزيع وزع وزع، تسليم سلم سلم، تحليل حلل حلل، ترجمة ترجم ترجم، تسجيل سجل سجل
    تصميم صمم صمم، تأسيس أسس ؤسس، تدريب درب درب، تجهيز جهز جهز، تحديد حدد حدد، تدمير دمر دمر، توفير وفر وفر
    نشر نشر نشر، نقل نقل نقل، جمع جمع جمع، حذف حذف حذف، سرقة سرق سرق، شراء اشترى شتري، بيع باع بيع، بناء بنى بني
    دراسة درس درس، مراجعة راجع راجع، متابعة تابع تابع، مناقشة ناقش ناقش، مساعدة ساعد ساعد، معالجة عالج عالج
    مهاجمة هاجم هاجم، مراقبة راقب راقب، استخدام استخدم ستخدم، استقبال استقبل ستقبل، استعراض استعرض ستعرض
    استبدال استبدل ستبدل، اختيار اختار ختار، اختبار اختبر ختبر، افتتاح افتتح فتتح، اعتقال اعتقل عتقل
    اقتحام اقتحم قتحم، اكتشاف اكتشف كتشف، استهداف استهدف ستهدف
"""


def _light_verbs() -> Iterator[tuple[str, str]]:
    for row in _VERBS.replace("\n", "،").split("،"):
        if row.strip():
            masdar, perfect, present = row.split()
            # Many writers leave out the hamza of إعداد.
            masdars = {masdar: None, masdar.replace("إ", "ا"): None}
            for (light, verb), written in product(_conjugated(perfect, present), masdars):
                if verb != masdar:  # قام بنشر: نشر alone could be the masdar
                    yield f"{light} ب{written}", verb


def _conjugated(perfect: str, present: str) -> Iterator[tuple[str, str]]:
    """Forms of قام, each with the same form of a verb.  A verb that ends in ى or ي drops it before an ending."""
    past, now = perfect.removesuffix("ى"), present.removesuffix("ي") if perfect.endswith("ى") else present
    yield from (("قام", perfect), ("قامت", f"{past}ت"), ("قاموا", f"{past}وا"))
    for future in ("", "س"):
        yield from ((f"{future}يقوم", f"{future}ي{present}"), (f"{future}تقوم", f"{future}ت{present}"))
        yield f"{future}يقومون", f"{future}ي{now}ون"


LIGHT_VERBS = Wording(
    name="light verbs",
    harm=2,
    reason="the verb itself instead of قام and its masdar",
    reason_ar="الفعل نفسه بدل «قام بـ» مع المصدر",
    source=_OWN_PRACTICE,
    entries=tuple(_light_verbs()),
    # With ال, what follows is the object; else it may be an adjective (بزيارة رسمية) or a preposition (بزيارة إلى).
    followed_by=r" ال(?!ى\b|ا\b|ذي\b|تي\b|ذين\b)",
)

OPENERS = Wording(
    name="openers",
    harm=3,
    reason="an announcement that something is worth saying, before a sentence that stands by itself",
    reason_ar="تمهيد يسبق جملة تستقل بنفسها",
    source=_OWN_PRACTICE,
    entries=tuple(
        (f"{joint}{opener} {that}", "")
        for that, openers in {
            "أن": "يذكر، من الجدير بالذكر، الجدير بالذكر، جدير بالذكر",
            "إلى أن": "يشار، تجدر الإشارة، كما تجدر الإشارة، لا بد من الإشارة",
            "الى أن": "يشار، تجدر الإشارة",
        }.items()
        for opener, joint in product(openers.split("، "), ("", "و"))  # with nothing in its place, و goes too
    ),
    # Where a sentence begins: not لم يذكر أن.  Without أن, اللاعبين and عددا would have to be اللاعبون and عدد.
    preceded_by=r"(?:\A|[.!؟?…\n])\Z",
    followed_by=r" (?!\w*(?:ين|ًا|اً|[^ذه]ا|أبا|أخا)\b)",
)

LISTS = (FILLERS, SHORTER, ADVERBS, PROCLITIC, LIGHT_VERBS, OPENERS)
"""All lists, the least harm first."""
