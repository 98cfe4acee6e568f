"""Normalization: what is repaired for publishing, what is folded for searching, and what stays as it was."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.arabic.normalization import _rules as rules_of
from tweetcraft.arabic.placeholders import hidden_by
from tweetcraft.arabic.reasons import REASONS
from tweetcraft.arabic.signs import signs_of
from tweetcraft.editing import apply_changes

import strategies
from reference import shared

CASES = json.loads((Path(__file__).parent / "cases" / "normalize.json").read_text(encoding="utf-8"))
PAIRS = json.loads((Path(__file__).parent / "cases" / "search_pairs.json").read_text(encoding="utf-8"))
TWEETS = "data/tweets.jsonl"
MISSING = shared.missing(TWEETS)

texts = strategies.posts | strategies.dense
"""Posts, and texts where much wants to be repaired at once."""

SPELLED_IN_THREES = (
    "تتتبع", "تتت", "ت", "ـ", "بع", "بببغاء", "بب", "غا", "ء", "ئ", "غآء", "و", "ف", "س", "ععع", "اا", "\u064e",
    "\u200c", "\u200d", "\u200b", "\ufe97", "\u0654", " ", "#", "،",
)  # fmt: skip
"""Parts of such words, and what may stand in them or beside."""


def entities(text: str) -> list[tuple[str, str, str]]:
    """What links and what is drawn, wherever it stands."""
    return [(entity.kind, entity.text, entity.value) for entity in tc.extract(text)]


def form_of(case: dict[str, Any]) -> tc.Form | tc.SearchForm:
    """The form that a case is about."""
    form = case.get("form", {"base": "PUBLISH", "options": {}})
    base: tc.Form | tc.SearchForm = getattr(tc, form["base"])
    return dataclasses.replace(base, **form["options"])


def parameter(case: dict[str, Any]) -> Any:
    """A case for pytest; a known failure has to fail."""
    marks = [pytest.mark.xfail(reason=case["comment"])] if case["kind"] == "known failure" else []
    return pytest.param(case, id=case["label"], marks=marks)


def assert_explained(result: tc.Normalized) -> None:
    """The edits of a result make its text, say why, and map every span that they leave alone."""
    source, text = result.source, result.text
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}  # of two edits that took out neighbours both left nothing
    for edit in result.edits:
        spans.setdefault(result.span_in_text(edit.span), []).append(edit.span)
    at = now = 0
    for edit in result.edits:
        start, end = edit.span
        assert at <= start <= end
        assert source[start:end] == edit.before != edit.after
        assert {*edit.rule.split("+")} <= {*REASONS}
        assert edit.reason
        assert edit.reason_ar
        first = now + start - at
        assert source[at:start] == text[now:first]
        if at < start:
            assert result.span_in_text((at, start)) == (now, first)
            assert result.span_in_source((now, first)) == (at, start)
        place = (first, first + len(edit.after))
        assert text[slice(*place)] == edit.after
        assert result.span_in_text(edit.span) == place
        assert result.span_in_source(place) in spans[place]
        at, now = end, place[1]
    assert source[at:] == text[now:]
    if source[at:]:
        assert result.span_in_text((at, len(source))) == (now, len(text))
        assert result.span_in_source((now, len(text))) == (at, len(source))
    assert tc.apply_edits(source, result.edits) == text == str(result)


class TestCases:
    """Cases with what an editor expects."""

    @pytest.mark.parametrize("case", [*map(parameter, CASES)])
    def test_expected(self, case: dict[str, Any]) -> None:
        """The text comes out as expected, and the explanation agrees."""
        form = form_of(case)
        assert tc.normalize(case["original"], form=form) == case["expected"]
        result = tc.normalize_and_explain(case["original"], form=form)
        assert result.text == case["expected"]
        assert_explained(result)

    @pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
    def test_settled(self, case: dict[str, Any]) -> None:
        """What came out, right or not, stays, and its links and tags are what they were."""
        form = form_of(case)
        result = tc.normalize(case["original"], form=form)
        assert tc.normalize(result, form=form) == result
        assert entities(result) == entities(case["original"])

    def test_collection(self) -> None:
        """There are enough of them, each under a name of its own, and a negative one changes nothing."""
        assert len(CASES) >= 200
        assert len({case["label"] for case in CASES}) == len(CASES)
        assert {case["kind"] for case in CASES} == {"made up", "in the wild", "negative", "known failure"}
        assert all(case["comment"] for case in CASES)
        assert [c["label"] for c in CASES if c["kind"] == "negative" and c["original"] != c["expected"]] == []


class TestSearchPairs:
    """Spellings that are one to a reader, and words that are two."""

    @pytest.mark.parametrize(("one", "other", "why"), PAIRS["same"])
    def test_same(self, one: str, other: str, why: str) -> None:
        """One key."""
        assert tc.search_key(one) == tc.search_key(other), why

    @pytest.mark.parametrize(("one", "other", "why"), PAIRS["different"])
    def test_different(self, one: str, other: str, why: str) -> None:
        """Two keys."""
        assert tc.search_key(one) != tc.search_key(other), why

    def test_collection(self) -> None:
        """There are enough pairs, each once, none of a word with itself."""
        for pairs in PAIRS.values():
            assert len({frozenset(pair[:2]) for pair in pairs}) == len(pairs) >= 150
            assert all(one != other for one, other, _ in pairs)


class TestPublish:
    """What holds for whatever text is repaired."""

    @given(text=texts)
    def test_entities(self, text: str) -> None:
        """Links, names, tags and emoji are what they were, byte for byte, and none is new."""
        assert entities(tc.normalize(text)) == entities(text)

    @given(text=texts)
    def test_settled(self, text: str) -> None:
        """What is repaired needs no repair."""
        result = tc.normalize(text)
        assert tc.normalize(result) == result

    @given(text=texts)
    def test_key(self, text: str) -> None:
        """Who searches finds the text that was repaired as well as the one that was not."""
        assert tc.search_key(tc.normalize(text)) == tc.search_key(text)

    @given(text=texts)
    def test_explained(self, text: str) -> None:
        """The explanation comes to the same text, edit by edit."""
        result = tc.normalize_and_explain(text)
        assert (result.source, result.text) == (text, tc.normalize(text))
        assert_explained(result)

    @pytest.mark.parametrize("form", [tc.PUBLISH, tc.COMPACT], ids=["PUBLISH", "COMPACT"])
    @given(text=st.lists(st.sampled_from(SPELLED_IN_THREES), max_size=9).map("".join))
    def test_spelled_in_threes(self, text: str, form: tc.Form) -> None:
        """The same around words that are spelled with three like letters, and are left alone for it."""
        result = tc.normalize(text, form=form)
        assert tc.normalize(result, form=form) == result
        assert tc.normalize_and_explain(text, form=form).text == result
        assert tc.search_key(result) == tc.search_key(text)


class TestCompact:
    """What holds for whatever text is made light."""

    @given(text=texts)
    def test_weight(self, text: str) -> None:
        """It never grows."""
        assert tc.weighted_length(tc.normalize(text, form=tc.COMPACT)) <= tc.weighted_length(text)

    @given(text=texts)
    def test_entities(self, text: str) -> None:
        """Links, names, tags and emoji are what they were."""
        assert entities(tc.normalize(text, form=tc.COMPACT)) == entities(text)

    @given(text=texts)
    def test_settled(self, text: str) -> None:
        """What is light is not made lighter."""
        result = tc.normalize(text, form=tc.COMPACT)
        assert tc.normalize(result, form=tc.COMPACT) == result

    @given(text=texts)
    def test_key(self, text: str) -> None:
        """No word has changed."""
        assert tc.search_key(tc.normalize(text, form=tc.COMPACT)) == tc.search_key(text)

    @given(text=texts)
    def test_explained(self, text: str) -> None:
        """The explanation comes to the same text, edit by edit."""
        result = tc.normalize_and_explain(text, form=tc.COMPACT)
        assert result.text == tc.normalize(text, form=tc.COMPACT)
        assert_explained(result)


class TestSearch:
    """What holds for whatever text is folded."""

    @given(text=texts)
    def test_settled(self, text: str) -> None:
        """The key of a key is the key."""
        key = tc.search_key(text)
        assert tc.search_key(key) == key

    @given(text=texts)
    def test_one_function(self, text: str) -> None:
        """It is one folding, by whatever name."""
        result = tc.normalize_and_explain(text, form=tc.SEARCH)
        assert tc.search_key(text) == tc.normalize(text, form=tc.SEARCH) == result.text
        assert_explained(result)

    @given(text=texts)
    def test_spaces(self, text: str) -> None:
        """Words stand apart by single spaces."""
        key = tc.search_key(text)
        assert " ".join(key.split(" ")) == key.strip(" ")
        assert "" not in key.split(" ") or not key


class Swept(NamedTuple):
    """What was wrong with which tweets."""

    entities: list[str]
    settled: list[str]
    explained: list[str]
    key: list[str]
    compact_entities: list[str]
    compact_settled: list[str]
    compact_weight: list[str]
    compact_key: list[str]


@pytest.fixture(scope="module")
def swept() -> Swept:
    """Every tweet, normalized once."""
    wrong = Swept(*([] for _ in Swept._fields))
    for tweet in shared.tweets():
        text, compact, key, found = (
            tc.normalize(tweet),
            tc.normalize(tweet, form=tc.COMPACT),
            tc.search_key(tweet),
            None,
        )
        for result, form, lists in (
            (text, tc.PUBLISH, (wrong.entities, wrong.settled, wrong.key)),
            (compact, tc.COMPACT, (wrong.compact_entities, wrong.compact_settled, wrong.compact_key)),
        ):
            if result != tweet:
                found = entities(tweet) if found is None else found
                for no, are_wrong in zip(
                    (
                        entities(result) != found,
                        tc.normalize(result, form=form) != result,
                        tc.search_key(result) != key,
                    ),
                    lists,
                    strict=True,
                ):
                    if no:
                        are_wrong.append(tweet)
        if tc.weighted_length(compact) > tc.weighted_length(tweet):
            wrong.compact_weight.append(tweet)
        if not is_explained(tweet, text):
            wrong.explained.append(tweet)
    return wrong


def is_explained(tweet: str, text: str) -> bool:
    """Whether the explanation comes to the same text, edit by edit."""
    result = tc.normalize_and_explain(tweet)
    try:
        assert result.text == text
        assert_explained(result)
    except AssertionError:
        return False
    return True


@pytest.mark.skipif(MISSING is not None, reason=str(MISSING))
class TestTweets:
    """The same on every real tweet of the shared collection."""

    @pytest.mark.parametrize("invariant", Swept._fields)
    def test_all(self, swept: Swept, invariant: str) -> None:
        """No tweet is an exception."""
        wrong = getattr(swept, invariant)
        assert (len(wrong), wrong[:3]) == (0, [])


class TestNormalized:
    """What the explanation comes in."""

    def test_repr(self) -> None:
        """In a terminal it is short."""
        assert repr(tc.normalize_and_explain("مرحـــبا ,بكم")) == "<Normalized: 4 edits, 'مرحبا، بكم'>"
        assert repr(tc.normalize_and_explain("جمـيل " * 9)) == f"<Normalized: 10 edits, '{'جميل ' * 8}…'>"


OPTIONS: dict[str, dict[str, dict[str, str]]] = {
    # Of each option, for each choice, a text and what becomes of it where nothing else is asked for.
    "presentation_forms": {
        "letters": {"ﻣﺮﺣﺒﺎ ﻻ": "مرحبا لا", "قال ﷺ": "قال ﷺ", "﴿ﻗﻞ﴾": "﴿قل﴾"},
        "keep": {"ﻣﺮﺣﺒﺎ": "ﻣﺮﺣﺒﺎ"},
    },
    "honorifics": {
        "sign": {"صلى الله عليه وسلم": "ﷺ", "الله جل جلاله": "الله ﷻ", "بسم الله الرحمن الرحيم": "﷽"},
        "keep": {"صلى الله عليه وسلم": "صلى الله عليه وسلم"},
    },
    "invisible": {
        "strip": {
            "مر\u200bحبا": "مرحبا",
            "مرحبا\u200f": "مرحبا",
            "\u202eمرحبا": "مرحبا",
            "می\u200cخواهم": "می\u200cخواهم",
        },
        "keep": {"مر\u200bحبا\u200f": "مر\u200bحبا\u200f"},
    },
    "isolates": {
        "keep": {"قال \u2067م\u2069 ثم": "قال \u2067م\u2069 ثم"},
        "strip": {"قال \u2067م\u2069 ثم": "قال \u2067م\u2069 ثم"},  # without `invisible` nothing is taken
    },
    "tatweel": {"strip": {"جمـيل 1445هـ": "جميل 1445هـ"}, "keep": {"جمـيل": "جمـيل"}},
    "nfc": {"compose": {"ا\u0653": "آ", "لا\u0654": "لأ"}, "keep": {"ا\u0653": "ا\u0653"}},
    "elongation": {"shorten": {"رااائع": "رائع", "الله": "الله"}, "keep": {"رااائع": "رااائع"}},
    "look_alikes": {"arabic": {"کتاب علی": "كتاب على", "پاکستان": "پاکستان"}, "keep": {"کتاب": "کتاب"}},
    "tashkeel": {
        "strip": {"مُدَرِّسًا": "مدرسا"},
        "light": {"مُدَرِّسًا": "مدرّسًا"},
        "keep": {"مُدَرِّسًا": "مُدَرِّسًا"},
    },
    "digits": {
        "arabic": {"عام 2030 و۴ 4G": "عام ٢٠٣٠ و٤ 4G"},
        "latin": {"٣٫٥ و۴": "3.5 و4"},
        "keep": {"٣ 3 ۴": "٣ 3 ۴"},
    },
    "punctuation": {"arabic": {"نعم, لماذا?": "نعم، لماذا؟", "yes, no": "yes, no"}, "keep": {"نعم, لا": "نعم, لا"}},
    "repeated_punctuation": {
        "shorten": {"رائع!!! لماذا؟؟ وبعد.....": "رائع! لماذا؟ وبعد...", "وبعد..": "وبعد.."},
        "keep": {"رائع!!!": "رائع!!!"},
    },
    "ellipsis": {"sign": {"وبعد...": "وبعد…", "وبعد..": "وبعد.."}, "keep": {"وبعد...": "وبعد..."}},
    "spaces": {
        "tidy": {"نعم  لا ،ثم ( م )\n\n\n\u00a0م": "نعم لا، ثم (م)\n\nم"},
        "close": {"نعم  لا ،ثم ( م )\n\n\n\u00a0م": "نعم لا،ثم (م)\n\nم"},
        "keep": {"نعم  لا ،ثم ( م )\n\n\n\u00a0م": "نعم  لا ،ثم ( م )\n\n\n\u00a0م"},
    },
    "growth": {"allow": {}, "refuse": {}},  # nothing else being asked for, there is nothing to refuse
}
NOTHING = tc.Form(**{option: "keep" for option in OPTIONS if option != "growth"})  # type: ignore[arg-type]

SEARCH_OPTIONS: dict[str, dict[str, dict[str, str]]] = {
    "alef": {"fold": {"أحمد إلى آخر ٱلله": "احمد الي اخر الله"}, "keep": {"أحمد إلى آخر ٱلله": "أحمد إلي آخر ٱلله"}},
    "ya": {"fold": {"على": "علي", "عیسی": "عيسي"}, "keep": {"على": "على"}},
    "ta_marbuta": {"fold": {"مدرسة": "مدرسه"}, "keep": {"مدرسة": "مدرسة"}},
    "hamza": {"fold": {"مسؤول قائد شيء": "مسوول قايد شيء"}, "keep": {"مسؤول قائد شيء": "مسؤول قائد شيء"}},
    "case": {"fold": {"iPhone": "iphone", "МИР": "мир"}, "keep": {"iPhone": "iPhone"}},
    "punctuation": {
        "fold": {"نعم، (لا)!": "نعم لا", "3.5 10:30 example.com it's": "3.5 10:30 example.com it's"},
        "keep": {"نعم، (لا)!": "نعم، (لا)!"},
    },
}


def rows(options: dict[str, dict[str, dict[str, str]]]) -> Iterator[tuple[str, str, str, str]]:
    """Option, choice, text and result."""
    for option, choices in options.items():
        for choice, examples in choices.items():
            yield from ((option, choice, original, expected) for original, expected in examples.items())


def choices_of(form: type) -> dict[str, set[str]]:
    """What the options of a form may be, as their types say."""
    return {field.name: {*get_args(get_type_hints(form)[field.name])} for field in dataclasses.fields(form)}


forms = st.builds(
    tc.Form, **{option: st.sampled_from(sorted(choices)) for option, choices in choices_of(tc.Form).items()}
)
"""Forms of every kind."""


class TestForm:
    """Each option of a form by itself."""

    @pytest.mark.parametrize(("option", "choice", "original", "expected"), [*rows(OPTIONS)])
    def test_alone(self, option: str, choice: str, original: str, expected: str) -> None:
        """An option does its work where no other does any."""
        form = dataclasses.replace(NOTHING, **{option: choice})
        assert tc.normalize(original, form=form) == expected
        assert tc.normalize_and_explain(original, form=form).text == expected

    def test_complete(self) -> None:
        """Every choice of every option is there."""
        assert {option: {*choices} for option, choices in OPTIONS.items()} == choices_of(tc.Form)

    def test_isolates(self) -> None:
        """Isolates go with what is invisible: those that are closed by choice, the others always."""
        text = "قال \u2067م\u2069 ثم \u2067مضى"
        assert tc.normalize(text) == "قال \u2067م\u2069 ثم مضى"
        assert tc.normalize(text, form=dataclasses.replace(tc.PUBLISH, isolates="strip")) == "قال م ثم مضى"
        kept = dataclasses.replace(tc.PUBLISH, invisible="keep", isolates="strip")
        assert tc.normalize(text, form=kept) == text

    def test_growth(self) -> None:
        """A line that would weigh more stays, and so does its explanation; other lines are repaired."""
        text = "نعم،لا،ثم\nجمـيل"
        form = dataclasses.replace(tc.PUBLISH, growth="refuse")
        assert tc.normalize(text) == "نعم، لا، ثم\nجميل"
        assert tc.normalize(text, form=form) == "نعم،لا،ثم\nجميل"
        assert [edit.before for edit in tc.normalize_and_explain(text, form=form).edits] == ["ـ"]

    @given(text=texts)
    def test_nothing(self, text: str) -> None:
        """Where nothing is asked for, nothing happens but to line ends."""
        result = tc.normalize_and_explain(text, form=NOTHING)
        assert {edit.rule for edit in result.edits} <= {"line_ends"}
        assert result.text == tc.normalize(text, form=NOTHING)

    @given(text=texts, form=forms)
    def test_any(self, text: str, form: tc.Form) -> None:
        """Whatever is asked for, links and tags stay, and the explanation agrees."""
        result = tc.normalize_and_explain(text, form=form)
        assert result.text == tc.normalize(text, form=form)
        assert entities(result.text) == entities(text)
        assert_explained(result)

    def test_hashable(self) -> None:
        """Forms are equal where their options are, and can't be changed."""
        assert {tc.Form(), tc.PUBLISH, dataclasses.replace(tc.COMPACT, growth="allow")} == {
            tc.PUBLISH,
            dataclasses.replace(tc.COMPACT, growth="allow"),
        }
        with pytest.raises(dataclasses.FrozenInstanceError):
            tc.PUBLISH.digits = "arabic"  # type: ignore[misc]


