"""Threads: every post fits, nothing is lost, nothing is cut that has to stay whole."""

from __future__ import annotations

import dataclasses
import pickle
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import regex
from hypothesis import assume, given, reject
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft.threads import NumberingStyle

import strategies

WORDS = (
    "السلام", "عليكم", "مَرْحَبًا", "وَالمُسْتَقْبَل", "ا\u0653لآن", "خصم", "٥٠٪", "«نص»", "2030", "أ.", "د.", "1.", "كلام.",
    "لماذا؟", "أولا:", "ثم،", "e\u0301\u0323", "ﻻ", "中文", "\u200fنص", "\u0301", "\ufeff", "...", "😀", "👨‍👩‍👧‍👦",
    "🇸🇦🇪🇬", "1️⃣", "❤️‍🔥", "https://example.com/a/b?c=d", "example.com", "(t.co/abc)", "a@b.com", "#رؤية_2030", "@user",
    "@user/list", "$TWTR", "RT@user", "و@user",
)  # fmt: skip
GAPS = (" ", " ", " ", "\n", "\n\n", "\r\n", "  ", "\t", "\u00a0", "\u2003", "\u200b", "")
LONG_WORDS = (
    "م" * 300, "مَ" * 200, "👨‍👩‍👧‍👦" * 90, "a.b" * 90, "-example.com" * 20, "😀#م" * 60, "٪." * 150, "https://" * 20,
    "/" * 200,
)  # fmt: skip

copy = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)).map("".join), max_size=60).map("".join)
long_copy = st.lists(st.one_of(copy, st.sampled_from(LONG_WORDS)), max_size=4).map(" ".join)
drafts = st.one_of(copy, long_copy, strategies.posts, st.lists(strategies.posts, max_size=4).map("\n\n".join))
"""Copy as people write it, words that no post can hold, and texts that nobody wrote."""

Numbering = tc.Numbering | NumberingStyle | None

SHORT = {limit: dataclasses.replace(tc.X, name=f"X of {limit}", limit=limit) for limit in (6, 12, 30, 60, 140)}
RULES = [*SHORT.values(), tc.X, tc.TWITTER_TEXT_1, tc.X_POLL_OPTION]
NUMBERINGS: list[Numbering] = ["1/5", "1/", None, lambda number, total: "🧵" * (number % 3) + f"{total}"]
PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", "\u061c\u200e")
"""Numbers without what follows the text: its digits, and marks that keep them in their place on the line."""


