"""A second door, for programs written against twitter-text: its names in snake case, its fields, its UTF-16 indices.

A program that uses the Python port changes one import line.  Every function answers as twitter-text 3.1.0 does, its
quirks included, save one: the range of a text that is not in normalization form C is right here.

>>> from tweetcraft.twitter_text import extract_urls_with_indices, parse_tweet
>>> parse_tweet("مرحبا بكم").weightedLength
9
>>> extract_urls_with_indices("🌴 example.com")
[{'url': 'example.com', 'indices': [3, 14]}]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, Literal, Unpack

from tweetcraft._text import join_surrogates, require_text
from tweetcraft._utf16 import astral_characters
from tweetcraft.counting import Reason, count, has_invalid_characters, weighted_length
from tweetcraft.entities.cashtag import find_cashtags
from tweetcraft.entities.hashtag import find_hashtags
from tweetcraft.entities.mention import find_mentions, find_reply
from tweetcraft.entities.tld import tld_matcher
from tweetcraft.entities.url import find_urls
from tweetcraft.highlighting import hit_highlight
from tweetcraft.linking import LinkOptions, auto_link_entities, auto_link_with_json, html_escape, linker
from tweetcraft.rules import TWITTER_TEXT_3, Rules
from tweetcraft.strict_url import is_valid_url

__all__ = [
    "LinkOptions",
    "ParsedResult",
    "auto_link",
    "auto_link_cashtags",
    "auto_link_entities",
    "auto_link_hashtags",
    "auto_link_urls_custom",
    "auto_link_usernames_or_lists",
    "auto_link_with_json",
    "extract_cashtags",
    "extract_cashtags_with_indices",
    "extract_entities_with_indices",
    "extract_hashtags",
    "extract_hashtags_with_indices",
    "extract_mentions",
    "extract_mentions_or_lists_with_indices",
    "extract_mentions_with_indices",
    "extract_replies",
    "extract_urls",
    "extract_urls_with_indices",
    "get_tweet_length",
    "get_unicode_text_length",
    "has_invalid_characters",
    "hit_highlight",
    "html_escape",
    "is_invalid_tweet",
    "is_valid_hashtag",
    "is_valid_list",
    "is_valid_tweet_text",
    "is_valid_url",
    "is_valid_username",
    "parse_tweet",
]

Entity = dict[str, Any]
"""``indices`` are half-open, in UTF-16 code units; the other keys are those of the reference."""


# Counting


@dataclass(frozen=True, slots=True)
class ParsedResult:
    """What ``parse_tweet`` answers.  Ranges are inclusive, in UTF-16 code units."""

    weightedLength: int  # noqa: N815
    valid: bool
    permillage: int
    validRangeStart: int  # noqa: N815
    validRangeEnd: int  # noqa: N815
    displayRangeStart: int  # noqa: N815
    displayRangeEnd: int  # noqa: N815

    def asdict(self) -> dict[str, int | bool]:
        return asdict(self)


def parse_tweet(text: str, rules: Rules = TWITTER_TEXT_3) -> ParsedResult:
    """Count a text as ``parseTweet`` does.

    Arguments:
        text: the draft.
        rules: stands in for the reference's configuration.

    Returns:
        The seven fields of the reference; weights in weighted units, ranges inclusive and in UTF-16 code units.

    Raises:
        TypeError: ``text`` is no ``str``.

    >>> parse_tweet("😂 هههه").validRangeEnd
    6

    Source: twitter-text 3.1.0.  Its range of a text that is not in normalization form C is off by the difference in
    length between the forms; here the range is that of the text passed in.
    """
    result = count(text, rules=rules)
    end = result.valid_range[1]
    return ParsedResult(
        weightedLength=result.weighted_length,
        valid=result.is_valid,
        permillage=result.permillage,
        validRangeStart=0,
        validRangeEnd=max(0, _utf16_length(text[:end]) - 1),
        displayRangeStart=0,
        displayRangeEnd=max(0, _utf16_length(text) - 1),
    )


def get_tweet_length(text: str, rules: Rules = TWITTER_TEXT_3) -> int:
    """The weighted length of a text, in weighted units."""
    return weighted_length(text, rules=rules)


def get_unicode_text_length(text: str) -> int:
    """The length of a text in code points, a surrogate pair being one."""
    return len(join_surrogates(require_text(text)))


def is_invalid_tweet(text: str, rules: Rules = TWITTER_TEXT_3) -> Reason | Literal[False]:
    """Why a text can't be published: ``"empty"``, ``"too_long"``, ``"invalid_characters"``; ``False`` where it can."""
    return count(text, rules=_with_emoji(rules)).reason or False


