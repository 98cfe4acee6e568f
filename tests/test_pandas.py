"""Posts in pandas: the answers of the scalar functions, beside an index and columns that stay as they were."""

from __future__ import annotations

import importlib
import inspect
import pickle
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import tweetcraft as tc
from tweetcraft.arrow import DEFAULT_OUTPUTS, OUTPUTS, Annotator, posts

import columns

pd = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
importlib.import_module("tweetcraft.pandas")

SLOW = ("findings", "suggested_hashtags")
SOME = (*columns.posts()[:30], *columns.posts()[30::40])
OPTIONS = {
    "rules": tc.TWITTER_TEXT_3,
    "kind": "bio",
    "form": tc.COMPACT,
    "vocabulary": tc.HashtagVocabulary.from_tags(["رحلة_الصيف"]),
}
# As pandas 2 and 3, and those who ask for it, hold text.
DTYPES = ["object", "str", "string", "string[python]", pd.ArrowDtype(pa.string()), pd.ArrowDtype(pa.large_string())]


@cache
def expected(texts: tuple[str | None, ...], outputs: tuple[str, ...]) -> dict[str, list[Any]]:
    """What the scalar functions answer, as columns."""
    rows = [columns.answers(text, outputs) for text in texts]
    return {output: [row[output] for row in rows] for output in outputs}