def in_words(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def boundaries(text: str) -> set[int]:
    """Where a text may be cut: where graphemes begin, at its end, and before white space."""
    spaces = {gap.start() for gap in regex.finditer(r"\s+", text)}
    return spaces | {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}


def split(text: str, rules: tc.Rules, numbering: Numbering) -> tc.Thread:
    """The thread; a text that is rightly refused is no example."""
    try:
        return tc.split_thread(text, rules=rules, numbering=numbering)
    except tc.DoesNotFitError as error:
        span = error.span
    numbers = (written(numbering, number, len(text)) for number in (1, 2, len(text)))
    mark = numbering == "1/"
    room = rules.limit - 1 - mark - max(tc.weighted_length(number, rules=rules) for number in numbers)
    # Where hardly a URL fits, there is no room for a piece of a long word that is none but where it stands alone.
    assert tc.weighted_length(text[slice(*span)], rules=rules) > room or (rules.limit <= 30 and "." in text)
    return reject()


def written(numbering: Numbering, number: int, total: int) -> str:
    """How a post is numbered, without the space before it and without marks of direction."""
    assert not isinstance(numbering, tc.Numbering)
    if callable(numbering):
        return numbering(number, total)
    return {"1/5": f"{number}/{total}", "1/": f"{number}/", None: ""}[numbering]


class TestInvariants:
    """What holds for every text, all rules and every numbering."""

    @given(text=drafts, rules=st.sampled_from(RULES), numbering=st.sampled_from(NUMBERINGS))
    def test_limit(self, text: str, rules: tc.Rules, numbering: Numbering) -> None:
        """No post is over the limit, its number included, and its count is that of its text."""
        for post in split(text, rules, numbering):
            assert post.count == tc.count(post.text, rules=rules)
            assert post.count.weighted_length <= rules.limit

    @given(text=drafts, rules=st.sampled_from(RULES), numbering=st.sampled_from(NUMBERINGS))
    def test_nothing_lost(self, text: str, rules: tc.Rules, numbering: Numbering) -> None:
        """The spans are in order, no two overlap, and only white space is in none of them."""
        spans = [post.span for post in split(text, rules, numbering)]
        assert all(start < end for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert in_words("".join(text[start:end] for start, end in spans)) == in_words(text)

    @given(text=drafts, rules=st.sampled_from(RULES), numbering=st.sampled_from(NUMBERINGS))
    def test_posts(self, text: str, rules: tc.Rules, numbering: Numbering) -> None:
        """A post is its part of the source and its number; a single one has none."""
        thread = split(text, rules, numbering)
        for number, post in enumerate(thread, 1):
            suffix = written(numbering, number, len(thread)) if len(thread) > 1 else ""
            body = text[slice(*post.span)]
            assert post.number == number
            assert post.text.startswith(body)
            assert post.text[len(body) :].translate(PLAIN) == (f" {suffix}" if suffix else "")
            assert (post.ended_by == "end") == (number == len(thread))

    @given(text=drafts, rules=st.sampled_from(RULES), numbering=st.sampled_from(NUMBERINGS))
    def test_whole(self, text: str, rules: tc.Rules, numbering: Numbering) -> None:
        """No entity and no grapheme is cut."""
        spans = [post.span for post in split(text, rules, numbering)]
        places = boundaries(text)
        assert {offset for span in spans for offset in span} - {len(text) - len(text.lstrip())} <= places
        for entity in tc.extract(text, rules=rules):
            # In a row of flags, the second half of one and the first of the next may be a flag of their own.
            whole = entity.kind != "emoji" or entity.span[0] in places
            assert not whole or any(start <= entity.span[0] and entity.span[1] <= end for start, end in spans)

    @given(text=copy, rules=st.sampled_from([SHORT[60], tc.X]))
    def test_entities(self, text: str, rules: tc.Rules) -> None:
        """What links in the source links in the posts: breaks at spaces take nothing away."""
        thread = split(text, rules, None)
        assume(all(post.ended_by != "grapheme" for post in thread))
        kept = Counter((e.kind, e.value) for post in thread for e in tc.extract(post.text))
        assert Counter((e.kind, e.value) for e in tc.extract(text)) <= kept

    @given(text=drafts.map(lambda text: text.replace(".", "!")), rules=st.sampled_from(RULES))
    def test_no_waste(self, text: str, rules: tc.Rules) -> None:
        """No two neighbours would fit in one post; without a dot nothing becomes a URL only where it stands alone."""
        for before, after in pairwise(split(text, rules, None)):
            assert tc.weighted_length(text[before.span[0] : after.span[1]], rules=rules) > rules.limit

    @given(text=drafts, rules=st.sampled_from(RULES), numbering=st.sampled_from(NUMBERINGS))
    def test_same_again(self, text: str, rules: tc.Rules, numbering: Numbering) -> None:
        """The same call gives the same thread."""
        assert split(text, rules, numbering) == split(text, rules, numbering)

    @given(text=drafts)
    def test_one_post(self, text: str) -> None:
        """A text that fits is one post, as it is but for the space around it."""
        assume(0 < tc.weighted_length(text) <= tc.X.limit)
        thread = tc.split_thread(text)
        assert len(thread) <= 1
        assert in_words(str(thread)) == in_words(text)


class TestBreaks:
    """Where a text is broken."""

    @pytest.mark.parametrize(
        ("text", "limit", "posts"),
        [
            ("", 30, []),
            (" \n\t ", 30, []),
            ("مرحبا بكم", 30, ["مرحبا بكم"]),
            ("  مرحبا\n\n", 30, ["مرحبا"]),
            ("فقرة أولى قصيرة.\n\nفقرة ثانية قصيرة.", 30, ["فقرة أولى قصيرة.", "فقرة ثانية قصيرة."]),
            ("فقرة أولى. جملة.\n\nفقرة ثانية. جملة.", 30, ["فقرة أولى. جملة.", "فقرة ثانية. جملة."]),
            ("سطر أول من الكلام\nسطر ثان من الكلام", 30, ["سطر أول من الكلام", "سطر ثان من الكلام"]),
            ("جملة أولى قصيرة. جملة ثانية قصيرة.", 30, ["جملة أولى قصيرة.", "جملة ثانية قصيرة."]),
            ("هل هذا سؤال؟ نعم هذا سؤال طويل.", 25, ["هل هذا سؤال؟", "نعم هذا سؤال طويل."]),
            ("قال «هذا كلام.» ثم مضى في طريقه", 25, ["قال «هذا كلام.»", "ثم مضى في طريقه"]),
            ("هذه جملة طويلة، ولها شطر ثان", 22, ["هذه جملة طويلة،", "ولها شطر ثان"]),
            ("كلمات بلا علامات ترقيم", 12, ["كلمات بلا", "علامات ترقيم"]),
            ("التقينا د. سامي أمس صباحا", 20, ["التقينا د. سامي", "أمس صباحا"]),
            ("م" * 25, 10, ["م" * 10, "م" * 10, "م" * 5]),
            ("🇸🇦🇪🇬🇶🇦", 4, ["🇸🇦🇪🇬", "🇶🇦"]),
            ("a\u0301" * 5, 3, ["a\u0301" * 3, "a\u0301" * 2]),
            (" \u0301مم", 6, [" \u0301مم"]),
            ("مم#وسم مم", 6, ["مم#وسم", "مم"]),
            ("مم @user مم", 6, ["مم", "@user", "مم"]),
        ],
        ids=ascii,
    )
    def test_places(self, text: str, limit: int, posts: list[str]) -> None:
        """Between paragraphs, then lines, sentences, clauses, words; in a word only where it is too long."""
        rules = dataclasses.replace(tc.X, limit=limit)
        assert [post.text for post in tc.split_thread(text, rules=rules, numbering=None)] == posts

    @pytest.mark.parametrize(
        ("gap", "kind"),
        [
            ("\n\n", "paragraph"),
            (" \n \n ", "paragraph"),
            ("\n", "line"),
            (". ", "sentence"),
            ("؟ ", "sentence"),
            ("؛ ", "clause"),
            (": ", "clause"),
            ("، ", "comma"),
            (" ثم ", "conjunction"),
            (" عبد ", "word"),
            (" ", "word"),
        ],
        ids=ascii,
    )
    def test_kinds(self, gap: str, kind: str) -> None:
        """A post says what kind of break it ends with."""
        thread = tc.split_thread("م" * 15 + gap + "م" * 15, rules=SHORT[30])
        assert [post.ended_by for post in thread] == [kind, "end"]

    def test_inside_word(self) -> None:
        """So it does where a word had to be cut."""
        assert [post.ended_by for post in tc.split_thread("م" * 50, rules=SHORT[30])] == ["grapheme", "end"]

    @pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007"], ids=ascii)
    def test_no_break_space(self, space: str) -> None:
        """A no-break space holds two words together."""
        rules = dataclasses.replace(tc.X, limit=20)
        thread = tc.split_thread(f"مممممممم مممممممم{space}مممممممم", rules=rules, numbering=None)
        assert [post.text for post in thread] == ["مممممممم", f"مممممممم{space}مممممممم"]


class TestNumbering:
    """The number of a post."""

    TEXT = "كلمة قصيرة. " * 5

    @pytest.mark.parametrize(
        ("numbering", "ends"),
        [
            ("1/5", ["1/3", "2/3", "3/3"]),
            ("1/", ["1/", "2/", "3/"]),
            ("[{} من {}]".format, [f"[{number} من 5]" for number in range(1, 6)]),
            (lambda number, total: "🧵" if number < total else "", ["🧵", "🧵", "قصيرة."]),
            (lambda *_: "", ["قصيرة.", "قصيرة.", "قصيرة."]),
        ],
        ids=["1/5", "1/", "own", "not the last", "none"],
    )
    def test_styles(self, numbering: Numbering, ends: list[str]) -> None:
        """It stands after the text, with a space between."""
        posts = [post.text for post in tc.split_thread(self.TEXT, rules=SHORT[30], numbering=numbering)]
        assert len(posts) == len(ends)
        assert all(text.endswith(f" {end}") for text, end in zip(posts, ends, strict=True))

    def test_none(self) -> None:
        """None is written where none is wanted."""
        assert [post.text for post in tc.split_thread(self.TEXT, rules=SHORT[30], numbering=None)] == [
            "كلمة قصيرة. كلمة قصيرة.",
            "كلمة قصيرة. كلمة قصيرة.",
            "كلمة قصيرة.",
        ]

    @pytest.mark.parametrize("words", range(85, 105))
    def test_tenth_post(self, words: int) -> None:
        """The numbers take more room from the tenth post on, and the total in all posts."""
        thread = tc.split_thread("كلمة " * words, rules=SHORT[60])
        assert [post.text.split()[-1] for post in thread] == [f"{n}/{len(thread)}" for n in range(1, len(thread) + 1)]
        assert max(post.count.weighted_length for post in thread) <= 60
        assert len(thread) in {8, 9, 10, 11}

    @pytest.mark.parametrize("numbering", ["1/5", None, "{} of {}".format], ids=["1/5", "none", "own"])
    def test_single(self, numbering: Numbering) -> None:
        """A single post has none."""
        assert [post.text for post in tc.split_thread("مرحبا", numbering=numbering)] == ["مرحبا"]

    @pytest.mark.parametrize("numbering", ["", "1", "5/5", 5, True, ["1/5"]])
    @pytest.mark.parametrize("text", ["", "مرحبا"])
    def test_wrong(self, text: str, numbering: object) -> None:
        """Another string is refused, and the error names those that there are."""
        with pytest.raises(tc.OptionError, match=r"numbering must be '1/5', '1/', '\(1/5\)'"):
            tc.split_thread(text, numbering=numbering)  # type: ignore[arg-type]

    def test_wide(self) -> None:
        """Where the number leaves no room, nothing fits."""
        with pytest.raises(tc.DoesNotFitError):
            tc.split_thread("كلمة " * 20, rules=SHORT[30], numbering=lambda *_: "ط" * 40)

    @pytest.mark.parametrize(
        ("numbering", "posts"),
        [
            ("(1/5)", ["كلمة قصيرة. كلمة قصيرة. (1/2)", "كلمة قصيرة. (2/2)"]),
            ("١/٥", ["كلمة قصيرة. كلمة قصيرة. ١/٢", "كلمة قصيرة. ٢/٢"]),
            ("١/", ["كلمة قصيرة. كلمة قصيرة. ١/", "كلمة قصيرة. ٢/"]),
            (tc.Numbering(digits="persian"), ["كلمة قصيرة. كلمة قصيرة. ۱/۲", "كلمة قصيرة. ۲/۲"]),
            (tc.Numbering(at="start"), ["1/2 كلمة قصيرة. كلمة قصيرة.", "2/2 كلمة قصيرة."]),
            (tc.Numbering("1/", own_line=True), ["كلمة قصيرة. كلمة قصيرة.\n1/", "كلمة قصيرة.\n2/"]),
            (
                tc.Numbering("(1/5)", at="start", own_line=True),
                ["(1/2)\nكلمة قصيرة. كلمة قصيرة.", "(2/2)\nكلمة قصيرة."],
            ),
            (tc.Numbering(least=2), ["كلمة قصيرة. كلمة قصيرة. 1/2", "كلمة قصيرة. 2/2"]),
            (tc.Numbering(least=3), ["كلمة قصيرة. كلمة قصيرة.", "كلمة قصيرة."]),
        ],
        ids=str,
    )
    def test_options(self, numbering: Numbering, posts: list[str]) -> None:
        """How it is written, where it stands, and from how many posts on."""
        thread = tc.split_thread("كلمة قصيرة. " * 3, rules=dataclasses.replace(tc.X, limit=31), numbering=numbering)
        assert [post.text for post in thread] == posts

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            ("كلمة 12 قصيرة ١. " * 5, "1/"),
            ("كلمة ١٢ قصيرة 1. " * 5, "١/"),
            ("كلمة ۱۲ قصيرة. " * 5, "۱/"),
            ("كلمة قصيرة. " * 5, "1/"),
        ],
        ids=ascii,
    )
    def test_digits(self, text: str, label: str) -> None:
        """Numbers follow the digits that the text has most of, and have 0-9 where it has none."""
        assert label in tc.split_thread(text, rules=SHORT[30])[0].text.split()[-1]

    @pytest.mark.parametrize("field", [{"at": "top"}, {"digits": "roman"}, {"style": "1-5"}, {"style": 5}], ids=str)
    def test_wrong_options(self, field: dict[str, object]) -> None:
        """What it may not be is refused when it is made, by name."""
        with pytest.raises(tc.OptionError, match="numbering" if "style" in field else next(iter(field))):
            tc.Numbering(**field)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("text", "numbering", "end"),
        [
            ("نص عربي طويل هنا google\n" * 4, "1/", "google \u061c1/"),
            ("google نص عربي طويل هنا\n" * 4, "1/", "هنا 1/\u061c"),
            ("نص عربي طويل هنا ثم قال\n" * 4, "1/", "قال 1/"),
            ("long english text goes on\n" * 4, "1/", "on 1/"),
            ("نص عربي طويل هنا google\n" * 4, "1/5", "google 1/4"),
            ("google نص عربي طويل هنا\n" * 4, "(1/5)", "هنا (1/4)"),
            ("نص عربي طويل هنا ثم قال\n" * 4, "{}-{}".format, "قال \u200e1-4"),
            ("long english text goes on\n" * 4, "{}-{}".format, "on 1-4"),
        ],
        ids=ascii,
    )
    def test_marks(self, text: str, numbering: Numbering, end: str) -> None:
        """What the line would pull apart or turn round has a mark that keeps it in place, and that is counted."""
        thread = tc.split_thread(text, rules=dataclasses.replace(tc.X, limit=32), numbering=numbering)
        assert thread[0].text.endswith(end)
        assert max(post.count.weighted_length for post in thread) <= 32


