"""The conformance suite of twitter-text, read from the shared folder; it is not copied into this project."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml

import tweetcraft as tc
from tweetcraft import twitter_text as tt

from reference import shared

FILES = {"validate": 97, "extract": 238, "autolink": 196, "hit_highlighting": 14}
"""The files, each with the number of its cases: a suite that lost some would pass too easily."""

WITHOUT_SUITE = shared.missing(*(f"conformance/{file}.yml" for file in FILES))

Case = dict[str, Any]
Check = Callable[[str], Any]


def parsed_under(rules: tc.Rules) -> Check:
    """`parse_tweet`, as the dictionary that the suite expects."""
    return lambda text: tt.parse_tweet(text, rules).asdict()


VALIDATE: dict[str, Check] = {
    "tweets": lambda text: tt.is_valid_tweet_text(text, tc.TWITTER_TEXT_1),
    "usernames": tt.is_valid_username,
    "lists": tt.is_valid_list,
    "hashtags": tt.is_valid_hashtag,
    "urls": tt.is_valid_url,
    "urls_without_protocol": lambda text: tt.is_valid_url(text, require_protocol=False),
    "WeightedTweetsCounterTest": parsed_under(tc.TWITTER_TEXT_2),
    "WeightedTweetsWithDiscountedEmojiCounterTest": parsed_under(tc.TWITTER_TEXT_3),
    "UnicodeDirectionalMarkerCounterTest": parsed_under(tc.TWITTER_TEXT_3),
}
EXTRACT: dict[str, Check] = {
    "mentions": tt.extract_mentions,
    "mentions_with_indices": tt.extract_mentions_with_indices,
    "mentions_or_lists_with_indices": tt.extract_mentions_or_lists_with_indices,
    "replies": tt.extract_replies,
    "urls": tt.extract_urls,
    "urls_with_indices": tt.extract_urls_with_indices,
    "urls_with_directional_markers": tt.extract_urls_with_indices,
    "tco_urls_with_params": tt.extract_urls,
    "hashtags": tt.extract_hashtags,
    "hashtags_from_astral": tt.extract_hashtags,
    "hashtags_with_indices": tt.extract_hashtags_with_indices,
    "cashtags": tt.extract_cashtags,
    "cashtags_with_indices": tt.extract_cashtags_with_indices,
}
PLAIN: tt.LinkOptions = {"suppress_no_follow": True, "suppress_data_screen_name": True}
"""The suite of the reference runs its links without these attributes."""

# These take more than a text, and so the whole case.
AUTOLINK: dict[str, Callable[[Case], str]] = {
    "usernames": lambda case: tt.auto_link_usernames_or_lists(case["text"], **PLAIN),
    "lists": lambda case: tt.auto_link_usernames_or_lists(case["text"], **PLAIN),
    "hashtags": lambda case: tt.auto_link_hashtags(case["text"], **PLAIN),
    "urls": lambda case: tt.auto_link_urls_custom(case["text"], **PLAIN),
    "cashtags": lambda case: tt.auto_link_cashtags(case["text"], **PLAIN),
    "all": lambda case: tt.auto_link(case["text"], **PLAIN),
    "json": lambda case: tt.auto_link_with_json(case["text"], json.loads(case["json"]), **PLAIN),
}
HIT_HIGHLIGHTING: dict[str, Callable[[Case], str]] = {
    "plain_text": lambda case: tt.hit_highlight(case["text"], case["hits"]),
    "with_links": lambda case: tt.hit_highlight(case["text"], case["hits"]),
}
SECTIONS = {
    "validate": set(VALIDATE),
    "extract": set(EXTRACT),
    "autolink": set(AUTOLINK),
    "hit_highlighting": set(HIT_HIGHLIGHTING),
}

REFERENCE_NAMES = {"screen_name": "screenName", "list_slug": "listSlug"}


def sections(file: str) -> dict[str, list[Case]]:
    """The sections of one file of the suite, and their cases."""
    source = (shared.SHARED / "conformance" / f"{file}.yml").read_text(encoding="utf-8")
    tests: dict[str, list[Case]] = yaml.safe_load(source)["tests"]
    return tests


def cases(file: str) -> list[Any]:
    """One parameter a case; one that says what is missing where the suite is."""
    if WITHOUT_SUITE:
        return [pytest.param("", {}, id=file, marks=pytest.mark.skip(reason=WITHOUT_SUITE))]
    return [
        pytest.param(section, case, id=f"{section}-{number}-{case['description']}")
        for section, listed in sections(file).items()
        for number, case in enumerate(listed, start=1)
    ]


def in_utf16(text: str, entity: Case) -> Case:
    """An expected entity as the library gives it; the suite counts in code points, and in snake case."""
    named = {REFERENCE_NAMES.get(name, name): value for name, value in entity.items()}
    return named | {"indices": [len(text[:at].encode("utf-16-le")) // 2 for at in entity["indices"]]}


def expected(case: Case) -> Any:
    """What the library has to answer."""
    wanted = case["expected"]
    if isinstance(wanted, list):
        return [in_utf16(case["text"], each) if isinstance(each, dict) else each for each in wanted]
    return wanted


class TestConformance:
    """Every case of the four files, under the configuration that its section is about."""

    @pytest.mark.parametrize(("section", "case"), cases("validate"))
    def test_validate(self, section: str, case: Case) -> None:
        """Validity, and counts."""
        assert VALIDATE[section](case["text"]) == expected(case)

    @pytest.mark.parametrize(("section", "case"), cases("extract"))
    def test_extract(self, section: str, case: Case) -> None:
        """Entities."""
        assert EXTRACT[section](case["text"]) == expected(case)

    @pytest.mark.parametrize(("section", "case"), cases("autolink"))
    def test_autolink(self, section: str, case: Case) -> None:
        """Links."""
        assert AUTOLINK[section](case) == case["expected"]

    @pytest.mark.parametrize(("section", "case"), cases("hit_highlighting"))
    def test_hit_highlighting(self, section: str, case: Case) -> None:
        """Hits."""
        assert HIT_HIGHLIGHTING[section](case) == case["expected"]

    @pytest.mark.skipif(WITHOUT_SUITE is not None, reason=str(WITHOUT_SUITE))
    @pytest.mark.parametrize("file", FILES)
    def test_whole(self, file: str) -> None:
        """No section is left out, nor any case."""
        found = sections(file)
        assert set(found) == SECTIONS[file]
        assert sum(map(len, found.values())) == FILES[file]
