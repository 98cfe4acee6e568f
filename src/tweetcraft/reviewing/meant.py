"""The tags that a writer meant, whether they link or not.

A rule that counts or compares tags looks at these, so that what it says is the same before and after a tag is mended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tweetcraft._characters import characters_of
from tweetcraft._tables import characters as table
from tweetcraft.arabic.script import DIRECTION_MARKS, EMBEDDINGS, MEANINGLESS
from tweetcraft.entities import Entity
from tweetcraft.hashtags.keys import SIGNS

__all__ = ["HIDDEN_IN_TAG", "MeantTag", "TagPatterns", "find_meant_tags", "is_in", "tag_patterns"]

HIDDEN_IN_TAG = f"{MEANINGLESS}{DIRECTION_MARKS}{EMBEDDINGS}"
"""The inside of a class: nothing is seen of these, and each ends a tag."""

_CLOSERS = "\N{POP DIRECTIONAL FORMATTING}\N{POP DIRECTIONAL ISOLATE}"
_EMOJI_MAKERS = "\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"  # with one of these # is no sign


class TagPatterns(NamedTuple):
    """What tags are made of, as twitter-text has it."""

    tag: re.Pattern[str]
    """A sign and what could be a tag after it; hidden characters or spaces between the two, hidden ones inside."""
    run: re.Pattern[str]
    """Of characters that continue a tag."""
    letter: re.Pattern[str]
    """One that makes a run a tag."""
    before: re.Pattern[str]
    """A character that makes a sign right after it none."""


@cache
def tag_patterns() -> TagPatterns:
    """The patterns, compiled on first need."""
    run = f"[{table.HASHTAG}]++"
    # A run of hidden ones that begins with the end of an embedding ends what was opened before the sign: a whole tag.
    inside = f"(?:(?![{_CLOSERS}])[{HIDDEN_IN_TAG}]++{run})*+"
    return TagPatterns(
        tag=re.compile(f"[{SIGNS}](?![{_EMOJI_MAKERS}])(?:[{HIDDEN_IN_TAG}]++| {{1,3}}+)?{run}{inside}"),
        run=re.compile(run),
        letter=re.compile(f"[{table.HASHTAG_LETTER}]"),
        before=re.compile(f"[{table.HASHTAG}&]"),
    )


@dataclass(frozen=True, slots=True)
class MeantTag:
    """One tag that a writer meant."""

    span: tuple[int, int]
    """With its sign, and with what does not belong there: a space, hidden characters."""
    text: str
    """As it stands there."""
    name: str
    """Without its sign, as it is once it is mended."""
    links: bool
    is_glued: bool
    """To a letter, a digit, & or a link right before its sign."""
    is_chained: bool
    """To another tag, or to a sign right after it."""


def find_meant_tags(text: str, entities: Sequence[Entity]) -> Iterator[MeantTag]:
    """The tags of a text, in order.

    Arguments:
        text: the text.
        entities: what it holds.
    """
    pattern, _, letter, before = tag_patterns()
    urls = [entity.span for entity in entities if entity.kind == "url"]
    linking = {entity.span[0] for entity in entities if entity.kind == "hashtag"}
    last_end = -1  # of what stood before, be it a tag or a number with a sign
    for found in pattern.finditer(text):
        start, end = found.span()
        after_run, last_end = start == last_end, end
        if not letter.search(found[0]) or is_in(start, urls):
            continue
        if (url := _next_url(start, urls)) < end:
            end = start + len(text[start:url].rstrip(_HIDDEN))
        end = _whole_end(text, start, end)
        source = text[start:end]
        name = _NO_PART.sub("", source[1:])
        if not letter.search(name) or text.startswith("://", end):
            continue
        if source.startswith(" ", 1) and (after_run or not _is_sure(text, end, name)):
            continue
        is_glued = start > 0 and not after_run and before.match(text, start - 1) is not None
        if is_glued and (_is_no_tag(text, start) or _is_fragment(text, start, name, urls)):
            continue
        is_chained = after_run or text.startswith(_SIGNS, end)
        yield MeantTag((start, end), source, name, start in linking, is_glued, is_chained)


_SIGNS = tuple(SIGNS)
_HIDDEN = "".join(characters_of(HIDDEN_IN_TAG))
_NO_PART = re.compile(f"[{HIDDEN_IN_TAG} ]+")
_LANGUAGE = re.compile(r"(?<![^\W_])[CFcf]\Z")  # C# and F#
_CHARACTER_OF_HTML = re.compile(r"#x[0-9A-Fa-f]++;")
_ARABIC = re.compile("[\u0620-\u06ff]")
_LATIN_WORD = re.compile(r"[A-Za-z]\w*")
_AFTER_LAST = re.compile(r"[^\S\n]*+(?:[\n#＃.،؛؟!?:)»|]|\Z)")
_AFTER_LATIN = re.compile("[^\\S\n]++[\u0620-\u06ff]")


def is_in(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of some spans, in order, is over a character."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and offset < spans[at][1]


def _next_url(start: int, urls: Sequence[tuple[int, int]]) -> int:
    at = bisect_right(urls, (start, 1 << 60))
    return urls[at][0] if at < len(urls) else 1 << 60


def _is_no_tag(text: str, start: int) -> bool:
    """Whether a sign right after something is a part of that."""
    if text[start - 1] == "&":
        return _CHARACTER_OF_HTML.match(text, start) is not None
    return _LANGUAGE.search(text, max(0, start - 2), start) is not None


def _is_fragment(text: str, start: int, name: str, urls: Sequence[tuple[int, int]]) -> bool:
    """Whether what follows a link is of the address, as in ``example.com#top``; after a t.co link nothing is."""
    at = bisect_right(urls, (start, 0)) - 1
    if at < 0 or urls[at][1] != start:
        return False
    return not _ARABIC.search(name) and "//t.co/" not in text[urls[at][0] : start].lower()


def _is_sure(text: str, end: int, name: str) -> bool:
    """Whether a word after a sign and a space is meant as its tag; many a sign is a bullet or an ornament."""
    if "_" in name or _AFTER_LAST.match(text, end):
        return True
    return _LATIN_WORD.fullmatch(name) is not None and _AFTER_LATIN.match(text, end) is not None


def _whole_end(text: str, start: int, end: int) -> int:
    """Where a tag ends that has one space beside a ``_`` in it: ``#one_ two`` and ``#one _two``."""
    if not text.startswith(" ", end):
        return end
    _, run, letter, _ = tag_patterns()
    following = run.match(text, end + 1)
    if following is None or text.startswith("://", following.end()):
        return end
    belongs = letter.match(following[0].lstrip("_"))
    if text[end - 1] == "_":  # one that has others before it is as often only left over
        belongs = belongs if text.find("_", start, end) == end - 1 and following[0][0] != "_" else None
    elif following[0][0] != "_":
        belongs = None
    return following.end() if belongs else end
