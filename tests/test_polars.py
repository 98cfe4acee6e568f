"""Posts in Polars: the answers of the scalar functions, eager, lazy and streaming."""

from __future__ import annotations

import importlib
import inspect
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import tweetcraft as tc
from tweetcraft.arrow import DEFAULT_OUTPUTS, OUTPUTS, Annotator, annotate, posts
from tweetcraft.arrow.methods import OutputMethods

import columns

pl = pytest.importorskip("polars", reason="polars is not installed: pip install polars")
importlib.import_module("tweetcraft.polars")

SLOW = ("findings", "suggested_hashtags")
SOME = (*columns.posts()[:30], *columns.posts()[30::40])
OPTIONS = {
    "rules": tc.TWITTER_TEXT_3,
    "kind": "bio",
    "form": tc.COMPACT,
    "vocabulary": tc.HashtagVocabulary.from_tags(["رحلة_الصيف"]),
}
ENGINES = ("in-memory", "streaming")


@cache
def expected(texts: tuple[str | None, ...], outputs: tuple[str, ...]) -> dict[str, list[Any]]:
    """What the scalar functions answer, as columns."""
    rows = [columns.answers(text, outputs) for text in texts]
    return {output: [row[output] for row in rows] for output in outputs}


def methods(names: tuple[str, ...], column: str = "text") -> dict[str, Any]:
    """An expression an output, under its name."""
    return {name: getattr(pl.col(column).tweet, name)() for name in names}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return columns.written(tmp_path_factory.mktemp("posts"))


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many posts the kernel is given, each time it is called."""
    seen: list[int] = []
    asked = Annotator.columns

    def noted(self: Annotator, texts: Any) -> Any:
        seen.append(len(texts))
        return asked(self, texts)

    monkeypatch.setattr(Annotator, "columns", noted)
    return seen


@pytest.fixture
def small_morsels() -> Iterator[None]:
    """The streaming engine works on few rows at a time."""
    with pl.Config(streaming_chunk_size=100):
        yield


class TestMethods:
    """One method an output."""

    def test_complete(self) -> None:
        """Every output has its method, and there is no other."""
        assert [name for name in vars(OutputMethods) if not name.startswith("_")] == [*OUTPUTS]

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_documented(self, output: str) -> None:
        """In one line, on whatever has it."""
        for namespace in (pl.Expr.tweet, pl.Series.tweet):
            documented = inspect.getdoc(getattr(namespace, output)) or ""
            assert documented.endswith(".")
            assert "\n" not in documented

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_options(self, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A method has the options that make a difference to its output, and the kernel is asked with them."""
        about = {"normalized": {"form"}, "search_key": set[str](), "direction": set[str]()}
        further = {"findings": {"kind"}, "suggested_hashtags": {"vocabulary"}}
        taken = {*inspect.signature(getattr(OutputMethods, output)).parameters} - {"self"}
        assert taken == about.get(output, {"rules"} | further.get(output, set()))

        asked: list[Annotator] = []
        columns = Annotator.columns
        monkeypatch.setattr(Annotator, "columns", lambda self, texts: [asked.append(self), columns(self, texts)][1])
        options = {name: OPTIONS[name] for name in taken}
        getattr(pl.Series("t", ["مرحبا"]).tweet, output)(**options)
        pl.select(getattr(pl.lit("مرحبا").alias("t").tweet, output)(**options))
        assert asked == [Annotator("t", (output,), **options)] * 2

    def test_rules(self) -> None:
        """Under other rules the answers are others."""
        frame = pl.DataFrame({"text": ["❤️‍🔥", None]})
        old = frame.select(a=pl.col("text").tweet.weighted_length(rules=tc.TWITTER_TEXT_3))["a"].to_list()
        assert old == [tc.weighted_length("❤️‍🔥", rules=tc.TWITTER_TEXT_3), None]
        assert old != frame["text"].tweet.weighted_length().to_list()


