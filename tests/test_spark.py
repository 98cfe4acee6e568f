"""Spark: a cluster of two executors, each a JVM of its own with its own Python workers, of which some die."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
import pytest
from pyspark import SparkContext, TaskContext
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, Row, SparkSession, functions
from pyspark.sql.types import StringType, StructField, StructType

import tweetcraft as tc
import tweetcraft.spark
from tweetcraft.arrow import OUTPUTS, Annotator

import columns

HAS_JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

pytestmark = [
    pytest.mark.skipif(not HAS_JAVA, reason="Spark takes Java, which is not installed"),
    # PySpark says so of every pandas from 3 on; no data goes through pandas here.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    # PySpark 4.0 leaves a socket open where it has collected rows.
    pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket:pytest.PytestUnraisableExceptionWarning"),
]

FILES = 6
ROWS = 600  # of each file
BATCH = 25  # rows
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # for a JVM that lives a minute
VICTIM = 3 * ROWS + 400  # a row behind the middle of the fourth file


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session on a cluster of two executors, in two processes beside that of the driver."""
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": QUICK,
        "spark.executor.extraJavaOptions": QUICK,
        "spark.log.level": "OFF",  # of deaths it would tell at length
        "spark.sql.files.minPartitionNum": FILES,  # each file a task
        "spark.sql.session.timeZone": "America/New_York",
        "spark.sql.shuffle.partitions": 2,
        "spark.sql.warehouse.dir": tmp_path_factory.mktemp("warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    # Executors write their logs beside the programs of Spark: so those are seen as if they stood somewhere else.
    home = tmp_path_factory.mktemp("spark")
    for path in Path(pyspark.__file__).parent.iterdir():
        home.joinpath(path.name).symlink_to(path)
    environment = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        builder = SparkSession.builder.master("local-cluster[2,1,1024]")
        session = builder.config(map=settings).getOrCreate()
        yield session
        gateway = SparkContext._gateway
        session.stop()
    # PySpark keeps its JVM until Python ends, and would give the next session the same one.
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=30)
    SparkContext._gateway = SparkContext._jvm = None


@pytest.fixture(scope="module")
def posts() -> list[str | None]:
    """As many as there are rows in the files."""
    held = columns.posts()
    return [held[row % len(held)] for row in range(FILES * ROWS)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, posts: list[str | None]) -> Path:
    """Files of posts with ids."""
    folder = tmp_path_factory.mktemp("posts")
    for file in range(FILES):
        rows = range(file * ROWS, (file + 1) * ROWS)
        table = pa.table({"id": pa.array(rows, pa.int64()), "text": [posts[row] for row in rows]})
        pq.write_table(table, folder / f"{file}.parquet")
    return folder


def run(frame: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in frame.collect()]


