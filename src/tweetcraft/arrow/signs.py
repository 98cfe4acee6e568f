"""What the characters of a text tell about its weight, as tables by code point, made once a set of rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from tweetcraft._characters import characters_of
from tweetcraft._nfc import ACTIVE_CHARACTERS, nfc
from tweetcraft._tables.normalization import COMPOSING
from tweetcraft._text import REFUSED
from tweetcraft._weighing import Meter, meter_for
from tweetcraft.entities.emoji import EMOJI_JOINERS, emoji_finder
from tweetcraft.entities.tld import tld_matcher
from tweetcraft.rules import Rules

__all__ = ["BOUND", "EMOJI", "FIRST_LOOKED_AT", "HARD", "INVALID", "JOINER", "MARK", "Signs", "signs_for"]

HARD, INVALID, EMOJI, JOINER, BOUND, MARK = 1, 2, 4, 8, 16, 32
"""Bits of :attr:`Signs.kinds`: what only the scalar functions can settle; what the platform refuses; what is an emoji
or a part of one; what makes one emoji of several characters, and which of those is bound to the one before it, be it a
digit; a mark that may change places."""

FIRST_LOOKED_AT = 0x800
"""Below this code point every character weighs the same, or the tables are not used; all from here on are looked up."""

_BOUND = "\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}\N{COMBINING ENCLOSING KEYCAP}\N{TAG SPACE}-\N{CANCEL TAG}"
_MOST_RULES = 16


class Signs:
    """The tables of one set of rules."""

    def __init__(self, rules: Rules) -> None:
        meter = meter_for(rules)
        self.rules = rules
        """For the scalar functions: those know rules by identity, and a worker is sent a copy with each task."""
        self.base = meter.plain("a")
        """What a letter weighs, in weighted units."""
        self.url_weight = rules.url_length
        self.scanner = meter.scanner
        self.settles = _settles(rules, meter)
        """Whether a column can be weighed by these tables at all."""
        self.added = np.full(sys.maxunicode + 1, rules.default_weight // rules.scale - self.base, np.int32)
        """What a character weighs more than a letter, in weighted units."""
        for first, last, weight in rules.ranges:
            self.added[first : last + 1] = weight // rules.scale - self.base
        self.kinds = np.zeros(sys.maxunicode + 1, np.uint8)
        self._mark(ACTIVE_CHARACTERS, MARK)
        self._mark(REFUSED, INVALID)
        self._mark(emoji_finder(rules.emoji_data).parts, EMOJI)
        if rules.nfc:
            self._mark(characters_of(COMPOSING), HARD)
        if rules.emoji_as_unit:
            self._mark(characters_of(EMOJI_JOINERS), JOINER)
            self._mark(characters_of(_BOUND), BOUND)
        self._joiners = frozenset(characters_of(EMOJI_JOINERS))
        self._tlds = tld_matcher(rules.tld_data)
        self.beginnings = np.array(
            sorted(ord(pair[0]) << 21 | ord(pair[1]) for pair in self._tlds.beginnings), np.int64
        )
        """The first two letters of every TLD, the first 21 bits up, in order."""
        self._meter = meter

    def _mark(self, characters: Iterable[str], kind: int) -> None:
        self.kinds[[ord(character) for character in characters]] |= kind

    def added_by_emoji(self, run: bytes) -> int:
        """What a run of emoji and their parts, in UTF-8, weighs more than its characters, in weighted units."""
        return self._meter.added_by_joined(run.decode())

    def added_by_links(self, text: str) -> int | None:
        """What a text weighs more for its links than by its characters; ``None`` where it also joins emoji."""
        if not self._joiners.isdisjoint(text):
            return None
        return self._meter.added_by_links(text)

    def begins_with_tld(self, text: str) -> bool:
        """Whether a top-level domain stands at the beginning of what follows a dot."""
        return self._tlds.end(nfc(text), 0) > 0


def _settles(rules: Rules, meter: Meter) -> bool:
    if rules.unit != "code_point" or (rules.emoji_as_unit and not meter.is_simple):
        return False
    return all(meter.plain(chr(code)) == meter.plain("a") for code in range(FIRST_LOOKED_AT))


@lru_cache(_MOST_RULES)
def signs_for(rules: Rules) -> Signs:
    """The tables of these rules, made on first use.  By equality: what is sent to a worker arrives as a copy."""
    return Signs(rules)