@cache
def _with_emoji(rules: Rules) -> Rules:
    """The rules as ``isInvalidTweet`` reads a configuration: what it leaves out, such as emoji, is as in version 3."""
    return replace(rules, emoji_as_unit=True)


def is_valid_tweet_text(text: str, rules: Rules = TWITTER_TEXT_3) -> bool:
    """Whether a text can be published."""
    return not is_invalid_tweet(text, rules)


# Extraction


def extract_urls(text: str, extract_urls_without_protocol: bool = True) -> list[str]:
    """The URLs of a text.

    >>> extract_urls("زوروا example.com")
    ['example.com']
    """
    return [entity["url"] for entity in extract_urls_with_indices(text, extract_urls_without_protocol)]


def extract_urls_with_indices(text: str, extract_urls_without_protocol: bool = True) -> list[Entity]:
    """The URLs of a text, each with its ``indices``."""
    text = join_surrogates(require_text(text))
    return _in_utf16(text, _urls(text, extract_urls_without_protocol))


def extract_hashtags(text: str) -> list[str]:
    """The hashtags of a text, without their signs.

    >>> extract_hashtags("يوم #الأرض و#ليس_وسما")
    ['الأرض']
    """
    return [entity["hashtag"] for entity in extract_hashtags_with_indices(text)]


def extract_hashtags_with_indices(text: str, check_url_overlap: bool = True) -> list[Entity]:
    """The hashtags of a text; those inside a URL only where ``check_url_overlap`` is off."""
    text = join_surrogates(require_text(text))
    return _in_utf16(text, _hashtags_outside_urls(text) if check_url_overlap else _hashtags(text))


def extract_mentions(text: str) -> list[str]:
    """The names of the users that a text mentions; lists are left out.

    >>> extract_mentions("شكرا @user و@user/list")
    ['user']
    """
    return [entity["screenName"] for entity in extract_mentions_with_indices(text)]


def extract_mentions_with_indices(text: str) -> list[Entity]:
    """The users that a text mentions, each with its ``indices``."""
    return [
        {"screenName": entity["screenName"], "indices": entity["indices"]}
        for entity in extract_mentions_or_lists_with_indices(text)
        if not entity["listSlug"]
    ]


def extract_mentions_or_lists_with_indices(text: str) -> list[Entity]:
    """The users and lists that a text mentions; ``listSlug`` has its slash, and is empty for a user."""
    text = join_surrogates(require_text(text))
    return _in_utf16(text, _mentions(text))


def extract_replies(text: str) -> str | None:
    """The user whom a text answers, or ``None``."""
    return find_reply(require_text(text))


def extract_cashtags(text: str) -> list[str]:
    """The cashtags of a text, without their signs."""
    return [entity["cashtag"] for entity in extract_cashtags_with_indices(text)]


def extract_cashtags_with_indices(text: str) -> list[Entity]:
    """The cashtags of a text, each with its ``indices``."""
    text = join_surrogates(require_text(text))
    return _in_utf16(text, _cashtags(text))


def extract_entities_with_indices(text: str, extract_urls_without_protocol: bool = True) -> list[Entity]:
    """All URLs, mentions, lists, hashtags and cashtags; of two that overlap, the first."""
    text = join_surrogates(require_text(text))
    return _in_utf16(text, _all_entities(text, extract_urls_without_protocol))