def values(series: Any) -> list[Any]:
    """Those of a series that is Arrow-backed."""
    assert isinstance(series.dtype, pd.ArrowDtype)
    held: list[Any] = pa.chunked_array(pa.array(series)).to_pylist()
    return held


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All posts, in a file."""
    path = tmp_path_factory.mktemp("posts") / "posts.parquet"
    texts = columns.posts()
    pq.write_table(pa.table({"id": range(len(texts)), "text": texts}), path, row_group_size=1000)
    return path


class TestSeries:
    """`series.tweet`."""

    @pytest.mark.parametrize("backend", ["pyarrow", "numpy_nullable", None])
    def test_answers(self, path: Path, backend: str | None) -> None:
        """Every post of a file has the answers of the scalar functions, however the file is read."""
        frame = pd.read_parquet(path, **({"dtype_backend": backend} if backend else {}))
        for output in ("weighted_length", "is_valid", "reason", "valid_range", "direction", "hashtags", "url_count"):
            made = getattr(frame["text"].tweet, output)()
            assert values(made) == expected(columns.posts(), columns.CHEAP)[output]

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_every_output(self, output: str) -> None:
        """Every output has its method, whose answers are those of the scalar functions, of the type of the output."""
        made = getattr(pd.Series(SOME).tweet, output)()
        assert values(made) == expected(SOME, (output,))[output]
        assert made.dtype == pd.ArrowDtype(OUTPUTS[output])

    @pytest.mark.parametrize("dtype", DTYPES, ids=str)
    def test_types(self, dtype: Any) -> None:
        """Of every type that holds text."""
        series = pd.Series(SOME, dtype=dtype)
        assert values(series.tweet.weighted_length()) == expected(SOME, columns.CHEAP)["weighted_length"]
        assert values(series.tweet.hashtags()) == expected(SOME, columns.CHEAP)["hashtags"]

    @pytest.mark.parametrize("dtype", DTYPES, ids=str)
    def test_categories(self, dtype: Any) -> None:
        """Of categories, whatever holds their names."""
        series = pd.Series(["مرحبا", None, "#وسم", "مرحبا"], dtype=dtype).astype("category")
        assert values(series.tweet.weighted_length()) == [5, None, 4, 5]

    @pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT], ids=str)
    def test_missing(self, missing: Any) -> None:
        """Whatever stands for a post that is not there is null."""
        made = pd.Series(["مرحبا", missing], dtype=object).tweet.weighted_length()
        assert values(made) == [5, None]
        assert made.isna().tolist() == [False, True]

    @pytest.mark.parametrize("output", OUTPUTS)
    @pytest.mark.parametrize("dtype", ["object", "str", "float64", "category", pd.ArrowDtype(pa.null())], ids=str)
    def test_nothing(self, output: str, dtype: Any) -> None:
        """Without any post the types are as ever, also where pandas took the column for one of numbers."""
        made = getattr(pd.Series([None, None], dtype=dtype).tweet, output)()
        assert values(made) == [None, None]
        assert made.dtype == pd.ArrowDtype(OUTPUTS[output])

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_empty(self, output: str) -> None:
        """So they are without rows."""
        made = getattr(pd.Series([], dtype=object, name="t").tweet, output)()
        assert values(made) == []
        assert made.dtype == pd.ArrowDtype(OUTPUTS[output])

    @pytest.mark.parametrize(
        "index",
        [[7, 7, 3], ["a", "b", "c"], pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (2, "a")], names=["x", "y"])],
        ids=["twice", "text", "multi"],
    )
    def test_index(self, index: Any) -> None:
        """The index stays, and the name."""
        series = pd.Series(["مرحبا", None, "#وسم"], index=index, name=("a", 1))
        made = series.tweet.weighted_length()
        assert made.index.equals(series.index)
        assert made.name == ("a", 1)
        assert values(made) == [5, None, 4]

    def test_slices(self) -> None:
        """Of a slice, of chosen rows and of a series in chunks, which stay as they are."""
        texts = pd.Series(SOME, dtype=pd.ArrowDtype(pa.string()))
        lengths = expected(SOME, columns.CHEAP)["weighted_length"]
        assert values(texts[3:40].tweet.weighted_length()) == lengths[3:40]
        assert values(texts[::-2].tweet.weighted_length()) == lengths[::-2]
        chunks = pd.concat([texts[:10], texts[10:]])
        before = chunks.copy()
        assert values(chunks.tweet.weighted_length()) == lengths
        assert chunks.equals(before)

    def test_assigned(self) -> None:
        """What comes out goes on in pandas: compared, summed, kept in the frame."""
        frame = pd.DataFrame({"text": ["مرحبا", None, "#وسم"]}, index=[3, 2, 1])
        frame["length"] = frame["text"].tweet.weighted_length()
        assert frame["length"].sum() == 9
        assert frame.loc[frame["length"] > 4, "text"].tolist() == ["مرحبا"]
        assert frame["text"].tweet.hashtags().explode().dropna().tolist() == ["وسم"]

    def test_changed(self) -> None:
        """A series that is changed is asked anew."""
        series = pd.Series(["مرحبا"])
        assert values(series.tweet.weighted_length()) == [5]
        series.iloc[0] = "#وسم"
        assert values(series.tweet.weighted_length()) == [4]

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_options(self, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The kernel is asked with the options of a method."""
        asked: list[Annotator] = []
        answer = Annotator.columns
        monkeypatch.setattr(Annotator, "columns", lambda self, texts: [asked.append(self), answer(self, texts)][1])
        method = getattr(pd.Series(["مرحبا"], name="t").tweet, output)
        options = {name: OPTIONS[name] for name in inspect.signature(method).parameters}
        method(**options)
        assert asked == [Annotator("t", (output,), **options)]

    def test_rules(self) -> None:
        """Under other rules the answers are others."""
        series = pd.Series(["❤️‍🔥", None])
        assert values(series.tweet.weighted_length(rules=tc.TWITTER_TEXT_3)) == [5, None]
        assert values(series.tweet.weighted_length()) == [2, None]

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (pd.Series([1, 2], name="t"), "column 't' must hold strings, not int64; cast it first"),
            (pd.Series([1.5, None], name="t"), "column 't' must hold strings, not double; cast it first"),
            (pd.Series([b"a"], name="t"), "column 't' must hold strings, not binary; cast it first"),
            (
                pd.Series([1, 2], name="t", dtype="category"),
                "must hold strings, not dictionary<values=int64.*; cast it first",
            ),
            (pd.Series(["a", 1], name="t", dtype=object), "column 't' must hold strings; row 1: .*'int'"),
            (pd.Series([None, 1, "a"], name="t", dtype=object), "column 't' must hold strings; row 1: .*'int'"),
            (pd.Series(["a", None, "b\ud800"], name="t", dtype=object), "column 't' must hold strings; row 2: .*ud800"),
        ],
        ids=["int", "float", "bytes", "category", "mixed", "mixed first", "surrogate"],
    )
    def test_wrong_type(self, wrong: Any, message: str) -> None:
        """What is no text is refused, with its place."""
        with pytest.raises(TypeError, match=message):
            wrong.tweet.weighted_length()


