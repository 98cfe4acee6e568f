"""What a preview says beside the text that it shows, in English and in Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tweetcraft.counting import Count
from tweetcraft.findings import Finding

__all__ = ["LABELS", "Labels", "Language"]

Language = Literal["en", "ar"]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language.  A number never has a noun after it, so that none has to agree with it."""

    language: Language
    direction: Literal["ltr", "rtl"]
    title: str
    post: str
    post_of: str
    thread: str
    used: str
    left: str
    over: str
    empty: str
    refused: str
    past_limit: str
    ready: str
    not_ready: str
    findings: str
    no_findings: str
    quoted: str
    mended: str
    difference: str
    result: str
    edits: str
    no_edits: str
    saved: str
    lengths: str
    length: str
    breakdown: str
    kinds: Mapping[str, str]
    severities: Mapping[str, str]

    def state(self, count: Count) -> str:
        """What is left, or what stands in the way."""
        match count.reason:
            case "empty":
                return self.empty
            case "too_long":
                return self.over.format(-count.remaining)
            case "invalid_characters":
                return self.refused
        return self.left.format(count.remaining)

    def message(self, finding: Finding) -> str:
        """What a finding says."""
        return finding.message_ar if self.language == "ar" else finding.message


LABELS: Mapping[Language, Labels] = {
    "en": Labels(
        language="en",
        direction="ltr",
        title="Preview",
        post="Post",
        post_of="Post {} of {}",
        thread="Thread of {} posts",
        used="{} of {}",
        left="{} left",
        over="{} over the limit",
        empty="There is nothing to publish",
        refused="Has a character that the platform refuses",
        past_limit="Past the limit: what is marked in red does not fit",
        ready="Ready to publish",
        not_ready="Can’t be published as it stands",
        findings="Review: {}",
        no_findings="A review found nothing",
        quoted="About:",
        mended="Mended:",
        difference="What was changed",
        result="The text now",
        edits="Edits: {}",
        no_edits="Nothing was changed",
        saved="saves {}",
        lengths="Lengths of the posts",
        length="post {}: {} of {}",
        breakdown="What the weight went to",
        kinds={
            "letters": "letters",
            "tashkeel": "tashkeel",
            "tatweel": "tatweel",
            "digits": "digits",
            "spaces": "spaces",
            "punctuation": "punctuation",
            "symbols": "symbols",
            "controls": "invisible",
            "double_weight": "double weight",
            "urls": "links",
            "emoji": "emoji",
        },
        severities={"error": "Error", "warning": "Warning", "advice": "Advice"},
    ),
    "ar": Labels(
        language="ar",
        direction="rtl",
        title="معاينة",
        post="منشور",
        post_of="المنشور {} من {}",
        thread="سلسلة منشورات، عددها {}",
        used="{} من {}",
        left="الباقي {}",
        over="زيادة {} على الحد",
        empty="لا شيء للنشر",
        refused="فيه محرف ترفضه المنصة",
        past_limit="تجاوز الحد: ما ظُلّل بالأحمر لا مكان له",
        ready="جاهز للنشر",
        not_ready="لا يمكن نشره كما هو",
        findings="ملاحظات المراجعة: {}",
        no_findings="لا ملاحظات في المراجعة",
        quoted="الموضع:",
        mended="الإصلاح:",
        difference="ما الذي تغيّر",
        result="النص الآن",
        edits="التعديلات: {}",
        no_edits="لم يتغير شيء",
        saved="التوفير {}",
        lengths="أطوال المنشورات",
        length="المنشور {}: {} من {}",
        breakdown="فيمَ ذهب الوزن",
        kinds={
            "letters": "الحروف",
            "tashkeel": "التشكيل",
            "tatweel": "التطويل",
            "digits": "الأرقام",
            "spaces": "المسافات",
            "punctuation": "الترقيم",
            "symbols": "الرموز",
            "controls": "الخفي",
            "double_weight": "مضاعف الوزن",
            "urls": "الروابط",
            "emoji": "الإيموجي",
        },
        severities={"error": "خطأ", "warning": "تنبيه", "advice": "نصيحة"},
    ),
}
