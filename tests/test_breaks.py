"""Where a text is broken: pairs of places that were marked by hand, and what holds for the places of every text."""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.threads.breaking import Place, find_places
from tweetcraft.threads.costs import BREAKS, BreakKind

import strategies

CASES = json.loads((Path(__file__).parent / "cases" / "breaks.json").read_text(encoding="utf-8"))
PREFERRED, WORSE = "‖¦"
TOPICS = {
    *("clause_waw_vs_list_waw", "colon", "comma_vs_space", "conjunction_vs_space", "demonstrative_negation", "hashtag"),
    *(
        "heading",
        "idafa",
        "link",
        "list_comma",
        "list_lines",
        "name",
        "number_unit",
        "parenthetical",
        "prep_phrase_vs_bound",
    ),
    *("preposition", "quotation", "semicolon", "sentence_vs_comma", "waw_root"),
}
WHITE_SPACE = "".join(filter(regex.compile(r"\p{White_Space}").match, map(chr, range(0x3001))))

PIECES = (
    *("كلام", "مَرْحَبًا", "وقال", "في", "أن", "هذا", "عبد", "الله", "30", "ألف", "وزارة", "التجارة",),
    *("word", "New", "中文"),
    *(".", "...", "؟", "!", "،", "؛", ":", "-", "–", "•", "1.", "د.", "«", "»", '"', "“", "”", "(", ")", "[", "﴾", "﴿"),
    *("😀", "👨‍👩‍👧‍👦", "🇸🇦", "1️⃣", "✅", "👇", "❤️", "#وسم", "#رؤية_2030", "@user", "@user/list", "$TWTR", "a@b.com"),
    *("https://example.com/a.b?c=d", "example.com", "(t.co/a)", "\u200f", "\u0301", "\ufeff", "\u200d", "\u20e3"),
    *(" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u202f", "\u2003", "\u2028", "\x0b", "\x1c", "\x85"),
)  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
spaced = st.lists(st.sampled_from([piece for piece in PIECES if piece.strip()]), max_size=30).map(" ".join)
texts = st.one_of(pieces, spaced, strategies.posts).map(lambda text: text.strip(WHITE_SPACE))
"""Texts of what a break may stand beside, and posts of every kind; with no white space around them."""


def fits(text: str) -> bool:
    """Whether a piece of text would fit in one post."""
    return tc.weighted_length(text) <= tc.X.limit


def places_of(text: str) -> list[Place]:
    """The places of a whole text."""
    return find_places(text, fits)


def unmarked(marked: str) -> tuple[str, int, int]:
    """The text of a case, and where the better and the worse place stand in it."""
    first, second = sorted((marked.index(PREFERRED), marked.index(WORSE)))
    text = marked.replace(PREFERRED, "").replace(WORSE, "")
    return text, *((first, second - 1) if marked[first] == PREFERRED else (second - 1, first))


def parameter(index: int, case: dict[str, Any]) -> Any:
    """A case for pytest."""
    return pytest.param(case["text"], case["why"], id=f"{case['topic']}-{index}")


class TestMarkedByHand:
    """The pairs of tests/cases/breaks.json."""

    @pytest.mark.parametrize(("marked", "why"), [parameter(index, case) for index, case in enumerate(CASES)])
    def test_cheaper(self, marked: str, why: str) -> None:
        """A break where an editor would have one costs less than one where none would."""
        text, preferred, worse = unmarked(marked)
        costs = {place.end: place.cost for place in places_of(text)}
        assert costs[preferred] < costs.get(worse, math.inf), why

    def test_marks(self) -> None:
        """Every text has one mark of each kind, before white space, and every topic its pairs."""
        for case in CASES:
            assert re.fullmatch(r"[^‖¦]*[‖¦](?=\s)[^‖¦]*[‖¦](?=\s)[^‖¦]*", case["text"]), case["text"]
            assert {PREFERRED, WORSE} <= {*case["text"]}
        assert {case["topic"] for case in CASES} == TOPICS
        assert len({unmarked(case["text"]) for case in CASES}) == len(CASES) >= 280


