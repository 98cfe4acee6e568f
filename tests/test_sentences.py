"""Sentences: where they end, against texts that were marked by hand, and what holds for every text."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.arabic.sentences import find_sentences, outline

import strategies

CASES = json.loads((Path(__file__).parent / "cases" / "sentences.json").read_text(encoding="utf-8"))
TOPICS = {
    *("abbreviation", "brackets", "decimal", "dialogue", "ellipsis", "emoji", "era_unit", "hashtag", "initials"),
    *("latin_mix", "lines", "list_number", "no_space", "plain", "question", "quotation", "time_date", "unclosed"),
    *("url", "verse"),
}
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

PIECES = (
    *("كلام", "مَرْحَبًا", "وقال", "سأل", "هـ", "ق.م", "كم", "من", "word", "Word", "ه", "A", "z", "中文", "ـــ"),
    *(".", "..", "...", "…", "!", "؟", "؟!", "۔", "。", "،", "؛", ":", "-", "–", "•"),
    *("«", "»", '"', "“", "”", "„", "(", ")", "[", "]", "{", "}", "﴾", "﴿", "'"),
    *("5", "2.5", "٣", "٪", "1.", "١)", "أ.", "د.", "أ.د.", "Dr.", "ص.ب.", "vs.", "7. 3. 1941"),
    *("😀", "👨‍👩‍👧‍👦", "🇸🇦", "1️⃣", "✅", "👇", "❤️", "\u20e3", "\ufe0f"),
    *("#وسم", "#رؤية_2030", "＃tag", "@user", "$TWTR", "https://example.com/a.b?c=d", "example.com",),
    *("t.co/a", "a@b.com"),
    *(" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2003", "\u200b", "\u200f", "\u0301", "\ufeff"),
    *("\x0b", "\x0c", "\x1d", "\x85", "\u2028", "\u2029", "\x00"),
)  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
spaced = st.lists(st.sampled_from([piece for piece in PIECES if piece.strip()]), max_size=30).map(" ".join)
texts = st.one_of(pieces, spaced, strategies.posts)
"""Texts of what a sentence may end with or go on with, and posts of every kind."""


def gaps_of(case: dict[str, Any]) -> list[str]:
    """What stands between the sentences of a case."""
    between = len(case["sentences"]) - 1
    gaps: list[str] = case.get("gaps", [case.get("gap", " ")] * between)
    assert len(gaps) == between
    return gaps


def text_of(case: dict[str, Any]) -> str:
    """The text that a case is about."""
    return "".join(part for pair in zip(case["sentences"], [*gaps_of(case), ""], strict=True) for part in pair)


def parameters() -> list[Any]:
    """The cases for pytest, by topic and place in it."""
    found = []
    seen: Counter[str] = Counter()
    for case in CASES:
        seen[case["topic"]] += 1
        found.append(pytest.param(text_of(case), case["sentences"], id=f"{case['topic']}-{seen[case['topic']]}"))
    return found


def split(text: str, *, lines: bool = True) -> list[str]:
    """The sentences without where they stand."""
    return [sentence.text for sentence in find_sentences(text, lines=lines)]


def in_lines(text: str) -> list[str]:
    """The sentences, one space for all white space, of a text that is wrapped after every word."""
    return [" ".join(sentence.split()) for sentence in split(text.replace(" ", "\n"), lines=False)]


class TestMarkedByHand:
    """The texts of tests/cases/sentences.json, which were marked before the rules were written."""

    @pytest.mark.parametrize(("text", "sentences"), parameters())
    def test_exact(self, text: str, sentences: list[str]) -> None:
        """A text has the sentences that were marked, no more and no fewer."""
        assert split(text) == sentences

    def test_size(self) -> None:
        """There are as many sentences as promised that have to be told apart, and every topic has some."""
        assert sum(len(case["sentences"]) for case in CASES if len(case["sentences"]) > 1) >= 300
        assert {case["topic"] for case in CASES} == TOPICS
        assert len({text_of(case) for case in CASES}) == len(CASES)


class TestInvariants:
    """What holds for every text."""

    @given(text=texts, lines=st.booleans())
    def test_spans(self, text: str, *, lines: bool) -> None:
        """Spans are in order, no two overlap, and each is that of its text."""
        sentences = find_sentences(text, lines=lines)
        for sentence in sentences:
            assert 0 <= sentence.span[0] < sentence.span[1] <= len(text)
            assert text[slice(*sentence.span)] == sentence.text
        assert all(before.span[1] <= after.span[0] for before, after in pairwise(sentences))

    @given(text=texts, lines=st.booleans())
    def test_nothing_lost(self, text: str, *, lines: bool) -> None:
        """Only white space is in no sentence, and no sentence begins or ends with it."""
        sentences = find_sentences(text, lines=lines)
        assert all(sentence.text == sentence.text.strip() != "" for sentence in sentences)
        edges = [0, *(edge for sentence in sentences for edge in sentence.span), len(text)]
        assert not any(text[slice(*gap)].strip() for gap in zip(edges[::2], edges[1::2], strict=True))

    @given(text=texts, lines=st.booleans())
    def test_same_again(self, text: str, *, lines: bool) -> None:
        """The same call gives the same sentences."""
        assert find_sentences(text, lines=lines) == find_sentences(text, lines=lines)

    @given(text=texts, end=st.sampled_from(["\n", "\n\n", "\r\n"]), more=texts)
    def test_local(self, text: str, end: str, more: str) -> None:
        """What follows a line changes nothing in it."""
        sentences = find_sentences(text)
        assert find_sentences(text + end + more)[: len(sentences)] == sentences

    @given(text=texts, line=st.text(alphabet="\u0645\u0646 .!", max_size=10), more=texts)
    def test_shifted(self, text: str, line: str, more: str) -> None:
        """Nor does what stands on the lines before it."""
        before = f"{text}\n{line}\n"
        moved = [
            (sentence.text, (sentence.span[0] + len(before), sentence.span[1] + len(before)))
            for sentence in find_sentences(more)
        ]
        sentences = [(sentence.text, sentence.span) for sentence in find_sentences(before + more)]
        assert sentences[len(sentences) - len(moved) :] == moved

    @given(text=texts)
    def test_lines(self, text: str) -> None:
        """No sentence goes over the end of a line."""
        assert not any(re.search(f"[{LINE_ENDS}]", sentence) for sentence in split(text))

    @given(text=texts, lines=st.booleans())
    def test_whole(self, text: str, *, lines: bool) -> None:
        """No sentence begins or ends inside an entity."""
        edges = {edge for sentence in find_sentences(text, lines=lines) for edge in sentence.span}
        for entity in tc.extract(text):
            assert not edges & {*range(entity.span[0] + 1, entity.span[1])}

    @given(text=texts, lines=st.booleans())
    def test_outline(self, text: str, *, lines: bool) -> None:
        """A stop ends after a mark and is no deeper than the marks around it; where none is, a sentence ends."""
        found = outline(text, lines=lines)
        ends = [stop.end for stop in found.stops]
        assert ends == sorted({*ends})
        for start, end in found.enclosures:
            assert 0 <= start < end - 1 < len(text)
        edges = {sentence.span[1] for sentence in find_sentences(text, lines=lines)}
        for stop in found.stops:
            assert stop.depth <= sum(start < stop.end < end for start, end in found.enclosures)
            assert stop.depth or len(text[: stop.end].rstrip()) in edges


class TestSigns:
    """What ends a sentence, where a reader of the rules may doubt."""

    @pytest.mark.parametrize(
        ("text", "sentences"),
        [
            ("", []),
            (" \n\t\u00a0", []),
            ("كلام", ["كلام"]),
            ("  كلام.\n", ["كلام."]),
            ("...", ["..."]),
            ("جاء. ثم ذهب.", ["جاء.", "ثم ذهب."]),
            ("جاء.ثم ذهب.", ["جاء.", "ثم ذهب."]),
            ("جاء؟! نعم", ["جاء؟!", "نعم"]),
            ("جاء...، ثم ذهب", ["جاء...، ثم ذهب"]),
            ("قال: «جاء. ذهب.» نعم", ["قال: «جاء. ذهب.»", "نعم"]),
            ("جاء (ثم ذهب.) وعاد", ["جاء (ثم ذهب.) وعاد"]),
            ("جاء. (ثم ذهب.) وعاد", ["جاء.", "(ثم ذهب.)", "وعاد"]),
            ("وقال (كذا!) ثم مضى", ["وقال (كذا!) ثم مضى"]),
            ("غريب (!) جدا", ["غريب (!) جدا"]),
            ("«لم يغلق. ثم عاد", ["«لم يغلق.", "ثم عاد"]),
            ("سعره 2.5 ريال. نعم", ["سعره 2.5 ريال.", "نعم"]),
            ("زر example.com. شكرا", ["زر example.com.", "شكرا"]),
            ("رائع! 😀 شكرا", ["رائع! 😀", "شكرا"]),
            ("رائع!😀شكرا", ["رائع!😀", "شكرا"]),
            ("رائع! ✅ شكرا", ["رائع!", "✅ شكرا"]),
            ("رائع! #وسم #آخر", ["رائع! #وسم #آخر"]),
            ("رائع! #وسم في الجملة", ["رائع!", "#وسم في الجملة"]),
            ("1. أول. 2. ثان.", ["1. أول.", "2. ثان."]),
            ("وُلد عام 1990. ثم سافر", ["وُلد عام 1990.", "ثم سافر"]),
            ("لقيت د. سامي", ["لقيت د. سامي"]),
            ("لقيت دـ. سامي", ["لقيت دـ. سامي"]),
            ("It works. Really? Yes.", ["It works.", "Really?", "Yes."]),
            ("هل ترى؟ yes", ["هل ترى؟ yes"]),
            *((f"سطر{end}آخر", ["سطر", "آخر"]) for end in ("\n", "\r\n", *LINE_ENDS)),
        ],
        ids=ascii,
    )
    def test_examples(self, text: str, sentences: list[str]) -> None:
        """One rule each."""
        assert split(text) == sentences

    @pytest.mark.parametrize("text", ["زوروا http://example.❤.com اليوم", "http://a.😀b.com/"], ids=ascii)
    def test_emoji_in_link(self, text: str) -> None:
        """No sentence ends in the name of a site that is written with emoji."""
        assert split(text) == [text]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\u00a0\n", "\x0b"], ids=ascii)
    def test_tags_at_line_end(self, end: str) -> None:
        """Tags that end a line belong to its last sentence."""
        assert split(f"رائع! #وسم{end}آخر") == ["رائع! #وسم", "آخر"]


class TestWrapped:
    """Text that is wrapped to a width, where a line break is a space."""

    @pytest.mark.parametrize(
        ("text", "sentences"),
        [
            ("سطر طويل\nيلتف. ثم\nيمضي", ["سطر طويل\nيلتف.", "ثم\nيمضي"]),
            ("سطر طويل\rيلتف. ثم\rيمضي", ["سطر طويل\rيلتف.", "ثم\rيمضي"]),
            ("جاء.\nثم ذهب", ["جاء.", "ثم ذهب"]),
            ("فقرة أولى\n\nفقرة ثانية", ["فقرة أولى", "فقرة ثانية"]),
            ("فقرة أولى\r\n\r\nفقرة ثانية", ["فقرة أولى", "فقرة ثانية"]),
            ("فقرة أولى\n \t\nفقرة ثانية", ["فقرة أولى", "فقرة ثانية"]),
            ("فقرة أولى\u2029فقرة ثانية", ["فقرة أولى", "فقرة ثانية"]),
            ("صفحة أولى\x0cصفحة ثانية", ["صفحة أولى", "صفحة ثانية"]),
            ("قال: «جاء.\nذهب.» نعم", ["قال: «جاء.\nذهب.»", "نعم"]),
            ("\nسطر\n", ["سطر"]),
        ],
        ids=ascii,
    )
    def test_examples(self, text: str, sentences: list[str]) -> None:
        """Only an empty line ends a sentence that no mark ends."""
        assert split(text, lines=False) == sentences

    def test_windows(self) -> None:
        """Two characters may make one line break."""
        assert split("سطر طويل\r\nيلتف. ثم\r\nيمضي", lines=False) == ["سطر طويل\r\nيلتف.", "ثم\r\nيمضي"]

    @pytest.mark.parametrize(
        "text",
        ["لقيت د. سامي", "كتب ج. ك. رولينغ", "مسرحية «من سرق الضوء؟» بحضور مؤلفها", "في 3. 11. 2024 تماما"],
        ids=ascii,
    )
    def test_as_in_one_line(self, text: str) -> None:
        """A line may end after an abbreviation, or a title in quotation marks, as a sentence may go on there."""
        assert in_lines(text) == [text]

    @pytest.mark.parametrize(
        "signs",
        [
            False,
            pytest.param(
                True, marks=pytest.mark.xfail(reason="emoji and tags on the next line begin a sentence there")
            ),
        ],
        ids=["words", "emoji and tags"],
    )
    def test_wrapped_by_hand(self, *, signs: bool) -> None:
        """Texts that were marked by hand have the same sentences where every word has a line of its own."""
        plain = [text for text in map(text_of, CASES) if not re.search(f"[{LINE_ENDS}]", text)]
        found = [text for text in plain if signs == any(e.kind in {"emoji", "hashtag"} for e in tc.extract(text))]
        assert found
        assert [text for text in found if in_lines(text) != [" ".join(s.split()) for s in split(text)]] == []

    @given(words=st.lists(st.sampled_from(["كلام", "وقال", "word", "جاء.", "هل؟", "نعم!", "كذا،"]), max_size=20))
    def test_subset(self, words: list[str]) -> None:
        """Where nothing is quoted or numbered, a sentence of lines ends wherever one of paragraphs does."""
        text = "\n".join(words)
        ends = {sentence.span[1] for sentence in find_sentences(text)}
        assert {sentence.span[1] for sentence in find_sentences(text, lines=False)} <= ends


class TestBadInput:
    """What is no text, or hardly any."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (b"abc", "text must be str, not bytes: decode it first"),
            (bytearray(b"abc"), "text must be str, not bytearray: decode it first"),
            (None, "text must be str, not NoneType"),
            (5, "text must be str, not int"),
        ],
        ids=["bytes", "bytearray", "None", "int"],
    )
    @pytest.mark.parametrize("lines", [True, False])
    def test_types(self, text: Any, message: str, *, lines: bool) -> None:
        """Whatever is no `str` is refused, and bytes are told what to do."""
        with pytest.raises(TypeError, match=message):
            find_sentences(text, lines=lines)

    @pytest.mark.parametrize("text", ["\ud83d", "\ude00 كلام", "\x00", "\ufeff", "\ud83d\ude00"], ids=ascii)
    def test_odd(self, text: str) -> None:
        """Half a character and controls are characters like others."""
        assert split(text) == [text]
        assert split(f"{text}. {text}.") == [f"{text}.", f"{text}."]

    @pytest.mark.parametrize("marks", [*"([{«“„\"'﴾﴿)]}»”", "(«", "()", '"«', "«»"])
    def test_many_marks(self, marks: str) -> None:
        """A row of marks is one sentence, however long it is."""
        text = marks * (100_000 // len(marks))
        assert split(text) == [text]
        assert split(f"{text} كلام. كلام") == [f"{text} كلام.", "كلام"]

    @pytest.mark.parametrize("marks", [*".؟…", '".', "«.", ".»", "(.)", "«. »", "م.", "1. "], ids=ascii)
    def test_many_stops(self, marks: str) -> None:
        """Nothing of a row of stops is lost."""
        text = marks * (100_000 // len(marks))
        assert "".join(split(text)).replace(" ", "") == text.replace(" ", "")