class TestExpressions:
    """`pl.col("text").tweet`."""

    @pytest.mark.parametrize("engine", ENGINES)
    def test_answers(self, path: Path, engine: str) -> None:
        """Every post of a file has the answers of the scalar functions."""
        made = pl.scan_parquet(path).select(**methods(columns.CHEAP)).collect(engine=engine)
        assert made.to_dict(as_series=False) == expected(columns.posts(), columns.CHEAP)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_slow_answers(self, engine: str) -> None:
        """So do those that take longer."""
        made = pl.LazyFrame({"text": SOME}).select(**methods(SLOW)).collect(engine=engine)
        assert made.to_dict(as_series=False) == expected(SOME, SLOW)

    @pytest.mark.usefixtures("small_morsels")
    def test_morsels(self, path: Path, sizes: list[int]) -> None:
        """Cut into many pieces, the answers are the same, and in order."""
        made = pl.scan_parquet(path).select(**methods(("weighted_length", "urls"))).collect(engine="streaming")
        assert len(sizes) > 1
        assert made.to_dict(as_series=False) == expected(columns.posts(), ("weighted_length", "urls"))

    def test_streams(self, path: Path) -> None:
        """The streaming engine leaves nothing of it to the one in memory."""
        asked = pl.scan_parquet(path).select(**methods(tuple(OUTPUTS)))
        plan = asked.show_graph(engine="streaming", plan_stage="physical", raw_output=True)
        nodes = plan.split("</FONT> in-memory engine fallback>")[-1]
        assert "python_udf" in nodes
        assert "columnar-function" not in nodes
        assert "in-memory-map" not in nodes
        assert 'fillcolor="0.0 ' not in nodes

    def test_schema(self, path: Path, sizes: list[int]) -> None:
        """The types are known before anything is run, and are those that come out."""
        asked = pl.scan_parquet(path).head(20).select(**methods(tuple(OUTPUTS)))
        schema = asked.collect_schema()
        assert not sizes
        assert schema == asked.collect().schema
        assert schema == pl.from_arrow(pa.schema(OUTPUTS.items()).empty_table()).schema

    def test_names(self) -> None:
        """A column keeps its name; each of several has its own; an alias is one."""
        frame = pl.DataFrame({"a": ["مرحبا"], "b": ["أهلا"]})
        asked = frame.select(pl.col("a", "b").tweet.weighted_length(), pl.col("b").tweet.is_valid().alias("c"))
        assert asked.to_dict(as_series=False) == {"a": [5], "b": [4], "c": [True]}

    @pytest.mark.parametrize("engine", ENGINES)
    def test_filter(self, path: Path, engine: str) -> None:
        """Rows are chosen by an output."""
        made = pl.scan_parquet(path).filter(~pl.col("text").tweet.is_valid()).select("id").collect(engine=engine)
        valid = expected(columns.posts(), columns.CHEAP)["is_valid"]
        assert made["id"].to_list() == [row for row, is_valid in enumerate(valid) if is_valid is False]

    @pytest.mark.parametrize("engine", ENGINES)
    def test_groups(self, engine: str) -> None:
        """Inside groups the answers stay with their posts."""
        frame = pl.LazyFrame({"by": ["a", "b", "a", "b"], "text": ["مرحبا", None, "#وسم", "أ"]})
        asked = frame.group_by("by").agg(pl.col("text").tweet.weighted_length(), pl.len()).sort("by")
        assert asked.collect(engine=engine).rows() == [("a", [5, 4], 2), ("b", [None, 1], 2)]

    def test_literal(self) -> None:
        """A literal is one post, for every row."""
        frame = pl.DataFrame({"id": [1, 2]}).with_columns(pl.lit("مرحبا").tweet.weighted_length().alias("length"))
        assert frame["length"].to_list() == [5, 5]

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("values", [[1, 2], [b"a"], [["a"]], [True]], ids=str)
    def test_wrong_type(self, values: list[Any], engine: str) -> None:
        """What is no text is refused when it is run, by the name of its column."""
        asked = pl.LazyFrame({"posts": values}).select(pl.col("posts").tweet.weighted_length())
        with pytest.raises((TypeError, pl.exceptions.ComputeError), match="column 'posts' must hold strings, not"):
            asked.collect(engine=engine)

    def test_wrong_option(self) -> None:
        """A wrong option is refused at once."""
        with pytest.raises(tc.OptionError, match="kind must be one of"):
            pl.col("text").tweet.findings(kind="no")

    def test_pickled(self, path: Path) -> None:
        """A query can be sent to where it is run."""
        options = {"rules": tc.TWITTER_TEXT_3, "vocabulary": tc.HashtagVocabulary.from_tags(["الرياض"])}
        asked = pl.scan_parquet(path).head(50).select(**methods(columns.CHEAP), a=pl.col("text").tweet.normalized())
        asked = asked.tweet.annotate("normalized", outputs=["suggested_hashtags"], **options)
        assert pickle.loads(pickle.dumps(asked)).collect().equals(asked.collect())


