"""Counting: what a text weighs, where the limit falls, and what the weight went to."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable

import emoji
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft._nfc import combining
from tweetcraft._tables import tlds
from tweetcraft._text import canonical
from tweetcraft._weighing import meter_for

import strategies

ALEF_MADDA = "ا\N{ARABIC MADDAH ABOVE}"
"""Two code points, one after normalization."""

URLS = {
    "https://example.com/a، ثم": 27,
    "https://example.comمرحبا": 28,
    "زورواexample.com اليوم": 34,
    "https://ar.wikipedia.org/wiki/العربية": 30,
    "https://ar.wikipedia.org/wiki/%D8%A7%D9%84": 23,
    "https://موقع.السعودية": 23,
    "https://موقع.مصر": 23,
    "https://موقع.قطر": 23,
    "https://موقع.امارات": 23,
    "موقع.السعودية": 13,
    "مثال.com": 8,
    "example.مصر": 23,
    "example.مصراوي": 26,
    "AI.موقعنا": 25,
    "رؤية 2030.السعودية الخضراء": 36,
    "ASP.NET و socket.io": 49,
    "https://شركة.com.sa": 23,
    "https://موقع2.السعودية": 23,
    "شركة.com.sa": 28,
    "example.com:8080": 28,
    "https://t.co/" + "a" * 40: 23,
    "https://t.co/" + "a" * 40 + "/b": 25,
    "https://t.co/" + "a" * 41: 54,
    "\u200fexample.com": 25,
    "@example.com": 12,
    "#example.com": 12,
    "$example.com": 12,
    "-example.com": 12,
    "_example.com": 12,
    "/example.com": 12,
    "example.com/привет?q=1": 23,
    "example.com/é": 23,
    "example.com/?q=م": 24,
}
LONGEST_URLS = {"https://example.com/": 4088, "http://example.com/": 4089, "example.com/": 4088}
"""The longest that count as URLs, in characters: the protocol counts twice, and a missing one as https."""

LETTERS = {
    "مرحبا": 5,
    "مَرْحَبًا": 9,
    "ﻣﺮﺣﺒﺎ": 10,
    ALEF_MADDA: 1,
    "مـــرحبا": 8,
    "،؛؟٪٫٬٭۔": 8,
    "٠١٢٣٤٥٦٧٨٩": 10,
    "\u0870\u088e\u08a0\u08c7\u08ff": 5,
    "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{ARABIC LETTER MARK}": 3,
    "«»“”–—": 6,
    "\N{RIGHT-TO-LEFT MARK}": 2,
    "\N{LEFT-TO-RIGHT MARK}": 2,
    "\u202a\u202b\u202c\u202d\u202e": 10,
    "\u2066\u2067\u2068\u2069": 8,
    "…•€‹›": 10,
    "﷼ﷺ﷽﴾﴿": 10,
    "ﻻ": 2,
    "中": 2,
    "\U00020021": 2,
    "\u10ff\u1100": 3,
    "\u1fff\u200d\u200e": 5,
    "\u200f\u201f\u2020": 5,
    "\u2031\u2037\u2038": 5,
    "©": 1,
    "©\ufe0f": 2,
}

# What each weighs under the emoji of Unicode 11.  Today it is 2, for every one of them.
EMOJI_IN_2018 = {
    "🧔‍♂️": 5,
    "❤️‍🔥": 5,
    "😮‍💨": 5,
    "🐦‍🔥": 5,
    "🧑‍🦰": 5,
    "🫷🏽": 4,
    "👩🏻‍❤️‍👨🏽": 8,
    "🫱🏻‍🫲🏿": 9,
    "😀": 2,
    "1️⃣": 2,
    "#⃣": 2,
    "🇸🇦": 2,
    "👍🏽": 2,
    "👨‍👩‍👧‍👦": 2,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿": 2,
}
TEXT_BY_DEFAULT = ("©", "®")
"""In the data as emoji without their variation selector; alone they are letters to the platform, of one unit."""

SHORT = [
    dataclasses.replace(preset, limit=limit)
    for preset in (tc.X, tc.TWITTER_TEXT_2, tc.X_BIO)
    for limit in (1, 2, 7, 24, 60)
]
"""Rules of limits that texts of a test come upon."""

ODD = {
    "lone high surrogate": ("\ud83d", 2),
    "lone low surrogate": ("\ude00", 2),
    "surrogate pair in two": ("\ud83d\ude00", 2),
    "NUL": ("\x00", 1),
    "noncharacters": ("\ufdd0\U0001fffe\U0010ffff", 6),
    "unassigned": ("\u0378\U000e0080", 3),
    "private use": ("\ue000", 2),
    "megabyte": ("م" * 1_000_000, 1_000_000),
    "megabyte of marks": ("م" + "\u064e" * 999_999, 1_000_000),
}


def pieces(text: str, rules: tc.Rules) -> list[tuple[str, int]]:
    """A canonical text as the platform walks it: whole URLs and emoji, and single code points, each with its weight."""
    meter = meter_for(rules)
    walked, at = [], 0
    for atom in meter.atoms(text):
        walked += [(character, meter.plain(character)) for character in text[at : atom.start]]
        walked.append((text[atom.start : atom.end], atom.weight))
        at = atom.end
    return walked + [(character, meter.plain(character)) for character in text[at:]]


def without_dots_and_heavy_marks(text: str) -> str:
    """A text in which nothing turns into a URL, and no mark that normalization moves weighs more than another."""
    return "".join(c for c in text if c != "." and (c <= "\u10ff" or not combining(c)))


class TestUrls:
    """What URLs weigh, and what looks like one."""

    @pytest.mark.parametrize(("text", "weight"), URLS.items())
    def test_weights(self, text: str, weight: int) -> None:
        """The facts of twitter-text 3.1.0 hold with today's list of domains too."""
        assert tc.weighted_length(text) == weight
        assert tc.weighted_length(text, rules=tc.TWITTER_TEXT_3) == weight

    @pytest.mark.parametrize(("start", "longest"), LONGEST_URLS.items())
    def test_longest(self, start: str, longest: int) -> None:
        """A URL of one character too many is none, but for the bare domain in it."""
        assert tc.weighted_length(start.ljust(longest, "a")) == 23
        assert tc.weighted_length(start.ljust(longest + 1, "a")) > 4000

    @pytest.mark.parametrize("link", ["https://t.co/abc", "https://example.com/a-b?c=1", "example.com"])
    def test_of_heavy_signs(self, link: str) -> None:
        """A link weighs what a link does, also under rules to which a slash or a dot is heavy."""
        rules = dataclasses.replace(tc.X, ranges=((ord("a"), ord("z"), 100),))
        assert tc.weighted_length(link, rules=rules) == 23
        assert tc.weighted_length(f"a {link}.", rules=rules) == 1 + 2 + 23 + 2

    def test_domains(self) -> None:
        """Every top-level domain of today makes a bare domain a URL."""
        domains = [f"example.{tld}" for tld in tlds.IANA.split()]
        assert len(domains) > 1400
        assert [domain for domain in domains if tc.weighted_length(domain) != 23] == []

    @pytest.mark.parametrize("tld", ["kids", "music", "spa"])
    def test_new_domains(self, tld: str) -> None:
        """A domain that came after twitter-text 3.1.0 counts as text there."""
        assert tc.weighted_length(f"example.{tld}", rules=tc.TWITTER_TEXT_3) == len(f"example.{tld}")


