"""Real uses of the package, for mypy: what has to be accepted, and what must not be."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal, assert_type

import tweetcraft as tc
from tweetcraft import compose, count, extract, split_thread, weighted_length
from tweetcraft.cli import main
from tweetcraft.counting import Reason
from tweetcraft.entities import Kind
from tweetcraft.threads import BreakKind, NumberingStyle
from tweetcraft.twitter_text import (
    LinkOptions,
    ParsedResult,
    auto_link,
    auto_link_entities,
    auto_link_with_json,
    extract_entities_with_indices,
    extract_mentions,
    extract_replies,
    extract_urls_with_indices,
    hit_highlight,
    is_invalid_tweet,
    is_valid_hashtag,
    is_valid_url,
    parse_tweet,
)

# Rules

short = dataclasses.replace(tc.X, name="short", limit=100)
own = tc.Rules(name="own", limit=300, unit="grapheme", url_length=None, ranges=((0, 0x10FF, 100),))
assert_type(short, tc.Rules)
assert_type(tc.PRESETS, dict[str, tc.Rules])
assert_type(tc.PRESETS["X"].limit, int)
tc.Rules(name="own", limit=300, unit="byte")  # type: ignore[arg-type]
tc.X.limit = 300  # type: ignore[misc]

# Counting

assert_type(weighted_length("مرحبا"), int)
result = count("مرحبا", rules=short)
assert_type(result, tc.Count)
assert_type(result.is_valid, bool)
assert_type(result.reason, Reason | None)
assert_type(result.valid_range, tuple[int, int])
assert_type(result.breakdown, tc.Breakdown)
assert_type(result.breakdown.tashkeel, int)
weighted_length(b"abc")  # type: ignore[arg-type]
weighted_length("abc", rules="X")  # type: ignore[arg-type]
weighted_length("abc", tc.X)  # type: ignore[call-arg]

# Entities

assert_type(extract("#وسم"), list[tc.Entity])
assert_type([entity.kind for entity in extract("#وسم")], list[Kind])
assert_type({entity.value: entity.span for entity in extract("#وسم")}, dict[str, tuple[int, int]])
hashtags = [entity for entity in extract("#وسم") if entity.kind == "hashtag"]


# Normalizing

assert_type(tc.normalize("نص"), str)
assert_type(tc.normalize("نص", form=tc.COMPACT), str)
assert_type(tc.normalize("نص", form=tc.SEARCH), str)
assert_type(tc.search_key("نص"), str)
gulf = dataclasses.replace(tc.PUBLISH, digits="arabic", tashkeel="light")
assert_type(gulf, tc.Form)
assert_type(gulf.spaces, Literal["tidy", "close", "keep"])
assert_type(dataclasses.replace(tc.SEARCH, hamza="fold"), tc.SearchForm)
forms: dict[str, tc.Form | tc.SearchForm] = {"publish": tc.Form(digits="latin"), "search": tc.SearchForm()}
cleaned = tc.normalize_and_explain("نص", form=forms["publish"])
assert_type(cleaned, tc.Normalized)
assert_type(cleaned.text, str)
assert_type(cleaned.edits, tuple[tc.Edit, ...])
assert_type([(edit.span, edit.before, edit.after) for edit in cleaned.edits], list[tuple[tuple[int, int], str, str]])
assert_type({edit.rule: edit.reason_ar for edit in cleaned.edits}, dict[str, str])
assert_type(cleaned.span_in_text((0, 1)), tuple[int, int])
assert_type(cleaned.span_in_source((0, 1)), tuple[int, int])
assert_type(tc.apply_edits(cleaned.source, cleaned.edits), str)
tc.normalize(b"abc")  # type: ignore[arg-type]
tc.normalize("abc", form="PUBLISH")  # type: ignore[arg-type]
tc.normalize("abc", tc.COMPACT)  # type: ignore[call-arg]
tc.Form(digits="persian")  # type: ignore[arg-type]
tc.SearchForm(alef=True)  # type: ignore[arg-type]
tc.search_key("abc", form=tc.SEARCH)  # type: ignore[call-arg]
tc.PUBLISH.digits = "arabic"  # type: ignore[misc]

# Threads


def with_total(number: int, total: int) -> str:
    """Write a number in words of one's own."""
    return f"{number} من {total}"


