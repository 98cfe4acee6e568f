"""Columns: every row has the answer of the scalar functions, whichever way it was found."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tweetcraft as tc
from tweetcraft._characters import characters_of
from tweetcraft._compiled import IS_COMPILED
from tweetcraft._nfc import ACTIVE_CHARACTERS, nfc
from tweetcraft._tables import emoji as emoji_table
from tweetcraft._tables.normalization import COMPOSING
from tweetcraft.arrow import DEFAULT_OUTPUTS, OUTPUTS, Annotator, annotate, compute
from tweetcraft.arrow.posts import Posts
from tweetcraft.arrow.signs import FIRST_LOOKED_AT

import columns
import strategies
from reference import shared

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
TABLED = [rules for rules in tc.PRESETS.values() if rules.unit == "code_point"]
WEIGHTS = ("weighted_length", "is_valid", "reason", "valid_range")
COMPOSING_CHARACTERS = frozenset(characters_of(COMPOSING))

# What a link, an emoji and a mark are decided by stands close together here.
PIECES = (
    *("https://t.co/abcdefghij", "https://t.co/aB3dE6gH9j", "https://t.co/abc", "http://t.co/abcdefghij", "t.co"),
    *(
        ".com",
        ".السعودية",
        "site.net/a?b=c",
        "..",
        ".",
        "،",
        "…",
        "“",
        "»",
        "!",
        "'",
        ":",
        ";",
        "#",
        "＃",
        "@",
        "＠",
        "$",
    ),
    *(
        "❤",
        "\ufe0f",
        "\ufe0e",
        "👍",
        "🏽",
        "🏿",
        "\u200d",
        "\u20e3",
        "1",
        "🇸",
        "🇦",
        "©",
        "®",
        "☝",
        "\U000e0061",
        "\U000e007f",
    ),
    *("ا", "\u0653", "\u0654", "\u064e", "\u0651", "e", "\u0301", "é", "\u0345", "ש", "\u05bc", "가", "\u11a8", "神"),
    *("\ufeff", "\uffff", "\u200f", "\u202e", "\n", " ", " ", "م", "مرحبا", "A", "ﷺ", "ﻻ", "\u0958", "\u094d", "क"),
)
near_the_edges = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def is_text(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


posts = st.one_of(strategies.posts.filter(is_text), near_the_edges)


def weighed(texts: Iterable[str], rules: tc.Rules = tc.X) -> tuple[list[int], list[bool]]:
    """What a column of texts weighs, and which of them were settled without the scalar function."""
    held = pa.array(texts, pa.string())
    asked = Posts(held, Annotator("text", ("weighted_length",), rules=rules))
    return asked.output("weighted_length").to_pylist(), asked.is_settled.tolist()


def assert_answers(texts: list[str | None], outputs: tuple[str, ...], rules: tc.Rules = tc.X) -> None:
    table = annotate(pa.table({"text": pa.array(texts, pa.string())}), column="text", outputs=outputs, rules=rules)
    table.validate(full=True)
    for text, row in zip(texts, table.select(list(outputs)).to_pylist(), strict=True):
        assert row == columns.answers(text, outputs, rules), repr(text)


class TestSameAnswers:
    """Each row has the answer of the scalar functions."""

    def test_posts(self) -> None:
        """Every output but the slow ones, over the recorded inputs."""
        assert_answers(list(columns.posts()), columns.CHEAP)

    def test_slow_outputs(self) -> None:
        """Findings and suggestions."""
        assert_answers(list(columns.posts()[:60]), ("findings", "suggested_hashtags"))

    @given(texts=st.lists(st.one_of(st.none(), posts), max_size=8))
    def test_generated(self, texts: list[str | None]) -> None:
        """Generated posts, several to a column, with nulls between them."""
        assert_answers(texts, columns.CHEAP)

    @given(texts=st.lists(posts, min_size=1, max_size=8), rules=st.sampled_from(list(tc.PRESETS.values())))
    def test_rules(self, texts: list[str | None], rules: tc.Rules) -> None:
        """Under every preset."""
        assert_answers(texts, WEIGHTS, rules)

    @pytest.mark.parametrize(
        "rules",
        [
            dataclasses.replace(tc.X, name="graphemes", unit="grapheme"),
            dataclasses.replace(tc.X, name="heavy Arabic", ranges=((0, 0x5FF, 100),)),
            dataclasses.replace(tc.X, name="no links", url_length=None),
            dataclasses.replace(tc.X, name="light emoji", ranges=(*tc.X.ranges, (0x1F000, 0x1FFFF, 100))),
            dataclasses.replace(tc.X, name="very heavy", default_weight=50_000, limit=10_000),
        ],
        ids=lambda rules: rules.name,
    )
    def test_own_rules(self, rules: tc.Rules) -> None:
        """Rules that the tables can't settle, or settle otherwise."""
        assert_answers(list(columns.posts()[:1500]), (*WEIGHTS, "url_count", "emoji_count"), rules)

    @pytest.mark.skipif(bool(shared.missing("data/tweets.jsonl")), reason=shared.missing("data/tweets.jsonl") or "-")
    def test_tweets(self) -> None:
        """All real tweets weigh the same, and 19 of 20 are settled by tables."""
        texts = list(shared.tweets())
        lengths, settled = weighed(texts)
        wrong = [t for t, length in zip(texts, lengths, strict=True) if length != tc.weighted_length(t)]
        assert not wrong, wrong[:3]
        assert np.mean(settled) > 0.95