class TestCharacters:
    """What single characters weigh."""

    @pytest.mark.parametrize(("text", "weight"), LETTERS.items(), ids=map(ascii, LETTERS))
    def test_weights(self, text: str, weight: int) -> None:
        """One up to U+10FF and for common punctuation, else two, after normalization."""
        assert tc.weighted_length(text) == weight
        assert tc.weighted_length(text, rules=tc.TWITTER_TEXT_3) == weight

    @pytest.mark.parametrize(("text", "weight"), ODD.values(), ids=ODD)
    def test_odd(self, text: str, weight: int) -> None:
        """What is no character is weighed all the same."""
        assert tc.count(text).weighted_length == weight


class TestEmoji:
    """What emoji weigh."""

    def test_current(self) -> None:
        """Every emoji of the installed data weighs two, whatever its code points."""
        weights = {sequence: tc.weighted_length(sequence) for sequence in emoji.EMOJI_DATA}
        assert [sequence for sequence, weight in weights.items() if weight != 2] == [*TEXT_BY_DEFAULT]

    @pytest.mark.parametrize(("sequence", "weight"), EMOJI_IN_2018.items())
    def test_2018(self, sequence: str, weight: int) -> None:
        """Under twitter-text 3.1.0 a sequence that it does not know weighs what its parts weigh."""
        assert tc.weighted_length(sequence, rules=tc.TWITTER_TEXT_3) == weight
        assert tc.weighted_length(sequence) == 2

    def test_by_code_point(self) -> None:
        """Under version 2 an emoji weighs what its code points weigh, and under version 1 their number."""
        assert tc.weighted_length("👨‍👩‍👧‍👦", rules=tc.TWITTER_TEXT_2) == 11
        assert tc.weighted_length("👨‍👩‍👧‍👦", rules=tc.TWITTER_TEXT_1) == 7


