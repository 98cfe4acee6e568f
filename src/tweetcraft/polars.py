"""Posts in Polars: ``pl.col("text").tweet.weighted_length()``, eager, lazy and streaming.

The import registers a namespace, ``tweet``, on expressions, series, frames and lazy frames.  It takes Polars and an
extra: ``pip install "tweetcraft[arrow]" polars``.

>>> import polars as pl
>>> import tweetcraft.polars
>>> posts = pl.LazyFrame({"text": ["مرحبا #الرياض", None]})
>>> posts.select(pl.col("text").tweet.weighted_length(), tags=pl.col("text").tweet.hashtags()).collect().rows()
[(13, ['الرياض']), (None, None)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from tweetcraft.arrow import DEFAULT_OUTPUTS, OUTPUTS, Annotator
from tweetcraft.arrow.methods import OutputMethods
from tweetcraft.errors import MissingExtraError

try:
    import polars as pl
except ImportError as _error:
    raise MissingExtraError("tweetcraft.polars takes polars: pip install polars") from _error

import pyarrow as pa

__all__ = ["DataFrameNamespace", "ExprNamespace", "LazyFrameNamespace", "SeriesNamespace"]


@pl.api.register_expr_namespace("tweet")
class ExprNamespace(OutputMethods[pl.Expr]):
    """``pl.col("text").tweet``: a method an output, each an expression with the name of its column.

    They run in the streaming engine, and their types are known before they run.  Each reads the posts by itself: where
    several are asked for, ``annotate`` of a frame does once what they share.

    >>> import polars as pl
    >>> import tweetcraft as tc
    >>> import tweetcraft.polars
    >>> posts = pl.LazyFrame({"text": ["مرحبا ❤️‍🔥"]})
    >>> posts.select(pl.col("text").tweet.weighted_length(rules=tc.TWITTER_TEXT_3)).collect().item()
    11
    """

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def _output(self, output: str, **options: Any) -> pl.Expr:
        function = partial(_column, Annotator("", (output,), **options))
        return self._expr.map_batches(function, _SCHEMA[output], is_elementwise=True)


@pl.api.register_series_namespace("tweet")
class SeriesNamespace(OutputMethods[pl.Series]):
    """``series.tweet``: a method an output, each a series with the name of the one it is asked of.

    Each raises ``TypeError`` where the series holds no text.

    >>> import polars as pl
    >>> import tweetcraft.polars
    >>> pl.Series("text", ["مرحبا @user", None]).tweet.mentions().to_list()
    [['user'], None]
    """

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def _output(self, output: str, **options: Any) -> pl.Series:
        return _column(Annotator("", (output,), **options), self._series)


@pl.api.register_lazyframe_namespace("tweet")
class LazyFrameNamespace:
    """``lazy_frame.tweet``."""

    def __init__(self, frame: pl.LazyFrame) -> None:
        self._frame = frame

    def annotate(self, column: str, *, outputs: Sequence[str] = DEFAULT_OUTPUTS, **options: Any) -> pl.LazyFrame:
        """Add what is known of the posts in a column, as columns; what the outputs share is worked out once.

        Arguments:
            column: the name of the column that holds the posts: ``String``, ``Categorical`` or ``Enum``.
            outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order.
            options: ``rules``, ``kind``, ``form``, ``vocabulary`` and ``prefix``, as
                :class:`~tweetcraft.arrow.Annotator` has them.

        Returns:
            A lazy frame, with a column an output at its end: lengths in weighted units, ranges half-open in code
            points.  Where the post is null, every output is null.  It runs in the streaming engine.

        Raises:
            OptionError: there is no such column or output, or a column of the name of one is there already.
            TypeError: the column holds no text.  Both are raised here, before anything is run: the schema is looked up.

        >>> import polars as pl
        >>> import tweetcraft.polars
        >>> posts = pl.LazyFrame({"id": [1, 2], "text": ["مرحبا #الرياض", None]})
        >>> posts.tweet.annotate("text", outputs=["weighted_length", "is_valid"]).collect().rows()
        [(1, 'مرحبا #الرياض', 13, True), (2, None, None, None)]
        """
        annotator = Annotator(column, outputs, **options)
        schema = self._frame.collect_schema()
        added = _added(annotator, schema)
        if not added:
            return self._frame
        # One column for all of them, which is taken apart again: so they are worked out together, and, unlike with
        # LazyFrame.map_batches, Polars still puts a filter or a slice of the other columns before them.
        function = partial(_struct, annotator)
        together = pl.col(column).map_batches(function, pl.Struct(added), is_elementwise=True)
        name = f"{max([*schema, *added], key=len)}_"  # of no other column
        return self._frame.with_columns(together.alias(name)).unnest(name)


@pl.api.register_dataframe_namespace("tweet")
class DataFrameNamespace:
    """``data_frame.tweet``."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def annotate(self, column: str, *, outputs: Sequence[str] = DEFAULT_OUTPUTS, **options: Any) -> pl.DataFrame:
        """Add what is known of the posts in a column, as columns; what the outputs share is worked out once.

        Arguments:
            column: the name of the column that holds the posts: ``String``, ``Categorical`` or ``Enum``.
            outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to add, in this order.
            options: ``rules``, ``kind``, ``form``, ``vocabulary`` and ``prefix``, as
                :class:`~tweetcraft.arrow.Annotator` has them.

        Returns:
            A frame, with a column an output at its end: lengths in weighted units, ranges half-open in code points.
            Where the post is null, every output is null.

        Raises:
            OptionError: there is no such column or output, or a column of the name of one is there already.
            TypeError: the column holds no text.

        >>> import polars as pl
        >>> import tweetcraft.polars
        >>> posts = pl.DataFrame({"text": ["مرحبا @user"]})
        >>> posts.tweet.annotate("text", outputs=["mentions"], prefix="tweet_").rows()
        [('مرحبا @user', ['user'])]
        """
        annotator = Annotator(column, outputs, **options)
        added = _added(annotator, self._frame.schema)
        return self._frame.with_columns(_columns(annotator, self._frame[column], [*added]))


