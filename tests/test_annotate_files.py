"""`tweetcraft annotate`: files of posts in, the same with columns out, whatever happens on the way."""

from __future__ import annotations

import csv
import gzip
import io
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import tweetcraft as tc
from tweetcraft.arrow import DEFAULT_OUTPUTS, OUTPUTS, Annotator
from tweetcraft.cli import main
from tweetcraft.files import AnnotatingError, BrokenRow, Progress, annotate_file

import columns

FORMATS = ("parquet", "csv", "jsonl")
POSTS = [*columns.posts()[:12], *columns.posts()[12::9]]
LENGTH = Annotator("text", ("weighted_length",))
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


def table_of(posts: list[str | None]) -> pa.Table:
    """Posts between other columns."""
    rows = range(len(posts))
    return pa.table({"id": [f"{row:05}" for row in rows], "text": posts, "likes": [row * 3 for row in rows]})


def write(path: Path, table: pa.Table) -> Path:
    """Write a file as anybody else would."""
    if path.suffix == ".parquet":
        pq.write_table(table, path, row_group_size=max(1, len(table)))
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.column_names)
            writer.writerows(zip(*table.to_pydict().values(), strict=True))
    else:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist()]
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Read a file as anybody else would."""
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [*csv.DictReader(file, strict=True)]
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def in_csv(value: Any) -> str:
    """A value as a CSV has it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def same(one: Path, other: Path) -> bool:
    """Whether two files are the same: byte for byte, or all that a Parquet file holds."""
    if one.suffix != ".parquet":
        return one.read_bytes() == other.read_bytes()
    first, second = pq.ParquetFile(one), pq.ParquetFile(other)
    groups = [
        [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] for file in (first, second)
    ]
    return groups[0] == groups[1] and first.read().equals(second.read(), check_metadata=True)


def broken_in(target: Path) -> list[dict[str, Any]]:
    """What is in the file beside one."""
    return rows_of(target.with_name(f"{target.name}.broken.jsonl"))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestFormats:
    """From every format to every other."""

    @pytest.mark.parametrize("target", FORMATS)
    @pytest.mark.parametrize("source", FORMATS)
    def test_answers(self, source: str, target: str, tmp_path: Path) -> None:
        """Each row has the answers of the scalar functions, and what it had."""
        table = table_of(POSTS)
        out = tmp_path / f"out.{target}"
        seen: list[Progress] = []
        done = annotate_file(
            write(tmp_path / f"posts.{source}", table),
            out,
            Annotator("text", columns.CHEAP),
            jobs=1,
            batch_rows=100,
            progress=seen.append,
        )
        assert (done.path, done.rows, done.broken, done.side_file) == (out, len(POSTS), 0, None)
        assert (seen[-1].stage, seen[-1].done) == ("annotating", seen[-1].total)
        expected = table.to_pylist()
        if source == "csv":  # which has neither numbers nor nulls
            expected = [{name: in_csv(value) for name, value in row.items()} for row in expected]
        expected = [row | columns.answers(row["text"]) for row in expected]
        if target == "csv":
            expected = [{name: in_csv(value) for name, value in row.items()} for row in expected]
        assert rows_of(out) == expected
        assert left_in(tmp_path) == [f"out.{target}", f"posts.{source}"]

    @pytest.mark.parametrize("target", FORMATS)
    @pytest.mark.parametrize("source", FORMATS)
    def test_empty(self, source: str, target: str, tmp_path: Path) -> None:
        """A file of no rows gives one of no rows, with the columns where a format has them."""
        posts = write(tmp_path / f"posts.{source}", table_of(["a"])[:0])
        out = tmp_path / f"out.{target}"
        assert annotate_file(posts, out, LENGTH).rows == 0
        assert rows_of(out) == []
        if target == "parquet":
            assert pq.read_schema(out).names[-1] == "weighted_length"

    def test_slow_outputs(self, tmp_path: Path) -> None:
        """Findings and suggestions too, with rules, a kind, a vocabulary and a prefix."""
        texts = ["انطلق موسم الرياض اليوم", "م" * 281]
        vocabulary = tc.HashtagVocabulary.from_tags(["موسم_الرياض"])
        annotator = Annotator(
            "text", ("findings", "suggested_hashtags"), rules=tc.X_DM, kind="reply", vocabulary=vocabulary, prefix="x_"
        )
        out = tmp_path / "out.jsonl"
        annotate_file(write(tmp_path / "posts.csv", pa.table({"text": texts})), out, annotator, jobs=1)
        table = annotator(pa.table({"text": texts}))
        assert rows_of(out) == table.to_pylist()
        assert "موسم_الرياض" in rows_of(out)[0]["x_suggested_hashtags"]

    @pytest.mark.parametrize("target", FORMATS)
    def test_jobs(self, target: str, tmp_path: Path) -> None:
        """Two processes write what one does, in the order of the rows."""
        posts = write(tmp_path / "posts.jsonl", table_of(POSTS))
        annotators = Annotator("text", DEFAULT_OUTPUTS)
        for jobs in (1, 2):
            annotate_file(posts, tmp_path / f"{jobs}.{target}", annotators, jobs=jobs, batch_rows=20)
        assert same(tmp_path / f"1.{target}", tmp_path / f"2.{target}")
        assert len(rows_of(tmp_path / f"2.{target}")) == len(POSTS)

    @pytest.mark.parametrize("source", ["csv", "jsonl"])
    def test_compressed(self, source: str, tmp_path: Path) -> None:
        """Text may be compressed."""
        plain = write(tmp_path / f"posts.{source}", table_of(POSTS))
        compressed = tmp_path / f"posts.{source}.gz"
        compressed.write_bytes(gzip.compress(plain.read_bytes()))
        for path in (plain, compressed):
            annotate_file(path, tmp_path / f"{path.name}.out.csv", LENGTH, jobs=1, batch_rows=50)
        assert same(tmp_path / f"posts.{source}.out.csv", tmp_path / f"posts.{source}.gz.out.csv")


