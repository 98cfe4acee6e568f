"""Splitting long copy into posts that each fit.

A text may be broken at places of several kinds: between paragraphs, lines and sentences, after a clause, between words,
and, where one word alone is too heavy, between two graphemes of it.  The split is the cheapest way from the first
place to the last: each post costs something, each break costs what its kind does, and a post that is left nearly
empty costs more.  No break ever falls inside an entity or a grapheme.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, overload

from tweetcraft._characters import characters_of
from tweetcraft._graphemes import graphemes, is_boundary
from tweetcraft._text import require_text
from tweetcraft._weighing import meter_for
from tweetcraft.counting import Count, count
from tweetcraft.entities import extract
from tweetcraft.errors import DoesNotFitError
from tweetcraft.rules import Rules, X, require_rules

__all__ = ["BreakKind", "Numbering", "Post", "Thread", "split_thread"]

BreakKind = Literal["paragraph", "line", "sentence", "clause", "word", "grapheme", "end"]
Numbering = Literal["1/5", "1/"] | Callable[[int, int], str] | None

# What a break of each kind costs, in posts: a thread takes one more post to break at paragraphs rather than in words.
COST_OF_BREAK: dict[BreakKind, float] = {
    "paragraph": 0.0, "line": 0.02, "sentence": 0.05, "clause": 1.1, "word": 2.8, "grapheme": 10.0, "end": 0.0,
}  # fmt: skip
COST_OF_POST = 1.0
COST_OF_EMPTY_POST = 0.8
"""What a post without text would cost more than a full one; it grows with the square of the room left."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a thread."""

    text: str
    """As it is to be published, its number included."""
    span: tuple[int, int]
    """Where its words stand in the source, in code points; spaces around a break belong to no post."""
    number: int
    """From one on."""
    count: Count
    ended_by: BreakKind
    """The kind of the break after it."""


@dataclass(frozen=True, slots=True)
class Thread(Sequence[Post]):
    """The posts of one text, in order."""

    posts: tuple[Post, ...]

    def __len__(self) -> int:
        return len(self.posts)

    @overload
    def __getitem__(self, index: int) -> Post: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Post, ...]: ...
    def __getitem__(self, index: int | slice) -> Post | tuple[Post, ...]:
        return self.posts[index]

    def __str__(self) -> str:
        return "\n\n".join(post.text for post in self.posts)


def split_thread(text: str, *, rules: Rules = X, numbering: Numbering = "1/5") -> Thread:
    """Split a text into posts that each fit.

    Arguments:
        text: the copy; paragraphs are parted by an empty line.
        rules: the limit that each post has to keep.
        numbering: ``"1/5"`` writes the number and the total after the text of each post, ``"1/"`` the number alone,
            ``None`` nothing; a function of the number and the total gives a text of its own.  A single post has none.

    Returns:
        A :class:`Thread`.  All characters of the text but the spaces around breaks are in its posts, in order.

    Raises:
        TypeError: ``text`` is no ``str``.
        DoesNotFitError: an entity, such as a hashtag, is heavier than a post may be; the error has its span.

    >>> import dataclasses
    >>> import tweetcraft as tc
    >>> short = dataclasses.replace(tc.X, limit=40)
    >>> for post in tc.split_thread("أطلقنا اليوم خدمتنا الجديدة. جربها وأخبرنا برأيك!", rules=short):
    ...     print(post.count.weighted_length, post.text)
    32 أطلقنا اليوم خدمتنا الجديدة. 1/2
    24 جربها وأخبرنا برأيك! 2/2
    """
    text = require_text(text)
    require_rules(rules)
    if numbering not in ("1/5", "1/", None) and not callable(numbering):
        raise ValueError(
            f"numbering must be '1/5', '1/', None or a function of a number and the total, not {numbering!r}"
        )
    whole = text.strip(_GAP_CHARACTERS)
    if not whole:
        return Thread(())
    start = text.index(whole)
    if start and not is_boundary(text, start):  # the space before carries a mark
        start -= 1
        whole = text[start] + whole
    if meter_for(rules).weigh(whole) <= rules.limit:
        return Thread((_post(text, _Part(start, start + len(whole), "end"), 1, "", rules),))
    return Thread(tuple(_numbered(text, _Splitter(text, start, start + len(whole), rules), numbering, rules)))


# Numbering


def _number(numbering: Numbering, number: int, total: int) -> str:
    """What stands after the text of a post, with the space before it."""
    if numbering is None:
        return ""
    if callable(numbering):
        own = numbering(number, total)
        return f" {own}" if own else ""
    return f" {number}/{total}" if numbering == "1/5" else f" {number}/"


def _numbered(text: str, splitter: _Splitter, numbering: Numbering, rules: Rules) -> Iterator[Post]:
    """The posts, where there is room for the number of each.

    The room depends on the total and the total on the room: the total only ever grows, so it settles.
    """
    total = 2
    spare = 0
    while True:
        width = max(meter_for(rules).weigh(_number(numbering, n, total)) for n in range(1, total + 1))
        parts = splitter.split(rules.limit - width - spare)
        if len(parts) > total:
            total = len(parts)
            continue
        suffixes = (_number(numbering, n, len(parts)) for n in range(1, len(parts) + 1))
        posts = [
            _post(text, part, n, suffix, rules) for n, (part, suffix) in enumerate(zip(parts, suffixes, strict=True), 1)
        ]
        heaviest = max(post.count.weighted_length for post in posts)
        if heaviest <= rules.limit:
            return iter(posts)
        # Alone, a part can weigh more than in its place: what stood before a domain may have kept it from being a URL.
        spare += heaviest - rules.limit


