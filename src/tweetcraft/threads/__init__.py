"""Threads: long copy in posts that each fit and read well."""

from __future__ import annotations

from tweetcraft.threads.costs import BreakKind
from tweetcraft.threads.drafts import HashtagPlacement, LinkPlacement
from tweetcraft.threads.numbering import Numbering, NumberingStyle
from tweetcraft.threads.posts import Piece, Post, Thread
from tweetcraft.threads.splitting import split_thread

__all__ = [
    "BreakKind",
    "HashtagPlacement",
    "LinkPlacement",
    "Numbering",
    "NumberingStyle",
    "Piece",
    "Post",
    "Thread",
    "split_thread",
]
