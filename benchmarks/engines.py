"""Engines: the same file of posts through each of them, on one core and on two, each in a process of its own.

``python -m benchmarks.engines ENGINE FILE OUTPUT CORES`` is one run, which prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import tweetcraft as tc
from benchmarks.options import Options
from benchmarks.report import Section, Table
from benchmarks.texts import ROOT, tweets

__all__ = ["measure"]

_POSTS = 1_000_000
_ROW_GROUP = 1 << 16
_OUTPUTS = ("weighted_length", "search_key")
_CORES = (1, 2)
_LOOP = "a loop in a pool of processes"
_COMMAND = "tweetcraft annotate"
_OFTEN = 3
"""Rounds of the command on one core and on two."""


class Run(NamedTuple):
    """One engine over one file: what came out, summed up, and how long it took without its own start."""

    total: int
    seconds: float


def _total(column: Any) -> int:
    """The sum of a column of lengths, or of the lengths of a column of texts; of no use but to be compared."""
    found: int = pc.sum(column if pa.types.is_integer(column.type) else pc.utf8_length(column)).as_py() or 0
    return found


def _arrow(file: str, output: str, cores: int) -> Run:  # noqa: ARG001
    from tweetcraft.arrow import compute

    start = perf_counter()
    batches = pq.ParquetFile(file).iter_batches(_ROW_GROUP, columns=["text"])
    total = sum(_total(compute(batch.column(0), output)) for batch in batches)
    return Run(total, perf_counter() - start)


def _polars(file: str, output: str, cores: int) -> Run:
    os.environ["POLARS_MAX_THREADS"] = str(cores)
    import polars as pl

    import tweetcraft.polars  # noqa: F401

    start = perf_counter()
    column: Any = pl.col("text")
    made = getattr(column.tweet, output)()
    length = made if output == "weighted_length" else made.str.len_chars()
    total = pl.scan_parquet(file).select(length.cast(pl.Int64).sum()).collect(engine="streaming").item()
    return Run(total, perf_counter() - start)


def _pandas(file: str, output: str, cores: int) -> Run:  # noqa: ARG001
    import pandas as pd

    import tweetcraft.pandas  # noqa: F401

    start = perf_counter()
    posts = pd.read_parquet(file, dtype_backend="pyarrow")
    total = _total(pa.chunked_array(pa.array(getattr(posts["text"].tweet, output)())))
    return Run(total, perf_counter() - start)


def _duckdb(file: str, output: str, cores: int) -> Run:
    import duckdb

    import tweetcraft.duckdb

    connection = duckdb.connect()
    connection.execute(f"set threads = {cores}")
    tweetcraft.duckdb.register(connection, outputs=[output])
    made = f"tweet_{output}(text)"
    length = made if output == "weighted_length" else f"length({made})"
    start = perf_counter()
    found = connection.execute(f"select sum({length}) from '{file}'").fetchone()
    return Run(int(found[0]) if found else 0, perf_counter() - start)


def _dask(file: str, output: str, cores: int) -> Run:
    import dask.dataframe as dd
    import distributed

    import tweetcraft.dask

    engine: Any = distributed  # which has no types
    workers = engine.LocalCluster(n_workers=cores, threads_per_worker=1, dashboard_address=None)
    with workers as cluster, engine.Client(cluster) as client:
        client.run(lambda: __import__("tweetcraft.dask"))
        start = perf_counter()
        posts = dd.read_parquet(file, split_row_groups=True)
        made = tweetcraft.dask.annotate(posts, column="text", outputs=[output])[output]
        total = int((made if output == "weighted_length" else made.str.len()).sum().compute())
        return Run(total, perf_counter() - start)


def _spark(file: str, output: str, cores: int) -> Run:
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    import tweetcraft.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{cores}]")
    settings = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def run(path: str) -> int:
        made = tweetcraft.spark.annotate(session.read.parquet(path), column="text", outputs=[output])
        length = f.col(output) if output == "weighted_length" else f.length(output)
        return int(made.select(f.sum(length)).collect()[0][0])

    # The first job of a session starts its workers and compiles its plans.
    few = f"{file}.few"
    pq.write_table(pq.ParquetFile(file).read_row_group(0).slice(0, 100), few)
    run(few)
    start = perf_counter()
    total = run(file)
    taken = perf_counter() - start
    session.stop()
    return Run(total, taken)


def _loop(file: str, output: str, cores: int) -> Run:
    """What anybody would write: the scalar function in a loop, in a pool of processes."""
    groups = pq.ParquetFile(file).num_row_groups
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        list(pool.map(partial(_share, file, output, 1), range(cores)))  # which starts them
        start = perf_counter()
        total = sum(pool.map(partial(_share, file, output, None), range(groups)))
        return Run(total, perf_counter() - start)


def _share(file: str, output: str, most: int | None, group: int) -> int:
    """What one row group comes to."""
    texts = pq.ParquetFile(file).read_row_group(group, columns=["text"])["text"].to_pylist()[:most]
    if output == "weighted_length":
        return sum(map(tc.weighted_length, texts))
    return sum(len(tc.search_key(text)) for text in texts)


def _command(file: str, output: str, cores: int) -> Run:
    made = f"{file}.made.parquet"
    call = [sys.executable, "-m", "tweetcraft", "annotate", file, "-o", made, "--outputs", output]
    start = perf_counter()
    subprocess.run([*call, "--jobs", str(cores), "--overwrite"], check=True, capture_output=True)
    taken = perf_counter() - start
    return Run(_total(pq.read_table(made, columns=[output])[output]), taken)


class Engine(NamedTuple):
    """One way to annotate a file."""

    run: Callable[[str, str, int], Run]
    package: str
    scales: bool
    """Whether it has workers to use another core with."""


_ENGINES = {
    _LOOP: Engine(_loop, "pyarrow", scales=True),
    "tweetcraft.arrow": Engine(_arrow, "pyarrow", scales=False),
    "pandas": Engine(_pandas, "pandas", scales=False),
    "Polars, streaming": Engine(_polars, "polars", scales=True),
    "DuckDB": Engine(_duckdb, "duckdb", scales=True),
    _COMMAND: Engine(_command, "pyarrow", scales=True),
    "Dask": Engine(_dask, "dask", scales=True),
    "Spark": Engine(_spark, "pyspark", scales=True),
}


def measure(options: Options) -> Section:
    """Run every engine that is here over a file of a million posts."""
    here = {name: engine for name, engine in _ENGINES.items() if find_spec(engine.package)}
    sample = tweets(options.tweets)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder, "posts.parquet"))
        _write(file, sample.texts)
        tables = [_table(file, output, here) for output in _OUTPUTS]
        tables.append(_scaling(file))
    return Section(
        "Engines",
        tables,
        [
            f"{_POSTS:,} posts, {sample.source} again and again, in a Parquet file with {_ROW_GROUP:,} a row group.",
            "Each run has a process of its own, held to so many cores, and is timed from the file to the sum.",
            "The start of a session or of workers is not counted, nor is the first job of Spark.",
            f"`{_COMMAND}` also starts Python, writes the Parquet file with the new column, and is timed as a whole.",
            *(
                f"skipped {name}: {engine.package} is not installed"
                for name, engine in _ENGINES.items()
                if name not in here
            ),
        ],
    )


def _write(file: str, texts: list[str]) -> None:
    rows = pa.table({"id": range(len(texts)), "text": texts})
    with pq.ParquetWriter(file, rows.schema) as writer:
        often = -(-_POSTS // len(texts))
        writer.write_table(pa.concat_tables([rows] * often).slice(0, _POSTS), row_group_size=_ROW_GROUP)


def _table(file: str, output: str, engines: dict[str, Engine]) -> Table:
    rows = []
    totals = set()
    for name, engine in engines.items():
        cores = _CORES if engine.scales else _CORES[:1]
        runs = [_run_apart(name, file, output, number) for number in cores]
        totals |= {run.total for run in runs}
        rates = [f"{_POSTS / run.seconds:,.0f}" for run in runs]
        ratio = f"{runs[0].seconds / runs[1].seconds:.2f}" if len(runs) > 1 else "-"
        rows.append([name, *rates, *["-"] * (len(_CORES) - len(runs)), ratio])
    agree = "all give the same sum" if len(totals) == 1 else f"THE SUMS DIFFER: {sorted(totals)}"
    columns = ("", *(f"posts a second, {number} core{'s' * (number > 1)}" for number in _CORES), "of two over one")
    return Table(f"{output}: {agree}", columns, rows)


def _scaling(file: str) -> Table:
    """The command and the loop on one core and on two, in turn: the cores are shared with other machines."""
    rows = []
    for _ in range(_OFTEN):
        seconds = [
            _run_apart(name, file, "search_key", cores).seconds for name in (_COMMAND, _LOOP) for cores in _CORES
        ]
        rows.append([seconds[0] / seconds[1], seconds[2] / seconds[3]])
    found = [[f"{number}", *(f"{ratio:.2f}" for ratio in row)] for number, row in enumerate(rows, 1)]
    middle = [f"{median(ratios):.2f}" for ratios in zip(*rows, strict=True)]
    columns = ("round", f"{_COMMAND}, goal ≥ 1.7", _LOOP)
    return Table("search_key on two cores over one", columns, [*found, ["median", *middle]])


def _run_apart(name: str, file: str, output: str, cores: int) -> Run:
    call = [sys.executable, "-m", "benchmarks.engines", name, file, output, str(cores)]
    done = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return Run(*json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """One run."""
    name, file, output, cores = sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(islice(os.sched_getaffinity(0), int(cores))))
    print(json.dumps(_ENGINES[name].run(file, output, int(cores))))


if __name__ == "__main__":
    main()
