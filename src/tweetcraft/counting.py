"""How much a text weighs, what is left, where the limit falls, and what the weight went to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tweetcraft._display import html_of
from tweetcraft._text import REFUSED, canonical_prefix, require_text
from tweetcraft._weighing import METERS, Meter, meter_for
from tweetcraft.arabic.script import TASHKEEL, TATWEEL
from tweetcraft.entities.emoji import emoji_finder
from tweetcraft.rules import Rules, X

__all__ = ["Breakdown", "Count", "Reason", "count", "has_invalid_characters", "weighted_length"]

Reason = Literal["empty", "too_long", "invalid_characters"]

_INVALID = re.compile(f"[{REFUSED}]")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What the weight of a text went to, in weighted units; the fields add up to its weighted length."""

    letters: int = 0
    """Letters of one unit, with the marks of other scripts than Arabic."""
    tashkeel: int = 0
    tatweel: int = 0
    digits: int = 0
    spaces: int = 0
    punctuation: int = 0
    symbols: int = 0
    controls: int = 0
    """Characters that nothing shows of, such as joiners, where they weigh one unit."""
    double_weight: int = 0
    """Whatever weighs more than a letter and is neither an emoji nor in a URL: presentation forms, RLM, ``…``, CJK."""
    urls: int = 0
    emoji: int = 0

    def __repr__(self) -> str:
        return f"Breakdown({', '.join(f'{kind}={weight}' for kind, weight in asdict(self).items() if weight)})"


class _Slots:
    """What a count and its draft have in common: so one becomes the other without a look at each slot."""

    __slots__ = (
        "_rules",
        "_text",
        "is_valid",
        "limit",
        "permillage",
        "reason",
        "remaining",
        "valid_range",
        "weighted_length",
    )


@dataclass(frozen=True, slots=True)
class Count(_Slots):
    """The count of one text under one set of rules."""

    weighted_length: int
    """In weighted units."""
    limit: int
    remaining: int
    """In weighted units; negative where the text is over the limit."""
    is_valid: bool
    """Whether it can be published."""
    reason: Reason | None
    """Why it can't be; ``None`` where it can.  Of several, the first of: empty, too long, invalid characters."""
    permillage: int
    """The weighted length in thousandths of the limit, rounded down."""
    valid_range: tuple[int, int]
    """Half-open, in code points of the text that was passed in: what stands before the limit and before the first
    character that the platform refuses."""
    _text: str = field(repr=False, compare=False)
    _rules: Rules = field(repr=False, compare=False)

    @property
    def breakdown(self) -> Breakdown:
        """What the weight went to; worked out when asked for.

        >>> import tweetcraft as tc
        >>> tc.count("مَرحبًا https://example.com 👋🏽").breakdown
        Breakdown(letters=5, tashkeel=2, spaces=2, urls=23, emoji=2)
        """
        return _breakdown(self._text, self._rules)

    def _repr_html_(self) -> str:
        return html_of(self)


def weighted_length(text: str, *, rules: Rules = X) -> int:
    """Weigh a text as the platform does.

    Arguments:
        text: the draft.
        rules: the limit and the weights; today's platform unless told otherwise.

    Returns:
        The weighted length, in weighted units: one for most letters, two for an emoji, 23 for a URL.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> import tweetcraft as tc
    >>> tc.weighted_length("مرحبا")
    5
    >>> tc.weighted_length("👨‍👩‍👧‍👦 https://ar.wikipedia.org/wiki/%D8%AA")
    26

    Source: twitter-text 3.1.0, ``parseTweet``, with today's emoji and top-level domains.
    """
    try:
        meter = METERS[id(rules)]
    except KeyError:
        meter = meter_for(rules)
    return meter.weigh(text)