class TestParquet:
    """Parquet files as others write them."""

    def test_types(self, tmp_path: Path) -> None:
        """Columns of every type go through, and their metadata; as text, what JSON has no word for is a string."""
        table = pa.table(
            {
                "text": pa.array(["مرحبا", None, "a"]).dictionary_encode(),
                "at": pa.array([0, None, 1_700_000_000_123_456_789], pa.timestamp("ns")),
                "price": pa.array(["1.10", None, "2.00"]).cast(pa.decimal128(10, 2)),
                "raw": pa.array([b"\xff", None, b""]),
                "score": [float("nan"), None, 0.5],
                "media": [[{"url": 'a"b', "size": 1}], None, []],
                "author": pa.array([{"id": 1, "tags": ["x", None]}, None, {"id": None, "tags": None}]),
                "map": pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int64())),
                "none": pa.nulls(3),
            }
        ).replace_schema_metadata({"made by": "somebody"})
        posts = write(tmp_path / "posts.parquet", table)
        outs = {target: tmp_path / f"out.{target}" for target in FORMATS}
        for out in outs.values():
            annotate_file(posts, out, LENGTH, jobs=1, batch_rows=2)
        read = pq.read_table(outs["parquet"])
        # NaN is nothing that equals itself
        assert read.drop_columns(["weighted_length", "score"]).equals(table.drop_columns(["score"]))
        assert read.schema.metadata[b"made by"] == b"somebody"
        assert rows_of(outs["jsonl"]) == [
            {
                "text": "مرحبا", "at": "1970-01-01 00:00:00.000000000", "price": "1.10", "raw": "/w==", "score": None,
                "media": [{"url": 'a"b', "size": 1}], "author": {"id": 1, "tags": ["x", None]}, "map": [["k", 1]],
                "none": None, "weighted_length": 5,
            },
            dict.fromkeys([*table.column_names, "weighted_length"]),
            {
                "text": "a", "at": "2023-11-14 22:13:20.123456789", "price": "2.00", "raw": "", "score": 0.5,
                "media": [], "author": {"id": None, "tags": None}, "map": [], "none": None, "weighted_length": 1,
            },
        ]  # fmt: skip
        first, second, _ = rows_of(outs["csv"])
        assert first["media"] == '[{"url": "a\\"b", "size": 1}]'
        assert first["score"] == "nan"
        assert set(second.values()) == {""}

    @pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())], ids=str)
    def test_broken(self, kind: pa.DataType, tmp_path: Path) -> None:
        """Text that is not UTF-8, which reading does not notice."""
        texts = pa.array(["مرحبا".encode(), b"a\xffb", None, b"\xc3", b"c"])
        held = texts.view(pa.string())
        if pa.types.is_dictionary(kind):
            held = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 2, 3], pa.int32()), held.drop_null())
        elif pa.types.is_large_string(kind):
            held = texts.cast(pa.large_binary()).view(kind)
        posts, out = tmp_path / "posts.parquet", tmp_path / "out.parquet"
        pq.write_table(pa.table({"id": range(5), "text": held}), posts)
        done = annotate_file(posts, out, LENGTH, jobs=1, batch_rows=3)
        assert (done.rows, done.broken) == (5, 2)
        assert [row["weighted_length"] for row in rows_of(out)] == [5, None, 1]
        told = broken_in(out)
        assert [(row["row"], row["line"]) for row in told] == [(2, None), (4, None)]
        assert told[0]["error"] == "column 'text' holds what is not UTF-8, or not valid"
        assert told[0]["raw"].encode(errors="surrogateescape") == b"a\xffb"

    def test_nested(self, tmp_path: Path) -> None:
        """And what is not UTF-8 deep in another column: only its own row is broken."""
        tags = pa.array([[b"a"], [b"\xff"], None, [b"b", b"c"]]).cast(pa.list_(pa.binary()))
        tags = pa.ListArray.from_arrays(tags.offsets, tags.values.view(pa.string()), mask=tags.is_null())
        posts, out = tmp_path / "posts.parquet", tmp_path / "out.jsonl"
        pq.write_table(pa.table({"text": list("abcd"), "tags": tags}), posts)
        assert annotate_file(posts, out, LENGTH, jobs=1).broken == 1
        assert [row["text"] for row in rows_of(out)] == ["a", "c", "d"]
        assert broken_in(out)[0]["row"] == 2

    def test_row_groups(self, tmp_path: Path) -> None:
        """A row group a batch, and the batches of a file of heavy rows are smaller."""
        posts, out = tmp_path / "posts.parquet", tmp_path / "out.parquet"
        texts = [f"{row:06}" + "م" * 100_000 for row in range(200)]
        pq.write_table(pa.table({"text": texts}), posts, compression="none", use_dictionary=False)
        annotate_file(posts, out, LENGTH, jobs=1)
        assert pq.ParquetFile(out).num_row_groups == 3
        assert pq.read_table(out)["text"].to_pylist() == texts