def remove_overlapping_entities(entities: Iterable[Entity]) -> list[Entity]:
    """The entities in the order of the text, without those that begin inside the one before."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda entity: int(entity["indices"][0])):
        if not kept or entity["indices"][0] >= kept[-1]["indices"][1]:
            kept.append(entity)
    return kept


# Links


def auto_link(text: str, **options: Unpack[LinkOptions]) -> str:
    """The HTML of a text with links for its URLs, mentions, lists, hashtags and cashtags.

    Arguments:
        text: the text; URLs without a protocol stay text.
        options: see ``LinkOptions``: those of the reference in snake case, and ``safe``.

    Returns:
        The HTML, line ends as they are.  As the reference makes it, it is **not** safe to put in a page: the text
        between links is not escaped.  With ``safe`` it is, and the only tags are ours.

    Raises:
        TypeError: ``text`` is no ``str``, or there is no such option.

    >>> auto_link("<b> @user", safe=True, suppress_no_follow=True)
    '&lt;b&gt; @<a class="tweet-url username" href="https://twitter.com/user" data-screen-name="user">user</a>'
    >>> auto_link("https://example.com", url_class="link", target_blank=True)
    '<a href="https://example.com" target="_blank" class="link" rel="nofollow">https://example.com</a>'

    Source: twitter-text 3.1.0; ``safe`` is ours.
    """
    text = join_surrogates(require_text(text))
    return _linked(text, _all_entities(text, False), options)


def auto_link_usernames_or_lists(text: str, **options: Unpack[LinkOptions]) -> str:
    """As ``auto_link``, for mentions and lists alone."""
    text = join_surrogates(require_text(text))
    return _linked(text, _mentions(text), options)


def auto_link_hashtags(text: str, **options: Unpack[LinkOptions]) -> str:
    """As ``auto_link``, for hashtags alone.

    >>> auto_link_hashtags("#حصاد", hashtag_url_base="/tags/", suppress_no_follow=True)
    '<a href="/tags/حصاد" title="#حصاد" class="tweet-url hashtag rtl">#حصاد</a>'
    """
    text = join_surrogates(require_text(text))
    return _linked(text, _hashtags_outside_urls(text), options)


def auto_link_cashtags(text: str, **options: Unpack[LinkOptions]) -> str:
    """As ``auto_link``, for cashtags alone."""
    text = join_surrogates(require_text(text))
    return _linked(text, _cashtags(text), options)


def auto_link_urls_custom(text: str, **options: Unpack[LinkOptions]) -> str:
    """As ``auto_link``, for URLs alone."""
    text = join_surrogates(require_text(text))
    return _linked(text, _urls(text, False), options)


def _linked(text: str, found: list[Entity], options: LinkOptions) -> str:
    placed = [(entity["indices"][0], entity["indices"][1], entity) for entity in found]
    _in_utf16(text, found)  # for the blocks among the options, which are given the entities
    return linker(options).link(text, placed)


# Validity


def is_valid_username(username: str) -> bool:
    """Whether a text is one mention and nothing else, its sign included.

    >>> is_valid_username("@user"), is_valid_username("user")
    (True, False)
    """
    return extract_mentions(username) == [username[1:]]


def is_valid_list(username_list: str) -> bool:
    """Whether a text is one list and nothing else: ``@user/list``."""
    found = find_mentions(require_text(username_list))
    return len(found) == 1 and found[0][:2] == (0, len(username_list)) and bool(found[0].list_slug)


def is_valid_hashtag(hashtag: str) -> bool:
    """Whether a text is one hashtag and nothing else, its sign included."""
    return extract_hashtags(hashtag) == [hashtag[1:]]


# Entities as the reference has them, still with indices in code points


def _urls(text: str, without_protocol: bool) -> list[Entity]:
    if not without_protocol and ":" not in text:
        return []
    found = find_urls(text, tld_matcher(TWITTER_TEXT_3.tld_data), without_protocol=without_protocol)
    return [{"url": url, "indices": [start, end]} for start, end, url in found]


def _hashtags(text: str) -> list[Entity]:
    return [{"hashtag": match.tag, "indices": [match.start, match.end]} for match in find_hashtags(text)]


def _hashtags_outside_urls(text: str) -> list[Entity]:
    tags = _hashtags(text)
    if not tags:
        return tags
    return [entity for entity in remove_overlapping_entities(tags + _urls(text, True)) if "hashtag" in entity]


def _mentions(text: str) -> list[Entity]:
    return [
        {"screenName": match.screen_name, "listSlug": match.list_slug, "indices": [match.start, match.end]}
        for match in find_mentions(text)
    ]


def _cashtags(text: str) -> list[Entity]:
    return [{"cashtag": match.symbol, "indices": [match.start, match.end]} for match in find_cashtags(text)]


def _all_entities(text: str, without_protocol: bool) -> list[Entity]:
    found = [*_urls(text, without_protocol), *_mentions(text), *_hashtags(text), *_cashtags(text)]
    return remove_overlapping_entities(found)


# UTF-16


def _utf16_length(text: str) -> int:
    return len(text) + astral_characters(text, 0, len(text))


def _in_utf16(text: str, entities: list[Entity]) -> list[Entity]:
    """Turn the indices of entities from code points to UTF-16 code units."""
    before = at = 0  # astral characters so far
    for entity in sorted(entities, key=lambda entity: int(entity["indices"][0])):
        start, end = entity["indices"]
        before += astral_characters(text, at, start)
        at = start
        entity["indices"] = [start + before, end + before + astral_characters(text, start, end)]
    return entities
