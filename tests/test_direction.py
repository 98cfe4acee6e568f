"""Directions: which way a line runs, and how the number of a post is seen on it."""

from __future__ import annotations

import dataclasses
import itertools
import unicodedata
from collections.abc import Callable
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.arabic.direction import Direction, base_directions, first_strong, last_strong, share_of_rtl

import strategies

NO_BIDI = "python-bidi, which puts characters in the order that they are seen in, is not installed"

STRONG: dict[str, tuple[Direction | None, Direction | None]] = {
    # The first and the last of a text.
    "": (None, None),
    " \n": (None, None),
    "1/5": (None, None),
    "١/٥": (None, None),
    "۱/۵": (None, None),
    "😀": (None, None),
    "👨‍👩‍👧‍👦 🧵!": (None, None),
    "1️⃣": (None, None),
    "# @ _ $": (None, None),
    "\u0301": (None, None),
    "مرحبا": ("rtl", "rtl"),
    "hello": ("ltr", "ltr"),
    "שלום": ("rtl", "rtl"),
    "中文": ("ltr", "ltr"),
    "مرحبا hello": ("rtl", "ltr"),
    "hello مرحبا": ("ltr", "rtl"),
    "1/5 مرحبا": ("rtl", "rtl"),
    "5 hello": ("ltr", "ltr"),
    "٥ hello مرحبا 2030": ("ltr", "rtl"),
    "😀 مرحبا 😀": ("rtl", "rtl"),
    "@user مرحبا": ("ltr", "rtl"),
    "مرحبا @user": ("rtl", "ltr"),
    "@_1 مرحبا": ("rtl", "rtl"),
    "#وسم hello": ("rtl", "ltr"),
    "#tag مرحبا": ("ltr", "rtl"),
    "https://example.com مرحبا": ("ltr", "rtl"),
    "«مرحبا»": ("rtl", "rtl"),
    "(hello)": ("ltr", "ltr"),
    "\u064eم": ("rtl", "rtl"),
    "«،!…»": (None, None),
    "؟ hello ؛": ("rtl", "rtl"),  # these two marks are Arabic letters to UAX #9
    "🇸🇦 مرحبا": ("ltr", "rtl"),  # the halves of a flag are letters to UAX #9
    "\nhello\nمرحبا": ("ltr", "rtl"),
    # marks
    "\u200f123": ("rtl", "rtl"),
    "\u200e مرحبا": ("ltr", "rtl"),
    "\u061c hello": ("rtl", "ltr"),
    "مرحبا \u200e1-5": ("rtl", "ltr"),
    "hello \u061c": ("ltr", "rtl"),
    # half a character, and what may not be printed
    "\ud83d م": ("ltr" if unicodedata.bidirectional("\ud83d") == "L" else "rtl", "rtl"),
    "\x00م\x00": ("rtl", "rtl"),
}

ISOLATED: dict[str, Direction | None] = {
    "\u2066hello\u2069 مرحبا": "rtl",
    "\u2067مرحبا\u2069 hello": "ltr",
    "\u2068مرحبا\u2069 hello": "ltr",
    "\u2066hello\u2069": None,
    "\u2066hello": None,
    "\u2066hello\nمرحبا": "rtl",
    "\u2066a\u2069\u2066b\u2069 مرحبا": "rtl",
    "hello \u2067مرحبا\u2069": "ltr",
    "\u2069 مرحبا": "rtl",
}

UNITS = {
    # Posts that end, or begin, in letters of one direction; none has a character of a number.
    "arabic": "أطلقنا خدمتنا الجديدة",
    "arabic, mark": "أطلقنا خدمتنا الجديدة!",
    "arabic, emoji": "أطلقنا خدمتنا اليوم 🎉",
    "ends in latin": "أطلقنا خدمتنا من Google",
    "ends in latin, mark": "أطلقنا خدمتنا من Google.",
    "ends in a name": "أطلقنا خدمتنا مع @user",
    "ends in a tag": "أطلقنا خدمتنا اليوم #وسم",
    "begins with latin": "Google تطلق خدمة جديدة",
    "begins with a name": "@user أطلق خدمة جديدة",
    "begins with a name, mark": "@user أطلق خدمة جديدة.",
    "begins and ends in latin": "Google تطلق خدمة Maps",
    "latin": "Google launches a product",
    "latin in quotation marks": "أطلقنا خدمتنا «Google»",
}

