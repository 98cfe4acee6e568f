"""Where a text may be broken, and what a break there costs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from tweetcraft._characters import characters_of
from tweetcraft._graphemes import is_boundary
from tweetcraft.arabic.phrases import joint, opening, with_plain_letters, without_marks
from tweetcraft.arabic.script import LETTERS
from tweetcraft.arabic.sentences import BULLETS, LINE_ENDS, outline
from tweetcraft.entities import extract
from tweetcraft.entities.emoji import emoji_finder
from tweetcraft.rules import Rules, X
from tweetcraft.threads.costs import (
    BREAKS,
    ENCLOSED,
    FRAGMENT,
    FRAGMENT_OF_LINE,
    HEADING,
    INSIDE_ITEM,
    ITEM,
    LEAD_IN,
    LONG,
    LONG_OF_LINE,
    OPENED,
    PARAGRAPH,
    SHORT,
    TAGS,
    TURNED,
    BreakKind,
)

__all__ = ["SPACES", "Place", "find_places"]

# White space that a line may be broken at, and white space that it may not.
_BREAKING = "".join(characters_of("\t-\r \x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"))
_NO_BREAK = "\xa0\u2007\u202f"
SPACES = _BREAKING + _NO_BREAK
"""What a post neither begins nor ends with."""


class Place(NamedTuple):
    """Where a text may be broken: what ends at ``end`` goes to one post, what begins at ``start`` to the next."""

    end: int
    start: int
    kind: BreakKind
    cost: float


def find_places(
    text: str, fits: Callable[[str], bool], start: int = 0, end: int | None = None, *, rules: Rules = X
) -> list[Place]:
    """Every place between ``start`` and ``end`` where a text may be broken without cutting a word.

    Arguments:
        text: the text.
        fits: whether a piece of text would fit in one post.
        start: where to begin, in code points; no white space stands there.
        end: where to end, after a character that is no white space.
        rules: what links under them is never broken.
    """
    places = _Finder(text[start:end], fits, rules).places()
    return [Place(a + start, b + start, kind, cost) for a, b, kind, cost in places] if start else places


_GAP = re.compile(f"[{SPACES}]+")
_BREAKS = re.compile(f"[{_BREAKING}]")
_TIGHT_COMMA = re.compile(f"[،؛](?=[{LETTERS}]{{2}})")
_LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
# Characters that begin a grapheme whatever stands before them.
_BEGINS = re.compile("[!-~«»“”\u060c-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5]")

_CLOSING = "\"'”’»›)]}﴾﴿"
_OPENING = frozenset("\"'“„«‹([{﴾﴿")
_GLUED_RIGHT = frozenset(".,،؛;:!?؟…)]}»›”%٪")
_GLUED_LEFT = frozenset("([{«‹“„#@")
_MARKS = {"،": "comma", ",": "comma", "؛": "semicolon", ";": "semicolon", ":": "colon", "–": "dash", "—": "dash"}
_ENDS = frozenset("،,؛;:–—.!?؟…۔-" + _CLOSING)
_BULLET = re.compile(rf"[-–—*{''.join(sorted(BULLETS))}]|[0-9٠-٩]{{1,3}}(?:[.)\-–]|\ufe0f?\u20e3)|[^\W\d_][.)\-]\s")
_POINTS = ":👇⬇↓"
_LONGEST_HEADING = 60  # code points
_LONGEST_ABBREVIATION = 6  # code points
_FEW = 2  # words
_FEW_OF_TWO = 6  # words of two items of a list


class _Finder:
    def __init__(self, text: str, fits: Callable[[str], bool], rules: Rules) -> None:
        self._text, self._fits, self._rules = text, fits, rules
        found = outline(text)
        self._stops = {stop.end for stop in found.stops}
        self._enclosures = found.enclosures
        self._emoji = dict(emoji_finder("current").all(text))
        self._emoji_ends = frozenset(self._emoji.values())
        self._gaps = self._find_gaps()
        self._words = self._simplified_words()
        self._names = [self._name(i) for i in range(len(self._gaps))]
        """Of each place in the table of costs."""
        self._more = [0.0] * len(self._gaps)
        """What its surroundings add to its cost."""

    def places(self) -> list[Place]:
        self._add_to_tags()
        self._add_to_lines()
        self._add_to_clauses()
        self._add_to_fragments()
        self._add_to_enclosed()
        return [
            Place(a, b, BREAKS[name][0], BREAKS[name][1] + added)
            for (a, b), name, added in zip(self._gaps, self._names, self._more, strict=True)
        ]

    def _find_gaps(self) -> list[tuple[int, int]]:
        """White space that is not part of a grapheme, and the ends of sentences and clauses that have none after them.

        A no-break space is none, but where it stands beside another or after a sentence.
        """
        text = self._text
        gaps = [
            (a, b)
            for a, b in (gap.span() for gap in _GAP.finditer(text))
            if (a in self._stops or _BREAKS.search(text, a, b)) and (_BEGINS.match(text, b) or is_boundary(text, b))
        ]
        tight = {comma.end() for comma in _TIGHT_COMMA.finditer(text)}
        tight |= {at for at in self._stops if at < len(text) and not _GAP.match(text, at) and is_boundary(text, at)}
        if tight:
            for entity in extract(text, rules=self._rules):
                tight.difference_update(range(entity.span[0] + 1, entity.span[1]))
        return sorted([*gaps, *((at, at) for at in tight)]) if tight else gaps

    def _simplified_words(self) -> list[str]:
        """What stands between the gaps, simplified; a word of letters alone has no marks."""
        plain = with_plain_letters(self._text)
        edges = [0, *(edge for gap in self._gaps for edge in gap), len(self._text)]
        words = (plain[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        return [word if word.isalpha() else without_marks(word) for word in words]

    # What stands at a place

    def _name(self, index: int) -> str:
        text = self._text
        end, start = self._gaps[index]
        if text[end:start] != " " and (lines := len(_LINE_END.findall(text, end, start))):
            return "paragraph" if lines > 1 else "line"
        if end in self._stops:
            return "sentence"
        left, right = self._words[index], self._words[index + 1]
        if left.isalpha() and right.isalpha():
            return joint(left, right)
        name = self._name_after_mark(left, right) if text[end - 1] in _ENDS else None
        return name or self._name_at_sign(end, start, left, right) or joint(left, right)

    def _name_at_sign(self, end: int, start: int, left: str, right: str) -> str | None:
        """The name of a place beside an emoji, a link, or a mark that stands apart from its word."""
        before, after = self._text[end - 1], self._text[start]
        if start in self._emoji:
            return "emoji" if _BULLET.match(self._text, start) else "glued"
        if (after in _GLUED_RIGHT and not _HAS_WORD.search(right)) or (
            before in _GLUED_LEFT and not _HAS_WORD.search(left)
        ):
            return "glued"
        if end in self._emoji_ends:
            return "emoji"
        return "link" if right.startswith(("http", "www.")) else None

    def _name_after_mark(self, left: str, right: str) -> str | None:
        core = left.rstrip(_CLOSING)
        name = "dash" if left == "-" else _MARKS.get(core[-1:])
        if name == "comma":
            return _COMMA_BEFORE[opening(right)]
        if name is None and core[-1:] == "." and len(core) <= _LONGEST_ABBREVIATION:
            return "name"  # or the number of an item
        return name

    # What the surroundings add

    def _add_to_tags(self) -> None:
        """Tags stay with the line that they end; a post begins with a Latin word or a name only if it has to."""
        text = self._text
        among_tags = True
        for i in range(len(self._gaps) - 1, -1, -1):
            start = self._gaps[i][1]
            first = text[start]
            if i + 1 < len(self._names) and self._names[i + 1] in _LINES:
                among_tags = True
            among_tags &= first in "#＃" or start in self._emoji or text.startswith("http", start)
            if among_tags and first in "#＃":
                self._more[i] += TAGS
            if first.isascii() and (first.isalpha() or first in "#@$"):
                self._more[i] += TURNED
            elif self._names[i] == "colon" and first in _OPENING:
                self._more[i] += LEAD_IN

    def _add_to_lines(self) -> None:
        """Headings stay with what follows, and a list stays a list."""
        breaks = [i for i, name in enumerate(self._names) if name in _LINES]
        start, opens = 0, True
        for before, i in itertools.pairwise([-1, *breaks, len(self._gaps)]):
            end, next_start = self._gaps[i] if i < len(self._gaps) else (len(self._text),) * 2
            if i - before > 1 and self._fits(self._text[start:end]):
                added = INSIDE_ITEM if self._is_item(start) else PARAGRAPH
                for inside in range(before + 1, i):
                    self._more[inside] += added
            if i < len(self._gaps):
                self._more[i] += self._after_line(start, end, next_start, opens=opens)
                start, opens = next_start, self._names[i] == "paragraph"

    def _after_line(self, start: int, end: int, next_start: int, *, opens: bool) -> float:
        text = self._text
        if text[end - 1] in _POINTS or text[end - 2 : end] == "👇\ufe0f":
            return LEAD_IN
        item, next_item = self._is_item(start), self._is_item(next_start)
        if item:
            return ITEM if next_item else 0.0
        if text[end - 1] in _ENDS or text[start] in "#＃@" or not opens or end - start > _LONGEST_HEADING:
            return 0.0
        same = next_start + end - start  # what follows a heading is longer; a line of a poem is followed by its like
        longer = same < len(self._text) and not _LINE_END.search(text, next_start, same + 1)
        return HEADING if next_item or longer else 0.0

    def _is_item(self, start: int) -> bool:
        """Whether a line is an item of a list: its bullet may be a number, a dash or any emoji."""
        return start in self._emoji or _BULLET.match(self._text, start) is not None

    def _add_to_clauses(self) -> None:
        """A comma between short items, or after an opening word, is worth less."""
        marks = [-1, *(i for i, name in enumerate(self._names) if name in _CLAUSE_MARKS), len(self._names)]
        for before, here, after in zip(marks, marks[1:], marks[2:], strict=False):
            if self._names[here] not in _COMMAS:
                continue
            in_list = before >= 0 and self._names[before] in _COMMAS
            if self._names[here] == "comma before a clause" and in_list:
                continue
            if here - before <= _FEW < (after - here if in_list else len(self._names)):
                self._more[here] += OPENED
            elif min(here - before, after - here) <= _FEW or after - before <= _FEW_OF_TWO:
                self._more[here] += SHORT

    def _add_to_fragments(self) -> None:
        """No break tears a few words off a sentence; none inside a sentence tears the beginning or end off a line."""
        for kinds, cost, length in ((_SENTENCES, FRAGMENT, LONG), (_LINES, FRAGMENT_OF_LINE, LONG_OF_LINE)):
            ends = [i for i, name in enumerate(self._names) if name in kinds]
            for before, here in itertools.pairwise([-1, *ends, len(self._gaps)]):
                start = self._gaps[before][1] if before >= 0 else 0
                end = self._gaps[here][0] if here < len(self._gaps) else len(self._text)
                for i in range(before + 1, here):
                    if (torn := self._gaps[i][0] - start) >= length:
                        break
                    self._tear(i, cost * (1 - torn / length))
                for i in range(here - 1, before, -1):
                    if (torn := end - self._gaps[i][1]) >= length:
                        break
                    self._tear(i, cost * (1 - torn / length))

    def _tear(self, index: int, cost: float) -> None:
        if self._names[index] not in _SENTENCES:
            self._more[index] += cost

    def _add_to_enclosed(self) -> None:
        """What is quoted or in brackets stays together where a post can hold it."""
        at = 0
        for start, end in sorted(self._enclosures):
            while at < len(self._gaps) and self._gaps[at][0] <= start:
                at += 1
            if at < len(self._gaps) and self._gaps[at][1] < end and self._fits(self._text[start:end]):
                while at < len(self._gaps) and self._gaps[at][1] < end:
                    self._more[at] += ENCLOSED
                    at += 1


_LINES = frozenset({"paragraph", "line"})
_SENTENCES = _LINES | {"sentence"}
_COMMA_BEFORE = {
    "clause": "comma before a clause",
    "and": "comma",
    "phrase": "comma before a phrase",
    "bare": "comma before a bare word",
}
_COMMAS = frozenset(_COMMA_BEFORE.values())
_CLAUSE_MARKS = _LINES | _COMMAS | {"sentence", "semicolon", "colon", "dash"}
_HAS_WORD = re.compile(r"\w")
