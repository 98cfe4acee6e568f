"""Sentences of Arabic and mixed text, and what quotation marks and brackets hold together.

A text is walked from one sign to the next: a run of stops, a mark that opens or closes, the end of a line.  A run of
stops ends a sentence unless something says otherwise: an abbreviation, the number of a list item, what follows.  What
is said in quotation marks or brackets is one piece of the sentence around it; marks that are not closed on their line
hold nothing together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tweetcraft._text import require_text
from tweetcraft.arabic.script import ARABIC_DIGITS, LETTERS, PERSIAN_DIGITS, TASHKEEL, TATWEEL
from tweetcraft.entities import extract
from tweetcraft.entities.emoji import emoji_finder

__all__ = ["BULLETS", "LINE_ENDS", "Outline", "Sentence", "Stop", "find_sentences", "outline"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and where it stands."""

    text: str
    """With the marks, emoji and tags that end it, without the white space around it."""
    span: tuple[int, int]
    """Half-open, in code points of the text that was passed in."""


class Stop(NamedTuple):
    """Where a sentence ends."""

    end: int
    """After its last mark, and after the emoji and tags that belong to it."""
    depth: int
    """How many pairs of quotation marks or brackets it stands in: 0 where a sentence of the text ends."""


class Outline(NamedTuple):
    """The bones of a text."""

    stops: list[Stop]
    enclosures: list[tuple[int, int]]
    """Spans of what is quoted or in brackets, marks included, by the mark that closes."""


def find_sentences(text: str, *, lines: bool = True) -> list[Sentence]:
    """Find the sentences of a text.

    Arguments:
        text: Arabic, or Arabic and another language.
        lines: whether every line break ends a sentence, as in posts, lists and poems; otherwise only an empty line
            does, as in text that is wrapped to a width.

    Returns:
        The sentences in order; only white space is in none of them.  Spans are half-open, in code points.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> from tweetcraft.arabic.sentences import find_sentences
    >>> for sentence in find_sentences("قال د. سامي: «وصلنا. الحمد لله.» ثم سأل: كم بقي؟ بقي 2.5 كم."):
    ...     print(sentence.span, sentence.text)
    (0, 32) قال د. سامي: «وصلنا. الحمد لله.»
    (33, 48) ثم سأل: كم بقي؟
    (49, 60) بقي 2.5 كم.

    Source: our own rules, measured in docs/threads.md on sentences that were marked by hand.
    """
    line_breaks = (_LINE_BREAK if lines else _EMPTY_LINE).finditer(require_text(text))
    ends = {stop.end for stop in outline(text, lines=lines).stops if not stop.depth}
    ends.update(found.start() for found in line_breaks)
    sentences = []
    start = 0
    for end in (*sorted(ends), len(text)):
        whole = text[start:end].strip()
        if whole:
            at = text.index(whole[0], start)
            sentences.append(Sentence(whole, (at, at + len(whole))))
        start = end
    return sentences


# Signs