Style = tc.Numbering | Literal["1/5", "1/", "(1/5)", "١/٥"] | Callable[[int, int], str]
STYLES: dict[str, Any] = {
    "1/5": "1/5",
    "1/": "1/",
    "(1/5)": "(1/5)",
    "١/٥": "١/٥",
    "1-5": lambda number, total: f"{number}-{total}",
}
TO_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SHORT = dataclasses.replace(tc.X, name="X of 40", limit=40)


def label(style: str, number: int, total: int) -> str:
    """How a post is numbered."""
    if style == "١/٥":
        return f"{number}/{total}".translate(TO_ARABIC)
    return {"1/5": f"{number}/{total}", "1/": f"{number}/", "(1/5)": f"({number}/{total})", "1-5": f"{number}-{total}"}[
        style
    ]


def thread_of(unit: str, numbering: tc.Numbering) -> tc.Thread:
    """A thread of twelve posts that are alike."""
    return tc.split_thread("\n---\n".join([unit] * 12), rules=SHORT, numbering=numbering, marks=True)


def seen(post: str) -> list[str]:
    """The lines of a post as they are seen from left to right, without what is not seen."""
    from bidi import get_display

    base = "L" if first_strong(post) == "ltr" else "R" if first_strong(post) == "rtl" else None
    lines = [get_display(line, base_dir=base) for line in post.split("\n")]
    return ["".join(character for character in line if unicodedata.category(character) != "Cf") for line in lines]


def assert_in_one_piece(post: str, style: str, number: int, total: int) -> None:
    """What makes the number of a post is seen side by side, once, and number and total from left to right."""
    wanted = label(style, number, total)
    lines = [line for line in seen(post) if {*line} & {*wanted}]
    assert len(lines) == 1, lines
    at = [place for place, character in enumerate(lines[0]) if character in wanted]
    run = lines[0][at[0] : at[-1] + 1]
    assert len(run) == len(wanted), run
    # Whether brackets are turned is for the font to say, and versions of python-bidi differ.
    assert run in {"1/": {wanted, wanted[-1] + wanted[:-1]}, "(1/5)": {wanted, f"){wanted[1:-1]}("}}.get(
        style, {wanted}
    )


