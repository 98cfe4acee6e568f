"""Classes of Arabic characters, each the inside of a regular expression's ``[]``."""

from __future__ import annotations

__all__ = [
    "ARABIC_DIGITS",
    "DIRECTION_MARKS",
    "EMBEDDINGS",
    "INVISIBLE",
    "LETTERS",
    "MARK_FORMS",
    "MEANINGLESS",
    "PERSIAN_DIGITS",
    "PRESENTATION",
    "SEPARATORS",
    "TANWEEN",
    "TASHKEEL",
    "TATWEEL",
    "VARIANTS",
    "WORD",
]

TATWEEL = "\N{ARABIC TATWEEL}"

LETTERS = (
    "\u0620-\u063f\u0641-\u064a"  # around the tatweel, which lengthens letters and is none
    "\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9"  # Supplement, Extended-B and -A
)
"""Letters of every language that is written in Arabic script, in no presentation form."""

TASHKEEL = (
    "\u0610-\u061a"  # honorifics and small high letters
    "\N{ARABIC FATHATAN}-\N{ARABIC WAVY HAMZA BELOW}"  # tanween, short vowels, shadda, sukun, hamza and madda above
    "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Quranic marks
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"  # Arabic Extended-A and -B
)
"""Vowel marks and every other mark that stands on an Arabic letter."""

WORD = f"{LETTERS}{TASHKEEL}"
"""What a word in Arabic script is made of."""

SEPARATORS = "،؛؟;?!…\"“”„‘’‹›«»()[]{}﴾﴿–—۔•.,:'-"
"""Punctuation that parts words: not the inside of a class, but the characters."""

TANWEEN = "\N{ARABIC FATHATAN}\N{ARABIC DAMMATAN}\N{ARABIC KASRATAN}"

PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"
"""Letters in one of their shapes, and ligatures: what old programs and PDF files leave behind."""

MARK_FORMS = "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe72\ufe74\ufe76-\ufe7f"
"""Shapes of marks, on nothing or on a tatweel."""

ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

DIRECTION_MARKS = "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
EMBEDDINGS = "\u202a-\u202e\u2066-\u2069"
MEANINGLESS = "\x00-\x08\x0e-\x1f\x7f\xad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufffe\uffff"
"""Invisible characters that change nothing: zero-width spaces, soft hyphens, control characters."""
INVISIBLE = f"{MEANINGLESS}\u200c\u200d\ufe00-\ufe0f{DIRECTION_MARKS}{EMBEDDINGS}"
"""Characters of which nothing is seen; joiners, variation selectors and directions change what is seen beside them."""

VARIANTS = {
    "ا": "أإآٱٲٳٵ",
    "ي": "ىیۍے",
    "ه": "ةہھۀۂۃ",
    "ك": "کڪ",
}
"""What readers take for one letter, and writers type for it: by hamza, by dots, or from a Persian or Urdu keyboard."""
