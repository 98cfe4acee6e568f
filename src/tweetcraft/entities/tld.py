"""Top-level domains: where one ends, if one begins here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain, product
from typing import Literal

from tweetcraft._characters import characters_of

__all__ = ["TldMatcher", "tld_matcher"]

# A TLD may run into any character but these: `example.مصراوي` ends a URL after مصر.
_RUNS_ON = "0-9A-Za-z@+-"
_LATIN = re.compile(f"[A-Za-z]{{2,24}}+(?![{_RUNS_ON}])")
_PUNYCODE = re.compile("[Xx][Nn]--[-0-9A-Za-z]++")
_CLEAR = re.compile(f"(?![{_RUNS_ON}])")
# Where the scripts that have cases stand; astral characters do not fold.
_CASED = "a-z\xb5-\u0587\u10a0-\u10ff\u13a0-\u13ff\u1c80-\u1cbf\u1d00-\u1fff\u2100-\u218f\u24b0-\u24ef\u2c00-\u2dff"
_CASED += "\ua640-\ua7ff\uab30-\uabbf\uff21-\uff5a"


class TldMatcher:
    """Recognizes the top-level domains of one list."""

    def __init__(self, tlds: list[str]) -> None:
        self._latin = frozenset(tld for tld in tlds if tld.isascii())
        self._others: dict[str, list[str]] = {}  # by their first two letters, which turn most other words away
        for tld in sorted(map(_fold, set(tlds) - self._latin), key=len, reverse=True):
            self._others.setdefault(tld[:2], []).append(tld)
        self._longest_of_others = max(map(len, chain.from_iterable(self._others.values())))
        self.beginnings = frozenset(
            first + second
            for pair in {tld[:2].upper() for tld in self._latin} | {"XN"} | set(self._others)
            for first, second in product(*map(_cases, pair))
        )
        """The first two letters of every TLD, in any case: what does not begin so is none."""

    def has_all(self, labels: Iterable[str]) -> bool:
        """Whether these labels, of small ASCII letters, are TLDs."""
        return self._latin.issuperset(labels)

    def end(self, text: str, start: int) -> int:
        """Where the TLD that begins at ``start`` ends, or 0."""
        if text[start : start + 2] not in self.beginnings:
            return 0
        if text[start : start + 1].isascii():
            latin = _LATIN.match(text, start)
            if latin and latin[0].lower() in self._latin:
                return latin.end()
            punycode = _PUNYCODE.match(text, start)
            if punycode:
                return punycode.end()
        return self._end_of_other(text, start)

    def _end_of_other(self, text: str, start: int) -> int:
        folded = _fold(text[start : start + self._longest_of_others])
        for tld in self._others.get(folded[:2], ()):
            if folded.startswith(tld) and _CLEAR.match(text, start + len(tld)):
                return start + len(tld)
        return 0


def _fold(text: str) -> str:
    """Fold case as ECMAScript's ``i`` flag does: to upper case, unless that takes two characters or is ASCII."""
    upper = text.upper()
    if upper == text or (len(upper) == len(text) and text.isascii()):
        return upper
    return "".join(_fold_character(c) for c in text)


def _cases(folded: str) -> list[str]:
    """The characters that fold to this one."""
    return [folded, *_lower_cases().get(folded, ())]


@cache
def _lower_cases() -> dict[str, list[str]]:
    cases: dict[str, list[str]] = {}
    for character in characters_of(_CASED):
        folded = _fold_character(character)
        if folded != character:
            cases.setdefault(folded, []).append(character)
    return cases


def _fold_character(character: str) -> str:
    upper = character.upper()
    keeps = len(upper) != 1 or (upper.isascii() and not character.isascii()) or character > "\uffff"
    return character if keeps else upper


@cache
def tld_matcher(data: Literal["iana", "twitter-text-3"]) -> TldMatcher:
    """The matcher for one of the values of ``Rules.tld_data``."""
    from tweetcraft._tables import tlds as table

    return TldMatcher((table.IANA if data == "iana" else table.TWITTER_TEXT_3).split())