class TestAnswers:
    """Every row has the answer of the scalar function."""

    def test_all(self, spark: SparkSession, tmp_path: Path) -> None:
        """Of every post, in every cheap output, from file to file."""
        held = columns.posts()
        source = tmp_path / "posts.parquet"
        pq.write_table(pa.table({"id": pa.array(range(len(held)), pa.int64()), "text": held}), source)
        frame = spark.read.parquet(str(source)).repartition(4)
        annotated = tweetcraft.spark.annotate(frame, column="text", outputs=columns.CHEAP)
        annotated.write.parquet(str(tmp_path / "annotated"))
        rows = sorted(pq.read_table(tmp_path / "annotated").to_pylist(), key=itemgetter("id"))
        assert [row["id"] for row in rows] == list(range(len(held)))
        for row, text in zip(rows, held, strict=True):
            assert row == {"id": row["id"], "text": text, **columns.answers(text)}

    def test_options(self, spark: SparkSession) -> None:
        """Rules, a form, a kind and a vocabulary come to the workers."""
        texts = [text for text in columns.posts()[:60] if text and len(text) < 300]
        frame = spark.createDataFrame([(text,) for text in texts], "text string")
        rules = tc.Rules(name="mine", limit=7, emoji_data="twitter-text-3")
        outputs = ("weighted_length", "is_valid", "reason", "normalized", "emoji")
        annotated = tweetcraft.spark.annotate(
            frame, column="text", outputs=outputs, rules=rules, form=tc.COMPACT, prefix="post_"
        )
        for row in run(annotated):
            text = row.pop("text")
            expected = columns.answers(text, outputs, rules) | {"normalized": tc.normalize(text, form=tc.COMPACT)}
            assert row == {f"post_{name}": value for name, value in expected.items()}

    def test_vocabulary(self, spark: SparkSession) -> None:
        """The tags of the writer are suggested; a review is that of the kind."""
        vocabulary = tc.HashtagVocabulary.from_posts(["انطلق #موسم_الرياض اليوم", "سعداء بكم في #موسم_الرياض"])
        texts = ["سعداء بكم في موسم الرياض", "Ad: عرض جديد"]
        annotated = tweetcraft.spark.annotate(
            spark.createDataFrame([(text,) for text in texts], "text string").coalesce(1),
            column="text",
            outputs=["findings", "suggested_hashtags"],
            vocabulary=vocabulary,
            kind="ad",
        )
        for row in run(annotated):
            suggested = tc.suggest_hashtags(row["text"], vocabulary=vocabulary)
            assert row["findings"] == [finding.rule for finding in tc.review(row["text"], kind="ad")]
            assert row["suggested_hashtags"] == [found.tag for found in suggested]

    @pytest.mark.parametrize("is_large", ["true", "false"])
    def test_strings(self, spark: SparkSession, is_large: str) -> None:
        """Spark may send strings with large offsets; no rows, or no strings at all, are fine as well."""
        name = "spark.sql.execution.arrow.useLargeVarTypes"
        spark.conf.set(name, is_large)
        try:
            for query, expected in (
                ("select 'مرحبا' as text", [{"text": "مرحبا", "weighted_length": 5}]),
                ("select 'مرحبا' as text where 1 = 0", []),
                ("select null as text", [{"text": None, "weighted_length": None}]),
            ):
                annotated = tweetcraft.spark.annotate(spark.sql(query), column="text", outputs=["weighted_length"])
                assert run(annotated) == expected
        finally:
            spark.conf.unset(name)