class TestStrong:
    """The first and the last strong character."""

    @pytest.mark.parametrize(("text", "expected"), STRONG.items(), ids=map(ascii, STRONG))
    def test_examples(self, text: str, expected: tuple[Direction | None, Direction | None]) -> None:
        """Digits, marks and emoji have no direction; letters do, those of names and links too."""
        assert (first_strong(text), last_strong(text)) == expected

    @pytest.mark.parametrize(("text", "expected"), ISOLATED.items(), ids=map(ascii, ISOLATED))
    def test_isolated(self, text: str, expected: Direction | None) -> None:
        """What is isolated does not count for the first."""
        assert first_strong(text) == expected

    def test_nested(self) -> None:
        """Nor does what is isolated in something isolated."""
        assert first_strong("\u2067م \u2066a\u2069 م\u2069 hello") == "ltr"

    @given(text=strategies.posts)
    def test_mirrored(self, text: str) -> None:
        """Where nothing is isolated, the last is the first of the reversed text."""
        plain = "".join(character for character in text if not "\u2066" <= character <= "\u2069")
        assert last_strong(plain) == first_strong(plain[::-1])

    @given(text=strategies.posts, weak=st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩ /.,:()!«»😀\n", max_size=10))
    def test_weak(self, text: str, weak: str) -> None:
        """What has no direction changes none."""
        assert first_strong(weak + text) == first_strong(text)
        assert last_strong(text + weak) == last_strong(text)


class TestShare:
    """The share of the letters that run from right to left, and what it makes of a post."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", 0.0),
            ("1/5 😀", 0.0),
            ("مرحبا", 1.0),
            ("hello", 0.0),
            ("مرحبا hello", 0.5),
            ("שלום", 1.0),
            ("مَرْحَبًا", 1.0),
            ("中文 نص", 0.5),
            ("٢٠٣٠ ab", 0.0),
            ("ﻣﺮﺣﺒﺎ", 1.0),
        ],
    )
    def test_examples(self, text: str, expected: float) -> None:
        """Digits, marks and signs are no letters."""
        assert share_of_rtl(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", (None, None)),
            ("مرحبا", ("rtl", "rtl")),
            ("hello", ("ltr", "ltr")),
            ("AI يغير العالم", ("ltr", "rtl")),
            ("@a_long_user_name نص", ("ltr", "rtl")),
            ("https://example.com/a/long/path نص", ("ltr", "rtl")),
            ("عاجل Breaking news from Riyadh", ("rtl", "ltr")),
            ("@user 123", ("ltr", None)),
            ("1/5", (None, None)),
        ],
    )
    def test_base(self, text: str, expected: tuple[Direction | None, Direction | None]) -> None:
        """Mentions and links count for the first strong character, and not for the share."""
        assert base_directions(text) == expected

    @given(text=strategies.posts)
    def test_any(self, text: str) -> None:
        """The share of any text is one, and the first strong character is what it was."""
        assert 0 <= share_of_rtl(text) <= 1
        assert base_directions(text).first_strong == first_strong(text)


class TestNumbersSeen:
    """The numbers of posts, in the order that they are seen in."""

    @pytest.fixture(autouse=True)
    def _bidi(self) -> None:
        pytest.importorskip("bidi", reason=NO_BIDI)

    @pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
    @pytest.mark.parametrize("style", STYLES)
    @pytest.mark.parametrize(
        ("at", "own_line"),
        [("end", False), ("end", True), ("start", False), ("start", True)],
        ids=["end", "end, own line", "start", "start, own line"],
    )
    def test_in_one_piece(self, unit: str, style: str, at: Literal["end", "start"], *, own_line: bool) -> None:
        """A number is seen in one piece and in order, whatever stands beside it."""
        thread = thread_of(unit, tc.Numbering(STYLES[style], at=at, own_line=own_line))
        assert len(thread) == 12
        for post in thread:
            assert unit in post.text
            assert_in_one_piece(post.text, style, post.number, 12)

    @pytest.mark.parametrize(
        ("unit", "style"),
        [
            *itertools.product(["أطلقنا خدمتنا عام ٢٠٣٠", "Google تطلق خدمة ٢٠٣٠"], ["1/5", "1/", "(1/5)", "1-5"]),
            *itertools.product(["أطلقنا خدمتنا عام 2030", "Google تطلق خدمة 2030"], ["١/٥"]),
        ],
    )
    @pytest.mark.parametrize("at", ["end", "start"])
    def test_beside_digits(self, unit: str, style: str, at: Literal["end", "start"]) -> None:
        """So it is beside other digits."""
        numbering = tc.Numbering(STYLES[style], at=at, digits="latin")
        for post in thread_of(unit, numbering):
            assert_in_one_piece(post.text, style, post.number, 12)

    @pytest.mark.parametrize(
        ("unit", "style"),
        [
            *itertools.product(
                ["أطلقنا خدمة \u2066Google\u2069", "Google \u2067تطلق خدمة\u2069", "\u2066Google\u2069 تطلق خدمة"],
                STYLES,
            )
        ],
    )
    def test_beside_isolates(self, unit: str, style: str) -> None:
        """So it is where the words beside it are isolated."""
        for post in thread_of(unit, tc.Numbering(STYLES[style])):
            assert_in_one_piece(post.text, style, post.number, 12)

    @given(
        words=st.lists(
            st.sampled_from(
                ["أطلقنا", "خدمة،", "الجديدة.", "Google", "Maps!", "@user", "#وسم", "#tag", "🎉", "«نص»", "؟"]
            ),
            min_size=12,
            max_size=40,
        ),
        style=st.sampled_from([*STYLES]),
        at=st.sampled_from(["end", "start"]),
        own_line=st.booleans(),
    )
    def test_any(self, words: list[str], style: str, at: Literal["end", "start"], *, own_line: bool) -> None:
        """So it is after and before words in any order."""
        numbering = tc.Numbering(STYLES[style], at=at, own_line=own_line)
        thread = tc.split_thread(" ".join(words), rules=SHORT, numbering=numbering)
        for post in thread if len(thread) > 1 else ():
            assert_in_one_piece(post.text, style, post.number, len(thread))

    def test_without_marks(self) -> None:
        """Where no mark keeps them in place, numbers are torn or turned: the check sees it."""
        for post, style in (("@user مرحبا 1/", "1/"), ("مرحبا 1-5", "1-5"), ("مرحبا Google 1/", "1/")):
            with pytest.raises(AssertionError):
                assert_in_one_piece(post, style, 1, 5)