def count(text: str, *, rules: Rules = X) -> Count:
    """Count a text: what it weighs, what is left, whether it can be published, and where the limit falls.

    Arguments:
        text: the draft.
        rules: the limit and the weights; today's platform unless told otherwise.

    Returns:
        A :class:`Count`, in weighted units; its ranges are in code points of ``text``.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> import tweetcraft as tc
    >>> tc.count("مرحبا بكم")
    Count(weighted_length=9, limit=280, remaining=271, is_valid=True, reason=None, permillage=32, valid_range=(0, 9))
    >>> tc.count("م" * 300).valid_range
    (0, 280)

    Source: twitter-text 3.1.0, ``parseTweet``.  Where the text is not in normalization form C, its range is shifted
    there, and right here.
    """
    try:
        meter = METERS[id(rules)]
    except KeyError:
        meter = meter_for(rules)
    length = meter.settle(text)
    is_refused = False
    if length is None:
        length = meter.weigh(text)
        is_refused = "\ufeff" in text or "\ufffe" in text or "\uffff" in text
    limit = rules.limit
    reason: Reason | None = None
    end = len(text)
    if is_refused or not 0 < length <= limit:
        reason = "empty" if not length else "too_long" if length > limit else "invalid_characters"
        end = _valid_end(text, rules)
    draft: Any = _Draft(length, limit, reason, (0, end), text, rules)
    draft.__class__ = Count
    result: Count = draft
    return result


class _Draft(_Slots):
    """A count while it is made: to set the fields of a frozen class takes longer than to weigh most texts."""

    __slots__ = ()

    def __init__(  # noqa: PLR0913, PLR0917 - what the fields are of
        self, length: int, limit: int, reason: Reason | None, valid_range: tuple[int, int], text: str, rules: Rules
    ) -> None:
        self.weighted_length = length
        self.limit = limit
        self.remaining = limit - length
        self.is_valid = reason is None
        self.reason = reason
        self.permillage = int(length / limit * 1000)  # in floating point, as the reference
        self.valid_range = valid_range
        self._text = text
        self._rules = rules


def _valid_end(text: str, rules: Rules) -> int:
    """Where the limit or the first refused character stands, in code points of the text that was passed in."""
    meter = meter_for(rules)
    weighed = meter.canonical(text)
    fitting = meter.fitting(weighed, rules.limit)
    end = fitting if weighed == text else canonical_prefix(text, fitting, meter.plain)
    invalid = _INVALID.search(text, 0, end)
    return invalid.start() if invalid else end


def has_invalid_characters(text: str) -> bool:
    """Whether a text holds a character that the platform refuses: U+FEFF, U+FFFE or U+FFFF."""
    return _INVALID.search(require_text(text)) is not None


# What the weight went to

_TASHKEEL = re.compile(f"[{TASHKEEL}]")
_KIND_OF_CATEGORY = {"L": "letters", "M": "letters", "N": "digits", "P": "punctuation", "S": "symbols", "Z": "spaces"}


def _breakdown(text: str, rules: Rules) -> Breakdown:
    meter = meter_for(rules)
    weighed = meter.canonical(text)
    spent: Counter[str] = Counter()
    at = 0
    for atom in meter.atoms(weighed):
        _spend(weighed[at : atom.start], meter, spent)
        spent["urls" if atom.kind == "url" else "emoji"] += atom.weight
        at = atom.end
    _spend(weighed[at:], meter, spent)
    return Breakdown(**spent)


def _spend(text: str, meter: Meter, spent: Counter[str]) -> None:
    """Add what a text without atoms weighs, kind by kind.  Emoji that the rules weigh by code point are emoji too."""
    find_emoji = emoji_finder(meter.rules.emoji_data).all
    if meter.rules.unit == "code_point":
        for start, end in find_emoji(text):
            spent["emoji"] += meter.plain(text[start:end])
        text = _without(text, find_emoji(text))
    letter = meter.plain("a")
    for piece, times in Counter(meter.pieces(text)).items():
        weight = meter.plain(piece)
        emoji = next(find_emoji(piece), None) if len(piece) > 1 else None
        kind = "double_weight" if weight > letter else "emoji" if emoji else _kind(piece[0])
        spent[kind] += weight * times


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text between the spans."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _kind(character: str) -> str:
    if character == TATWEEL:
        return "tatweel"
    if _TASHKEEL.match(character):
        return "tashkeel"
    if character.isspace():
        return "spaces"
    return _KIND_OF_CATEGORY.get(unicodedata.category(character)[0], "controls")
