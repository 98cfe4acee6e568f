"""A text under review: what its rules look at, each found once and only where a rule asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from tweetcraft.arabic.normalization import normalize_and_explain
from tweetcraft.arabic.phrases import without_marks
from tweetcraft.arabic.script import INVISIBLE, LETTERS, TASHKEEL, TATWEEL
from tweetcraft.arabic.sentences import find_sentences
from tweetcraft.counting import weighted_length
from tweetcraft.editing import Edit
from tweetcraft.entities import Entity, extract, masked
from tweetcraft.reviewing.meant import MeantTag, find_meant_tags
from tweetcraft.rules import Rules

__all__ = ["HIDDEN", "Subject", "Word", "find_words"]

HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in ``Subject.plain`` for every character of a link, a tag, a name or a cashtag."""

_WORD = re.compile(rf"[{LETTERS}][{LETTERS}{TASHKEEL}{TATWEEL}]*+")
_MARK = re.compile(f"[{TASHKEEL}{TATWEEL}]")
_BLANK = re.compile(rf"[\s{INVISIBLE}]*+")
_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile(f"[{LETTERS}]")


class Word(NamedTuple):
    """A word in Arabic script that is in no link, tag or name."""

    text: str
    """Without vowel marks and tatweel."""
    span: tuple[int, int]


def find_words(plain: str) -> list[Word]:
    """The words in Arabic script of a text whose links, tags and names are hidden, in order."""
    bare = without_marks if _MARK.search(plain) else str  # most texts have none
    return [Word(bare(found[0]), found.span()) for found in _WORD.finditer(plain)]


class Subject:
    """A text, what kind it is, and what is found in it.

    Arguments:
        text: what is reviewed.
        kind: ``"post"``, ``"reply"``, ``"ad"``, ``"poll"``, ``"alt_text"`` or ``"bio"``.
        rules: that it has to keep.
        options: of a poll.
        option_rules: that they have to keep.
    """

    def __init__(
        self, text: str, *, kind: str, rules: Rules, options: Sequence[str] = (), option_rules: Rules | None = None
    ) -> None:
        self.text = text
        self.kind = kind
        self.rules = rules
        self.options = tuple(options)
        self.option_rules = option_rules or rules

    @cached_property
    def weight(self) -> int:
        """In weighted units."""
        return weighted_length(self.text, rules=self.rules)

    @cached_property
    def stripped(self) -> str:
        """The text without the blank space around it."""
        return self.text.strip()

    @cached_property
    def is_blank(self) -> bool:
        """Whether nothing of it is seen."""
        return _BLANK.fullmatch(self.text) is not None

    @cached_property
    def entities(self) -> list[Entity]:
        """Links, tags, names, emoji, in order."""
        return extract(self.text, rules=self.rules)

    def entities_of(self, *kinds: str) -> list[Entity]:
        """Those of some kinds."""
        return [entity for entity in self.entities if entity.kind in kinds]

    @cached_property
    def meant_tags(self) -> list[MeantTag]:
        """The tags that the writer meant, those that do not link as well."""
        if "#" not in self.text and "＃" not in self.text:
            return []
        return list(find_meant_tags(self.text, self.entities))

    @cached_property
    def plain(self) -> str:
        """The text with every link, tag, name and cashtag hidden, character by character: offsets stay."""
        return masked(self.text, self.entities, HIDDEN)

    @cached_property
    def words(self) -> list[Word]:
        """The words in Arabic script, in order."""
        return find_words(self.plain)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What ``normalize`` would change for publishing."""
        return normalize_and_explain(self.text).edits

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The spans of its sentences."""
        return [sentence.span for sentence in find_sentences(self.text)]

    @cached_property
    def is_arabic(self) -> bool:
        """Whether more of its letters are Arabic than Latin, links, tags and names aside."""
        return len(_ARABIC.findall(self.plain)) > len(_LATIN.findall(self.plain))
