"""Why each rule edits what it edits, in English and in Arabic."""

from __future__ import annotations

__all__ = ["REASONS"]

REASONS = {
    "line_ends": ("The platform knows one line end, the line feed.", "المنصة لا تعرف إلا علامة واحدة لنهاية السطر."),
    "presentation_forms": (
        "Shapes of letters weigh double and are not found by a search; letters are.",
        "أشكال الحروف المنفصلة وزنها مضاعف ولا يجدها البحث؛ الحروف العادية يجدها.",
    ),
    "honorifics": ("The sign stands for the same words and weighs 2.", "الرمز يقوم مقام العبارة نفسها ووزنه 2."),
    "invisible": ("Nothing is seen of it, and it weighs.", "محرف لا يُرى، وله وزن."),
    "tatweel": (
        "Tatweel lengthens the line and hides a word from search.",
        "التطويل يزيد الوزن ويخفي الكلمة عن البحث.",
    ),
    "nfc": (
        "A letter and its mark as one character: so the platform weighs it.",
        "الحرف وعلامته محرف واحد، وهكذا تزنه المنصة.",
    ),
    "elongation": ("Hardly a word is spelled with a letter three times.", "قلّما تُكتب كلمة بحرف مكرر ثلاثًا."),
    "look_alikes": (
        "A Persian or Urdu letter in an Arabic word hides it from search.",
        "حرف فارسي أو أردي في كلمة عربية يخفيها عن البحث.",
    ),
    "tashkeel": ("Each vowel mark weighs as much as a letter.", "كل حركة تزن ما يزنه حرف."),
    "digits": ("One kind of digits throughout.", "نوع واحد من الأرقام في النص كله."),
    "punctuation": ("After an Arabic word stands the Arabic mark.", "بعد الكلمة العربية تأتي علامة الترقيم العربية."),
    "repeated_punctuation": ("One mark says the same.", "علامة واحدة تكفي."),
    "ellipsis": ("One character weighs 2, three dots weigh 3.", "علامة الحذف وزنها 2، والنقاط الثلاث وزنها 3."),
    "spaces": ("One plain space between words.", "مسافة عادية واحدة بين الكلمات."),
    "space_before": ("The mark belongs to the word before it.", "علامة الترقيم تتصل بالكلمة التي قبلها."),
    "space_after": ("A space follows the mark.", "تأتي مسافة بعد علامة الترقيم."),
    "bracket_spaces": ("Brackets hug what they hold.", "الأقواس تلاصق ما بداخلها."),
    "blank_lines": ("One empty line parts paragraphs.", "سطر فارغ واحد يفصل بين الفقرات."),
    "folding": ("Readers type these for one another.", "يكتب القراء أحدهما مكان الآخر."),
}
