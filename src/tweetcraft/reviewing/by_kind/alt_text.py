"""How a description of a picture begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft.arabic.script import LETTERS
from tweetcraft.editing import Change
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["alt_text_begins"]

_REST = r"(?=\s*+\w)"
_BEGINNING = re.compile(
    rf"\s*+(?:(?P<removable>صورة لـ++\s*+{_REST}|(?:an? )?(?:image|picture|photo) of\s++{_REST})"
    # After "not" and "of him" the word says something of the picture itself.
    rf"|صورة ل(?!(?:ا|م|ن|ي|ك|ه|ها|هم|هما|نا|كم|دى)(?![{LETTERS}]))[{LETTERS}]"
    rf"|صورة (?:تظهر|تُظهر|يظهر|تبين|تُبيّن|توضح|تُوضّح)(?![{LETTERS}]))",
    re.IGNORECASE,
)


@review_rule(
    "alt_text_begins",
    "advice",
    title_ar="قارئ الشاشة يقول إنها صورة، فابدأ الوصف بما فيها.",
    source="W3C WAI, images tutorial: no need to say that it is an image",
    kinds=["alt_text"],
)
def alt_text_begins(subject: Subject) -> Iterator[Hit]:
    """A description need not begin with saying that it is of a picture: screen readers do."""
    found = _BEGINNING.match(subject.text)
    if found:
        yield Hit(
            found.span(),
            "screen readers say that this is an image: begin with what is in it",
            "قارئ الشاشة يقول إنها صورة: ابدأ بما فيها",
            Change(*found.span("removable"), "") if found["removable"] else None,
        )