class TestHashtagsAndLinks:
    """Tags and links that go where a caller wants them."""

    TEXT = "جملة أولى قصيرة هنا. جملة ثانية قصيرة هنا.\n\n#وسم #آخر"
    RULES = dataclasses.replace(tc.X, limit=34)

    @pytest.mark.parametrize(
        ("hashtags", "posts"),
        [
            ("keep", ["جملة أولى قصيرة هنا.", "جملة ثانية قصيرة هنا.\n\n#وسم #آخر"]),
            ("last", ["جملة أولى قصيرة هنا.", "جملة ثانية قصيرة هنا.\n\n#وسم #آخر"]),
            ("first", ["جملة أولى قصيرة هنا.\n\n#وسم #آخر", "جملة ثانية قصيرة هنا."]),
            ("each", ["جملة أولى قصيرة هنا.\n\n#وسم #آخر", "جملة ثانية قصيرة هنا.\n\n#وسم #آخر"]),
        ],
    )
    def test_hashtags(self, hashtags: Any, posts: list[str]) -> None:
        """Those that end the text."""
        thread = tc.split_thread(self.TEXT, rules=self.RULES, numbering=None, hashtags=hashtags)
        assert [post.text for post in thread] == posts

    def test_only_trailing(self) -> None:
        """A tag inside a sentence is a word of it, and stays."""
        thread = tc.split_thread("جملة فيها #وسم هنا. " * 4, rules=SHORT[60], numbering=None, hashtags="first")
        assert " ".join(post.text for post in thread) == ("جملة فيها #وسم هنا. " * 4).strip()

    def test_single(self) -> None:
        """A text that fits is as it was."""
        assert [p.text for p in tc.split_thread(self.TEXT, hashtags="each", links="last")] == [self.TEXT]

    @pytest.mark.parametrize(
        ("text", "last"),
        [
            ("جملة أولى قصيرة.\nhttps://a.com/x\nجملة ثانية قصيرة. جملة ثالثة.", "جملة ثالثة.\nhttps://a.com/x"),
            ("جملة أولى قصيرة. جملة ثانية قصيرة هنا. https://a.com/x", "هنا. https://a.com/x"),
            ("جملة في https://a.com/x أولى قصيرة. جملة ثانية قصيرة هنا.", "جملة ثانية قصيرة هنا."),
        ],
    )
    def test_links(self, text: str, last: str) -> None:
        """Those that end the text or have a line of their own go last; a link in a sentence stays."""
        thread = tc.split_thread(text, rules=dataclasses.replace(tc.X, limit=60), numbering=None, links="last")
        assert len(thread) > 1
        assert thread[-1].text.endswith(last)
        assert sum(post.text.count("https://a.com/x") for post in thread) == 1

    def test_mentions_once(self) -> None:
        """A name is in no more posts than in the text, wherever the tags go."""
        text = "@user " + "جملة قصيرة هنا. " * 9 + "@other #وسم"
        thread = tc.split_thread(text, rules=SHORT[60], hashtags="each")
        assert len(thread) > 2
        assert [sum(post.text.count(name) for post in thread) for name in ("@user", "@other")] == [1, 1]
        assert all("#وسم" in post.text for post in thread)

    @pytest.mark.parametrize("option", [{"hashtags": "all"}, {"links": "first"}, {"max_posts": 0}, {"max_posts": "3"}])
    def test_wrong(self, option: dict[str, Any]) -> None:
        """What there is not is refused, by name, even where there is nothing to split."""
        with pytest.raises(tc.OptionError, match=next(iter(option))):
            tc.split_thread("مرحبا", **option)

    def test_too_heavy(self) -> None:
        """Tags that leave no room for the text are an error with a place in the source."""
        text = "جملة أولى قصيرة هنا. جملة ثانية. #" + "و" * 28
        with pytest.raises(tc.DoesNotFitError, match="leave -4 for its text") as caught:
            tc.split_thread(text, rules=SHORT[30], hashtags="each")
        assert text[slice(*caught.value.span)] == "#" + "و" * 28

    def test_announcement(self) -> None:
        """The first post can say that more follows, and each but the last that it goes on."""
        thread = tc.split_thread(
            "جملة قصيرة هنا. " * 6, rules=SHORT[60], announcement="سلسلة 🧵", continuation="\nيتبع", numbering="1/"
        )
        assert thread[0].text.endswith("سلسلة 🧵\nيتبع 1/")
        assert all(post.text.endswith(f"\nيتبع {post.number}/") for post in thread[:-1])
        assert "يتبع" not in thread[-1].text
        assert sum("سلسلة" in post.text for post in thread) == 1


