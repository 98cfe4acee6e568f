"""Splitting long copy into posts that each fit and read well.

The split is the cheapest way through the places where the text may be broken (:mod:`tweetcraft.threads.breaking`), by
the costs of :mod:`tweetcraft.threads.costs`.  What a post has room for depends on its number, the width of the number
on how many posts there are, and that on the room; so the split is repeated until it settles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from tweetcraft._graphemes import is_boundary
from tweetcraft._text import require_text
from tweetcraft._weighing import meter_for
from tweetcraft.counting import count
from tweetcraft.errors import DoesNotFitError, OptionError, require_choice
from tweetcraft.rules import Rules, X, require_rules
from tweetcraft.threads.breaking import SPACES
from tweetcraft.threads.cheapest import Room
from tweetcraft.threads.costs import POST
from tweetcraft.threads.drafts import Draft, HashtagPlacement, LinkPlacement, draft_of
from tweetcraft.threads.numbering import Labels, Numbering, NumberingStyle, labels_for, numbering_of
from tweetcraft.threads.parts import Part, Splitter
from tweetcraft.threads.posts import Piece, Post, Thread

__all__ = ["split_thread"]


def split_thread(  # noqa: PLR0913 - one call, and every option by keyword
    text: str,
    *,
    rules: Rules = X,
    numbering: Numbering | NumberingStyle | None = "1/5",
    marks: bool = False,
    hashtags: HashtagPlacement = "keep",
    links: LinkPlacement = "keep",
    announcement: str = "",
    continuation: str = "",
    max_posts: int | None = None,
    previous: Thread | None = None,
) -> Thread:
    """Split a text into posts that each fit and read well.

    Arguments:
        text: the copy; paragraphs are parted by an empty line.
        rules: the limit that each post has to keep.
        numbering: ``"1/5"``, ``"1/"`` or ``"(1/5)"`` after the text of each post, in the digits that the text uses;
            ``"١/٥"`` in Arabic ones; a function of the number and the total; a :class:`tweetcraft.Numbering` for
            another place or from more posts on; ``None`` for nothing.  A single post has no number.
        marks: break where a line holds nothing but three or more of ``-``, ``=`` or ``/``, and only there if that is
            enough; those lines are in no post.
        hashtags: where the tags go that end the text: ``"keep"`` as they stand, ``"last"``, ``"first"`` or ``"each"``
            post.
        links: ``"last"`` puts the links that end the text, or have a line of their own, to the end of the last post.
        announcement: what ends the first post of several, as ``"سلسلة 🧵"``.
        continuation: what ends each post but the last, as ``"يتبع"``.
        max_posts: the most posts that there may be.
        previous: the thread of an earlier state of the text: as few of its posts change as can be.

    Returns:
        A :class:`Thread`.  All characters of the text but the spaces around breaks are in its posts.

    Raises:
        TypeError: ``text`` is no ``str``.
        OptionError: an option has a value that it may not have.
        DoesNotFitError: an entity, such as a hashtag, is heavier than a post may be, or there are more posts than
            there may be; the error has the span of what does not fit.

    >>> import dataclasses
    >>> import tweetcraft as tc
    >>> short = dataclasses.replace(tc.X, limit=40)
    >>> for post in tc.split_thread("أطلقنا اليوم خدمتنا الجديدة. جربها وأخبرنا برأيك!", rules=short):
    ...     print(post.count.weighted_length, post.text)
    32 أطلقنا اليوم خدمتنا الجديدة. 1/2
    24 جربها وأخبرنا برأيك! 2/2

    Source: our own costs, measured in docs/threads.md.
    """
    text = require_text(text)
    require_rules(rules)
    _require_options(hashtags, links, max_posts)
    style = numbering_of(numbering)
    sections = _sections(text, marks=marks)
    if not sections:
        return Thread((), text)
    start, end = sections[0][0], sections[-1][1]
    if len(sections) == 1 and meter_for(rules).weigh(text[start:end]) <= rules.limit:
        whole = text[start:end]
        post = Post(whole, (start, end), 1, count(whole, rules=rules), "end", (Piece((start, end), 0),))
        return Thread((post,), text)
    draft = draft_of(text, rules, hashtags, links)
    extras = _Extras(hashtags, announcement, continuation)
    threader = _Threader(text, draft, _sections(draft.text, marks=marks), rules, extras)
    return threader.thread(style, max_posts, previous)


def _require_options(hashtags: object, links: object, max_posts: object) -> None:
    require_choice("hashtags", hashtags, get_args(HashtagPlacement))
    require_choice("links", links, get_args(LinkPlacement))
    if max_posts is not None and (not isinstance(max_posts, int) or max_posts < 1):
        raise OptionError(f"max_posts must be a whole number from 1 on, or None, not {max_posts!r}")


_MARK = re.compile(r"^[^\S\n]*+(?:-{3,}+|={3,}+|/{3,}+)[^\S\n]*+$", re.MULTILINE)


def _sections(text: str, *, marks: bool) -> list[tuple[int, int]]:
    """Spans of the text between the writer's marks, without the white space around them; none is empty."""
    edges = (
        [0, *(edge for mark in _MARK.finditer(text) for edge in mark.span()), len(text)] if marks else [0, len(text)]
    )
    sections = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        whole = text[start:end].strip(SPACES)
        if whole:
            at = text.index(whole[0], start)
            if at > start and not is_boundary(text, at):  # the space before carries a mark
                at, whole = at - 1, text[at - 1] + whole
            sections.append((at, at + len(whole)))
    return sections