class TestSearchForm:
    """Each option of a search form by itself."""

    @pytest.mark.parametrize(("option", "choice", "original", "expected"), [*rows(SEARCH_OPTIONS)])
    def test_alone(self, option: str, choice: str, original: str, expected: str) -> None:
        """An option does its work, and nothing else's."""
        form = dataclasses.replace(tc.SEARCH, **{option: choice})
        assert tc.normalize(original, form=form) == expected
        assert tc.normalize_and_explain(original, form=form).text == expected

    def test_complete(self) -> None:
        """Every choice of every option is there."""
        assert {option: {*choices} for option, choices in SEARCH_OPTIONS.items()} == choices_of(tc.SearchForm)

    @pytest.mark.parametrize("option", SEARCH_OPTIONS)
    @given(text=texts)
    def test_settled(self, option: str, text: str) -> None:
        """Under any of them a key is its own key, and is explained."""
        changed = {"keep": "fold", "fold": "keep"}[getattr(tc.SEARCH, option)]
        form = dataclasses.replace(tc.SEARCH, **{option: changed})
        key = tc.normalize(text, form=form)
        assert tc.normalize(key, form=form) == key
        result = tc.normalize_and_explain(text, form=form)
        assert result.text == key
        assert_explained(result)


FUNCTIONS = (tc.normalize, tc.normalize_and_explain, tc.search_key)