class TestFrame:
    """What a data frame is and becomes."""

    def test_schema(self, spark: SparkSession) -> None:
        """The new columns stand at the end, and any of them may be null."""
        frame = spark.createDataFrame([], StructType([StructField("text", StringType(), nullable=False)]))
        annotated = tweetcraft.spark.annotate(frame, column="text", outputs=list(OUTPUTS))
        assert annotated.schema["text"] == frame.schema["text"]
        assert annotated.columns == ["text", *OUTPUTS]
        assert all(annotated.schema[output].nullable for output in OUTPUTS)
        kinds = dict(annotated.dtypes)
        assert [kinds[output] for output in ("weighted_length", "is_valid", "hashtags", "valid_range")] == [
            "int",
            "boolean",
            "array<string>",
            "struct<start:int,end:int>",
        ]

    def test_lazy(self, spark: SparkSession) -> None:
        """Nothing is run."""
        frame = spark.sql("select raise_error('run') as text")
        assert tweetcraft.spark.annotate(frame, column="text").columns[0] == "text"

    def test_other_columns(self, spark: SparkSession) -> None:
        """They come out as they went in: instants, decimals, bytes, what is nested, what has an odd name."""
        new_york = dt.timezone(dt.timedelta(hours=-5))
        values = {
            "text": "مرحبا",
            "instant": dt.datetime(2024, 3, 10, 1, 59, 59, 123456, tzinfo=new_york),
            "clock": dt.datetime(2024, 3, 10, 2, 30, 0, 1),  # noqa: DTZ001  # an hour that New York left out
            "day": dt.date(1, 1, 1),
            "price": Decimal("12345678901234567890.123456789012345678"),
            "bytes": bytearray(b"\x00\xff\x80"),
            "big": 2**63 - 1,
            "ratio": -0.0,
            "nested": Row(a=[{"k": None, "l": 1.5}], b=Row(c="م")),
            "a.b": 1,
            "a`b": 2,
        }
        kinds = {
            "text": "string",
            "instant": "timestamp",
            "clock": "timestamp_ntz",
            "day": "date",
            "price": "decimal(38,18)",
            "bytes": "binary",
            "big": "bigint",
            "ratio": "double",
            "nested": "struct<a:array<map<string,double>>,b:struct<c:string>>",
            "a.b": "int",
            "a`b": "int",
        }
        fields = ", ".join(f"`{name.replace('`', '``')}` {kind}" for name, kind in kinds.items())
        frame = spark.createDataFrame([tuple(values.values()), (None,) * len(values)], fields)
        frame = frame.withMetadata("big", {"unit": "posts"})
        annotated = tweetcraft.spark.annotate(frame, column="text", outputs=["weighted_length"])
        assert annotated.schema.fields[:-1] == frame.schema.fields
        assert annotated.schema["big"].metadata == {"unit": "posts"}
        assert [repr(row[:-1]) for row in annotated.collect()] == [repr(row[:]) for row in frame.collect()]

    def test_names(self, spark: SparkSession) -> None:
        """A dot in the name of the posts is no field of theirs, and two columns may have one name."""
        frame = spark.sql("select 1 as id, 'مرحبا' as `po.st`, 2 as id")
        (row,) = tweetcraft.spark.annotate(frame, column="po.st", outputs=["weighted_length"]).collect()
        assert tuple(row) == (1, "مرحبا", 2, 5)

    def test_no_text(self, spark: SparkSession) -> None:
        """A string of Spark's may hold bytes that are no text: the job fails, and says in which column."""
        frame = spark.sql("select cast(X'ff41' as string) as `po.st`")
        with pytest.raises(PythonException, match=r"column 'po\.st'"):
            tweetcraft.spark.annotate(frame, column="po.st", outputs=["normalized"]).collect()
        mended = frame.select(functions.make_valid_utf8("`po.st`").alias("post"))
        assert run(tweetcraft.spark.annotate(mended, column="post", outputs=["weighted_length"])) == [
            {"post": "\ufffdA", "weighted_length": 3}
        ]