def _post(text: str, part: _Part, number: int, suffix: str, rules: Rules) -> Post:
    written = text[part.start : part.end] + suffix
    return Post(written, (part.start, part.end), number, count(written, rules=rules), part.ended_by)


# Breaks


class _Part(NamedTuple):
    start: int
    end: int
    ended_by: BreakKind


class _Place(NamedTuple):
    """Where a text may be broken: what ends at ``end`` goes to one post, what begins at ``start`` to the next."""

    end: int
    start: int
    kind: BreakKind


# White space that a line may be broken at: not the no-break spaces.
_GAP_CHARACTERS = "".join(characters_of("\t-\r \x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"))
_GAP = re.compile(f"[{_GAP_CHARACTERS}]+")
_LOOK_BACK = 16  # code points before a gap that say what kind of break it is
_CLOSING = "[\"'”’»)\\]}﴾]*"
_SENTENCE_END = re.compile(rf"[.!?؟…۔]{_CLOSING}\Z")
_CLAUSE_END = re.compile(rf"[،؛,;:–—]{_CLOSING}\Z")
# A letter or two before a dot, as in د. and أ.د., or a number: more likely an abbreviation or a list than an end.
_ABBREVIATION = re.compile(r"(?:\A|[\s(«\"])(?:[^\W\d_]\.){1,3}\Z|(?:\A|\n)\s*\d{1,3}[.)]\Z")


def _kind_of_break(before: str, gap: str) -> BreakKind:
    if "\n" in gap:
        return "paragraph" if gap.count("\n") > 1 else "line"
    if _SENTENCE_END.search(before) and not _ABBREVIATION.search(before):
        return "sentence"
    return "clause" if _CLAUSE_END.search(before) else "word"


class _Splitter:
    """The places of one text, and the cheapest way through them for any room."""

    def __init__(self, text: str, start: int, end: int, rules: Rules) -> None:
        self._text = text
        self._weigh = meter_for(rules).weigh
        self._entities = [entity.span for entity in extract(text, rules=rules) if entity.kind != "emoji"]
        self._places = [_Place(start, start, "word"), *_gaps(text, start, end), _Place(end, end, "end")]

    def split(self, room: int) -> list[_Part]:
        """The parts of the cheapest split into posts of at most ``room`` weighted units."""
        places = list(self._with_places_inside_words(room))
        ends, starts = self._weights(places)
        last = len(places) - 1
        cheapest = [0.0] * (last + 1)
        came_from = [0] * (last + 1)
        for here in range(1, last + 1):
            best, origin = float("inf"), here - 1
            before = here - 1
            while before >= 0 and (weight := ends[here] - starts[before]) <= room:
                # The last post may be shorter than the others, as long as it is no stub.
                left = 1 - weight / room if here < last else max(0.0, 1 - 2 * weight / room)
                cost = cheapest[before] + COST_OF_EMPTY_POST * left * left
                if cost < best:
                    best, origin = cost, before
                before -= 1
            cheapest[here] = best + COST_OF_POST + COST_OF_BREAK[places[here].kind]
            came_from[here] = origin
        return _parts(places, came_from)

    def _weights(self, places: list[_Place]) -> tuple[list[int], list[int]]:
        """What the text weighs up to each place, without the space there and with it."""
        ends, starts = [0], [0]
        for before, here in itertools.pairwise(places):
            ends.append(starts[-1] + self._weigh(self._text[before.start : here.end]))
            starts.append(ends[-1] + self._weigh(self._text[here.end : here.start]))
        return ends, starts

    def _with_places_inside_words(self, room: int) -> Iterator[_Place]:
        """The places, with as many more as it takes for the words that no post could hold."""
        yield self._places[0]
        for before, here in itertools.pairwise(self._places):
            if self._weigh(self._text[before.start : here.end]) > room:
                yield from self._inside_word(before.start, here.end, room)
            yield here

    def _inside_word(self, start: int, end: int, room: int) -> Iterator[_Place]:
        """Places that cut a word into pieces of at most ``room``, each as heavy as can be."""
        weight = 0
        for at, after in self._atoms(start, end):
            own = self._weigh(self._text[at:after])
            if own > room:
                raise DoesNotFitError(
                    f"{self._text[at:after][:40]!r} at {at} to {after} weighs {own} and may not be cut; "
                    f"a post has room for {room} beside its number",
                    (at, after),
                )
            if weight + own > room:
                yield _Place(at, at, "grapheme")
                weight = 0
            weight += own

    def _atoms(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Spans inside a word that have to stay whole: its graphemes, and those that an entity holds together."""
        entities = itertools.islice(self._entities, bisect.bisect_left(self._entities, (start, start)), None)
        entity = next(entities, None)
        for _, after in graphemes(self._text, start, end):
            while entity is not None and entity[1] <= after:
                entity = next(entities, None)
            if entity is None or after <= entity[0]:
                yield start, after
                start = after


# Characters that begin a grapheme whatever stands before them.
_BEGINS = re.compile("[!-~«»“”\u060c-\u060f\u061b\u061d-\u064a\u0660-\u066f\u0671-\u06d5]")


def _gaps(text: str, start: int, end: int) -> Iterator[_Place]:
    """Every run of white space that is not part of a grapheme; entities hold none."""
    for gap in _GAP.finditer(text, start, end):
        after = gap.end()
        if _BEGINS.match(text, after) or is_boundary(text, after):
            before = text[max(start, gap.start() - _LOOK_BACK) : gap.start()]
            yield _Place(gap.start(), after, _kind_of_break(before, gap[0]))


def _parts(places: list[_Place], came_from: list[int]) -> list[_Part]:
    parts = []
    here = len(places) - 1
    while here:
        before = came_from[here]
        parts.append(_Part(places[before].start, places[here].end, places[here].kind))
        here = before
    return parts[::-1]