class TestCharacters:
    """Each character of Unicode, where its place could matter."""

    @pytest.mark.parametrize("rules", TABLED, ids=lambda rules: rules.name)
    @pytest.mark.parametrize(
        "around",
        [lambda c: c, lambda c: f"ا{c}", lambda c: f"{c}\ufe0f", lambda c: f"❤{c}م"],
        ids=["c", "ac", "cv", "hcm"],
    )
    def test_weight(self, rules: tc.Rules, around: Callable[[str], str]) -> None:
        """A character alone, after alef, before a variation selector, and inside an emoji that is none."""
        every = 1 if rules is tc.X else 23  # all under the platform's own; a part of them under the others
        texts = [around(character) for character in EVERY_CHARACTER[::every]]
        lengths, _ = weighed(texts, rules)
        wrong = [
            text for text, length in zip(texts, lengths, strict=True) if length != tc.weighted_length(text, rules=rules)
        ]
        assert not wrong, [ascii(text) for text in wrong[:5]]

    def test_around_a_link(self) -> None:
        """Before and after a link that is settled by its shape."""
        near = [*EVERY_CHARACTER[:0x3100], *EVERY_CHARACTER[0xFB00:0x10020], "🌴", "🏽"]
        link = "https://t.co/abcdefghij"
        texts = [f"{c}{link}" for c in near] + [f"{link}{c}" for c in near] + [f"{link}!{c}x" for c in near]
        lengths, settled = weighed(texts)
        wrong = [t for t, length in zip(texts, lengths, strict=True) if length != tc.weighted_length(t)]
        assert not wrong, [ascii(text) for text in wrong[:5]]
        assert sum(settled) > len(texts) / 3

    def test_composing(self) -> None:
        """A text with a character that composes is settled by the tables only where nothing is composed."""
        texts = [f"{before}{character}" for before in ("ا", "x ا", "e\u0323", "") for character in COMPOSING_CHARACTERS]
        settled = weighed(texts)[1]
        assert not any(is_settled and nfc(text) != text for text, is_settled in zip(texts, settled, strict=True))
        assert 0 < sum(settled) < len(texts)

    @given(text=strategies.posts.filter(is_text))
    def test_what_does_not_compose(self, text: str) -> None:
        """Without those, normalization neither adds nor takes a character: marks change places at most."""
        text = "".join(c for c in text if c not in COMPOSING_CHARACTERS)
        assert sorted(nfc(text)) == sorted(text)

    def test_table(self) -> None:
        """Those that compose are active ones, and marks that only change places are not among them."""
        assert COMPOSING_CHARACTERS < ACTIVE_CHARACTERS
        assert not COMPOSING_CHARACTERS & set("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")

    @pytest.mark.parametrize("singles", [emoji_table.CURRENT_SINGLE, emoji_table.TWITTER_TEXT_3_SINGLE])
    def test_emoji_that_are_not_looked_up(self, singles: str) -> None:
        """Below the first code point whose block is looked up, two signs at most are emoji, and those are looked up."""
        assert {c for c in characters_of(singles) if ord(c) < FIRST_LOOKED_AT} <= set("©®")