class TestCsv:
    """What a CSV may hold."""

    def test_kept(self, tmp_path: Path) -> None:
        """From CSV to CSV every row stays as it is written."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.csv"
        posts.write_bytes(
            '\ufeff"id",text,n\r\n007,"سطر\r\nآخر, نعم ""كذا""",1.10\r\n\r\n8,,"x"\n" 9",5" pipe, \n10,"",1e5'.encode()
        )
        annotate_file(posts, out, LENGTH, jobs=1, batch_rows=2)
        assert out.read_bytes().decode() == (
            '\ufeff"id",text,n,weighted_length\n007,"سطر\r\nآخر, نعم ""كذا""",1.10,19\n8,,"x",0\n" 9",5" pipe, ,7\n'
            '10,"",1e5,0\n'
        )
        assert [row["id"] for row in rows_of(out)] == ["007", "8", " 9", "10"]

    def test_text(self, tmp_path: Path) -> None:
        """Every column is text, and an empty one is no null."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.parquet"
        posts.write_text("id,text\n007,\n", encoding="utf-8")
        annotate_file(posts, out, LENGTH, jobs=1)
        assert rows_of(out) == [{"id": "007", "text": "", "weighted_length": 0}]

    @pytest.mark.parametrize("target", ["csv", "jsonl"])
    @pytest.mark.parametrize(
        ("row", "told"),
        [
            (b"2,b,c", [(2, 3, "3 fields where the header has 2")]),
            (b"2", [(2, 3, "1 field where the header has 2")]),
            (b"2,a\xffb", [(2, 3, "byte 4 of it is not UTF-8")]),
            (b'2,"open', [(2, 3, "a quote is not closed")]),
            (b'2,"shut" up', [(2, 3, "text follows a closing quote, or a quote is not closed")]),
            (b"2,a\rb", [(2, 3, "a carriage return stands in a field without quotes")]),
            (b'2,"a\nb",c', [(2, 3, "3 fields where the header has 2")]),
            (b"2,b" + b",c" * 50, [(2, 3, "52 fields where the header has 2")]),
        ],
    )
    def test_broken(self, row: bytes, told: list[tuple[int, int, str]], target: str, tmp_path: Path) -> None:
        """A row that is broken is told of, with its place, and those after it are read."""
        posts, out = tmp_path / "posts.csv", tmp_path / f"out.{target}"
        posts.write_bytes(b"id,text\n1,one\n" + row + b'\n\n3,three\n4,"quoted, here"\n')
        heard: list[BrokenRow] = []
        done = annotate_file(posts, out, LENGTH, jobs=1, batch_rows=2, on_broken=heard.append)
        assert (done.rows, done.broken) == (4, 1)
        assert [(found.row, found.line, found.error) for found in heard] == told
        assert [(found["id"], found["text"]) for found in rows_of(out)] == [
            ("1", "one"), ("3", "three"), ("4", "quoted, here"),
        ]  # fmt: skip
        assert [found["row"] for found in broken_in(out)] == [2]
        assert broken_in(out)[0]["raw"].encode(errors="surrogateescape").split(b"\n")[0] == row.split(b"\n")[0]

    def test_never_closed(self, tmp_path: Path) -> None:
        """Where nothing closes a quote up to the end, only the line is broken that opens it."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.csv"
        lines = [f"{row},text {row}\n" for row in range(100_000)]
        posts.write_text("".join(["id,text\n", '0,"open\n', *lines]), encoding="utf-8")
        heard: list[BrokenRow] = []
        done = annotate_file(posts, out, LENGTH, jobs=1, on_broken=heard.append)
        assert (done.rows, done.broken) == (100_001, 1)
        assert heard == [BrokenRow(1, 2, "a quote is not closed", '0,"open')]

    def test_hostile(self, tmp_path: Path) -> None:
        """No line that opens a quote is read to the end of the file, which would take hours of a long one."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.csv"
        posts.write_text("id,text\n" + 'x",y,"z\n' * 30_000, encoding="utf-8")
        assert annotate_file(posts, out, LENGTH, jobs=1).broken == 30_000

    def test_open_twice(self, tmp_path: Path) -> None:
        """Two lines that each open a quote make no row together."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.csv"
        posts.write_text('text,n\n"a,1\n"b,2\nc,3\n"d\ne",4\n', encoding="utf-8")
        assert annotate_file(posts, out, LENGTH, jobs=1).broken == 2
        assert out.read_text(encoding="utf-8") == 'text,n,weighted_length\nc,3,1\n"d\ne",4,3\n'
        assert [row["raw"] for row in broken_in(out)] == ['"a,1', '"b,2']

    def test_blocks(self, tmp_path: Path) -> None:
        """Rows of all lengths, across whatever is read at a time."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.jsonl"
        texts = [f'{row}, "x"\n' * (row % 97) for row in range(20_000)]
        annotate_file(write(posts, pa.table({"n": range(20_000), "text": texts})), out, LENGTH, jobs=1)
        assert posts.stat().st_size > 9 << 20
        assert [row["text"] for row in rows_of(out)] == texts

    def test_long_field(self, tmp_path: Path) -> None:
        """A field may be longer than the `csv` module lets it be, whose limit stays what it was."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.jsonl"
        limit = csv.field_size_limit()
        posts.write_text(f"html,text\n{'x' * 200_000},a\n", encoding="utf-8")
        assert annotate_file(posts, out, LENGTH, jobs=1).broken == 0
        assert csv.field_size_limit() == limit

    def test_same_names(self, tmp_path: Path) -> None:
        """Two columns of a name can stay in a CSV; an object can't have them."""
        posts = tmp_path / "posts.csv"
        posts.write_text("a,a,text\n1,2,b\n", encoding="utf-8")
        annotate_file(posts, tmp_path / "out.csv", LENGTH, jobs=1)
        assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "a,a,text,weighted_length\n1,2,b,1\n"
        with pytest.raises(AnnotatingError, match="several columns are named 'a'"):
            annotate_file(posts, tmp_path / "out.jsonl", LENGTH, jobs=1)


