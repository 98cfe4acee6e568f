"""Dask: a cluster of two workers, each a process of its own, of which one dies."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import dask
import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from distributed import Client, LocalCluster

import tweetcraft as tc
import tweetcraft.dask
from tweetcraft.arrow import OUTPUTS

import columns

PARTITIONS = 12


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client of a cluster of two processes, without a dashboard."""
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def frame() -> dd.DataFrame:
    """Every post, with an index of letters and a column that Arrow has no type for."""
    held = columns.posts()
    posts = pd.DataFrame(
        {"id": range(len(held)), "text": held},
        index=pd.Index([f"{row:05}" for row in range(len(held))], name="key"),
    )
    return dd.from_pandas(posts, npartitions=PARTITIONS)


def rows_of(posts: pd.DataFrame, outputs: tuple[str, ...]) -> list[dict[str, Any]]:
    """The new columns, with ``None`` where there is nothing."""
    made = [pa.array(posts[output], OUTPUTS[output], from_pandas=True) for output in outputs]
    return pa.table(made, names=list(outputs)).to_pylist()


class TestAnswers:
    """Every row has the answer of the scalar function."""

    def test_all(self, client: Client, frame: dd.DataFrame) -> None:
        """Of every post, in every cheap output, worked out by both workers."""
        annotated = tweetcraft.dask.annotate(frame, column="text", outputs=columns.CHEAP).persist()
        posts = annotated.compute()
        assert rows_of(posts, columns.CHEAP) == [columns.answers(text) for text in columns.posts()]
        assert len([keys for keys in client.has_what().values() if keys]) == 2
        # What was there is as it was, and what is new has the types that were foretold.
        pd.testing.assert_frame_equal(posts[["id", "text"]], frame.compute())
        assert list(posts.dtypes) == list(annotated.dtypes)
        assert annotated.divisions == frame.divisions

    @pytest.mark.usefixtures("client")
    def test_options(self) -> None:
        """Rules, a form, a kind and a vocabulary come to the workers."""
        rules = tc.Rules(name="mine", limit=7, emoji_data="twitter-text-3")
        vocabulary = tc.HashtagVocabulary.from_posts(["انطلق #موسم_الرياض اليوم", "سعداء بكم في #موسم_الرياض"])
        outputs = ("weighted_length", "reason", "normalized", "findings", "suggested_hashtags")
        texts = ["سعداء بكم في موسم الرياض 🫩", "Ad: عـــرض جديد", None]
        posts = tweetcraft.dask.annotate(
            dd.from_pandas(pd.DataFrame({"text": texts}), npartitions=2),
            column="text",
            outputs=outputs,
            rules=rules,
            kind="ad",
            form=tc.COMPACT,
            vocabulary=vocabulary,
            prefix="post_",
        ).compute()
        posts.columns = posts.columns.str.removeprefix("post_")
        for row, text in zip(rows_of(posts, outputs), texts, strict=True):
            if text is None:
                assert set(row.values()) == {None}
                continue
            counted = tc.count(text, rules=rules)
            suggested = tc.suggest_hashtags(text, vocabulary=vocabulary, rules=rules)
            assert row == {
                "weighted_length": counted.weighted_length,
                "reason": counted.reason,
                "normalized": tc.normalize(text, form=tc.COMPACT),
                "findings": [finding.rule for finding in tc.review(text, rules=rules, kind="ad")],
                "suggested_hashtags": [found.tag for found in suggested],
            }


class TestFrame:
    """What a data frame is and becomes."""

    def test_lazy(self, frame: dd.DataFrame) -> None:
        """Nothing is run, and every dtype is known."""

        def fails(_: pd.DataFrame) -> pd.DataFrame:
            raise AssertionError

        annotated = tweetcraft.dask.annotate(
            frame.map_partitions(fails, meta=frame), column="text", outputs=list(OUTPUTS)
        )
        assert list(annotated.columns) == ["id", "text", *OUTPUTS]
        assert list(annotated.dtypes[2:]) == [pd.ArrowDtype(kind) for kind in OUTPUTS.values()]

    def test_other_columns(self) -> None:
        """They come out as they went in, whether or not Arrow has a type for them, and so does the index."""
        posts = pd.DataFrame(
            {
                "text": pd.Categorical(["مرحبا", None, "م"]),
                7: [1, 2, 3],
                "instant": pd.date_range("2024-03-10", periods=3, tz="Asia/Riyadh"),
                "number": [1j, 2j, 3j],
                "set": [{1}, (2,), None],
            },
            index=pd.MultiIndex.from_tuples([("a", 1), ("b", 1), ("b", 2)]).to_flat_index(),
        )
        with dask.config.set({"dataframe.convert-string": False}):
            frame = dd.from_pandas(posts, npartitions=2, sort=False)
            annotated = tweetcraft.dask.annotate(frame, column="text", outputs=["weighted_length"]).compute()
        pd.testing.assert_frame_equal(annotated[list(posts.columns)], posts)
        assert rows_of(annotated, ("weighted_length",)) == [{"weighted_length": length} for length in (5, None, 1)]

    def test_tokens(self, frame: dd.DataFrame) -> None:
        """The same question has the same name, so that Dask answers it once; another has another."""

        def name(rules: tc.Rules) -> str:
            return tweetcraft.dask.annotate(frame, column="text", rules=rules)._name

        assert name(tc.Rules(name="mine", limit=7)) == name(tc.Rules(name="mine", limit=7)) != name(tc.X)


