"""Posts in DuckDB: ``select tweet_weighted_length(text) from 'posts.parquet'``.

It takes DuckDB and an extra: ``pip install "tweetcraft[arrow]" duckdb``.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tweetcraft.arabic.forms import PUBLISH, Form
from tweetcraft.arrow import OUTPUTS, Annotator
from tweetcraft.errors import MissingExtraError, OptionError
from tweetcraft.findings import Kind
from tweetcraft.rules import Rules, X

try:
    import duckdb
except ImportError as _error:
    raise MissingExtraError("tweetcraft.duckdb takes duckdb: pip install duckdb") from _error

if TYPE_CHECKING:
    from tweetcraft.hashtags import HashtagVocabulary

import pyarrow as pa

__all__ = ["register"]


def register(  # noqa: PLR0913 - one call, and every option by keyword
    connection: duckdb.DuckDBPyConnection,
    *,
    outputs: Sequence[str] = tuple(OUTPUTS),
    prefix: str = "tweet_",
    rules: Rules = X,
    kind: Kind = "post",
    form: Form = PUBLISH,
    vocabulary: HashtagVocabulary | None = None,
) -> None:
    """Make a function in SQL for every output: ``tweet_weighted_length(text)`` and so on.

    Arguments:
        connection: to the database, as ``duckdb.connect()`` gives it.  What is registered lasts as long as it is open.
        outputs: which of :data:`tweetcraft.arrow.OUTPUTS` to make functions for.
        prefix: what the names of the functions begin with.
        rules: under which posts are counted and reviewed, and whose links and emoji are found.
        kind: what the posts are, for their review.
        form: to which they are normalized.
        vocabulary: the tags that the writer or brand uses, for those that are suggested.

    Returns:
        Nothing.  Each function takes a ``VARCHAR`` and gives the type of its output: ``INTEGER`` for lengths, in
        weighted units, and counts, ``BOOLEAN``, ``VARCHAR``, ``VARCHAR[]``, and for a range
        ``STRUCT("start" INTEGER, "end" INTEGER)``, half-open in code points.  Where the post is ``NULL``, so is what
        is known of it.  A function that this connection has of the name is replaced.

    Raises:
        OptionError: there is no such output, or a function of the name that is not this connection's.
        TypeError: ``connection`` is no connection.

    >>> import duckdb
    >>> import tweetcraft.duckdb
    >>> connection = duckdb.connect()
    >>> tweetcraft.duckdb.register(connection)
    >>> connection.sql("select tweet_weighted_length('مرحبا #الرياض'), tweet_hashtags('مرحبا #الرياض')").fetchall()
    [(13, ['الرياض'])]
    """
    if not isinstance(connection, duckdb.DuckDBPyConnection):
        raise TypeError(f"connection must be one of duckdb.connect(), not {type(connection).__name__}")
    asked = Annotator("text", outputs, rules, kind, form, vocabulary, prefix)
    schema = asked.schema(pa.schema([("text", pa.string())]))
    types = connection.from_arrow(schema.empty_table()).types  # as DuckDB itself has them
    for output, name, return_type in zip(asked.outputs, schema.names[1:], types[1:], strict=True):
        _replace(connection, name, replace(asked, outputs=(output,)), return_type)


def _replace(connection: duckdb.DuckDBPyConnection, name: str, annotator: Annotator, return_type: Any) -> None:
    # Some outputs are NULL where the post is not, which DuckDB refuses unless NULL is left to the function.
    how: dict[str, Any] = {"type": "arrow", "null_handling": "special"}
    with suppress(duckdb.InvalidInputException):  # there is none
        connection.remove_function(name)
    try:
        connection.create_function(name, partial(_column, annotator), ["VARCHAR"], return_type, **how)
    except duckdb.CatalogException as error:
        raise OptionError(
            f"the database has a function {name!r} that this connection did not make: "
            "register on the one that did, or ask for another prefix"
        ) from error


def _column(annotator: Annotator, texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return annotator.columns(texts)[0]