class TestJsonLines:
    """What JSON lines may hold."""

    def test_kept(self, tmp_path: Path) -> None:
        """From JSON lines to JSON lines every object stays as it is written."""
        posts, out = tmp_path / "posts.jsonl", tmp_path / "out.ndjson"
        posts.write_bytes(
            b'\xef\xbb\xbf {"text":"\\u0645", "n": 1.10,"n":2, "x": "\\ud800"} \r\n\r\n  \n{"id":1e400,"text":null}'
        )
        annotate_file(posts, out, LENGTH, jobs=1, batch_rows=1)
        assert out.read_bytes().decode() == (
            '{"text":"\\u0645", "n": 1.10,"n":2, "x": "\\ud800", "weighted_length": 1}\n'
            '{"id":1e400,"text":null, "weighted_length": null}\n'
        )

    def test_fields(self, tmp_path: Path) -> None:
        """As columns: a field may come late; what is of several types is JSON."""
        posts = tmp_path / "posts.jsonl"
        objects: list[dict[str, Any]] = [
            {"text": "a", "n": 1, "f": 1, "mixed": 1, "deep": {"ب": [1]}, "null": None, "yes": True, "big": 2**53 + 1},
            {"text": "b", "n": None, "f": 0.5, "mixed": "1", "yes": None, "big": 1},
            {"late": "x", "text": None, "mixed": [True], "n": -(2**63)},
        ]
        posts.write_text("".join(f"{json.dumps(found)}\n" for found in objects), encoding="utf-8")
        annotate_file(posts, tmp_path / "out.parquet", LENGTH, jobs=1, batch_rows=1)
        table = pq.read_table(tmp_path / "out.parquet")
        assert {field.name: str(field.type) for field in table.schema} == {
            "text": "string", "n": "int64", "f": "double", "mixed": "string", "deep": "string", "null": "string",
            "yes": "bool", "big": "int64", "late": "string", "weighted_length": "int32",
        }  # fmt: skip
        assert table.to_pydict() == {
            "text": ["a", "b", None], "n": [1, None, -(2**63)], "f": [1.0, 0.5, None], "mixed": ["1", '"1"', "[true]"],
            "deep": ['{"ب": [1]}', None, None], "null": [None] * 3, "yes": [True, None, None],
            "big": [2**53 + 1, 1, None], "late": [None, None, "x"], "weighted_length": [1, 1, None],
        }  # fmt: skip
        annotate_file(posts, tmp_path / "out.csv", LENGTH, jobs=2, batch_rows=1)
        assert rows_of(tmp_path / "out.csv")[0] == {
            "text": "a", "n": "1", "f": "1.0", "mixed": "1", "deep": '{"ب": [1]}', "null": "", "yes": "true",
            "big": "9007199254740993", "late": "", "weighted_length": "1",
        }  # fmt: skip

    @pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**53 + 1])
    def test_integers(self, number: int, tmp_path: Path) -> None:
        """No integer is rounded: among fractions, or beyond 64 bits, they are JSON."""
        posts, out = tmp_path / "posts.jsonl", tmp_path / "out.parquet"
        posts.write_text(f'{{"text": "a", "n": {number}}}\n{{"text": "b", "n": 0.5}}\n', encoding="utf-8")
        annotate_file(posts, out, LENGTH, jobs=1)
        assert pq.read_table(out)["n"].to_pylist() == [str(number), "0.5"]

    @pytest.mark.parametrize("target", FORMATS)
    @pytest.mark.parametrize(
        ("row", "error"),
        [
            (b"{", "no JSON: Expecting property name"),
            (b'{"text": "a"} {}', "no JSON: something follows its end at column 14"),
            (b'["text"]', "no JSON object but a list"),
            (b"null", "no JSON object but null"),
            (b'{"id": 1}', "there is no field 'text'"),
            (b'{"text": 5}', "field 'text' is a number, not a string"),
            (b'{"text": {}}', "field 'text' is an object, not a string"),
            (b'{"text": "\xff"}', "byte 11 of it is not UTF-8"),
            (b'{"text": "\\ud800"}', "half of a surrogate pair"),
            (b'{"text": "a", "n": NaN}', "no JSON: NaN is no JSON"),
            (b"[" * 100_000, "no JSON: maximum recursion depth exceeded"),
        ],
        ids=range(11),
    )
    def test_broken(self, row: bytes, error: str, target: str, tmp_path: Path) -> None:
        """A line that is broken is told of, with its place, and those after it are read."""
        posts, out = tmp_path / "posts.jsonl", tmp_path / f"out.{target}"
        posts.write_bytes(b'{"text": "one"}\n\n' + row + b'\n{"text": "three"}\n')
        done = annotate_file(posts, out, LENGTH, jobs=1, batch_rows=2)
        assert (done.rows, done.broken) == (3, 1)
        assert [found["text"] for found in rows_of(out)] == ["one", "three"]
        (told,) = broken_in(out)
        assert (told["row"], told["line"]) == (2, 3)
        assert told["error"].startswith(error)
        assert told["raw"].encode(errors="surrogateescape") == row

    def test_surrogate(self, tmp_path: Path) -> None:
        """Half of a surrogate pair in another field can stay in JSON, and in no column."""
        posts = tmp_path / "posts.jsonl"
        posts.write_text('{"text": "a", "name": "\\ud800"}\n{"text": "b"}\n', encoding="utf-8")
        assert annotate_file(posts, tmp_path / "out.jsonl", LENGTH, jobs=1).broken == 0
        assert annotate_file(posts, tmp_path / "out.parquet", LENGTH, jobs=1).broken == 1

    def test_deep(self, tmp_path: Path) -> None:
        """However deep lists stand in one another: a row is written or broken."""
        posts = tmp_path / "posts.jsonl"
        depths = [10, 500, 900, *range(950, 1010, 3), 5000, 500_000]
        rows = [f'{{"text": "a", "deep": {"[" * depth}{"]" * depth}}}\n' for depth in depths]
        posts.write_text("".join(rows), encoding="utf-8")
        done = annotate_file(posts, tmp_path / "out.parquet", LENGTH, jobs=1)
        assert done.rows == len(depths)
        assert 0 < done.broken < len(depths)

    def test_there_already(self, tmp_path: Path) -> None:
        """A field of the name of a new one is no broken row but a call to change."""
        posts = tmp_path / "posts.jsonl"
        posts.write_text('{"text": "a"}\n{"text": "b", "weighted_length": 1}\n', encoding="utf-8")
        for target in FORMATS:
            with pytest.raises(AnnotatingError, match=r"posts.jsonl: there is a field 'weighted_length' already"):
                annotate_file(posts, tmp_path / f"out.{target}", LENGTH, jobs=1)
        assert left_in(tmp_path) == ["posts.jsonl"]
        prefixed = Annotator("text", ("weighted_length",), prefix="x_")
        annotate_file(posts, tmp_path / "out.jsonl", prefixed, jobs=1)
        assert rows_of(tmp_path / "out.jsonl")[1] == {"text": "b", "weighted_length": 1, "x_weighted_length": 1}