class TestErrors:
    """What is wrong is said at once."""

    @pytest.mark.parametrize(
        ("options", "error", "message"),
        [
            ({"column": "post"}, tc.OptionError, "no column 'post'; the columns are 'text', 'n', 'URLS'"),
            ({"column": "Text"}, tc.OptionError, "no column 'Text'"),
            ({"column": "n"}, TypeError, "column 'n' must hold strings, not bigint; cast it first"),
            ({"column": "text", "outputs": ["hashtag"]}, tc.OptionError, "outputs must be one of"),
            ({"column": "text", "outputs": "hashtags"}, tc.OptionError, "outputs must be several names"),
            ({"column": "text", "outputs": ["urls"]}, tc.OptionError, "'URLS' already, which Spark takes for 'urls'"),
            ({"column": "text", "rules": 280}, TypeError, "rules must be"),
            ({"column": "text", "limit": 280}, TypeError, "limit"),
        ],
    )
    def test_options(self, spark: SparkSession, options: dict[str, Any], error: type[Exception], message: str) -> None:
        """A column, an output or an option that there is not."""
        frame = spark.sql("select raise_error('run') as text, 1L as n, 2 as URLS")
        with pytest.raises(error, match=message):
            tweetcraft.spark.annotate(frame, **options)

    def test_case(self, spark: SparkSession) -> None:
        """Where Spark tells names by their case, so do we."""
        spark.conf.set("spark.sql.caseSensitive", "true")
        try:
            frame = spark.sql("select 'مرحبا' as text, 2 as URLS")
            assert run(tweetcraft.spark.annotate(frame, column="text", outputs=["urls"]))[0]["urls"] == []
        finally:
            spark.conf.unset("spark.sql.caseSensitive")

    def test_no_frame(self) -> None:
        """A table of something else."""
        with pytest.raises(TypeError, match=r"frame must be a pyspark.sql.DataFrame, not Table"):
            tweetcraft.spark.annotate(pa.table({"text": ["م"]}), column="text")

    def test_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without PySpark the import says what to install."""
        monkeypatch.delitem(sys.modules, "tweetcraft.spark")
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)
        with pytest.raises(tc.MissingExtraError, match=r'takes pyspark: pip install "pyspark\[sql\]"'):
            importlib.import_module("tweetcraft.spark")


class TestDeaths:
    """A process that dies in the middle of a job loses nothing and doubles nothing."""

    @pytest.mark.parametrize("process", ["worker", "executor"])
    def test_death(  # noqa: PLR0917
        self,
        spark: SparkSession,
        folder: Path,
        posts: list[str | None],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        process: Literal["worker", "executor"],
    ) -> None:
        """A Python worker; or an executor, which is a JVM, with its workers."""
        written, notes, marker = tmp_path / "annotated", tmp_path / "notes", tmp_path / "death"
        monkeypatch.setattr(tweetcraft.spark, "Annotator", dying(process, written, notes, marker))
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH)
        wait_for(lambda: executors(spark) == 2)  # a session does not
        frame = spark.read.parquet(str(folder))
        outputs = ("weighted_length", "is_valid", "hashtags", "urls")
        tweetcraft.spark.annotate(frame, column="text", outputs=outputs).write.parquet(str(written))

        # It was a death in the middle: rows of the task were annotated, and a file was begun.
        death = json.loads(marker.read_text())
        batches = [json.loads(line) for line in notes.read_text().splitlines()]
        assert 0 < death["batches"] < ROWS // BATCH
        assert death["files"]
        assert not psutil.pid_exists(death[process])
        # The task was begun again, by another process.
        begun, again = ([note for note in batches if note["task"] == [death["partition"], n]] for n in (0, 1))
        assert [len(begun), len(again)] == [death["batches"], ROWS // BATCH]
        assert {note[process] for note in begun} == {death[process]}
        assert death[process] not in {note[process] for note in again}
        # Executors worked side by side, and there are as many as before.
        assert len({note["executor"] for note in batches if note["task"][1] == 0}) == 2
        wait_for(lambda: executors(spark) == 2)
        assert executors(spark) == 2

        rows = sorted(pq.read_table(written).to_pylist(), key=itemgetter("id"))
        assert [row["id"] for row in rows] == list(range(len(posts)))
        for row, text in zip(rows, posts, strict=True):
            assert row == {"id": row["id"], "text": text, **columns.answers(text, outputs)}


def dying(process: str, written: Path, notes: Path, marker: Path) -> type[Annotator]:
    """An annotator that takes notes, and once, in the middle of a task, kills the process that it is in.

    Arguments:
        process: the worker, or the executor that the worker is of.
        written: where the job writes its files.
        notes: a file that gets a line for each batch.
        marker: a file that is made at the time of death.
    """

    class Dying(Annotator):  # in a function, so that it is sent as a whole: workers know nothing of this module
        def __call__(self, batch: Any) -> Any:
            context = TaskContext.get()
            worker = psutil.Process()
            executor = next(parent for parent in worker.parents() if parent.name() == "java")
            task = [context.partitionId(), context.attemptNumber()]
            note = {"task": task, "worker": worker.pid, "executor": executor.pid}
            if VICTIM in batch.column(0).to_pylist() and not marker.exists():
                files = f"_temporary/0/_temporary/attempt_*/part-{task[0]:05}-*"
                for _ in range(100):
                    if any(written.glob(files)):
                        break
                    time.sleep(0.1)
                death = {
                    "partition": task[0],
                    "batches": sum(json.loads(line)["task"] == task for line in notes.read_text().splitlines()),
                    "files": [path.name for path in written.glob(files)],
                }
                marker.write_text(json.dumps(note | death))
                (worker if process == "worker" else executor).kill()
                time.sleep(60)  # while this one, too, is brought to an end
            made = super().__call__(batch)
            with notes.open("a") as file:
                file.write(json.dumps(note) + "\n")  # in one piece: shorter than a buffer
            return made

    return Dying


def executors(spark: SparkSession) -> int:
    """How many of them the driver knows of."""
    return spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # the driver is one


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, or has not been for long; what follows finds out which."""
    end = time.monotonic() + 20
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
