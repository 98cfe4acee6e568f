"""Placeholders: one character for each link, tag, name and emoji while a text is repaired, so that no rule touches one.

They are noncharacters, which no text is made of; where one has them all the same, each stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tweetcraft.arabic.script import INVISIBLE, LETTERS, TASHKEEL, TATWEEL
from tweetcraft.editing import Change, apply_changes
from tweetcraft.entities import Entity

__all__ = ["ENDS_IN_LETTER", "TAGS", "URLS", "hidden_by", "is_seen", "restored"]

_URL, _ARABIC_URL, _TAG, _ARABIC_TAG, _EMOJI, _OTHER = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
URLS = _URL + _ARABIC_URL
TAGS = _TAG + _ARABIC_TAG
"""Tags and names."""
ENDS_IN_LETTER = _ARABIC_URL + _ARABIC_TAG
"""Those whose last character is an Arabic letter, which may go on in what follows."""

_NONCHARACTER = re.compile("[\ufdd0-\ufdef]")
_PLACEHOLDER = re.compile(f"[{_URL}-{_OTHER}]")
is_seen = re.compile(f"[^{INVISIBLE}]").match
_is_in_word = re.compile(f"[{LETTERS}{TASHKEEL}{TATWEEL}]").match
# To the platform a path ends before the first Arabic letter; to whoever copies the link it does not.
_IN_PATH = rf"[{LETTERS}{TASHKEEL}{TATWEEL}\w/%~=&-]"
_REST_OF_PATH = re.compile(rf"(?:{_IN_PATH}|[.?](?=\w)|[{INVISIBLE}]++(?={_IN_PATH}))++")


def hidden_by(text: str, entities: Sequence[Entity]) -> list[Change]:
    """What puts a placeholder in the place of each entity, and of each noncharacter."""
    changes = [_hiding(text, entity, then) for entity, then in zip(entities, _next_starts(text, entities), strict=True)]
    if _NONCHARACTER.search(text):
        at = 0
        for entity in [*changes, Change(len(text), len(text), "")]:
            changes += (Change(*odd.span(), _OTHER) for odd in _NONCHARACTER.finditer(text, at, entity.start))
            at = entity.end
        changes.sort()
    return changes


def _next_starts(text: str, entities: Sequence[Entity]) -> list[int]:
    return [entity.span[0] for entity in entities[1:]] + [len(text)] * bool(entities)


def _hiding(text: str, entity: Entity, most: int) -> Change:
    start, end = entity.span
    if entity.kind == "emoji":
        return Change(start, end, _EMOJI)
    if entity.kind != "url":
        return Change(start, end, _ARABIC_TAG if _ends_in_letter(text, end) else _TAG)
    path = _REST_OF_PATH.match(text, end, most) if "/" in entity.text else None
    end = path.end() if path else end
    return Change(start, end, _ARABIC_URL if _ends_in_letter(text, end) else _URL)


def _ends_in_letter(text: str, end: int) -> bool:
    """Whether the last character that is seen is an Arabic letter; a tag may end in a variation selector."""
    while not is_seen(text, end - 1):
        end -= 1
    return _is_in_word(text, end - 1) is not None


def restored(text: str, hidden: Sequence[str]) -> str:
    """The text with what its placeholders stand for, in order."""
    places = _PLACEHOLDER.finditer(text)
    return apply_changes(text, (Change(*place.span(), what) for place, what in zip(places, hidden, strict=True)))
