"""Posts in DuckDB: the answers of the scalar functions, in SQL."""

from __future__ import annotations

import importlib
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import tweetcraft as tc
from tweetcraft.arrow import OUTPUTS, Annotator, annotate

import columns

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install duckdb")
register = importlib.import_module("tweetcraft.duckdb").register

SLOW = ("findings", "suggested_hashtags")
SOME = (*columns.posts()[:30], *columns.posts()[30::40])
TYPES = {pa.int32(): "INTEGER", pa.bool_(): "BOOLEAN", pa.string(): "VARCHAR", pa.list_(pa.string()): "VARCHAR[]"}
RANGE = 'STRUCT("start" INTEGER, "end" INTEGER)'


@cache
def expected(texts: tuple[str | None, ...], outputs: tuple[str, ...]) -> dict[str, list[Any]]:
    """What the scalar functions answer, as columns."""
    rows = [columns.answers(text, outputs) for text in texts]
    return {output: [row[output] for row in rows] for output in outputs}


def calls(outputs: tuple[str, ...], column: str = "text") -> str:
    """What SQL selects the outputs with, each under its name."""
    return ", ".join(f'tweet_{output}({column}) as "{output}"' for output in outputs)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return columns.written(tmp_path_factory.mktemp("posts"))


@pytest.fixture
def connection() -> Any:
    """To a new database in memory, with all functions."""
    with duckdb.connect() as connection:
        register(connection)
        yield connection


def table(connection: Any, query: str, *arguments: Any) -> dict[str, list[Any]]:
    """What a query gives, as columns."""
    made = connection.execute(query, arguments)
    names = [column[0] for column in made.description]
    rows = made.fetchall()
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


class TestFunctions:
    """`tweet_weighted_length(text)` and its like."""

    @pytest.mark.parametrize("threads", [1, 2])
    def test_answers(self, connection: Any, path: Path, threads: int) -> None:
        """Every post of a file has the answers of the scalar functions, on one thread or several."""
        connection.execute(f"set threads = {threads}")
        made = table(connection, f"select {calls(columns.CHEAP)} from read_parquet(?) order by id", str(path))
        assert made == expected(columns.posts(), columns.CHEAP)

    def test_threads(self, connection: Any) -> None:
        """In many row groups, on several threads at once, every row keeps its answer."""
        rows = 300_000  # a thread takes 122,880
        connection.execute("set threads = 2")
        connection.execute(
            f"create table posts as select range as id, repeat('م', id % 300) || '👍' as text from range({rows})"
        )
        made = table(connection, f"select {calls(('weighted_length',))} from posts order by id")
        assert made["weighted_length"] == [row % 300 + 2 for row in range(rows)]

    def test_slow_answers(self, connection: Any) -> None:
        """So do those that take longer."""
        connection.register("texts", pa.table({"text": SOME}))
        assert table(connection, f"select {calls(SLOW)} from texts") == expected(SOME, SLOW)

    def test_same_table(self, connection: Any, path: Path) -> None:
        """Back in Arrow it is the table of the kernel, to the type."""
        outputs = ("weighted_length", "is_valid", "reason", "valid_range", "hashtags", "direction")
        query = f"select id, text, {calls(outputs)} from read_parquet('{path}') order by id"
        kernel = annotate(pq.read_table(path), column="text", outputs=outputs)
        made = connection.sql(query).to_arrow_table().cast(kernel.schema)
        assert made.equals(kernel)

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_types(self, connection: Any, output: str) -> None:
        """The type of a function is known before it is run, and is that of its output."""
        told = TYPES.get(OUTPUTS[output], RANGE)
        listed = "select return_type, parameter_types from duckdb_functions() where function_name = ?"
        assert connection.execute(listed, [f"tweet_{output}"]).fetchall() == [(told, ["VARCHAR"])]
        assert [str(found) for found in connection.sql(f"select tweet_{output}('مرحبا')").types] == [told]

    @pytest.mark.parametrize("output", OUTPUTS)
    def test_nothing(self, connection: Any, output: str) -> None:
        """NULL stays NULL, as a literal, in a column of nothing else, and without rows."""
        assert connection.sql(f"select tweet_{output}(null)").fetchall() == [(None,)]
        nulls = f"select tweet_{output}(text) from (select null::varchar as text from range(3000))"
        assert connection.sql(nulls).fetchall() == [(None,)] * 3000
        assert connection.sql(f"select tweet_{output}(text) from (select 'a' as text limit 0)").fetchall() == []

    def test_filter(self, connection: Any, path: Path) -> None:
        """Rows are chosen by an output, and what is asked of them is asked of those."""
        query = "select id, tweet_weighted_length(text) from read_parquet(?) where not tweet_is_valid(text) order by id"
        told = expected(columns.posts(), columns.CHEAP)
        assert connection.execute(query, [str(path)]).fetchall() == [
            (row, told["weighted_length"][row]) for row, valid in enumerate(told["is_valid"]) if valid is False
        ]

    def test_parts(self, connection: Any) -> None:
        """Ranges and lists are those of SQL: fields, unnest, aggregates."""
        connection.register("posts", pa.table({"text": ["#وسم و #آخر", None, "#وسم"]}))
        counted = "select tag, count(*) from (select unnest(tweet_hashtags(text)) as tag from posts) group by tag"
        assert connection.sql(f"{counted} order by 2 desc").fetchall() == [("وسم", 2), ("آخر", 1)]
        assert connection.sql("select max(tweet_valid_range(text).end) from posts").fetchall() == [(11,)]

    @pytest.mark.parametrize(
        "setting",
        ["arrow_large_buffer_size = true", "produce_arrow_string_view = true", "arrow_output_version = '1.4'"],
    )
    def test_layouts(self, connection: Any, setting: str) -> None:
        """However DuckDB lays strings out in Arrow data."""
        try:
            connection.execute(f"set {setting}")
        except duckdb.CatalogException:
            pytest.skip(f"DuckDB {duckdb.__version__} has no such setting")
        connection.register("posts", pa.table({"text": SOME}))
        made = table(connection, f"select {calls(('weighted_length', 'hashtags', 'normalized'))} from posts")
        assert made == expected(SOME, ("weighted_length", "hashtags", "normalized"))

    def test_enums(self, connection: Any) -> None:
        """Of an enum it is that of its names."""
        connection.execute("create type greeting as enum ('مرحبا', '#وسم')")
        assert connection.sql("select tweet_weighted_length('#وسم'::greeting)").fetchall() == [(4,)]

    @pytest.mark.parametrize("value", ["42", "'a'::blob", "['a']", "date '2026-01-01'"])
    def test_wrong_type(self, connection: Any, value: str) -> None:
        """What is no text is refused before anything is run, with what to do."""
        with pytest.raises(duckdb.BinderException, match=r"'tweet_reason\(.*explicit type casts"):
            connection.sql(f"select tweet_reason({value})")