@dataclass(frozen=True, slots=True)
class _Extras:
    """What a caller wants in some posts beside their text."""

    hashtags: HashtagPlacement
    announcement: str
    continuation: str

    def after(self, draft: Draft, *, first: bool, last: bool) -> tuple[str, tuple[Piece, ...]]:
        """What stands after the text of a post, before its number, and what of it is from the source."""
        written = ""
        for text, here in ((self.announcement, first and not last), (self.continuation, not last)):
            if here and text:
                written += text if text[0].isspace() else f" {text}"
        pieces: list[Piece] = []
        for tail, here in ((draft.tags, self._has_tags(first=first, last=last)), (draft.links, last)):
            if here:
                pieces += tail.at(len(written))
                written += tail.text
        return written, tuple(pieces)

    def _has_tags(self, *, first: bool, last: bool) -> bool:
        return {"first": first, "last": last, "each": True, "keep": False}[self.hashtags]


class _Threader:
    """Makes the posts of one text."""

    def __init__(
        self, source: str, draft: Draft, sections: list[tuple[int, int]], rules: Rules, extras: _Extras
    ) -> None:
        self._source, self._draft, self._rules, self._extras = source, draft, rules, extras
        self._weigh = meter_for(rules).weigh
        self._splitter = Splitter(draft, sections, rules)

    def thread(self, numbering: Numbering | None, max_posts: int | None, previous: Thread | None) -> Thread:
        kept = _kept(self._source, self._draft, previous) if previous else {}
        for cost_of_post in _COSTS_OF_POST:
            posts = self._posts(numbering, kept, cost_of_post)
            if max_posts is None or len(posts) <= max_posts:
                return Thread(tuple(posts), self._source)
        rest = posts[max_posts or 0 :]
        start, end = rest[0].span[0], rest[-1].span[1]
        raise DoesNotFitError(
            f"the text takes {len(posts)} posts, and there may be {max_posts}: what begins at {start} does not fit, "
            f"{self._weigh(self._source[start:end])} weighted units of {self._weigh(self._source)}",
            (start, end),
        )

    def _posts(self, numbering: Numbering | None, kept: dict[int, int], cost_of_post: float) -> list[Post]:
        if numbering is None or numbering.least > 2:
            posts = self._settled(None, kept, cost_of_post)
            if numbering is None or len(posts) < numbering.least:
                return posts
        return self._settled(labels_for(numbering, self._source), kept, cost_of_post)

    def _settled(self, labels: Labels | None, kept: dict[int, int], cost_of_post: float) -> list[Post]:
        """The posts, where there is room for the number of each.

        The room depends on the total and the total on the room: the total only ever grows, so it settles.
        """
        total = max(2, -(-self._weigh(self._draft.text) // self._rules.limit))  # no fewer than that
        spare = 0
        room = self._room(labels, total, spare)
        while True:
            parts = self._splitter.split(room, kept, cost_of_post)
            total = max(total, len(parts))
            needed = self._room(labels, total, spare)
            if needed == room:
                posts = list(self._written(parts, labels))
                over = max(post.count.weighted_length for post in posts) - self._rules.limit
                if over <= 0:
                    return posts
                # Together, parts can weigh more: what stands before a domain may have kept it from being a URL.
                spare += over
                needed = self._room(labels, total, spare)
            room = needed

    def _room(self, labels: Labels | None, total: int, spare: int) -> Room:
        width = labels.widest(total, self._weigh) if labels else 0
        middle, first, last = (
            self._weigh(self._extras.after(self._draft, first=first, last=last)[0])
            for first, last in ((False, False), (True, False), (False, True))
        )
        room = self._rules.limit - width - spare
        rooms = Room(room - middle, room - first, room - last)
        if min(rooms) < 1:
            brought = [piece.span for piece in (*self._draft.tags.pieces, *self._draft.links.pieces)]
            raise DoesNotFitError(
                f"of {self._rules.limit} weighted units the number of a post and what else is put there, as tags, "
                f"leave {min(rooms)} for its text",
                (brought[0][0], brought[-1][1]) if brought else (0, len(self._source)),
            )
        return rooms

    def _written(self, parts: list[Part], labels: Labels | None) -> Iterator[Post]:
        draft, total = self._draft, len(parts)
        for number, part in enumerate(parts, 1):
            body = draft.text[part.start : part.end]
            after, brought = self._extras.after(draft, first=number == 1, last=number == total)
            before, end = labels.around(number, total, body + after) if labels and total > 1 else ("", "")
            own = tuple(draft.pieces(part.start, part.end, len(before)))
            pieces = own + tuple(Piece(span, at + len(before + body)) for span, at in brought)
            span = (own[0].span[0], own[-1].span[1])
            written = before + body + after + end
            yield Post(written, span, number, count(written, rules=self._rules), part.ended_by, pieces)


# From the cost of a post at which a thread reads best to one at which it has the fewest that it can have.
_COSTS_OF_POST = (POST, 4 * POST, 10_000 * POST)


def _kept(source: str, draft: Draft, previous: Thread) -> dict[int, int]:
    """Posts of an earlier thread whose text still stands there: where each ends in the draft, and where it begins.

    The last one is open: what was added after it may go to it.
    """
    same_start = _common(source, previous.source)
    most = min(len(source), len(previous.source)) - same_start
    same_end = min(most, _common(source[::-1], previous.source[::-1]))
    shift = len(source) - len(previous.source)
    kept = {}
    for post in previous:
        start, end = post.span
        if end <= same_start:
            if post.number == len(previous):
                continue
        elif start >= len(previous.source) - same_end:
            start, end = start + shift, end + shift
        else:
            continue
        first, after = draft.offset_of(start), draft.offset_of(end)
        if first is not None and after is not None:
            kept[after] = first
    return kept


def _common(one: str, other: str) -> int:
    """How many code points two texts begin with that are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