class TestFrame:
    """`frame.tweet.annotate`."""

    def test_answers(self, path: Path) -> None:
        """Every post of a file has the answers of the scalar functions."""
        frame = pd.read_parquet(path)
        made = frame.tweet.annotate("text", outputs=columns.CHEAP)
        assert list(made.columns) == ["id", "text", *columns.CHEAP]
        assert {name: values(made[name]) for name in columns.CHEAP} == expected(columns.posts(), columns.CHEAP)
        assert made[["id", "text"]].equals(frame)

    def test_slow_answers(self) -> None:
        """So do those that take longer."""
        made = pd.DataFrame({"text": SOME}).tweet.annotate("text", outputs=SLOW)
        assert {name: values(made[name]) for name in SLOW} == expected(SOME, SLOW)

    def test_defaults(self) -> None:
        """Unless told otherwise, the outputs are those of the kernel."""
        assert list(pd.DataFrame({"text": ["مرحبا"]}).tweet.annotate("text").columns) == ["text", *DEFAULT_OUTPUTS]

    def test_kept(self) -> None:
        """The other columns stay as they are, whatever they hold, and so does the frame that is asked."""
        thing = object()
        index = pd.Index([5, 5], name="number")
        frame = pd.DataFrame({"thing": [thing, {1: thing}], "text": ["مرحبا", None], 3: [1j, 2]}, index=index)
        frame["period"] = pd.period_range("2026-01", periods=2, freq="M")
        frame.attrs["from"] = "a file"
        before = frame.copy()
        made = frame.tweet.annotate("text", outputs=["weighted_length"])
        assert frame.equals(before)
        assert made.columns.tolist() == ["thing", "text", 3, "period", "weighted_length"]
        assert made[before.columns].equals(before)
        assert made["thing"].iloc[0] is thing
        assert made.index.equals(index)
        assert made.index.name == "number"
        assert made.attrs == {"from": "a file"}

    def test_shared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What several outputs need of a post is worked out once."""
        seen: list[str] = []
        extract = posts.extract
        monkeypatch.setattr(posts, "extract", lambda text, **rules: [seen.append(text), extract(text, **rules)][1])
        texts = [f"#وسم @user zein.com {row}" for row in range(50)]
        pd.DataFrame({"text": texts}).tweet.annotate("text", outputs=["urls", "mentions", "hashtags", "url_count"])
        assert seen == texts

    def test_twice(self) -> None:
        """Another column of posts takes a prefix."""
        frame = pd.DataFrame({"a": ["مرحبا"], "b": ["أهلا"]}).tweet.annotate("a", outputs=["weighted_length"])
        made = frame.tweet.annotate("b", outputs=["weighted_length"], prefix="b_", rules=tc.TWITTER_TEXT_3)
        assert made.iloc[0, 2:].to_dict() == {"weighted_length": 5, "b_weighted_length": 4}

    def test_column_names(self) -> None:
        """Columns that have numbers or tuples for names are found by them."""
        numbered = pd.DataFrame([["x", "مرحبا"]]).tweet.annotate(1, outputs=["weighted_length"])
        assert numbered["weighted_length"].tolist() == [5]
        tupled = pd.DataFrame({("a", 1): ["x"], ("a", 2): ["مرحبا"]})
        tupled.columns = tupled.columns.to_flat_index()
        assert tupled.tweet.annotate(("a", 2), outputs=["weighted_length"])["weighted_length"].tolist() == [5]

    def test_no_outputs(self) -> None:
        """With none asked for, the frame is what it was, and another one."""
        frame = pd.DataFrame({"text": ["مرحبا", None]})
        made = frame.tweet.annotate("text", outputs=[])
        assert made.equals(frame)
        assert made is not frame

    @pytest.mark.parametrize("rows", [[], [None, None]], ids=["empty", "null"])
    def test_nothing(self, rows: list[None]) -> None:
        """Without rows and without posts the types are as ever."""
        made = pd.DataFrame({"text": rows}).tweet.annotate("text", outputs=OUTPUTS)
        assert {name: values(made[name]) for name in OUTPUTS} == dict.fromkeys(OUTPUTS, rows)
        assert {name: made[name].dtype.pyarrow_dtype for name in OUTPUTS} == OUTPUTS

    def test_pickled(self) -> None:
        """What comes out can be pickled, and the frame that was asked."""
        frame = pd.DataFrame({"text": ["مرحبا #وسم", None]})
        made = frame.tweet.annotate("text")
        assert pickle.loads(pickle.dumps(made)).equals(made)
        assert pickle.loads(pickle.dumps(frame)).tweet.annotate("text").equals(made)

    def test_refused(self) -> None:
        """What can't be done is refused."""
        frame = pd.DataFrame({"text": ["مرحبا"], "id": [1], "is_valid": [True], 3: ["a"], "3": ["b"]})
        with pytest.raises(tc.OptionError, match="no column 'texts'; the columns are 'text', 'id', 'is_valid', '3'"):
            frame.tweet.annotate("texts")
        with pytest.raises(TypeError, match="column 'id' must hold strings, not int64; cast it first"):
            frame.tweet.annotate("id", outputs=["reason"])
        with pytest.raises(tc.OptionError, match="a column 'is_valid' already: rename it, or ask for a prefix"):
            frame.tweet.annotate("text")
        with pytest.raises(tc.OptionError, match="there are several columns '3'"):
            frame.tweet.annotate("3")
        with pytest.raises(tc.OptionError, match="outputs must be one of"):
            frame.tweet.annotate("text", outputs=["no"])
        with pytest.raises(tc.OptionError, match="outputs must be several names"):
            frame.tweet.annotate("text", outputs="reason")
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            frame.tweet.annotate("text", rule=tc.X)