_STOPS = ".!?؟…۔‼⁇⁈⁉。！？"
LINE_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_QUOTATION = '"“”„‟'  # which writers mix
_FAMILIES = ("«»‹›", _QUOTATION, "()", "[]", "{}", "﴾﴿")
_FAMILY = {mark: family for family in _FAMILIES for mark in family}
_OPENS, _CLOSES = frozenset("«‹([{"), frozenset("»›)]}")  # the others may do both, as " does, and ﴾ in older fonts
_BEFORE_OPENING = re.compile(r"(?:\A|[\s«(\[{،؛:]|(?:\A|\s)[وفبكل])\Z")
_AFTER_CLOSING = re.compile(r"[\s.,،؛;:!?؟…)\]}»]|\Z")
_SIGN = re.compile(rf"[{re.escape(_STOPS + ''.join(_FAMILY))}{LINE_ENDS}]")
_RUN = re.compile(f"[{_STOPS}]+")
_LINE_BREAK = re.compile(f"[{LINE_ENDS}]")
_EMPTY_LINE = re.compile(rf"(?>\r\n|[\n\r])[^\S{LINE_ENDS}]*+[\n\r]|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MOST_OPEN = 8  # marks deep; a row of opening brackets is no sentence


class _Beginning(NamedTuple):
    """Where a sentence begins, and its first word."""

    start: int
    word: int


class _Open(NamedTuple):
    """A mark that waits for the one that closes it."""

    family: str
    at: int
    stops: int
    """How many stops stand before it."""
    sentence: _Beginning
    """Of the sentence that it stands in."""


def outline(text: str, *, lines: bool = True) -> Outline:
    """Where the sentences of a text end, and what is quoted or in brackets; ``lines`` as for ``find_sentences``."""
    return _Walk(text, lines=lines).outline()


class _Walk:
    """One text, from sign to sign."""

    def __init__(self, text: str, *, lines: bool) -> None:
        self._text = text
        self._line_break, self._following = (_LINE_BREAK, _ON_LINE) if lines else (_EMPTY_LINE, _ON_LINES)
        self._emoji: dict[int, int] | None = None
        self._links: list[tuple[int, int]] | None = None
        self._ends: list[int] = []
        self._pairs: list[tuple[int, int]] = []
        self._enclosures: list[tuple[int, int]] = []
        self._open: list[_Open] = []
        self._sentence = _Beginning(0, -1)
        self._begin(0)

    def _begin(self, at: int) -> None:
        """Begin a sentence."""
        word = self._sentence.word
        if word < at:  # else it was found before, with nothing but marks and lines on the way
            found = _NOT_OPENING.search(self._text, at)
            word = found.start() if found else len(self._text)
        self._sentence = _Beginning(at, word)

    def outline(self) -> Outline:
        text = self._text
        at = 0
        while sign := _SIGN.search(text, at):
            at = sign.end()
            if sign[0] in _FAMILY:
                self._open_or_close(sign.start())
            elif sign[0] in _STOPS:
                at = self._stop(sign.start())
            elif self._line_break.match(text, sign.start()):
                self._open.clear()
                self._begin(at)
        return Outline([Stop(*stop) for stop in zip(self._ends, self._depths(), strict=True)], self._enclosures)

    def _depths(self) -> Iterator[int]:
        """For each stop how many pairs are around it."""
        changes = [0] * (len(self._ends) + 1)
        for first, after in self._pairs:
            changes[first] += 1
            changes[after] -= 1
        return accumulate(changes[:-1])

    def _open_or_close(self, at: int) -> int | None:
        """Take a mark; where it closes another, the place of that one."""
        family = _FAMILY[self._text[at]]
        waiting = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].family == family), None)
        closes = self._closes(at)
        if closes is None:
            closes = waiting is not None
        if not closes:
            if family == _QUOTATION and waiting is not None:
                del self._open[waiting:]  # they do not nest: the one before was not closed
            if len(self._open) < _MOST_OPEN:
                self._open.append(_Open(family, at, len(self._ends), self._sentence))
        if waiting is None or not closes:
            return None
        opened = self._open[waiting]
        del self._open[waiting:]
        self._sentence = opened.sentence
        self._enclosures.append((opened.at, at + 1))
        if opened.stops < len(self._ends):
            self._pairs.append((opened.stops, len(self._ends)))
        return opened.at

    def _closes(self, at: int) -> bool | None:
        """Whether a mark closes, by its shape or by what is around it; ``None`` where both do not tell."""
        text, mark = self._text, self._text[at]
        if mark in _OPENS or mark in _CLOSES:
            return mark in _CLOSES
        before, after = _BEFORE_OPENING.search(text, max(0, at - 2), at), _AFTER_CLOSING.match(text, at + 1)
        return None if (before is None) == (after is None) or mark not in _QUOTATION else before is None

    def _stop(self, start: int) -> int:
        """Take a run of stops with the marks that close after it; where to go on."""
        text = self._text
        run = _RUN.match(text, start)
        assert run is not None
        end = run.end()
        opened = None
        while end < len(text) and text[end] in _FAMILY:
            if _FAMILY[text[end]] not in (o.family for o in self._open) or self._closes(end) is False:
                break
            opened = self._open_or_close(end)
            end += 1
        if self._ends_sentence(start, run.end(), end, opened):
            end = self._with_trailing(end)
            self._ends.append(end)
            self._begin(end)
        return end

    # What ends a sentence

    def _ends_sentence(self, start: int, run_end: int, end: int, opened: int | None) -> bool:
        """Whether stops from ``start`` to ``run_end`` do, with the marks up to ``end``, the last closing ``opened``."""
        text = self._text
        if opened is not None and opened == start - 1 and end == run_end + 1:
            return False  # (!) and [...] are remarks
        following = self._following.match(text, end)
        assert following is not None
        blanks, first = following.groups()
        if not first:
            return True
        if self._sentence.word >= start or self._goes_on(start, first):
            return False
        if not blanks and not self._has_no_space_after(start, run_end, end):
            return False
        after = following.start(2)
        if text[start:run_end] == "." and self._is_abbreviation(start, after):
            return False
        return opened is None or self._ends_with(opened, start, after)

    def _goes_on(self, start: int, first: str) -> bool:
        """Whether the character that follows shows that the sentence goes on, or a verse with its source."""
        return first in _GOES_ON or first.islower() or (first in "[(" and self._text[start - 1] in "﴾﴿")

    def _ends_with(self, opened: int, start: int, after: int) -> bool:
        """Whether a sentence ends with what is quoted or in brackets from ``opened`` on."""
        text = self._text
        if text[opened] in "([{":
            return self._sentence.word >= opened  # a remark in a sentence, unless it is one by itself
        if self._follows_colon(opened) or text[after] in _QUOTES:
            return True
        # What is asked in quotation marks may be a title, or said by someone whose name follows.
        return text[start] in ".…" and not _SAID.match(text, after)

    def _has_no_space_after(self, start: int, run_end: int, end: int) -> bool:
        """Whether an emoji follows a stop, or two Arabic words have it between them and no space, in no link."""
        text = self._text
        if self._emoji_at(end) is not None:
            return not self._is_in_link(start)
        if not _TWO_LETTERS.match(text, end):
            return False
        before = _WORD_BEFORE.search(text, max(self._sentence.start, start - _LOOK_BACK), start)
        if before and text[start:run_end] == "." and not _WORD_OR_YEAR.search(before[0]):
            return False
        return not self._is_in_link(start)

    def _is_abbreviation(self, dot: int, after: int) -> bool:
        """Whether a full stop belongs to what stands before it; the next word begins at ``after``."""
        text = self._text
        first = text[after]
        found = _WORD_BEFORE.search(text, max(self._sentence.start, dot - _LOOK_BACK), dot)
        if not found:
            return False
        word = _UNSEEN.sub("", found[0])
        if word.isdecimal():
            begins_item = self._sentence.word >= found.start() or self._follows_colon(found.start())
            return (begins_item and len(word) <= _LONGEST_NUMBER) or (first.isdecimal() and len(word) <= 2)
        if word in _UNITS and _NUMBER_BEFORE.search(text, max(0, found.start() - 4), found.start()):
            return _CONTINUES.match(text, after) is not None
        if _INITIALS.fullmatch(word):
            # A letter of a Latin name has the next one, or the name, after it; Arabic after it begins a sentence.
            return not (word.isascii() and len(word) == 1 and _ARABIC_LETTER.match(first))
        return word.casefold() in _ABBREVIATIONS or (first.isdecimal() and word in _CONTACTS)

    def _follows_colon(self, at: int) -> bool:
        return self._text[max(self._sentence.start, at - _LOOK_BACK) : at].rstrip().endswith(":")

    # What belongs to the sentence before

    def _with_trailing(self, end: int) -> int:
        """The end of the emoji and tags that follow a stop and belong to it."""
        text = self._text
        at = end
        while emoji := self._emoji_at(gap_end := _after_blanks(text, at)):
            if text[gap_end] in BULLETS or "\u20e3" in text[gap_end:emoji]:
                after = _after_blanks(text, emoji)
                if after < len(text) and not _LINE_BREAK.match(text, after):
                    break  # it begins the next
            at = emoji
        tags = _TAGS_TO_LINE_END.match(text, at)
        return tags.end() if tags else at

    def _emoji_at(self, at: int) -> int | None:
        """The end of the emoji that begins there."""
        if self._emoji is None:
            self._emoji = dict(emoji_finder("current").all(self._text))
        return self._emoji.get(at)

    def _is_in_link(self, at: int) -> bool:
        if self._links is None:
            self._links = [entity.span for entity in extract(self._text) if entity.kind == "url"]
        before = bisect_right(self._links, (at, len(self._text)))
        return before > 0 and at < self._links[before - 1][1]


