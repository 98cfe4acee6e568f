"""What a platform allows and how it weighs: ``Rules`` and its presets.

A preset is data.  A new platform is a new preset, or ``dataclasses.replace`` of one that is here.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from tweetcraft.errors import RulesError

__all__ = [
    "PRESETS",
    "TWITTER_TEXT_1",
    "TWITTER_TEXT_2",
    "TWITTER_TEXT_3",
    "X_ALT_TEXT",
    "X_BIO",
    "X_DM",
    "X_NAME",
    "X_POLL_OPTION",
    "X_PREMIUM",
    "Rules",
    "X",
]


_EmojiData = Literal["current", "twitter-text-3"]
_TldData = Literal["iana", "twitter-text-3"]
_Unit = Literal["code_point", "grapheme"]
_CHOICES = {"emoji_data": get_args(_EmojiData), "tld_data": get_args(_TldData), "unit": get_args(_Unit)}


@dataclass(frozen=True)
class Rules:
    """The limit of one place on a platform, and how a text is weighed against it.

    Weights are given as twitter-text's configuration gives them, multiplied by ``scale``; a result is always in whole
    weighted units.

    >>> import dataclasses
    >>> import tweetcraft as tc
    >>> short = dataclasses.replace(tc.X, name="short", limit=100)
    >>> tc.count("مرحبا", rules=short).remaining
    95
    """

    name: str
    """What error messages and the command line call it."""
    limit: int
    """The most that a text may weigh, in weighted units."""
    scale: int = 100
    """What ``default_weight`` and the weights of ``ranges`` are multiplied by."""
    default_weight: int = 200
    """The scaled weight of a code point outside ``ranges``, and of an emoji where ``emoji_as_unit``."""
    ranges: tuple[tuple[int, int, int], ...] = ()
    """``(first, last, scaled weight)`` of code points, inclusive, not overlapping."""
    url_length: int | None = 23
    """What a URL weighs however long it is, in weighted units; ``None``: what its characters weigh."""
    emoji_as_unit: bool = True
    """Whether an emoji of several code points weighs ``default_weight`` as a whole."""
    emoji_data: _EmojiData = "current"
    """Which emoji there are: those of the installed tables, or Unicode 11, which twitter-text 3.1.0 has."""
    tld_data: _TldData = "iana"
    """Which top-level domains make a bare domain a URL."""
    unit: _Unit = "code_point"
    """What is weighed: each code point, or each extended grapheme cluster (``default_weight`` each)."""
    nfc: bool = True
    """Whether the text is put in Unicode normalization form C before it is weighed."""

    def __post_init__(self) -> None:
        for name, least in (("limit", 1), ("scale", 1), ("url_length", 0)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise RulesError(f"{name} must be at least {least}, not {value}")
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise RulesError(f"{name} must be one of {', '.join(allowed)}, not {getattr(self, name)!r}")
        for weight in (self.default_weight, *(weight for _, _, weight in self.ranges)):
            if weight < 0 or weight % self.scale:
                raise RulesError(f"a weight of {weight} is no whole number of units at scale {self.scale}")
        for weight in (self.default_weight, *(weight for _, _, weight in self.ranges), self.url_length or 0):
            if weight > _MOST:
                raise RulesError(f"a weight of {weight} is too much: {_MOST} is the most")
        self._check_ranges()

    def _check_ranges(self) -> None:
        ordered = sorted(self.ranges)
        for first, last, _ in ordered:
            if not 0 <= first <= last <= 0x10FFFF:
                raise RulesError(f"ranges: {first:#x} to {last:#x} is no range of code points")
        for (_, last, _), (first, _, _) in pairwise(ordered):
            if first <= last:
                raise RulesError(f"ranges: the one that begins at {first:#x} overlaps the one before it")


_MOST = 2**31 - 1
"""Of what one character or URL weighs; of what a text weighs, in a column."""


def require_rules(rules: object) -> None:
    """Raise the ``TypeError`` that says what was expected, where it is not rules."""
    if not isinstance(rules, Rules):
        raise TypeError(f"rules must be a tweetcraft.Rules, not {type(rules).__name__}")


# The code points of one unit, after twitter-text's configuration 2 and 3: up to U+10FF, spaces and joiners, dashes and
# quotation marks, primes.  Arabic is among them; presentation forms, RLM, LRM and the ellipsis are not.
_LIGHT = ((0x0000, 0x10FF, 100), (0x2000, 0x200D, 100), (0x2010, 0x201F, 100), (0x2032, 0x2037, 100))

# The fields of a form: a browser's maxlength counts the UTF-16 code units of what was typed (HTML Standard).
_FORM_FIELD = Rules(
    name="form field", limit=1, scale=1, default_weight=2, ranges=((0x0000, 0xFFFF, 1),),
    url_length=None, emoji_as_unit=False, nfc=False,
)  # fmt: skip

X = Rules(name="X", limit=280, ranges=_LIGHT)
X_PREMIUM = dataclasses.replace(X, name="X_PREMIUM", limit=25_000)
X_POLL_OPTION = dataclasses.replace(_FORM_FIELD, name="X_POLL_OPTION", limit=25)
X_BIO = dataclasses.replace(_FORM_FIELD, name="X_BIO", limit=160)
X_NAME = dataclasses.replace(_FORM_FIELD, name="X_NAME", limit=50)
X_ALT_TEXT = dataclasses.replace(_FORM_FIELD, name="X_ALT_TEXT", limit=1_000)
X_DM = dataclasses.replace(_FORM_FIELD, name="X_DM", limit=10_000)

TWITTER_TEXT_3 = dataclasses.replace(X, name="TWITTER_TEXT_3", emoji_data="twitter-text-3", tld_data="twitter-text-3")
TWITTER_TEXT_2 = dataclasses.replace(TWITTER_TEXT_3, name="TWITTER_TEXT_2", emoji_as_unit=False)
TWITTER_TEXT_1 = dataclasses.replace(
    TWITTER_TEXT_2, name="TWITTER_TEXT_1", limit=140, scale=1, default_weight=1, ranges=()
)

PRESETS: dict[str, Rules] = {
    rules.name: rules
    for rules in (
        X, X_PREMIUM, X_POLL_OPTION, X_BIO, X_NAME, X_ALT_TEXT, X_DM, TWITTER_TEXT_1, TWITTER_TEXT_2, TWITTER_TEXT_3,
    )
}  # fmt: skip