class TestMarks:
    """Breaks that the writer asks for."""

    @pytest.mark.parametrize("mark", ["---", "===", "///", "-----", "  ---  "])
    def test_break(self, mark: str) -> None:
        """On a line of its own a mark breaks, though all would fit; it is in no post."""
        thread = tc.split_thread(f"أول\n{mark}\nثان\n\n{mark}\n\nثالث", numbering=None, marks=True)
        assert [post.text for post in thread] == ["أول", "ثان", "ثالث"]
        assert [post.ended_by for post in thread] == ["mark", "mark", "end"]

    @pytest.mark.parametrize(
        "text", ["أول\n--\nثان", "أول --- ثان", "أول\n--- ثان", "أول\n-=-\nثان", "---", "---\nأول"]
    )
    def test_no_break(self, text: str) -> None:
        """Two signs, or signs beside text, are text; and there is no empty post."""
        assert len(tc.split_thread(text, marks=True)) <= 1

    def test_by_choice(self) -> None:
        """They are text unless asked for."""
        assert [post.text for post in tc.split_thread("أول\n---\nثان")] == ["أول\n---\nثان"]

    def test_long_section(self) -> None:
        """What is too long between two marks is split as ever."""
        thread = tc.split_thread("كلمة قصيرة. " * 5 + "\n===\nقصير", rules=SHORT[30], numbering=None, marks=True)
        assert [post.ended_by for post in thread] == ["sentence", "sentence", "mark", "end"]