_LOOK_BACK = 24  # code points; longer than every abbreviation
_LONGEST_NUMBER = 3  # digits of an item of a list
_DIGITS = f"0-9{ARABIC_DIGITS}{PERSIAN_DIGITS}"
_BLANKS = re.compile(rf"[^\S{LINE_ENDS}]*")
_ON_LINE = re.compile(rf"([^\S{LINE_ENDS}]*)([^{LINE_ENDS}]?)")
_ON_LINES = re.compile(rf"((?:(?!{_EMPTY_LINE.pattern})\s)*+)(\S?)")
_NOT_OPENING = re.compile(r"[^\s«‹“\"„(\[{﴾﴿\-–—•*]")
_QUOTES = frozenset('«‹“"„')
_GOES_ON = frozenset("،,؛;:")
_UNSEEN = re.compile(f"[{TATWEEL}{TASHKEEL}\u200c-\u200f\u061c]")
_WORD_BEFORE = re.compile(r"[^\s«‹“\"„(\[{﴾﴿،؛]+\Z")
_ARABIC_LETTER = re.compile(f"[{LETTERS}]")
_TWO_LETTERS = re.compile(f"[{LETTERS}][{LETTERS}{TASHKEEL}{TATWEEL}]")
_WORD_OR_YEAR = re.compile(f'[{LETTERS}][{LETTERS}{TASHKEEL}{TATWEEL}]\\Z|[»”")\\]]\\Z|[{_DIGITS}]{{2}}\\Z')
_NUMBER_BEFORE = re.compile(rf"[{_DIGITS}]\s?\Z")
_TAGS_TO_LINE_END = re.compile(rf"(?:[^\S{LINE_ENDS}]+[#＃][^\s#＃]++)++(?=[^\S{LINE_ENDS}]*+(?:[{LINE_ENDS}]|\Z))")


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    assert found is not None
    return found.end()