class TestRegister:
    """`register`."""

    def test_options(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The kernel is asked with the options."""
        asked: list[Annotator] = []
        answer = Annotator.columns
        monkeypatch.setattr(Annotator, "columns", lambda self, texts: [asked.append(self), answer(self, texts)][1])
        vocabulary = tc.HashtagVocabulary.from_tags(["رحلة_الصيف"])
        options = {"rules": tc.TWITTER_TEXT_3, "kind": "bio", "form": tc.COMPACT, "vocabulary": vocabulary}
        with duckdb.connect() as connection:
            register(connection, prefix="x_", **options)
            for output in OUTPUTS:
                connection.sql(f"select x_{output}('❤️‍🔥')").fetchall()
        assert {one.outputs[0]: one for one in asked} == {
            output: Annotator("text", (output,), prefix="x_", **options) for output in OUTPUTS
        }

    def test_outputs(self) -> None:
        """Only those that are asked for are made."""
        with duckdb.connect() as connection:
            register(connection, outputs=["reason", "emoji"], prefix="post_")
            listed = "select function_name from duckdb_functions() where function_name ^@ 'post_' order by 1"
            assert connection.sql(listed).fetchall() == [("post_emoji",), ("post_reason",)]
            register(connection, outputs=[])
            assert connection.sql(listed.replace("post_", "tweet_")).fetchall() == []

    def test_again(self, connection: Any) -> None:
        """What is registered again is replaced, by itself."""
        asked = "select tweet_weighted_length('❤️‍🔥'), tweet_emoji_count('❤️‍🔥')"
        assert connection.sql(asked).fetchall() == [(2, 1)]
        register(connection, outputs=["weighted_length"], rules=tc.TWITTER_TEXT_3)
        assert connection.sql(asked).fetchall() == [(5, 1)]
        register(connection)
        assert connection.sql(asked).fetchall() == [(2, 1)]

    def test_prefixes(self, connection: Any) -> None:
        """Under another prefix other rules stand beside."""
        register(connection, prefix="old_", rules=tc.TWITTER_TEXT_3)
        assert connection.sql("select tweet_weighted_length('❤️‍🔥'), old_weighted_length('❤️‍🔥')").fetchall() == [(2, 5)]

    def test_cursors(self, connection: Any) -> None:
        """A cursor has the functions of its connection, which alone can replace them."""
        cursor = connection.cursor()
        assert cursor.sql("select tweet_weighted_length('مرحبا')").fetchall() == [(5,)]
        with pytest.raises(tc.OptionError, match="'tweet_weighted_length' that this connection did not make: register"):
            register(cursor)
        register(cursor, prefix="mine_")
        assert connection.sql("select mine_weighted_length('مرحبا')").fetchall() == [(5,)]

    def test_database(self, tmp_path: Path) -> None:
        """A database in a file holds what the functions made, not them."""
        with duckdb.connect(tmp_path / "posts.duckdb") as connection:
            register(connection)
            connection.execute("create table posts as select tweet_weighted_length('مرحبا') as length")
        with duckdb.connect(tmp_path / "posts.duckdb") as connection:
            assert connection.sql("select length from posts").fetchall() == [(5,)]
            with pytest.raises(duckdb.CatalogException, match="tweet_weighted_length does not exist"):
                connection.sql("select tweet_weighted_length('مرحبا')")
            register(connection)
            assert connection.sql("select tweet_weighted_length('مرحبا')").fetchall() == [(5,)]

    def test_refused(self, connection: Any) -> None:
        """What can't be done is refused, and nothing is registered."""
        with pytest.raises(TypeError, match=r"connection must be one of duckdb\.connect\(\), not str"):
            register("posts.duckdb")
        for options, message in (
            ({"outputs": ["reason", "no"]}, "outputs must be one of"),
            ({"outputs": "reason"}, "outputs must be several names"),
            ({"kind": "no"}, "kind must be one of"),
        ):
            with pytest.raises(tc.OptionError, match=message):
                register(connection, prefix="new_", **options)
        assert connection.sql("select 1 from duckdb_functions() where function_name ^@ 'new_'").fetchall() == []


def test_alone() -> None:
    """A program that registers and asks ends without a word of its own."""
    code = (
        "import duckdb, tweetcraft.duckdb\n"
        "connection = duckdb.connect()\n"
        "tweetcraft.duckdb.register(connection)\n"
        "print(connection.sql(\"select tweet_hashtags('#وسم')\").fetchall())"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("[(['وسم'],)]", "")
