"""Characters that nobody sees and that do nothing where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tweetcraft.arabic.script import EMBEDDINGS, INVISIBLE
from tweetcraft.editing import Edit
from tweetcraft.reviewing.normalizing import places, saved_by
from tweetcraft.reviewing.rule import Hit, review_rule
from tweetcraft.reviewing.subject import Subject

__all__ = ["invisible"]

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Embeddings, overrides and noncharacters have rules of their own.
_OF_OTHER_RULES = re.compile(f"[{EMBEDDINGS}\ufffe\uffff]+")
_NO_NAMES = {"\xad": "SOFT HYPHEN", "\ufeff": "BYTE ORDER MARK"}


@review_rule(
    "invisible",
    "warning",
    title_ar="محارف لا تُرى ولا أثر لها في موضعها، ولها وزن.",
    source="twitter-text 3.1.0, configuration v3: weights; UAX #9",
)
def invisible(subject: Subject) -> Iterator[Hit]:
    """Characters that nobody sees and that do nothing where they stand weigh all the same, and stop searches."""
    if subject.is_blank:
        return  # an empty text, of which there is another rule
    for place in places(subject, "invisible", wanted=_is_of_this, by_word=True):
        found = _INVISIBLE.findall(place.before)
        if not found:
            continue
        first, count, saved = found[0], len(found), saved_by(subject, place)
        name = f"U+{ord(first):04X} {_NO_NAMES.get(first) or unicodedata.name(first, 'control character')}"
        others, others_ar = (f" and {count - 1} more", f" ومعه {count - 1} غيره") if count > 1 else ("", "")
        spared, spared_ar = (f" and saves {saved}", f" ويوفّر {saved} من الوزن") if saved > 0 else ("", "")
        yield Hit(
            place.span,
            f"{name}{others}: nobody sees it and it does nothing here; taking it away changes nothing{spared}",
            f"محرف لا يُرى ({name}){others_ar} ولا أثر له هنا: حذفه لا يغيّر شيئًا{spared_ar}",
            place.change,
        )


def _is_of_this(_text: str, edit: Edit) -> bool:
    return _OF_OTHER_RULES.fullmatch(edit.before) is None