# Between Polars and Arrow

_SCHEMA = cast("pl.DataFrame", pl.from_arrow(pa.schema(OUTPUTS.items()).empty_table())).schema
"""Every output and its type in Polars."""


def _added(annotator: Annotator, schema: pl.Schema) -> dict[str, pl.DataType]:
    """The new columns of a frame and their types, or the error that it can have none."""
    # Of the other columns only the names matter: their types need be none that Arrow knows.
    types = {name: pa.null() for name in schema}
    if annotator.column in schema:
        types[annotator.column] = _arrow(pl.Series(dtype=schema[annotator.column])).type
    names = annotator.schema(pa.schema(types.items())).names[len(types) :]
    return dict(zip(names, (_SCHEMA[output] for output in annotator.outputs), strict=True))


def _column(annotator: Annotator, texts: pl.Series) -> pl.Series:
    """The only output of a column of posts; its name is known when it is run."""
    return _columns(replace(annotator, column=texts.name), texts, [texts.name])[0]


def _struct(annotator: Annotator, texts: pl.Series) -> pl.Series:
    """All outputs of a column of posts, as one column."""
    names = [f"{annotator.prefix}{output}" for output in annotator.outputs]
    return pl.DataFrame(_columns(annotator, texts, names)).to_struct(texts.name)


def _columns(annotator: Annotator, texts: pl.Series, names: Sequence[str]) -> list[pl.Series]:
    made = annotator.columns(_arrow(texts))
    return [pl.Series(name, column) for name, column in zip(names, made, strict=True)]


def _arrow(series: pl.Series) -> pa.ChunkedArray:
    # Not Series.to_arrow, which puts the chunks of the caller's own series together.
    return series.to_frame().to_arrow().column(0)