BULLETS = frozenset("✅☑✔✓❌✖🔹🔸🔷🔶▪▫◾◽◼◻•●○🔘🔴🟢🟡🔵🟠🟣⚫⚪📌📍👉➡◀▶➖➕🔻🔺❇✳")
"""Signs and emoji that stand before the items of a list."""

# Words.  Letters with dots between them and single letters are taken for abbreviations without a list.
_INITIALS = re.compile(f"و?(?:[{LETTERS}]\\.)*[{LETTERS}]|(?:[A-Za-z]\\.)*[A-Za-z]|و[دأم]")
# After a number they end a sentence, unless a word follows that only goes on with one.
_UNITS = frozenset("م ه هـ ق.م ب.م ق.ه ق.هـ ص كم كلم سم مم كغ كغم كجم جم غ مل ل".split())  # noqa: SIM905
_CONTINUES = re.compile(
    f"[(\\[{_DIGITS}]|(?:من|إلى|الى|عن|في|على|حتى|طوال|خلال|بين|بالتوقيت|بتوقيت|تقريبا|تقريبًا|فقط)(?![{LETTERS}])"
)
_LATIN = """
    dr mr mrs ms prof st sr jr gen col capt lt rev hon gov sen rep fr vs no nos vol fig figs pp ed eds approx
    dept est ext tel inc ltd co corp bros etc cf al ph.d jan feb mar apr jun jul aug sep sept oct nov dec
"""
_ABBREVIATIONS = frozenset(_LATIN.split())
_CONTACTS = frozenset({"تلفون", "هاتف", "فاكس", "جوال", "موبايل"})
# After a quotation: who said it.  With و before it the verb begins a sentence of its own.
_SAID = re.compile(
    "(?:قال|سأل|سال|أضاف|اضاف|تساءل|أجاب|اجاب|رد|ردت|صرخ|هتف|صاح|كتب|همس|تابع|علق|غرد)ت?(?:ه|ها)?(?![" + LETTERS + "])"
)