class TestSettled:
    """What the tables settle, and what they leave to the scalar functions."""

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "مرحبا بكم في الرياض",
            "مَرْحَبًا بِكُمْ… “أهلًا”",
            "شكرا ❤️ لكم 👍🏽👍🏽 😂❤\ufe0f\ufe0f",
            "العلم 🇸🇦 والعائلة 👨\u200d👩\u200d👧🇸",
            "موعدنا https://t.co/abcdefghij",
            "قال:https://t.co/abcdefghij و«https://t.co/abcdefghij» ثم…https://t.co/abcdefghij!",
            "انتهى...والحمد لله.ثم عدنا.الله يحفظكم",
            "https://t.co/abc… https://t.co/abcdefghij…",
            "كتبhttps://t.co/abcdefghij@user",
            "وhttps://t.co/abcdefghij/x https",
            "شاهدSoundCloudhttps://t.co/abcdefghij",
            "#وسم @user 100.5%",
            "©\ufe0f ه\u200d : \ufe0f\u20e3",
            "مآ ٱلضُّحىٰٓ",
        ],
    )
    def test_by_tables(self, text: str) -> None:
        assert weighed([text]) == ([tc.weighted_length(text)], [True])

    def test_emoji_across_rows(self) -> None:
        """A run of emoji that goes on in the next rows, empty ones among them, is one run a row."""
        texts = ["شكرا ❤️👍", "🏽👍🏽", "", "\ufe0f❤", "️👨\u200d", "👩 و1", "\ufe0f\u20e3"]
        lengths, settled = weighed(texts)
        assert lengths == [tc.weighted_length(text) for text in texts]
        assert settled == [True, True, True, True, True, True, False]

    @pytest.mark.parametrize(
        "text",
        [
            "ا\u0653",
            "1\ufe0f\u20e3",
            "*\u20e3",
            "zein.com",
            "متجر.السعودية",
            "https://t.co/abcdefghij?a=b",
            "https://t.co/abcdefghijhttps://t.co/abcdefghij",
        ],
    )
    def test_by_the_scalar_functions(self, text: str) -> None:
        assert weighed([text]) == ([tc.weighted_length(text)], [False])

    @pytest.mark.parametrize("text", ["https://t.co/abcdefghijklmnop", "قال http://t.co/abc اليوم"])
    def test_by_the_compiled_scanner(self, text: str) -> None:
        assert weighed([text]) == ([tc.weighted_length(text)], [IS_COMPILED])


