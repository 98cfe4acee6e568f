"""Posts in a column of a Spark data frame: the Arrow kernel inside ``mapInArrow``.

It takes Spark and an extra, which Spark's workers need as well: ``pip install "tweetcraft[arrow]" "pyspark[sql]"``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from tweetcraft.arrow import DEFAULT_OUTPUTS, Annotator
from tweetcraft.errors import MissingExtraError, OptionError

try:
    from pyspark.sql import DataFrame
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import NullType, StringType, StructField, StructType
except ImportError as _error:
    raise MissingExtraError('tweetcraft.spark takes pyspark: pip install "pyspark[sql]"') from _error

import pyarrow as pa

__all__ = ["annotate"]


def annotate(frame: DataFrame, *, column: str, outputs: Sequence[str] = DEFAULT_OUTPUTS, **options: Any) -> DataFrame:
    """Add what is known of the posts in a column of a Spark data frame, as columns.

    Nothing is run: the schema of the result follows from that of ``frame``.

    Arguments:
        frame: a ``pyspark.sql.DataFrame``.
        column: the name of the column that holds the posts, in the case that it has there.
        outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order.
        options: ``rules``, ``kind``, ``form``, ``vocabulary`` and ``prefix``, as :class:`tweetcraft.arrow.Annotator`
            has them; they are sent to the workers.

    Returns:
        A lazy data frame with the rows and columns of ``frame``, and a column an output at its end: lengths in weighted
        units, ranges half-open in code points.  Each row has the answer of the scalar function; where the post is null,
        every output is null.

    Raises:
        OptionError: there is no such column or output, or a column of the name of one is there already.
        TypeError: ``frame`` is no Spark data frame, or the column holds no text.

    >>> import tweetcraft.spark
    >>> frame = spark.createDataFrame([("انطلق #موسم_الرياض",)], "text string")  # doctest: +SKIP
    >>> tweetcraft.spark.annotate(frame, column="text", outputs=["weighted_length"]).collect()  # doctest: +SKIP
    [Row(text='انطلق #موسم_الرياض', weighted_length=18)]
    """
    if not isinstance(frame, DataFrame):
        raise TypeError(f"frame must be a pyspark.sql.DataFrame, not {type(frame).__name__}")
    annotator = Annotator(column, cast("tuple[str, ...]", outputs), **options)  # which makes a tuple of any sequence
    names, added = frame.columns, _added(frame, annotator)
    # mapInArrow looks its columns up by name as if each name were an expression, and stumbles over a dot in one: on
    # their way to the workers and back they are numbered.
    numbered = frame.toDF(*(f"_{number}" for number in range(len(names))))
    schema = StructType([*numbered.schema.fields, *added])

    def over_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield annotator(batch.rename_columns(names)).rename_columns(schema.names)

    return numbered.mapInArrow(over_batches, schema).toDF(*names, *(field.name for field in added))


def _added(frame: DataFrame, annotator: Annotator) -> list[StructField]:
    """The fields of the new columns."""
    # Only the names: not every type that Spark has is one of Arrow, and but for that of the posts none matters.
    names = frame.columns
    schema = annotator.schema(pa.schema([(name, pa.string()) for name in names]))
    kind = frame.schema[annotator.column].dataType
    if not isinstance(kind, StringType | NullType):
        raise TypeError(f"column {annotator.column!r} must hold strings, not {kind.simpleString()}; cast it first")
    added = from_arrow_schema(pa.schema(list(schema)[len(names) :])).fields
    if frame.sparkSession.conf.get("spark.sql.caseSensitive") == "false":
        there = {name.lower(): name for name in names}
        for field in added:
            if field.name.lower() in there:
                name = there[field.name.lower()]
                raise OptionError(
                    f"there is a column {name!r} already, which Spark takes for {field.name!r}: "
                    "rename it, or ask for a prefix"
                )
    return added
