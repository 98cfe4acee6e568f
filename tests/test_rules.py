"""Rules: the presets, and rules of one's own."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc

import strategies

CONFIGURATIONS = {
    # limit, scale, default weight, URL, emoji as a unit, ranges
    "TWITTER_TEXT_1": (140, 1, 1, 23, False, 0),
    "TWITTER_TEXT_2": (280, 100, 200, 23, False, 4),
    "TWITTER_TEXT_3": (280, 100, 200, 23, True, 4),
    "X": (280, 100, 200, 23, True, 4),
    "X_PREMIUM": (25_000, 100, 200, 23, True, 4),
}
LIMITS = {
    "X": 280,
    "X_PREMIUM": 25_000,
    "X_POLL_OPTION": 25,
    "X_BIO": 160,
    "X_NAME": 50,
    "X_ALT_TEXT": 1_000,
    "X_DM": 10_000,
    "TWITTER_TEXT_1": 140,
    "TWITTER_TEXT_2": 280,
    "TWITTER_TEXT_3": 280,
}
FORM_FIELDS = [rules for rules in tc.PRESETS.values() if rules.url_length is None]

BYTES = tc.Rules(
    name="bytes of UTF-8",
    limit=256,
    scale=1,
    default_weight=4,
    ranges=((0, 0x7F, 1), (0x80, 0x7FF, 2), (0x800, 0xFFFF, 3)),
    url_length=None,
    emoji_as_unit=False,
    nfc=False,
)
GRAPHEMES = dataclasses.replace(BYTES, name="graphemes", default_weight=1, ranges=(), unit="grapheme")

bounds = st.lists(st.integers(0, 0x2100), min_size=2, max_size=8, unique=True).map(sorted)
"""Ends of ranges, where the characters of the test texts are."""


@st.composite
def weights(draw: st.DrawFn) -> tc.Rules:
    """Rules of any weights, by code point, in ranges of any order."""
    ordered = draw(bounds)
    pairs = list(zip(ordered[::2], ordered[1::2], strict=False))
    scale = draw(st.sampled_from([1, 10, 100]))
    weight = st.integers(0, 5).map(lambda units: units * scale)
    ranges = tuple((first, last, draw(weight)) for first, last in draw(st.permutations(pairs)))
    return dataclasses.replace(BYTES, name="drawn", scale=scale, default_weight=draw(weight), ranges=ranges)


def naive_weight(text: str, rules: tc.Rules) -> int:
    """What a text weighs code point by code point."""

    def weight(code: int) -> int:
        found = [own for first, last, own in rules.ranges if first <= code <= last]
        return (found or [rules.default_weight])[0] // rules.scale

    return sum(weight(ord(character)) for character in text)


class TestPresets:
    """The rules that come with the package."""

    def test_names(self) -> None:
        """Each preset is listed under its name, which is also what the package calls it."""
        assert {name: rules.limit for name, rules in tc.PRESETS.items()} == LIMITS
        for name, rules in tc.PRESETS.items():
            assert rules.name == name
            assert getattr(tc, name) is rules

    @pytest.mark.parametrize(("name", "figures"), CONFIGURATIONS.items())
    def test_figures(self, name: str, figures: tuple[object, ...]) -> None:
        """The figures of twitter-text's configurations."""
        rules = tc.PRESETS[name]
        assert figures == (
            rules.limit,
            rules.scale,
            rules.default_weight,
            rules.url_length,
            rules.emoji_as_unit,
            len(rules.ranges),
        )

    @pytest.mark.parametrize("name", CONFIGURATIONS)
    def test_data(self, name: str) -> None:
        """The platform has today's emoji and domains, twitter-text those of its time."""
        data = ("current", "iana") if name.startswith("X") else ("twitter-text-3", "twitter-text-3")
        assert (tc.PRESETS[name].emoji_data, tc.PRESETS[name].tld_data) == data

    @given(text=strategies.posts)
    def test_form_fields(self, text: str) -> None:
        """A field of a form counts UTF-16 code units of the text as typed, URLs and emoji too."""
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        assert {tc.weighted_length(text, rules=rules) for rules in FORM_FIELDS} == {units}

    def test_frozen(self) -> None:
        """A preset can't be changed, so no program changes another's."""
        with pytest.raises(dataclasses.FrozenInstanceError):
            tc.X.limit = 10_000  # type: ignore[misc]