class TestErrors:
    """What is wrong is said at once."""

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"column": "post"}, tc.OptionError, "no column 'post'; the columns are 'id', 'text'"),
            ({"column": "id"}, TypeError, "column 'id' must hold strings, not int64; cast it first"),
            ({"column": "text", "outputs": ["hashtag"]}, tc.OptionError, "outputs must be one of"),
            ({"column": "text", "outputs": "hashtags"}, tc.OptionError, "outputs must be"),
            ({"column": "text", "rules": 280}, TypeError, "rules must be"),
            ({"column": "text", "limit": 280}, TypeError, "limit"),
        ],
    )
    def test_options(self, frame: dd.DataFrame, options: dict[str, Any], error: type[Exception], message: str) -> None:
        """A column, an output or an option that there is not."""
        with pytest.raises(error, match=message):
            tweetcraft.dask.annotate(frame, **options)

    def test_again(self, frame: dd.DataFrame) -> None:
        """A column that is there already."""
        annotated = tweetcraft.dask.annotate(frame, column="text", outputs=["urls"])
        with pytest.raises(tc.OptionError, match="there is a column 'urls' already"):
            tweetcraft.dask.annotate(annotated, column="text", outputs=["urls"])

    def test_objects(self) -> None:
        """Of objects nobody knows what they are before they are seen; then the row is named."""
        with dask.config.set({"dataframe.convert-string": False}):
            posts = pd.DataFrame({"text": pd.Series(["مرحبا", 7], dtype=object)})
            annotated = tweetcraft.dask.annotate(dd.from_pandas(posts, npartitions=1), column="text")
            with pytest.raises(TypeError, match="column 'text' must hold strings; row 1"):
                annotated.compute()

    def test_no_frame(self) -> None:
        """A table of something else."""
        with pytest.raises(TypeError, match=r"frame must be a dask.dataframe.DataFrame, not DataFrame"):
            tweetcraft.dask.annotate(pd.DataFrame({"text": ["م"]}), column="text")

    def test_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without Dask the import says what to install."""
        monkeypatch.delitem(sys.modules, "tweetcraft.dask")
        monkeypatch.setitem(sys.modules, "dask.dataframe", None)
        with pytest.raises(tc.MissingExtraError, match=r'takes dask: pip install "dask\[dataframe\]"'):
            importlib.import_module("tweetcraft.dask")


class TestDeath:
    """A worker that dies in the middle of a job loses nothing and doubles nothing."""

    def test_worker(self, client: Client, frame: dd.DataFrame, tmp_path: Path) -> None:
        """It takes with it what it had done, which is done again; each row is there once."""
        notes, marker, written = tmp_path / "notes", tmp_path / "death", tmp_path / "annotated"
        outputs = ("weighted_length", "hashtags")
        before = client.run(os.getpid).values()

        def die_once(partition: pd.DataFrame) -> pd.DataFrame:
            """Note that a partition was annotated; the first process that has annotated three is killed."""
            with notes.open("a") as file:
                file.write(f"{os.getpid()} {partition['id'].min()}\n")
            done = [line.split() for line in notes.read_text().splitlines()]
            if not marker.exists() and Counter(worker for worker, _ in done)[str(os.getpid())] == 3:
                marker.write_text(str(os.getpid()))
                os.kill(os.getpid(), signal.SIGKILL)
            return partition

        annotated = tweetcraft.dask.annotate(frame, column="text", outputs=outputs)
        annotated.map_partitions(die_once, meta=annotated).to_parquet(str(written))

        # Finished partitions were lost with the worker, and so it was in the middle.
        dead = marker.read_text()
        done = [line.split() for line in notes.read_text().splitlines()]
        assert int(dead) in before
        assert sum(worker == dead for worker, _ in done) == 3
        assert len(done) > len({first for _, first in done}) == PARTITIONS

        held = columns.posts()
        rows = sorted(pq.read_table(written).to_pylist(), key=itemgetter("id"))
        assert [row["id"] for row in rows] == list(range(len(held)))
        for row, text in zip(rows, held, strict=True):
            assert {name: row[name] for name in outputs} == columns.answers(text, outputs)
