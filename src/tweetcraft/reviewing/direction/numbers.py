"""Numbers whose groups change places after Arabic letters: phone numbers, dates, ranges, and signs before a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.bidi import in_order_seen
from tweetcraft.editing import Change
from tweetcraft.reviewing.direction.lines import LEFT_TO_RIGHT_MARK, few_fixes, isolated, turned
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import HIDDEN, Subject

__all__ = ["number_turned", "range_turned"]

_SOURCE = "UAX #9, rules W2, W4 and N1"
_DASH = "[-–−]"
_BESIDE = rf"0-9٠-٩A-Za-z_.,/:+\-–−$@#%{HIDDEN}"
_NOT_AFTER = rf"(?![0-9٠-٩A-Za-z_{HIDDEN}]|[-–−/.,:+][0-9٠-٩])"

_has_sign = re.compile("[-+–−](?=[0-9٠-٩])").search
_has_gap = re.compile(" (?<=[0-9] )[0-9]").search
_START = re.compile(rf"[+0-9٠-٩](?<![{_BESIDE}].)")
_number = re.compile(
    rf"\+[0-9]++(?:-[0-9]++| [0-9]{{2,}}+){{0,6}}{_NOT_AFTER}"
    rf"|0[0-9]++(?:[- ][0-9]{{2,}}+){{1,5}}{_NOT_AFTER}"
    rf"|(?:[0-9]++(?:{_DASH}[0-9]++)++|[٠-٩]++(?:{_DASH}[٠-٩]++)++){_NOT_AFTER}"
).match
# A minus before a number may be a dash or a bullet as well: a degree tells.
_BELOW_ZERO = re.compile(
    r"[-−](?<=[^\S\n].)[0-9]++(?:[.,][0-9]++)?+(?= ?(?:°|℃|درج[ةا]|مئوي))"
    r"|[-−](?:(?<=حرارة .)|(?<=حرارة تحت .)|(?<=درجة .)|(?<=إلى .)|(?<=الى .)|(?<=دون .)|(?<=عند .))"
    rf"[0-9]++(?:[.,][0-9]++)?+{_NOT_AFTER}"
)
_has_dash = re.compile("[-–−](?= [0-9])").search
_AMOUNT = "[0-9]++(?:[.,:/][0-9]++)*+"
_RANGE = re.compile(rf"(?<![{_BESIDE}])({_AMOUNT})%?(?:{_DASH}| {_DASH} )({_AMOUNT})%?{_NOT_AFTER}")
# Of small numbers 2-1 is a score as well, which is read from right to left as the teams are.
_UNIT_AFTER = re.compile(
    r"\s?(?:أيام|ايام|يوم|ساع|دقائق|دقيق|سنوات|سنين|سنة|أشهر|اشهر|شهور|شهر|أسابيع|اسابيع|أسبوع|اسبوع|أشخاص|اشخاص|مرات|مرة"
    r"|ريال|دينار|درهم|دولار|جنيه|آلاف|الاف|مليون|ملايين|كيلو|كجم|كغ|متر|أمتار|لتر|غرف|مساء|صباح|عصر|ظهر|م\b|ص\b|[٪%])"
)
_WORD_BEFORE = re.compile(
    r"(?:من|بين|الساعة|ساعة|عمر|أعمار|للأعمار|سن|مدة|خلال|الآيات|آية|الآية|صفحة|الصفحات|ص|يوم|الفترة|للفترة)\s*\Z"
)


def _is_whole_number(piece: str) -> bool:
    """Whether groups are a phone number or a date, and no range, score or list."""
    groups = re.split("[- –−]", piece.lstrip("+"))
    digits = sum(map(len, groups))
    if piece[0] == "+" or (piece[0] in "0٠" and len(groups) > 1):
        return 7 <= digits <= 15 or _is_date(groups)
    return (len(groups) > 2 and 9 <= digits <= 16 and max(map(len, groups)) > 2) or _is_date(groups)


def _is_date(groups: list[str]) -> bool:
    if len(groups) != 3 or not groups[0].isascii():  # dates in Arabic digits are read from right to left
        return False
    sizes = [len(group) for group in groups]
    if sizes[0] == 4:
        return max(sizes[1:]) <= 2 and int(groups[1]) <= 12 and int(groups[2]) <= 31
    if max(sizes[:2]) > 2 or sizes[2] not in {2, 4}:
        return False
    month, day = sorted(map(int, groups[:2]))
    return month <= 12 and day <= 31


def _numbers(subject: Subject) -> list[tuple[int, int]]:
    found = {below_zero.span() for below_zero in _BELOW_ZERO.finditer(subject.plain)}
    end = 0
    for start in _START.finditer(subject.plain):
        number = _number(subject.plain, start.start()) if start.start() >= end else None
        if number and _is_whole_number(number[0]):
            found.add(number.span())
            end = number.end()
    return sorted(found)


@review_rule(
    "number_turned",
    title_ar="أجزاء رقم الهاتف أو التاريخ بعد كلام عربي تظهر معكوسة، وتنتقل الإشارة إلى الجهة الأخرى.",
    source=_SOURCE,
)
def number_turned(subject: Subject) -> Iterator[Hit]:
    """The groups of a phone number or date, or a sign before a number, change places after Arabic letters."""
    if not _has_sign(subject.text) and not _has_gap(subject.text):
        return
    yield from few_fixes(_turned(subject))


def _turned(subject: Subject) -> Iterator[Hit]:
    for (start, end), levels in turned(subject, _numbers(subject)):
        piece = subject.text[start:end]
        seen = in_order_seen(piece, levels)
        if piece[-1].isascii():
            yield Hit(
                (start, end),
                f"{piece} will be seen as {seen}: put a left-to-right mark (U+200E) before it",
                f"سيظهر {isolated(piece)} هكذا: {isolated(seen)}. ضع قبله علامة الاتجاه من اليسار إلى اليمين (U+200E)",
                Change(start, start, LEFT_TO_RIGHT_MARK),
            )
        else:
            yield Hit(
                (start, end),
                f"the groups of {piece} will be seen in reverse order: write it without dashes",
                f"ستظهر أجزاء الرقم {piece} بترتيب معكوس: اكتبه دون شرطات",
            )


@review_rule(
    "range_turned",
    "advice",
    title_ar="المدى مثل 10-20 بعد كلام عربي يظهر من اليسار معكوسا.",
    source=_SOURCE,
)
def range_turned(subject: Subject) -> Iterator[Hit]:
    """The two numbers of a range change places after Arabic letters, and 10-20 is seen as 20-10."""
    if not _has_sign(subject.text) and not _has_dash(subject.text):
        return
    ranges = (found.span() for found in _RANGE.finditer(subject.plain) if _is_range(found))
    for (start, end), levels in turned(subject, ranges):
        piece = subject.text[start:end]
        seen = in_order_seen(piece, levels)
        yield Hit(
            (start, end),
            f"{piece} will be seen as {seen}, which is right only if read from right to left: write it in words,"
            " or put a left-to-right mark (U+200E) before it",
            f"سيظهر {isolated(piece)} هكذا: {isolated(seen)}، ولا يصح إلا لمن يقرؤه من اليمين:"
            " اكتبه بالكلمات (من … إلى …) أو ضع قبله علامة الاتجاه من اليسار إلى اليمين (U+200E)",
        )


def _is_range(found: re.Match[str]) -> bool:
    first, last = (float(re.sub("[:/]", ".", amount.replace(",", "")).partition(".")[0]) for amount in found.groups())
    if not 0 < first <= last or found[1] == found[2] or _is_whole_number(found[0].replace(" ", "")):
        return False
    if last > 10:
        return True
    start, end = found.span()
    return bool(_UNIT_AFTER.match(found.string, end) or _WORD_BEFORE.search(found.string[max(0, start - 10) : start]))