STEPS = """
import os, pathlib, signal, sys
import pyarrow as pa
from tweetcraft.arrow import Annotator
from tweetcraft.files import annotate_file

def run(step=None):
    '''In a process of its own, which is killed before a step, if there are so many.'''
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    left = step
    def stepping(function):
        def stepped(*arguments, **options):
            nonlocal left
            if left is not None:
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
            return function(*arguments, **options)
        return stepped
    os.fsync = stepping(os.fsync)
    for name in ("open", "replace", "unlink", "rmdir", "mkdir"):
        setattr(pathlib.Path, name, stepping(getattr(pathlib.Path, name)))
    status = 1
    try:
        annotate_file(sys.argv[1], sys.argv[2], Annotator("text", ("weighted_length",)), jobs=1, batch_rows=40)
        status = 0
    except ValueError as error:
        print(error, file=sys.stderr)
    finally:
        os._exit(status)

Annotator("text")(pa.table({"text": ["م"]}))  # what is worked out once
target, good = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
for step in range(1000):
    killed = run(step)
    there = target.exists()
    again = run()
    names = sorted(path.name for path in target.parent.iterdir())
    print(step, killed, there, again, target.read_bytes() == good.read_bytes(), *names)
    for name in (target, target.with_name(target.name + ".broken.jsonl")):
        name.unlink(missing_ok=True)
    if not killed:
        break
"""


