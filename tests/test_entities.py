"""Extraction: which entities a text holds, and where they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given

import tweetcraft as tc
from tweetcraft._tables import tlds
from tweetcraft.entities import masked
from tweetcraft.entities.tld import tld_matcher

import strategies

KINDS = ("url", "mention", "list", "hashtag", "cashtag", "emoji")

# What a text holds, as kind and value.
FOUND = {
    "": [],
    "مرحبا بكم": [],
    "زوروا example.com مع @user #رؤية_2030 🌴 $TWTR @user/list": [
        ("url", "example.com"),
        ("mention", "user"),
        ("hashtag", "رؤية_2030"),
        ("emoji", "🌴"),
        ("cashtag", "TWTR"),
        ("list", "user/list"),
    ],
    "😀example.com#م": [("emoji", "😀"), ("url", "example.com")],
    "example.com/#م": [("url", "example.com/#")],
    # To the punycode that Node has, control characters are ASCII: a label of 61 characters, not of 66.
    f"http://\x00{'a' * 60}.ca": [("url", f"http://\x00{'a' * 60}.ca")],
    "https://example.com/@user": [("url", "https://example.com/@user")],
    "@user@example.com": [],
    "RT@user": [("mention", "user")],
    "@user://": [],
}

HASHTAGS = {
    "#السعودية": ["السعودية"],
    "＃السعودية": ["السعودية"],
    "#مَدْرَسَة": ["مَدْرَسَة"],
    "#مــن": ["مــن"],
    "#رؤية_2030": ["رؤية_2030"],
    "#٢٠٣٠رؤية": ["٢٠٣٠رؤية"],
    "#a·b": ["a·b"],
    "#می\u200cخواهم": ["می\u200cخواهم"],
    "#م\u200dن": ["م\u200dن"],
    "#ﷺ": ["ﷺ"],
    "#\u064e": ["\u064e"],
    "#م، ثم": ["م"],
    "#م؟": ["م"],
    "#م-ن": ["م"],
    "#م'ن": ["م"],
    "#م😀": ["م"],
    "#م\u200fن": ["م"],
    "#م\u200eن": ["م"],
    "#م\u061cن": ["م"],
    "#م\u200bن": ["م"],
    "#م\u00a0ن": ["م"],
    "(#م)": ["م"],
    "«#م»": ["م"],
    "#" + "م" * 500: ["م" * 500],
    "#٢٠٣٠": [],
    "#_١": [],
    "#": [],
    "# م": [],
    "و#السعودية": [],
    "بـ#مصر": [],
    "1#م": [],
    "&#م": [],
    "مَ#م": [],
    "#السعودية#مصر": [],
    "#م://": [],
    "#﷽": [],
    "#﷼": [],
    "#\u08b5": [],
    "#\u08c7": [],
    "#\u0870": [],
    "#م\u0870": ["م"],
}
MENTIONS = {
    "@user": ["user"],
    "＠user": ["user"],
    "و@user": ["user"],
    "مع @user، شكرا": ["user"],
    "@user_1/list-a": ["user_1/list-a"],
    "@" + "a" * 20: ["a" * 20],
    "@" + "a" * 21: ["a" * 20],
    "@user/1": ["user"],
    "@م": [],
    "a@user": [],
    "!@user": [],
    "_@user": [],
    "@usér": [],
    "@user@": [],
}
CASHTAGS = {
    "$TWTR": ["TWTR"],
    "سهم $TWTR, $META": ["TWTR", "META"],
    "سهم $TWTR، وغيره": [],
    "$BRK.A": ["BRK.A"],
    "$brk_b": ["brk_b"],
    "$TOOLONG": [],
    "$5": [],
    "م$TWTR": [],
    "$TWTRم": [],
    "$م": [],
}
URLS = {
    "https://example.com/a، ثم": ["https://example.com/a"],
    "https://example.comمرحبا": ["https://example.com"],
    "زورواexample.com اليوم": ["example.com"],
    "https://ar.wikipedia.org/wiki/العربية": ["https://ar.wikipedia.org/wiki/"],
    "https://موقع.السعودية": ["https://موقع.السعودية"],
    "موقع.السعودية": [],
    "example.مصراوي": ["example.مصر"],
    "رؤية 2030.السعودية الخضراء": ["2030.السعودية"],
    "ASP.NET و socket.io": ["ASP.NET", "socket.io"],
    "شركة.com.sa": ["com.sa"],
    "https://شركة.com.sa": ["https://شركة.com.sa"],
    "example.com:8080": ["example.com"],
    "https://example.com:8080/a": ["https://example.com:8080/a"],
    "https://t.co/aB3?x=1": ["https://t.co/aB3?x=1"],
    "https://t.co/aB3/more": ["https://t.co/aB3"],
    "https://t.co/" + "a" * 41: [],
    "(https://example.com/a_(b))": ["https://example.com/a_(b)"],
    "https://example.com/a.": ["https://example.com/a"],
    "«example.com»": ["example.com"],
    "\u200fexample.com\u200f": ["example.com"],
    "user@example.com": [],
    "#example.com": [],
    "مثال.com": [],
}
EMOJI = {
    "👨‍👩‍👧‍👦😀": ["👨‍👩‍👧‍👦", "😀"],
    "👍🏽": ["👍🏽"],
    "🇸🇦🇪🇬": ["🇸🇦", "🇪🇬"],
    "1️⃣": ["1️⃣"],
    "#️⃣": ["#️⃣"],
    "#⃣م": ["#⃣"],
    "❤": ["❤"],
    "❤\ufe0f": ["❤\ufe0f"],
    "❤\ufe0e": [],
    "☺\ufe0e☺": ["☺"],
    "©": [],
    "©\ufe0f": ["©\ufe0f"],
    "2030": [],
    "🫩": ["🫩"],
    "مرحبا👋": ["👋"],
    "#م👋": ["👋"],
}


def in_halves(text: str) -> str:
    """The text with each astral character as two surrogates, as it comes out of careless JSON."""
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(chr(high << 8 | low) for high, low in zip(units[::2], units[1::2], strict=True))


def values(text: str, *kinds: str) -> list[str]:
    """The values of the entities of some kinds."""
    return [entity.value for entity in tc.extract(text) if entity.kind in kinds]


class TestKinds:
    """What is an entity of each kind, and what only looks like one."""

    @pytest.mark.parametrize(("text", "found"), FOUND.items())
    def test_all(self, text: str, found: list[tuple[str, str]]) -> None:
        """The entities of a text in its order; where two overlap, the first is there."""
        assert [(entity.kind, entity.value) for entity in tc.extract(text)] == found

    @pytest.mark.parametrize(("text", "tags"), HASHTAGS.items(), ids=map(ascii, HASHTAGS))
    def test_hashtags(self, text: str, tags: list[str]) -> None:
        """A letter or mark is needed, and so is a boundary on the left."""
        assert values(text, "hashtag") == tags

    @pytest.mark.parametrize(("text", "names"), MENTIONS.items())
    def test_mentions(self, text: str, names: list[str]) -> None:
        """A mention may follow Arabic letters, but not Latin ones."""
        assert values(text, "mention", "list") == names

    @pytest.mark.parametrize(("text", "symbols"), CASHTAGS.items())
    def test_cashtags(self, text: str, symbols: list[str]) -> None:
        """Up to six Latin letters, with a space before them."""
        assert values(text, "cashtag") == symbols

    @pytest.mark.parametrize(("text", "urls"), URLS.items())
    def test_urls(self, text: str, urls: list[str]) -> None:
        """Arabic letters end a path, and stand in a domain only after a protocol."""
        assert values(text, "url") == urls

    @pytest.mark.parametrize(("text", "emoji"), EMOJI.items(), ids=map(ascii, EMOJI))
    def test_emoji(self, text: str, emoji: list[str]) -> None:
        """The longest sequence is one emoji; what a variation selector turns to text is none."""
        assert values(text, "emoji") == emoji

    def test_keycap(self) -> None:
        """The sign of a keycap begins no hashtag, whether its variation selector is there or not."""
        assert [entity.kind for entity in tc.extract("#️⃣مرحبا #⃣مرحبا #مرحبا")] == ["emoji", "emoji", "hashtag"]


class TestRules:
    """What depends on the rules."""

    def test_domains(self) -> None:
        """A top-level domain of today is unknown to twitter-text 3.1.0."""
        assert [entity.value for entity in tc.extract("example.music")] == ["example.music"]
        assert tc.extract("example.music", rules=tc.TWITTER_TEXT_3) == []

    def test_emoji(self) -> None:
        """An emoji of today is two to it, with a joiner between them that is text."""
        assert [entity.value for entity in tc.extract("❤️‍🔥")] == ["❤️‍🔥"]
        assert [entity.value for entity in tc.extract("❤️‍🔥", rules=tc.TWITTER_TEXT_3)] == ["❤️", "🔥"]


class TestEntity:
    """The fields of an entity."""

    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            ("#م", "hashtag", "م"),
            ("＃م", "hashtag", "م"),
            ("@user", "mention", "user"),
            ("@user/list", "list", "user/list"),
            ("$TWTR", "cashtag", "TWTR"),
            ("https://example.com", "url", "https://example.com"),
            ("👍🏽", "emoji", "👍🏽"),
        ],
    )
    @pytest.mark.parametrize("before", ["", "مرحبا ", "𐤀 😎\u0653 ", "ا\u0653 "], ids=ascii)
    def test_fields(self, before: str, text: str, kind: str, value: str) -> None:
        """The text has the sign and the value has not; the span is in code points, decomposed text or not."""
        *_, entity = tc.extract(before + text)
        assert entity == tc.Entity(kind, text, value, (len(before), len(before + text)))  # type: ignore[arg-type]

    def test_value_of_a_broken_url(self) -> None:
        """Of a run of Latin, Arabic, then a path, the letters between are no part of what links."""
        (entity,) = tc.extract("foo.bar.مثال.com/x")
        assert entity.text == "foo.bar.مثال.com/x"
        assert entity.value != entity.text


class TestBadInput:
    """What is no text, or no rules."""

    @pytest.mark.parametrize("text", [b"#a", bytearray(b"#a")])
    def test_bytes(self, text: object) -> None:
        """Bytes are refused, and the error says what to do."""
        with pytest.raises(TypeError, match="decode"):
            tc.extract(text)  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["", "نص"])
    @pytest.mark.parametrize("rules", ["X", None])
    def test_rules(self, text: str, rules: object) -> None:
        """Rules are a `Rules`, not the name of one."""
        with pytest.raises(TypeError, match="rules must be"):
            tc.extract(text, rules=rules)  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["\ud83d#م", "\x00", "\ufeff@user", "\ude00example.com"], ids=ascii)
    def test_odd(self, text: str) -> None:
        """Half a character and a control harm nothing."""
        for entity in tc.extract(text):
            assert text[slice(*entity.span)] == entity.text


class TestSpans:
    """Where entities stand."""

    @given(text=strategies.posts)
    def test_any(self, text: str) -> None:
        """In order, inside the text, never empty, never overlapping, and each around its own text."""
        for rules in (tc.X, tc.TWITTER_TEXT_3):
            entities = tc.extract(text, rules=rules)
            assert all(entity.kind in KINDS and text[slice(*entity.span)] == entity.text for entity in entities)
            assert all(0 <= entity.span[0] < entity.span[1] <= len(text) for entity in entities)
            assert all(before.span[1] <= after.span[0] for before, after in pairwise(entities))

    @given(text=strategies.posts)
    def test_halves(self, text: str) -> None:
        """The entities are the same where each half of a character stands by itself, and the spans count the halves."""
        entities = tc.extract(in_halves(text))
        assert all(in_halves(text)[slice(*entity.span)] == entity.text for entity in entities)
        assert [(entity.kind, entity.value) for entity in entities] == [
            (entity.kind, entity.value) for entity in tc.extract(text)
        ]

    @given(text=strategies.posts)
    def test_masked(self, text: str) -> None:
        """A mask hides each character of links, tags and names, and nothing else; where there are none, it is none."""
        entities = tc.extract(text)
        hidden = {at for entity in entities if entity.kind != "emoji" for at in range(*entity.span)}
        assert masked(text, entities, "\0") == "".join("\0" if at in hidden else c for at, c in enumerate(text))


class TestTld:
    """Where a top-level domain begins."""

    @pytest.mark.parametrize("data", ["iana", "twitter-text-3"])
    def test_beginnings(self, data: Literal["iana", "twitter-text-3"]) -> None:
        """No TLD, in whatever case, begins otherwise than the matcher says."""
        matcher = tld_matcher(data)
        variants: dict[str, set[str]] = {}
        for character in map(chr, range(0x10000)):
            variants.setdefault(character.upper(), set()).add(character)
        domains = (tlds.IANA if data == "iana" else tlds.TWITTER_TEXT_3).split()
        spelled = {
            first + second + domain[2:]
            for domain in domains
            for first in variants[domain[0].upper()]
            for second in variants[domain[1].upper()]
        }
        found = {domain for domain in spelled if matcher.end(domain, 0)}
        assert len(found) >= 4 * sum(map(str.isascii, domains))
        assert {domain[:2] for domain in found} <= matcher.beginnings
