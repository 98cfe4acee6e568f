"""A thread and its posts, and where in them the source went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from tweetcraft._display import html_of
from tweetcraft.counting import Count
from tweetcraft.findings import Finding
from tweetcraft.threads.costs import BreakKind

__all__ = ["Piece", "Post", "Thread"]

_MOST_POSTS = 25  # that a composer takes at once, by third-party accounts: ../shared/arabic.md


class Piece(NamedTuple):
    """A piece of the source in a post."""

    span: tuple[int, int]
    """Where it stands in the source, in code points."""
    at: int
    """Where it begins in the text of the post, in code points."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a thread."""

    text: str
    """As it is to be published, its number included."""
    span: tuple[int, int]
    """Where its words stand in the source, in code points; spaces around a break belong to no post, and tags and links
    that were brought here from elsewhere are in ``pieces`` alone."""
    number: int
    """From one on."""
    count: Count
    ended_by: BreakKind
    """The kind of the break after it."""
    pieces: tuple[Piece, ...]
    """What of the source is in it, in the order of its text."""

    def _repr_html_(self) -> str:
        return html_of(self)

    def offset_in_source(self, offset: int) -> int:
        """Where a character of the post comes from in the text that was split.

        Arguments:
            offset: in code points of ``text``.

        Returns:
            The offset in the source, in code points; for what was added, such as a number, that of the end of the piece
            before it, and where there is none, of the first word.

        >>> import tweetcraft as tc
        >>> thread = tc.split_thread("كلمة قصيرة. " * 40)
        >>> thread[1].offset_in_source(24)
        300
        """
        before = [piece for piece in self.pieces if piece.at <= offset]
        if not before:  # a number at the start
            return self.span[0]
        start, end = before[-1].span
        return min(end, start + offset - before[-1].at)


@dataclass(frozen=True, slots=True)
class Thread(Sequence[Post]):
    """The posts of one text, in order."""

    posts: tuple[Post, ...]
    source: str = field(default="", repr=False)
    """The text that was split."""

    def __len__(self) -> int:
        return len(self.posts)

    @overload
    def __getitem__(self, index: int) -> Post: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Post, ...]: ...
    def __getitem__(self, index: int | slice) -> Post | tuple[Post, ...]:
        return self.posts[index]

    def __repr__(self) -> str:
        weights = ", ".join(str(post.count.weighted_length) for post in self.posts)
        return f"<Thread of {len(self.posts)} posts: {weights}>"

    def __str__(self) -> str:
        return "\n\n".join(post.text for post in self.posts)

    def _repr_html_(self) -> str:
        return html_of(self)

    def locate(self, offset: int) -> list[tuple[Post, int]]:
        """Where a character of the source went.

        Arguments:
            offset: in code points of the source.

        Returns:
            The posts that it is in, each with its offset there, in code points: one; more for a tag that is in each
            post; none for a space at a break and for a mark that asked for one.

        Raises:
            IndexError: the source has no such character.

        >>> import tweetcraft as tc
        >>> thread = tc.split_thread("كلمة قصيرة. " * 40)
        >>> [(post.number, at) for post, at in thread.locate(300)]
        [(2, 24)]
        """
        if not 0 <= offset < len(self.source):
            raise IndexError(f"offset {offset} is not in the source, which has {len(self.source)} code points")
        return [
            (post, piece.at + offset - piece.span[0])
            for post in self.posts
            for piece in post.pieces
            if piece.span[0] <= offset < piece.span[1]
        ]

    @property
    def left_out(self) -> list[tuple[int, int]]:
        """Spans of the source that are in no post: white space at breaks, and marks that asked for one."""
        spans = sorted(piece.span for post in self.posts for piece in post.pieces)
        left, at = [], 0
        for start, end in (*spans, (len(self.source), len(self.source))):
            if at < start:
                left.append((at, start))
            at = max(at, end)
        return left

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a writer should know before the thread is published."""
        if len(self.posts) <= _MOST_POSTS:
            return ()
        span = (self.posts[_MOST_POSTS].span[0], self.posts[-1].span[1])
        return (
            Finding(
                "thread_too_long",
                "warning",
                span,
                f"{len(self.posts)} posts: composers take {_MOST_POSTS} at once, and few readers go on so long",
                f"عدد التغريدات {len(self.posts)}: لا تقبل أدوات النشر أكثر من {_MOST_POSTS} دفعة واحدة، "
                "وقليل من يتابع إلى هذا الحد",
            ),
        )
