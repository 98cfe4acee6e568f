"""The forms that a text can be brought into: for publishing and for searching.

A form is data; a variation is made with :func:`dataclasses.replace`, for instance
``replace(tweetcraft.PUBLISH, digits="arabic")``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args, get_type_hints

from tweetcraft.errors import FormError

__all__ = ["COMPACT", "PUBLISH", "SEARCH", "Form", "SearchForm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What :func:`tweetcraft.normalize` repairs; the orthography stays."""

    presentation_forms: Literal["letters", "keep"] = "letters"
    """Shapes of letters, U+FB50-FDFF and U+FE70-FEFC, that old programs leave: they weigh double, and few fonts and no
    search know them.  Word ligatures such as ﷺ stay."""
    honorifics: Literal["keep", "sign"] = "keep"
    """``"sign"``: ﷺ, ﷻ and ﷽ for their words, 2 units for 18, 8 and 22."""
    invisible: Literal["strip", "keep"] = "strip"
    """Zero-width characters, control characters, and directional marks that turn nothing."""
    isolates: Literal["keep", "strip"] = "keep"
    """Isolates and embeddings that are closed again on their line; those that are not always go with ``invisible``."""
    tatweel: Literal["strip", "keep"] = "strip"
    """The one in هـ and after a lone letter stays."""
    nfc: Literal["compose", "keep"] = "compose"
    """Normalization form C, in which the platform weighs a text."""
    elongation: Literal["shorten", "keep"] = "shorten"
    """Three letters of a kind and more, as in رااااائع."""
    look_alikes: Literal["keep", "arabic"] = "keep"
    """``"arabic"``: ی ک ہ and their like, of Persian and Urdu keyboards, become Arabic letters in Arabic words."""
    tashkeel: Literal["keep", "strip", "light"] = "keep"
    """``"light"``: shadda and tanween stay."""
    digits: Literal["keep", "arabic", "latin"] = "keep"
    """``"arabic"``: ٠-٩; ``"latin"``: 0-9.  Digits in a Latin word, such as 4G, stay as they are."""
    punctuation: Literal["arabic", "keep"] = "arabic"
    """Latin ``,`` ``;`` ``?`` after an Arabic word."""
    repeated_punctuation: Literal["shorten", "keep"] = "shorten"
    """Such as ``!!!``."""
    ellipsis: Literal["keep", "sign"] = "keep"
    """``"sign"``: ``…`` for three dots, 2 units for 3."""
    spaces: Literal["tidy", "close", "keep"] = "tidy"
    """``"tidy"`` puts missing ones in and takes needless ones away; ``"close"`` only takes away."""

    growth: Literal["allow", "refuse"] = "allow"
    """``"refuse"``: a line that would weigh more than before stays as it was."""

    def __post_init__(self) -> None:
        _require_choices(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """What :func:`tweetcraft.search_key` folds beyond what is always folded: marks, tatweel, digits, shapes, spaces."""

    alef: Literal["fold", "keep"] = "fold"
    """أ إ آ ٱ to ا."""
    ya: Literal["fold", "keep"] = "fold"
    """ى to ي."""
    ta_marbuta: Literal["fold", "keep"] = "fold"
    """ة to ه."""
    hamza: Literal["fold", "keep"] = "keep"
    """ؤ to و and ئ to ي; a lone ء stays."""
    case: Literal["fold", "keep"] = "fold"
    """Capital letters of every script to small ones."""
    punctuation: Literal["fold", "keep"] = "fold"
    """To spaces, but for a ``.`` ``,`` ``:`` ``'`` or ``-`` between two ASCII letters or digits."""

    def __post_init__(self) -> None:
        _require_choices(self)


def _require_choices(form: Form | SearchForm) -> None:
    hints = get_type_hints(type(form))
    for field in fields(form):
        value, choices = getattr(form, field.name), get_args(hints[field.name])
        if value not in choices:
            raise FormError(f"{field.name} must be one of {', '.join(map(repr, choices))}, not {value!r}")


PUBLISH = Form()
"""Repairs what is broken and keeps the orthography."""

COMPACT = Form(honorifics="sign", tashkeel="strip", ellipsis="sign", spaces="close", growth="refuse")
"""``PUBLISH``, and every edit that saves weight and changes no word; none that costs weight."""

SEARCH = SearchForm()
"""For matching and deduplication; never for publishing."""