class TestBeside:
    """What stands so close to a link that one of the two takes a part of the other."""

    @pytest.mark.parametrize(
        ("text", "weight"),
        [
            ("https://t.co/988X90a808\ufe0f\u20e3", 27),  # the link has the digit of the keycap
            ("https://t.co/aZ808bbXc9\u20e3a\u200d", 27),
            ("a.com/ https://t.co/12345678901234567 1\u20e3", 50),
            ("a.com👍🏽.co/", 31),  # the link is two code units longer than what it stands for
        ],
    )
    def test_weights(self, text: str, weight: int) -> None:
        for rules in (tc.X, tc.TWITTER_TEXT_3):
            assert tc.weighted_length(text, rules=rules) == weight
            assert sum(dataclasses.asdict(tc.count(text, rules=rules).breakdown).values()) == weight


class TestCount:
    """The fields of a count."""

    def test_fields(self) -> None:
        """A text that fits."""
        assert (
            dataclasses.asdict(tc.count("مرحبا 😀 example.com")).items()
            >= {
                "weighted_length": 32,
                "limit": 280,
                "remaining": 248,
                "is_valid": True,
                "reason": None,
                "permillage": 114,
                "valid_range": (0, 19),
            }.items()
        )

    def test_frozen(self) -> None:
        """A count can't be changed, and two of equal figures are equal and hash alike."""
        with pytest.raises(dataclasses.FrozenInstanceError):
            tc.count("a").limit = 1  # type: ignore[misc]
        assert tc.count("a") == tc.count("م")
        assert hash(tc.count("a")) == hash(tc.count("م"))

    @pytest.mark.parametrize("again", [copy.deepcopy, copy.copy, lambda count: pickle.loads(pickle.dumps(count))])
    def test_copies(self, again: Callable[[tc.Count], tc.Count]) -> None:
        """A copy, or one that comes from another process, is equal and knows what the weight went to."""
        count = tc.count("مرحبا 😂")
        assert again(count) == count
        assert again(count).breakdown == count.breakdown

    @pytest.mark.parametrize(("length", "remaining", "permillage"), [(279, 1, 996), (280, 0, 1000), (281, -1, 1003)])
    def test_at_the_limit(self, length: int, remaining: int, permillage: int) -> None:
        """The last unit may be used, and one more may not."""
        result = tc.count("م" * length)
        assert (result.remaining, result.permillage, result.is_valid) == (remaining, permillage, remaining >= 0)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "empty"),
            ("م", None),
            ("م" * 281, "too_long"),
            ("م\ufeff", "invalid_characters"),
            ("م\ufffe", "invalid_characters"),
            ("م\uffff", "invalid_characters"),
            ("م\ufffd\ufdd0\x00\ud800", None),
            ("\ufeff" * 141, "too_long"),
        ],
    )
    def test_reason(self, text: str, reason: str | None) -> None:
        """Of several reasons the first of: empty, too long, invalid characters."""
        assert tc.count(text).reason == reason
        assert tc.count(text).is_valid == (reason is None)