class TestInvariants:
    """What holds for every text."""

    @given(text=texts)
    def test_order(self, text: str) -> None:
        """Places are in order, no two share a character, and each leaves something on both sides."""
        places = places_of(text)
        assert all(0 < place.end <= place.start < len(text) for place in places)
        assert all(before.start < after.end for before, after in pairwise(places))

    @given(text=texts)
    def test_space(self, text: str) -> None:
        """Only white space is taken out at a break, and all of it."""
        for place in places_of(text):
            assert {*text[place.end : place.start]} <= {*WHITE_SPACE}
            assert text[place.end - 1] not in WHITE_SPACE
            assert text[place.start] not in WHITE_SPACE

    @given(text=texts)
    def test_whole_graphemes(self, text: str) -> None:
        """No grapheme is cut: what is left on each side has as many as before."""
        for place in places_of(text):
            assert place.start in {cluster.end() for cluster in regex.finditer(r"\X", text)}
            assert place.end == place.start or text[place.end].isspace()

    @given(text=texts)
    def test_whole_entities(self, text: str) -> None:
        """No place is inside an entity."""
        edges = {edge for place in places_of(text) for edge in (place.start, place.end)}
        for entity in tc.extract(text):
            if entity.kind != "emoji":
                assert not edges & {*range(entity.span[0] + 1, entity.span[1])}

    @given(text=texts)
    def test_every_space(self, text: str) -> None:
        """Wherever a space stands between two words there is a place."""
        ends = {place.end for place in places_of(text)}
        assert {found.start() for found in re.finditer(r"(?<=[ء-ي]) (?=[ء-ي])", text)} <= ends

    @given(text=texts)
    def test_cost(self, text: str) -> None:
        """No break costs less than one of its kind, none is free of cost but between paragraphs."""
        least = {kind: min(cost for other, cost in BREAKS.values() if other == kind) for kind in get_args(BreakKind)}
        for place in places_of(text):
            assert place.kind in {*least} - {"mark", "grapheme", "end"}
            assert least[place.kind] <= place.cost < math.inf

    @given(before=texts, text=texts, after=texts)
    def test_part(self, before: str, text: str, after: str) -> None:
        """A part of a text is looked at by itself: what stands around it changes nothing."""
        start = len(before)
        places = find_places(before + text + after, fits, start, start + len(text))
        assert places == [place._replace(end=place.end + start, start=place.start + start) for place in places_of(text)]

    @given(text=texts)
    def test_same_again(self, text: str) -> None:
        """The same call gives the same places."""
        assert places_of(text) == places_of(text)


class TestPlaces:
    """Single places."""

    @pytest.mark.parametrize(
        ("gap", "kind"),
        [
            ("\n\n", "paragraph"),
            ("\r\n\r\n", "paragraph"),
            (" \n \n ", "paragraph"),
            ("\u2028\u2028", "paragraph"),
            ("\n", "line"),
            ("\r\n", "line"),
            (".\n", "line"),
            (". ", "sentence"),
            ("؟ ", "sentence"),
            ("؟!\u00a0 ", "sentence"),
            ("؛ ", "clause"),
            (": ", "clause"),
            (" – ", "clause"),
            ("، ", "comma"),
            (", ", "comma"),
            (" ثم ", "conjunction"),
            (" وقال ", "conjunction"),
            (" في ", "word"),
            (" ", "word"),
        ],
        ids=ascii,
    )
    def test_kind(self, gap: str, kind: BreakKind) -> None:
        """The cheapest place between two words has the kind of what stands there."""
        text = f"كلام طويل جدا يمتد هنا{gap}كتب فيه رجل آخر"
        places = [place for place in places_of(text) if len("كلام طويل جدا يمتد ") < place.end <= text.index("كتب")]
        assert min(places, key=lambda place: place.cost).kind == kind

    @pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u200b", "\u2060", ""], ids=ascii)
    def test_none(self, space: str) -> None:
        """A no-break space is no place, nor is what is no white space."""
        assert places_of(f"كلام{space}طويل") == []

    @pytest.mark.parametrize(
        ("text", "ends"),
        [
            ("", []),
            ("كلام", []),
            ("كلام طويل", [4]),
            ("كلام \u00a0 طويل", [4]),
            ("جاء.ثم ذهب", [4, 6]),
            ("رائع!😀شكرا", [6]),
            ("كلام \u0301طويل", []),
            ("https://example.com/a.b", []),
        ],
        ids=ascii,
    )
    def test_ends(self, text: str, ends: list[int]) -> None:
        """At white space, and after a sentence that has none after it."""
        assert [place.end for place in places_of(text)] == ends

    @pytest.mark.parametrize("text", ["http://a.😀b.com/", "http://example.❤.com"], ids=ascii)
    def test_emoji_in_link(self, text: str) -> None:
        """The name of a site that is written with emoji is not broken."""
        assert places_of(text) == []

    @pytest.mark.parametrize(
        "text",
        ["خدمة رائعة تطلق جديدة\n\nخدمة جميلة تأتي جديدة\n\nنص", "خدمة رائعة تطلق جديدة\n\nنص"],
        ids=["as long", "shorter, at the end"],
    )
    def test_no_heading(self, text: str) -> None:
        """What is no longer than the line before is not what that one is the heading of."""
        first = next(place for place in places_of(text) if place.kind == "paragraph")
        assert first.cost == min(cost for _, cost in BREAKS.values())

    def test_enclosed(self) -> None:
        """A break inside quotation marks costs more where a post could hold them."""
        text = "قال «كلام طويل هنا» ومضى"
        inside = text.index(" طويل")

        def cost(*, holds: bool) -> float:
            places = find_places(text, lambda _: holds)
            return next(place.cost for place in places if place.end == inside)

        assert cost(holds=True) > cost(holds=False)