@posix
class TestResume:
    """A run that was stopped goes on."""

    @pytest.mark.parametrize(("source", "target"), [("csv", "jsonl"), ("jsonl", "parquet")])
    def test_each_step(self, source: str, target: str, tmp_path: Path) -> None:
        """Killed before any call that changes a file: the next run gives what an undisturbed one does."""
        posts = write(tmp_path / f"posts.{source}", table_of(POSTS[:100]))
        with posts.open("ab") as file:
            file.write(b"broken\n")
        (tmp_path / "out").mkdir()
        good, out = tmp_path / f"good.{target}", tmp_path / "out" / f"out.{target}"
        annotate_file(posts, good, LENGTH, jobs=1, batch_rows=40)
        code = [sys.executable, "-c", STEPS, str(posts), str(out), str(good)]
        done = subprocess.run(code, capture_output=True, check=False, encoding="utf-8")
        *lines, last = done.stdout.splitlines()
        assert len(lines) > 40, done.stderr
        assert last.split()[1:3] == ["0", "True"]  # that run met its end
        for line in lines:
            _, killed, there, again, is_same, *names = line.split()
            assert killed == str(signal.SIGKILL.value)
            if again != "0":  # it had ended but for an empty folder: the file is there already
                assert there == "True"
                assert set(names) <= {out.name, f"{out.name}.broken.jsonl"}
            assert is_same == "True", line
            assert [name for name in names if ".parts" in name] == [], line

    def test_any_time(self, tmp_path: Path) -> None:
        """Killed at any time, with workers: the same."""
        posts = write(tmp_path / "posts.parquet", table_of(POSTS * 20))
        good, out = tmp_path / "good.parquet", tmp_path / "out.parquet"
        call = [sys.executable, "-m", "tweetcraft", "annotate", str(posts), "--jobs", "2", "--batch-rows", "200", "-o"]
        subprocess.run([*call, str(good)], check=True, capture_output=True)
        chosen = random.Random(5)

        def parts() -> int:
            return len([*tmp_path.glob("out.parquet.parts/*.part")])

        for _ in range(4):
            enough = parts() + chosen.randint(1, 3)
            process = subprocess.Popen([*call, str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None and parts() < enough:
                time.sleep(0.001)
            time.sleep(chosen.uniform(0, 0.02))
            process.kill()
            process.wait()
            assert parts() or same(out, good)
            out.unlink(missing_ok=True)
        subprocess.run([*call, str(out)], check=True, capture_output=True)
        assert same(out, good)
        assert left_in(tmp_path) == ["good.parquet", "out.parquet", "posts.parquet"]

    def test_not_again(self, tmp_path: Path) -> None:
        """Parts that are there are not made again, and their broken rows are told of again."""
        posts, out = tmp_path / "posts.jsonl", tmp_path / "out.csv"
        posts.write_text('{"text": "a"}\n[]\n{"text": "b"}\n[]\n', encoding="utf-8")

        def stop(progress: Progress) -> None:
            if progress.stage == "annotating":
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            annotate_file(posts, out, LENGTH, jobs=1, batch_rows=2, progress=stop)
        part = tmp_path / "out.csv.parts" / "00000000.part"
        head, _, data = part.read_bytes().partition(b"\n")
        part.write_bytes(head + b"\n" + data.replace(b"a", b"made before"))
        heard: list[BrokenRow] = []
        annotate_file(posts, out, LENGTH, jobs=1, batch_rows=2, on_broken=heard.append)
        assert out.read_text(encoding="utf-8") == "text,weighted_length\nmade before,1\nb,1\n"
        assert [(row.row, row.line) for row in heard] == [(2, 2), (4, 4)]

    def test_other_call(self, tmp_path: Path) -> None:
        """The parts of another call are not used, and not thrown away unless it is asked for."""
        posts, out = write(tmp_path / "posts.csv", table_of(["a", "b"])), tmp_path / "out.csv"

        def stop(_: Progress) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            annotate_file(posts, out, LENGTH, jobs=1, batch_rows=1, progress=stop)
        other = Annotator("text", ("is_valid",))
        said = r"outputs was \('weighted_length',\), now \('is_valid',\); batch_rows was 1, now 2\..*--fresh"
        with pytest.raises(AnnotatingError, match=said):
            annotate_file(posts, out, other, jobs=1, batch_rows=2)
        assert (tmp_path / "out.csv.parts" / "00000000.part").exists()
        annotate_file(posts, out, other, jobs=1, batch_rows=2, fresh=True)
        assert [row["is_valid"] for row in rows_of(out)] == ["true", "true"]
        assert left_in(tmp_path) == ["out.csv", "posts.csv"]

    def test_changed(self, tmp_path: Path) -> None:
        """Nor are those of a file that was changed, then or while it is read."""
        posts, out = write(tmp_path / "posts.csv", table_of(["a", "b"])), tmp_path / "out.csv"

        def touch(_: Progress) -> None:
            os.utime(posts, ns=(1, 1))

        with pytest.raises(AnnotatingError, match="it was changed while it was read"):
            annotate_file(posts, out, LENGTH, jobs=1, progress=touch)
        os.utime(posts, ns=(2, 2))
        with pytest.raises(AnnotatingError, match="mtime_ns was"):
            annotate_file(posts, out, LENGTH, jobs=1)

    def test_vocabulary(self, tmp_path: Path) -> None:
        """Another vocabulary is another call."""
        posts, out = write(tmp_path / "posts.csv", table_of(["a"])), tmp_path / "out.csv"

        def stop(_: Progress) -> None:
            raise KeyboardInterrupt

        def asking(tag: str) -> Annotator:
            return Annotator("text", ("suggested_hashtags",), vocabulary=tc.HashtagVocabulary.from_tags([tag]))

        with pytest.raises(KeyboardInterrupt):
            annotate_file(posts, out, asking("الرياض"), jobs=1, progress=stop)
        with pytest.raises(AnnotatingError, match="vocabulary was"):
            annotate_file(posts, out, asking("جدة"), jobs=1)
        annotate_file(posts, out, asking("الرياض"), jobs=1)

    def test_in_use(self, tmp_path: Path) -> None:
        """Two runs do not write one file."""
        posts, out = write(tmp_path / "posts.csv", table_of(["a"])), tmp_path / "out.csv"

        def again(_: Progress) -> None:
            with pytest.raises(AnnotatingError, match="another run is writing it right now"):
                annotate_file(posts, out, LENGTH, jobs=1)

        annotate_file(posts, out, LENGTH, jobs=1, progress=again)
        assert left_in(tmp_path) == ["out.csv", "posts.csv"]


@posix
class TestWorkers:
    """Processes that come to no good end."""

    def test_killed(self, tmp_path: Path) -> None:
        """A worker that dies is told of at once, and what was done is kept."""
        posts, out = write(tmp_path / "posts.csv", table_of(POSTS)), tmp_path / "out.csv"

        def kill(_: Progress) -> None:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

        with pytest.raises(AnnotatingError, match=r"a worker process died \(killed by SIGKILL\)"):
            annotate_file(posts, out, LENGTH, jobs=2, batch_rows=10, progress=kill)
        assert [*tmp_path.glob("out.csv.parts/*.part")]
        assert not multiprocessing.active_children()
        assert annotate_file(posts, out, LENGTH, jobs=2, batch_rows=10).rows == len(POSTS)

    def test_interrupted(self, tmp_path: Path) -> None:
        """Ctrl-C ends all of them, and the next run goes on."""
        posts, out = write(tmp_path / "posts.csv", table_of(POSTS * 5)), tmp_path / "out.csv"
        call = [sys.executable, "-m", "tweetcraft", "annotate", str(posts), "-o", str(out)]
        call += ["--jobs", "2", "--batch-rows", "50", "--outputs", "findings"]
        # What a shell runs in the background ignores it, and so would these tests' own processes.
        ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
        process = subprocess.Popen(call, stderr=subprocess.PIPE, start_new_session=True)
        signal.signal(signal.SIGINT, ignored)
        parts = tmp_path / "out.csv.parts"
        while not [*parts.glob("*.part")] and process.poll() is None:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it: to all of them
        said = process.communicate(timeout=20)[1].decode()
        assert (process.returncode, said) == (130, "tweetcraft: stopped; the same call goes on from here\n")
        assert [*parts.glob("*.part")]
        assert not out.exists()


class TestRefusals:
    """Calls and files that can't be used."""

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("posts.txt", b"", "posts.txt: its ending must be one of .parquet, .csv, .jsonl, .ndjson"),
            ("posts.parquet.gz", b"", "posts.parquet.gz: its ending must be one of"),
            ("posts.csv", b"", "posts.csv: it is empty; its first line must name the columns"),
            ("posts.csv", b"id;text\n", "posts.csv: there is no column 'text'; the columns are 'id;text'"),
            ("posts.csv", b"text,weighted_length\n", "there is a column 'weighted_length' already"),
            ("posts.csv", b"\xff,text\n", "posts.csv: its header is not UTF-8"),
            ("posts.csv", b'"text\n', "posts.csv: its header is no line of a CSV"),
            ("posts.csv", "text\n".encode("utf-16"), "posts.csv: it is UTF-16; convert it with iconv"),
            ("posts.csv.gz", b"text\n", "posts.csv.gz: it is damaged, or no gzip file"),
            ("posts.csv.gz", gzip.compress(b"text\n" + b"abc\n" * 99)[:-9], "it is damaged, or no gzip file"),
            ("posts.jsonl", b'{"body": "a"}\n', "there is no field 'text' in its first lines; their fields are 'body'"),
            ("posts.parquet", b"PAR1", "posts.parquet: it is no Parquet file, or damaged"),
        ],
        ids=range(12),
    )
    def test_source(self, name: str, content: bytes, said: str, tmp_path: Path) -> None:
        """The file is named, and what to do; nothing is left behind."""
        posts = tmp_path / name
        posts.write_bytes(content)
        with pytest.raises(AnnotatingError, match=re.escape(said)):
            annotate_file(posts, tmp_path / "out.csv", LENGTH, jobs=1)
        assert left_in(tmp_path) == [name]

    def test_no_text(self, tmp_path: Path) -> None:
        """A column of numbers holds no posts."""
        pq.write_table(pa.table({"text": [1]}), tmp_path / "posts.parquet")
        with pytest.raises(AnnotatingError, match=r"posts\.parquet: column 'text' must hold strings, not int64"):
            annotate_file(tmp_path / "posts.parquet", tmp_path / "out.csv", LENGTH)

    def test_damaged(self, tmp_path: Path) -> None:
        """A Parquet file that ends well and is damaged inside."""
        posts = write(tmp_path / "posts.parquet", table_of(POSTS))
        data = bytearray(posts.read_bytes())
        data[100:4000] = bytes(3900)
        posts.write_bytes(data)
        with pytest.raises(AnnotatingError, match=r"posts\.parquet: it can't be read after row 0 "):
            annotate_file(posts, tmp_path / "out.csv", LENGTH, jobs=1)

    def test_long_line(self, tmp_path: Path) -> None:
        """A file that is no lines is refused before it fills the memory."""
        posts = tmp_path / "posts.jsonl"
        posts.write_bytes(b'{"text": "a"}\n[' + b" " * (20 << 20))
        with pytest.raises(AnnotatingError, match=r"posts\.jsonl: line 2 goes on for more than 8 MiB"):
            annotate_file(posts, tmp_path / "out.csv", LENGTH, jobs=1)

    def test_target(self, tmp_path: Path) -> None:
        """What is there already is not overwritten unless it is asked for."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.csv"
        posts.write_text("text\na\nb,c\n", encoding="utf-8")
        annotate_file(posts, out, LENGTH, jobs=1)
        for path in (out, tmp_path / "out.csv.broken.jsonl"):
            with pytest.raises(AnnotatingError, match=rf"{path.name}: it is there already; overwrite it \(--overwrite"):
                annotate_file(posts, out, LENGTH, jobs=1)
            path.unlink()
        out.write_text("old", encoding="utf-8")
        (tmp_path / "out.csv.broken.jsonl").write_text("old", encoding="utf-8")
        posts.write_text("text\na\n", encoding="utf-8")
        annotate_file(posts, out, LENGTH, jobs=1, overwrite=True)
        assert left_in(tmp_path) == ["out.csv", "posts.csv"]

    @pytest.mark.parametrize(
        ("target", "options", "said"),
        [
            ("posts.csv", {}, "posts.csv: it is the file that is read"),
            ("out.csv.gz", {}, "out.csv.gz: its ending must be one of"),
            ("no/out.csv", {}, "there is no such folder"),
            ("out.csv", {"jobs": 0}, "jobs must be 1 or more, not 0"),
            ("out.csv", {"batch_rows": 0}, "batch_rows must be 1 or more, not 0"),
        ],
    )
    def test_call(self, target: str, options: dict[str, Any], said: str, tmp_path: Path) -> None:
        """Calls that can't be made."""
        posts = write(tmp_path / "posts.csv", table_of(["a"]))
        with pytest.raises(tc.TweetcraftError, match=re.escape(said)):
            annotate_file(posts, tmp_path / target, LENGTH, **options)
        assert left_in(tmp_path) == ["posts.csv"]

    def test_others_files(self, tmp_path: Path) -> None:
        """What somebody else has put where the parts go is not removed."""
        posts, out = write(tmp_path / "posts.csv", table_of(["a"])), tmp_path / "out.csv"
        (tmp_path / "out.csv.parts").mkdir()
        (tmp_path / "out.csv.parts" / "mine.txt").write_text("mine", encoding="utf-8")
        annotate_file(posts, out, LENGTH, jobs=1, fresh=True)
        assert left_in(tmp_path / "out.csv.parts") == ["mine.txt"]
        assert rows_of(out)[0]["weighted_length"] == "1"
        (tmp_path / "out.csv.parts" / "00000000.part").write_text("mine", encoding="utf-8")
        with pytest.raises(AnnotatingError, match="it holds parts that no run has left; move it away"):
            annotate_file(posts, out, LENGTH, jobs=1, fresh=True, overwrite=True)
        assert left_in(tmp_path / "out.csv.parts") == ["00000000.part", "lock", "mine.txt"]


