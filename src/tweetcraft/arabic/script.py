"""Classes of Arabic characters, each the inside of a regular expression's ``[]``."""

from __future__ import annotations

__all__ = ["TASHKEEL", "TATWEEL"]

TATWEEL = "\N{ARABIC TATWEEL}"

TASHKEEL = (
    "\u0610-\u061a"  # honorifics and small high letters
    "\N{ARABIC FATHATAN}-\N{ARABIC WAVY HAMZA BELOW}"  # tanween, short vowels, shadda, sukun, hamza and madda above
    "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Quranic marks
    "\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"  # Arabic Extended-A and -B
)
"""Vowel marks and every other mark that stands on an Arabic letter."""
