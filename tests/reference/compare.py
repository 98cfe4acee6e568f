"""Our answers beside the reference's: the same names, the same shapes, and what differs.

Everything is compared exactly, but for the range of a text that is not in NFC, which the reference shifts by what
normalization took off, wherever that stood. There `reference.js` says where the range ends by the reference's own
answer for the NFC text: the longest prefix whose NFC has no more code points than that answer allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import tweetcraft as tc
from tweetcraft import twitter_text as tt

from grammar import pair_surrogates
from reference.bridge import PARSE, Answer, Reference

CONFIGS = (tc.TWITTER_TEXT_1, tc.TWITTER_TEXT_2, tc.TWITTER_TEXT_3)

Difference = tuple[Any, Any]
"""Our answer, and the right one."""


def parsed_under(rules: tc.Rules) -> Callable[[str], Any]:
    """`parse_tweet` under one configuration."""
    return lambda text: tt.parse_tweet(text, rules).asdict()


def invalid_under(rules: tc.Rules) -> Callable[[str], Any]:
    """`is_invalid_tweet` under one configuration."""
    return lambda text: tt.is_invalid_tweet(text, rules)


def plain(text: str) -> dict[str, list[str]]:
    """What the extractors without indices give."""
    return {
        "urls": tt.extract_urls(text),
        "mentions": tt.extract_mentions(text),
        "hashtags": tt.extract_hashtags(text),
        "cashtags": tt.extract_cashtags(text),
    }


def counted(text: str) -> list[dict[str, Any]]:
    """`count` and `weighted_length` under every configuration, which the reference has no name for."""
    counts = [tc.count(text, rules=rules) for rules in CONFIGS]
    return [
        {
            "weighted_length": {count.weighted_length, tc.weighted_length(text, rules=rules)},
            "limit": count.limit,
            "remaining": count.remaining,
            "is_valid": count.is_valid,
            "reason": count.reason,
            "permillage": count.permillage,
            "valid_range": count.valid_range,
        }
        for count, rules in zip(counts, CONFIGS, strict=True)
    ]


def extracted(text: str) -> list[tuple[str, str, str, tuple[int, int]]]:
    """`extract`, but for its emoji, which are no entities to the reference."""
    found = tc.extract(text, rules=tc.TWITTER_TEXT_3)
    return [(entity.kind, entity.value, entity.text, entity.span) for entity in found if entity.kind != "emoji"]


def attribute_block(entity: Mapping[str, Any], attributes: dict[str, str | int | None]) -> None:
    """The `linkAttributeBlock` of `reference.js`."""
    attributes["data-at"] = "-".join(map(str, entity["indices"]))
    attributes["rel"] = None


def text_block(_: Mapping[str, Any], text: str) -> str:
    """The `linkTextBlock` of `reference.js`."""
    return f"({text})"


DRESSED: tt.LinkOptions = {
    "hashtag_class": "h",
    "hashtag_url_base": "/h?a=1&q=",
    "cashtag_class": "c",
    "cashtag_url_base": "/c/",
    "username_class": "u",
    "username_url_base": "/u/",
    "list_class": "l",
    "list_url_base": "/l/",
    "url_class": "url",
    "url_target": "_top",
    "target_blank": True,
    "suppress_data_screen_name": True,
    "username_include_symbol": True,
    "symbol_tag": "s",
    "text_with_symbol_tag": "b",
    "html_escape_non_entities": True,
    "link_attribute_block": attribute_block,
    "link_text_block": text_block,
    "html_attrs": {"data-own": '"own"', "disabled": True},
}
"""Links with everything on."""

OURS: dict[str, Callable[[str], Any]] = {
    "parse1": parsed_under(tc.TWITTER_TEXT_1),
    "parse2": parsed_under(tc.TWITTER_TEXT_2),
    "parse3": parsed_under(tc.TWITTER_TEXT_3),
    "counts": counted,
    "urls": tt.extract_urls_with_indices,
    "urlsWithProtocol": lambda text: tt.extract_urls_with_indices(text, extract_urls_without_protocol=False),
    "hashtags": tt.extract_hashtags_with_indices,
    "hashtagsUnchecked": lambda text: tt.extract_hashtags_with_indices(text, check_url_overlap=False),
    "mentionsOrLists": tt.extract_mentions_or_lists_with_indices,
    "mentions": tt.extract_mentions_with_indices,
    "reply": tt.extract_replies,
    "cashtags": tt.extract_cashtags_with_indices,
    "entities": tt.extract_entities_with_indices,
    "entitiesWithProtocol": lambda text: tt.extract_entities_with_indices(text, extract_urls_without_protocol=False),
    "extracted": extracted,
    "plain": plain,
    "validUsername": tt.is_valid_username,
    "validList": tt.is_valid_list,
    "validHashtag": tt.is_valid_hashtag,
    "validUrl": tt.is_valid_url,
    "validUrlAscii": lambda text: tt.is_valid_url(text, unicode_domains=False),
    "validUrlBare": lambda text: tt.is_valid_url(text, require_protocol=False),
    "validUrlAsciiBare": lambda text: tt.is_valid_url(text, unicode_domains=False, require_protocol=False),
    "invalidTweet1": invalid_under(tc.TWITTER_TEXT_1),
    "invalidTweet2": invalid_under(tc.TWITTER_TEXT_2),
    "invalidTweet3": invalid_under(tc.TWITTER_TEXT_3),
    "validTweetText": tt.is_valid_tweet_text,
    "invalidCharacters": tt.has_invalid_characters,
    "unicodeTextLength": tt.get_unicode_text_length,
    "autoLink": tt.auto_link,
    "autoLinkDressed": lambda text: tt.auto_link(text, **DRESSED),
    "autoLinkUsernamesOrLists": lambda text: tt.auto_link_usernames_or_lists(text, suppress_lists=True),
    "autoLinkHashtags": lambda text: tt.auto_link_hashtags(text, html_escape_non_entities=True),
    "autoLinkCashtags": lambda text: tt.auto_link_cashtags(text, suppress_no_follow=True),
    "autoLinkUrlsCustom": lambda text: tt.auto_link_urls_custom(text, html_escape_non_entities=True),
    "htmlEscape": tt.html_escape,
}


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def right_parse(text: str, parse: dict[str, Any], end: int) -> dict[str, Any]:
    """One answer of `parseTweet`, its range set right; `end` is in code points."""
    return parse | {"validRangeEnd": max(0, utf16_length(text[:end]) - 1)}


def right_count(text: str, parse: dict[str, Any], end: int, rules: tc.Rules) -> dict[str, Any]:
    """What `count` has to answer where the reference gives `parse`."""
    weight = parse["weightedLength"]
    reason = "empty" if text == "" else "too_long" if weight > rules.limit else "invalid_characters"
    return {
        "weighted_length": {weight},
        "limit": rules.limit,
        "remaining": rules.limit - weight,
        "is_valid": parse["valid"],
        "reason": None if parse["valid"] else reason,
        "permillage": parse["permillage"],
        "valid_range": (0, end),
    }


def right_extracted(text: str, entities: list[dict[str, Any]]) -> list[tuple[str, str, str, tuple[int, int]]]:
    """What `extract` has to answer where the reference gives `entities`; offsets in code points."""
    utf16 = text.encode("utf-16-le", "surrogatepass")
    right = []
    for entity in entities:
        start, end = (len(utf16[: 2 * at].decode("utf-16-le", "surrogatepass")) for at in entity["indices"])
        kind, value = kind_and_value(entity)
        right.append((kind, value, text[start:end], (start, end)))
    return right


def kind_and_value(entity: dict[str, Any]) -> tuple[str, str]:
    """What the two fields of ours say of one entity of the reference."""
    if "screenName" in entity:
        return "list" if entity["listSlug"] else "mention", entity["screenName"] + entity["listSlug"]
    return next((kind, entity[kind]) for kind in ("url", "hashtag", "cashtag") if kind in entity)


def right_answers(text: str, theirs: Answer) -> Answer:
    """The reference's answers as ours have to be: ranges set right, and what it has no name for."""
    right = {name: answer for name, answer in theirs.items() if name != "range"}
    if "entities" in theirs:
        right["extracted"] = right_extracted(text, theirs["entities"])
    if "range" in theirs:
        right |= right_ranges(text, theirs)
    return right