class TestMostPosts:
    """A limit to the number of posts."""

    TEXT = "فقرة أولى قصيرة.\n\nفقرة ثانية قصيرة.\n\nفقرة ثالثة قصيرة.\n\nرابعة."

    def test_fewer(self) -> None:
        """Where a thread that reads best has too many, it is broken elsewhere."""
        rules = dataclasses.replace(tc.X, limit=44)
        free = tc.split_thread(self.TEXT, rules=rules, numbering=None)
        assert len(tc.split_thread(self.TEXT, rules=rules, numbering=None, max_posts=2)) == 2 <= len(free)

    def test_too_many(self) -> None:
        """Where it can't be, the error says what does not fit, and how much that is."""
        with pytest.raises(tc.DoesNotFitError, match="may be 2") as caught:
            tc.split_thread(self.TEXT, rules=SHORT[30], numbering=None, max_posts=2)
        start, end = caught.value.span
        assert self.TEXT[start:end].startswith("فقرة ثالثة")
        assert f"{tc.weighted_length(self.TEXT[start:end])} weighted units" in str(caught.value)

    @pytest.mark.parametrize(("posts", "findings"), [(25, 0), (26, 1)])
    def test_finding(self, posts: int, findings: int) -> None:
        """A thread that composers do not take at once has a finding that begins where they stop."""
        thread = tc.split_thread("\n---\n".join(["كلمة"] * posts), marks=True)
        assert len(thread.findings) == findings
        for finding in thread.findings:
            assert (finding.rule, finding.severity) == ("thread_too_long", "warning")
            assert finding.span == (thread[25].span[0], thread[-1].span[1])