class TestBadInput:
    """What is no text, no form, or no option."""

    @pytest.mark.parametrize("function", FUNCTIONS)
    @pytest.mark.parametrize("text", [b"#a", bytearray(b"#a")])
    def test_bytes(self, function: Any, text: object) -> None:
        """Bytes are refused, and the error says what to do."""
        with pytest.raises(TypeError, match="decode"):
            function(text)

    @pytest.mark.parametrize("function", FUNCTIONS)
    @pytest.mark.parametrize("text", [None, 5, ["نص"]])
    def test_no_text(self, function: Any, text: object) -> None:
        """So is whatever else is no string."""
        with pytest.raises(TypeError, match=type(text).__name__):
            function(text)

    @pytest.mark.parametrize("function", [tc.normalize, tc.normalize_and_explain])
    @pytest.mark.parametrize("text", ["", "نص", "رااائع"])
    @pytest.mark.parametrize("form", ["PUBLISH", None, tc.Form, tc.X, {}])
    def test_form(self, function: Any, text: str, form: object) -> None:
        """A form is a `Form`, not the name of one."""
        with pytest.raises(TypeError, match="form must be"):
            function(text, form=form)

    @pytest.mark.parametrize("form", [tc.PUBLISH, tc.SEARCH], ids=lambda form: type(form).__name__)
    @pytest.mark.parametrize("value", ["no such choice", "", None, True, 1, ["keep"]], ids=str)
    def test_option(self, form: tc.Form | tc.SearchForm, value: object) -> None:
        """A choice that there is not is refused, and the error names the option and what it may be."""
        for option, choices in choices_of(type(form)).items():
            with pytest.raises(tc.FormError, match=rf"^{option} must be one of .*, not ") as raised:
                dataclasses.replace(form, **{option: value})
            assert all(repr(choice) in str(raised.value) for choice in choices)

    def test_unknown_option(self) -> None:
        """An option that there is not is a `TypeError`, as for any function."""
        with pytest.raises(TypeError, match="hamzas"):
            tc.SearchForm(hamzas="fold")  # type: ignore[call-arg]


