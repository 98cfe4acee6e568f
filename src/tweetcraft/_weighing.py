"""A meter: what is compiled once for a set of rules, and weighs texts under them.

The algorithm is that of twitter-text 3.1.0 (``parseTweet``).  What weighs as one, a URL or an emoji of several code
points, is an *atom*; everything else weighs by code point.  Most texts hold no atom: for them the weight is the length
and the number of the code points that weigh otherwise, both found without a loop in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import TYPE_CHECKING, Literal, NamedTuple

from tweetcraft._characters import characters_of, class_of, outside_of
from tweetcraft._compiled import scanner_of
from tweetcraft._graphemes import graphemes
from tweetcraft._nfc import ACTIVE_CHARACTERS, is_plainly_nfc, is_soon_nfc
from tweetcraft._tables.normalization import NEWER
from tweetcraft._text import canonical, require_text
from tweetcraft.entities.emoji import EMOJI_JOINERS, emoji_finder
from tweetcraft.entities.tld import tld_matcher
from tweetcraft.entities.url import (
    UrlMatch,
    after_dots,
    dots_before_tlds,
    find_urls,
    may_hold_url,
    ordinary_link,
    short_link,
    with_ended_links,
)
from tweetcraft.rules import Rules, require_rules

if TYPE_CHECKING:
    from tweetcraft._native import Scanner

__all__ = ["METERS", "Atom", "Meter", "meter_for"]

# Runs of joined characters whose weight is kept: there are some thousand sequences, and of runs few are written often.
_MOST_RUNS, _LONGEST_RUN = 10_000, 16
_MOST_OF_PLAIN = 4000  # code points; in a longer text a URL could be too long to be one
_FIRST_EMOJI = 0x203C  # the first code point that is an emoji by itself

# Half a character, or a mark that the running Python does not know to be one: rare, and weighed the long way.
_ODD = frozenset(characters_of(f"\ud800-\udfff{NEWER}"))
# Of an emoji of several code points, one of these is the first or the second.
_JOINERS = frozenset(characters_of(EMOJI_JOINERS))
# Without one of the marks a text is in normalization form C; without a joiner too, each code point weighs by itself.
_MARKS = ACTIVE_CHARACTERS | _ODD
_ACTIVE = _MARKS | _JOINERS
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"


class Atom(NamedTuple):
    """A span that weighs as one."""

    start: int
    end: int
    kind: Literal["url", "emoji"]
    weight: int


class Meter:
    """Weighs texts under one set of rules, in whole weighted units."""

    def __init__(self, rules: Rules, *, compiled: bool = True) -> None:
        self.rules = rules
        self._tlds = tld_matcher(rules.tld_data)
        self._emoji = emoji_finder(rules.emoji_data)
        self._emoji_weight = rules.default_weight // rules.scale
        self._url_weight = rules.url_length
        self._added_by_sequence: dict[str, int] = {}  # of sequences that stand in a table, and no more than those
        self._added_by_run: dict[str, int] = {}
        self._base = base = self._code_point_weight(ord("a"))
        self._others = self._other_weights()
        # What links are made of weighs what letters do, and less than what is outside the ranges, and every emoji is
        # outside, or nothing weighs otherwise: so it is under the platform's own rules.  Then a text without atoms is
        # settled by one scan.
        plain_ranges = all(w // rules.scale == base and last < _FIRST_EMOJI for _, last, w in rules.ranges)
        plain_ranges &= all(self._code_point_weight(code) == base for code in range(0x80))
        self.is_simple = rules.nfc and rules.unit == "code_point" and plain_ranges
        self.is_simple &= len(self._others) == 1 or not (self._others or rules.emoji_as_unit)
        """Whether it weighs an emoji of one code point as that code point, and a letter less than what is not."""
        self._more = self._others[0][1] if self._others else 0
        self.scanner = self._scanner() if compiled and self.is_simple else None
        """What looks over texts, compiled; ``None`` without it, or where it does not know how."""
        self.settle: Callable[[str], int | None] = _unsettled if self.scanner is None else self.scanner.weigh
        """The same of a text whose code points say it all, with none that the platform refuses; ``None`` of others."""
        self.weigh = self._weigher()
        """The weighted length of a text as it was passed in."""

    # Weights of single characters

    def _code_point_weight(self, code: int) -> int:
        rules = self.rules
        for first, last, weight in rules.ranges:
            if first <= code <= last:
                return weight // rules.scale
        return rules.default_weight // rules.scale

    def _covered(self) -> str:
        """What the ranges hold, as the inside of a character class."""
        return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last, _ in self.rules.ranges)

    def _other_weights(self) -> list[tuple[re.Pattern[str], int]]:
        """For each weight that is not that of a Latin letter: its code points, and how much more they weigh."""
        rules = self.rules
        by_weight: dict[int, str] = {}
        for first, last, weight in rules.ranges:
            inside = f"\\U{first:08x}-\\U{last:08x}"
            by_weight[weight // rules.scale] = by_weight.get(weight // rules.scale, "") + inside
        weights = [(re.compile(f"[{inside}]"), w) for w, inside in by_weight.items()]
        if by_weight:
            weights.append((re.compile(f"[^{''.join(by_weight.values())}]"), rules.default_weight // rules.scale))
        return [(pattern, weight - self._base) for pattern, weight in weights if weight != self._base]

    def _heavy_pattern(self, light_too: Set[str] = frozenset()) -> re.Pattern[str]:
        """What is outside the ranges, and some of what is inside.

        One class, not two alternatives: that is ten times as fast.
        """
        if not self.rules.ranges:
            return re.compile(f"[{class_of(light_too)}]" if light_too else "(?!)")
        light = {chr(c) for first, last, _ in self.rules.ranges for c in range(first, last + 1)} - light_too
        return re.compile(f"[^{class_of(light)}]" if light else "(?s:.)")

    def _scanner(self) -> Scanner | None:
        return scanner_of(
            base=self._base,
            heavy=(outside_of(self._covered()) if self._more else "", self._more),
            joiners=EMOJI_JOINERS,
            emoji=self._emoji.parts,
            url=(self._url_weight, self._tlds.beginnings),
        )

    # A whole text

    def _weigher(self) -> Callable[[str], int]:
        """What ``weigh`` is: a closure, because to look up the parts of ``self`` would take as long as to use them."""
        if not self.is_simple:
            return lambda text: self._weigh_exactly(require_text(text))
        return self._pure_weigher() if self.scanner is None else self._compiled_weigher(self.scanner)

    def _pure_weigher(self) -> Callable[[str], int]:
        base, more = self._base, self._more
        canonical, canonically = self.canonical, self._weigh_canonical
        noticed, heavy = self._heavy_pattern(_ACTIVE).findall, self._heavy_pattern().match
        is_light = frozenset(c for c in _ACTIVE if not heavy(c)).__contains__  # noticed, but no heavier than a letter
        emoji_as_unit, urls_count = self.rules.emoji_as_unit, self._url_weight is not None
        two_after_dots, no_tld_begins = after_dots(), self._tlds.beginnings.isdisjoint
        added_by_links, added_by_emoji = self._added_by_plain_links, self._added_by_emoji

        def weigh(text: str) -> int:
            try:
                found = noticed(text)
            except TypeError:
                require_text(text)
                raise
            joined, light = False, 0
            if found and not _ACTIVE.isdisjoint(found):
                if not _MARKS.isdisjoint(found) and not (_ODD.isdisjoint(found) and is_plainly_nfc(text)):
                    text = canonical(text)
                    found = noticed(text)
                joined = emoji_as_unit and not _JOINERS.isdisjoint(found)
                light = sum(map(is_light, found))
            length = len(text) * base + (len(found) - light) * more
            if urls_count and "." in text and ("://t.co/" in text or not no_tld_begins(two_after_dots(text))):
                added = added_by_links(text, text.count("."))
                # Of emoji only a keycap can begin with the last character of a link.
                if added is None or (joined and _KEYCAP in text):
                    return canonically(text)
                length += added
            return length + added_by_emoji(text) if joined else length

        return weigh

    def _compiled_weigher(self, scanner: Scanner) -> Callable[[str], int]:
        settled, weigh_the_rest = scanner.weigh, self._weigh_looking

        def weigh(text: str) -> int:
            length = settled(text)
            return weigh_the_rest(scanner, text) if length is None else length

        return weigh

    def _weigh_looking(self, scanner: Scanner, text: str) -> int:
        """Weigh a text in which the scanner saw more than it can weigh."""
        length, kinds, dots = scanner.look(require_text(text))
        if kinds & (scanner.ACTIVE | scanner.ODD) and (kinds & scanner.ODD or not is_soon_nfc(text)):
            text = canonical(text)
            length, kinds, dots = scanner.look(text)
        joined = self.rules.emoji_as_unit and kinds & scanner.JOINER
        if dots and self._url_weight is not None:
            added = self._added_by_plain_links(text, dots)
            if added is None or (joined and _KEYCAP in text):
                return self._weigh_canonical(text)
            length += added
        return length + sum(map(self.added_by_joined, scanner.joined(text))) if joined else length

    def added_by_joined(self, run: str) -> int:
        """What a run of joined characters, as of emoji, weighs more than they do; of most it is asked often."""
        added = self._added_by_run.get(run)
        if added is None:
            added = self._added_by_emoji(run)
            if len(self._added_by_run) < _MOST_RUNS and len(run) <= _LONGEST_RUN:
                self._added_by_run[run] = added
        return added

    def _added_by_plain_links(self, text: str, dots: int) -> int | None:
        """What a text weighs more for its plain links than by code points; ``None`` where it may hold other URLs.

        ``dots``: how many there are, or how many of them a TLD may follow.
        """
        links = short_link().findall(text) if "://t.co/" in text else []
        number, length = len(links), len("".join(links))
        # Each of those has one dot.  Most texts have no other, and most others have no TLD after them.
        if dots > number < dots_before_tlds(text, self._tlds):
            if len(text) > _MOST_OF_PLAIN:
                return None
            if text.count("://t.co/") > number and (ended := with_ended_links(text)) != text:
                return self._added_by_plain_links(ended, dots)
            rest = short_link().sub("|", text) if links else text
            parts = ordinary_link().split(rest)
            tlds, between = parts[1::2], "|".join(parts[::2])
            # What is left without the links may be no URL; but it may have been one beside them.
            if not self._tlds.has_all(tlds) or may_hold_url(between, self._tlds):
                return None
            number += len(tlds)
            length += len(rest) - len(between) + len(tlds)
        return number * (self._url_weight or 0) - length * self._base

    def _added_by_emoji(self, text: str) -> int:
        """The same for its emoji of several code points."""
        added, known = 0, self._added_by_sequence
        for start, end in self._emoji.sequences(text):
            sequence = text[start:end]
            if sequence not in known:
                known[sequence] = self._emoji_weight - self.plain(sequence)
            added += known[sequence]
        return added

    def _weigh_exactly(self, text: str) -> int:
        return self._weigh_canonical(self.canonical(text))

    def _weigh_canonical(self, text: str) -> int:
        length = at = 0
        for atom in self.atoms(text):
            length += self.plain(text[at : atom.start]) + atom.weight
            at = atom.end
        return length + self.plain(text[at:])

    def canonical(self, text: str) -> str:
        """The form of a text that is weighed."""
        return canonical(text) if self.rules.nfc else text

    def pieces(self, text: str) -> Iterable[str]:
        """What is weighed in a text that holds no atom: its code points or its graphemes."""
        return (text[a:b] for a, b in graphemes(text)) if self.rules.unit == "grapheme" else text

    def plain(self, text: str) -> int:
        """The weight of a text that holds no atom."""
        if self.rules.unit == "grapheme":
            return sum(1 for _ in graphemes(text)) * self._emoji_weight
        return len(text) * self._base + sum(len(heavy.findall(text)) * more for heavy, more in self._others)

    def added_by_atoms(self, text: str) -> int:
        """What a text weighs more for its URLs and sequences of emoji than by code points."""
        text = self.canonical(text)
        return sum(atom.weight - self.plain(text[atom.start : atom.end]) for atom in self.atoms(text))

    def added_by_links(self, text: str) -> int:
        """The same of a text whose emoji are of one code point each, where a letter of a link weighs what others do."""
        text = self.canonical(text)
        added = self._added_by_plain_links(text, text.count("."))
        return self.added_by_atoms(text) if added is None else added

    def fitting(self, text: str, room: int) -> int:
        """The end of the longest prefix of a canonical text that weighs no more than ``room``."""
        at = 0
        for atom in self.atoms(text):
            stretch = text[at : atom.start]
            weight = self.plain(stretch)
            if weight > room:
                return at + self._fitting_plain(stretch, room)
            room -= weight + atom.weight
            if room < 0:
                return atom.start
            at = atom.end
        return at + self._fitting_plain(text[at:], room)

    def _fitting_plain(self, text: str, room: int) -> int:
        at = 0
        for piece in self.pieces(text):
            room -= self.plain(piece)
            if room < 0:
                break
            at += len(piece)
        return at

    # Atoms

    def atoms(self, text: str) -> Iterator[Atom]:
        """The URLs and emoji of a canonical text that weigh as one, in order; where two overlap, the first counts."""
        urls, halved = self._urls(text)
        emoji = (atom for atom in self._emoji_sequences(text) if atom.start not in halved)
        at = 0
        for atom in sorted([*urls, *emoji], key=lambda atom: atom.start):
            if atom.start >= at:
                at = atom.end
                yield atom

    def _urls(self, text: str) -> tuple[list[Atom], set[int]]:
        """The URLs, and the characters of which the reference sees the second half alone, after one of them."""
        weight = self._url_weight
        if weight is None:
            return [], set()
        urls, halved = [], set()
        # Of two URLs that begin at one place the later is taken; the reference keeps them in a map by their start.
        for url in {url.start: url for url in find_urls(text, self._tlds)}.values():
            end, is_half = _end_of_skip(text, url)
            urls.append(Atom(url.start, end, "url", weight))
            if is_half:
                halved.add(end)
        return urls, halved

    def _emoji_sequences(self, text: str) -> Iterable[Atom]:
        if not self.rules.emoji_as_unit or self.rules.unit == "grapheme":  # a grapheme holds all of an emoji
            return
        # Under simple rules an emoji of one code point weighs what it would weigh anyway.
        for start, end in self._emoji.sequences(text) if self.is_simple else self._emoji.all(text):
            yield Atom(start, end, "emoji", self._emoji_weight)


def _unsettled(_text: str) -> None:
    """What no scanner says of any text."""


def _end_of_skip(text: str, url: UrlMatch) -> tuple[int, bool]:
    """Where the reference goes on after a URL: as many UTF-16 code units later as the URL is long.

    The second result is whether that is the second half of a character.
    """
    if len(url.url) == url.end - url.start:
        return url.end, False
    units = len(url.url.encode("utf-16-le", "surrogatepass")) // 2
    at = url.start
    while units > 0:
        units -= 1 if text[at] <= "\uffff" else 2
        at += 1
    return (at, False) if units == 0 else (at - 1, True)


METERS: dict[int, Meter] = {}
"""By the identity of their rules: to hash a dozen fields on each call would take longer than to weigh a text.  A meter
holds on to its rules, so no other rules can have their identity while it is here."""

_MOST_METERS = 64  # a program uses a handful of rules; one that makes them without end does not fill the memory


def meter_for(rules: Rules) -> Meter:
    """The meter of these rules, compiled on first use."""
    return METERS.get(id(rules)) or _new_meter(rules)


def _new_meter(rules: Rules) -> Meter:
    require_rules(rules)
    if len(METERS) >= _MOST_METERS:
        METERS.clear()
    meter = METERS[id(rules)] = Meter(rules)
    return meter