class TestPrevious:
    """A thread that was there before."""

    COPY = "جملة أولى قصيرة هنا. جملة ثانية أطول منها قليلا هنا. جملة ثالثة. جملة رابعة قصيرة. وجملة خامسة هنا. "

    @given(
        sentences=st.lists(
            st.sampled_from(["جملة قصيرة.", "وجملة أطول منها بقليل.", "هل هذا سؤال؟", "نعم."]), min_size=4
        ),
        more=st.sampled_from(
            [" نعم.", "\n\nفقرة جديدة كلها هنا.", " وجملة أخرى أطول بكثير من كل ما قبلها في هذا النص."]
        ),
        numbering=st.sampled_from([None, "1/"]),
    )
    def test_added(self, sentences: list[str], more: str, numbering: Numbering) -> None:
        """What is added at the end changes no post but the last."""
        text = " ".join(sentences)
        rules = dataclasses.replace(tc.X, limit=64)
        before = tc.split_thread(text, rules=rules, numbering=numbering)
        assume(len(before) < 8)
        after = tc.split_thread(text + more, rules=rules, numbering=numbering, previous=before)
        kept = [post.text for post in before[:-1]]
        assert [post.text for post in after[: len(kept)]] == kept or len(before) == 1

    def test_changed_first(self) -> None:
        """What is changed in the first post leaves those after it as they were."""
        before = tc.split_thread(self.COPY * 3, rules=SHORT[140], numbering=None)
        after = tc.split_thread("و" + self.COPY * 3, rules=SHORT[140], numbering=None, previous=before)
        assert len(before) > 2
        assert [post.text for post in after[1:]] == [post.text for post in before[1:]]

    def test_without(self) -> None:
        """An earlier thread of quite another text changes nothing."""
        other = tc.split_thread("كلمات أخرى تماما. " * 20)
        assert tc.split_thread(self.COPY * 3, previous=other) == tc.split_thread(self.COPY * 3)


OPTIONS = st.fixed_dictionaries(
    {
        "numbering": st.one_of(
            st.sampled_from([None, "1/5", "1/", "(1/5)", "١/٥", "{}-{}".format]),
            st.builds(
                tc.Numbering,
                st.sampled_from(["1/5", "1/", "(1/5)"]),
                at=st.sampled_from(["start", "end"]),
                own_line=st.booleans(),
                least=st.integers(1, 4),
            ),
        ),
        "marks": st.booleans(),
        "hashtags": st.sampled_from(["keep", "last", "first", "each"]),
        "links": st.sampled_from(["keep", "last"]),
        "announcement": st.sampled_from(["", "سلسلة 🧵"]),
        "continuation": st.sampled_from(["", "يتبع"]),
    }
)
TAILS = st.sampled_from(
    ["", " #وسم", "\n\n#وسم #آخر", " https://a.com #وسم", "\nhttps://a.com/b", "\n---\nنهاية #وسم @user"]
)


