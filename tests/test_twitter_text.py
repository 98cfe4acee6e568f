"""The second door: the names, fields, indices and quirks of twitter-text 3.1.0."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from typing import Any

import pytest

import tweetcraft as tc
from tweetcraft import twitter_text as tt

# Each function, and what the reference answers to a few inputs.
ANSWERS: dict[str, dict[str, object]] = {
    "is_valid_username": {
        "@user": True,
        "＠user": True,
        "@" + "a" * 20: True,
        "@" + "a" * 21: False,
        "user": False,
        "@user ": False,
        "@user/list": False,
        "@مستخدم": False,
        "@": False,
        "": False,
    },
    "is_valid_list": {
        "@user/list": True,
        "＠user/list": True,
        "@user/" + "a" * 25: True,
        "@user/" + "a" * 26: False,
        "@user/list/b": False,
        "@user/1": False,
        "@user/قائمة": False,
        "@user": False,
        "": False,
    },
    "is_valid_hashtag": {
        "#وسم": True,
        "＃وسم": True,
        "#رؤية_2030": True,
        "وسم": False,
        "#١٢٣": False,
        "#وسم#وسم": False,
        "#وسم آخر": False,
        "#a-b": False,
        "#👍": False,
        "#": False,
        "": False,
    },
    "is_valid_url": {
        "https://example.com": True,
        "HTTPS://EXAMPLE.COM:8080/a?b=c#d": True,
        "https://user:pass@example.com": True,
        "https://example.notld": True,
        "https://[::1]/": True,
        "https://127.0.0.1": True,
        "https://127.0.0.10": False,  # it reads one digit of the last octet
        "https://1.2.3.4.com": False,
        "https://موقع.السعودية": True,
        "https://موقع.السعودية/خبر": False,
        "https://example.com/%D8%A7": True,
        "https://example.com/a b": False,
        "https://a_b.example.com": True,
        "https://a.ex_ample.com": False,
        "https://example.com:123456": False,
        "https://example": False,
        "example.com": False,
        "ftp://example.com": False,
        "": False,
    },
    "is_invalid_tweet": {
        "م": False,
        "": "empty",
        "م" * 281: "too_long",
        "م\ufeff": "invalid_characters",
        "\ufeff" * 150: "too_long",
    },
    "is_valid_tweet_text": {"م": True, "": False, "م" * 281: False},
    "has_invalid_characters": {"": False, "\ufffd\x00": False, "م\ufeff": True, "\ufffe": True, "\uffff": True},
    "get_tweet_length": {"": 0, "مرحبا": 5, "ا\u0653": 1, "😀": 2, "https://example.com/a": 23},
    "get_unicode_text_length": {"": 0, "مرحبا": 5, "ا\u0653": 2, "😀": 1, "\ud83d\ude00": 1, "👨‍👩‍👧": 5},
    "html_escape": {"": "", "<a href=\"x\">'&amp;'": "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;"},
    "extract_replies": {
        "@user مرحبا": "user",
        " \u3000＠user": "user",
        "مرحبا @user": None,
        "@usér": None,
        "@user://": None,
        "@user@host": None,
    },
    "extract_urls": {"🌴 example.com https://t.co/a?b=1 مثال.com": ["example.com", "https://t.co/a?b=1"]},
    "extract_hashtags": {"😀 #وسم example.com/#a و#لا": ["وسم"]},
    "extract_mentions": {"😀 @a @b/c": ["a"]},
    "extract_cashtags": {"😀 $A $B.C": ["A", "B.C"]},
    "extract_urls_with_indices": {
        "🌴 example.com https://t.co/a?b=1": [
            {"url": "example.com", "indices": [3, 14]},
            {"url": "https://t.co/a?b=1", "indices": [15, 33]},
        ]
    },
    "extract_hashtags_with_indices": {"😀 #وسم example.com/#a": [{"hashtag": "وسم", "indices": [3, 7]}]},
    "extract_mentions_with_indices": {"😀 @a @b/c": [{"screenName": "a", "indices": [3, 5]}]},
    "extract_mentions_or_lists_with_indices": {
        "😀 @a @b/c": [
            {"screenName": "a", "listSlug": "", "indices": [3, 5]},
            {"screenName": "b", "listSlug": "/c", "indices": [6, 10]},
        ]
    },
    "extract_cashtags_with_indices": {
        "😀 $A $B.C": [{"cashtag": "A", "indices": [3, 5]}, {"cashtag": "B.C", "indices": [6, 10]}]
    },
    "extract_entities_with_indices": {
        "🌴😎 example.com #وسم🌴 @user/list $A @user": [
            {"url": "example.com", "indices": [5, 16]},
            {"hashtag": "وسم", "indices": [17, 21]},
            {"screenName": "user", "listSlug": "/list", "indices": [24, 34]},
            {"cashtag": "A", "indices": [35, 37]},
            {"screenName": "user", "listSlug": "", "indices": [38, 43]},
        ],
        "https://example.com/#وسم @a": [
            {"url": "https://example.com/#", "indices": [0, 21]},
            {"screenName": "a", "listSlug": "", "indices": [25, 27]},
        ],
    },
}

# Weight, validity, permillage, and the ends of the valid range and of the displayed one.
PARSED = {
    "": (0, False, 0, 0, 0),
    "😀 مرحبا https://example.com/a": (32, True, 114, 29, 29),
    "م" * 279 + "😀😀": (283, False, 1010, 278, 282),
    "م" * 300: (300, False, 1071, 279, 299),
    "م\ufeffم": (4, False, 14, 0, 2),
    "❤️‍🔥": (5, True, 17, 4, 4),
    "😀" * 141: (282, False, 1007, 279, 281),
}

ODD: list[tuple[str, int, list[dict[str, object]]]] = [
    ("\x00", 1, []),
    ("\ufffe", 2, []),
    ("\ud83d", 2, []),
    ("@\udbff", 3, []),
    ("\ude00#م", 4, []),
    ("#م\ud800", 4, [{"hashtag": "م", "indices": [0, 2]}]),
    ("\ud83d\ude00 @a", 5, [{"screenName": "a", "listSlug": "", "indices": [3, 5]}]),
    ("https://\ud800.com", 23, [{"url": "https://\ud800.com", "indices": [0, 13]}]),
]

LINKING = {name for name in tt.__all__ if name.startswith("auto_link")} | {"hit_highlight"}
"""These have a test file of their own, `test_auto_link.py`."""
FUNCTIONS = [name for name in tt.__all__ if inspect.isfunction(getattr(tt, name)) and name not in LINKING]


class TestAnswers:
    """What the reference answers, ours answer."""

    @pytest.mark.parametrize(("name", "answers"), ANSWERS.items(), ids=ANSWERS)
    def test_examples(self, name: str, answers: dict[str, object]) -> None:
        """Every example of every function, quirks included."""
        function = getattr(tt, name)
        assert {text: function(text) for text in answers} == answers

    def test_all_there(self) -> None:
        """No function is without examples."""
        assert set(FUNCTIONS) - set(ANSWERS) == {"parse_tweet"}

    def test_urls_without_protocol(self) -> None:
        """They are left out where the caller wants that."""
        text = "example.com https://example.org"
        assert tt.extract_urls(text, extract_urls_without_protocol=False) == ["https://example.org"]
        assert tt.extract_urls_with_indices(text, False) == [{"url": "https://example.org", "indices": [12, 31]}]
        assert tt.extract_entities_with_indices(text, False) == [{"url": "https://example.org", "indices": [12, 31]}]

    def test_hashtags_in_urls(self) -> None:
        """They are hashtags where the caller does not ask for overlaps."""
        text = "example.com/#a"
        assert tt.extract_hashtags_with_indices(text) == []
        assert tt.extract_hashtags_with_indices(text, check_url_overlap=False) == [
            {"hashtag": "a", "indices": [12, 14]},
        ]

    def test_strictness_of_urls(self) -> None:
        """Without its protocol, or with letters of other scripts, where the caller allows that."""
        assert tt.is_valid_url("example.com", require_protocol=False)
        assert not tt.is_valid_url("https://موقع.السعودية", unicode_domains=False)


class TestParseTweet:
    """The seven fields of a parsed text."""

    @pytest.mark.parametrize(("text", "figures"), PARSED.items(), ids=map(ascii, PARSED))
    def test_fields(self, text: str, figures: tuple[int, bool, int, int, int]) -> None:
        """Named as the reference names them; ranges are inclusive, in UTF-16 code units."""
        weight, valid, permillage, valid_end, display_end = figures
        assert tt.parse_tweet(text).asdict() == {
            "weightedLength": weight,
            "valid": valid,
            "permillage": permillage,
            "validRangeStart": 0,
            "validRangeEnd": valid_end,
            "displayRangeStart": 0,
            "displayRangeEnd": display_end,
        }

    def test_result(self) -> None:
        """The fields are attributes too, and none can be changed."""
        result = tt.parse_tweet("مرحبا")
        assert result.weightedLength == 5
        with pytest.raises(dataclasses.FrozenInstanceError):
            result.weightedLength = 6  # type: ignore[misc]

    def test_decomposed(self) -> None:
        """The range is that of the text passed in, where the reference shifts it to 579."""
        result = tt.parse_tweet("ا\u0653" * 300)
        assert (result.validRangeEnd, result.displayRangeEnd) == (559, 599)

    @pytest.mark.parametrize(
        ("rules", "weight", "permillage"),
        [(tc.TWITTER_TEXT_1, 9, 64), (tc.TWITTER_TEXT_2, 15, 53), (tc.TWITTER_TEXT_3, 4, 14), (tc.X, 4, 14)],
    )
    def test_rules(self, rules: tc.Rules, weight: int, permillage: int) -> None:
        """Rules stand where the reference has a configuration."""
        result = tt.parse_tweet("👍🏽👨‍👩‍👧‍👦", rules)
        assert (result.weightedLength, result.permillage) == (weight, permillage)
        assert tt.get_tweet_length("👍🏽👨‍👩‍👧‍👦", rules) == weight


class TestNames:
    """What a program finds here."""

    @pytest.mark.parametrize("name", tt.__all__)
    def test_documented(self, name: str) -> None:
        """Each name has a docstring."""
        assert inspect.getdoc(getattr(tt, name))

    def test_sorted(self) -> None:
        """The list of names is in order, and has each once."""
        assert tt.__all__ == sorted(set(tt.__all__))


class TestBadInput:
    """What is no text, and texts that are hardly any."""

    @pytest.mark.parametrize("function", [getattr(tt, name) for name in FUNCTIONS], ids=FUNCTIONS)
    @pytest.mark.parametrize("text", [b"a", None])
    def test_types(self, function: Callable[[Any], object], text: object) -> None:
        """Whatever is no `str` is refused by every function."""
        with pytest.raises(TypeError, match="text must be str"):
            function(text)

    @pytest.mark.parametrize(("text", "weight", "entities"), ODD, ids=[ascii(odd[0]) for odd in ODD])
    def test_odd(self, text: str, weight: int, entities: list[dict[str, object]]) -> None:
        """Half a character, a control and a noncharacter are taken as the reference takes them."""
        assert tt.parse_tweet(text).weightedLength == weight
        assert tt.extract_entities_with_indices(text) == entities
        assert not tt.is_valid_hashtag(text)
        assert tt.extract_replies(text) is None
