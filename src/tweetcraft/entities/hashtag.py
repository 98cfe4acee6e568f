"""Hashtags: ``#`` and a run of letters, marks, digits and a few signs, with a letter or mark among them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tweetcraft._tables import characters as table

__all__ = ["HashtagMatch", "find_hashtags"]


class HashtagMatch(NamedTuple):
    """A hashtag, and where it stands."""

    start: int
    end: int
    tag: str
    """Without its sign."""


_VARIATION_SELECTORS = "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"


def find_hashtags(text: str) -> list[HashtagMatch]:
    """Every hashtag, in order, those inside a URL too (rules of twitter-text 3.1.0)."""
    if "#" not in text and "＃" not in text:
        return []
    tag, letter, boundary = _patterns()
    found = []
    free = 0  # what an earlier match has taken can't stand before a later one
    for match in tag.finditer(text):
        start, end = match.span()
        if not letter.search(match[1]):
            continue
        if start == 0 or (start - 1 >= free and boundary.match(text, start - 1)):
            free = end
            if not text.startswith(("#", "＃", "://"), end):
                found.append(HashtagMatch(start, end, match[1]))
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        # A sign with a variation selector or an enclosing keycap is an emoji.
        re.compile(f"[#＃](?![{_VARIATION_SELECTORS[1]}\N{COMBINING ENCLOSING KEYCAP}])([{table.HASHTAG}]++)"),
        re.compile(f"[{table.HASHTAG_LETTER}]"),
        # A lone surrogate is no character to the reference, so nothing may begin after one.
        re.compile(f"[{_VARIATION_SELECTORS}]|[^{table.HASHTAG}&\ud800-\udfff]"),
    )