def right_ranges(text: str, theirs: Answer) -> Answer:
    """The answers that have a range in them."""
    right: Answer = {"counts": []}
    for version, end, rules in zip((1, 2, 3), theirs["range"]["ends"], CONFIGS, strict=True):
        parse = theirs[f"parse{version}"]
        if theirs["range"]["nfc"] and utf16_length(text[:end]) > parse["validRangeEnd"] + 1:
            # It ends in the middle of a character, of which the skip after a URL has left half; ours ends before it.
            end -= 1  # noqa: PLW2901
            parse = right_parse(text, parse, end)
        right["counts"].append(right_count(text, parse, end, rules))
        right[f"parse{version}"] = parse if theirs["range"]["nfc"] else right_parse(text, parse, end)
    return right


def our_answer(name: str, text: str) -> Any:
    """Our answer to one question; whatever we raise is an answer that nothing equals."""
    try:
        return OURS[name](text)
    except Exception as error:  # noqa: BLE001
        return f"raised {type(error).__name__}: {error}"


def against(text: str, right: Answer) -> dict[str, Difference]:
    """The names of the answers that are not the right ones, each with both."""
    ours = {name: our_answer(name, text) for name in right}
    return {name: (ours[name], right[name]) for name in right if ours[name] != right[name]}


def differences(text: str, theirs: Answer) -> dict[str, Difference]:
    """The same, against what the reference answered."""
    return against(text, right_answers(text, theirs))


