"""What the rules of direction say, held against the order that python-bidi puts the characters in."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.arabic.bidi import bracket_pairs, in_order_seen, levels_of
from tweetcraft.arabic.direction import first_strong
from tweetcraft.reviewing import RULES, Hit, Subject
from tweetcraft.rules import X

pytest.importorskip("bidi", reason="python-bidi, which puts characters in the order that they are seen in, is missing")

LRM, RLM = "\u200e", "\u200f"
CASES: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(
    Path(__file__).with_name("cases").joinpath("review.json").read_text(encoding="utf-8")
)
ALIKE = str.maketrans(")]}»>", "([{«<")
"""Brackets and their mirror images are one: versions of python-bidi differ in turning them."""


def hits_of(rule: str, text: str) -> list[Hit]:
    """What one rule finds, whatever the others do."""
    return list(RULES[rule].find(Subject(text, kind="post", rules=X)))


def seen(line: str, base: str) -> str:
    """A line in the order that it is seen in, without what is not seen."""
    from bidi import get_display

    shown = get_display(line, base_dir="L" if base == "ltr" else "R")
    return "".join(character for character in shown if unicodedata.category(character) != "Cf").translate(ALIKE)


def is_whole(text: str, piece: str) -> bool:
    """Whether a piece that runs from left to right is seen in one piece and in that order."""
    base = first_strong(text) or "ltr"
    lines = [line for line in text.split("\n") if piece in line]
    assert len(lines) == 1
    return piece.translate(ALIKE) in seen(lines[0], base)


def texts(rule: str, kind: str) -> list[Any]:
    return [pytest.param(case["text"], id=f"{rule}-{n}") for n, case in enumerate(CASES[rule][kind])]


TURNED = ["number_turned", "range_turned", "latin_edge"]
PIECE = re.compile(
    r"[-+−]?[0-9]+(?:(?:[-–−/.:,]| - )[0-9]+)+%?|[-+−][0-9]+|[0-9]+%|(?:\.NET|ASP\.NET|C\+\+|C#|Yahoo)|[0-9]+"
)


class TestCases:
    """The cases, on the line as it is laid out."""

    @pytest.mark.parametrize("rule", TURNED)
    def test_trips(self, rule: str) -> None:
        """What is found is turned indeed, and is seen as the message says."""
        for case in CASES[rule]["trips"]:
            for hit in hits_of(rule, case["text"]):
                piece = case["text"][slice(*hit.span)]
                assert not is_whole(case["text"], piece)
                if rule != "latin_edge":
                    as_seen = re.search(r"seen as ([-+–−0-9 .:%]*[0-9%+−-])", hit.message)
                    assert as_seen is not None
                    assert is_whole(case["text"].replace(piece, as_seen[1]), as_seen[1]) or as_seen[1] in seen(
                        case["text"].split("\n")[-1], "rtl"
                    )

    @pytest.mark.parametrize("text", [text for rule in TURNED for text in texts(rule, "near")])
    def test_near(self, text: str) -> None:
        """What is left alone is in order."""
        links = [entity.span for entity in tc.extract(text) if entity.kind == "url"]
        pieces = [
            found[0]
            for found in PIECE.finditer(text)
            if not any(start <= found.start() < end for start, end in links) and found[0].strip(".")
        ]
        assert all(is_whole(text, piece) for piece in pieces if not re.fullmatch("[0-9]+%|Yahoo", piece))

    @pytest.mark.parametrize("rule", ["number_turned", "latin_edge"])
    def test_fixed(self, rule: str) -> None:
        """After the fix it is in order, nothing takes the mark away, and nobody complains of it."""
        for case in CASES[rule]["trips"]:
            text = case["text"]
            findings = [finding for finding in tc.review(text) if finding.rule == rule]
            pieces = [text[slice(*finding.span)] for finding in findings]
            fixed = tc.apply_fixes(text, findings)
            assert all(is_whole(fixed, piece) for piece in pieces)
            assert not hits_of(rule, fixed)
            assert tc.normalize(fixed).count(LRM) == fixed.count(LRM)
            assert tc.normalize(tc.normalize(fixed)) == tc.normalize(fixed)
            assert "invisible" not in {finding.rule for finding in tc.review(fixed)}

    def test_call(self) -> None:
        """The empty brackets of a function are kept after its name."""
        text = "استخدم الدالة print()"
        (hit,) = hits_of("bracket_flipped", text)
        assert hit.change == (len(text), len(text), LRM)
        assert not is_whole(text, "print()")
        assert is_whole(text + LRM, "print()")
        assert not hits_of("bracket_flipped", text + LRM)
        assert tc.normalize(text + LRM) == text + LRM

    @pytest.mark.parametrize("text", texts("bracket_flipped", "trips"))
    def test_bracket_trips(self, text: str) -> None:
        """A bracket that is found does not stand beside its letter."""
        for hit in hits_of("bracket_flipped", text):
            piece = text[slice(*hit.span)]
            if len(piece) > 1:
                assert not is_whole(text, piece)
                continue
            word = text[: hit.span[0]].rsplit(maxsplit=1)[-1] + piece
            assert word[::-1].translate(ALIKE) not in seen(text, first_strong(text) or "ltr")

    @pytest.mark.parametrize("text", texts("bracket_flipped", "near"))
    def test_bracket_near(self, text: str) -> None:
        """Brackets that are left alone hold what they are written around."""
        for first, last in bracket_pairs(text):
            opening = text[first]
            shown = seen(text, first_strong(text) or "ltr")
            start, end = shown.index(opening), shown.rindex(opening)
            assert sorted(shown[start + 1 : end]) == sorted(text[first + 1 : last].translate(ALIKE))


ARABIC = ["مرحبا", "هاتف", "يوم", "(نص", "درجة،", "«كلمة»", "و", "#وسم", "[ت]", "؟"]
LATIN = ["Google", "iPhone", "(Apple", "Pay)", "Maps", "a:"]
NEUTRAL = ["😀", "…", "(", ")", "!", "5%", "1/5", "12:30", "7.5", "/", LRM, RLM]
PHONES = ["050-123-4567", "+966501234567", "+966 50 123 4567", "+20-2-1234-5678", "011-4567890", "0501-23-45-67"]
DATES = ["2024-05-01", "12-06-2025", "1-2-24", "14–12–2016"]
RANGES = ["10-20", "200-250", "2016 - 2021", "10%-20%", "7.5-12", "9:30-17:00", "2011–2012"]
words = st.lists(st.one_of(st.sampled_from(ARABIC), st.sampled_from(LATIN), st.sampled_from(NEUTRAL)), max_size=6)


class TestImplication:
    """A rule fires where the piece is turned, and nowhere else."""

    @settings(max_examples=500)
    @given(before=words, piece=st.sampled_from(PHONES + DATES), after=words)
    @example(before=["مرحبا"], piece="+966501234567", after=["12:30"])
    def test_numbers(self, before: list[str], piece: str, after: list[str]) -> None:
        """Phone numbers and dates."""
        self._check("number_turned", before, piece, after)

    @settings(max_examples=500)
    @given(before=words, piece=st.sampled_from(RANGES), after=words)
    def test_ranges(self, before: list[str], piece: str, after: list[str]) -> None:
        """Ranges, which an advice is about."""
        self._check("range_turned", before, piece, after)

    @settings(max_examples=300)
    @given(before=words, piece=st.sampled_from(["-5", "-12", "−3.5"]), after=words)
    def test_below_zero(self, before: list[str], piece: str, after: list[str]) -> None:
        """Numbers below zero."""
        self._check("number_turned", before, piece, ["درجة", *after])

    @settings(max_examples=300)
    @given(before=words, piece=st.sampled_from(["C++", "C#", ".NET", "Yahoo!", "Disney+"]), after=words)
    def test_names(self, before: list[str], piece: str, after: list[str]) -> None:
        """Names with a sign at an edge."""
        self._check("latin_edge", before, piece, after)

    @staticmethod
    def _check(rule: str, before: list[str], piece: str, after: list[str]) -> None:
        text = " ".join([*before, piece, *after])
        start = len(" ".join([*before, ""]))
        assume(before or piece[0] not in "-−")
        found = [hit for hit in hits_of(rule, text) if hit.span[0] == start]
        assert bool(found) == (not is_whole(text, piece))
        if rule == "range_turned":
            return
        if found:
            assert found[0].change is not None
            start, end, mark = found[0].change
            fixed = text[:start] + mark + text[end:]
            assert is_whole(fixed, piece)
            assert not [hit for hit in hits_of(rule, fixed) if piece in fixed[slice(*hit.span)]]
            assert mark + piece in tc.normalize(fixed) or piece + mark in tc.normalize(fixed) or "  " in text

    @settings(max_examples=500)
    @given(
        before=st.lists(st.sampled_from(["نحن", "Google", "ضع", "Map", "5", "!"]), max_size=3),
        quoted=st.lists(st.sampled_from(["قف", "Web", "سم", "Dub", "7"]), min_size=1, max_size=3),
        after=st.lists(st.sampled_from(["طه", "Sky", "رز", "Jin", "8", "."]), max_size=3),
    )
    def test_quotes(self, before: list[str], quoted: list[str], after: list[str]) -> None:
        """Guillemets of a text in Arabic, or of any on a line from right to left."""
        inside = " ".join(quoted)
        text = " ".join([*before, f"«{inside}»", *after])
        base = first_strong(text)
        subject = Subject(text, kind="post", rules=X)
        assume(base == "rtl" or (base == "ltr" and subject.is_arabic))
        shown = seen(text, base or "ltr")
        start, end = shown.index("«"), shown.rindex("«")
        holds = sorted(shown[start + 1 : end].replace(" ", "")) == sorted(inside.replace(" ", ""))
        assert bool(hits_of("bracket_flipped", text)) == (not holds)


characters = st.text(alphabet="ابجשAbé 12٣٤+-/.,:%$#!()[]{}«»؟،😀…\u064e\u0301\u200d\u200e\u200f\u061c−–°", max_size=16)


class TestLevels:
    """The levels of characters."""

    @settings(max_examples=1000)
    @given(line=characters, base=st.sampled_from(["ltr", "rtl"]))
    def test_as_python_bidi(self, line: str, base: Any) -> None:
        """They put the characters in the order that python-bidi does."""
        levels = levels_of(line, base)
        assert len(levels) == len(line)
        assume("\u200d" not in line)  # python-bidi leaves it out
        shown = in_order_seen(line, levels)
        shown = "".join(character for character in shown if unicodedata.category(character) != "Cf")
        assert shown.translate(ALIKE) == seen(line, base)

    def test_tabs(self) -> None:
        """A tab, and the spaces before it and at the end, have the level of the paragraph."""
        assert levels_of("ab \tab ", "rtl") == "2211221"
        assert levels_of("\t", "ltr") == "0"
        assert not levels_of("", "rtl")

    def test_deep(self) -> None:
        """Brackets in brackets are found to a depth, and no text takes long."""
        assert bracket_pairs("([{}])") == [(0, 5), (1, 4), (2, 3)]
        assert bracket_pairs(")(][") == []
        assert len(bracket_pairs("(" * 63 + ")" * 63)) == 63
        assert bracket_pairs("(" * 64 + ")" * 64) == []
        assert len(levels_of("(ا" * 10_000 + ")" * 10_000, "ltr")) == 30_000


class TestRules:
    """What is particular to a rule."""

    @pytest.mark.parametrize(
        "text",
        [
            "فاز الهلال 2-1 على النصر",
            "انتهت المباراة 1-3 أمس",
            "التعادل 3-3 حتى الآن",
            "خسر الفريق 0-10 أمس",
            "خطة اللعب 4-3-3 ممتعة",
            "القائمة 8- 9- 10- انتهت",
            "نمو في الأعمار ١٠-٢٠ سنة",
            "من 10-10 ريال",
            "هاتف \u2066050-123-4567\u2069 متاح",
            "يوم -5 ريال",
        ],
    )
    def test_no_numbers(self, text: str) -> None:
        """Scores and lists are read from right to left anyway; an isolate keeps its order."""
        assert not hits_of("number_turned", text)
        assert not hits_of("range_turned", text)

    def test_once(self) -> None:
        """A number is found once, as far as it goes."""
        assert [hit.span for hit in hits_of("number_turned", "هاتف +966 050-123-4567 و -5 درجات")] == [
            (5, 22),
            (25, 27),
        ]
        assert [hit.span for hit in hits_of("number_turned", "هاتف +966501234567 12:30")] == [(5, 18)]

    def test_arabic_digits(self) -> None:
        """A mark before a phone number in Arabic digits mends nothing, so there is no fix."""
        (hit,) = hits_of("number_turned", "هاتف ٠٥٠-١٢٣-٤٥٦٧")
        assert hit.change is None
        assert not is_whole(f"هاتف {LRM}٠٥٠-١٢٣-٤٥٦٧", "٠٥٠-١٢٣-٤٥٦٧")

    def test_mild(self) -> None:
        """Where a link or a name alone makes it unsure, it is an advice."""
        assert [hit.severity for hit in hits_of("direction_unsure", "@user مرحبا بكم")] == ["advice"]
        assert [hit.severity for hit in hits_of("direction_unsure", "AI يغير العالم كله")] == [None]
        assert not hits_of("direction_unsure", "🇸🇦 مرحبا بكم https://example.com")
        assert [hit.span for hit in hits_of("direction_unsure", "#AI يغير العالم كله")] == [(0, 3)]
        assert [hit.span for hit in hits_of("direction_unsure", "🎉 Black Friday بدأت من الآن")] == [(2, 14)]

    @pytest.mark.parametrize(
        ("text", "fixed"),
        [
            ("a \u202eb\u202c c", "a b c"),
            ("\u202ea \u202db\u202c c\u202c d", "a b c d"),
            ("\u202ea\nb", "a\nb"),
            ("\u2066\u202ea\u2069 b", "\u2066a\u2069 b"),
            ("\u202e\u2066a\u2069\u202c", "\u2066a\u2069"),
        ],
    )
    def test_override(self, text: str, fixed: str) -> None:
        """An override goes with its end, and with those in it."""
        findings = [finding for finding in tc.review(text) if finding.rule == "direction_override"]
        assert {finding.severity for finding in findings} == {"error"}
        assert tc.apply_fixes(text, findings) == fixed
        assert not {"controls_unbalanced", "direction_override"} & {finding.rule for finding in tc.review(fixed)}

    @pytest.mark.parametrize(
        ("text", "alone"),
        [
            ("\u2066a\u2069", []),
            ("\u2066a", [0]),
            ("a\u2069", [1]),
            ("\u202ba\u202c\u202c", [3]),
            ("\u2066\u202ba\u2069", [1]),
            ("\u2066a\u202c\u2069", [2]),
            ("\u2067a\nb\u2069", [0, 4]),
            ("\u202a\u2066a\u202c\u2069\u202c", [3]),
        ],
    )
    def test_unbalanced(self, text: str, alone: list[int]) -> None:
        """Ends are matched as UAX #9 matches them."""
        hits = hits_of("controls_unbalanced", text)
        assert [hit.span[0] for hit in hits] == alone
        fixed = "".join(character for at, character in enumerate(text) if at not in alone)
        assert not hits_of("controls_unbalanced", fixed)

    @pytest.mark.parametrize(
        "text",
        [
            "✌\ufe0f\ufe0f",
            "葛\U000e0100城",
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "☎\ufe0e",
        ],
    )
    def test_not_hidden(self, text: str) -> None:
        """Flags, shapes of ideographs and emoji hide nothing."""
        assert not hits_of("hidden_text", text)

    def test_hidden(self) -> None:
        """What tag characters spell is told."""
        (hit,) = hits_of("hidden_text", "ok" + "".join(chr(0xE0000 + ord(letter)) for letter in "hi there"))
        assert '"hi there"' in hit.message
