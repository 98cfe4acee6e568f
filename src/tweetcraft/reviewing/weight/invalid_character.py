"""Characters for which the platform refuses a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tweetcraft._text import REFUSED
from tweetcraft.editing import Change
from tweetcraft.reviewing.normalizing import MOST_PLACES
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["invalid_character"]

_SURROGATE = "[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]"  # without its other half
_INVALID = re.compile(f"(?:[{REFUSED}]|{_SURROGATE})+")


@review_rule(
    "invalid_character",
    "error",
    title_ar="محارف ترفض المنصة النص بسببها: U+FFFE وU+FEFF وU+FFFF، ونصف زوج بديل.",
    source="twitter-text 3.1.0, invalidChars; RFC 3629 on surrogates",
    fixes="entities",
)
def invalid_character(subject: Subject) -> Iterator[Hit]:
    """The platform refuses a text with U+FFFE, U+FEFF or U+FFFF, and half a surrogate pair can't be sent at all."""
    if not any(character in subject.text for character in REFUSED) and _is_sound(subject.text):
        return  # sooner than by the pattern
    for number, found in enumerate(_INVALID.finditer(subject.text), 1):
        code = f"U+{ord(found[0][0]):04X}"
        yield Hit(
            found.span(),
            f"the platform refuses a text with {code}: take it out",
            f"ترفض المنصة النص الذي فيه {code}: احذفه",
            Change(*found.span(), "") if number <= MOST_PLACES else None,
        )


def _is_sound(text: str) -> bool:
    """Whether a text can be written in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