class TestEveryOption:
    """What holds whatever is asked for."""

    @given(text=copy, tail=TAILS, rules=st.sampled_from([SHORT[140], tc.X]), options=OPTIONS)
    def test_whole(self, text: str, tail: str, rules: tc.Rules, options: dict[str, Any]) -> None:
        """No post is over the limit; all that is no space and no mark is in a post, where the thread says."""
        source = text + tail
        thread = tc.split_thread(source, rules=rules, **options)
        assert thread == tc.split_thread(source, rules=rules, **options)
        for post in thread:
            assert post.count == tc.count(post.text, rules=rules)
            assert post.count.weighted_length <= rules.limit
            for (start, end), at in post.pieces:
                assert post.text[at : at + end - start] == source[start:end]
        left_out = in_words(" ".join(source[start:end] for start, end in thread.left_out))
        assert set(left_out) <= (set("-") if options["marks"] else set())

    @given(text=copy, tail=TAILS, options=OPTIONS)
    def test_locate(self, text: str, tail: str, options: dict[str, Any]) -> None:
        """Each character is found where it went, and what is left out is found nowhere."""
        source = text + tail
        thread = tc.split_thread(source, rules=SHORT[140], **options)
        left_out = {offset for span in thread.left_out for offset in range(*span)}
        for offset, character in enumerate(source):
            places = thread.locate(offset)
            assert all(post.text[at] == character for post, at in places)
            assert (not places) == (offset in left_out)

    @given(text=copy, tail=TAILS, options=OPTIONS)
    def test_offset_in_source(self, text: str, tail: str, options: dict[str, Any]) -> None:
        """Each character that is of the source comes from where it stands there."""
        for post in (thread := tc.split_thread(text + tail, rules=SHORT[140], **options)):
            for (start, end), at in post.pieces:
                assert [post.offset_in_source(at + n) for n in range(end - start)] == [*range(start, end)]
                assert (post, at) in thread.locate(post.offset_in_source(at))

    @pytest.mark.parametrize(("at", "place", "offset"), [("start", 0, 18), ("start", 4, 18), ("end", 17, 35)])
    def test_offset_of_number(self, at: Any, place: int, offset: int) -> None:
        """A number comes from the first word of its post, or from the end of the last."""
        post = tc.split_thread("كلمة وكلمة وكلمة. " * 2, rules=SHORT[30], numbering=tc.Numbering("1/5", at=at))[1]
        assert post.text.replace("كلمة وكلمة وكلمة.", "") in ("2/2 ", " 2/2")
        assert [post.offset_in_source(place), post.offset_in_source(len(post.text) + 9)] == [offset, 35]

    @pytest.mark.parametrize("offset", [-1, 6, 99])
    def test_no_such_character(self, offset: int) -> None:
        """A character that the source does not have is an error that says how many it has."""
        with pytest.raises(IndexError, match="6 code points"):
            tc.split_thread("مرحبا.").locate(offset)


class TestReading:
    """Where a careful editor would break."""

    @pytest.mark.parametrize(
        ("text", "limit", "posts"),
        [
            (
                "عنوان قصير\n\nفقرة أولى طويلة بعض الشيء تأتي بعده.\n\nعنوان ثان\n\nوهذه فقرة ثانية طويلة هي أيضا.",
                60,
                ["عنوان قصير\n\nفقرة أولى طويلة بعض الشيء تأتي بعده.", "عنوان ثان\n\nوهذه فقرة ثانية طويلة هي أيضا."],
            ),
            (
                "هذا كلام قبل القائمة وليس منها.\nالمزايا:\n- سريع\n- خفيف\n- سهل",
                40,
                ["هذا كلام قبل القائمة وليس منها.", "المزايا:\n- سريع\n- خفيف\n- سهل"],
            ),
            ("أعلنت وزارة الصحة أمس أن عبد الله سيحضر", 30, ["أعلنت وزارة الصحة أمس", "أن عبد الله سيحضر"]),
            ("ننتظركم جميعا هناك يوم 5 مايو القادم", 25, ["ننتظركم جميعا هناك", "يوم 5 مايو القادم"]),
            ("قال لهم المدير «لن نستسلم أبدا» ثم خرج", 28, ["قال لهم المدير", "«لن نستسلم أبدا» ثم خرج"]),
            ("خبر قصير هنا. وخبر آخر هنا. #وسم", 26, ["خبر قصير هنا.", "وخبر آخر هنا. #وسم"]),
            ("انتهى الاجتماع.وغادر الوفد مساء", 18, ["انتهى الاجتماع.", "وغادر الوفد مساء"]),
            ("كلام طويل هنا\xa0 وكلام آخر", 16, ["كلام طويل هنا", "وكلام آخر"]),
            ("كلام طويل هنا،وكلام آخر", 16, ["كلام طويل هنا،", "وكلام آخر"]),
            ("كلام http://مثال،نص.com وكلام", 30, ["كلام http://مثال،نص.com", "وكلام"]),
        ],
        ids=ascii,
    )
    def test_places(self, text: str, limit: int, posts: list[str]) -> None:
        """Headings and tags stay with their text, lists whole, names and dates and quotations in one piece."""
        rules = dataclasses.replace(tc.X, limit=limit)
        assert [post.text for post in tc.split_thread(text, rules=rules, numbering=None)] == posts