class TestCommand:
    """`tweetcraft annotate`."""

    def test_example(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Parquet to Parquet, with some outputs."""
        posts = write(tmp_path / "posts.parquet", table_of(POSTS[:5]).rename_columns(["id", "post", "likes"]))
        out = tmp_path / "out.parquet"
        asked = ["--column", "post", "--outputs", "weighted_length,is_valid, hashtags", "--prefix", "x_", "--jobs", "1"]
        assert main(["annotate", str(posts), "-o", str(out), *asked]) == 0
        assert pq.read_schema(out).names[3:] == ["x_weighted_length", "x_is_valid", "x_hashtags"]
        said = capsys.readouterr()
        assert said.out == ""
        assert re.fullmatch(r".*out\.parquet: 5 of 5 rows in \d+\.\d s\n", said.err)

    def test_all(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Everything there is, under other rules, with a vocabulary."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.jsonl"
        posts.write_text(f"text\n{'م' * 170}\n", encoding="utf-8")
        tc.HashtagVocabulary.from_tags(["الرياض"]).save(tmp_path / "tags")
        asked = ["--outputs", "all", "--rules", "X_BIO", "--vocabulary", str(tmp_path / "tags"), "--quiet"]
        assert main(["annotate", str(posts), "-o", str(out), "--jobs", "1", *asked]) == 0
        assert [*rows_of(out)[0]] == ["text", *OUTPUTS]
        assert rows_of(out)[0]["reason"] == "too_long"
        assert capsys.readouterr() == ("", "")

    def test_broken(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The status is 1; each row has a line, up to a thousand of them, and all are in the side file."""
        posts, out = tmp_path / "posts.csv", tmp_path / "out.jsonl"
        posts.write_text("id,text\n" + "1,a\n" * 1203 + "2\n" * 1002, encoding="utf-8")
        assert main(["annotate", str(posts), "-o", str(out), "--jobs", "1", "--quiet"]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert lines[0] == (
            f"tweetcraft: {posts}: row 1,204 (line 1,205) is broken: 1 field where the header has 2; "
            f"it is in {out}.broken.jsonl"
        )
        assert lines[1000] == f"tweetcraft: {posts}: 2 more rows are broken; they are in {out}.broken.jsonl"
        assert len(lines) == 1001
        assert len(broken_in(out)) == 1002

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (["no.csv", "-o", "out.csv"], "tweetcraft: no.csv: there is no such file\n"),
            (["posts.csv", "-o", "out.txt"], "tweetcraft: out.txt: its ending must be one of"),
            (["posts.csv", "-o", "out.csv", "--outputs", "x"], "tweetcraft: outputs must be one of"),
            (["posts.csv", "-o", "out.csv", "--vocabulary", "posts.csv"], "tweetcraft: posts.csv: not a file that"),
            (["posts.csv", "-o", "out.csv", "--vocabulary", "no"], "tweetcraft: no: No such file or directory\n"),
        ],
    )
    def test_refused(
        self,
        asked: list[str],
        said: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The status is 2, and a line says why."""
        monkeypatch.chdir(tmp_path)
        write(tmp_path / "posts.csv", table_of(["a"]))
        assert main(["annotate", *asked]) == 2
        assert capsys.readouterr().err.startswith(said)
        assert left_in(tmp_path) == ["posts.csv"]

    @pytest.mark.parametrize("missing", ["pyarrow", "numpy"])
    def test_extra(self, missing: str, tmp_path: Path) -> None:
        """Without what it needs, the command says how to get it."""
        code = (
            f"import sys; sys.modules[{missing!r}] = None\n"
            "from tweetcraft.cli import main; sys.exit(main(['annotate', 'a.csv', '-o', 'b.csv']))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.decode().endswith('pip install "tweetcraft[arrow]"\n')
        assert b"Traceback" not in done.stderr

    def test_bar(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """On a terminal there is a bar, and the lines for broken rows do not run into it."""

        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        posts, out = tmp_path / "posts.jsonl", tmp_path / "out.csv"
        posts.write_text('{"text": "a"}\n[]\n', encoding="utf-8")
        with Terminal() as terminal:
            monkeypatch.setattr(sys, "stderr", terminal)
            assert main(["annotate", str(posts), "-o", str(out), "--jobs", "1"]) == 1
            said = terminal.getvalue()
            assert "looking for fields: 100%" in said
            assert "annotating: 100%" in said
            assert f"\rtweetcraft: {posts}: row 2 (line 2) is broken" in said.replace("\x1b[A", "")
            terminal.truncate(0)
            assert main(["annotate", str(posts), "-o", str(out), "--jobs", "1", "--overwrite", "--no-progress"]) == 1
            assert "100%" not in terminal.getvalue()
        assert capsys.readouterr().out == ""