class TestShapes:
    """Arrow data as it comes."""

    TEXTS = ("مرحبا", None, "#وسم 😂", "https://t.co/abcdefghij", "", None, "é", "م" * 300)
    OUTPUTS = (
        "weighted_length",
        "is_valid",
        "reason",
        "valid_range",
        "hashtags",
        "emoji_count",
        "direction",
        "search_key",
    )

    def expected(self, texts: Iterable[str | None]) -> list[dict[str, Any]]:
        return [columns.answers(text, self.OUTPUTS) for text in texts]

    @pytest.mark.parametrize(
        "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], ids=str
    )
    def test_types(self, kind: pa.DataType) -> None:
        """Strings of every kind, and dictionaries of them."""
        array = (
            pa.array(self.TEXTS, pa.string()).cast(kind)
            if "dict" not in str(kind)
            else pa.array(self.TEXTS, pa.string()).dictionary_encode()
        )
        batch = pa.record_batch({"text": array})
        annotated = annotate(batch, column="text", outputs=self.OUTPUTS)
        assert isinstance(annotated, pa.RecordBatch)
        assert annotated.select(list(self.OUTPUTS)).to_pylist() == self.expected(self.TEXTS)
        assert annotated.column(0).equals(array)

    @pytest.mark.parametrize(("start", "size"), [(0, 0), (1, 3), (2, 6), (7, 1), (8, 0)])
    @pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
    def test_slices(self, kind: pa.DataType, start: int, size: int) -> None:
        """A slice begins in the middle of its buffers."""
        batch = pa.record_batch({"text": pa.array(self.TEXTS, kind)}).slice(start, size)
        found = annotate(batch, column="text", outputs=self.OUTPUTS).select(list(self.OUTPUTS)).to_pylist()
        assert found == self.expected(self.TEXTS[start : start + size])

    def test_chunks(self) -> None:
        """A table of several chunks, an empty one among them."""
        chunks = pa.chunked_array([self.TEXTS[:3], [], self.TEXTS[3:]], pa.string())
        table = annotate(pa.table({"id": range(8), "text": chunks}), column="text", outputs=self.OUTPUTS)
        assert table.select(list(self.OUTPUTS)).to_pylist() == self.expected(self.TEXTS)
        assert table["id"].to_pylist() == list(range(8))

    def test_no_chunks(self) -> None:
        table = pa.table({"text": pa.chunked_array([], pa.string())})
        annotated = annotate(table, column="text", outputs=tuple(OUTPUTS))
        assert annotated.num_rows == 0
        assert annotated.schema == Annotator("text", tuple(OUTPUTS)).schema(table.schema)

    @pytest.mark.parametrize("kind", [pa.string(), pa.null()], ids=str)
    def test_only_nulls(self, kind: pa.DataType) -> None:
        batch = pa.record_batch({"text": pa.nulls(3, kind)})
        annotated = annotate(batch, column="text", outputs=tuple(OUTPUTS))
        for name, made in OUTPUTS.items():
            assert annotated.column(name).equals(pa.nulls(3, made))

    def test_bytes_under_a_null(self) -> None:
        """What stands in the buffer under a null is nothing that was asked about."""
        with_bytes = pa.array(["مرحبا", "zein.com 🇸🇦 @user", "م"])
        validity = pa.array([True, False, True]).buffers()[1]
        array = pa.Array.from_buffers(pa.string(), 3, [validity, *with_bytes.buffers()[1:]])
        found = annotate(pa.table({"text": array}), column="text", outputs=self.OUTPUTS)
        assert found.select(list(self.OUTPUTS)).to_pylist() == self.expected(["مرحبا", None, "م"])

    def test_no_text_under_a_null(self) -> None:
        """Nor has it to be text."""
        data = "ا".encode() + b"\xd9\x93\xff.com\xfe"
        offsets = np.array([0, len(data), len(data) + 3], np.int32)
        array = pa.StringArray.from_buffers(
            2, pa.py_buffer(offsets), pa.py_buffer(data + b"abc"), pa.py_buffer(bytes([0b10]))
        )
        found = annotate(pa.table({"text": array}), column="text", outputs=self.OUTPUTS)
        assert found.select(list(self.OUTPUTS)).to_pylist() == self.expected([None, "abc"])

    def test_weights_too_large(self) -> None:
        """A weight that the column can't hold is an error, and not another weight."""
        rules = dataclasses.replace(tc.X, url_length=2**31 - 1)
        assert compute(pa.array(["a.com"]), "weighted_length", rules=rules).to_pylist() == [2**31 - 1]
        with pytest.raises(pa.ArrowInvalid, match="not in range"):
            compute(pa.array(["a.com b.com"]), "weighted_length", rules=rules)

    def test_not_utf8(self) -> None:
        """Bytes that are no text, in a row that the scalar functions are asked about, are an error that names it."""
        good = pa.array(["مرحبا", None, "zein.com"])
        bad = pa.Array.from_buffers(
            pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\4\0\0\0"), pa.py_buffer(b"a.co"[:3] + b"\xff")]
        )
        with pytest.raises(tc.TweetcraftError, match="row 3 of column 'text', from 0 on, is not UTF-8"):
            annotate(pa.table({"text": pa.chunked_array([good, bad])}), column="text", outputs=["search_key"])

    def test_many_rows(self) -> None:
        """More rows than are looked at together, in one array; a record batch comes back as one."""
        texts = list(self.TEXTS) * 9000
        batch = pa.record_batch({"text": pa.array(texts, pa.string())})
        annotated = annotate(batch, column="text", outputs=("weighted_length", "hashtags"))
        rows = annotated.select(["weighted_length", "hashtags"]).to_pylist()
        assert rows == [columns.answers(text, ("weighted_length", "hashtags")) for text in self.TEXTS] * 9000

    def test_long_text(self) -> None:
        """A text of more bytes than a block has, with what is looked up on every edge."""
        text = "م❤️.com " * 40_000
        assert compute(pa.array(["", text, "é"]), "weighted_length").to_pylist() == [0, tc.weighted_length(text), 1]

    def test_many_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A column is cut where its texts are long, into single rows at last; nulls and slices come out in order."""
        monkeypatch.setattr("tweetcraft.arrow.annotating._BYTES", 64)
        texts = [*self.TEXTS, *self.TEXTS]
        column = pa.array([None, *texts, "x"], pa.string()).slice(1, len(texts))
        assert compute(column, "weighted_length").to_pylist() == [
            columns.answers(text, ("weighted_length",))["weighted_length"] for text in texts
        ]

    def test_input_is_left_alone(self) -> None:
        table = pa.table({"text": pa.array(self.TEXTS)}, metadata={"from": "a test"})
        before = table.slice()
        annotated = annotate(table, column="text")
        assert table.equals(before)
        assert annotated.schema.metadata == {b"from": b"a test"}
        assert annotated.column_names == ["text", *DEFAULT_OUTPUTS]


class TestCompute:
    """One output of a column by itself."""

    @pytest.mark.parametrize("name", columns.CHEAP)
    def test_outputs(self, name: str) -> None:
        texts = columns.posts()[:200]
        made = compute(pa.array(texts, pa.string()), name)
        assert isinstance(made, pa.Array)
        assert made.type == OUTPUTS[name]
        assert made.to_pylist() == [columns.answers(text, (name,))[name] for text in texts]

    def test_chunked(self) -> None:
        made = compute(pa.chunked_array([["م"], ["مم", None]]), "weighted_length")
        assert isinstance(made, pa.ChunkedArray)
        assert made.to_pylist() == [1, 2, None]

    def test_options(self) -> None:
        text = "رااااائع zein.com ١٢"
        array = pa.array([text])
        assert compute(array, "normalized", form=tc.Form(digits="latin")).to_pylist() == ["رائع zein.com 12"]
        assert compute(array, "weighted_length", rules=tc.X_BIO).to_pylist() == [len(text)]
        poll = compute(pa.array(["من سيفوز؟"]), "findings", kind="alt_text", rules=tc.X_ALT_TEXT)
        assert poll.to_pylist() == [[f.rule for f in tc.review("من سيفوز؟", kind="alt_text")]]

    def test_vocabulary(self) -> None:
        vocabulary = tc.HashtagVocabulary.from_posts(["انطلق #موسم_الرياض اليوم", "سعداء بكم في #موسم_الرياض"])
        made = compute(pa.array(["متى يبدأ موسم الرياض"]), "suggested_hashtags", vocabulary=vocabulary).to_pylist()
        found = tc.suggest_hashtags("متى يبدأ موسم الرياض", vocabulary=vocabulary)
        assert made == [[suggestion.tag for suggestion in found]]
        assert made[0][0] == "موسم_الرياض"


class TestAnnotator:
    """What is asked, as an object."""

    def test_schema(self) -> None:
        """It is known without running anything, and is that of what comes out."""
        table = pa.table({"id": [1], "text": ["م"]})
        annotator = Annotator("text", tuple(OUTPUTS), prefix="tweet_")
        assert annotator.schema(table.schema) == annotator(table).schema
        assert annotator.schema(table.schema).names[2] == "tweet_weighted_length"

    def test_pickled(self) -> None:
        """It can be sent to a worker, where it answers the same."""
        vocabulary = tc.HashtagVocabulary.from_posts(["انطلق #موسم_الرياض اليوم"])
        rules = dataclasses.replace(tc.X, limit=3)
        outputs = ("is_valid", "suggested_hashtags")
        annotator = Annotator("text", outputs, rules=rules, vocabulary=vocabulary)
        batch = pa.record_batch({"text": ["موسم الرياض", "م"]})
        assert pickle.loads(pickle.dumps(annotator))(batch).equals(annotator(batch))

    @pytest.mark.parametrize(
        ("options", "error", "words"),
        [
            ({"column": "post"}, tc.OptionError, "there is no column 'post'; the columns are 'text', 'id'"),
            ({"column": "id"}, TypeError, "column 'id' must hold strings, not int64; cast it first"),
            ({"outputs": ("length",)}, tc.OptionError, "outputs must be one of 'weighted_length', "),
            ({"outputs": "is_valid"}, tc.OptionError, "several names"),
            ({"outputs": ("is_valid", "is_valid")}, tc.OptionError, "asked for twice"),
            ({"kind": "tweet"}, tc.OptionError, "kind must be one of 'post'"),
            ({"rules": "X"}, TypeError, "rules must be a tweetcraft.Rules, not str"),
        ],
    )
    def test_errors(self, options: dict[str, Any], error: type[Exception], words: str) -> None:
        table = pa.table({"text": ["م"], "id": [1]})
        with pytest.raises(error, match=words):
            annotate(table, **{"column": "text", **options})

    def test_taken_name(self) -> None:
        table = pa.table({"text": ["م"], "urls": [1]})
        with pytest.raises(tc.OptionError, match="there is a column 'urls' already: rename it, or ask for a prefix"):
            annotate(table, column="text", outputs=["urls"])
        assert annotate(table, column="text", outputs=["urls"], prefix="x_").column_names == ["text", "urls", "x_urls"]

    def test_column_twice(self) -> None:
        table = pa.Table.from_arrays([pa.array(["م"]), pa.array(["م"])], ["text", "text"])
        with pytest.raises(tc.OptionError, match="several columns 'text'"):
            annotate(table, column="text")

    @pytest.mark.parametrize("batch", [["م"], {"text": ["م"]}, None])
    def test_no_batch(self, batch: Any) -> None:
        with pytest.raises(TypeError, match=r"must be a pyarrow\.RecordBatch or Table"):
            annotate(batch, column="text")

    def test_binary(self) -> None:
        with pytest.raises(TypeError, match="must hold strings, not binary"):
            annotate(pa.table({"text": [b"x"]}), column="text")


class TestImport:
    """The extra, and the engines that bring themselves."""

    @pytest.mark.parametrize(
        ("module", "package", "words"),
        [
            *(
                (module, package, 'columns take pyarrow and numpy: pip install "tweetcraft[arrow]"')
                for module in ("arrow", "duckdb", "pandas", "polars", "spark", "dask", "files")
                for package in ("pyarrow", "numpy")
            ),
            ("duckdb", "duckdb", "tweetcraft.duckdb takes duckdb: pip install duckdb"),
            ("pandas", "pandas", "tweetcraft.pandas takes pandas: pip install pandas"),
            ("polars", "polars", "tweetcraft.polars takes polars: pip install polars"),
        ],
    )
    def test_missing(self, module: str, package: str, words: str) -> None:
        """Without its packages each says how to install them."""
        code = f"import sys; sys.modules[{package!r}] = None; import tweetcraft.{module}"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
        assert done.stderr.splitlines()[-1] == f"tweetcraft.errors.MissingExtraError: {words}"
