"""Tweets that the platform itself marked up: what it linked, and where, is what ``extract`` finds.

There is no difference to explain: the 2,131 tweets hold 3,003 links, tags and names, and all of them agree under both
profiles.  A difference would have to be named here, with its cause.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import tweetcraft as tc

from reference import shared

NAME = "data/twitter-entities.jsonl"
MISSING = shared.missing(NAME)
pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

KEYS = {"hashtags": ("hashtag", "text"), "mentions": ("mention", "screen_name"), "urls": ("url", "url")}


def rows() -> Iterator[dict[str, Any]]:
    with (shared.SHARED / NAME).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class TestPlatformEntities:
    """What the platform's own answers say of each tweet."""

    @pytest.mark.parametrize("rules", [tc.X, tc.TWITTER_TEXT_3], ids=lambda rules: rules.name)
    @pytest.mark.parametrize("key", KEYS)
    def test_same_entities(self, key: str, rules: tc.Rules) -> None:
        """Every entity has the place and the value that the platform gave it."""
        kind, field = KEYS[key]
        total = 0
        for row in rows():
            found = [(list(e.span), e.value) for e in tc.extract(row["text"], rules=rules) if e.kind == kind]
            assert found == [(entity["indices"], entity[field]) for entity in row[key]], row["text"]
            total += len(found)
        assert total > 200  # the file holds 270 hashtags, 2,074 mentions and 659 URLs