class TestValidRange:
    """Where the limit falls, in code points of the text that was passed in."""

    @pytest.mark.parametrize(
        ("text", "end"),
        [
            ("", 0),
            ("م" * 280, 280),
            ("م" * 300, 280),
            (ALEF_MADDA * 280, 560),
            (ALEF_MADDA * 300, 560),
            ("م" * 250 + ALEF_MADDA * 300, 310),
            ("م" * 279 + "😀م", 279),
            ("م" * 279 + "👨‍👩‍👧‍👦", 279),
            ("م" * 278 + "👨‍👩‍👧‍👦" + "م", 285),
            ("م" * 270 + " example.com", 271),
            ("م" * 256 + " example.com" + "م", 268),
            ("م" * 279 + "中", 279),
            (
                "م" * 279 + "\u20d0\u0316",
                279,
            ),  # normalization puts the light mark first
            ("\ufeffم", 0),
            ("مم\uffffم", 2),
            (ALEF_MADDA * 3 + "\ufffe", 6),
            ("م" * 290 + "\ufeff", 280),
            ("\ud83d\ude00" * 141, 280),
        ],
        ids=lambda value: ascii(value)[-40:],
    )
    def test_ends(self, text: str, end: int) -> None:
        """At the limit or at a refused character, whichever stands first, and never inside a URL or an emoji."""
        assert tc.count(text).valid_range == (0, end)

    def test_heavy_marks(self) -> None:
        """Rules may weigh a mark as they like; of marks that do not fit all that do are kept."""
        rules = dataclasses.replace(tc.X, name="heavy", default_weight=50_000, limit=1500)
        assert tc.count("ậ" * 4, rules=rules).valid_range == (0, 3)
        assert tc.count("ب" + "\u20d0" * 6, rules=rules).valid_range == (0, 3)

    @given(text=strategies.posts.map(canonical))
    def test_longest(self, text: str) -> None:
        """What stands before the end fits, and with the next URL, emoji or code point it would not."""
        for rules in SHORT:
            end = tc.count(text, rules=rules).valid_range[1]
            weight = at = 0
            for piece, own in pieces(text, rules):
                if at >= end:
                    assert weight + own > rules.limit or piece in "\ufeff\ufffe\uffff"
                    break
                at, weight = at + len(piece), weight + own
            assert at == end
            assert weight <= rules.limit

    @given(text=strategies.posts.map(without_dots_and_heavy_marks), rules=st.sampled_from(SHORT))
    def test_longest_of_any_form(self, text: str, rules: tc.Rules) -> None:
        """The same of text in any normalization form, by grapheme."""
        end = tc.count(text, rules=rules).valid_range[1]
        assert tc.weighted_length(text[:end], rules=rules) <= rules.limit
        if end < len(text) and text[end] not in "\ufeff\ufffe\uffff":
            more = next(cluster.end() for cluster in regex.finditer(r"\X", text) if cluster.end() > end)
            assert tc.weighted_length(text[:more], rules=rules) > rules.limit


