"""What the characters of a text tell about its weight, as tables by code point, made once a set of rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from tweetcraft._characters import characters_of
from tweetcraft._nfc import ACTIVE_CHARACTERS
from tweetcraft._tables import emoji as emoji_table
from tweetcraft._tables.normalization import COMPOSING
from tweetcraft._weighing import Meter, meter_for
from tweetcraft.entities.emoji import EMOJI_JOINERS
from tweetcraft.entities.tld import tld_matcher
from tweetcraft.rules import Rules

__all__ = ["EMOJI", "FIRST_LOOKED_AT", "HARD", "INVALID", "MARK", "TIED", "Signs", "key_of", "signs_for"]

HARD, INVALID, TIED, EMOJI, MARK = 1, 2, 4, 8, 16
"""Bits of :attr:`Signs.kinds`: what only the scalar functions can settle; what the platform refuses; what makes one
emoji of itself and the one before it; what is an emoji or a part of one; a mark that may change places."""

FIRST_LOOKED_AT = 0x800
"""Below this code point every character weighs the same, or the tables are not used; all from here on are looked up."""

_VS16 = "\N{VARIATION SELECTOR-16}"
_TONES = frozenset(characters_of("\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}-\N{EMOJI MODIFIER FITZPATRICK TYPE-6}"))
_TIED = _TONES | {_VS16}
_HARD = (frozenset(characters_of(EMOJI_JOINERS)) - _TIED) | {"\N{VARIATION SELECTOR-15}"}
_MOST_RULES = 16


class Signs:
    """The tables of one set of rules."""

    def __init__(self, rules: Rules) -> None:
        meter = meter_for(rules)
        self.rules = rules
        self.base = meter.plain("a")
        self.url_weight = rules.url_length
        self.settles = _settles(rules, meter)
        """Whether a column can be weighed by these tables at all."""
        self.added = np.full(sys.maxunicode + 1, rules.default_weight // rules.scale - self.base, np.int32)
        """What a character weighs more than a letter, in weighted units."""
        for first, last, weight in rules.ranges:
            self.added[first : last + 1] = weight // rules.scale - self.base
        singles, sequences = _emoji_of(rules)
        self.kinds = np.zeros(sys.maxunicode + 1, np.uint8)
        self._mark(ACTIVE_CHARACTERS, MARK)
        self._mark((*singles, *_TIED, *_HARD), EMOJI)
        self._mark("\ufeff\ufffe\uffff", INVALID)
        if rules.nfc:
            self._mark(characters_of(COMPOSING), HARD)
        if rules.emoji_as_unit:
            self._mark(_HARD, HARD)
            self._mark(_TIED, TIED)
        pairs = sorted((key_of(*pair), pair) for pair in sequences if len(pair) == 2 and pair[1] in _TIED)
        emoji = rules.default_weight // rules.scale
        self.tied = np.array([key for key, _ in pairs], np.int64)
        """Two characters that are one emoji, as :func:`key_of` has them, in order."""
        self.added_by_tied = np.array([emoji - meter.plain(pair) for _, pair in pairs], np.int32)
        """What each of them weighs more than its characters."""
        beginnings = tld_matcher(rules.tld_data).beginnings
        self.beginnings = np.array(sorted(key_of(*pair) for pair in beginnings), np.int64)
        """The first two letters of every TLD, as :func:`key_of` has them, in order."""

    def _mark(self, characters: Iterable[str], kind: int) -> None:
        self.kinds[[ord(character) for character in characters]] |= kind


def _settles(rules: Rules, meter: Meter) -> bool:
    if rules.unit != "code_point" or (rules.emoji_as_unit and not meter.is_simple):
        return False
    return all(meter.plain(chr(code)) == meter.plain("a") for code in range(FIRST_LOOKED_AT))


def _emoji_of(rules: Rules) -> tuple[Iterable[str], list[str]]:
    if rules.emoji_data == "current":
        return characters_of(emoji_table.CURRENT_SINGLE), emoji_table.CURRENT_SEQUENCES.split()
    return characters_of(emoji_table.TWITTER_TEXT_3_SINGLE), emoji_table.TWITTER_TEXT_3_SEQUENCES.split()


def key_of(first: str, second: str) -> int:
    """Two characters as one number."""
    return ord(first) << 21 | ord(second)


@lru_cache(_MOST_RULES)
def signs_for(rules: Rules) -> Signs:
    """The tables of these rules, made on first use.  By equality: what is sent to a worker arrives as a copy."""
    return Signs(rules)