ODD = (
    "\ud83d#م", "#م\ud83d", "م\ude00،م", "\x00", "م\x00م", "\ufdd0",
    "م\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdef،م", "#م\ufdd0", "\ufdd2user @user \ufdd2",
    "https://example.com\ufdd1م", "\ufffe\uffffم", "\U0001fffeم", "\u2066" * 3, "\u2069\u202c", "﴿", "﴾﴿",
    "﴿ﻗﻞ", "ـ", "ـ\u064e", "\u064e", "ا\u0653" * 3, "\u0897\u0653", " ", "\n", "\r\n\r\n\r\n",
    "\u200d\ufe0f", "❤\u200d", "\u200c\u200c", "،،،", "،#م", ".م", "م.", "(", ")(", "( )", "«\n»", "@",
    "1٣،3", "\u0640" * 3 + "\n" + "\u0640",
)  # fmt: skip
REPEATED = (
    "ا", "اا ", "اَ", "ـ", "مـ", "مـ ", "هـ", "\u064e", "\u0651\u064e", "ا\u0653", "،", "، ", " ،", "م،م",
    ".", "م.", "م.م ", "...", "!؟", " ", "\u00a0", "\n", "\n ", "\r", "( ", "( م )", "«", "»", "\u200c",
    "\u200d", "\u200f", "\u200f ", "\u2067", "\u2069", "\u2067م\u2069", "\u2067\u2067\u2069", "ﷺ", "ﻻ", "ﺍ",
    "﴿", "﴿م﴾", "﴾", "ک", "#م", "#م ", "،#م", "@a ", "a.com", "a.com،", "https://a.com/م", "😀", "❤\ufe0f",
    "😀،", "\ud83d", "\x00", "\ufdd0", "\ufdd2م", "\ufdef ", "1", "١،", "a", "صلى الله عليه وسلم ",
)  # fmt: skip
STRIPPED = dataclasses.replace(tc.PUBLISH, tashkeel="strip")