class TestBreakdown:
    """What the weight went to."""

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("", {}),
            ("مَرحبًا", {"letters": 5, "tashkeel": 2}),
            ("مـــ", {"letters": 1, "tatweel": 3}),
            ("ٱلرَّحْمَٰن", {"letters": 6, "tashkeel": 5}),
            ("a1 ٢\n", {"letters": 1, "digits": 2, "spaces": 2}),
            ("،؟!«", {"punctuation": 4}),
            ("+$", {"symbols": 2}),
            ("\u200d\u061c", {"controls": 2}),
            ("ﻻ…中\u200f", {"double_weight": 8}),
            ("example.com 👨‍👩‍👧‍👦😀", {"urls": 23, "spaces": 1, "emoji": 4}),
        ],
        ids=ascii,
    )
    def test_kinds(self, text: str, parts: dict[str, int]) -> None:
        """Each kind has what its characters weigh, and kinds that are not there have nothing."""
        breakdown = dataclasses.asdict(tc.count(text).breakdown)
        assert {kind: weight for kind, weight in breakdown.items() if weight} == parts

    def test_repr(self) -> None:
        """Only the kinds that are there are shown."""
        assert repr(tc.count("م 😀").breakdown) == "Breakdown(letters=1, spaces=1, emoji=2)"

    @given(text=strategies.posts)
    def test_sum(self, text: str) -> None:
        """Under every preset the kinds add up to the weighted length."""
        for rules in tc.PRESETS.values():
            result = tc.count(text, rules=rules)
            assert sum(dataclasses.asdict(result.breakdown).values()) == result.weighted_length


class Draft(str):
    """A text of a program's own type."""

    __slots__ = ()


class TestBadInput:
    """What is no text, or no rules."""

    @pytest.mark.parametrize("call", [tc.count, tc.weighted_length])
    @pytest.mark.parametrize("text", [b"abc", bytearray(b"abc"), memoryview(b"abc")])
    def test_bytes(self, call: object, text: object) -> None:
        """Bytes are refused, and the error says what to do."""
        with pytest.raises(TypeError, match=r"decode it first.*decode\('utf-8'\)"):
            call(text)  # type: ignore[operator]

    @pytest.mark.parametrize("call", [tc.count, tc.weighted_length])
    @pytest.mark.parametrize("text", [None, 5, ["a"]])
    def test_others(self, call: object, text: object) -> None:
        """So is whatever else is no text, with its type named."""
        with pytest.raises(TypeError, match=f"must be str, not {type(text).__name__}"):
            call(text)  # type: ignore[operator]

    @pytest.mark.parametrize("call", [tc.count, tc.weighted_length])
    @pytest.mark.parametrize("rules", ["X", None, 280])
    def test_rules(self, call: object, rules: object) -> None:
        """Rules are a `Rules`, not the name of one."""
        with pytest.raises(TypeError, match=r"rules must be a tweetcraft\.Rules"):
            call("a", rules=rules)  # type: ignore[operator]

    def test_subclass(self) -> None:
        """A subclass of `str` is a text."""
        assert tc.weighted_length(Draft("مرحبا example.com")) == 29
        assert tc.count(Draft("م" * 300)).valid_range == (0, 280)


class TestPaths:
    """The fast path and the exact one."""

    @given(text=strategies.posts)
    def test_agree(self, text: str) -> None:
        """Both give one weight, under every preset, and so does a count."""
        for rules in tc.PRESETS.values():
            weight = meter_for(rules)._weigh_exactly(text)
            assert tc.weighted_length(text, rules=rules) == weight
            assert tc.count(text, rules=rules).weighted_length == weight

    @pytest.mark.parametrize("rules", tc.PRESETS.values(), ids=tc.PRESETS)
    def test_walk(self, rules: tc.Rules) -> None:
        """The exact weight is that of the pieces that the platform walks."""
        text = "مَرحبا 👨‍👩‍👧‍👦 https://example.com/a…中"
        assert sum(weight for _, weight in pieces(text, rules)) == tc.weighted_length(text, rules=rules)