class TestRules:
    """Rules as values."""

    @pytest.mark.parametrize("rules", tc.PRESETS.values(), ids=tc.PRESETS)
    def test_pickle(self, rules: tc.Rules) -> None:
        """They go to another process and come back equal, and weigh the same there."""
        copy = pickle.loads(pickle.dumps(rules))
        assert copy == rules
        assert hash(copy) == hash(rules)
        assert tc.weighted_length("مَرحبا 👍🏽 example.com", rules=copy) == tc.weighted_length(
            "مَرحبا 👍🏽 example.com", rules=rules
        )

    @pytest.mark.parametrize(
        ("changes", "weight"),
        [
            ({}, 27),
            ({"url_length": 30}, 34),
            ({"url_length": 0}, 4),
            ({"url_length": None}, 15),
            ({"default_weight": 500}, 30),
            ({"emoji_as_unit": False}, 29),
            ({"scale": 50}, 31),
            ({"ranges": ()}, 29),
            ({"tld_data": "twitter-text-3"}, 27),
        ],
    )
    def test_replace(self, changes: dict[str, Any], weight: int) -> None:
        """One field is changed, and the weight changes with it: م, a space, an emoji of two code points, a URL."""
        rules = dataclasses.replace(tc.X, **changes)
        assert tc.weighted_length("م 👍🏽example.com", rules=rules) == weight

    def test_limit(self) -> None:
        """A limit of one's own decides what is valid."""
        assert tc.count("مرحبا", rules=dataclasses.replace(tc.X, limit=5)).is_valid
        assert tc.count("مرحبا", rules=dataclasses.replace(tc.X, limit=4)).reason == "too_long"


class TestRulesError:
    """Rules that contradict themselves."""

    @pytest.mark.parametrize(
        ("changes", "named"),
        [
            ({"limit": 0}, "limit"),
            ({"limit": -280}, "limit"),
            ({"scale": 0}, "scale"),
            ({"url_length": -1}, "url_length"),
            ({"emoji_data": "2018"}, "emoji_data"),
            ({"tld_data": "all"}, "tld_data"),
            ({"unit": "byte"}, "unit"),
            ({"default_weight": 150}, "weight"),
            ({"default_weight": -100}, "weight"),
            ({"default_weight": 100 * 2**31}, "too much"),
            ({"url_length": 2**31}, "too much"),
            ({"ranges": ((0, 10, 50),)}, "weight"),
            ({"ranges": ((0, 10, -100),)}, "weight"),
            ({"ranges": ((10, 0, 100),)}, "ranges"),
            ({"ranges": ((-1, 10, 100),)}, "ranges"),
            ({"ranges": ((0, 0x110000, 100),)}, "ranges"),
            ({"ranges": ((0, 10, 100), (10, 20, 100))}, "ranges"),
            ({"ranges": ((15, 20, 100), (0, 30, 100))}, "ranges"),
        ],
    )
    def test_message(self, changes: dict[str, Any], named: str) -> None:
        """They are refused when they are made, as are values that no field has; the message names the field."""
        with pytest.raises(tc.RulesError, match=named):
            dataclasses.replace(tc.X, **changes)

    def test_family(self) -> None:
        """The error is one of the package's, and a `ValueError`."""
        assert issubclass(tc.RulesError, tc.TweetcraftError)
        assert issubclass(tc.TweetcraftError, ValueError)


class TestOwnWeights:
    """Weights that no preset has."""

    @given(text=strategies.posts)
    def test_bytes(self, text: str) -> None:
        """The bytes of UTF-8, as ranges."""
        assert tc.weighted_length(text, rules=BYTES) == len(text.encode("utf-8", "surrogatepass"))

    @given(text=strategies.posts, rules=weights())
    def test_any(self, text: str, rules: tc.Rules) -> None:
        """Any ranges weigh as they would code point by code point, and the breakdown adds up to that."""
        result = tc.count(text, rules=rules)
        assert result.weighted_length == naive_weight(text, rules)
        assert result.weighted_length == sum(dataclasses.asdict(result.breakdown).values())


class TestGraphemes:
    """Rules that count grapheme clusters."""

    @pytest.mark.parametrize(
        ("text", "clusters"),
        [
            ("", 0),
            ("مَرْحَبًا", 5),
            ("e\u0301", 1),
            ("👨‍👩‍👧‍👦", 1),
            ("🇸🇦🇪🇬", 2),
            ("\r\n", 1),
            ("😀\u0301", 1),
            ("👨\u200d🐍", 1),
        ],
        ids=ascii,
    )
    @pytest.mark.parametrize("emoji_as_unit", [False, True])
    def test_clusters(self, text: str, clusters: int, *, emoji_as_unit: bool) -> None:
        """Each is one, whatever it is made of."""
        rules = dataclasses.replace(GRAPHEMES, emoji_as_unit=emoji_as_unit)
        assert tc.weighted_length(text, rules=rules) == clusters

    @given(text=strategies.posts)
    def test_any(self, text: str) -> None:
        """As many as `regex` finds."""
        assert tc.weighted_length(text, rules=GRAPHEMES) == len(regex.findall(r"\X", text))

    @given(text=strategies.posts)
    def test_sum(self, text: str) -> None:
        """What the weight went to adds up to it."""
        result = tc.count(text, rules=GRAPHEMES)
        assert sum(dataclasses.asdict(result.breakdown).values()) == result.weighted_length

    @given(text=strategies.posts, limit=st.sampled_from([1, 5, 20]))
    def test_range(self, text: str, limit: int) -> None:
        """The limit never falls inside one."""
        rules = dataclasses.replace(GRAPHEMES, limit=limit)
        end = tc.count(text, rules=rules).valid_range[1]
        if end < len(text) and text[end] not in "\ufeff\ufffe\uffff":
            assert end == sum(map(len, regex.findall(r"\X", text)[:limit]))