FOUND = [
    # A line that begins a text is read otherwise than one that follows another.
    ("\nñú.مصر", tc.PUBLISH),
    ("م\n\u212ba.co", tc.PUBLISH),
    # A change is held back for the sake of a link, and with it those that it belongs to.
    ("........a.co", tc.COMPACT),
    ("\u0897\u0897\u0897$T", STRIPPED),
    # What is left invisible, or a lone mark, hides what stands beside it.
    ("اااt.co/\u200cا", tc.PUBLISH),
    ("\u0652\ufe0fـ🇸\u0652🇸", STRIPPED),
    ("😀\u08d3\ufe0e\u2069", STRIPPED),
    ("اااa.co/ا", tc.PUBLISH),
    ("#م\u200fـ/", tc.PUBLISH),
    ("هـ\u200eـا", tc.PUBLISH),
    ("/ﱞـن", tc.PUBLISH),
    ("ي\u200cﱞيييئ", tc.PUBLISH),
    ("a\u0652,a", tc.PUBLISH),
    ("#م\ufe0f\u200eـــا", tc.COMPACT),
    ("1\u00a0.\u200ea", tc.PUBLISH),
]
LONG = 100_000  # bytes or a little more


class TestHostile:
    """Texts that nobody writes."""

    @pytest.mark.parametrize("form", [tc.PUBLISH, tc.COMPACT, tc.SEARCH], ids=["PUBLISH", "COMPACT", "SEARCH"])
    @pytest.mark.parametrize("text", ODD, ids=ascii)
    def test_odd(self, text: str, form: tc.Form | tc.SearchForm) -> None:
        """Halves of characters, noncharacters and signs without their words break nothing."""
        result = tc.normalize_and_explain(text, form=form)
        assert_explained(result)
        assert tc.normalize(text, form=form) == result.text == tc.normalize(result.text, form=form)
        assert tc.search_key(result.text) == tc.search_key(text)
        assert form is tc.SEARCH or entities(result.text) == entities(text)

    @pytest.mark.parametrize("piece", REPEATED, ids=ascii)
    def test_repeated(self, piece: str) -> None:
        """One thing over and over takes no longer than it should, and comes out as it should."""
        text = piece * (LONG // len(piece.encode("utf-8", "surrogatepass")))
        result = tc.normalize(text)
        assert tc.normalize(result) == result
        assert entities(result) == entities(text)
        assert tc.search_key(result) == tc.search_key(text)

    @pytest.mark.parametrize(("text", "form"), FOUND, ids=lambda value: ascii(value) if isinstance(value, str) else "")
    def test_found(self, text: str, form: tc.Form) -> None:
        """What Hypothesis or a long run of random texts once found, in short."""
        result = tc.normalize(text, form=form)
        assert entities(result) == entities(text)
        assert tc.normalize(result, form=form) == result
        assert tc.normalize_and_explain(text, form=form).text == result
        assert tc.search_key(result) == tc.search_key(text)

    def test_noncharacters(self) -> None:
        """Those that stand for links while a text is repaired are no part of a text; where they are, they stay."""
        text = "".join(map(chr, range(0xFDD0, 0xFDF0)))
        assert tc.normalize(f"رااائع {text} ,جدا") == f"رائع {text} ,جدا"
        for character in text:  # the last one is in the code page
            assert tc.normalize(f"رااائع {character} جـدا") == f"رائع {character} جدا"

    def test_str_subclass(self) -> None:
        """What is more than a string is one too."""

        class Draft(str):
            __slots__ = ()

        assert tc.normalize(Draft("رااائع")) == "رائع"
        assert tc.search_key(Draft("أ")) == "ا"


class TestSigns:
    """What tells a clean text from one that may have something to repair."""

    FORMS = (
        tc.PUBLISH,
        tc.COMPACT,
        dataclasses.replace(tc.PUBLISH, digits="latin", tashkeel="light", look_alikes="arabic"),
        dataclasses.replace(tc.PUBLISH, digits="arabic", isolates="strip"),
    )

    @given(text=texts)
    def test_none_is_missed(self, text: str) -> None:
        """A rule without its sign in a text finds nothing there, once links, tags and emoji are hidden."""
        hidden = apply_changes(text, hidden_by(text, tc.extract(text)))
        for signs in (signs_of(text), signs_of(hidden)):
            for form in self.FORMS:
                missed = [step.name for step in rules_of(form).steps if not signs & step.sign and [*step.find(hidden)]]
                assert missed == []

    @given(text=texts | st.text("  \u00a0\u2003\tا\n﴿﴾.", max_size=12))
    def test_applied(self, text: str) -> None:
        """A rule makes of a text what its changes make of it."""
        for step in rules_of(self.FORMS[0]).steps:
            assert step.applied(text) == apply_changes(text, step.changes(text))
