"""The main job: raw copy in, posts ready to publish out."""

from __future__ import annotations

from dataclasses import dataclass

from tweetcraft.rules import Rules, X
from tweetcraft.threads import Numbering, NumberingStyle, Post, Thread, split_thread

__all__ = ["Composition", "compose"]


@dataclass(frozen=True, slots=True)
class Composition:
    """What became of a draft."""

    source: str
    thread: Thread
    """One post, or as many as it takes."""

    @property
    def problems(self) -> tuple[Post, ...]:
        """The posts that can't be published as they stand; their ``count.reason`` says why."""
        return tuple(post for post in self.thread if not post.count.is_valid)

    @property
    def is_publishable(self) -> bool:
        """Whether there is something to publish, and all of it can be."""
        return bool(self.thread) and not self.problems

    def __str__(self) -> str:
        return str(self.thread)


def compose(
    text: str, *, rules: Rules = X, numbering: Numbering | NumberingStyle | None = "1/5", marks: bool = False
) -> Composition:
    """Make posts ready to publish from a draft of any length.

    Arguments:
        text: the draft; paragraphs are parted by an empty line.
        rules: the limit that each post has to keep.
        numbering: as for :func:`tweetcraft.split_thread`.
        marks: likewise.

    Returns:
        A :class:`Composition`: the draft as it is where it fits, else a thread; and what stands in the way.

    Raises:
        TypeError: ``text`` is no ``str``.
        DoesNotFitError: an entity, such as a hashtag, is heavier than a post may be.

    >>> import tweetcraft as tc
    >>> composed = tc.compose("انطلقت حملتنا اليوم. #تسوق_بذكاء")
    >>> composed.is_publishable, len(composed.thread)
    (True, 1)
    """
    return Composition(text, split_thread(text, rules=rules, numbering=numbering, marks=marks))