def shrink(text: str, fails: Callable[[str], bool]) -> str:
    """A text that still fails and does so without any one character: deletes ever smaller pieces."""
    size = max(1, len(text) // 2)
    while True:
        at = 0
        while at < len(text):
            # A high and a low surrogate that meet are one character to the reference, so they have to be one here.
            shorter = pair_surrogates(text[:at] + text[at + size :])
            if fails(shorter):
                text = shorter
            else:
                at += size
        if size == 1:
            return text
        size = max(1, size // 2)


ASKED_FOR = {"extracted": ("entities",), **dict.fromkeys((*PARSE, "counts"), PARSE)}
"""What to ask the reference for an answer that it has no name for, or not by itself."""


def smallest(reference: Reference, text: str, name: str) -> str:
    """The least of `text` that still gets a different answer to one question."""
    names = ASKED_FOR.get(name, (name,))
    return shrink(text, lambda shorter: name in differences(shorter, reference.ask_one(shorter, names)))


RUN = re.compile(r"(.{1,12}?)\1{5,}", re.DOTALL)


def folded(text: str) -> str:
    """The text as an expression in ASCII, whatever it repeats written as a product."""
    parts = []
    at = 0
    for run in RUN.finditer(text):
        times = len(run[0]) // len(run[1])
        parts += [ascii(text[at : run.start()]), f"{run[1]!a} * {times}"]
        at = run.end()
    parts.append(ascii(text[at:]))
    return " + ".join(part for part in parts if part != "''") or "''"


def report(reference: Reference, found: dict[str, list[str]]) -> str:
    """What a person needs to see: for each answer, how many texts differ and a few as small as they get."""
    lines = []
    for name, texts in found.items():
        lines.append(f"{name}: {len(texts)} texts")
        for text in sorted({smallest(reference, text, name) for text in texts[:5]}, key=len):
            ours, right = differences(text, reference.ask_one(text))[name]
            lines.append(f"    {folded(text)}\n        ours   {ours!r}\n        right  {right!r}")
    return "\n".join(lines)