class TestSeries:
    """`series.tweet`."""

    @pytest.mark.parametrize("output", columns.CHEAP)
    def test_answers(self, output: str) -> None:
        """Every post has the answer of the scalar functions, under the name of the series."""
        made = getattr(pl.Series("posts", SOME).tweet, output)()
        assert made.to_list() == expected(SOME, columns.CHEAP)[output]
        assert made.name == "posts"

    def test_chunks(self) -> None:
        """Of a series in chunks and of a slice, whose own data stays as it is."""
        texts = columns.posts()
        series = pl.concat([pl.Series("t", texts[:1000]), pl.Series("t", texts[1000:])], rechunk=False)[990:1100]
        before = series.clone()
        lengths = series.tweet.weighted_length()
        assert lengths.to_list() == expected(texts, columns.CHEAP)["weighted_length"][990:1100]
        assert series.n_chunks() == before.n_chunks() == 2
        assert series.equals(before)

    @pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["#وسم", "مرحبا"])], ids=str)
    def test_types(self, dtype: Any) -> None:
        """Of every type that holds text."""
        series = pl.Series("t", ["مرحبا", None, "#وسم", "مرحبا"], dtype=dtype)
        assert series.tweet.weighted_length().to_list() == [5, None, 4, 5]
        assert series.tweet.hashtags().to_list() == [[], None, ["وسم"], []]

    @pytest.mark.parametrize("output", OUTPUTS)
    @pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Null], ids=str)
    def test_nothing(self, output: str, dtype: Any) -> None:
        """Without rows and without posts the types are as ever."""
        for values in ([], [None, None]):
            made = getattr(pl.Series("t", values, dtype=dtype).tweet, output)()
            assert made.to_list() == values
            assert made.dtype == getattr(pl.Series("t", ["a"]).tweet, output)().dtype

    @pytest.mark.parametrize("values", [[1], [b"a"], [object()]], ids=["int", "bytes", "object"])
    def test_wrong_type(self, values: list[Any]) -> None:
        """What is no text is refused."""
        with pytest.raises(TypeError, match=r"column 'posts' must hold strings, not .*; cast it first"):
            pl.Series("posts", values).tweet.weighted_length()


@pytest.fixture(params=["eager", *ENGINES])
def run(request: pytest.FixtureRequest) -> Any:
    """A frame, annotated: by itself, or as a lazy one in one engine or the other."""

    def run(frame: Any, *arguments: Any, **options: Any) -> Any:
        if request.param == "eager":
            return frame.lazy().collect().tweet.annotate(*arguments, **options)
        return frame.lazy().tweet.annotate(*arguments, **options).collect(engine=request.param)

    return run


