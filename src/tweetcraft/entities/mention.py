"""Mentions, lists and replies: ``@user``, ``@user/list``, and an ``@user`` that opens a text."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tweetcraft._tables import characters as table

__all__ = ["MentionMatch", "find_mentions", "find_reply"]


class MentionMatch(NamedTuple):
    """A mention of a user or a list, and where it stands."""

    start: int
    end: int
    screen_name: str
    list_slug: str
    """With its slash; empty for a mention of a user."""


_SIGN = "[@＠]"
# After twenty characters of a name the platform stops reading, and what follows is text.
_MENTION = re.compile(f"{_SIGN}([A-Za-z0-9_]{{1,20}})(/[A-Za-z][A-Za-z0-9_-]{{0,24}})?")
_NOT_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_!#$%&*@＠")
_NOT_BEFORE_RT = (_NOT_BEFORE - frozenset("!#$%&*@＠")) | frozenset("+~.-")


def find_mentions(text: str) -> list[MentionMatch]:
    """Every mention and list, in order (rules of twitter-text 3.1.0)."""
    if "@" not in text and "＠" not in text:
        return []
    after = _after_mention()
    found = []
    free = 0  # what an earlier match has taken can't stand before a later one
    for match in _MENTION.finditer(text):
        start, end = match.span()
        if _may_start(text, start, free):
            free = end
            if not after.match(text, end):
                found.append(MentionMatch(start, end, match[1], match[2] or ""))
    return found


def _may_start(text: str, at: int, free: int) -> bool:
    if at == 0:
        return True
    if at - 1 >= free and text[at - 1] not in _NOT_BEFORE:
        return True
    # RT right before the sign is no letter before it, but the old mark of a retweet.
    retweet = at - 2
    if text[max(retweet, 0) : at] not in ("RT", "rt", "Rt", "rT"):
        return False
    return retweet == 0 or (retweet - 1 >= free and text[retweet - 1] not in _NOT_BEFORE_RT)


def find_reply(text: str) -> str | None:
    """The user whom a text answers: the name after an ``@`` that only spaces stand before, or ``None``."""
    match = _reply().match(text)
    return None if match is None or _after_mention().match(text, match.end()) else match[1]


@cache
def _after_mention() -> re.Pattern[str]:
    return re.compile(f"[{table.AFTER_MENTION}]|://")


@cache
def _reply() -> re.Pattern[str]:
    return re.compile(f"[{table.SPACE}]*+{_SIGN}([A-Za-z0-9_]{{1,20}})")