def longest(posts: Sequence[tc.Post]) -> int:
    """Take a thread as the sequence that it is."""
    return max(post.count.weighted_length for post in posts)


styles: list[NumberingStyle] = ["1/5", "1/", "(1/5)", "١/٥", with_total]
split_thread("مرحبا", numbering=tc.Numbering("1/", at="start", own_line=True, least=3, digits="arabic"))
split_thread("مرحبا", hashtags="each", links="last", marks=True, max_posts=9, announcement="سلسلة", continuation="يتبع")
split_thread("مرحبا", hashtags="middle")  # type: ignore[arg-type]
thread = split_thread("مرحبا", rules=tc.X, numbering=with_total)
assert_type(split_thread("مرحبا", previous=thread).findings, tuple[tc.Finding, ...])
assert_type(thread.locate(0), list[tuple[tc.Post, int]])
assert_type(thread.left_out, list[tuple[int, int]])
assert_type(thread[0].pieces, tuple[tc.Piece, ...])
assert_type(thread, tc.Thread)
assert_type(thread[0], tc.Post)
assert_type(thread[1:], tuple[tc.Post, ...])
assert_type(thread[0].ended_by, BreakKind)
assert_type([post.text for post in thread], list[str])
assert_type(longest(thread), int)
split_thread("مرحبا", numbering="2/5")  # type: ignore[arg-type]
split_thread("مرحبا", numbering=len)  # type: ignore[arg-type]

composed = compose("مرحبا", rules=tc.X_PREMIUM, numbering=None)
assert_type(composed, tc.Composition)
assert_type(composed.thread, tc.Thread)
assert_type(composed.normalized, tc.Normalized | None)
assert_type(composed.fitted, tc.Fitted | None)
assert_type(composed.problems, tuple[tc.Post, ...])
assert_type(composed.is_publishable, bool)

# Errors

try:
    tc.compose("مرحبا")
except tc.DoesNotFitError as error:
    assert_type(error.span, tuple[int, int])
except tc.TweetcraftError as error:
    assert_type(error, tc.TweetcraftError)

# The second door

parsed = parse_tweet("مرحبا", tc.TWITTER_TEXT_2)
assert_type(parsed, ParsedResult)
assert_type(parsed.weightedLength, int)
assert_type(parsed.asdict(), dict[str, int | bool])
assert_type(extract_mentions("@user"), list[str])
assert_type(extract_replies("@user"), str | None)
assert_type(extract_urls_with_indices("example.com"), list[dict[str, Any]])
assert_type(extract_entities_with_indices("example.com", False), list[dict[str, Any]])
assert_type(is_valid_hashtag("#وسم"), bool)
assert_type(is_valid_url("https://example.com", require_protocol=False), bool)
assert_type(is_invalid_tweet("مرحبا"), Reason | Literal[False])
parse_tweet(None)  # type: ignore[arg-type]


def open_aside(entity: Mapping[str, Any], attributes: dict[str, str | int | None]) -> None:
    """A block: URLs open in a window of their own."""
    if "url" in entity:
        attributes["target"] = "_blank"


page: LinkOptions = {"safe": True, "html_attrs": {"data-own": True}, "link_attribute_block": open_aside}
assert_type(auto_link("#وسم"), str)
assert_type(auto_link("#وسم", **page), str)
assert_type(auto_link("#وسم", hashtag_url_base="/tags/", link_text_block=lambda _, html: html.upper()), str)
assert_type(auto_link_entities("#وسم", extract_entities_with_indices("#وسم"), safe=True), str)
assert_type(auto_link_with_json("#وسم", {"hashtags": [{"text": "وسم", "indices": [0, 4]}]}, safe=True), str)
assert_type(hit_highlight("<b>وسم</b>", [(0, 3)], "mark", plain_offsets=True), str)
auto_link("#وسم", hashtag_clas="x")  # type: ignore[call-arg]
auto_link("#وسم", safe="yes")  # type: ignore[arg-type]

# The command line

assert_type(main(["count", "--json", "draft.txt"]), int)