class TestDoesNotFit:
    """What no post can hold whole."""

    @pytest.mark.parametrize(
        ("text", "limit", "cause"),
        [
            ("مم #" + "م" * 40, 30, "#" + "م" * 40),
            ("  مم https://example.com", 20, "https://example.com"),
            ("مم @user/list مم", 8, "@user/list"),
            ("مممم 😀 مم", 1, "😀"),
            ("م" + "\u064e" * 40, 30, "م" + "\u064e" * 40),
        ],
    )
    def test_span(self, text: str, limit: int, cause: str) -> None:
        """The error names it, and has its span in the source."""
        with pytest.raises(tc.DoesNotFitError, match="may not be cut") as caught:
            tc.split_thread(text, rules=dataclasses.replace(tc.X, limit=limit), numbering=None)
        assert text[slice(*caught.value.span)] == cause
        assert cause[:20] in str(caught.value)

    def test_only_then(self) -> None:
        """A long word, a piece of which is a URL where it stands alone, leaves room for what fits."""
        thread = tc.split_thread("م" * 28 + "_aa.com" + "م" * 30 + " example.com", rules=SHORT[30], numbering=None)
        assert thread[-1].text.endswith("example.com")

    def test_pickle(self) -> None:
        """It crosses to another process with its span."""
        error = tc.DoesNotFitError("too heavy", (3, 9))
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), copy.span) == (tc.DoesNotFitError, "too heavy", (3, 9))

    def test_family(self) -> None:
        """It is one of the package's errors."""
        assert issubclass(tc.DoesNotFitError, tc.TweetcraftError)


class TestThread:
    """A thread as a sequence."""

    def test_sequence(self) -> None:
        """It has a length, items, slices, and can be searched."""
        thread = tc.split_thread("كلمة " * 30, rules=SHORT[60])
        assert len(thread) == len(list(thread)) > 2
        assert thread[-1] == thread.posts[-1]
        assert thread[1:] == thread.posts[1:]
        assert thread.index(thread[1]) == 1
        assert thread[0] in thread
        assert not tc.split_thread("")

    def test_string(self) -> None:
        """As text it is its posts, with an empty line between them."""
        thread = tc.split_thread("م" * 15 + "\n" + "ن" * 15, rules=SHORT[30])
        assert str(thread) == "م" * 15 + " 1/2\n\n" + "ن" * 15 + " 2/2"

    def test_repr(self) -> None:
        """In a terminal it is short: how many posts, and what each weighs."""
        assert repr(tc.split_thread("م" * 15 + "\n" + "ن" * 17, rules=SHORT[30])) == "<Thread of 2 posts: 19, 21>"
        assert repr(tc.split_thread("")) == "<Thread of 0 posts: >"

    def test_pickle(self) -> None:
        """It goes to another process and comes back equal."""
        thread = tc.split_thread("كلمة " * 30, rules=SHORT[60])
        assert pickle.loads(pickle.dumps(thread)) == thread


class TestBadInput:
    """What is no text, or hardly any."""

    @pytest.mark.parametrize("call", [tc.split_thread, tc.compose])
    @pytest.mark.parametrize("text", [b"abc", None, 5])
    def test_types(self, call: Callable[..., object], text: object) -> None:
        """Whatever is no `str` is refused."""
        with pytest.raises(TypeError, match="text must be str"):
            call(text)

    @pytest.mark.parametrize("text", ["", "مرحبا"])
    @pytest.mark.parametrize("call", [tc.split_thread, tc.compose])
    def test_rules(self, call: Callable[..., object], text: str) -> None:
        """So are rules that are none, even where there is nothing to split."""
        with pytest.raises(TypeError, match="rules must be"):
            call(text, rules="X")

    @pytest.mark.parametrize(
        "text",
        ["\ud83d", "\ude00" * 300, "\x00" * 300, "\ufeff" * 300, "\ud83d\ude00" * 200],
        ids=lambda text: ascii(text[:1]),
    )
    def test_odd(self, text: str) -> None:
        """Half a character, controls and refused characters are split like others."""
        thread = tc.split_thread(text, numbering=None)
        assert "".join(post.text for post in thread) == text
        assert all(post.count.weighted_length <= 280 for post in thread)