class TestFrames:
    """`frame.tweet.annotate` of frames and of lazy ones."""

    def test_answers(self, path: Path, run: Any) -> None:
        """Every post of a file has the answers of the scalar functions, after the columns of the file."""
        made = run(pl.scan_parquet(path), "text", outputs=columns.CHEAP)
        texts = columns.posts()
        told = {"id": [*range(len(texts))], "text": [*texts], **expected(texts, columns.CHEAP)}
        assert made.to_dict(as_series=False) == told
        assert made.columns == [*told]

    def test_slow_answers(self, run: Any) -> None:
        """So do those that take longer."""
        assert run(pl.LazyFrame({"text": SOME}), "text", outputs=SLOW).drop("text").to_dict(
            as_series=False
        ) == expected(SOME, SLOW)

    @pytest.mark.usefixtures("small_morsels")
    def test_sink(self, path: Path, tmp_path: Path, sizes: list[int]) -> None:
        """From file to file, a piece at a time, it is the table of the kernel."""
        outputs = ["weighted_length", "valid_range", "hashtags", "direction"]
        asked = pl.scan_parquet(path).tweet.annotate("text", outputs=outputs)
        asked.sink_parquet(tmp_path / "out.parquet")
        assert len(sizes) > 1
        kernel = annotate(pq.read_table(path), column="text", outputs=outputs)
        assert pl.read_parquet(tmp_path / "out.parquet").equals(pl.from_arrow(kernel))

    def test_defaults(self, run: Any) -> None:
        """Unless told otherwise, the outputs are those of the kernel."""
        assert run(pl.LazyFrame({"text": ["مرحبا"]}), "text").columns == ["text", *DEFAULT_OUTPUTS]

    def test_schema(self, path: Path, sizes: list[int]) -> None:
        """The types are known before anything is run, and are those that come out."""
        asked = pl.scan_parquet(path).head(20).tweet.annotate("text", outputs=OUTPUTS, prefix="tweet_")
        schema = asked.collect_schema()
        assert not sizes
        assert schema == asked.collect().schema
        kernel = Annotator("text", tuple(OUTPUTS), prefix="tweet_").schema(pq.read_schema(path))
        assert schema == pl.from_arrow(kernel.empty_table()).schema

    def test_shared(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """What several outputs need of a post is worked out once."""
        seen: list[str] = []
        extract = posts.extract
        monkeypatch.setattr(posts, "extract", lambda text, **rules: [seen.append(text), extract(text, **rules)][1])
        texts = [f"#وسم @user zein.com {row}" for row in range(50)]
        outputs = ["urls", "mentions", "hashtags", "url_count"]
        run(pl.LazyFrame({"text": texts}), "text", outputs=outputs)
        assert sorted(seen) == sorted(texts)
        seen.clear()
        pl.DataFrame({"text": texts}).select(**methods(tuple(outputs)))
        assert len(seen) == 4 * len(texts)

    @pytest.mark.parametrize("engine", ENGINES)
    def test_fewer_rows(self, path: Path, sizes: list[int], engine: str) -> None:
        """A filter by another column, and a slice, come before the kernel."""
        asked = pl.scan_parquet(path).tweet.annotate("text", outputs=["weighted_length"])
        assert asked.filter(pl.col("id") < 7).collect(engine=engine).height == 7
        assert sum(sizes) == 7
        sizes.clear()
        assert asked.head(5).collect(engine=engine).height == 5
        assert sum(sizes) == 5

    @pytest.mark.parametrize("engine", ENGINES)
    def test_after(self, path: Path, engine: str) -> None:
        """What is made can be asked about at once."""
        asked = pl.scan_parquet(path).tweet.annotate("text", outputs=["hashtags", "is_valid"]).filter("is_valid")
        tags = asked.select(pl.col("hashtags").list.explode()).collect(engine=engine).to_series().to_list()
        told = expected(columns.posts(), columns.CHEAP)
        assert [tag for tag in tags if tag is not None] == [
            tag for valid, found in zip(told["is_valid"], told["hashtags"], strict=True) if valid for tag in found
        ]

    def test_other_columns(self) -> None:
        """Those of types that Arrow has none for stay too; and the frame that is asked stays as it is."""
        thing = object()
        frame = pl.DataFrame({"thing": pl.Series([thing], dtype=pl.Object), "text": ["مرحبا"]})
        made = frame.tweet.annotate("text", outputs=["weighted_length"])
        assert made["thing"][0] is thing
        assert made["weighted_length"].to_list() == [5]
        assert frame.columns == ["thing", "text"]

    def test_twice(self, run: Any) -> None:
        """Another column of posts takes a prefix; the temporary column takes the name of none."""
        frame = run(pl.LazyFrame({"a": ["مرحبا"], "is_valid_": ["أهلا"]}), "a", outputs=["is_valid"])
        made = run(frame, "is_valid_", outputs=["is_valid"], prefix="b_")
        assert made.rows(named=True) == [{"a": "مرحبا", "is_valid_": "أهلا", "is_valid": True, "b_is_valid": True}]

    def test_no_outputs(self, run: Any) -> None:
        """With none asked for, the frame is what it was."""
        frame = pl.DataFrame({"text": ["مرحبا", None]})
        assert run(frame, "text", outputs=[]).equals(frame)

    @pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Null], ids=str)
    @pytest.mark.parametrize("values", [[], [None, None]], ids=["empty", "null"])
    def test_nothing(self, run: Any, values: list[None], dtype: Any) -> None:
        """Without rows and without posts the types are as ever."""
        made = run(pl.LazyFrame({"text": values}, schema={"text": dtype}), "text", outputs=OUTPUTS)
        assert made.drop("text").to_dict(as_series=False) == dict.fromkeys(OUTPUTS, values)
        assert made.drop("text").schema == pl.from_arrow(pa.schema(OUTPUTS.items()).empty_table()).schema

    @pytest.mark.parametrize("make", [pl.DataFrame, pl.LazyFrame])
    def test_refused(self, make: Any) -> None:
        """What can't be done is refused before anything is run."""
        frame = make({"text": ["مرحبا"], "id": [1], "is_valid": [True]})
        with pytest.raises(tc.OptionError, match="no column 'texts'; the columns are 'text', 'id', 'is_valid'"):
            frame.tweet.annotate("texts")
        with pytest.raises(TypeError, match="column 'id' must hold strings, not int64; cast it first"):
            frame.tweet.annotate("id", outputs=["reason"])
        with pytest.raises(tc.OptionError, match="a column 'is_valid' already: rename it, or ask for a prefix"):
            frame.tweet.annotate("text")
        with pytest.raises(tc.OptionError, match="outputs must be one of"):
            frame.tweet.annotate("text", outputs=["no"])
        with pytest.raises(tc.OptionError, match="outputs must be several names"):
            frame.tweet.annotate("text", outputs="reason")
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            frame.tweet.annotate("text", rule=tc.X)
