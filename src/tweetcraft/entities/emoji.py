"""Emoji: where they stand, and which code points make one.

What is an emoji is data (:mod:`tweetcraft._tables.emoji`): a set of sequences.  A pattern finds runs that could be one,
and the longest beginning of such a run that is in the set is the emoji, as it is for twemoji-parser, whose pattern
lists its sequences longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from tweetcraft._characters import characters_of, class_of, outside_of

__all__ = ["EMOJI_JOINERS", "EmojiFinder", "emoji_finder"]

_VS15, _VS16 = "\N{VARIATION SELECTOR-15}", "\N{VARIATION SELECTOR-16}"
_ZWJ = "\N{ZERO WIDTH JOINER}"
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_TONES = "\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}-\N{EMOJI MODIFIER FITZPATRICK TYPE-6}"
_FLAG_LETTERS = "\N{REGIONAL INDICATOR SYMBOL LETTER A}-\N{REGIONAL INDICATOR SYMBOL LETTER Z}"
_TAGS = "\N{TAG SPACE}-\N{CANCEL TAG}"

EMOJI_JOINERS = f"{_VS16}{_ZWJ}{_KEYCAP}{_TONES}{_FLAG_LETTERS}{_TAGS}"
"""The inside of a character class: one of these is in every emoji of several code points, first or second."""


class EmojiFinder:
    """Finds the emoji of one data set."""

    def __init__(self, singles: str, sequences: frozenset[str]) -> None:
        self._sequences = sequences
        self.parts = frozenset({*characters_of(singles + EMOJI_JOINERS), *"".join(sequences)})
        """What emoji are made of, digits among it."""
        self._longest = longest = max(map(len, sequences))
        tied = f"[{_VS16}{_ZWJ}{_TONES}{_TAGS}]"
        # Some only begin a sequence, as (c) and (r), which are text alone; some are only joined on, as red hair.
        first = f"[{singles}{''.join({s[0] for s in sequences} - set('0123456789#*'))}]"
        joined = f"[{singles}{''.join(set(re.findall(f'{_ZWJ}(.)', ' '.join(sequences))))}]"
        # Bounded by the longest sequence, so that a chain of joiners without end is walked once, not once a link.
        run = f"{first}(?={tied})(?:{tied}|(?<={_ZWJ}){joined}){{1,{longest}}}+"
        self._run = re.compile(f"[{_FLAG_LETTERS}]{{2}}|[0-9#*]{_VS16}?{_KEYCAP}|{run}")
        # One class each, and what it finds is looked at: to search for the runs themselves takes ten times as long.
        self._joiner = re.compile(f"[^{outside_of(EMOJI_JOINERS)}]")
        self._joiner_or_single = re.compile(f"[^{outside_of(class_of(characters_of(EMOJI_JOINERS + singles)))}]")
        self._single = re.compile(f"[{singles}](?!{_VS15})")

    def sequences(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of the emoji that are more than one code point."""
        return self._spans(text, self._joiner, least=2)

    def all(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of all emoji.  One that a variation selector turns to text is none."""
        return self._spans(text, self._joiner_or_single, least=1)

    def _spans(self, text: str, sign: re.Pattern[str], least: int) -> Iterator[tuple[int, int]]:
        """``sign`` finds an emoji by its first or its second code point."""
        free = at = 0
        while found := sign.search(text, at):
            at = found.end()
            for start in (at - 2, at - 1):
                size = self._size(text, start) if start >= free else 0
                if size >= least:
                    free = at = start + size
                    yield start, free
                    break

    def _size(self, text: str, start: int) -> int:
        """How many code points the emoji has that begins at ``start``; 0 where none does."""
        run = self._run.match(text, start)
        if run:
            candidate = run[0]
            for size in range(min(len(candidate), self._longest), 1, -1):
                if candidate[:size] in self._sequences:
                    return size
        return 1 if self._single.match(text, start) else 0


@cache
def emoji_finder(data: Literal["current", "twitter-text-3"]) -> EmojiFinder:
    """The finder for one of the values of ``Rules.emoji_data``."""
    from tweetcraft._tables import emoji as table

    if data == "current":
        return EmojiFinder(table.CURRENT_SINGLE, frozenset(table.CURRENT_SEQUENCES.split()))
    return EmojiFinder(table.TWITTER_TEXT_3_SINGLE, frozenset(table.TWITTER_TEXT_3_SEQUENCES.split()))
