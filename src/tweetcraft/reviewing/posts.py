"""The posts of a thread under review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tweetcraft.findings import Finding, Kind
from tweetcraft.reviewing.running import review
from tweetcraft.rules import Rules
from tweetcraft.threads import Post

__all__ = ["review_posts"]

_SAID = frozenset({"over_limit", "empty", "invalid_character"})
"""Rules that find what ``Post.count`` says already."""


def review_posts(posts: Iterable[Post], rules: Rules | None = None) -> Iterator[Finding]:
    """What a review finds in each of some posts; those after the first of their thread are replies.

    Arguments:
        posts: the posts.
        rules: that each has to keep; those that it was counted by unless told otherwise.

    Returns:
        The findings, each with the index of its post as ``part``.
    """
    for index, post in enumerate(posts):
        kind: Kind = "reply" if post.number > 1 else "post"
        for finding in review(post.text, rules=rules or post.count._rules, kind=kind, ignore=_SAID):
            yield replace(finding, part=index)
